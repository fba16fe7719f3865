package import Diagnostics
package import ReportModel

/// Text to an expression, or a diagnostic `formula-syntax` at its place.
///
/// Precedence from loose to tight: `or`, `and`, `not`, comparison, `+ -`, `* /`, sign. Names with
/// blanks stand in brackets: `[Posting Date]`; texts in single or double quotes; `5%` is 0.05.
/// - Parameter location: where the text starts; nodes carry the place of their first byte.
package func parseExpression(
    _ text: String, at location: SourceLocation?, diagnostics: inout [Diagnostic]
) -> Expression? {
    do throws(FormulaDefect) {
        let tokens = try formulaTokens(text)
        if tokens.count > FormulaParser.longest {
            throw FormulaDefect(message: "it has too many words", offset: 0)
        }
        var parser = FormulaParser(tokens: tokens, location: location)
        return try parser.whole()
    } catch {
        var place = location
        place?.column += error.offset
        diagnostics.append(
            Diagnostic(
                id: "formula-syntax", "cannot read the formula '\(shown(text))': \(error.message)",
                remedy: "write names, numbers, \"texts\" and + - * / = != < > and or not ( )",
                at: place))
        return nil
    }
}

/// No more of a formula than fits a message.
private func shown(_ text: String) -> String {
    text.utf8.count <= 200 ? text : text.prefix(100) + "…"
}

private struct FormulaParser {
    var tokens: [FormulaToken]
    var location: SourceLocation?
    var next = 0
    var depth = 0

    static let deepest = 100
    /// A chain of `or` is as deep as it is long.
    static let longest = 2000

    mutating func whole() throws(FormulaDefect) -> Expression {
        let expression = try alternatives()
        if case .end = tokens[next].kind { return expression }
        throw unexpected("nothing more")
    }

    private mutating func alternatives() throws(FormulaDefect) -> Expression {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest {
            throw FormulaDefect(message: "too deeply nested", offset: tokens[next].offset)
        }
        var left = try conjunctions()
        while takeWord("or") {
            left = node(.binary(.or, left, try conjunctions()), like: left)
        }
        return left
    }

    private mutating func conjunctions() throws(FormulaDefect) -> Expression {
        var left = try negations()
        while takeWord("and") {
            left = node(.binary(.and, left, try negations()), like: left)
        }
        return left
    }

    private mutating func negations() throws(FormulaDefect) -> Expression {
        let start = tokens[next].offset
        var count = 0
        while takeWord("not") { count += 1 }
        let inner = try comparison()
        return count % 2 == 1 ? node(.not(inner), at: start) : inner
    }

    private mutating func comparison() throws(FormulaDefect) -> Expression {
        let left = try sum()
        guard let symbol = takeSymbol(["=", "!=", "<", "<=", ">", ">="]),
            let comparing = Expression.Operator(rawValue: symbol)
        else { return left }
        return node(.binary(comparing, left, try sum()), like: left)
    }

    private mutating func sum() throws(FormulaDefect) -> Expression {
        var left = try product()
        while let symbol = takeSymbol(["+", "-"]),
            let adding = Expression.Operator(rawValue: symbol)
        {
            left = node(.binary(adding, left, try product()), like: left)
        }
        return left
    }

    private mutating func product() throws(FormulaDefect) -> Expression {
        var left = try signed()
        while let symbol = takeSymbol(["*", "/"]),
            let scaling = Expression.Operator(rawValue: symbol)
        {
            left = node(.binary(scaling, left, try signed()), like: left)
        }
        return left
    }

    private mutating func signed() throws(FormulaDefect) -> Expression {
        let start = tokens[next].offset
        var count = 0
        while takeSymbol(["-"]) != nil { count += 1 }
        let inner = try primary()
        return count % 2 == 1 ? node(.negative(inner), at: start) : inner
    }

    private mutating func primary() throws(FormulaDefect) -> Expression {
        let token = tokens[next]
        switch token.kind {
        case .number(let number):
            next += 1
            return node(.number(number), at: token.offset)
        case .text(let text):
            next += 1
            return node(.text(text), at: token.offset)
        case .bracketed(let name):
            next += 1
            return node(.name(name), at: token.offset)
        case .name(let name) where !FormulaToken.words.contains(name):
            next += 1
            if takeSymbol(["("]) == nil { return node(.name(name), at: token.offset) }
            var arguments: [Expression] = []
            if takeSymbol([")"]) == nil {
                repeat { arguments.append(try alternatives()) } while takeSymbol([","]) != nil
                if takeSymbol([")"]) == nil { throw unexpected("')'") }
            }
            return node(.call(name, arguments), at: token.offset)
        case .symbol("("):
            next += 1
            let inner = try alternatives()
            if takeSymbol([")"]) == nil { throw unexpected("')'") }
            return inner
        default:
            throw unexpected("a name, a number or a text")
        }
    }

    private func unexpected(_ wanted: String) -> FormulaDefect {
        let token = tokens[next]
        return FormulaDefect(
            message: "expected \(wanted), found \(token.shown)", offset: token.offset)
    }

    private mutating func takeSymbol(_ symbols: Set<String>) -> String? {
        guard case .symbol(let symbol) = tokens[next].kind, symbols.contains(symbol) else {
            return nil
        }
        next += 1
        return symbol
    }

    private mutating func takeWord(_ word: String) -> Bool {
        guard case .name(word) = tokens[next].kind else { return false }
        next += 1
        return true
    }

    private func node(_ kind: Expression.Kind, at offset: Int) -> Expression {
        var place = location
        place?.column += offset
        return Expression(kind, at: place)
    }

    private func node(_ kind: Expression.Kind, like first: Expression) -> Expression {
        Expression(kind, at: first.location)
    }
}
