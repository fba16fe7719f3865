package import Diagnostics

/// A formula, filter or computed column as a tree; equal when it says the same, wherever it stands.
package struct Expression: Hashable, Sendable {
    package indirect enum Kind: Hashable, Sendable {
        case number(ExactDecimal)
        case text(String)
        case name(String)
        case call(String, [Expression])
        case negative(Expression)
        case not(Expression)
        case binary(Operator, Expression, Expression)
    }

    package enum Operator: String, Hashable, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case and
        case or
    }

    package var kind: Kind
    package var location: SourceLocation?

    package init(_ kind: Kind, at location: SourceLocation? = nil) {
        self.kind = kind
        self.location = location
    }

    package static func == (left: Expression, right: Expression) -> Bool {
        left.kind == right.kind
    }
    package func hash(into hasher: inout Hasher) { hasher.combine(kind) }

    /// Every name in the expression with its place, in reading order, calls' own names left out.
    package var names: [(name: String, location: SourceLocation?)] {
        switch kind {
        case .number, .text: []
        case .name(let name): [(name, location)]
        case .call(_, let arguments): arguments.flatMap(\.names)
        case .negative(let inner), .not(let inner): inner.names
        case .binary(_, let left, let right): left.names + right.names
        }
    }
}

extension Expression.Operator {
    /// The comparison with its sides exchanged.
    package var mirrored: Expression.Operator {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: self
        }
    }
}
