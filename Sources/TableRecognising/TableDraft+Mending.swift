import Diagnostics
import ReportModel
import TableReading

extension TableDraft {
    /// Tries the entry on the file and takes out what can't be read, a comment in its place.
    mutating func mend(_ open: () throws -> ByteSource) throws -> Trial {
        var trial = try Trial(self, open: open)
        if trial.errors.isEmpty { return trial }
        if trial.errors.contains(where: { $0.id == "line-overlap" || $0.id == "id-duplicate" }) {
            compute("id", "row_number")
            doubt("ids come more than once at one time: ids are the numbers of the rows")
            trial = try Trial(self, open: open)
            if trial.errors.isEmpty { return trial }
        }
        let base = try Trial(self, wanted: [], open: open).errors.count
        for field in (columns.map(\.field) + computed.map(\.field)) where !isRequired(field) {
            let alone = try Trial(self, wanted: [field], open: open)
            guard let error = alone.errors.first, alone.errors.count > base else { continue }
            let column = columns.first { $0.field == field }?.column
            remove(field)
            if column != nil { compute(field, "\"\"") }
            doubt("'\(field)' is left without a value: \(visible(error.message))")
        }
        trial = try Trial(self, open: open)
        for error in trial.errors.prefix(3) {
            let line = error.location.map { $0.line > 0 ? "line \($0.line): " : "" } ?? ""
            doubt(line + visible(error.message))
        }
        return trial
    }

    private func isRequired(_ field: String) -> Bool {
        TableSchema.of(table).field(field)?.isRequired ?? false
    }

    /// A message that quotes a cell, on one line and without anything that YAML can't hold.
    private func visible(_ message: String) -> String {
        String(
            String.UnicodeScalarView(
                message.unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0..<0x20, 0x7F...0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: " "
                    case 0x26, 0x2A, 0x5B, 0x7B: "_"
                    default: scalar
                    }
                }))
    }
}
