import Diagnostics
import Foundation
import PageBinding
import PageRendering
import ReportModel
import Testing

@Suite("Rendering charts")
struct ChartRenderingTests {
    private func html(_ markdown: String, _ sample: Sample = Sample()) throws -> String {
        let (files, diagnostics) = try sample.render([sample.page(markdown)])
        #expect(diagnostics == [])
        return try #require(files["index.html"])
    }

    /// The numbers of an attribute in the rectangles of a class.
    private func lengths(_ attribute: String, of role: String, in markup: Substring) -> [Double] {
        markup.split(separator: "<rect ").filter { $0.contains("class=\"\(role)\"") }
            .compactMap { rectangle in
                let attributes = " " + rectangle
                return attributes.firstRange(of: " \(attribute)=\"").flatMap {
                    Double(attributes[$0.upperBound...].prefix { $0 != "\"" })
                }
            }
    }

    private func half(_ html: String, card: Int) -> Substring {
        let start = html.firstRange(of: "id=\"f\(card)-half-t\"")
        let rest = start.map { html[$0.lowerBound...] } ?? ""
        return rest.firstRange(of: "</svg>").map { rest[..<$0.upperBound] } ?? rest
    }

    @Test("notes and events are numbered flags on the time axis, with their texts beneath")
    func remarks() throws {
        var sample = Sample()
        sample.events = [
            remark("2026-02", "A <new> price list"), remark("2026-04", "Not of revenue", ["mrr"]),
        ]
        let html = try html(
            "```note 2026-08\nThree renewals\nmoved.\n```\n\n"
                + "```note 2024-01\nLong ago.\n```\n\n"
                + "```chart\nkind: column\nmetric: revenue\nlast: 12\n```\n", sample)
        #expect(
            html.contains(
                "<li><bdi>Feb 2026: A &lt;new&gt; price list</bdi></li>\n"
                    + "<li><bdi>Aug 2026: Three renewals moved.</bdi></li>"))
        #expect(lengths("x", of: "c-flag", in: half(html, card: 1)).count == 2)
        #expect(!html.contains("Not of revenue"))
        // What no chart has a flag for stands where it was written.
        #expect(html.ranges(of: "Three renewals").count == 3)
        #expect(html.contains("<aside class=\"note\">") && html.contains("Long ago."))
    }

    private func remark(_ period: String, _ text: String, _ metrics: [String] = []) -> Remark {
        let calendar = FiscalCalendar()
        let day = Day(iso: "2026-10-04") ?? Day(number: 0)
        let found = try? calendar.period(period, asOf: day)
        return Remark(
            period: found ?? calendar.period(Month(index: 0)), text: text, metrics: metrics,
            location: SourceLocation(path: "content/events.csv"))
    }

    @Test("charts that share a scale draw a value as high; others say how their scales relate")
    func scales() throws {
        func page(_ scale: String) -> String {
            "```chart\nkind: column\nmetric: revenue\nlast: 12\n\(scale)```\n\n"
                + "```chart\nkind: column\nmetric: revenue\nby: quarter\nlast: 3\n\(scale)```\n"
        }
        let shared = try html(page("scale: shared\n"))
        let months = lengths("height", of: "c-ac", in: half(shared, card: 1))
        let quarters = lengths("height", of: "c-ac", in: half(shared, card: 2))
        #expect(months.count == 12 && quarters.count == 3)
        // The last quarter is as high as its months together.
        #expect((months.suffix(3).reduce(0, +) - (quarters.last ?? 0)).magnitude < 0.1)
        #expect(!shared.contains("c-mark"))
        let own = try html(page(""))
        #expect(own.contains("class=\"c-mark\"") && own.contains(">€500k<"))
        let one = try html(
            String(page("").prefix { $0 != "\n" }) + "\nkind: column\nmetric: revenue\n```\n")
        #expect(!one.contains("c-mark"))
    }

    @Test("small multiples have a chart for each value on one scale")
    func panels() throws {
        let sample = Sample(customers: [("a", "Alpha"), ("b", "Beta"), ("c", "Gamma")])
        let text = "```chart\nkind: column\nmetric: revenue\npanels: customer\nlast: 3\nSCALE```\n"
        let html = try html(text.replacing("SCALE", with: ""), sample)
        let drawing = half(html, card: 1)
        for name in ["Alpha", "Beta", "Gamma"] { #expect(drawing.contains(">\(name)</text>")) }
        let heights = lengths("height", of: "c-ac", in: drawing)
        #expect(heights.count == 9)
        // Gamma, the largest, comes first and is twice as high as Alpha.
        #expect(((heights[0] / heights[6]) - 2).magnitude < 0.05)
        let own = try self.html(text.replacing("SCALE", with: "scale: own\n"), sample)
        let free = lengths("height", of: "c-ac", in: half(own, card: 1))
        #expect((free[2] - free[8]).magnitude < 0.1)
        let some = try self.html(text.replacing("SCALE", with: "top: 2\n"), sample)
        #expect(some.contains("Not shown: \u{2068}Alpha\u{2069}."))
    }

    @Test(
        "every kind is drawn with names that are markup, and tells metric, period and plan",
        arguments: [
            "bar&by=customer", "variance&vs=py", "variance&by=customer&vs=py", "area&last=12",
            "interval&last=6", "pareto&by=customer", "slope&by=customer", "column&panels=customer",
            "line&by=customer&scale=log", "bullet", "waterfall&by=customer&vs=py",
        ])
    func kinds(kind: String) throws {
        let names = ["<b>A</b>", "\"B", String(repeating: "C & ", count: 40), ""]
        let sample = Sample(
            customers: names.enumerated().map { ("c\($0.offset)", $0.element) })
        let name = kind.prefix { $0 != "&" }
        let html = try html(
            "![Title](<chart:\(name)?metric=revenue\(kind.dropFirst(name.count))>)\n", sample)
        #expect(!html.contains("<b>") && html.ranges(of: "<svg ").count >= 3)
        let description = html.components(separatedBy: "<desc id=\"f1-half-d\">").last ?? ""
        let words = description.prefix { $0 != "<" }
        #expect(words.contains("Revenue") && words.contains("plan"), "\(words)")
        #expect(words.contains { $0.isNumber }, "\(words)")
    }

    @Test("a table against one scenario has bars and pins in its cells")
    func tableBars() throws {
        let html = try html(
            "```table\nmetric: revenue\nby: customer\nvs: py\n```\n",
            Sample(customers: [("a", "Alpha"), ("b", "Beta")]))
        #expect(html.contains("<th scope=\"col\" class=\"n-relative\">"))
        #expect(html.ranges(of: "class=\"c-pin-good\"").count == 2)
        #expect(html.ranges(of: "<rect class=\"c-good\"").count == 2)
    }
}
