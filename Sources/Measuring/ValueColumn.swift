import ReportModel

/// What is counted or added up of a row.
enum RowQuantity: Hashable, Sendable {
    /// The row itself.
    case one
    case number(Expression)
    /// The text of a field, each once.
    case text(String)
    /// Nothing: no row counts.
    case none

    init(_ measure: Measure) {
        switch measure.aggregate {
        case .count: self = .one
        case .recurring: self = .number(Expression(.name("amount")))
        case .distinct, .first:
            if case .name(let field)? = measure.value?.kind {
                self = .text(field)
            } else {
                self = .none
            }
        case .sum, .top, .squares, .major, .median:
            self = measure.value.map(RowQuantity.number) ?? .number(Expression(.text("")))
        }
    }

    /// Why a row without it is left out; nil where it is not told.
    var missingReason: String? {
        guard case .number(let expression) = self else { return nil }
        return "no \(expression.names.first?.name ?? "value")"
    }
}

/// A quantity during the pass, at the finest scale it was seen in.
struct ValueColumn: Sendable {
    let quantity: RowQuantity
    private(set) var scale = 0

    /// The quantity of the rows of a batch.
    struct Values {
        /// At the column's scale, or `DecimalColumn.missing`, or `.apart`.
        var significands: [Int64]
        var others: [Int: ExactDecimal] = [:]
        var scale = 0

        subscript(row: Int) -> ExactDecimal? {
            switch significands[row] {
            case DecimalColumn.missing: nil
            case DecimalColumn.apart: others[row]
            case let significand: ExactDecimal(Int128(significand), scale: scale)
            }
        }
    }

    init(_ quantity: RowQuantity) { self.quantity = quantity }

    /// Takes part with another that has seen finer numbers.
    mutating func merge(_ other: ValueColumn) { scale = max(scale, other.scale) }

    mutating func values(_ rows: RowReader) -> Values {
        let count = rows.batch.rowCount
        switch quantity {
        case .one:
            return Values(significands: [Int64](repeating: 1, count: count))
        case .none:
            return Values(
                significands: [Int64](repeating: DecimalColumn.missing, count: count))
        case .text(let field):
            let codes = rows.codes(of: field)
            return Values(significands: codes.map { $0 == 0 ? DecimalColumn.missing : 1 })
        case .number(let expression):
            return scaled(numbers(expression, rows))
        }
    }

    private func numbers(_ expression: Expression, _ rows: RowReader) -> DecimalColumn {
        if case .name(let field) = expression.kind,
            case .numbers(let column)? = rows.batch.columns[field]
        {
            return column
        }
        return DecimalColumn(
            (0..<rows.batch.rowCount).lazy.map { row in
                if case .number(let number) = rows.evaluate(expression, row) { return number }
                return nil
            })
    }

    private mutating func scaled(_ column: DecimalColumn) -> Values {
        scale = max(scale, column.scale)
        var values = Values(
            significands: column.significands, others: column.others, scale: scale)
        if column.scale == scale { return values }
        let power = Int64(ExactDecimal.powerOfTen(scale - column.scale))
        for row in values.significands.indices {
            let significand = values.significands[row]
            if significand <= DecimalColumn.apart { continue }
            let (product, overflow) = significand.multipliedReportingOverflow(by: power)
            if overflow || product <= DecimalColumn.apart {
                values.others[row] = ExactDecimal(Int128(significand), scale: column.scale)
                values.significands[row] = DecimalColumn.apart
            } else {
                values.significands[row] = product
            }
        }
        return values
    }
}
