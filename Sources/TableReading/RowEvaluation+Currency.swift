/// In which currency the numbers of a file are, as far as the settings and its header tell.
///
/// A class, for it goes with every row that is evaluated.
final class CurrencyGround: Sendable {
    /// The company's.
    let reporting: String
    /// Whether each row says its own.
    let hasField: Bool
    /// What says it, where that is read.
    let field: TableColumns.Input?
    /// Their word to the code.
    let words: [String: String]

    init(
        reporting: String, hasField: Bool, field: TableColumns.Input?, words: [String: String]
    ) {
        self.reporting = reporting
        self.hasField = hasField
        self.field = field
        self.words = words
    }
}

/// A sign or code in a number that the currency it would be counted in does not have.
struct CurrencyDifference {
    let mark: CurrencyMark
    let expected: String
    /// Whether the row's own currency is the one expected, not the company's.
    let isOfRow: Bool
}

extension RowEvaluation {
    /// Why the order of two values means nothing, where one is of another currency.
    func currencyFailure(_ first: RowValue, _ second: RowValue) -> RowFailure? {
        currencyFailure(first) ?? currencyFailure(second)
    }

    private func currencyFailure(_ value: RowValue) -> RowFailure? {
        guard case .cell(let cell) = value else { return nil }
        return currencyDifference(ofCell: cell).map { .otherCurrency(cell: cell, $0) }
    }

    /// What is wrong with the currency in a cell that is a number; for plain digits it is quickly nil.
    func currencyDifference(ofCell cell: Int) -> CurrencyDifference? {
        guard let ground = patterns.currency, batch.kind(row, cell) == .text,
            let range = patterns.content(cell, of: row, in: batch)
        else { return nil }
        let content = batch.bytes.span.extracting(range)
        if patterns.numbers.small(of: content) != nil { return nil }
        guard let mark = CurrencyMark(content) else { return nil }
        if !ground.hasField {
            if mark.means(ground.reporting) { return nil }
            return CurrencyDifference(mark: mark, expected: ground.reporting, isOfRow: false)
        }
        guard let field = ground.field else { return nil }
        // Amounts of rows that leave their currency blank are counted in the company's.
        let own = currency(field, ground)
        let expected = own ?? ground.reporting
        if mark.means(expected) { return nil }
        return CurrencyDifference(mark: mark, expected: expected, isOfRow: own != nil)
    }

    /// The code that the row's own currency has; nil where it has none.
    private func currency(_ field: TableColumns.Input, _ ground: CurrencyGround) -> String? {
        let word: String
        let value: RowValue =
            switch field {
            case .cell(let cell): .cell(cell)
            case .formula(let formula): self.value(formula)
            }
        switch value {
        case .cell(let cell):
            let range = batch.bytes.span.trimmed(batch.range(row, cell))
            word = String(decoding: batch.bytes[range], as: UTF8.self)
            // A word may be said to stand for none.
            if patterns.content(cell, of: row, in: batch) == nil {
                return ground.words[word].map { $0.uppercased() }
            }
        case .text(let bytes):
            let range = bytes.span.trimmed(bytes.indices)
            if range.isEmpty { return nil }
            word = String(decoding: bytes[range], as: UTF8.self)
        default: return nil
        }
        return (ground.words[word] ?? word).uppercased()
    }
}
