import Diagnostics
import Yams

/// The bytes of a YAML text with the places of its lines; from Yams' marks to ours.
struct YAMLText {
    /// A line as YAML breaks it, which is more often than at line feeds.
    private struct Line {
        var start: Int
        /// The line of the file, which ends at a line feed only, and where that begins.
        var fileLine: Int
        var fileStart: Int
    }

    let path: String
    let bytes: [UInt8]
    private let firstLine: Int
    private let firstColumn: Int
    private let lines: [Line]

    init(_ bytes: [UInt8], path: String, firstLine: Int, firstColumn: Int) {
        self.bytes = bytes
        self.path = path
        self.firstLine = firstLine
        self.firstColumn = firstColumn
        var lines = [Line(start: 0, fileLine: 0, fileStart: 0)]
        var (fileLine, fileStart) = (0, 0)
        var index = 0
        while index < bytes.count {
            let length = Self.breakLength(bytes, at: index)
            index += max(length, 1)
            guard length > 0 else { continue }
            if bytes[index - 1] == UInt8(ascii: "\n") {
                (fileLine, fileStart) = (fileLine + 1, index)
            }
            lines.append(Line(start: index, fileLine: fileLine, fileStart: fileStart))
        }
        self.lines = lines
    }

    /// Bytes of the line break that begins here: LF, CR, CR LF, NEL, LS, PS; zero where there is none.
    private static func breakLength(_ bytes: [UInt8], at index: Int) -> Int {
        func byte(_ step: Int) -> UInt8 { index + step < bytes.count ? bytes[index + step] : 0 }
        switch byte(0) {
        case 0x0A: return 1
        case 0x0D: return byte(1) == 0x0A ? 2 : 1
        case 0xC2: return byte(1) == 0x85 ? 2 : 0
        case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }

    func breakLength(at offset: Int) -> Int { Self.breakLength(bytes, at: offset) }

    var lineCount: Int { lines.count }

    /// The bytes of a line of YAML, its break included.
    func line(_ index: Int) -> ArraySlice<UInt8> {
        bytes[lines[index].start..<(index + 1 < lines.count ? lines[index + 1].start : bytes.count)]
    }

    /// Yams counts columns in Unicode scalars; ours are UTF-8 bytes.
    func offset(_ mark: Mark?) -> Int {
        guard let mark, lines.indices.contains(mark.line - 1) else {
            return mark == nil ? 0 : bytes.count
        }
        var offset = lines[mark.line - 1].start
        for _ in 1..<max(mark.column, 1) where offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        }
        return offset
    }

    func location(at offset: Int) -> SourceLocation {
        var (low, high) = (0, lines.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle].start <= offset { low = middle } else { high = middle }
        }
        let line = lines[low]
        return SourceLocation(
            path: path, line: firstLine + line.fileLine,
            column: firstColumn + offset - line.fileStart)
    }

    func location(_ mark: Mark?) -> SourceLocation { location(at: offset(mark)) }
}
