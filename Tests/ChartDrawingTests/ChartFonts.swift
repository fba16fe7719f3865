import Foundation

/// The fonts that the texts of a chart are set in, in one weight.
struct ChartFonts {
    /// A font that has to be installed for the tests.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// What a reader should have.
    let inter: FontFile
    /// What is there without it.
    let liberation: FontFile
    /// What stands in for characters that Liberation doesn't have.
    let dejaVu: FontFile
    /// What is wider in the Inter that readers have.
    private let wider: [Unicode.Scalar: Int]

    var all: [FontFile] { [inter, liberation, dejaVu] }

    static func plain() throws -> ChartFonts {
        try ChartFonts(
            inter: font("opentype/inter/Inter-Regular.otf", from: "fonts-inter"),
            liberation: font(
                "truetype/liberation/LiberationSans-Regular.ttf", from: "fonts-liberation"),
            dejaVu: font("truetype/dejavu/DejaVuSans.ttf", from: "fonts-dejavu-core"),
            wider: InterFour.advances(InterFour.plain))
    }

    /// The weight of 600, which only Inter has; browsers take the bold of the others for it.
    static func bold() throws -> ChartFonts {
        try ChartFonts(
            inter: font("opentype/inter/Inter-SemiBold.otf", from: "fonts-inter"),
            liberation: font(
                "truetype/liberation/LiberationSans-Bold.ttf", from: "fonts-liberation"),
            dejaVu: font("truetype/dejavu/DejaVuSans-Bold.ttf", from: "fonts-dejavu-core"),
            wider: InterFour.advances(InterFour.bold))
    }

    private static func font(_ path: String, from package: String) throws -> FontFile {
        try FontFile(bytes(path, from: package))
    }

    /// The bytes of a font where Debian puts it.
    static func bytes(_ path: String, from package: String) throws -> [UInt8] {
        let path = "/usr/share/fonts/" + path
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Missing(description: "\(path) isn't there: install the package \(package)")
        }
        return [UInt8](data)
    }

    /// The advance of a character in hundredths of the font size, rounded up: the wider of Inter
    /// and of what is there without it; nothing where none of the fonts has the character.
    func advance(of scalar: Unicode.Scalar) throws -> Int? {
        if Self.isWithoutWidth(scalar) { return 0 }
        let alike = Self.alike(scalar)
        let advances = try [
            widest(of: alike, in: inter),
            widest(of: alike, in: liberation) ?? widest(of: alike, in: dejaVu),
        ]
        return (advances + alike.map { wider[$0] }).compactMap(\.self).max()
    }

    /// Digits are set with one width, other characters as it comes.
    private func widest(of scalars: [Unicode.Scalar], in font: FontFile) throws -> Int? {
        let widths = scalars.contains("0") ? [true] : [true, false]
        let advances = try scalars.flatMap { scalar in
            try widths.map { try font.advance(of: scalar, tabular: $0) }
        }
        return advances.compactMap(\.self).max()
            .map { ($0 * 100 + font.unitsPerEm - 1) / font.unitsPerEm }
    }

    /// What may stand in the place of a character: any digit is as wide as the others, and Inter
    /// sets an x between digits as a sign of multiplication.
    private static func alike(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar {
        case "0"..."9": Array("0123456789".unicodeScalars)
        case "x": ["x", "×"]
        default: [scalar]
        }
    }

    /// Marks on other characters, and characters that aren't shown.
    private static func isWithoutWidth(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isDefaultIgnorableCodePoint
            || [.nonspacingMark, .enclosingMark].contains(properties.generalCategory)
    }
}
