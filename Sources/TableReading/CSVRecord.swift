/// One row of a file or query: the contents of its cells side by side, with their places.
package struct CSVRecord {
    /// What a cell was before it became bytes; a file has text only.
    enum CellKind: UInt8 {
        case text
        /// Digits with a point, whatever the table's number format is.
        case number
        /// A fraction in digits with a point that is shown as a percentage: `0.125` is 12.5 %.
        case percent
        /// `yyyy-MM-dd`, perhaps with a time, whatever the table's date format is.
        case date
        case binary
    }

    var bytes: [UInt8] = []
    /// Where each stored cell ends in `bytes`.
    var ends: [Int] = []
    var lines: [Int] = []
    var columns: [Int] = []
    /// Empty where all cells are text.
    var kinds: [CellKind] = []
    /// Where the row begins, 1-based.
    package internal(set) var line = 1
    /// All cells of the row, stored or not.
    package internal(set) var cellCount = 0
    /// Whether a cell beyond those stored holds something.
    package internal(set) var hasTextBeyond = false
    /// Whether a fault was reported in this row, so that its cells mean nothing.
    package internal(set) var isDamaged = false

    func range(of cell: Int) -> Range<Int> { (cell == 0 ? 0 : ends[cell - 1])..<ends[cell] }

    func kind(of cell: Int) -> CellKind { kinds.isEmpty ? .text : kinds[cell] }

    /// The stored cells as texts.
    package var cells: [String] {
        ends.indices.map { String(decoding: bytes[range(of: $0)], as: UTF8.self) }
    }

    /// Whether no stored cell holds more than white space.
    var isEmpty: Bool { bytes.allSatisfy(isBlank) && !hasTextBeyond }

    /// Appends a cell and says where it stands.
    mutating func append(_ cell: [UInt8], line: Int, column: Int) {
        bytes += cell
        ends.append(bytes.count)
        lines.append(line)
        columns.append(column)
        cellCount += 1
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        columns.removeAll(keepingCapacity: true)
        kinds.removeAll(keepingCapacity: true)
        cellCount = 0
        hasTextBeyond = false
        isDamaged = false
    }
}

/// Something in a file that no table can mean, with its place.
package struct CSVFault: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case quoteMisplaced = "quote-misplaced"
        case quoteUnclosed = "quote-unclosed"
        case nulByte = "nul-byte"
        case cellTooLong = "cell-too-long"
        case tooManyColumns = "too-many-columns"
        case encodingInvalid = "encoding-invalid"
        case gzipTruncated = "gzip-truncated"
        case gzipCorrupt = "gzip-corrupt"
        case cellError = "cell-error"
        case cellUnreadable = "cell-unreadable"
        case formulaWithoutValue = "formula-without-value"
        case jsonInvalid = "json-invalid"
        case jsonKeyTwice = "json-key-twice"
        case jsonNoObject = "json-no-object"
        case jsonTooDeep = "json-too-deep"
    }

    package var kind: Kind
    package var line: Int
    package var column: Int
    /// What was found, where that differs from case to case; else empty.
    package var detail = ""

    package init(_ kind: Kind, line: Int, column: Int) {
        self.kind = kind
        self.line = line
        self.column = column
    }
}

func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

extension Span<UInt8> {
    /// The range of `range` without white space at both ends; a no-break space is white space too.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end {
            if isBlank(self[start]) {
                start += 1
            } else if end - start > 1, self[start] == 0xC2, self[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while start < end {
            if isBlank(self[end - 1]) {
                end -= 1
            } else if end - start > 1, self[end - 1] == 0xA0, self[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return start..<end
    }

    func equals(_ other: [UInt8]) -> Bool {
        if count != other.count { return false }
        for i in 0..<count where self[i] != other[i] { return false }
        return true
    }
}
