import Diagnostics
import ReportModel
import TableReading

/// Reads as many rows of a file as tell what it is.
struct RowSampling {
    /// Bytes of cells that are looked at.
    static let byteLimit = 10_000_000
    private static let headLimit = 200_000

    /// What a workbook begins with.
    static let archiveMark = Array("PK".utf8)

    struct Enough: Error {}

    let path: String
    let open: () throws -> ByteSource

    enum Outcome {
        case rows([SampledRow], isWhole: Bool, FileForm)
        case unreadable(Diagnostic)
    }

    struct Rows {
        var rows: [SampledRow] = []
        var faults: [CSVFault] = []
        var isWhole = true
        var bytes = 0

        mutating func take(_ record: CSVRecord, limit: Int) throws {
            let cells = record.cells
            rows.append(SampledRow(line: record.line, cells: cells, width: record.cellCount))
            for cell in cells { bytes += cell.utf8.count + 1 }
            if bytes > limit {
                isWhole = false
                throw Enough()
            }
        }
    }

    /// - Parameter sheet: Of a workbook; nil is the first that is shown.
    func run(sheet: String? = nil) throws -> Outcome {
        let head = try head()
        if head.starts(with: Self.archiveMark) { return try workbook(sheet) }
        if let diagnostic = refusal(of: head) { return .unreadable(diagnostic) }
        var form = FileForm()
        let isPacked = head.starts(with: [0x1F, 0x8B])
        if !isPacked { setEncoding(&form, head) }
        var found: Rows
        if try isObjects(head, isPacked: isPacked, form) {
            form.kind = .objects
            found = try objects()
        } else {
            try setLines(&form)
            found = try text(form, limit: Self.byteLimit)
            if form.encoding == nil, found.faults.contains(where: { $0.kind == .encodingInvalid }) {
                form.encoding = .windows1252
                form.doubts.append(
                    "the file is not UTF-8; windows-1252 is what spreadsheets of western Europe"
                        + " write, iso-8859-2 those of central Europe")
                found = try text(form, limit: Self.byteLimit)
            }
        }
        if let fault = found.faults.first { return .unreadable(diagnostic(fault)) }
        if found.rows.isEmpty { return .unreadable(empty) }
        return .rows(found.rows, isWhole: found.isWhole, form)
    }

    func head() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = try open().fill(&buffer, 0)
        return Array(buffer.prefix(count))
    }

    var empty: Diagnostic {
        Diagnostic(
            id: "file-empty", "the file has no rows", remedy: "a table begins with a header line",
            at: SourceLocation(path: path))
    }

    private func diagnostic(_ fault: CSVFault) -> Diagnostic {
        Diagnostic(
            id: fault.kind.rawValue, "the file can't be read as rows of cells",
            remedy: "correct this place, or export the file again",
            at: SourceLocation(path: path, line: fault.line, column: fault.column))
    }

    /// What is no table of cells, by its first bytes.
    private func refusal(of head: [UInt8]) -> Diagnostic? {
        if head.isEmpty { return empty }
        let kinds: [([UInt8], String, String)] = [
            (Array("%PDF".utf8), "a PDF", "export the rows as CSV"),
            (Array("PAR1".utf8), "a Parquet file", "export the rows as CSV"),
            (
                Array("SQLite format 3".utf8), "a SQLite database",
                "write 'sqlite:' with a 'query:' into the YAML"
            ),
            ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook", "save it as .xlsx or CSV"),
            ([0x89, 0x50, 0x4E, 0x47], "an image", "export the rows as CSV"),
            ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive", "unpack it first"),
            ([0x42, 0x5A, 0x68], "a bzip2 archive", "unpack it first"),
        ]
        for (mark, name, remedy) in kinds where head.starts(with: mark) {
            return Diagnostic(
                id: "file-unknown", "the file is \(name), not a table", remedy: remedy,
                at: SourceLocation(path: path))
        }
        let encoding = describeEncoding(of: head).encoding
        let isWide = encoding == .utf16LittleEndian || encoding == .utf16BigEndian
        if head.starts(with: [0x1F, 0x8B]) || isWide || !head.prefix(4096).contains(0) {
            return nil
        }
        return Diagnostic(
            id: "file-unknown", "the file is binary, not a table of text",
            remedy: "export the rows as CSV, JSON Lines or .xlsx", at: SourceLocation(path: path))
    }

    private func setEncoding(_ form: inout FileForm, _ head: [UInt8]) {
        let finding = describeEncoding(of: head)
        switch finding.encoding {
        case .utf16LittleEndian, .utf16BigEndian:
            if finding.mark == 0 { form.encoding = finding.encoding }
        case nil:
            guard let fault = finding.fault, let likeliest = fault.candidates.first else { return }
            form.encoding = likeliest.encoding
            let others = fault.candidates.map { candidate in
                let words = candidate.words.map { yamlScalar(String($0.prefix(40))) }
                return "\(words.joined(separator: " ")) in \(candidate.encoding.rawValue)"
            }
            form.doubts.append(
                "the file is not UTF-8; \(likeliest.encoding.rawValue) is a guess: it says "
                    + others.joined(separator: ", "))
        default: break
        }
    }
}

extension RowSampling {
    /// The delimiter that gives most rows the same number of cells, and the first of these rows.
    private func setLines(_ form: inout FileForm) throws {
        var best: (delimiter: UInt8, share: Int, width: Int, line: Int)?
        for candidate in Array(",;\t|".utf8) {
            var trial = form
            trial.delimiter = candidate
            let rows = try text(trial, limit: Self.headLimit).rows
            var counts: [Int: Int] = [:]
            for row in rows where row.width > 1 { counts[row.width, default: 0] += 1 }
            guard let usual = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
                let first = rows.first(where: { $0.width == usual.key })
            else { continue }
            let share = usual.value * 1000 / max(rows.count, 1)
            if best.map({ (share, usual.key) > ($0.share, $0.width) }) ?? true {
                best = (candidate, share, usual.key, first.line)
            }
        }
        guard let best else { return }
        form.delimiter = best.delimiter
        form.skippedLines = best.line - 1
    }

    private func text(_ form: FileForm, limit: Int) throws -> Rows {
        var found = Rows()
        let format = TableFormat(
            delimiter: form.delimiter, encoding: form.encoding, skip: form.skippedLines)
        do {
            _ = try readRecords(of: open(), format: format, chunkSize: 1 << 16) {
                found.faults.append($0)
            } record: {
                try found.take($0, limit: limit)
            }
        } catch is Enough {}
        return found
    }

    /// Whether the first line is an object.
    private func isObjects(
        _ head: [UInt8], isPacked: Bool, _ form: FileForm
    ) throws -> Bool {
        if !isPacked {
            let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            return head[start...].first { ![9, 10, 13, 32].contains($0) } == UInt8(ascii: "{")
        }
        let first = try text(form, limit: 0).rows.first?.cells.first
        return first.map { trimmed($0).hasPrefix("{") } ?? false
    }

    private func objects() throws -> Rows {
        var found = Rows()
        do {
            _ = try readJSONLines(open) {
                found.faults.append($0)
            } record: {
                try found.take($0, limit: Self.byteLimit)
            }
        } catch is Enough {}
        return found
    }
}
