import ReportModel

/// Turns the bytes of a text in any of the known encodings into UTF-8, piece by piece.
///
/// What is not valid becomes `?`, as many as there were bytes, so that columns stay true.
struct TextDecoder {
    enum Form: Hashable {
        case utf8
        case utf16(isBigEndian: Bool)
        case single(SingleByteText)
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

    /// The form that a byte order mark, the settings or else the bytes themselves name, and the
    /// mark's length.
    ///
    /// A mark in the file wins: it is a fact, the setting is an intention.
    static func form(
        ofFileBeginning head: [UInt8], encoding: TableFormat.Encoding?
    ) -> (Form, mark: Int) {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16(isBigEndian: false), 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16(isBigEndian: true), 2) }
        return switch encoding {
        case nil: (unmarkedUTF16(head).map { .utf16(isBigEndian: $0) } ?? .utf8, 0)
        case .utf8: (.utf8, 0)
        case .utf16: (.utf16(isBigEndian: unmarkedUTF16(head) ?? false), 0)
        case .utf16LittleEndian: (.utf16(isBigEndian: false), 0)
        case .utf16BigEndian: (.utf16(isBigEndian: true), 0)
        case .windows1252: (.single(.windows1252), 0)
        case .latin1: (.single(.latin1), 0)
        case .latin2: (.single(.latin2), 0)
        case .latin9: (.single(.latin9), 0)
        }
    }

    /// Whether the bytes are UTF-16 with the high byte first, nil where they are none: in a table
    /// at least half of all characters are ASCII, of which one byte is zero, nearly always the
    /// same one.
    static func unmarkedUTF16(_ head: [UInt8]) -> Bool? {
        let pairs = min(head.count, 1 << 16) / 2
        var zeros = (first: 0, second: 0)
        for i in 0..<pairs {
            if head[2 * i] == 0 { zeros.first += 1 }
            if head[2 * i + 1] == 0 { zeros.second += 1 }
        }
        let most = max(zeros.first, zeros.second)
        // `Ā` has its zero on the other side.
        if most < 8 || 2 * most < pairs || 8 * min(zeros.first, zeros.second) > most { return nil }
        let isBigEndian = zeros.first > zeros.second
        let isText = (0..<pairs).allSatisfy { i in
            let (first, second) = (head[2 * i], head[2 * i + 1])
            let (high, low) = isBigEndian ? (first, second) : (second, first)
            return high > 0 || low >= 32 || low == 9 || low == 10 || low == 13
        }
        return isText ? isBigEndian : nil
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
        case .single(let text): Piece(bytes: decodeSingle(input, text.upperHalf))
        }
    }

    private mutating func decodeUTF8(_ input: [UInt8], isLast: Bool) -> Piece {
        var faults: [Int] = []
        var faultLengths: [Int] = []
        let bytes = input.span
        let count = bytes.count
        var i = 0
        var end = count
        while let fault = UTF8Validity.firstFault(in: bytes, from: i) {
            let length = UTF8Validity.sequence(in: bytes, at: fault).length
            if !isLast, UTF8Validity.isCutOff(bytes, at: fault, length) {
                end = fault
                break
            }
            faults.append(fault)
            faultLengths.append(length)
            i = fault + length
        }
        if end == count, faults.isEmpty { return Piece(bytes: input) }
        pending = Array(input[end...])
        var output = Array(input[..<end])
        for (start, length) in zip(faults, faultLengths) {
            for j in start..<start + length { output[j] = UInt8(ascii: "?") }
        }
        return Piece(bytes: output, faults: faults)
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

    private func decodeSingle(_ input: [UInt8], _ upperHalf: [UInt16]) -> [UInt8] {
        let bytes = input.span
        var i = UTF8Validity.endOfASCII(in: bytes, from: 0)
        if i == bytes.count { return input }
        var output = Array(input[..<i])
        output.reserveCapacity(input.count + input.count / 8)
        while i < bytes.count {
            if bytes[i] < 0x80 {
                output.append(bytes[i])
            } else {
                Self.append(UInt32(upperHalf[Int(bytes[i]) - 0x80]), to: &output)
            }
            i += 1
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
}
