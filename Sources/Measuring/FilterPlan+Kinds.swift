import ReportModel

/// What a side of a comparison is.
enum ComparedKind: Equatable {
    case number, date, text
    /// A name that the rows do not have.
    case unknown
    /// Arithmetic with texts, a call, a condition: no row can be judged by it.
    case none
}

extension Expression {
    var isComparison: Bool {
        guard case .binary(let symbol, _, _) = kind else { return false }
        return [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(symbol)
    }

    /// What the expression comes to for rows with these columns.
    ///
    /// - Parameter isDimension: whether a name that is no column is one of what the rows name.
    func comparedKind(_ batch: TableBatch, isDimension: (String) -> Bool) -> ComparedKind {
        switch kind {
        case .number: return .number
        case .text: return .text
        case .name(let name):
            return switch batch.columns[name] {
            case .numbers: .number
            case .dates: .date
            case .text: .text
            case nil: isDimension(name) ? .text : .unknown
            }
        case .negative(let inner):
            let inner = inner.comparedKind(batch, isDimension: isDimension)
            return inner == .number || inner == .unknown ? inner : .none
        case .call, .not: return .none
        case .binary(let symbol, let left, let right):
            let a = left.comparedKind(batch, isDimension: isDimension)
            let b = right.comparedKind(batch, isDimension: isDimension)
            if a == .unknown || b == .unknown { return .unknown }
            switch (symbol, a, b) {
            case (.add, .number, .number), (.subtract, .number, .number),
                (.multiply, .number, .number), (.divide, .number, .number),
                (.subtract, .date, .date):
                return .number
            default: return .none
            }
        }
    }
}
