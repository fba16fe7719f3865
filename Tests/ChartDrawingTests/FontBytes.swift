/// A part of a font file; what lies beyond its end can't be read.
struct FontBytes {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    func part(from start: Int, length: Int? = nil) throws -> FontBytes {
        let length = length ?? bytes.count - start
        guard start >= 0, length >= 0, length <= bytes.count - start else {
            throw FontFile.Unreadable(description: "it ends before \(length) bytes at \(start)")
        }
        let first = bytes.startIndex + start
        return FontBytes(bytes[first..<first + length])
    }

    func number(at place: Int) throws -> Int {
        try part(from: place, length: 2).bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    func longNumber(at place: Int) throws -> Int {
        try part(from: place, length: 4).bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// All of it as numbers of two bytes.
    func numbers() throws -> [Int] {
        try stride(from: 0, to: bytes.count, by: 2).map { try number(at: $0) }
    }

    /// The tag of four letters at a place.
    func text(at place: Int) throws -> String {
        String(decoding: try part(from: place, length: 4).bytes, as: UTF8.self)
    }
}

/// The substitution of glyphs.
extension FontBytes {
    /// Which glyphs stand for which where a feature is on that puts one for one.
    func substitutes(for feature: String) throws -> [Int: Int] {
        let features = try part(from: number(at: 6))
        let lookups = try part(from: number(at: 8))
        var chosen: Set<Int> = []
        for record in try (0..<features.number(at: 0)).map({ 2 + 6 * $0 })
        where try features.text(at: record) == feature {
            let list = try features.part(from: features.number(at: record + 4))
            for index in try 0..<list.number(at: 2) {
                chosen.insert(try list.number(at: 4 + 2 * index))
            }
        }
        var substitutes: [Int: Int] = [:]
        for index in chosen.sorted() {
            let lookup = try lookups.part(from: lookups.number(at: 2 + 2 * index))
            for place in try 0..<lookup.number(at: 4) {
                var kind = try lookup.number(at: 0)
                var rule = try lookup.part(from: lookup.number(at: 6 + 2 * place))
                if kind == 7 {
                    kind = try rule.number(at: 2)
                    rule = try rule.part(from: rule.longNumber(at: 4))
                }
                if kind != 1 { continue }
                substitutes.merge(try rule.singleSubstitutes()) { first, _ in first }
            }
        }
        return substitutes
    }

    private func singleSubstitutes() throws -> [Int: Int] {
        let covered = try part(from: number(at: 2)).coveredGlyphs()
        let isListed = try number(at: 0) == 2
        let shift = try number(at: 4)
        var substitutes: [Int: Int] = [:]
        for (index, glyph) in covered.enumerated() {
            substitutes[glyph] =
                isListed ? try number(at: 6 + 2 * index) : (glyph + shift) & 0xFFFF
        }
        return substitutes
    }

    private func coveredGlyphs() throws -> [Int] {
        let isListed = try number(at: 0) == 1
        let records = try 0..<number(at: 2)
        if isListed { return try records.map { try number(at: 4 + 2 * $0) } }
        return try records.flatMap { record in
            let (first, last) = try (number(at: 4 + 6 * record), number(at: 6 + 6 * record))
            guard first <= last else {
                throw FontFile.Unreadable(description: "glyphs backwards")
            }
            return first...last
        }
    }
}
