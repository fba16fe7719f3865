import ReportModel

extension Expression {
    /// The expression as an author would write it, with parentheses only where they are needed.
    package var text: String { text(inside: 0) }

    private func text(inside outer: Int) -> String {
        switch kind {
        case .number(let number): return number.description
        case .text(let text): return text.contains("\"") ? "'\(text)'" : "\"\(text)\""
        case .name(let name): return Self.isPlain(name) ? name : "[\(name)]"
        case .call(let name, let arguments):
            return "\(name)(\(arguments.map { $0.text(inside: 0) }.joined(separator: ", ")))"
        case .negative(let inner): return wrapped("-" + inner.text(inside: 8), 7, outer)
        case .not(let inner): return wrapped("not " + inner.text(inside: 4), 3, outer)
        case .binary(let symbol, let left, let right):
            let own = Self.precedence(symbol)
            // A comparison can't be compared without parentheses.
            let first = left.text(inside: own == 4 ? 5 : own)
            return wrapped(
                "\(first) \(symbol.rawValue) \(right.text(inside: own + 1))", own, outer)
        }
    }

    private func wrapped(_ body: String, _ own: Int, _ outer: Int) -> String {
        own < outer ? "(\(body))" : body
    }

    private static func precedence(_ symbol: Operator) -> Int {
        switch symbol {
        case .or: 1
        case .and: 2
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
        case .add, .subtract: 5
        case .multiply, .divide: 6
        }
    }

    private static func isPlain(_ name: String) -> Bool {
        guard !FormulaToken.words.contains(name), let tokens = try? formulaTokens(name) else {
            return false
        }
        return tokens.count == 2 && tokens[0].kind == .name(name)
    }
}
