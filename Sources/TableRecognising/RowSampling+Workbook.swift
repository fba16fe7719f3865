import Diagnostics
import ReportModel
import TableReading

extension RowSampling {
    /// The sheets of a workbook that are shown, none of any other file.
    func shownSheets() throws -> [String] {
        guard try head().starts(with: Self.archiveMark) else { return [] }
        let bytes = try wholeFile()
        return try sheetNames(bytes).filter { try isShown($0, bytes) }
    }

    /// The names that the reader knows: it lists them where it is asked for one that can't be.
    private func sheetNames(_ bytes: [UInt8]) throws -> [String] {
        let impossible = "\u{1}\u{1}"
        do {
            _ = try readWorkbook(bytes, sheet: impossible) { _ in
            } record: { _ in
            }
        } catch let refusal as WorkbookRefusal where refusal.subject == .sheet {
            guard let colon = refusal.remedy.firstRange(of: ": ") else { return [] }
            let pieces = refusal.remedy[colon.upperBound...].split(separator: ", ").map(String.init)
            // A name may itself have a comma; what is no name is refused when it is read.
            return pieces
                + pieces.indices.dropLast().map { pieces[$0] + ", " + pieces[$0 + 1] }
        } catch is WorkbookRefusal {}
        return []
    }

    private func isShown(_ sheet: String, _ bytes: [UInt8]) throws -> Bool {
        do {
            let findings = try readWorkbook(
                bytes, sheet: sheet, range: CellRange(rows: 1...1, columns: 1...1),
                format: TableFormat(header: TableFormat.Header.none)
            ) { _ in
            } record: { _ in
            }
            return !findings.contains { $0.hasSuffix(" is hidden.") }
        } catch is WorkbookRefusal {
            return false
        }
    }

    private func wholeFile() throws -> [UInt8] {
        var bytes: [UInt8] = []
        let source = try open()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try source.fill(&buffer, 0)
            if count == 0 { break }
            bytes += buffer.prefix(count)
        }
        return bytes
    }

    func workbook(_ sheet: String?) throws -> Outcome {
        let bytes = try wholeFile()
        var form = FileForm()
        form.kind = .workbook
        form.sheet = sheet
        var found = Rows()
        do {
            // Without a header, so that lines above it don't narrow the table.
            form.findings = try readWorkbook(
                bytes, sheet: sheet,
                range: CellRange(rows: 1...CellRange.rowLimit, columns: 1...256),
                format: TableFormat(header: TableFormat.Header.none)
            ) {
                found.faults.append($0)
            } record: {
                try found.take($0, limit: Self.byteLimit)
            }
        } catch is Enough {
        } catch let refusal as WorkbookRefusal {
            return .unreadable(refusal.diagnostic(at: SourceLocation(path: path)))
        }
        let rows = found.rows.dropFirst().filter { !$0.cells.allSatisfy { $0.isEmpty } }
        if rows.isEmpty { return .unreadable(empty) }
        form.judge(found.faults)
        return .rows(Self.narrowed(Array(rows)), isWhole: found.isWhole, form)
    }

    /// The rows without the columns that stay empty on either side.
    private static func narrowed(_ rows: [SampledRow]) -> [SampledRow] {
        var widths: [Int: Int] = [:]
        func extent(_ row: SampledRow) -> Range<Int> {
            let first = row.cells.firstIndex { !$0.isEmpty } ?? 0
            return first..<(row.cells.lastIndex { !$0.isEmpty } ?? 0) + 1
        }
        for row in rows { widths[extent(row).count, default: 0] += 1 }
        let widest = rows.prefix(40).map { extent($0).count }.max() ?? 0
        guard let header = rows.first(where: { extent($0).count == widest }) else { return rows }
        let columns = extent(header)
        return rows.map { row in
            let isTitle = row.line < header.line
            return SampledRow(
                line: row.line, cells: Array(row.cells[columns]),
                width: isTitle ? extent(row).count : columns.count)
        }
    }
}
