import ReportModel

/// The entry of `tables:` that a file gets.
struct TableDraft {
    var table: TableName
    /// As it is written after `file:`.
    var file: String
    /// Of `revenue`.
    var basis: String?
    var format = TableFormat(isDecimalDeclared: false)
    /// Field to column, in the order of the table's fields.
    var columns: [(field: String, column: String)] = []
    /// Field to our words and theirs.
    var values: [(field: String, words: [(ours: String, theirs: [String])])] = []
    /// Field to formula.
    var computed: [(field: String, formula: String)] = []
    var conditions: [String] = []
    /// What was found out, a sentence each.
    var findings: [String] = []
    /// What is not certain, a sentence each.
    var doubts: [String] = []
    var unmapped: [String] = []
    /// Further lines of the entry.
    var further: [String] = []
    /// Whether the file can only be read once the author has said more.
    var isUndecided = false

    func gives(_ field: String) -> Bool {
        columns.contains { $0.field == field } || computed.contains { $0.field == field }
    }

    mutating func remove(_ field: String) {
        columns.removeAll { $0.field == field }
        values.removeAll { $0.field == field }
        computed.removeAll { $0.field == field }
    }

    mutating func compute(_ field: String, _ formula: String) {
        remove(field)
        computed.append((field, formula))
    }

    mutating func doubt(_ sentence: String) {
        if !doubts.contains(sentence) { doubts.append(sentence) }
    }

    /// Fields in the order of the table's schema.
    mutating func sort() {
        let names = TableSchema.of(table).fields.map(\.name)
        func place(_ field: String) -> Int { names.firstIndex(of: field) ?? names.count }
        columns.sort { place($0.field) < place($1.field) }
        values.sort { place($0.field) < place($1.field) }
        computed.sort { place($0.field) < place($1.field) }
    }
}

/// A column's name as formulas have it; nil where its name can't stand in one.
func formulaName(_ column: String) -> String? {
    let words: Set<String> = [
        "and", "or", "not", "row_number", "file_name", "if_undefined", "where", "lag", "trailing",
        "ytd", "plan", "forecast", "model",
    ]
    let isPlain = column.utf8.enumerated().allSatisfy { index, byte in
        switch byte {
        case 65...90, 97...122, UInt8(ascii: "_"): true
        case 48...57: index > 0
        default: false
        }
    }
    if isPlain, !column.isEmpty, !words.contains(column) { return column }
    return column.contains("]") || column.contains("[") ? nil : "[\(column)]"
}

/// A text as formulas have it; nil where it has both kinds of quotes.
func formulaText(_ text: String) -> String? {
    if !text.contains("\"") { return "\"\(text)\"" }
    return text.contains("'") ? nil : "'\(text)'"
}
