import Diagnostics
import ReportModel
import TableReading
import Testing

@Suite("cells of workbooks that nobody reads")
struct WorkbookUnusedCellTests {
    /// Columns `date`, `amount`, `Note` and `Kind`; the second row's cells are given.
    private func read(_ second: String, filter: String? = nil) throws -> [String] {
        func text(_ place: String, _ text: String) -> String {
            "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
        }
        let sample = WorkbookSample(
            "<row r=\"1\">" + text("B1", "date") + text("C1", "amount") + text("D1", "Note")
                + text("E1", "Kind") + "</row><row r=\"2\">" + text("B2", "2026-01-01") + second
                + "</row>")
        let bytes = sample.bytes
        let file = TableFile(path: "data.xlsx") { ByteSource(path: "data.xlsx", bytes: bytes) }
        var amounts: [String] = []
        let source = Table(filter: filter).source()
        let (_, found) = try readTable(source, files: [file]) { batch, _ in
            guard case .numbers(let numbers)? = batch.columns["amount"] else { return }
            amounts += (0..<numbers.count).map { numbers[$0]?.canonical ?? "" }
        }
        return found.map { "\($0.id) \($0.location?.line ?? 0):\($0.location?.column ?? 0)" }
            + amounts
    }

    private let note = "<c r=\"D2\" t=\"e\"><v>#REF!</v></c>"
    private let kind = "<c r=\"E2\"><f>A1</f></c>"

    @Test("an error in a column that nothing looks at does not stop the table")
    func unused() throws {
        #expect(try read("<c r=\"C2\"><v>5</v></c>" + note + kind) == ["5"])
    }

    @Test("one in a column that a field or a condition looks at does")
    func used() throws {
        #expect(
            try read("<c r=\"C2\"><f>A1</f></c>" + note + kind) == ["formula-without-value 2:3"])
        #expect(
            try read("<c r=\"C2\"><v>5</v></c>" + note + kind, filter: "Kind != \"x\"")
                == ["formula-without-value 2:5"])
    }

    @Test("a value that is missing beside it is said as such")
    func missing() throws {
        #expect(try read(note) == ["value-missing 2:3"])
    }
}
