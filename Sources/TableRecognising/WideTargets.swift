import ReportModel

/// Targets, or figures computed elsewhere, that have a column for each period.
func wideTargets(_ sample: SampledFile, _ file: String, table: TableName?) -> TableDraft? {
    let table = table ?? .targets
    guard table == .targets || table == .inputs else { return nil }
    let columns = sample.columns.filter(\.isAddressable)
    var periods = columns.filter { column in
        PeriodColumn(column.name) != nil && (column.isEmpty || !column.numbers.isEmpty)
    }
    let year = sample.column(
        anyOf: "year|fiscalyear|fy|jahr|geschaftsjahr|wirtschaftsjahr|ano|anno|ejercicio|annee")
    let isNumber: (SampledColumn) -> Bool = { PeriodColumn($0.name) == .number }
    // A bare number is a month only beside a year.
    if year == nil { periods.removeAll(where: isNumber) }
    let names = Set(periods.map(\.name))
    let others = columns.filter { !names.contains($0.name) && !$0.isEmpty }
    let known = FieldNames.of("metric", in: table)
    guard periods.count >= 2,
        let metric = others.first(where: { known.contains($0.keys[0]) }),
        periods.contains(where: { !$0.isEmpty })
    else { return nil }
    var builder = DraftBuilder(sample, table: table, file: file)
    builder.apply(.from(metric.keys[0], to: "metric"), to: metric)
    for field in ["scenario", "low", "high", "issued"] {
        guard let type = builder.schema.field(field)?.type else { continue }
        let words = FieldNames.of(field, in: table)
        let fits: (SampledColumn) -> Bool = {
            words.contains($0.keys[0]) && DraftBuilder.fits($0, type)
        }
        if let column = others.first(where: fits) {
            builder.apply(.from(column.keys[0], to: field), to: column)
        }
    }
    builder.use(periods)
    builder.valueColumns = periods
    let lacksYear = periods.first { PeriodColumn($0.name)?.needsYear ?? false }
    var wide = "period: \(range(of: periods.map(\.name)) ?? "columns")"
    if lacksYear != nil, let year {
        builder.use(year)
        wide += ", year: \(yamlScalar(year.name))"
    } else if let lacksYear {
        builder.draft.isUndecided = true
        builder.draft.doubt(
            "\(builder.shown(lacksYear)) says no year: add a column that does and name it in 'wide'"
                + " as 'year:'")
    }
    builder.draft.further = ["wide: {\(wide)}"]
    builder.leaveOutTotals()
    let words = metric.distinct(limit: 200) ?? []
    if let word = words.first(where: { $0.contains { $0.isUppercase || $0 == " " } }) {
        builder.draft.doubt(
            "\(builder.shown(metric)) should have ids of metrics, and "
                + "\(yamlScalar(word)) is none: name them under 'values: {metric: …}'")
    }
    return builder.finish()
}

/// `"M01…M12"` for months, quarters or halves that follow each other; nil for all other names.
private func range(of names: [String]) -> String? {
    guard let first = names.first, let last = names.last, names.count > 2,
        let letter = first.first, "MPQH".contains(letter)
    else { return nil }
    let digits = first.utf8.count - 1
    for (index, name) in names.enumerated() {
        guard name.first == letter, let start = Int(first.dropFirst()),
            let number = Int(name.dropFirst()), number == start + index,
            name.utf8.count - 1 == max(digits, String(number).utf8.count)
        else { return nil }
    }
    return first.utf8.count == last.utf8.count || !first.dropFirst().hasPrefix("0")
        ? "\"\(first)…\(last)\"" : nil
}

/// What kind of period a column's name says.
enum PeriodColumn: Hashable {
    /// With its year: `2026-01`, `Jan 2026`, `2026-Q1`, `FY2026`.
    case whole
    /// `Jan`, `M01`, `Q1`.
    case part
    /// `1` to `12`.
    case number

    var needsYear: Bool { self != .whole }

    /// Nil where the name is no period.
    init?(_ name: String) {
        var words: [(text: String, isNumber: Bool)] = []
        var isApart = true
        for character in name {
            if " -/._'".contains(character) {
                isApart = true
                continue
            }
            guard character.isASCII, character.isLetter || character.isNumber else { return nil }
            if !isApart, let last = words.last, last.isNumber == character.isNumber {
                words[words.count - 1].text += character.uppercased()
            } else {
                words.append((character.uppercased(), character.isNumber))
            }
            isApart = false
        }
        if words.first?.text == "FY" || words.first?.text == "CY" { words.removeFirst() }
        guard (1...3).contains(words.count) else { return nil }
        let isYear: (String) -> Bool = { text in
            text.utf8.count == 4 && Int(text).map { (1970...2100).contains($0) } ?? false
        }
        let years = words.filter { $0.isNumber && isYear($0.text) }
        if years.count > 1 { return nil }
        let rest = words.filter { !($0.isNumber && isYear($0.text)) }
        let isWhole = years.count == 1
        switch rest.count {
        case 0: self = .whole
        case 1 where rest[0].isNumber:
            guard rest[0].text.utf8.count <= 2, let number = Int(rest[0].text),
                (1...12).contains(number)
            else { return nil }
            self = isWhole ? .whole : .number
        case 1:
            guard Self.isMonth(rest[0].text) else { return nil }
            self = isWhole ? .whole : .part
        case 2 where !rest[0].isNumber && rest[1].isNumber:
            guard rest[1].text.utf8.count <= 2, let number = Int(rest[1].text) else { return nil }
            let most = ["M": 12, "P": 12, "Q": 4, "H": 2][rest[0].text]
            if let most, (1...most).contains(number) {
                self = isWhole ? .whole : .part
            } else if Self.isMonth(rest[0].text), !isWhole, rest[1].text.utf8.count == 2 {
                self = .whole
            } else {
                return nil
            }
        default: return nil
        }
    }

    private static func isMonth(_ word: String) -> Bool {
        let months = [
            "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER",
            "OCTOBER", "NOVEMBER", "DECEMBER",
        ]
        return word == "SEPT" || months.contains { $0 == word || $0.prefix(3) == word }
    }
}
