import Diagnostics
import MarkdownReading
import Testing

@Suite("Bindings of figures")
struct BindingTests {
    @Test("a kpi link without text is a figure, with text a claim")
    func figures() throws {
        let reading = read("A [](kpi:nrr) and [112.4 **%**](kpi:nrr?vs=py).")
        #expect(reading.diagnostics == [])
        #expect(reading.bindings.map(\.text) == ["", "112.4 %"])
        #expect(reading.bindings[1]["vs"]?.value == "py")
        #expect(reading.bindings[1].destination == "kpi:nrr?vs=py")
    }

    @Test("an image on a line of its own is a chart, a table or a list with a caption")
    func images() throws {
        let reading = read(
            """
            ![ARR bridge](chart:waterfall?metric=arr)
            ![Sellers](table:won_amount,win_rate?by=owner&top=10)

            ![Lost](<list:opportunities?where=stage = "lost"&columns=customer, amount&top=10>)
            """)
        #expect(reading.diagnostics == [])
        let bindings = reading.page.blocks.map { block -> FigureBinding? in
            if case .figure(let binding) = block.kind { binding } else { nil }
        }
        #expect(bindings.map { $0?.scheme } == [.chart, .table, .list])
        #expect(bindings.map { $0?.text } == ["ARR bridge", "Sellers", "Lost"])
        #expect(bindings[1]?.head.map(\.text) == ["won_amount", "win_rate"])
        #expect(bindings[2]?["where"]?.value == "stage = \"lost\"")
        #expect(bindings[2]?["columns"]?.values == ["customer", "amount"])
    }

    @Test("commas are split before escapes are read")
    func escapes() throws {
        let text = "[](kpi:revenue?by=country&is=United%20Kingdom,Korea%2C%20South)"
        let parameter = try #require(read(text).bindings.first?["is"])
        #expect(parameter.raw == "United%20Kingdom,Korea%2C%20South")
        #expect(parameter.values == ["United Kingdom", "Korea, South"])
        #expect(parameter.value == "United Kingdom,Korea, South")
    }

    @Test("the second equals sign belongs to the value")
    func equals() throws {
        let binding = try #require(read("[](<kpi:revenue?where=type = \"a\">)").bindings.first)
        #expect(binding["where"]?.value == "type = \"a\"")
    }

    @Test(
        "a wrong binding is an error at its place",
        arguments: [
            ("[](kpi:revenue?¶bye=region)", "unknown-parameter"),
            ("[](kpi:revenue?vs=py&¶vs=pp)", "parameter-repeated"),
            ("[](kpi:revenue?¶top)", "parameter-without-value"),
            ("[](kpi:revenue?¶top=)", "parameter-without-value"),
            ("[](kpi:revenue?is=¶%G1)", "percent-escape-invalid"),
            ("[](kpi:revenue?is=¶%F)", "percent-escape-invalid"),
            ("[](kpi:revenue?is=¶%FF)", "percent-escape-invalid"),
            ("[](kpi:revenue?is=a,¶%00)", "percent-escape-invalid"),
            ("[](kpi:¶)", "binding-incomplete"),
            ("![c](chart:¶?metric=arr)", "binding-incomplete"),
            ("![c](table:arr,¶)", "binding-incomplete"),
            ("[](kpi:¶arr,mrr)", "binding-too-many"),
            ("¶[c](chart:bar?metric=arr)", "binding-form"),
            ("a ¶![c](kpi:arr)", "binding-form"),
            ("text ¶![c](chart:bar?metric=arr)", "block-binding-inline"),
            ("# ¶![c](chart:bar?metric=arr)", "block-binding-inline"),
            ("¶![of [](kpi:arr)](chart:bar?metric=arr)", "figure-in-caption"),
            ("¶```chart bar\nmetric: arr\n", "fence-unclosed"),
            ("> ¶```chart bar\n> metric: arr\n\ntext\n", "fence-unclosed"),
            ("¶```charts\nmetric: arr\n```\n", "fence-unknown"),
        ])
    func mistakes(text: String, id: String) throws {
        let marked = MarkedText(text)
        let diagnostic = try #require(marked.read().diagnostics.first)
        #expect(diagnostic.id == id)
        #expect(diagnostic.location?.line == marked.places[0].line)
        if id != "percent-escape-invalid" { #expect(diagnostic.location == marked.places[0]) }
        #expect(diagnostic.remedy != nil)
    }

    @Test("an unknown parameter is told the nearest one")
    func didYouMean() {
        let reading = read("![c](list:opportunities?colums=a)")
        #expect(reading.diagnostics.first?.remedy == "did you mean 'columns'?")
        #expect(read("[](kpi:arr?columns=a)").ids == ["unknown-parameter"])
    }

    @Test("a table of a series needs no metric in its head")
    func series() {
        #expect(read("![c](table:?series=cohorts)").diagnostics == [])
    }

    @Test("a fenced block keeps its YAML with the place of its first byte")
    func fences() throws {
        let marked = MarkedText(
            """
            ```note 2026-05
            Price rise
            ```

            - item

              ```chart bar
              ¶metric: arr
                deep: 1
              ```

            > ~~~ tiles
            > ¶- nrr
            > ~~~
            """)
        let reading = marked.read()
        #expect(reading.diagnostics == [])
        let found = reading.page.blocks.flatMap(\.fences)
        #expect(found.map(\.kind) == [.note, .chart, .tiles])
        #expect(found.map(\.argument) == ["2026-05", "bar", ""])
        #expect(found[1].yaml.text == "metric: arr\n  deep: 1\n")
        #expect(found[1].yaml.location == marked.places[0])
        #expect(found[2].yaml.location == marked.places[1])
    }
}

extension Block {
    fileprivate var fences: [FencedBinding] {
        switch kind {
        case .fenced(let binding): [binding]
        case .list(let list): list.items.joined().flatMap(\.fences)
        case .quote(let blocks): blocks.flatMap(\.fences)
        default: []
        }
    }
}
