import ConfigReading
import Diagnostics
import ReportModel
import Testing

@Suite("formulas in YAML")
struct FormulaPlaceTests {
    /// The text of a setting with its second line on at the column it has in the file.
    private func check(
        _ marked: MarkedText, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        let read = ReadSettings(marked.text)
        #expect(read.ids == ["formula-syntax"], sourceLocation: sourceLocation)
        #expect(read.places == [marked[1]], sourceLocation: sourceLocation)
    }

    private func filter(_ text: String) -> MarkedText {
        MarkedText(head + "tables:\n  revenue:\n    file: ä.csv\n    where: " + text + "\n")
    }

    @Test("a plain one is pointed into")
    func plain() {
        check(filter("Größe 1️⃣$ 3"))
        check(filter("Größe >1️⃣"))
    }

    @Test("quotes and what is escaped in them shift nothing")
    func quoted() {
        check(filter("'Größe 1️⃣$ 3'"))
        check(filter("\"Größe 1️⃣$ 3\""))
        check(filter("'Typ = ''a'' 1️⃣$ 3'"))
        check(filter("\"Typ = \\\"a\\\" and \\\"ä\\\" 1️⃣$ 3\""))
    }

    @Test("one that is folded over lines is pointed into on its line")
    func folded() {
        check(filter(">\n      Größe = 3 and\n      Typ 1️⃣$ 4"))
        check(filter(">-\n\n      Größe = 3 and\n\n      Typ 1️⃣$ 4"))
        check(filter("|\n      Größe = 3\n      and Typ 1️⃣$ 4"))
        check(filter("Größe = 3 and\n      Typ 1️⃣$ 4"))
        check(filter("'Größe = ''x'' and\n      Typ 1️⃣$ 4'"))
        check(filter("\"Größe = 3 and \\\n      Typ 1️⃣$ 4\""))
        check(filter("> # a comment\n      Größe = 3 and\n      Typ 1️⃣$ 4"))
    }

    @Test("lines that end in CR LF are pointed into as well")
    func carriageReturns() {
        let marked = filter(">\n      Größe = 3 and\n      Typ 1️⃣$ 4")
        let read = ReadSettings(marked.text.replacing("\n", with: "\r\n"))
        #expect(read.places == [marked[1]])
    }

    @Test("the names of a good one stand at their own places")
    func names() throws {
        let marked = MarkedText(
            head + """
                tables:
                  revenue:
                    file: a.csv
                    compute:
                      amount: >
                        1️⃣Größe *
                        ( 2️⃣[Unit Price] - 3️⃣Rabatt )
                """)
        let read = ReadSettings(marked.text)
        #expect(read.found == [])
        let names = try #require(read.settings?.tables[.revenue]?.computed["amount"]?.value.names)
        #expect(names.map(\.name) == ["Größe", "Unit Price", "Rabatt"])
        #expect(names.map(\.location) == [marked[1], marked[2], marked[3]])
    }

    @Test(
        "every byte of a formula stands where the same byte stands in the file", arguments: 0..<200)
    func bytes(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let words = ["a", "größe", "[x y]", "+", "*", "'t'", "\"ü\"", "12"]
        let text = (0..<(2 + next(8))).map { _ in words[next(words.count)] }.joined(separator: " ")
        let quoted =
            switch next(3) {
            case 0: "'" + text.replacing("'", with: "''") + "'"
            case 1: "\"" + text.replacing("\"", with: "\\\"") + "\""
            default: ">\n  " + text.replacing(" ", with: next(2) == 0 ? "\n  " : " ")
            }
        let file = "f: " + quoted + "\n"
        var found: [Diagnostic] = []
        guard let root = readYAML(file, path: "f", diagnostics: &found),
            case .map(let entries) = root.content, let node = entries.first?.value,
            let value = node.text
        else {
            Issue.record("seed \(seed): \(file) is not read")
            return
        }
        let lines = file.split(separator: "\n", omittingEmptySubsequences: false).map {
            Array($0.utf8)
        }
        for (offset, byte) in value.utf8.enumerated() where byte != 32 && byte != 10 {
            let place = node.place(ofByte: offset)
            #expect(
                lines[place.line - 1][place.column - 1] == byte,
                "seed \(seed), byte \(offset) of \(value) in \(file)")
        }
    }
}
