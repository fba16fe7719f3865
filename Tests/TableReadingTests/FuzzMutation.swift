import TestSupport

/// Makes hostile files of valid ones: the same for the same seed.
struct FuzzMutation {
    static let limit = 4096

    private static let tokens: [[UInt8]] =
        [
            "\"", "\"\"", "\"\"\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", "\n\n", "\r\r\n", "\0",
            " ", "  ", "\u{A0}", "\u{B}", "\u{FEFF}", "\u{202F}", "é", "e\u{301}", "😀", "€", "$",
            "%", "-", "\u{2212}", "(", ")", "+", ".", "e5", "E-7", "00", "9999999999", "sep=",
            "sep=;\n",
            "1234567890123456789012345678901234567890", "0.0000000000000000000000000000000000001",
            "922337203685477580.8", "-9223372036854775808", "2026-01-01", "2023-02-29",
            "29.02.2024",
            "2026-13-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59Z", "2026-Q4", "24:00", "N/A",
            "x",
            "1,234.50", "1.234,50", "\"a\nb\"", "\"a\"b", "a\"b", "\",\"", "\"\n\"", "\"\r\n\"",
            ",,,,,,,,",
        ].map { Array($0.utf8) }
        + [
            [0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xC0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0xA0],
            [0x00, 0xD8], [0xD8, 0x00], [0x1F, 0x8B], [0x80], [0x22, 0x00], [0x0A, 0x00],
        ]

    var random: SeededNumbers

    init(seed: UInt64) { random = SeededNumbers(seed: seed) }

    mutating func mutated(_ bytes: [UInt8], among samples: [[UInt8]]) -> [UInt8] {
        var result = bytes
        for _ in 0..<(1 + random.below(random.chance(20) ? 24 : 5)) {
            mutate(&result, samples)
            if result.count > Self.limit { result.removeLast(result.count - Self.limit) }
        }
        return result
    }

    private mutating func mutate(_ bytes: inout [UInt8], _ samples: [[UInt8]]) {
        let place = random.below(bytes.count + 1)
        switch random.below(15) {
        case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(random.below(8)) }
        case 1: if place < bytes.count { bytes[place] = UInt8(random.below(256)) }
        case 2: if place < bytes.count { bytes.remove(at: place) }
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.below(20)))
        case 4: bytes.insert(contentsOf: part(of: bytes, atMost: 60), at: place)
        case 5: bytes.insert(contentsOf: part(of: random.one(of: samples), atMost: 200), at: place)
        case 6: bytes = Array(bytes[..<place]) + tail(of: random.one(of: samples))
        case 7: longCell(&bytes, place)
        case 8: repeatRows(&bytes)
        case 9: bytes.removeLast(bytes.count - place)
        case 10: swapDelimiters(&bytes)
        default: bytes.insert(contentsOf: random.one(of: Self.tokens), at: place)
        }
    }

    private mutating func part(of bytes: [UInt8], atMost limit: Int) -> ArraySlice<UInt8> {
        let start = random.below(bytes.count + 1)
        return bytes[start..<min(bytes.count, start + random.below(limit))]
    }

    private mutating func tail(of bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[random.below(bytes.count + 1)...]
    }

    private mutating func longCell(_ bytes: inout [UInt8], _ place: Int) {
        let byte = random.one(of: Array("0123456789 ax\"-é".utf8))
        bytes.insert(contentsOf: repeatElement(byte, count: random.below(400)), at: place)
    }

    /// More of the same rows, so that rules have more than ten cases.
    private mutating func repeatRows(_ bytes: inout [UInt8]) {
        let rows = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let row = random.one(of: rows)
        let copies = random.below(30)
        for _ in 0..<copies where bytes.count < Self.limit { bytes += [UInt8(ascii: "\n")] + row }
    }

    private mutating func swapDelimiters(_ bytes: inout [UInt8]) {
        let marks = Array(",;\t|\n\r".utf8)
        let (old, new) = (random.one(of: marks), random.one(of: marks))
        for i in bytes.indices where bytes[i] == old { bytes[i] = new }
    }
}
