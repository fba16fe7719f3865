import ReportModel

/// The names that columns of a control often have, where the author maps none.
enum CustomaryColumns {
    /// The fields of a control's source whose column the author has not named.
    static func fields(of source: TableSource) -> [String] {
        let isDated = source.table == .spend
        let time = isDated ? "date" : "period"
        let amount = isDated ? "amount" : "value"
        var fields = source.columns[time] == nil ? [time] : []
        let column = source.columns[amount]?.value
        if column == nil || column == "amount" { fields.append(amount) }
        return fields
    }

    /// In the order in which they are looked for; the length of time that sums are cut by is nearest.
    static func names(of field: String, _ grain: Period.Grain) -> [String] {
        let words =
            switch field {
            case "date": ["date"]
            case "period": [grain.word, "period", "month", "quarter", "year"]
            default: ["amount", "total", "value"]
            }
        return words.flatMap { [$0, capitalised($0), $0.uppercased()] }
    }

    private static func capitalised(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }
}

extension Period.Grain {
    /// As authors write it after `by`.
    var word: String { Self.words.first { Self(word: $0) == self } ?? Self.words[0] }
}
