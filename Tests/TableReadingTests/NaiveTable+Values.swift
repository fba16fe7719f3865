import ReportModel
import TableReading

extension NaiveTable {
    /// The value as a text, empty where there is none and needs to be none; nil where it is wrong.
    mutating func value(_ cells: NaiveCells, _ column: Column) -> String? {
        let field = column.field
        guard let text = cells.value(column.index) else {
            let raw = cells.row.cells[column.index].trimmedInTables
            if field.type == .text, let word = source.values[field.name]?[raw] {
                return firstSpelling(word, field.name)
            }
            if !field.isRequired { return "" }
            let message = "'\(field.name)' has no value"
            tally.add(
                "value-missing", message, cells.path, cells.places[column.index], field: field.name)
            return nil
        }
        switch field.type {
        case .text:
            var word = source.values[field.name]?[text] ?? text
            if field.name == "currency" { word = word.uppercased() }
            return firstSpelling(word, field.name)
        case .date:
            if let day = dates.day(text) { return day.description }
            refuse(cells, column.index, field.name, "date")
        case .number:
            let isShare = scaledFields(of: source.table).contains(field.name) && text.contains("%")
            if !isShare, let number = numbers.value(text) { return number.canonical }
            refuse(cells, column.index, field.name, "number")
        case .numberOrPercent:
            if let amount = amountOrPercent(text) { return firstSpelling(amount, field.name) }
            refuse(cells, column.index, field.name, "number")
        }
        return nil
    }

    private func amountOrPercent(_ text: String) -> String? {
        guard text.contains("%") else { return numbers.value(text)?.canonical }
        // Digits apart, it must be a number that has a percent sign.
        let form = text.replacing(/[0-9]+/, with: "1")
        guard numbers.value(form) != nil else { return nil }
        return numbers.value(text.replacing("%", with: "")).map { $0.canonical + "%" }
    }

    private mutating func firstSpelling(_ word: String, _ field: String) -> String {
        if let known = spellings[field]?[word] { return known }
        spellings[field, default: [:]][word] = word
        return word
    }

    mutating func refuse(
        _ cells: NaiveCells, _ cell: Int, _ field: String, _ what: String
    ) {
        let text = Self.excerpt(cells.row.cells[cell].trimmedInTables)
        let form = source.format.date.flatMap { $0 == "iso" ? nil : $0 } ?? "yyyy-MM-dd"
        let message =
            what == "number"
            ? "'\(text)' is no number for '\(field)'"
            : "'\(text)' for '\(field)' is no date that exists in the form \(form)"
        tally.add(what + "-invalid", message, cells.path, cells.places[cell], field: field)
    }

    static func excerpt(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(60).map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
                ? "\u{FFFD}" : scalar
        }
        var excerpt = String.UnicodeScalarView()
        excerpt.append(contentsOf: shown)
        return String(excerpt) + (text.unicodeScalars.count > 60 ? "…" : "")
    }
}
