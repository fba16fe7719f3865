import ConfigReading
import Diagnostics
import ReportModel
import TableReading

/// What reading the file by the entry says.
struct Trial {
    var rowsRead = 0
    var rowsUsed = 0
    var diagnostics: [Diagnostic] = []

    var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

    /// Reads the whole file as a build would.
    ///
    /// - Parameter wanted: The fields beside required ones; nil reads all.
    init(
        _ draft: TableDraft, wanted: Set<String>? = nil, open: () throws -> ByteSource
    ) throws {
        let text = """
            site: {title: Trial}
            company: {name: Trial, currency: EUR}
            period: 2026-01
            as_of: 2026-01-31
            tables:

            """
        let settings = readSettings(
            text + draft.yaml(), path: "revsite.yml", diagnostics: &diagnostics)
        guard let source = settings?.tables[draft.table], errors.isEmpty else { return }
        let result = try readTable(
            source, files: [try open()], wanted: wanted, chunkSize: 1 << 16
        ) { _, _ in }
        rowsRead = result.receipt.rowsRead
        rowsUsed = result.receipt.rowsUsed
        diagnostics += result.diagnostics
    }
}
