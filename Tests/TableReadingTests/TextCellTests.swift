import ReportModel
import TestSupport
import Testing

@Suite("cells of text and of digits")
struct TextCellTests {
    @Test("texts of any length keep what they are, however many there are and however alike")
    func lengths() throws {
        let seed = SeededNumbers.seed()
        print("seed of lengths: \(seed)")
        var random = SeededNumbers(seed: seed)
        var known: [String] = []
        for turn in 0..<4000 {
            let count = Int.random(in: 1...40, using: &random)
            let tail = String(
                (0..<min(count, 4)).map { _ in "ab0" }.map {
                    $0.randomElement(using: &random) ?? "a"
                })
            switch turn % 3 {
            case 0: known.append(String(repeating: "x", count: count) + tail)
            case 1: known.append(tail + String(repeating: "x", count: count))
            default: known.append("C" + String(repeating: "0", count: turn % 4) + "\(turn)")
            }
        }
        let rows = (0..<12_000).map { _ in known.randomElement(using: &random) ?? "" }
        let text = "date,customer,region\n" + rows.map { "2026-01-01,\($0),\($0)\n" }.joined()
        for chunkSize in [700, 1 << 18] {
            let found = try Table(dimensions: ["region"])
                .read([pieces(Array(text.utf8), sizes: [1 << 16])], chunkSize: chunkSize)
            #expect(found.columns["customer"] == rows, "seed \(seed)")
            #expect(found.columns["region"] == rows, "seed \(seed)")
        }
    }

    @Test(
        "names that end in a number are told apart by what stands before it",
        arguments: ["K", "CUSTOMER-", "Acme Industries", "", "1234567", "A1-"])
    func numberedNames(beginning: String) throws {
        // Many, for few are found by their bytes alone.
        let names =
            ["\(beginning)"].filter { !$0.isEmpty } + (0..<1500).map { "\(beginning)\($0)" }
            + (0..<1500).map { "\(beginning.isEmpty ? "X" : "SUPPLIER-")\($0)" }
            + (0..<9).map { "Acme Industrie\($0)\($0)" }
        let text =
            "date,customer,amount\n" + (names + names).map { "2026-01-01,\($0),1\n" }.joined()
        let found = try Table().read([pieces(Array(text.utf8), sizes: [1 << 16])])
        #expect(found.columns["customer"] == names + names)
    }

    @Test("digits, marks and other signs in few bytes are a number or none as in many")
    func fewBytes() throws {
        let seed = SeededNumbers.seed()
        print("seed of fewBytes: \(seed)")
        var random = SeededNumbers(seed: seed)
        let signs = Array("0123456789...-:/")
        var cells = ["12.", ".5", ".", "0", "00000000", "99999999", "123456.7", "1.2.3", "7:5"]
        for _ in 0..<600 {
            let count = Int.random(in: 1...9, using: &random)
            cells.append(
                String((0..<count).map { _ in signs.randomElement(using: &random) ?? "0" }))
        }
        for cell in cells {
            // With zeros before it the cell is longer than what is read in one step.
            let zeros = String(repeating: "0", count: 9)
            let long = cell.hasPrefix("-") ? "-" + zeros + cell.dropFirst() : zeros + cell
            let isLead = cell.hasPrefix(".") || cell == "-" || cell.hasPrefix("-.")
            let short = try Table().read("date,amount\n2026-01-01,\(cell)\n")
            let padded = try Table().read("date,amount\n2026-01-01,\(long)\n")
            if !isLead { #expect(short.ids == padded.ids, "seed \(seed), '\(cell)'") }
            if short.ids.isEmpty {
                #expect(
                    short.columns["amount"] == padded.columns["amount"], "seed \(seed), '\(cell)'")
            }
        }
    }

    @Test("a cell that is too long is found in a file without quotes, too")
    func tooLong() throws {
        let long = String(repeating: "x", count: 1 << 20 + 1)
        let found = try Table().read(
            "date,customer,amount\n2026-01-01,\(long),1\n2026-01-02,Acme,1\n")
        #expect(found.places == ["cell-too-long 2:12"])
    }
}
