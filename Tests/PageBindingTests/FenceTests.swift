import Diagnostics
import KPIComputing
import PageBinding
import ReportModel
import Testing

@Suite("fenced blocks and front matter")
struct FenceTests {
    @Test("a fence says what an image says, with more room")
    func chart() throws {
        let bound = BoundText(
            """
            ¶```chart
            kind: column
            metric: revenue
            by: month
            last: 12
            vs: [plan, py]
            title: Revenue
            message: Ahead, and by far
            assert: revenue > plan(revenue)
            unit: m
            digits: 2
            ```
            """)
        #expect(bound.found == [])
        let request = try #require(bound.chart)
        #expect(request.query.last == 12)
        #expect(request.query.comparisons == [.plan, .previousYear])
        #expect(request.captions.title == "Revenue")
        #expect(request.captions.message == "Ahead, and by far")
        #expect(request.captions.assertion != nil)
        #expect(request.unit == "m")
        #expect(request.digits == 2)
        #expect(request.location == bound.marks[0])
    }

    @Test("tiles have metrics, a period and comparisons, and nothing else")
    func tiles() {
        let bound = BoundText("```tiles\nmetrics: [revenue, nrr]\nvs: [plan, py]\n```\n")
        #expect(bound.found == [])
        #expect(bound.tiles?.metrics.map(\.id) == ["revenue", "nrr"])
        #expect(bound.tiles?.comparisons == [.plan, .previousYear])
        let cut = BoundText("```tiles\nmetrics: revenue, nrr\nwhere: ¶region = \"EMEA\"\n```\n")
        #expect(cut.ids == ["parameter-without-effect"])
        #expect(cut.places == cut.marks)
        #expect(BoundText("```tiles\n```\n").ids == ["metric-missing"])
    }

    @Test("what is wrong in a fence is said at its line and column of the file")
    func fencePlaces() {
        let bound = BoundText(
            """
            ---
            title: Ünter
            ---

            Text.

            ```chart
            kind: ¶colum
            metric: revenue
            ```

            ```table
            metrics: [revenue]
            ¶bye: region
            ```

            - In a list:

              ```chart
              kind: column
              metric: ¶revnue
              ```

            > ```table
            > metric: revenue
            > by: ¶regoin
            > ```

            ```chart
            kind: ¶[column
            ```
            """)
        #expect(
            bound.ids == [
                "unknown-chart", "unknown-key", "unknown-metric", "dimension-unknown",
                "yaml-syntax",
            ])
        #expect(bound.places.compactMap { $0 }.dropLast() == bound.marks.dropLast())
        #expect(bound.places.last??.line == 31)
    }

    @Test("a value with a comma in a list of YAML stays one value")
    func commas() {
        let one = BoundText(
            "```table\nmetric: revenue\nby: customer\nis: [\"Smith, Jones\"]\n```\n")
        #expect(one.table?.query.values == ["Smith, Jones"])
        let two = BoundText("```table\nmetric: revenue\nby: customer\nis: Smith, Jones\n```\n")
        #expect(two.table?.query.values == ["Smith", "Jones"])
    }

    @Test("a note belongs to a period")
    func notes() {
        let bound = BoundText("```note 2026-05\nPrices rose.\n```\n")
        #expect(bound.found == [])
        guard case .note(let note)? = bound.binding else {
            Issue.record("there is a note")
            return
        }
        #expect(note.period.name == "2026-05")
        #expect(note.text == "Prices rose.\n")
        #expect(BoundText("```note May\nx\n```\n").ids == ["period-invalid"])
    }

    @Test("front matter has its say on the page")
    func frontMatter() throws {
        let bound = BoundText(
            """
            ---
            title: Größe
            order: 3
            section: Sales
            period: 2026-08
            owner: Head of sales
            assert: revenue > lag(revenue, 1)
            type: page
            ---

            [](kpi:revenue)
            """)
        #expect(bound.found == [])
        let page = try #require(bound.page)
        #expect(page.title == "Größe")
        #expect(page.order == 3)
        #expect(page.section == "Sales")
        #expect(page.facts.owner == "Head of sales")
        #expect(page.assertion != nil)
        #expect(bound.figure?.period.name == "2026-08")
        #expect(BoundText("# The heading\n").page?.title == "The heading")
        #expect(BoundText("text\n").page?.title == "p")
    }

    @Test("what is wrong in front matter is said at its place, all of it")
    func wrongFrontMatter() {
        let bound = BoundText(
            """
            ---
            title: [¶a]
            order: ¶first
            ¶ownr: me
            period: ¶2026-Q9
            assert: >-
              revenue >
              ¶revnue
            each: ¶custmer
            pack: ¶never
            editions: ¶[management]
            ---
            """.replacing("[¶a]", with: "¶[a]"))
        #expect(
            bound.ids == [
                "type-mismatch", "type-mismatch", "unknown-key", "period-invalid",
                "unknown-metric", "dimension-unknown", "type-mismatch", "not-supported",
            ])
        #expect(bound.places == bound.marks)
    }
}
