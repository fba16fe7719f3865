package import Diagnostics
package import ReportModel

/// What an exchange rate is the rate of.
package enum RateKind: String, CaseIterable, Hashable, Sendable {
    /// Of its day.
    case daily
    /// The mean of the month that its date lies in.
    case average
    /// Of the end of a month.
    case closing
    /// What the company plans with, from its date on.
    case plan
}

/// Rates by currency, kind and day: units of the currency for one of the base.
///
/// Two currencies neither of which is the base are converted over it. Codes are compared without
/// regard to case: some exports write `usd`.
package struct ExchangeRates: Sendable {
    package let reportingCurrency: String
    /// The currency that every rate is for one of.
    package let base: String
    /// What a rate is where no column says it.
    private let usualKind: RateKind
    private(set) var series: [String: [RateKind: RateSeries]] = [:]
    private var mistakes = RateMistakes()

    /// - Parameter source: the table `rates`; its `base` is the company's currency where it names
    ///   none, and its rates are daily where neither it nor a column says what they are.
    package init(reportingCurrency: String, source: TableSource? = nil) {
        self.reportingCurrency = reportingCurrency
        base = (source?.base?.value ?? reportingCurrency).uppercased()
        usualKind = source?.kind.flatMap { RateKind(rawValue: $0.value) } ?? .daily
        if let written = source?.kind, RateKind(rawValue: written.value) == nil {
            mistakes.add(.unknownKind(written.value, at: written.location))
        }
        if let written = source?.base, !isCurrencyCode(written.value) {
            mistakes.add(.invalidCurrency(written.value, at: written.location))
        }
    }

    /// What was wrong in the rows so far, the first ten of each sort and the number of the others.
    package var diagnostics: [Diagnostic] { mistakes.diagnostics }

    /// Takes the rows of `rates`.
    /// - Complexity: O(n log n) for rows in order of their dates, upwards or downwards.
    package mutating func add(_ batch: TableBatch, _ dictionaries: [String: TextDictionary]) {
        guard case .dates(let days)? = batch.columns["date"],
            case .text(let codes)? = batch.columns["currency"],
            case .numbers(let numbers)? = batch.columns["rate"],
            let currencies = dictionaries["currency"]
        else { return }
        var names: [Int32: String?] = [:]
        var kinds: [Int32: RateKind?] = [:]
        var found: [SeriesKey: [RateSeries.Entry]] = [:]
        for row in 0..<batch.rowCount where days[row] != TableBatch.Column.missingDay {
            let place = batch.location(ofRow: row)
            let code = codes[row]
            let name = names[code] ?? currency(currencies[code], at: place)
            names[code] = .some(name)
            var kind: RateKind? = usualKind
            if case .text(let words)? = batch.columns["kind"], words[row] != 0,
                let dictionary = dictionaries["kind"]
            {
                kind = kinds[words[row]] ?? self.kind(dictionary[words[row]], at: place)
                kinds[words[row]] = .some(kind)
            }
            guard let name, let kind, let rate = numbers[row] else { continue }
            if rate.isZero || rate.isNegative {
                mistakes.add(.notPositive(rate, name, at: place))
                continue
            }
            if name == base {
                if rate != .one { mistakes.add(.baseOfItself(rate, name, at: place)) }
                continue
            }
            var day = Day(number: days[row])
            if kind == .average { day = day.month.lastDay }
            found[SeriesKey(currency: name, kind: kind), default: []].append(
                RateSeries.Entry(day: day, rate: rate, line: batch.lines[row]))
        }
        // In a fixed order, so that the same mistakes are among the first ten.
        for key in found.keys.sorted() {
            merge(found[key] ?? [], into: key, path: batch.path)
        }
    }

    private struct SeriesKey: Hashable, Comparable {
        var currency: String
        var kind: RateKind

        static func < (left: SeriesKey, right: SeriesKey) -> Bool {
            (left.currency, left.kind.rawValue) < (right.currency, right.kind.rawValue)
        }
    }

    private mutating func merge(_ entries: [RateSeries.Entry], into key: SeriesKey, path: String) {
        let repeated = series[key.currency, default: [:]][key.kind, default: RateSeries()]
            .merge(entries)
        for (kept, second) in repeated {
            let place = SourceLocation(path: path, line: Int(second.line), column: 1)
            mistakes.add(
                .repeated(key.kind, key.currency, second.day, kept, second.rate, at: place))
        }
    }

    private mutating func currency(_ text: String, at place: SourceLocation) -> String? {
        if isCurrencyCode(text) { return text.uppercased() }
        mistakes.add(.invalidCurrency(text, at: place))
        return nil
    }

    private mutating func kind(_ word: String, at place: SourceLocation) -> RateKind? {
        if let kind = RateKind(rawValue: word) { return kind }
        mistakes.add(.unknownKind(word, at: place))
        return nil
    }
}

/// Whether a text is three letters, as ISO 4217 has them.
func isCurrencyCode(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { 97...122 ~= $0 | 0x20 }
}
