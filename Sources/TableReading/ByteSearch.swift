/// Finding and counting bytes sixteen at a time.
enum ByteSearch {
    /// Bytes that a buffer must have beyond its text, so that the last of it can be loaded at once.
    static let room = 16

    private typealias Lane = SIMD16<UInt8>

    @inline(__always)
    private static func load(_ bytes: RawSpan, _ offset: Int) -> Lane {
        bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Lane.self)
    }

    /// Eight flags, the highest bit of each byte, for both halves of a comparison.
    @inline(__always)
    private static func flags(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD2<UInt64> {
        unsafeBitCast(mask, to: SIMD2<UInt64>.self) & SIMD2(repeating: 0x8080_8080_8080_8080)
    }

    /// All bits of the bytes for which it holds, which as a number is -1.
    @inline(__always)
    private static func ones(_ mask: SIMDMask<SIMD16<Int8>>) -> Lane {
        unsafeBitCast(mask, to: Lane.self)
    }

    /// The first place of a byte in `start..<end`, or `end`; the buffer has room beyond `end`.
    static func first(_ byte: UInt8, in bytes: RawSpan, from start: Int, to end: Int) -> Int {
        let wanted = Lane(repeating: byte)
        var i = start
        while i < end {
            let found = flags(load(bytes, i) .== wanted)
            if found[0] != 0 { return min(i + found[0].trailingZeroBitCount >> 3, end) }
            if found[1] != 0 { return min(i + 8 + found[1].trailingZeroBitCount >> 3, end) }
            i += 16
        }
        return end
    }

    /// How often a byte stands in `start..<end`.
    static func count(_ byte: UInt8, in bytes: RawSpan, from start: Int, to end: Int) -> Int {
        let wanted = Lane(repeating: byte)
        var total = 0
        var i = start
        while i + 16 <= end {
            // Sixteen counters of a byte each, emptied before one can overflow.
            let stop = min(i + 16 * 255, end - 15)
            var counters = Lane(repeating: 0)
            while i < stop {
                counters &-= ones(load(bytes, i) .== wanted)
                i += 16
            }
            total += Int(SIMD16<UInt16>(truncatingIfNeeded: counters).wrappedSum())
        }
        while i < end {
            if bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) == byte { total += 1 }
            i += 1
        }
        return total
    }

    /// What a text is made of, as far as it tells how to read it.
    struct Survey {
        var lineFeeds = 0
        var hasQuote = false
        var hasReturn = false
        var hasNUL = false
        var isASCII = true
    }

    /// Looks once at all of `0..<end`; the buffer has room beyond.
    static func survey(_ bytes: RawSpan, to end: Int) -> Survey {
        let quotes = Lane(repeating: UInt8(ascii: "\""))
        let feeds = Lane(repeating: UInt8(ascii: "\n"))
        let returns = Lane(repeating: UInt8(ascii: "\r"))
        let zero = Lane(repeating: 0)
        var survey = Survey()
        var all = zero
        var quoted = zero
        var returned = zero
        var empty = zero
        var i = 0
        while i + 16 <= end {
            // Sixteen counters of a byte each, emptied before one can overflow.
            let stop = min(i + 16 * 255, end - 15)
            var counters = zero
            while i < stop {
                let lane = load(bytes, i)
                all |= lane
                counters &-= ones(lane .== feeds)
                quoted |= ones(lane .== quotes)
                returned |= ones(lane .== returns)
                empty |= ones(lane .== zero)
                i += 16
            }
            survey.lineFeeds += Int(SIMD16<UInt16>(truncatingIfNeeded: counters).wrappedSum())
        }
        survey.hasQuote = quoted != zero
        survey.hasReturn = returned != zero
        survey.hasNUL = empty != zero
        let high = unsafeBitCast(all, to: SIMD2<UInt64>.self)
        survey.isASCII = (high[0] | high[1]) & 0x8080_8080_8080_8080 == 0
        while i < end {
            let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
            switch byte {
            case 0: survey.hasNUL = true
            case UInt8(ascii: "\n"): survey.lineFeeds += 1
            case UInt8(ascii: "\r"): survey.hasReturn = true
            case UInt8(ascii: "\""): survey.hasQuote = true
            default: if byte >= 0x80 { survey.isASCII = false }
            }
            i += 1
        }
        return survey
    }

    /// Puts the places of delimiters, quotes, line breaks and NULs of `0..<end` into `marks`, which
    /// has an entry for every byte, and says how many there are.
    static func mark(
        _ bytes: RawSpan, to end: Int, delimiter: UInt8, into marks: inout [Int32]
    ) -> Int {
        let delimiters = Lane(repeating: delimiter)
        let quotes = Lane(repeating: UInt8(ascii: "\""))
        let feeds = Lane(repeating: UInt8(ascii: "\n"))
        let returns = Lane(repeating: UInt8(ascii: "\r"))
        let nuls = Lane(repeating: 0)
        return mark(bytes, to: end, into: &marks) { lane in
            let lines = (lane .== feeds) .| (lane .== returns)
            let others = (lane .== delimiters) .| (lane .== quotes) .| (lane .== nuls)
            return lines .| others
        }
    }

    /// The same for a text that has no other marks than delimiters and line feeds.
    static func markPlain(
        _ bytes: RawSpan, to end: Int, delimiter: UInt8, into marks: inout [Int32]
    ) -> Int {
        let delimiters = Lane(repeating: delimiter)
        let feeds = Lane(repeating: UInt8(ascii: "\n"))
        return mark(bytes, to: end, into: &marks) { lane in
            (lane .== delimiters) .| (lane .== feeds)
        }
    }

    /// Puts the places of some bytes into `marks`.
    @inline(__always)
    private static func mark(
        _ bytes: RawSpan, to end: Int, into marks: inout [Int32],
        _ isMarked: (Lane) -> SIMDMask<SIMD16<Int8>>
    ) -> Int {
        var marks = marks.mutableSpan
        var count = 0
        var i = 0
        while i + 64 <= end {
            var found: UInt64 = 0
            for part in 0..<4 {
                let bits = bits(isMarked(load(bytes, i + part * 16)))
                found |= bits << UInt64(truncatingIfNeeded: part * 16)
            }
            let next = count + found.nonzeroBitCount
            // Eight at a time, for the processor can't guess how many there are; what is too many is
            // written over by the next ones.
            var place = count
            repeat {
                for _ in 0..<8 {
                    marks[place] = Int32(truncatingIfNeeded: i + found.trailingZeroBitCount)
                    found &= found &- 1
                    place += 1
                }
            } while found != 0
            count = next
            i += 64
        }
        while i < end {
            var found = bits(isMarked(load(bytes, i)))
            while found != 0 {
                marks[count] = Int32(truncatingIfNeeded: i + found.trailingZeroBitCount)
                count += 1
                found &= found - 1
            }
            i += 16
        }
        // What lies in the room beyond the text is no mark.
        while count > 0, Int(marks[count - 1]) >= end { count -= 1 }
        return count
    }

    /// Sixteen bits, one for each byte of a comparison.
    @inline(__always)
    private static func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> UInt64 {
        let flags = flags(mask)
        // Each flag is shifted to a bit of its own in the highest byte.
        let low = (flags[0] &* 0x0002_0408_1020_4081) >> 56
        let high = (flags[1] &* 0x0002_0408_1020_4081) >> 56
        return low | high << 8
    }
}
