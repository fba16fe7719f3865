import Foundation
import ReportModel

extension TableReader {
    /// The values of one field for these rows; where a row has none that it must have, or one that
    /// is none, that is reported and the row no longer kept.
    mutating func column(
        _ bound: TableColumns.Bound, _ batch: RecordBatch, _ rows: [Int32],
        _ isKept: inout [Bool]
    ) -> TableBatch.Column {
        let field = fields[bound.field]
        if field.type == .number { watchDecimals(of: bound.input.cells, rows, batch, field.name) }
        if case .cell(let cell) = bound.input, batch.kinds.isEmpty {
            if field.type == .text, !field.isRequired {
                return .text(codes(cell, bound.field, batch, rows))
            }
            if field.type == .date, dates[bound.field].text == DatePattern.iso.text {
                return .dates(days(cell, bound.field, batch, rows, &isKept))
            }
            if field.type == .number {
                return .numbers(numbers(cell, bound.field, batch, rows, &isKept))
            }
        }
        var values = FieldValues(field.type, count: rows.count)
        for position in rows.indices {
            let row = evaluation(batch, Int(rows[position]))
            if !take(bound, row, &values) {
                isKept[position] = false
                values.appendMissing()
            }
        }
        return values.column
    }

    private var watchesDecimals: Bool {
        guard !decimalDoubt.isSettled, let fileDelimiter else { return false }
        return fileDelimiter != UInt8(ascii: ",")
    }

    /// Looks whether points in the numbers of a text are those before decimals.
    private mutating func watchDecimals(
        of cells: Set<Int>, _ rows: [Int32], _ batch: RecordBatch, _ field: String
    ) {
        if !watchesDecimals { return }
        for cell in cells.sorted() {
            decimalDoubt.look(at: cell, of: rows, batch, field, path: path, file: tally.file)
        }
    }

    /// The same of what 'where' compares, in all rows that are whole.
    mutating func watchDecimals(
        of cells: Set<Int>, wholeRows batch: RecordBatch, _ columns: TableColumns
    ) {
        if cells.isEmpty || !watchesDecimals { return }
        let rows = (0..<batch.rowCount).filter {
            batch.marks[$0].isEmpty && Int(batch.cellCounts[$0]) >= columns.width
        }
        watchDecimals(of: cells, rows.map { Int32($0) }, batch, "where")
    }

    private mutating func codes(
        _ cell: Int, _ index: Int, _ batch: RecordBatch, _ rows: [Int32]
    ) -> [Int32] {
        var dictionary = ByteDictionary.placeholder
        swap(&dictionary, &dictionaries[index])
        defer { swap(&dictionary, &dictionaries[index]) }
        let first = batch.slots[cell] * batch.capacity
        let ranges = batch.ranges.span
        let bytes = batch.bytes.span.bytes
        var codes = [Int32](repeating: 0, count: rows.count)
        var written = codes.mutableSpan
        var position = 0
        while true {
            position = dictionary.writeCodes(
                of: rows.span, from: position, ranges, first: first, bytes, to: &written)
            if position == rows.count { break }
            let range = ranges[first + Int(rows[position])]
            let cell = Int(range.start)..<Int(range.end)
            written[position] = dictionary.insert(
                bytes, cell.lowerBound, cell.upperBound, meaning: meaning(of: batch, cell, index))
            position += 1
        }
        return codes
    }

    private mutating func days(
        _ cell: Int, _ index: Int, _ batch: RecordBatch, _ rows: [Int32],
        _ isKept: inout [Bool]
    ) -> [Int32] {
        let first = batch.slots[cell] * batch.capacity
        var days = [Int32](repeating: TableBatch.Column.missingDay, count: rows.count)
        var failed: [Int] = []
        do {
            let ranges = batch.ranges.span
            let bytes = batch.bytes.span.bytes
            for position in rows.indices {
                let range = ranges[first + Int(rows[position])]
                if let day = ISODays.day(bytes, Int(range.start), Int(range.end)) {
                    days[position] = day
                } else {
                    failed.append(position)
                }
            }
        }
        for position in failed {
            var values = FieldValues(.date, count: 1)
            let row = evaluation(batch, Int(rows[position]))
            if takeCell(cell, index, row, &values) {
                days[position] = values.days[0]
            } else {
                isKept[position] = false
            }
        }
        return days
    }

    private mutating func numbers(
        _ cell: Int, _ index: Int, _ batch: RecordBatch, _ rows: [Int32],
        _ isKept: inout [Bool]
    ) -> DecimalColumn {
        let first = batch.slots[cell] * batch.capacity
        let factor = units[index]
        var column = PlainDecimals(scale: scales[index], count: rows.count)
        var position = 0
        if factor == nil {
            position = column.read(
                batch, first: first, rows: rows, decimal: patterns.numbers.decimal)
            scales[index] = column.scale
        }
        var numbers = DecimalColumn(column.significands, scale: column.scale)
        // From the first cell that is more than plain digits.
        while position < rows.count {
            let row = Int(rows[position])
            let range = batch.ranges[first + row]
            if factor == nil,
                let plain = PlainDecimals.value(
                    batch.bytes.span.bytes, Int(range.start), Int(range.end),
                    decimal: patterns.numbers.decimal)
            {
                numbers.append(plain.significand, scale: plain.scale)
            } else {
                var values = FieldValues(.number, count: 1)
                if takeCell(cell, index, evaluation(batch, row), &values) {
                    numbers.append(values.numbers[0])
                } else {
                    isKept[position] = false
                    numbers.append(nil)
                }
            }
            position += 1
        }
        return numbers
    }

    /// The text that a cell means; nil where it means no value, and no word is said to stand for that.
    func meaning(of batch: RecordBatch, _ range: Range<Int>, _ index: Int) -> String? {
        let bytes = batch.bytes.span
        let content = bytes.extracting(bytes.trimmed(range))
        let word = content.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        if content.isEmpty || patterns.missing.contains(where: { content.equals($0) }) {
            return source.values[fields[index].name]?[word]
        }
        return meaning(of: word, index)
    }

    /// Our word for theirs.
    func meaning(of word: String, _ index: Int) -> String {
        var text = source.values[fields[index].name]?[word] ?? word
        // One way to write `é`: which of two would be met first depends on the threads.
        if !text.utf8.allSatisfy({ $0 < 0x80 }) {
            text = text.precomposedStringWithCanonicalMapping
        }
        // Codes of currencies mean the same in small letters, as billing systems write them.
        return fields[index].name == "currency" ? text.uppercased() : text
    }
}

/// Dates written `yyyy-MM-dd` and nothing else, for the years in which reports are made.
enum ISODays {
    private static let firstYear = 1900
    private static let lastYear = 2100
    /// By month from January of the first year: the number of its first day; one more at the end.
    private static let starts: [Int32] = {
        var starts: [Int32] = []
        for year in firstYear...lastYear {
            for month in 1...12 {
                starts.append(Month(year: year, month: month).firstDay.number)
            }
        }
        starts.append(Month(year: lastYear + 1, month: 1).firstDay.number)
        return starts
    }()

    /// The day's number; nil where the cell is anything else, which may still be a date.
    @inline(__always)
    static func day(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int32? {
        if end - start != 10 { return nil }
        // Little-endian: the first eight bytes `yyyy-MM-`, then `dd`.
        let head =
            bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
        let tail =
            bytes.unsafeLoadUnaligned(fromByteOffset: start + 8, as: UInt16.self).littleEndian
        if head & 0xFF00_00FF_0000_0000 != 0x2D00_002D_0000_0000 { return nil }
        func digit(_ place: UInt64) -> Int {
            Int(truncatingIfNeeded: (head >> (place * 8)) & 0xFF) - 48
        }
        let (y1, y2, y3, y4) = (digit(0), digit(1), digit(2), digit(3))
        let (m1, m2) = (digit(5), digit(6))
        let (d1, d2) = (Int(tail & 0xFF) - 48, Int(tail >> 8) - 48)
        func isDigit(_ value: Int) -> Bool { UInt(bitPattern: value) < 10 }
        guard isDigit(y1), isDigit(y2), isDigit(y3), isDigit(y4), isDigit(m1), isDigit(m2),
            isDigit(d1), isDigit(d2)
        else { return nil }
        let year = y1 * 1000 + y2 * 100 + y3 * 10 + y4
        let month = m1 * 10 + m2
        let day = d1 * 10 + d2
        guard year >= firstYear, year <= lastYear, month >= 1, month <= 12, day >= 1 else {
            return nil
        }
        let index = (year - firstYear) * 12 + month - 1
        let number = starts[index] + Int32(truncatingIfNeeded: day - 1)
        return number < starts[index + 1] ? number : nil
    }
}
