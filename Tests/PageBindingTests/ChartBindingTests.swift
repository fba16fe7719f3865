import Diagnostics
import KPIComputing
import PageBinding
import ReportModel
import Testing

@Suite("charts, tables and tiles")
struct ChartBindingTests {
    private func chart(_ destination: String) -> BoundText {
        BoundText("![A caption](<chart:\(destination)>)\n")
    }

    private func table(_ destination: String) -> BoundText {
        BoundText("![A caption](<table:\(destination)>)\n")
    }

    @Test("a column chart runs over the months of its period")
    func columns() throws {
        let bound = chart("column?metric=revenue&vs=plan,py")
        #expect(bound.found == [])
        let request = try #require(bound.chart)
        #expect(request.kind == .column)
        #expect(request.query.axis == .time(.month))
        #expect(request.query.last == nil)
        #expect(request.query.comparisons == [.plan, .previousYear])
        #expect(request.captions.title == "A caption")
        #expect(chart("column?metric=revenue&by=quarter&last=8").chart?.query.last == 8)
        #expect(chart("column?metric=revenue&by=quarter").chart?.query.axis == .time(.quarter))
        // One column is no chart: a single month shows the year up to it.
        #expect(chart("column?metric=revenue&period=2026-09").chart?.query.last == 12)
    }

    @Test("a stacked chart or a line may be split by a dimension over the months")
    func splits() throws {
        for kind in ["stacked", "line"] {
            let bound = chart("\(kind)?metric=revenue&by=region&is=EMEA,APAC&last=6")
            #expect(bound.found == [])
            let request = try #require(bound.chart)
            #expect(request.split == "region")
            #expect(request.query.axis == .time(.month))
            #expect(request.query.values == ["EMEA", "APAC"])
        }
        #expect(chart("stacked?metric=revenue").ids == ["chart-axis"])
        #expect(chart("column?metric=revenue&by=region").ids == ["chart-axis"])
        #expect(chart("spark?metric=revenue&by=region").ids == ["chart-axis"])
    }

    @Test("bars compare the values of a dimension, the largest first unless another metric sorts")
    func bars() throws {
        let bound = chart("bar?metric=revenue&by=customer&top=5&sort=won_amount&other=false")
        #expect(bound.found == [])
        let query = try #require(bound.chart?.query)
        #expect(query.axis == .dimension("customer"))
        #expect(query.top == 5)
        #expect(query.sort == "won_amount")
        #expect(!query.hasOther)
        #expect(chart("bar?metric=revenue").ids == ["chart-axis"])
        #expect(chart("bar?metric=revenue&by=month").ids == ["chart-axis"])
        #expect(chart("bar?metric=revenue&by=region&sort=revnue").ids == ["unknown-metric"])
        #expect(chart("bar?metric=revenue&by=region&other=no").ids == ["type-mismatch"])
        #expect(chart("bar?metric=revenue&by=region&top=0").ids == ["type-mismatch"])
    }

    @Test("the last months of something that is not over time are one period")
    func lastOfParts() throws {
        for bound in [
            chart("bar?metric=revenue&by=region&last=12"),
            table("revenue?by=region&last=12"),
        ] {
            #expect(bound.found == [])
            let query = try #require(bound.chart?.query ?? bound.table?.query)
            #expect(query.last == nil)
            #expect(query.period.months == 12)
            #expect(query.period.first.description == "2025-10")
        }
    }

    @Test("a waterfall goes over movements, or from a comparison by the parts of a dimension")
    func waterfalls() {
        #expect(chart("waterfall?metric=arr&last=12").found == [])
        #expect(chart("waterfall?metric=mrr&vs=plan").found == [])
        #expect(chart("waterfall?metric=nrr&series=retention_walk").found == [])
        #expect(
            chart("waterfall?metric=mrr&series=retention_walk").ids == ["series-missing"])
        #expect(chart("waterfall?metric=revenue&by=region&vs=py").found == [])
        for wrong in [
            "waterfall?metric=revenue", "waterfall?metric=revenue&by=region",
            "waterfall?metric=mrr&by=region",
        ] {
            #expect(chart(wrong).ids == ["chart-axis"], "\(wrong)")
        }
    }

    @Test("a heat map shows cohorts, of what there are any, and of all customers")
    func heatmaps() {
        for metric in ["mrr", "arr", "customers"] {
            #expect(chart("heatmap?metric=\(metric)&series=cohorts&last=24").found == [])
        }
        #expect(chart("heatmap?metric=mrr").ids == ["series-missing"])
        #expect(chart("heatmap?metric=revenue&series=cohorts").ids == ["series-missing"])
        #expect(
            chart("heatmap?metric=mrr&series=cohorts&where=region = \"EMEA\"").ids
                == ["parameter-without-effect"])
    }

    @Test("a table has as many metrics as it likes and no time axis unless asked for")
    func tables() throws {
        let bound = table("won_amount,win_rate,sales_cycle?by=owner&top=10&sort=win_rate&vs=py")
        #expect(bound.found == [])
        #expect(bound.table?.query.metrics == ["won_amount", "win_rate", "sales_cycle"])
        #expect(table("revenue").table?.query.axis == GridQuery.Axis.none)
        #expect(table("revenue?by=quarter").table?.query.axis == .time(.quarter))
        // `last` counts months unless 'by' says otherwise.
        #expect(table("revenue?last=6").table?.query.axis == .time(.month))
        #expect(table("mrr?series=movements&by=quarter&last=4").found == [])
        #expect(table("mrr?series=cohorts").found == [])
        #expect(table("nrr?series=retention_walk&where=segment = \"large\"").found == [])
        #expect(table("mrr?series=retention_walk").ids == ["series-missing"])
        #expect(table("nrr?series=retention_walk&last=3").ids == ["parameter-without-effect"])
        #expect(table("revenue?series=movements").ids == ["series-missing"])
        #expect(table("revenue?series=cohorts").ids == ["series-missing"])
        #expect(table("mrr?series=movements&by=region").ids == ["chart-axis"])
        #expect(table("revenue?top=3").ids == ["parameter-without-effect"])
        #expect(table("mrr,arr?series=cohorts").ids == ["too-many-metrics"])
    }

    @Test("a chart of several metrics is one of lines")
    func severalMetrics() {
        func fence(_ kind: String) -> BoundText {
            BoundText(
                "```chart\nkind: \(kind)\nmetrics: [won_deals, lost_deals]\nby: region\n```\n")
        }
        let lines = BoundText("```chart\nkind: line\nmetrics: [won_deals, lost_deals]\n```\n")
        #expect(lines.found == [])
        #expect(lines.chart?.query.metrics == ["won_deals", "lost_deals"])
        for kind in ["bar", "stacked", "line"] {
            #expect(fence(kind).ids == ["too-many-metrics"], "\(kind)")
        }
    }

    @Test("a kind that there is not names the nearest one")
    func unknownKinds() {
        let bound = BoundText("![](chart:¶waterfal?metric=arr)\n")
        #expect(bound.ids == ["unknown-chart"])
        #expect(bound.places == bound.marks)
        #expect(bound.found.first?.remedy == "did you mean 'waterfall'?")
        #expect(chart("column").ids == ["metric-missing"])
        #expect(chart("column?metric=revenue&series=attribution").ids == ["not-supported"])
        #expect(chart("column?metric=revenue&series=stages").ids == ["parameter-without-effect"])
        #expect(chart("column?metric=revenue&series=cohort").ids == ["unknown-series"])
        #expect(chart("column?metric=revenue&series=cohorts").ids == ["parameter-without-effect"])
        #expect(chart("column?metric=revenue&scale=big").ids == ["unknown-scale"])
        #expect(chart("column?metric=revenue&vs=budget").ids == ["unknown-scenario"])
        #expect(BoundText("![](list:opportunities?top=10)\n").ids == ["not-supported"])
    }

    @Test(
        "each kind with what it needs is bound",
        arguments: [
            "variance?metric=revenue", "variance?metric=revenue&by=region&vs=plan",
            "area?metric=mrr&last=24", "interval?metric=mrr", "interval?metric=revenue&vs=forecast",
            "funnel?metric=leads,mqls,sqls",
            "bullet?metric=revenue,nrr&vs=plan",
            "scatter?metric=win_rate,sales_cycle&by=owner",
            "scatter?metric=win_rate,sales_cycle,won_amount&by=owner&scale=log",
            "pareto?metric=revenue&by=customer&top=10", "slope?metric=revenue&by=region",
            "slope?metric=revenue&by=region&vs=plan", "histogram?metric=deal_size_median&last=12",
            "calendar?metric=renewals_due&by=quarter", "column?metric=revenue&panels=region",
            "line?metric=revenue&scale=log", "variance?metric=revenue&panels=region&is=EMEA",
            "column?metric=revenue&scale=shared",
        ])
    func kinds(destination: String) {
        let bound = chart(destination)
        #expect(bound.found == [])
        #expect(bound.chart != nil)
    }

    @Test(
        "a kind that lacks something says what",
        arguments: [
            ("scatter?metric=win_rate&by=owner", "metrics-needed"),
            ("scatter?metric=win_rate,sales_cycle", "chart-axis"),
            ("pareto?metric=nrr&by=customer", "unit-mismatch"),
            ("pareto?metric=revenue", "chart-axis"), ("slope?metric=revenue", "chart-axis"),
            ("slope?metric=revenue&by=region&vs=py,plan", "too-many-scenarios"),
            ("funnel?metric=open_deals&by=region", "chart-axis"),
            ("line?metric=revenue,nrr", "unit-mismatch"),
            ("stacked?metric=win_rate&by=region", "unit-mismatch"),
            ("waterfall?metric=win_rate&by=region&vs=py", "unit-mismatch"),
            ("waterfall?metric=revenue&by=region&vs=py,plan", "too-many-scenarios"),
            ("bar?metric=revenue&by=region&is=EMEA,EMEA", "named-twice"),
            ("column?metric=revenue&vs=plan,plan", "named-twice"),
            ("pareto?metric=revenue&by=region&is=EMEA", "parameter-without-effect"),
            ("funnel?metric=leads", "metrics-needed"),
            ("funnel?metric=leads,revenue", "unit-mismatch"),
            ("funnel?metric=win_rate,nrr", "unit-mismatch"),
            ("funnel?metric=revenue&series=stages", "series-missing"),
            ("funnel?metric=stage_conversion&series=stages", "series-missing"),
            ("histogram?metric=revenue", "no-distribution"),
            ("calendar?metric=revenue", "series-missing"),
            ("interval?metric=revenue&vs=py", "scenario-without-range"),
            ("area?metric=revenue&by=region", "chart-axis"),
            ("bar?metric=revenue&by=region&panels=segment", "parameter-without-effect"),
            ("column?metric=revenue&panels=regoin", "dimension-unknown"),
            ("column?metric=revenue&scale=log", "scale-without-zero"),
            ("line?metric=revenue&by=region&panels=segment", "parameter-without-effect"),
        ])
    func lacking(destination: String, id: String) {
        #expect(chart(destination).ids == [id])
    }

    @Test("more series than a kind can tell apart name the kind to use")
    func tooMany() {
        let metrics = "won_deals,lost_deals,open_deals,leads,mqls,sqls,customers"
        for (destination, use) in [
            ("line?metric=\(metrics)", "table"), ("line?metric=revenue&by=region&top=9", "column"),
            ("stacked?metric=revenue&by=region&top=7", "column"),
            ("stacked?metric=revenue&by=region&is=A,B,C,D,E,F,G", "column"),
        ] {
            let bound = chart(destination)
            #expect(bound.ids == ["too-many-series"], "\(destination)")
            #expect(bound.found.first?.remedy?.contains(use) == true, "\(destination)")
        }
    }

    @Test("an assert is checked where it stands")
    func asserts() {
        let bound = BoundText(
            "![](<chart:column?metric=revenue&message=Ahead&assert=¶revnue %3E plan(revenue)>)\n")
        #expect(bound.ids == ["unknown-metric"])
        #expect(bound.places == bound.marks)
    }
}
