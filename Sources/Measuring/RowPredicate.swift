import ReportModel

/// A condition that is judged row by row.
enum RowPredicate: Equatable, Sendable {
    case expression(Expression)
    /// A date of the row against one that the author wrote.
    case date(field: String, Expression.Operator, Day)
    /// Whether a field has a value, or has none.
    case presence(field: String, Bool)

    func holds(_ reader: RowReader, _ row: Int) -> Bool {
        switch self {
        case .expression(let expression):
            return reader.evaluate(expression, row) == .truth(true)
        case .date(let field, let symbol, let day):
            guard case .day(let own) = reader.field(field, row) else { return false }
            return compare(symbol, own, day)
        case .presence(let field, let isPresent):
            return (reader.field(field, row) != .missing) == isPresent
        }
    }

    /// Sets a bit of the rows for which it holds.
    func mark(_ bit: Int32, in bits: inout [Int32], _ rows: RowReader) {
        switch self {
        case .date(let field, let symbol, let day):
            guard case .dates(let days)? = rows.batch.columns[field] else { return }
            for row in days.indices
            where days[row] != TableBatch.Column.missingDay
                && compare(symbol, days[row], day.number)
            {
                bits[row] |= bit
            }
        case .presence:
            for row in bits.indices where holds(rows, row) { bits[row] |= bit }
        case .expression(let expression):
            if let (symbol, column, limit) = comparison(expression, rows) {
                markIntegers(bit, in: &bits, symbol, column, limit)
                return
            }
            for row in bits.indices where holds(rows, row) { bits[row] |= bit }
        }
    }

    /// `amount > 0` as a comparison of integers, where the column holds nothing else.
    private func comparison(
        _ expression: Expression, _ rows: RowReader
    ) -> (Expression.Operator, [Int64], Int64)? {
        guard case .binary(let symbol, let left, let right) = expression.kind,
            case .name(let name) = left.kind, case .number(let limit) = right.kind,
            case .numbers(let column)? = rows.batch.columns[name], column.others.isEmpty,
            limit.scale <= column.scale
        else { return nil }
        let (product, overflow) = limit.significand.multipliedReportingOverflow(
            by: ExactDecimal.powerOfTen(column.scale - limit.scale))
        guard !overflow, let small = Int64(exactly: product) else { return nil }
        return (symbol, column.significands, small)
    }

    private func markIntegers(
        _ bit: Int32, in bits: inout [Int32], _ symbol: Expression.Operator, _ column: [Int64],
        _ limit: Int64
    ) {
        for row in column.indices
        where column[row] != DecimalColumn.missing && compare(symbol, column[row], limit) {
            bits[row] |= bit
        }
    }
}
