import BundledFiles
import ConfigReading
import Diagnostics
import Foundation
import FormulaReading
import ReportModel
import Testing

/// The documentation of the metrics is written from the catalogue, so that it says what is computed.
@Suite("the reference of metrics")
struct MetricsReferenceTests {
    private static let heading = "## Reference\n"

    private func catalogue() throws -> Catalogue {
        var found: [Diagnostic] = []
        var catalogue = Catalogue()
        readCatalogue(
            BundledFiles.own.text("catalogue/metrics.yml") ?? "", path: "metrics.yml",
            isBuiltIn: true, into: &catalogue, diagnostics: &found)
        #expect(found.isEmpty)
        return catalogue
    }

    private func reference(_ catalogue: Catalogue) -> String {
        var areas: [String] = []
        for id in catalogue.order {
            if let area = catalogue.metrics[id]?.area, !areas.contains(area) { areas.append(area) }
        }
        var text = Self.heading
        for area in areas {
            text += "\n### \(area.prefix(1).uppercased() + area.dropFirst())\n"
            for metric in catalogue.order.compactMap({ catalogue.metrics[$0] })
            where metric.area == area {
                text += "\n" + entry(metric)
            }
        }
        text += "\n### Options\n\nUnder `metrics:` of `content/revsite.yml`.\n\n"
        text += "| option | values | without it |\n|---|---|---|\n"
        for option in MetricOptions.known {
            let standard = option.standard.isEmpty ? "" : "`\(option.standard)`"
            text += "| `\(option.path)` | \(values(option)) | \(standard) |\n"
        }
        return text
    }

    private func entry(_ metric: MetricDefinition) -> String {
        var text = "**\(metric.label["en"] ?? metric.id)** `\(metric.id)`\n"
        let kinds = Set(metric.variants.map(\.kind.rawValue)).sorted().joined(separator: " or ")
        text += "\(metric.unit.rawValue), \(metric.better.rawValue) is better, \(kinds)"
        text += metric.source.map { "; source: \($0)" } ?? ""
        text += "\n\n"
        for variant in metric.variants {
            let name = variant.name.isEmpty ? "" : "`\(variant.name)`: "
            let needs =
                variant.needs.isEmpty ? "" : " (needs \(variant.needs.joined(separator: ", ")))"
            text +=
                "- \(name)`\(variant.formula.text)`\(needs). \(variant.definition["en"] ?? "")\n"
        }
        return text
    }

    private func values(_ option: MetricOption) -> String {
        switch option.kind {
        case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: "`true` `false`"
        case .choice(let words): words.map { "`\($0)`" }.joined(separator: " ")
        case .texts: "a list of texts"
        case .change: "a change such as `+5%`"
        }
    }

    @Test("it has every metric with its formula, definition, variants, unit, direction and source")
    func agrees() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/revsite/Documentation.docc/Metrics.md")
        let page = try String(contentsOf: path, encoding: .utf8)
        let start = try #require(page.range(of: Self.heading)).lowerBound
        let written = String(page[start...])
        let expected = try reference(catalogue())
        if ProcessInfo.processInfo.environment["REVSITE_RECORD"] == "1" {
            try (page[..<start] + expected).write(to: path, atomically: true, encoding: .utf8)
            Issue.record("recorded anew; run again without REVSITE_RECORD")
            return
        }
        #expect(written == expected, "run the tests once with REVSITE_RECORD=1")
    }

    @Test("every metric says in English and in Spanish what it means, and where it is from")
    func complete() throws {
        let catalogue = try catalogue()
        for metric in catalogue.order.compactMap({ catalogue.metrics[$0] }) {
            for language in ["en", "es"] {
                #expect(metric.label[language]?.isEmpty == false, "\(metric.id) \(language)")
                for variant in metric.variants {
                    let sentence = variant.definition[language] ?? ""
                    #expect(sentence.hasSuffix("."), "\(metric.id) \(language)")
                }
            }
            #expect(metric.source?.isEmpty == false, "\(metric.id) has no source")
        }
    }
}
