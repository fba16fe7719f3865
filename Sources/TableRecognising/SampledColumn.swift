import TableReading

/// One column of a file and what its cells say about it.
struct SampledColumn {
    /// As the header has it, without white space at its ends.
    let name: String
    /// Whether it can be named: it has a name, and no other column has it.
    let isAddressable: Bool
    /// The cells of the rows, without white space; one that means nothing is still there.
    let cells: [String]
    /// The names that it goes by, squashed.
    let keys: [String]
    /// Cells that hold a value.
    let filledCount: Int
    /// The words in it that mean "no value".
    let missingWords: [String]
    /// The ways to write numbers that all its cells agree with; empty where they are no numbers.
    let numbers: NumberForms
    /// The form of its dates; nil where they are none.
    let dates: DateForm?
    /// The forms of its dates where they have several, the most frequent first; else empty.
    let mixedDates: [MixedDates]
    /// A pattern for dates of another form, as with names of months.
    let datePattern: String?
    /// A cell as `1.234`, where all have three digits after each sign, so that none tells whether it
    /// parts thousands or decimals.
    let groupedExample: String?
    let isPercent: Bool
    let hasFractions: Bool
    let largest: Double

    init(name: String, isAddressable: Bool, cells: [String]) {
        self.name = name
        self.isAddressable = isAddressable
        self.cells = cells
        let key = squashed(name)
        keys = key.hasPrefix("property") ? [key, String(key.dropFirst(8))] : [key]
        let words = [
            "N/A", "n/a", "#N/A", "NA", "NULL", "null", "\\N", "-", "--", "–", "—", "None",
            "none", "nan", "NaN", "(null)", "(blank)", "(No value)", "k.A.", "k. A.", "s/d",
        ]
        let filled = cells.filter { !$0.isEmpty }
        let present = Set(filled)
        let missing = words.filter(present.contains)
        // A word that all cells have is a value.
        let isAllMissing = present.isSubset(of: missing)
        missingWords = isAllMissing ? [] : missing
        let values = isAllMissing ? filled : filled.filter { !missing.contains($0) }
        filledCount = values.count
        var numbers: NumberForms = values.isEmpty ? [] : .all
        var forms: [MixedDates] = []
        var isDate = !values.isEmpty
        for value in values where !numbers.isEmpty || isDate {
            if !numbers.isEmpty { numbers.formIntersection(NumberForms(of: value)) }
            if isDate {
                isDate = Self.take(value, into: &forms)
            }
        }
        self.numbers = numbers
        dates = isDate && forms.count == 1 ? forms.first?.form : nil
        mixedDates = isDate && forms.count > 1 ? forms.sorted { $0.count > $1.count } : []
        datePattern = dates != nil || !numbers.isEmpty ? nil : Self.pattern(of: values)
        groupedExample = Self.groupedExample(values, numbers)
        isPercent = !values.isEmpty && values.allSatisfy { $0.hasSuffix("%") }
        hasFractions = values.contains { value in
            value.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        }
        largest = numbers.isEmpty ? 0 : values.lazy.compactMap(Double.init).max() ?? 0
    }

    /// Puts the date with those of its form; says whether it is one, and no more than three differ.
    private static func take(_ value: String, into forms: inout [MixedDates]) -> Bool {
        guard let form = DateForm(of: value) else { return false }
        for index in forms.indices {
            guard let both = forms[index].form.merged(with: form) else { continue }
            forms[index].form = both
            forms[index].count += 1
            return true
        }
        forms.append(MixedDates(form: form, count: 1, example: value))
        return forms.count <= 3
    }

    private static func groupedExample(_ values: [String], _ numbers: NumberForms) -> String? {
        let dotted: NumberForms = [.point, .commaAndPoint]
        let commaed: NumberForms = [.comma, .pointAndComma]
        guard numbers.isSuperset(of: dotted) != numbers.isSuperset(of: commaed) else { return nil }
        var example: String?
        for value in values {
            let digits = value.utf8.drop { !(48...57).contains($0) }
            // Nobody writes thousands as 0.125.
            if digits.first == UInt8(ascii: "0"), digits.count > 1 { return nil }
            if example == nil, !NumberForms(of: value).contains(.all) { example = value }
        }
        return example
    }

    private static func pattern(of values: [String]) -> String? {
        var forms = DateForms()
        for value in values { forms.take(Array(value.utf8).span) }
        if case .pattern(let pattern, _) = forms.finding { return pattern.text }
        return nil
    }

    var isEmpty: Bool { filledCount == 0 }

    func isMissing(_ cell: String) -> Bool { cell.isEmpty || missingWords.contains(cell) }

    /// The distinct values in order of first appearance, at most `limit`; nil where there are more.
    func distinct(limit: Int) -> [String]? {
        var seen: Set<String> = []
        var texts: [String] = []
        for cell in cells where !isMissing(cell) {
            if seen.insert(cell).inserted {
                texts.append(cell)
                if texts.count > limit { return nil }
            }
        }
        return texts
    }

    /// Whether some value is there twice.
    var hasRepetitions: Bool {
        var seen: Set<String> = []
        for cell in cells where !isMissing(cell) {
            if !seen.insert(cell).inserted { return true }
        }
        return false
    }

    var isWhole: Bool { filledCount == cells.count }
}

/// The cells of a column that have their dates in one form of several.
struct MixedDates {
    var form: DateForm
    var count: Int
    var example: String
}

/// A name or word for comparing: small letters and digits only, accents taken off.
func squashed(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
        switch scalar {
        case "ä", "á", "à", "â", "ã", "å": result += "a"
        case "ö", "ó", "ò", "ô", "õ": result += "o"
        case "ü", "ú", "ù", "û": result += "u"
        case "é", "è", "ê", "ë": result += "e"
        case "í", "ì", "î", "ï": result += "i"
        case "ñ": result += "n"
        case "ç": result += "c"
        case "ß": result += "ss"
        default:
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                result.unicodeScalars.append(scalar)
            }
        }
    }
    return result
}

/// A cell without white space, no-break spaces and a byte order mark at its ends.
func trimmed(_ text: String) -> String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{FEFF}"
    }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }),
        let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
}
