internal import Diagnostics

/// A file's bytes with the start of each line, to turn offsets into places and back.
struct SourceText {
    let path: String
    let bytes: [UInt8]
    private let lineStarts: [Int]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        var starts = [0]
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] <= .carriageReturn {
                let next = index + 1
                if bytes[index] == .lineFeed {
                    starts.append(next)
                } else if bytes[index] == .carriageReturn,
                    next == bytes.count || bytes[next] != .lineFeed
                {
                    starts.append(next)
                }
            }
        }
        lineStarts = starts
    }

    var lineCount: Int { lineStarts.count }

    /// The bytes of a line (1-based) without its end; empty for a line that is not there.
    func line(_ number: Int) -> Range<Int> {
        guard number >= 1, number <= lineStarts.count else { return bytes.count..<bytes.count }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        if end > start, bytes[end - 1] == .lineFeed { end -= 1 }
        if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
        return start..<end
    }

    func location(at offset: Int) -> SourceLocation {
        var low = 0
        var high = lineStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return SourceLocation(path: path, line: low + 1, column: offset - lineStarts[low] + 1)
    }

    /// Where a continued paragraph's text starts on a line: past the quote marks and white space
    /// that libcmark strips, and that its columns leave out.
    func textStart(ofLine number: Int, quoteDepth: Int) -> Int {
        let line = line(number)
        var offset = skipBlanks(from: line.lowerBound, to: line.upperBound)
        var marks = 0
        while marks < quoteDepth, offset < line.upperBound, bytes[offset] == UInt8(ascii: ">") {
            offset = skipBlanks(from: offset + 1, to: line.upperBound)
            marks += 1
        }
        return offset
    }

    func skipBlanks(from start: Int, to end: Int) -> Int {
        var offset = start
        while offset < end, bytes[offset].isBlank { offset += 1 }
        return offset
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Whether exactly these bytes stand at an offset.
    func has(_ wanted: some Collection<UInt8>, at offset: Int) -> Bool {
        offset >= 0 && offset + wanted.count <= bytes.count && bytes[offset...].starts(with: wanted)
    }
}

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let backslash = UInt8(ascii: "\\")
    static let pipe = UInt8(ascii: "|")

    /// A space or a tab.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    var isWhitespace: Bool { isBlank || self == .lineFeed || self == .carriageReturn }
    var isPunctuation: Bool {
        (33...47).contains(self) || (58...64).contains(self) || (91...96).contains(self)
            || (123...126).contains(self)
    }
}

/// The offset of the first byte that is not part of valid UTF-8 (or is NUL), or nil.
func firstBadByte(in bytes: [UInt8]) -> Int? {
    // Most texts have long stretches of ASCII, which is looked at eight bytes at a time.
    func plainEnd(from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            var index = start
            while index + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let holdsNUL =
                    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
                if word & 0x8080_8080_8080_8080 != 0 || holdsNUL { break }
                index += 8
            }
            return index
        }
    }
    var index = plainEnd(from: 0)
    while index < bytes.count {
        let byte = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch byte {
        case 0x01...0x7F: length = 1
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return index
        }
        if length > 1 {
            guard index + length <= bytes.count, second.contains(bytes[index + 1]),
                bytes[(index + 2)..<(index + length)].allSatisfy({ (0x80...0xBF).contains($0) })
            else { return index }
        }
        index += length
        if length > 1 { index = plainEnd(from: index) }
    }
    return nil
}
