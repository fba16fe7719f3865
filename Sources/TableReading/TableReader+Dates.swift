import Diagnostics
import ReportModel

extension TableReader {
    /// Whether rows must be seen by one reader before several can share the rest.
    var mustSettleDates: Bool {
        !areDatesSettled && source.format.date == nil && fields.contains { $0.type == .date }
    }

    /// Finds out from the first rows how the dates of each column are written, where the settings do
    /// not say it; what can be read in two ways is refused.
    mutating func settleDates(_ batch: RecordBatch, _ rows: [Int32], _ columns: TableColumns) {
        if areDatesSettled { return }
        areDatesSettled = true
        if source.format.date != nil { return }
        for bound in columns.bound where fields[bound.field].type == .date {
            guard case .cell(let cell) = bound.input else { continue }
            settle(bound.field, cell, batch, rows)
        }
    }

    private mutating func settle(
        _ index: Int, _ cell: Int, _ batch: RecordBatch, _ rows: [Int32]
    ) {
        var forms = DateForms(timeZone: source.format.timeZone)
        for row in rows where batch.kind(Int(row), cell) == .text {
            guard let content = patterns.content(cell, of: Int(row), in: batch) else { continue }
            forms.take(
                batch.bytes.span.extracting(content), line: Int(batch.lines[Int(row)]))
        }
        let field = fields[index].name
        let name = source.columns[field]?.value ?? field
        switch forms.finding {
        case .iso: break
        case .unknown: dateRemedies[index] = forms.remedy
        case .pattern(let pattern, let reason):
            dates[index] = pattern
            findings.append(
                "\(path): the dates of '\(excerpt(name))' are read as \(pattern.text), because"
                    + " \(reason)")
        case .ambiguous:
            hasDateForm[index] = false
            let place = source.columns[field]?.location ?? source.origin.location
            if let ambiguity = forms.ambiguity(column: name, at: place) {
                tally.add(ambiguity, field: field)
            }
        }
    }
}
