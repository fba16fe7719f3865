package import Diagnostics
import ReportModel

extension RateUse {
    private static let shown = 10

    /// Which rows took another rate than that of their day, a sentence for each currency and reason.
    package var findings: [String] {
        var sentences: [String] = []
        let all = sorted
        var start = 0
        while start < all.count {
            let currency = all[start].key.currency
            let end = all[start...].firstIndex { $0.key.currency != currency } ?? all.count
            sentences += Self.sentences(
                currency, all[start..<end], isConstant: isConstant && calendar == nil)
            start = end
        }
        return sentences
    }

    private static func sentences(
        _ currency: String, _ uses: ArraySlice<(key: Key, entry: Entry)>, isConstant: Bool
    ) -> [String] {
        let taken = uses.compactMap { use in
            use.entry.conversion.map { (day: use.key.day, used: $0, rows: use.entry.rows) }
        }
        guard let first = taken.first else { return [] }
        if isConstant {
            return [
                "\(currency): \(counted(first.rows, "row")) at one rate for all months, "
                    + "the \(first.used.kind.rawValue) one of \(first.used.time)"
            ]
        }
        var sentences: [String] = []
        let planned = taken.filter { $0.used.kind == .plan }
        if let example = planned.first {
            sentences.append(
                "\(currency): \(planned.count) of \(counted(taken.count, "month end")) at the plan "
                    + "rate of the fiscal year, e.g. \(example.day) that of "
                    + example.used.time)
        }
        let carried = taken.filter { $0.used.kind == .daily && $0.used.usedDay < $0.day }
        if let example = carried.first {
            let rows = carried.reduce(0) { $0 + $1.rows }
            let days = carried.count == 1 ? "a day" : "\(carried.count) days"
            sentences.append(
                "\(currency): \(counted(rows, "row")) dated on \(days) without a rate took the rate "
                    + "of the last day before, \(carried.count == 1 ? "" : "e.g. ")\(example.day) "
                    + "that of \(example.used.usedDay)")
        }
        let averaged = taken.filter { $0.used.kind == .average }
        if let example = averaged.first {
            let rows = averaged.reduce(0) { $0 + $1.rows }
            sentences.append(
                "\(currency): \(counted(rows, "row")) took the average rate of the month, "
                    + "e.g. \(example.day) that of \(example.used.time)")
        }
        return sentences
    }

    /// An error for each currency and day without a rate, up to ten, and one for the others.
    package var diagnostics: [Diagnostic] {
        let missing = sorted.filter { $0.entry.conversion == nil }
        var found = missing.prefix(Self.shown).map { key, entry in
            Diagnostic(
                id: "rate-missing",
                "there is no rate \(key.currency)→\(rates.reportingCurrency) for \(key.day), which "
                    + "\(counted(entry.rows, "row")) of '\(table.rawValue)' "
                    + "need\(entry.rows == 1 ? "s" : "")"
                    + rates.nextKnown(of: key.currency, on: key.day),
                remedy: "add it to the table 'rates', or leave these rows out with 'where'",
                at: entry.place)
        }
        let others = missing.dropFirst(Self.shown)
        if let next = others.first {
            let rows = others.reduce(0) { $0 + $1.entry.rows }
            found.append(
                Diagnostic(
                    id: "rate-missing",
                    "there is no rate to \(rates.reportingCurrency) for \(others.count) further "
                        + "pair\(others.count == 1 ? "" : "s") of currency and day, which "
                        + "\(counted(rows, "row")) of '\(table.rawValue)' "
                        + "need\(rows == 1 ? "s" : "")",
                    remedy: "complete the table 'rates'", at: next.entry.place))
        }
        if let unreadable {
            found.append(
                Diagnostic(
                    id: "currency-invalid",
                    "'\(unreadable.text.prefix(60))' is no currency code; "
                        + "\(counted(unreadable.rows, "row")) of '\(table.rawValue)' "
                        + "\(unreadable.rows == 1 ? "has" : "have") none",
                    remedy: "map a column with the three letters of ISO 4217, as in USD, or say by "
                        + "'values' what theirs stand for", at: unreadable.place))
        }
        return found
    }
}

extension Conversion {
    fileprivate var time: String { kind.time(usedDay) }
}

extension RateKind {
    /// The day, or the month that an average is of.
    func time(_ day: Day) -> String {
        self == .average ? day.month.description : day.description
    }
}

private func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

extension ExchangeRates {
    /// `; the last known is …` for each currency of the pair that could be the reason.
    fileprivate func nextKnown(of currency: String, on day: Day) -> String {
        pair(currency).currencies.map { leg in
            let kinds = RateKind.allCases.compactMap { kind in
                series[leg]?[kind].map { (kind: kind, series: $0) }
            }
            let before = kinds.compactMap { kind, series in
                series.last(upTo: day).map { (kind: kind, entry: $0) }
            }
            if let last = before.max(by: { $0.entry.day < $1.entry.day }) {
                return "; the last known of \(leg) is the \(last.kind.rawValue) one of "
                    + "\(last.kind.time(last.entry.day)), \(last.entry.rate.canonical) for one \(base)"
            }
            let after = kinds.compactMap { kind, series in
                series.first.map { (kind: kind, entry: $0) }
            }
            if let first = after.min(by: { $0.entry.day < $1.entry.day }) {
                return "; the first known of \(leg) is the \(first.kind.rawValue) one of "
                    + "\(first.kind.time(first.entry.day)), \(first.entry.rate.canonical) for one \(base)"
            }
            return "; none of \(leg) is known"
        }.joined()
    }
}
