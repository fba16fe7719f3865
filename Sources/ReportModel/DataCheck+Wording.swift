extension DataCheck {
    /// The rule as an author writes it: `unique: document+line`.
    package var wording: String {
        switch rule {
        case .unique(let fields):
            return "unique: " + fields.joined(separator: "+")
        case .notNull(let fields):
            return "not_null: " + fields.joined(separator: ", ")
        case .acceptedValues(let fields):
            return "accepted_values: "
                + fields.map { field in
                    let shown = field.values.prefix(6).map(\.text).joined(separator: ", ")
                    return "\(field.field) [\(shown)\(field.values.count > 6 ? ", …" : "")]"
                }.joined(separator: ", ")
        case .range(let fields):
            return "range: "
                + fields.map { "\($0.field) \(Self.bounds($0.least?.text, $0.most?.text))" }
                .joined(separator: ", ")
        case .references(let references):
            return "references: "
                + references.map { "\($0.field) in \($0.table.rawValue).\($0.target)" }
                .joined(separator: ", ")
        case .freshWithin(let age, let field):
            return "fresh_within: \(age.text) (\(field))"
        case .rowCount(let least, let most):
            return "row_count: "
                + Self.bounds(least.map { String($0) }, most.map { String($0) })
        case .reconcile(let reconciliation):
            let by = [reconciliation.grain.word] + reconciliation.cut
            return "reconcile: \(reconciliation.field) with \(reconciliation.wording)"
                + " by \(by.joined(separator: ", "))"
        case .comparison(let comparison):
            return "assert: " + comparison.wording
        }
    }

    private static func bounds(_ least: String?, _ most: String?) -> String {
        switch (least, most) {
        case (let least?, let most?): least == most ? least : "\(least) to \(most)"
        case (let least?, nil): "at least \(least)"
        case (nil, let most?): "at most \(most)"
        case (nil, nil): "any"
        }
    }
}

extension DataCheck.Age {
    /// `35 days`, `1 month`.
    package var text: String {
        switch self {
        case .days(let count): "\(count) \(count == 1 ? "day" : "days")"
        case .months(let count): "\(count) \(count == 1 ? "month" : "months")"
        }
    }

    /// The day that long before another; a day that a month lacks is its last one.
    package func before(_ day: Day) -> Day {
        switch self {
        case .days(let count): return day.adding(days: -count)
        case .months(let count):
            let month = day.month.adding(-count)
            let wanted = month.firstDay.adding(days: day.components.day - 1)
            return min(wanted, month.lastDay)
        }
    }
}
