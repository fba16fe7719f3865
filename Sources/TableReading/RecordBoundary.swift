/// Finds where records end, by knowing which quotes open a cell: all that a part of a file must know
/// of what stands before it.
struct RecordBoundary {
    let delimiter: UInt8
    /// Up to here the bytes of the buffer were looked at; outside quotes unless `isQuoted`.
    private var position = 0
    private var isQuoted = false
    /// Where the last record that is whole ends; 0 where none is.
    private(set) var lastEnd = 0

    init(delimiter: UInt8) { self.delimiter = delimiter }

    private static let quote = UInt8(ascii: "\"")
    private static let feed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Looks at the text up to `count`; a buffer that grew is looked at from where it ended.
    ///
    /// - Complexity: O(bytes not yet looked at).
    mutating func advance(_ bytes: RawSpan, to count: Int) {
        // A quote or a carriage return as the last byte may be half of two.
        let end = count - 1
        while position < end {
            if isQuoted {
                let quote = ByteSearch.first(Self.quote, in: bytes, from: position, to: end)
                position = quote
                if quote == end { return }
                if byte(bytes, quote + 1) == Self.quote {
                    position = quote + 2
                } else {
                    isQuoted = false
                    position = quote + 1
                }
                continue
            }
            let quote = nextOpening(bytes, end)
            noteEnd(bytes, from: position, to: quote)
            position = quote
            if quote == end { return }
            isQuoted = true
            position = quote + 1
        }
    }

    /// The next quote at which a cell begins: any other is a character like others.
    private func nextOpening(_ bytes: RawSpan, _ end: Int) -> Int {
        var from = position
        while true {
            let quote = ByteSearch.first(Self.quote, in: bytes, from: from, to: end)
            if quote == end || quote == 0 { return quote }
            let before = byte(bytes, quote - 1)
            if before == delimiter || before == Self.feed || before == Self.carriageReturn {
                // The quote that closed a cell stands before one that is literal only.
                return quote
            }
            from = quote + 1
        }
    }

    private mutating func noteEnd(_ bytes: RawSpan, from start: Int, to end: Int) {
        var i = end
        while i > start {
            let last = byte(bytes, i - 1)
            if last == Self.feed { break }
            // Half of a line break that goes on behind the quote is none: nothing is there but a cell.
            if last == Self.carriageReturn, byte(bytes, i) != Self.feed { break }
            i -= 1
        }
        if i > start { lastEnd = i }
    }

    private func byte(_ bytes: RawSpan, _ offset: Int) -> UInt8 {
        bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
