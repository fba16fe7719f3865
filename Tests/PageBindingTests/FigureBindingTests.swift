import Diagnostics
import KPIComputing
import PageBinding
import ReportModel
import Testing

@Suite("figures in the text")
struct FigureBindingTests {
    @Test("a bare link is the metric over the page's period")
    func bare() throws {
        let bound = BoundText("It was ¶[¶112.4 %](kpi:nrr).")
        #expect(bound.found == [])
        let figure = try #require(bound.figure)
        #expect(figure.metric.id == "nrr")
        #expect(figure.period.name == "2026-Q3")
        #expect(figure.cut == .whole)
        #expect(figure.comparison == nil)
        #expect(figure.claim?.value == "112.4 %")
        #expect(figure.location == bound.marks[0])
        #expect(figure.claim?.location == bound.marks[1])
        #expect(figure.destination == "kpi:nrr")
        #expect(BoundText("[](kpi:nrr)").figure?.claim == nil)
    }

    @Test("every parameter of a figure arrives")
    func parameters() throws {
        let bound = BoundText(
            "[](<kpi:revenue?by=region&is=EMEA&where=type = \"usage\"&period=2026-08&vs=py&unit=m&digits=2>)"
        )
        #expect(bound.found == [])
        let figure = try #require(bound.figure)
        #expect(figure.cut == Cut([Cut.Part("region", "EMEA")]))
        #expect(figure.filter != nil)
        #expect(figure.period.name == "2026-08")
        #expect(figure.comparison == .previousYear)
        #expect(figure.unit == "m")
        #expect(figure.digits == 2)
    }

    @Test(
        "what it is compared with",
        arguments: [
            ("pp", Scenario.previousPeriod), ("py", .previousYear), ("plan", .plan),
            ("forecast", .forecast),
        ])
    func scenarios(name: String, scenario: Scenario) {
        #expect(BoundText("[](kpi:revenue?vs=\(name))").figure?.comparison == scenario)
    }

    @Test("the last months, or trailing ones, end with the period's end")
    func runs() throws {
        for parameter in ["last=12", "trailing=12"] {
            let period = try #require(BoundText("[](kpi:revenue?\(parameter))").figure?.period)
            #expect(period.first.description == "2025-10")
            #expect(period.last.description == "2026-09")
        }
    }

    @Test("names that there are not are said at their place, with what was meant")
    func unknownNames() {
        let bound = BoundText(
            """
            Größe [](kpi:¶revnue) [](kpi:revenue?by=¶regoin&is=EMEA) [](kpi:revenue?vs=¶pln)
            [](kpi:revenue?period=¶2026-Q7) [](kpi:revenue?¶perod=2026) [](kpi:revenue?unit=¶mn)
            [](kpi:revenue?digits=¶many) [](<kpi:revenue?where=a ¶$ b>)
            """)
        #expect(
            bound.ids == [
                "unknown-metric", "dimension-unknown", "unknown-scenario", "period-invalid",
                "unknown-parameter", "unknown-unit", "type-mismatch", "formula-syntax",
            ])
        #expect(bound.places == bound.marks)
        #expect(bound.found.allSatisfy { $0.remedy != nil })
        #expect(bound.found.first?.remedy == "did you mean 'revenue'?")
        #expect(bound.found[1].remedy?.hasPrefix("did you mean 'region'?") == true)
        #expect(bound.found[2].remedy == "did you mean 'plan'?")
    }

    @Test("half a cut is none")
    func halfCuts() {
        #expect(BoundText("[](kpi:revenue?by=region)").ids == ["value-missing"])
        #expect(BoundText("[](kpi:revenue?is=EMEA)").ids == ["dimension-missing"])
        #expect(BoundText("[](kpi:revenue?by=region&is=EMEA,APAC)").ids == ["value-missing"])
        #expect(BoundText("[](kpi:revenue?vs=py,plan)").ids == ["too-many-scenarios"])
    }

    @Test(
        "a parameter that a figure can't act on is an error, for ignoring it would be another figure",
        arguments: [
            "top=3", "sort=revenue", "other=false", "series=cohorts", "title=x", "message=x",
            "assert=revenue", "scale=shared", "panels=region",
        ])
    func withoutEffect(parameter: String) {
        let bound = BoundText("[](kpi:revenue?\(parameter))")
        #expect(bound.ids == ["parameter-without-effect"])
    }

    @Test("what the contract has and this version has not is called that")
    func later() {
        #expect(BoundText("[](kpi:revenue?vs=model)").ids == [])
        #expect(BoundText("[](kpi:revenue?vs=reported)").ids == ["not-supported"])
    }

    @Test("figures are found wherever text may stand")
    func everywhere() {
        let bound = BoundText(
            """
            # Up to [](kpi:arr)

            - a **[](kpi:mrr)** b
              > *[](kpi:nrr)*

            | a | b |
            |---|---|
            | [](kpi:grr) | x |
            """)
        #expect(bound.found == [])
        #expect(bound.page?.bindings.count == 4)
    }
}
