import ConfigReading
import Diagnostics
import FigureWording
import Testing

@Suite("Languages")
struct LanguageTests {
    @Test("the languages that come with revsite are complete", arguments: ["en", "es"])
    func complete(code: String) throws {
        let language = try language(code)
        #expect(language.code == code)
        #expect(language.units.count == Language.WordedUnit.allCases.count)
        #expect(language.magnitudes.count == 3)
    }

    @Test("no word of direction means two things", arguments: ["en", "es"])
    func unambiguous(code: String) throws {
        var senses: [String: Language.Sense] = [:]
        for (sense, words) in try language(code).directions {
            for word in words {
                #expect(senses[word] == nil || senses[word] == sense, "\(word)")
                senses[word] = sense
            }
        }
    }

    @Test("what a language's file lacks, or has too much, is named with its place")
    func incomplete() throws {
        var diagnostics: [Diagnostic] = []
        let text = """
            code: xx
            name: X
            undefined: none
            colour: red
            months: {long: [a], short: [b]}
            """
        let node = try #require(readYAML(text, path: "xx.yml", diagnostics: &diagnostics))
        #expect(Language(node, diagnostics: &diagnostics) == nil)
        let unknown = diagnostics.first { $0.id == "unknown-key" }
        #expect(unknown?.location == SourceLocation(path: "xx.yml", line: 4, column: 1))
        #expect(diagnostics.contains { $0.message == "'language' lacks the key 'directions'" })
        #expect(diagnostics.contains { $0.message == "'language.months.long' needs 12 texts" })
    }
}
