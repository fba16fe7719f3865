import ReportModel

/// What a formula gives for one row.
enum RowValue {
    case missing
    case number(ExactDecimal)
    case text([UInt8])
    /// The cell as it stands, to be read as whatever the field wants.
    case cell(Int)
    case truth(Bool)
    case failed(RowFailure)

    var isMissing: Bool { if case .missing = self { true } else { false } }
}

/// Why a formula has no value for a row.
enum RowFailure {
    /// The cell is no number where one is needed.
    case notANumber(cell: Int)
    /// The cell is no date where one is needed.
    case notADate(cell: Int)
    /// The cell's amount is in another currency than those it would be counted with.
    case otherCurrency(cell: Int, CurrencyDifference)
    case tooLarge
}

/// How the cells of a table are read: what means nothing, and how numbers are written.
struct CellPatterns: Sendable {
    var numbers: NumberPattern
    /// Words that mean "no value".
    var missing: [[UInt8]]
    /// The forms that a date may have, and that of what is a date already.
    var dates: [DatePattern]
    /// Whether the settings say so.
    var areDatesDeclared: Bool
    var isoDates: DatePattern
    /// What signs and codes of currencies in numbers may mean; nil: whatever they like.
    var currency: CurrencyGround?

    /// The cell without white space, nil where it has no value.
    func content(_ cell: Int, of row: Int, in batch: RecordBatch) -> Range<Int>? {
        let bytes = batch.bytes.span
        let range = bytes.trimmed(batch.range(row, cell))
        if range.isEmpty { return nil }
        if missing.isEmpty { return range }
        let content = bytes.extracting(range)
        for word in missing where content.equals(word) { return nil }
        return range
    }

    func number(
        _ cell: Int, of row: Int, in batch: RecordBatch, _ range: Range<Int>
    ) -> ExactDecimal? {
        let pattern = batch.kind(row, cell) == .text ? numbers : NumberPattern.plain
        return pattern.value(of: batch.bytes.span.extracting(range))
    }
}

extension CellPatterns {
    /// Whether a cell is most likely a date, in a form that it is not read in.
    func isDateUnread(_ content: Span<UInt8>) -> Bool {
        if areDatesDeclared { return false }
        for form in KnownDateForm.all where form.pattern.day(of: content) != nil { return true }
        return false
    }

    func day(_ cell: Int, of row: Int, in batch: RecordBatch, _ range: Range<Int>) -> Day? {
        let content = batch.bytes.span.extracting(range)
        if batch.kind(row, cell) == .date { return isoDates.day(of: content) }
        for pattern in dates {
            if let day = pattern.day(of: content) { return day }
        }
        return nil
    }
}

/// The values that formulas see of one row.
struct RowEvaluation {
    let batch: RecordBatch
    let row: Int
    let patterns: CellPatterns
    let rowNumber: Int
    let fileName: [UInt8]

    func value(_ formula: RowFormula) -> RowValue {
        switch formula {
        case .number(let number): return .number(number)
        case .text(let bytes): return .text(bytes)
        case .cell(let cell):
            return patterns.content(cell, of: row, in: batch) == nil ? .missing : .cell(cell)
        case .rowNumber: return .number(ExactDecimal(rowNumber))
        case .fileName: return .text(fileName)
        case .negative(let inner):
            let value = number(inner)
            if case .number(let number) = value { return .number(-number) }
            return value
        case .arithmetic(let sign, let left, let right): return arithmetic(sign, left, right)
        case .ifUndefined(let first, let second):
            let value = value(first)
            if case .missing = value { return self.value(second) }
            return value
        case .comparison(let sign, let left, let right, let comparison):
            return compare(sign, left, right, comparison)
        case .dayComparison(let sign, let cell, let day): return compare(sign, cell, day)
        case .not(let inner):
            let value = value(inner)
            if case .truth(let truth) = value { return .truth(!truth) }
            return value
        case .both(let left, let right):
            let value = value(left)
            if case .truth(true) = value { return self.value(right) }
            return value
        case .either(let left, let right):
            let value = value(left)
            if case .truth(false) = value { return self.value(right) }
            return value
        }
    }

    /// A number, missing or failed.
    private func number(_ formula: RowFormula) -> RowValue {
        let value = value(formula)
        guard case .cell(let cell) = value else { return value }
        guard let number = number(ofCell: cell) else { return .failed(.notANumber(cell: cell)) }
        if let difference = currencyDifference(ofCell: cell) {
            return .failed(.otherCurrency(cell: cell, difference))
        }
        return .number(number)
    }

    func number(ofCell cell: Int) -> ExactDecimal? {
        patterns.content(cell, of: row, in: batch).flatMap {
            patterns.number(cell, of: row, in: batch, $0)
        }
    }

    private func arithmetic(
        _ sign: Expression.Operator, _ left: RowFormula, _ right: RowFormula
    ) -> RowValue {
        let first = number(left)
        if case .failed = first { return first }
        let second = number(right)
        if case .failed = second { return second }
        guard case .number(let a) = first, case .number(let b) = second else { return .missing }
        let result: ExactDecimal? =
            switch sign {
            case .add: a + b
            case .subtract: a - b
            case .multiply: a * b
            default: a.divided(by: b)
            }
        guard let result else { return .missing }
        // Beyond 38 digits arithmetic is no longer exact to the last digit before the point.
        if result.significand.magnitude >= ExactDecimal.powerOfTen(38).magnitude {
            return .failed(.tooLarge)
        }
        return .number(result)
    }
}

extension RowEvaluation {
    private func compare(
        _ sign: Expression.Operator, _ left: RowFormula, _ right: RowFormula,
        _ comparison: RowFormula.Comparison
    ) -> RowValue {
        let first = value(left)
        if case .failed = first { return first }
        let second = value(right)
        if case .failed = second { return second }
        if comparison != .texts, let a = asNumber(first), let b = asNumber(second) {
            // A row left out for its order would make a sum wrong without a word.
            if sign != .equal, sign != .notEqual, let failure = currencyFailure(first, second) {
                return .failed(failure)
            }
            return .truth(Self.holds(sign, a < b ? -1 : a == b ? 0 : 1))
        }
        if comparison == .numbers {
            // What is no number isn't equal to one; whether it is more nobody can say, and to leave
            // the row out would make a sum wrong without a word.
            if sign == .equal || sign == .notEqual { return .truth(sign == .notEqual) }
            for case .cell(let cell) in [first, second] where number(ofCell: cell) == nil {
                return .failed(.notANumber(cell: cell))
            }
            return .truth(false)
        }
        if sign != .equal, sign != .notEqual, first.isMissing || second.isMissing {
            return .truth(false)
        }
        return .truth(compareTexts(sign, left, first, right, second))
    }

    private func compare(_ sign: Expression.Operator, _ cell: Int, _ day: Day) -> RowValue {
        let isOrder = sign != .equal && sign != .notEqual
        guard let content = patterns.content(cell, of: row, in: batch) else {
            return .truth(sign == .notEqual)
        }
        guard let own = patterns.day(cell, of: row, in: batch, content) else {
            // A word in the place of a date, as in a row of sums, is another than any day; of a date
            // in a form that nobody declared nobody can say.
            let isOther = !isOrder && !patterns.isDateUnread(batch.bytes.span.extracting(content))
            return isOther ? .truth(sign == .notEqual) : .failed(.notADate(cell: cell))
        }
        return .truth(Self.holds(sign, own < day ? -1 : own == day ? 0 : 1))
    }

    private func asNumber(_ value: RowValue) -> ExactDecimal? {
        switch value {
        case .number(let number): number
        case .cell(let cell): number(ofCell: cell)
        default: nil
        }
    }

    /// A word that means "no value" is equal to `""` and to itself.
    private func compareTexts(
        _ sign: Expression.Operator, _ left: RowFormula, _ first: RowValue,
        _ right: RowFormula, _ second: RowValue
    ) -> Bool {
        let a = text(left, first, other: second)
        let b = text(right, second, other: first)
        if a == b { return Self.holds(sign, 0) }
        return Self.holds(sign, a.lexicographicallyPrecedes(b) ? -1 : 1)
    }

    private func text(
        _ formula: RowFormula, _ value: RowValue, other: RowValue
    ) -> ArraySlice<UInt8> {
        switch value {
        case .text(let bytes): return bytes[...]
        case .number(let number): return Array(number.canonical.utf8)[...]
        case .cell(let cell):
            return batch.bytes[batch.bytes.span.trimmed(batch.range(row, cell))]
        case .missing:
            guard case .cell(let cell) = formula, case .text(let literal) = other, !literal.isEmpty
            else { return [] }
            return batch.bytes[batch.bytes.span.trimmed(batch.range(row, cell))]
        case .truth, .failed: return []
        }
    }

    private static func holds(_ sign: Expression.Operator, _ order: Int) -> Bool {
        switch sign {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        default: order >= 0
        }
    }
}
