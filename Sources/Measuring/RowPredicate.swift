import ReportModel

/// A condition that is judged row by row.
enum RowPredicate: Equatable {
    case expression(Expression)
    /// A date of the row against one that the author wrote.
    case date(field: String, Expression.Operator, Day)

    func holds(_ reader: RowReader, _ row: Int) -> Bool {
        switch self {
        case .expression(let expression):
            return reader.evaluate(expression, row) == .truth(true)
        case .date(let field, let symbol, let day):
            guard case .day(let own) = reader.field(field, row) else { return false }
            return compare(symbol, own, day)
        }
    }
}
