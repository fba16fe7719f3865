import ReportModel
import TableRecognising
import TestSupport
import Testing

@Suite("names of columns in the printed YAML")
struct QuotingTests {
    @Test("any name of a column comes back from the YAML as it is in the file")
    func roundTrip() throws {
        let seed = SeededNumbers.seed()
        var random = SeededNumbers(seed: seed)
        for _ in 0..<60 {
            let names = (0..<3).map { _ in Self.name(&random) }
            guard Set(names).count == 3, names.allSatisfy({ !$0.isEmpty }) else { continue }
            let header = ["Date", "Amount", "Customer"].enumerated().map { index, word in
                Self.quoted("\(word)\(names[index])")
            }
            let text = header.joined(separator: ",") + "\n2025-01-05,1.5,A\n2025-01-06,2.5,B\n"
            let found = try Imported(text, name: "data/\(names[0])sales.csv", as: .revenue)
            guard found.table != nil else { continue }
            let source = try found.source()
            for (field, word) in [("date", "Date"), ("amount", "Amount")] {
                let column = source.columns[field]?.value
                let expected = word + names[word == "Date" ? 0 : 1]
                #expect(column == expected, "seed \(seed): \(found.yaml)")
            }
        }
    }

    private static func name(_ random: inout SeededNumbers) -> String {
        let pieces = [
            ":", " #", "\"", "'", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`",
            "\\", "é", "字", "\u{1F600}", " - ", "? ", ": ", "true", "null", "0x1F", "\t", "~", "=",
            "<<", "\u{85}", "\u{2028}", " x",
        ]
        let text = (0..<random.below(5)).map { _ in random.one(of: pieces) }.joined()
        return text + random.one(of: ["a", "9", ")", "%", "]"])
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}
