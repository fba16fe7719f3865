import ReportModel

/// What the first lines of a file say about it: Excel's `sep=;` and the delimiter in use.
struct CSVPrologue {
    var delimiter: UInt8
    /// Bytes and lines before the header that are no data.
    var skippedBytes: Int
    var skippedLines: Int

    private static let candidates = Array(",;\t|".utf8)
    /// Where no header line ends within this many bytes, what there is must do.
    private static let limit = 1 << 20

    /// Nil as long as more of the text is needed to tell.
    init?(_ head: [UInt8], isWhole: Bool, format: TableFormat) {
        let isEnough = isWhole || head.count >= Self.limit
        guard let first = Self.line(in: head, from: 0, isWhole: isEnough) else { return nil }
        var start = 0
        var named: UInt8?
        if first.end == 5, head.starts(with: Array("sep=".utf8)),
            head[4] != UInt8(ascii: "\""), 1..<0x80 ~= head[4]
        {
            named = head[4]
            start = first.next
        }
        var lines = start == 0 ? 0 : 1
        // Lines that are no data are counted as they stand, whatever quotes they have.
        for _ in 0..<Self.skippedLines(format, after: lines) {
            guard let next = Self.rawLine(in: head, from: start, isWhole: isEnough) else {
                return nil
            }
            if next > start { lines += 1 }
            start = next
        }
        skippedBytes = start
        skippedLines = lines
        if let delimiter = format.delimiter ?? named {
            self.delimiter = delimiter
            return
        }
        var counts = [Int](repeating: 0, count: Self.candidates.count)
        while start < head.count || isEnough {
            guard let line = Self.line(in: head, from: start, isWhole: isEnough) else { return nil }
            let isPassedOver =
                head[start..<line.end].allSatisfy(isBlank)
                || Self.isBefore(format.header, Array(head[start..<line.end]))
            if isPassedOver, line.next > start {
                start = line.next
                continue
            }
            counts = Self.counts(in: head, start..<line.end)
            start = line.end
            break
        }
        if start == head.count, !isEnough { return nil }
        let best = counts.indices.max {
            counts[$0] < counts[$1] || counts[$0] == counts[$1] && $0 > $1
        }
        delimiter = best.map { Self.candidates[$0] } ?? UInt8(ascii: ",")
    }

    private static func skippedLines(_ format: TableFormat, after known: Int) -> Int {
        if case .line(let number)? = format.header { return max(number - 1 - known, 0) }
        return format.skip
    }

    /// Whether a line stands before the row of names, which is known by one of them.
    private static func isBefore(_ header: TableFormat.Header?, _ line: [UInt8]) -> Bool {
        guard case .row(let name)? = header else { return false }
        return !String(decoding: line, as: UTF8.self).contains(name)
    }

    /// Where the line after the one at `start` begins, quotes not looked at.
    private static func rawLine(in head: [UInt8], from start: Int, isWhole: Bool) -> Int? {
        guard let end = head[start...].firstIndex(where: { $0 == 10 || $0 == 13 }) else {
            return isWhole ? head.count : nil
        }
        if head[end] == 10 { return end + 1 }
        if end + 1 == head.count { return isWhole ? end + 1 : nil }
        return head[end + 1] == 10 ? end + 2 : end + 1
    }

    /// The end of the line that begins at `start`, breaks in quotes not counted.
    private static func line(
        in head: [UInt8], from start: Int, isWhole: Bool
    ) -> (end: Int, next: Int)? {
        var quotes = QuoteTracker(start)
        for i in start..<head.count {
            if quotes.isQuoted(at: i, in: head) { continue }
            if head[i] == UInt8(ascii: "\n") { return (i, i + 1) }
            if head[i] == UInt8(ascii: "\r") {
                if i + 1 == head.count { return isWhole ? (i, i + 1) : nil }
                return (i, head[i + 1] == UInt8(ascii: "\n") ? i + 2 : i + 1)
            }
        }
        return isWhole ? (head.count, head.count) : nil
    }

    private static func counts(in head: [UInt8], _ range: Range<Int>) -> [Int] {
        var counts = [Int](repeating: 0, count: candidates.count)
        var quotes = QuoteTracker(range.lowerBound)
        for i in range where !quotes.isQuoted(at: i, in: head) {
            if let index = candidates.firstIndex(of: head[i]) { counts[index] += 1 }
        }
        return counts
    }

    /// Knows which bytes of a line stand in quotes while the delimiter is not known yet.
    private struct QuoteTracker {
        private let start: Int
        private var isOpen = false
        private var closedAt = -1

        init(_ start: Int) { self.start = start }

        /// To be asked for every byte in turn. A quote opens a cell only where one can begin:
        /// `5" pipe` has none.
        mutating func isQuoted(at i: Int, in head: [UInt8]) -> Bool {
            guard head[i] == UInt8(ascii: "\"") else { return isOpen }
            if isOpen {
                isOpen = false
                closedAt = i
            } else {
                isOpen = i == start || closedAt == i - 1 || candidates.contains(head[i - 1])
            }
            return true
        }
    }
}
