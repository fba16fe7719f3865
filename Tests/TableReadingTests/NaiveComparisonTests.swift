import ReportModel
import TableReading
import TestSupport
import Testing

@Suite("the fast reader and the plain one")
struct NaiveComparisonTests {
    @Test("any bytes in any pieces give the rows and faults that the plain reader finds")
    func sameRowsAndFaults() throws {
        let seed = SeededNumbers.seed()
        print("seed of sameRowsAndFaults: \(seed)")
        var random = SeededNumbers(seed: seed)
        let common: [[UInt8]] =
            ["a", "b", ";", ";", "\"", "\"", "\"\"", "\n", "\r", "\r\n", " ", "é", "€", "😀"]
            .map { Array($0.utf8) }
        let rare: [[UInt8]] = [
            [0], [0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F],
        ]
        for turn in 0..<3000 {
            var bytes: [UInt8] = []
            let hasRare = turn % 3 == 0
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                let isRare = hasRare && Int.random(in: 0..<8, using: &random) == 0
                bytes += (isRare ? rare : common).randomElement(using: &random) ?? []
            }
            let sizes = (0..<3).map { _ in
                Int.random(in: 1...(turn % 2 == 0 ? 3 : 20), using: &random)
            }
            // A byte order mark is its own matter.
            if bytes.starts(with: [0xFF]) || bytes.starts(with: [0xFE]) { continue }
            for chunkSize in [1, 2, 3, 5, 16, 1000] {
                try compare(
                    bytes, sizes, chunkSize,
                    "seed \(seed), turn \(turn), \(bytes), pieces \(sizes), \(chunkSize)")
            }
        }
    }

    private func compare(_ bytes: [UInt8], _ sizes: [Int], _ chunkSize: Int, _ comment: Comment)
        throws
    {
        let naive = NaiveCSV(bytes, delimiter: ";")
        var rows: [NaiveCSV.Row] = []
        var faults: [CSVFault] = []
        let format = TableFormat(delimiter: UInt8(ascii: ";"))
        let count = try readRecords(
            of: pieces(bytes, sizes: sizes), format: format, chunkSize: chunkSize
        ) {
            faults.append($0)
        } record: { record in
            rows.append(
                NaiveCSV.Row(
                    line: record.line, cellCount: record.cellCount, isDamaged: record.isDamaged,
                    cells: record.isDamaged ? [] : record.cells,
                    hasTextBeyond: record.hasTextBeyond && !record.isDamaged))
        }
        #expect(count == bytes.count, comment)
        #expect(rows == naive.rows, comment)
        #expect(inOrder(faults) == inOrder(naive.faults), comment)
    }

    private func inOrder(_ faults: [CSVFault]) -> [CSVFault] {
        faults.sorted {
            ($0.line, $0.column, $0.kind.rawValue) < ($1.line, $1.column, $1.kind.rawValue)
        }
    }

    @Test("a number written in any format is read to the last digit")
    func numbers() throws {
        let seed = SeededNumbers.seed()
        print("seed of numbers: \(seed)")
        var random = SeededNumbers(seed: seed)
        for turn in 0..<500 {
            let digits = Int.random(in: 1...38, using: &random)
            let text = String(
                (0..<digits).map { _ in "0123456789".randomElement(using: &random) ?? "0" })
            let scale = Int.random(in: 0...digits, using: &random)
            let isComma = Bool.random(using: &random)
            let isGrouped = Bool.random(using: &random)
            let integer = String(text.dropLast(scale))
            var written = isGrouped ? grouped(integer, isComma ? "." : ",") : integer
            if scale > 0 { written += (isComma ? "," : ".") + text.suffix(scale) }
            let form = Int.random(in: 0..<4, using: &random)
            written = ["\(written)", "-\(written)", "\(written)-", "(\(written))"][form]
            let plain =
                (form == 0 ? "" : "-") + (integer.isEmpty ? "0" : integer)
                + (scale > 0 ? "." + text.suffix(scale) : "")

            var table = Table()
            table.format = TableFormat(
                delimiter: UInt8(ascii: ";"), decimal: UInt8(ascii: isComma ? "," : "."),
                grouping: isGrouped ? UInt8(ascii: isComma ? "." : ",") : nil)
            let found = try table.read("date;amount\n2024-01-01;\(written)\n")
            let comment: Comment = "seed \(seed), turn \(turn), '\(written)'"
            #expect(found.diagnostics == [], comment)
            let expected = try #require(ExactDecimal(plain))
            #expect(found.columns["amount"] == [expected.canonical], comment)
        }
    }

    private func grouped(_ integer: String, _ mark: String) -> String {
        var text = ""
        for (i, digit) in integer.enumerated() {
            if i > 0, (integer.count - i) % 3 == 0 { text += mark }
            text.append(digit)
        }
        return text
    }
}
