import Foundation
import ReportModel

/// The text of a file decoded plainly, a character at a time, with the place of each.
struct NaiveText {
    struct Place: Hashable {
        var line: Int
        var column: Int
    }

    /// Without the byte order mark; `?` stands for every byte that is no text.
    private(set) var scalars: [Unicode.Scalar] = []
    /// Where in `scalars` something was no text.
    private(set) var invalid: [Int] = []
    /// Of each scalar and of the end.
    private(set) var places: [Place] = []

    /// UTF-8 without a byte order mark.
    init(_ bytes: some Sequence<UInt8>) {
        readUTF8(bytes)
        findPlaces()
    }

    init(_ bytes: [UInt8], encoding: TableFormat.Encoding) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            readUTF8(bytes.dropFirst(3))
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            readUTF16(bytes.dropFirst(2), isBigEndian: false)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            readUTF16(bytes.dropFirst(2), isBigEndian: true)
        } else {
            switch encoding {
            case .utf8: readUTF8(bytes)
            case .utf16, .utf16LittleEndian: readUTF16(bytes[...], isBigEndian: false)
            case .utf16BigEndian: readUTF16(bytes[...], isBigEndian: true)
            case .windows1252: scalars = bytes.map { Self.windows[Int($0)] }
            case .latin1, .latin9: scalars = bytes.map { Unicode.Scalar($0) }
            case .latin2: scalars = bytes.map { Self.latin2[Int($0)] }
            }
        }
        findPlaces()
    }

    private static let windows = table(.windowsCP1252)
    private static let latin2 = table(.isoLatin2)

    /// A byte without a character stays the control code it is.
    private static func table(_ encoding: String.Encoding) -> [Unicode.Scalar] {
        (UInt8.min...UInt8.max).map { byte in
            if (0x80..<0xA0).contains(byte), encoding != .windowsCP1252 { return .init(byte) }
            let text = String(bytes: [byte], encoding: encoding)
            return text?.unicodeScalars.first ?? .init(byte)
        }
    }

    private mutating func readUTF8(_ bytes: some Sequence<UInt8>) {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar): scalars.append(Unicode.UTF8.decode(scalar))
            case .error(let length):
                invalid.append(scalars.count)
                scalars += Array(repeating: "?", count: length)
            case .emptyInput: return
            }
        }
    }

    private mutating func readUTF16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) {
        var units: [UInt16] = []
        var rest = bytes
        while let first = rest.popFirst(), let second = rest.popFirst() {
            let (high, low) = isBigEndian ? (first, second) : (second, first)
            units.append(UInt16(high) << 8 | UInt16(low))
        }
        var parser = Unicode.UTF16.ForwardParser()
        var iterator = units.makeIterator()
        reading: while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): scalars.append(Unicode.UTF16.decode(scalar))
            case .error: rejectOne()
            case .emptyInput: break reading
            }
        }
        if bytes.count % 2 == 1 { rejectOne() }
    }

    private mutating func rejectOne() {
        invalid.append(scalars.count)
        scalars.append("?")
    }

    private mutating func findPlaces() {
        places.reserveCapacity(scalars.count + 1)
        var place = Place(line: 1, column: 1)
        for (i, scalar) in scalars.enumerated() {
            places.append(place)
            if scalar == "\n", i > 0, scalars[i - 1] == "\r" {
                place.column = 1
            } else if scalar == "\n" || scalar == "\r" {
                place = Place(line: place.line + 1, column: 1)
            } else {
                place.column += Unicode.UTF8.width(scalar)
            }
        }
        places.append(place)
    }
}

extension Unicode.Scalar {
    /// What a table takes for nothing: a space, a tab or what moves to another line.
    var isBlankInTables: Bool { self == " " || ("\t"..."\r").contains(self) }
}

extension String {
    var isBlankInTables: Bool { unicodeScalars.allSatisfy(\.isBlankInTables) }

    /// Without white space and no-break spaces at both ends.
    var trimmedInTables: String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isBlankInTables || scalar == "\u{A0}"
        }
        var rest = unicodeScalars[...]
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(rest)
    }
}
