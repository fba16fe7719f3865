package import Diagnostics
import FormulaReading
package import ReportModel

extension YAMLNode {
    /// The place of a byte of a scalar's text, across quotes, escapes and folded lines.
    package func place(ofByte offset: Int) -> SourceLocation {
        var place = location
        var start = 0
        for piece in pieces where piece.offset <= offset {
            place = piece.location
            start = piece.offset
        }
        place.column += offset - start
        return place
    }

    /// A formula or filter whose parts, and whatever is wrong with them, stand at their own places.
    package func formula(
        named name: String, _ diagnostics: inout [Diagnostic]
    ) -> Expression? {
        guard let text = scalarText(named: name, &diagnostics) else { return nil }
        var found: [Diagnostic] = []
        // Parsed at column 1, so that a column is the offset into the text and one.
        let expression = parseExpression(
            text, at: SourceLocation(path: location.path, line: 1, column: 1), diagnostics: &found)
        diagnostics += found.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.location = diagnostic.location.map { place(ofByte: $0.column - 1) }
            return diagnostic
        }
        return expression?.relocated { place(ofByte: $0.column - 1) }
    }
}

extension Expression {
    fileprivate func relocated(_ move: (SourceLocation) -> SourceLocation) -> Expression {
        let kind: Kind =
            switch self.kind {
            case .number, .text, .name: self.kind
            case .call(let name, let arguments):
                .call(name, arguments.map { $0.relocated(move) })
            case .negative(let inner): .negative(inner.relocated(move))
            case .not(let inner): .not(inner.relocated(move))
            case .binary(let symbol, let left, let right):
                .binary(symbol, left.relocated(move), right.relocated(move))
            }
        return Expression(kind, at: location.map(move))
    }
}
