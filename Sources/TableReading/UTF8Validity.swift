/// What of some bytes is well-formed UTF-8.
enum UTF8Validity {
    /// The first index from `start` on that is no ASCII byte, or the count.
    @inline(__always)
    static func endOfASCII(in bytes: Span<UInt8>, from start: Int) -> Int {
        let count = bytes.count
        let raw = bytes.bytes
        let high: UInt64 = 0x8080_8080_8080_8080
        var i = start
        while i &+ 32 <= count {
            let first = raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
            let second = raw.unsafeLoadUnaligned(fromByteOffset: i &+ 8, as: UInt64.self)
            let third = raw.unsafeLoadUnaligned(fromByteOffset: i &+ 16, as: UInt64.self)
            let fourth = raw.unsafeLoadUnaligned(fromByteOffset: i &+ 24, as: UInt64.self)
            if (first | second | third | fourth) & high != 0 { break }
            i &+= 32
        }
        while i &+ 8 <= count {
            if raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self) & high != 0 { break }
            i &+= 8
        }
        while i < count, bytes[i] < 0x80 { i &+= 1 }
        return i
    }

    /// Where the first sequence begins that is not well-formed, from `start` on; nil where all are.
    ///
    /// - Parameter isWhole: whether a sequence that the end cuts off is wrong.
    static func firstFault(
        in bytes: Span<UInt8>, from start: Int = 0, isWhole: Bool = true
    ) -> Int? {
        var i = start
        while true {
            i = endOfASCII(in: bytes, from: i)
            while i < bytes.count, bytes[i] >= 0x80 {
                let (length, isValid) = sequence(in: bytes, at: i)
                if !isValid { return !isWhole && isCutOff(bytes, at: i, length) ? nil : i }
                i += length
            }
            if i >= bytes.count { return nil }
        }
    }

    /// The length of the well-formed sequence at `i`, or of the longest beginning of one.
    static func sequence(in bytes: Span<UInt8>, at i: Int) -> (length: Int, isValid: Bool) {
        let needed = length(ofLead: bytes[i])
        if needed == 0 { return (1, false) }
        var length = 1
        while length < needed, i + length < bytes.count {
            let range = length == 1 ? second(afterLead: bytes[i]) : 0x80...0xBF
            if !range.contains(bytes[i + length]) { return (length, false) }
            length += 1
        }
        return (length, length == needed)
    }

    /// Whether `length` bytes from `i` are the beginning of a well-formed sequence that the end
    /// cuts.
    static func isCutOff(_ bytes: Span<UInt8>, at i: Int, _ length: Int) -> Bool {
        i + length == bytes.count && length < self.length(ofLead: bytes[i])
    }

    private static func length(ofLead lead: UInt8) -> Int {
        switch lead {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }

    private static func second(afterLead lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }
}
