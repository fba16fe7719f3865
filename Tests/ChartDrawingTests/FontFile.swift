import Foundation

/// A font in an OpenType or TrueType file, as far as the widths of its characters go.
struct FontFile {
    /// Why a file can't be read as a font.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    /// Its full name, such as "Inter Semi Bold".
    let name: String
    let version: String
    let unitsPerEm: Int
    /// By glyph, in units of the font.
    private let advances: [Int]
    private let glyphs: [UInt32: Int]
    /// The glyphs that stand for others where digits are of one width.
    private let tabular: [Int: Int]

    init(_ bytes: [UInt8]) throws {
        let file = FontBytes(bytes[...])
        let tables = try Self.tables(of: file)
        func table(_ tag: String) throws -> FontBytes {
            guard let table = tables[tag] else { throw Unreadable(description: "no table \(tag)") }
            return table
        }
        unitsPerEm = try table("head").number(at: 18)
        guard unitsPerEm > 0 else { throw Unreadable(description: "units of no size") }
        let glyphCount = try table("maxp").number(at: 4)
        let measuredCount = try table("hhea").number(at: 34)
        guard 1...max(glyphCount, 1) ~= measuredCount else {
            throw Unreadable(description: "\(measuredCount) widths for \(glyphCount) glyphs")
        }
        let metrics = try table("hmtx")
        advances = try (0..<glyphCount)
            .map { try metrics.number(at: 4 * min($0, measuredCount - 1)) }
        glyphs = try Self.glyphs(in: table("cmap"), count: glyphCount)
        tabular = try tables["GSUB"].map { try $0.substitutes(for: "tnum") } ?? [:]
        name = try Self.name(4, in: table("name"))
        version = try Self.name(5, in: table("name"))
    }

    /// How wide a character is in units of the font; nothing where the font doesn't have it.
    func advance(of scalar: Unicode.Scalar, tabular isTabular: Bool) throws -> Int? {
        guard let plain = glyphs[scalar.value], plain != 0 else { return nil }
        let glyph = isTabular ? tabular[plain] ?? plain : plain
        guard advances.indices.contains(glyph) else {
            throw Unreadable(description: "no width of glyph \(glyph)")
        }
        return advances[glyph]
    }

    private static func tables(of file: FontBytes) throws -> [String: FontBytes] {
        guard [0x0001_0000, 0x4F54_544F].contains(try file.longNumber(at: 0)) else {
            throw Unreadable(description: "neither OpenType nor TrueType")
        }
        let records = try (0..<file.number(at: 4)).map { 12 + 16 * $0 }
        let tables = try records.map { record in
            let (start, length) = try (
                file.longNumber(at: record + 8), file.longNumber(at: record + 12)
            )
            return (try file.text(at: record), try file.part(from: start, length: length))
        }
        return Dictionary(tables) { first, _ in first }
    }

    /// The glyphs of characters: what the subtables of formats 4 and 12 for Unicode say.
    private static func glyphs(in table: FontBytes, count: Int) throws -> [UInt32: Int] {
        var glyphs: [UInt32: Int] = [:]
        for record in try (0..<table.number(at: 2)).map({ 4 + 8 * $0 }) {
            let (platform, encoding) = try (
                table.number(at: record), table.number(at: record + 2)
            )
            guard platform == 0 || (platform == 3 && [1, 10].contains(encoding)) else { continue }
            let subtable = try table.part(from: table.longNumber(at: record + 4))
            switch try subtable.number(at: 0) {
            case 4: glyphs.merge(try shortGlyphs(in: subtable)) { first, _ in first }
            case 12: glyphs.merge(try longGlyphs(in: subtable, count: count)) { $1 }
            default: continue
            }
        }
        if glyphs.isEmpty { throw Unreadable(description: "no characters of Unicode") }
        return glyphs
    }

    private static func shortGlyphs(in table: FontBytes) throws -> [UInt32: Int] {
        var glyphs: [UInt32: Int] = [:]
        let width = try table.number(at: 6)
        for segment in stride(from: 0, to: width, by: 2) {
            let last = try table.number(at: 14 + segment)
            let first = try table.number(at: 16 + width + segment)
            let shift = try table.number(at: 16 + 2 * width + segment)
            let place = 16 + 3 * width + segment
            let offset = try table.number(at: place)
            guard first <= last else { throw Unreadable(description: "characters backwards") }
            for scalar in first...last where scalar != 0xFFFF {
                let listed =
                    offset == 0
                    ? scalar : try table.number(at: place + offset + 2 * (scalar - first))
                if listed == 0 { continue }
                glyphs[UInt32(scalar)] = (listed + shift) & 0xFFFF
            }
        }
        return glyphs
    }

    private static func longGlyphs(in table: FontBytes, count: Int) throws -> [UInt32: Int] {
        var glyphs: [UInt32: Int] = [:]
        for group in try (0..<table.longNumber(at: 12)).lazy.map({ 16 + 12 * $0 }) {
            let first = try table.longNumber(at: group)
            let last = try table.longNumber(at: group + 4)
            let glyph = try table.longNumber(at: group + 8)
            guard first <= last, last <= 0x10FFFF, glyph + last - first < count else {
                throw Unreadable(description: "a group of characters without glyphs")
            }
            for scalar in first...last { glyphs[UInt32(scalar)] = glyph + scalar - first }
        }
        return glyphs
    }

    /// A name in English for Windows, which every font has.
    private static func name(_ id: Int, in table: FontBytes) throws -> String {
        let storage = try table.number(at: 4)
        for record in try (0..<table.number(at: 2)).map({ 6 + 12 * $0 }) {
            let keys = try [0, 4, 6].map { try table.number(at: record + $0) }
            guard keys == [3, 0x409, id] else { continue }
            let text = try table.part(
                from: storage + table.number(at: record + 10),
                length: table.number(at: record + 8))
            return String(decoding: try text.numbers().map { UInt16($0) }, as: UTF16.self)
        }
        throw Unreadable(description: "no name \(id)")
    }
}
