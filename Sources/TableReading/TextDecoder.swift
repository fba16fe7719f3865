import ReportModel

/// Turns the bytes of a text in any of the known encodings into UTF-8, piece by piece.
///
/// What is not valid becomes `?`, as many as there were bytes, so that columns stay true.
struct TextDecoder {
    enum Form: Hashable {
        case utf8
        case utf16(isBigEndian: Bool)
        case windows1252
        case latin1
    }

    /// A decoded piece and where in it something was not valid.
    struct Piece {
        var bytes: [UInt8]
        var faults: [Int] = []
    }

    let form: Form
    /// The beginning of a character of which the rest comes with the next piece.
    private var pending: [UInt8] = []

    init(_ form: Form) { self.form = form }

    /// The form that a byte order mark or the settings name, and the mark's length.
    ///
    /// A mark in the file wins: it is a fact, the setting is an intention.
    static func form(
        ofFileBeginning head: [UInt8], encoding: TableFormat.Encoding?
    ) -> (Form, mark: Int) {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16(isBigEndian: false), 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16(isBigEndian: true), 2) }
        switch encoding {
        case nil, .utf8: return (.utf8, 0)
        case .utf16, .utf16LittleEndian: return (.utf16(isBigEndian: false), 0)
        case .utf16BigEndian: return (.utf16(isBigEndian: true), 0)
        case .windows1252: return (.windows1252, 0)
        case .latin1: return (.latin1, 0)
        }
    }

    mutating func decode(_ piece: [UInt8]) -> Piece { decode(piece, isLast: false) }

    /// What is left at the end: nothing, or the fault that a character is incomplete.
    mutating func finish() -> Piece { decode([], isLast: true) }

    private mutating func decode(_ piece: [UInt8], isLast: Bool) -> Piece {
        let input = pending.isEmpty ? piece : pending + piece
        pending = []
        return switch form {
        case .utf8: decodeUTF8(input, isLast: isLast)
        case .utf16(let isBigEndian): decodeUTF16(input, isBigEndian, isLast: isLast)
        case .windows1252: Piece(bytes: decodeSingle(input) { Self.windows1252[Int($0) - 0x80] })
        case .latin1: Piece(bytes: decodeSingle(input) { UInt16($0) })
        }
    }

    private mutating func decodeUTF8(_ input: [UInt8], isLast: Bool) -> Piece {
        var faults: [Int] = []
        var faultLengths: [Int] = []
        let bytes = input.span
        let count = bytes.count
        var i = 0
        var end = count
        while i < count {
            if bytes[i] < 0x80 {
                i += 1
                continue
            }
            let (length, isValid) = Self.sequence(in: bytes, at: i)
            if isValid {
                i += length
            } else if i + length == count, !isLast, Self.mayContinue(bytes, at: i) {
                end = i
                break
            } else {
                faults.append(i)
                faultLengths.append(length)
                i += length
            }
        }
        if end == count, faults.isEmpty { return Piece(bytes: input) }
        pending = Array(input[end...])
        var output = Array(input[..<end])
        for (start, length) in zip(faults, faultLengths) {
            for j in start..<start + length { output[j] = UInt8(ascii: "?") }
        }
        return Piece(bytes: output, faults: faults)
    }

    /// The length of the well-formed sequence at `i`, or of the longest beginning of one.
    private static func sequence(
        in bytes: Span<UInt8>, at i: Int
    ) -> (length: Int, isValid: Bool) {
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

    /// Whether the bytes from `i` to the end are the beginning of a well-formed sequence.
    private static func mayContinue(_ bytes: Span<UInt8>, at i: Int) -> Bool {
        bytes.count - i < length(ofLead: bytes[i])
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

extension TextDecoder {
    private mutating func decodeUTF16(
        _ input: [UInt8], _ isBigEndian: Bool, isLast: Bool
    ) -> Piece {
        var result = Piece(bytes: [])
        result.bytes.reserveCapacity(input.count)
        func unit(_ i: Int) -> UInt16 {
            isBigEndian
                ? UInt16(input[i]) << 8 | UInt16(input[i + 1])
                : UInt16(input[i + 1]) << 8 | UInt16(input[i])
        }
        func reject() {
            result.faults.append(result.bytes.count)
            result.bytes.append(UInt8(ascii: "?"))
        }
        var i = 0
        while i + 1 < input.count {
            let first = unit(i)
            if !UTF16.isLeadSurrogate(first) {
                if UTF16.isTrailSurrogate(first) {
                    reject()
                } else {
                    Self.append(UInt32(first), to: &result.bytes)
                }
                i += 2
                continue
            }
            if i + 3 >= input.count {
                if !isLast { break }
                reject()
                i += 2
                continue
            }
            let second = unit(i + 2)
            if UTF16.isTrailSurrogate(second) {
                let scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
                Self.append(scalar, to: &result.bytes)
                i += 4
            } else {
                reject()
                i += 2
            }
        }
        if i < input.count {
            if isLast { reject() } else { pending = Array(input[i...]) }
        }
        return result
    }

    private func decodeSingle(_ input: [UInt8], _ scalar: (UInt8) -> UInt16) -> [UInt8] {
        guard input.contains(where: { $0 >= 0x80 }) else { return input }
        var output: [UInt8] = []
        output.reserveCapacity(input.count + input.count / 8)
        for byte in input {
            if byte < 0x80 {
                output.append(byte)
            } else {
                Self.append(UInt32(scalar(byte)), to: &output)
            }
        }
        return output
    }

    private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: output.append(UInt8(scalar))
        case 0x80..<0x800:
            output.append(UInt8(0xC0 | scalar >> 6))
            output.append(UInt8(0x80 | scalar & 0x3F))
        case 0x800..<0x10000:
            output.append(UInt8(0xE0 | scalar >> 12))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        default:
            output.append(UInt8(0xF0 | scalar >> 18))
            output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        }
    }

    /// Code points of 0x80 to 0xFF; the five bytes without a character stay control codes.
    private static let windows1252: [UInt16] =
        [
            0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
            0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
        ] + (0xA0...0xFF).map { $0 }
}
