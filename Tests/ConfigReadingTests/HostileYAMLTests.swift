import ConfigReading
import Diagnostics
import ReportModel
import Testing

@Suite("YAML that means harm or is a slip")
struct HostileYAMLTests {
    private func defects(of text: String) -> [Diagnostic] {
        var found: [Diagnostic] = []
        let root = readYAML(text, path: "content/revsite.yml", diagnostics: &found)
        #expect(root == nil || !found.hasErrors)
        return found
    }

    @Test("aliases that multiply are refused before they do")
    func aliasBomb() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = (0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(defects(of: bomb).map(\.id) == ["yaml-too-complex"])
        #expect(defects(of: bomb.replacing(", *", with: ",*")).map(\.id) == ["yaml-too-complex"])
        #expect(
            defects(of: bomb.replacing("[*", with: "{\"k\":*").replacing("]", with: "}"))
                .map(\.id).count == 1)
    }

    @Test("nesting without end is refused, not followed")
    func nesting() {
        let tricks = String(
            repeating: String(repeating: "[", count: 90) + " # "
                + String(repeating: "]", count: 90) + "\n", count: 2000)
        let stairs = (0..<5000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        for text in [
            String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
            String(repeating: "-\t", count: 100_000), String(repeating: "? ", count: 100_000),
            String(repeating: "{a: ", count: 100_000), "a: " + tricks, stairs,
        ] {
            let found = defects(of: text)
            #expect(found.count == 1)
            #expect(["yaml-too-complex", "yaml-syntax"].contains(found.first?.id))
        }
    }

    @Test("a text of megabytes is data and no settings")
    func size() {
        let long = "a: " + String(repeating: "x", count: 5_000_000)
        #expect(defects(of: long).map(\.id) == ["yaml-too-complex"])
        let many = String(repeating: "- a\n", count: 300_000)
        #expect(defects(of: many).map(\.id) == ["yaml-too-complex"])
    }

    @Test("a key that is there twice is said at the second place")
    func repeatedKeys() {
        for text in [
            "a: 1\nb: {x: 1}\n1️⃣a: 2\n", "x:\n  größe: 1\n  b:\n    größe: 2\n  1️⃣größe: 3\n",
            "- a: 1\n  1️⃣a: 2\n", "x: {1️⃣a: 1, a: 2}\n",
        ] {
            let marked = MarkedText(text)
            let found = defects(of: marked.text)
            #expect(found.map(\.id) == ["key-repeated"])
            #expect(found.first?.location == marked[1], "\(text)")
        }
    }

    @Test("a tab for indentation is called that")
    func tabs() {
        let marked = MarkedText("site:\n1️⃣\ttitle: x\n")
        let found = defects(of: marked.text)
        #expect(found.map(\.id) == ["yaml-syntax"])
        #expect(found.first?.location == marked[1])
        #expect(found.first?.remedy?.contains("tab") == true)
    }

    @Test("characters that are no text are pointed at", arguments: ["\u{0}", "\u{1}", "\u{7f}"])
    func controlCharacters(character: String) {
        let marked = MarkedText("site:\n  title: Größe 1️⃣\(character)x\n")
        let found = defects(of: marked.text)
        #expect(found.map(\.id) == ["yaml-syntax"])
        #expect(found.first?.location == marked[1])
    }

    @Test("what is not closed, not known or not a word is said with its place")
    func syntax() {
        for text in [
            "a: [1, 2", "a: 'b", "a: *nothing", "a: b: c", "{a: 1}}", "[a]: 1", "? {a: 1}\n: 2\n",
            "a: 1\n--- \nb: 2\n", "%YAML 9.9\n---\na: 1\n", "a: !!binary x\nb: @c\n", "a: `x`\n",
        ] {
            let found = defects(of: text)
            #expect(found.map(\.id) == ["yaml-syntax"], "\(text)")
            #expect((found.first?.location?.line ?? 0) > 0, "\(text)")
            #expect(found.first?.remedy != nil, "\(text)")
        }
    }

    @Test("words that YAML takes for something else stay the words they are")
    func words() {
        let read = ReadSettings(
            head
                + "tables: {revenue: {file: a.csv, values: {type: {one_time: [No, yes, on, 1e3, 0x1F, 12:30:45]}}}}\n"
        )
        #expect(
            read.settings?.tables[.revenue]?.values["type"]?.keys.sorted()
                == ["0x1F", "12:30:45", "1e3", "No", "on", "yes"])
    }

    @Test("random bytes of a good file changed never end in a crash", arguments: 0..<300)
    func mutations(seed: UInt64) {
        var state = seed &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var bytes = Array(
            (head + "tables:\n  revenue:\n    file: a.csv\n    where: >\n      a = 'b' and\n"
                + "      c > 1\n    values: {type: {usage: [\"x\\\"y\", 'z']}}\ndimensions: [region]\n")
                .utf8)
        let strange = Array("[]{}:,&*!|>'\"%@`#-?\n\r\t \u{0} \\~ä".utf8)
        for _ in 0..<(1 + next(6)) { bytes[next(bytes.count)] = strange[next(strange.count)] }
        let text = String(decoding: bytes, as: UTF8.self)
        let read = ReadSettings(text)
        let lines = text.utf8.count { $0 == 10 } + 1
        for diagnostic in read.found {
            let place = diagnostic.location
            #expect((1...lines).contains(place?.line ?? 0), "seed \(seed): \(diagnostic)")
            #expect((place?.column ?? 0) > 0, "seed \(seed): \(diagnostic)")
        }
        #expect(read.settings != nil || !read.found.isEmpty, "seed \(seed)")
    }
}
