import ReportModel
import TableReading

/// The rows of a file as far as they were looked at, and what they say of how it is written.
struct SampledFile {
    /// The columns in order; without a header they are named `1`, `2`, ….
    var columns: [SampledColumn]
    var rowCount: Int
    /// Whether all of the file was looked at.
    var isWhole: Bool
    var form: FileForm
    /// Lines whose number of cells is not that of the header, which the reader refuses.
    var unevenLines: [Int]
    /// Where the file ends with sums: the column, and the words in it.
    var totals: [(column: String, word: String)]

    /// The columns that go by one of `a|b|c`, in that order.
    func columns(anyOf keys: String) -> [SampledColumn] {
        keys.split(separator: "|").flatMap { word in
            let key = squashed(String(word))
            return columns.filter { $0.isAddressable && $0.keys.contains(key) }
        }
    }

    func column(anyOf keys: String) -> SampledColumn? { columns(anyOf: keys).first }
}

/// How the bytes of a file become rows.
struct FileForm {
    var delimiter = UInt8(ascii: ",")
    /// nil where it is UTF-8 or says itself what it is.
    var encoding: TableFormat.Encoding?
    /// Lines above the header.
    var skippedLines = 0
    var hasHeader = true
    /// What is not certain about all this, a sentence each.
    var doubts: [String] = []
    var kind = Kind.delimited
    /// Of a workbook; nil is the first that is shown.
    var sheet: String?
    /// What was found out, a sentence each.
    var findings: [String] = []

    /// Words of cells that show an error, which the reader refuses unless they mean "no value".
    var errorWords: [String] = []
    /// Whether the reader refuses some of its cells, whatever is said.
    var isUnreadable = false

    enum Kind {
        /// Text of cells.
        case delimited
        /// A sheet of a workbook.
        case workbook
        /// JSON Lines.
        case objects
    }
}

extension FileForm {
    /// Says what is to be done about cells of a workbook that have no value.
    mutating func judge(_ faults: [CSVFault]) {
        let known = [
            "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!",
            "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!",
        ]
        let errors = faults.filter { $0.kind == .cellError }
        errorWords = known.filter { word in errors.contains { $0.detail.hasSuffix(" " + word) } }
        if let first = errors.first {
            doubts.append(
                "cells that show an error count as empty, \(errors.count) of them: "
                    + first.detail)
        }
        let others = faults.filter { $0.kind != .cellError }
        guard let first = others.first else { return }
        isUnreadable = true
        doubts.append(
            "the file can't be read as it is, for \(others.count) "
                + "\(others.count == 1 ? "cell" : "cells"): \(first.detail); open the workbook in a "
                + "spreadsheet program, which computes it, and save it")
    }
}

/// A row of the file with the line where it begins.
struct SampledRow {
    var line: Int
    var cells: [String]
    /// Cells of the row, also those not kept.
    var width: Int
}

extension SampledFile {
    /// Finds the header among the rows, and the sums at their end.
    init(rows: [SampledRow], isWhole: Bool, form: FileForm) {
        var form = form
        let top = form.kind == .objects ? 0 : Self.headerIndex(of: rows)
        let head = rows.indices.contains(top) ? rows[top] : SampledRow(line: 1, cells: [], width: 0)
        form.hasHeader = form.kind == .objects || Self.looksLikeHeader(head.cells)
        form.skippedLines = form.kind == .objects ? 0 : max(0, head.line - 1)
        let names =
            form.hasHeader ? head.cells.map(trimmed) : head.cells.indices.map { String($0 + 1) }
        let body = rows.dropFirst(form.hasHeader ? top + 1 : top).filter { row in
            !row.cells.allSatisfy { trimmed($0).isEmpty }
        }
        let even = body.filter { $0.width >= names.count }
        unevenLines = body.filter { $0.width != names.count }.map(\.line)
        totals = form.hasHeader ? Self.totals(of: even, names: names) : []
        let isSum: (SampledRow) -> Bool = { [totals] row in
            totals.contains { total in
                names.firstIndex(of: total.column).map { trimmed(row.cells[$0]) == total.word }
                    ?? false
            }
        }
        let rows = even.filter { !isSum($0) }
        var occurrences: [String: Int] = [:]
        for name in names { occurrences[name, default: 0] += 1 }
        columns = names.enumerated().map { index, name in
            SampledColumn(
                name: name, isAddressable: !name.isEmpty && occurrences[name] == 1,
                cells: rows.map { $0.cells.indices.contains(index) ? trimmed($0.cells[index]) : "" }
            )
        }
        rowCount = body.count
        self.isWhole = isWhole
        self.form = form
    }

    /// The first of the top rows that is as wide as most and filled with names.
    private static func headerIndex(of rows: [SampledRow]) -> Int {
        var widths: [Int: Int] = [:]
        for row in rows { widths[row.width, default: 0] += 1 }
        let usual = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
        let candidates = rows.indices.prefix(40).filter { rows[$0].width == usual }
        let filled = candidates.map { index in
            rows[index].cells.count { !trimmed($0).isEmpty }
        }
        guard let most = filled.max(), let first = candidates.first else { return 0 }
        for (index, count) in zip(candidates, filled) where count * 2 > most {
            return looksLikeHeader(rows[index].cells) || index == first ? index : first
        }
        return first
    }

    /// Names are no numbers, no dates, and there are no two alike beside empty ones.
    private static func looksLikeHeader(_ cells: [String]) -> Bool {
        let names = cells.map(trimmed).filter { !$0.isEmpty }
        if names.isEmpty { return false }
        if Set(names).count == names.count, names.count(where: isPeriodName) >= 3,
            names.contains(where: { !isPeriodName($0) }),
            names.allSatisfy({ isPeriodName($0) || NumberForms(of: $0).isEmpty })
        {
            return true
        }
        let values = names.count { !NumberForms(of: $0).isEmpty || DateForm(of: $0) != nil }
        // A table that is wide by period has years or months for names.
        return values == 0
            || (values < names.count && values * 10 <= names.count * 8
                && names.allSatisfy { NumberForms(of: $0).isEmpty || isPeriodName($0) })
    }

    private static func isPeriodName(_ name: String) -> Bool {
        Int(name).map { (1970...2100).contains($0) } ?? (DateForm(of: name)?.order == .period)
    }

    /// Words of the last rows that say "total", each with its column.
    private static func totals(
        of rows: [SampledRow], names: [String]
    ) -> [(column: String, word: String)] {
        var found: [(column: String, word: String)] = []
        for row in rows.suffix(3) {
            guard let index = row.cells.firstIndex(where: { !trimmed($0).isEmpty }),
                names.indices.contains(index), !names[index].isEmpty
            else { continue }
            let word = trimmed(row.cells[index])
            let plain = squashed(word)
            let words = [
                "total", "totals", "grandtotal", "grandtotals", "subtotal", "sum", "summe",
                "gesamt", "gesamtsumme", "insgesamt", "totalgeneral", "sumatotal", "suma",
                "totalgeneraal", "somme", "ensemble",
            ]
            let others = rows.prefix(20).count { trimmed($0.cells[index]) == word }
            if words.contains(plain), others <= 3, !found.contains(where: { $0.word == word }) {
                found.append((names[index], word))
            }
        }
        return found
    }
}
