import ConfigReading
import Diagnostics
import ReportModel

/// A text with 1️⃣, 2️⃣ … at the places that a test asks about.
struct MarkedText {
    let text: String
    private let places: [Int: SourceLocation]

    init(_ marked: String, path: String = "content/revsite.yml") {
        var text = ""
        var places: [Int: SourceLocation] = [:]
        var (line, column) = (1, 1)
        let scalars = Array(marked.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            // A digit, a variation selector and the keycap.
            if index + 2 < scalars.count, scalars[index + 2] == "\u{20E3}",
                let digit = scalar.properties.numericType == .decimal ? Int(String(scalar)) : nil
            {
                places[digit] = SourceLocation(path: path, line: line, column: column)
                index += 3
                continue
            }
            text.unicodeScalars.append(scalar)
            column += UTF8.width(scalar)
            if scalar == "\n" { (line, column) = (line + 1, 1) }
            index += 1
        }
        self.text = text
        self.places = places
    }

    subscript(_ mark: Int) -> SourceLocation? { places[mark] }
}

/// Settings and what is wrong with them.
struct ReadSettings {
    let settings: Settings?
    let found: [Diagnostic]

    init(_ text: String, period: String? = nil) {
        var found: [Diagnostic] = []
        settings = readSettings(
            text, path: "content/revsite.yml", periodOverride: period, diagnostics: &found)
        self.found = found.inReadingOrder()
    }

    var ids: [String] { found.map(\.id) }
    var places: [SourceLocation?] { found.map(\.location) }
    var errors: [Diagnostic] { found.filter { $0.severity == .error } }
}

/// What every workspace has, for tests of what comes after it.
let head = """
    site: {title: Board pack}
    company: {name: Example, currency: EUR}
    period: 2026-Q3
    as_of: 2026-10-04

    """
