import ReportModel

/// The typed value of an expression for one row.
enum RowValue: Equatable {
    case number(ExactDecimal)
    case day(Day)
    case text(String)
    case truth(Bool)
    case missing
}

/// One batch with its dictionaries, asked row by row.
struct RowReader {
    let batch: TableBatch
    let dictionaries: [String: TextDictionary]
    /// By row; nil, or no entry, where the amount was in the reporting currency.
    let conversions: [Conversion?]

    func conversion(_ row: Int) -> Conversion? {
        conversions.isEmpty ? nil : conversions[row]
    }

    func field(_ name: String, _ row: Int) -> RowValue {
        switch batch.columns[name] {
        case .text(let codes):
            guard codes[row] != 0, let dictionary = dictionaries[name] else { return .missing }
            return .text(dictionary[codes[row]])
        case .dates(let days):
            return days[row] == TableBatch.Column.missingDay
                ? .missing : .day(Day(number: days[row]))
        case .numbers(let numbers):
            return numbers[row].map(RowValue.number) ?? .missing
        case nil:
            return .missing
        }
    }

    /// Arithmetic on numbers, days between dates, comparisons; anything with a missing part is missing.
    func evaluate(_ expression: Expression, _ row: Int) -> RowValue {
        switch expression.kind {
        case .number(let number): return .number(number)
        case .text(let text): return .text(text)
        case .name(let name): return field(name, row)
        case .call: return .missing
        case .negative(let inner):
            if case .number(let number) = evaluate(inner, row) { return .number(-number) }
            return .missing
        case .not(let inner):
            if case .truth(let truth) = evaluate(inner, row) { return .truth(!truth) }
            return .missing
        case .binary(let symbol, let left, let right):
            return combine(symbol, evaluate(left, row), evaluate(right, row))
        }
    }

    private func combine(_ symbol: Expression.Operator, _ left: RowValue, _ right: RowValue)
        -> RowValue
    {
        switch (symbol, left, right) {
        case (.and, .truth(let a), .truth(let b)): .truth(a && b)
        case (.or, .truth(let a), .truth(let b)): .truth(a || b)
        case (.subtract, .day(let a), .day(let b)): .number(ExactDecimal(a.days(since: b)))
        case (.add, .number(let a), .number(let b)): .number(a + b)
        case (.subtract, .number(let a), .number(let b)): .number(a - b)
        case (.multiply, .number(let a), .number(let b)): .number(a * b)
        case (.divide, .number(let a), .number(let b)):
            a.divided(by: b).map(RowValue.number) ?? .missing
        case (_, .number(let a), .number(let b)): .truth(compare(symbol, a, b))
        case (_, .day(let a), .day(let b)): .truth(compare(symbol, a, b))
        case (_, .text(let a), .text(let b)): .truth(compare(symbol, a, b))
        case (.equal, .missing, .text(let b)), (.equal, .text(let b), .missing): .truth(b.isEmpty)
        case (.notEqual, .missing, .text(let b)), (.notEqual, .text(let b), .missing):
            .truth(!b.isEmpty)
        case (.and, _, _), (.or, _, _): .missing
        default: .truth(false)
        }
    }
}

func compare<Value: Comparable>(_ symbol: Expression.Operator, _ a: Value, _ b: Value) -> Bool {
    switch symbol {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    default: false
    }
}
