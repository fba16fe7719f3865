package import ReportModel

/// Rates by currency and day: units of the currency for one of the reporting currency.
package struct ExchangeRates: Sendable {
    private enum Kind: String {
        case daily, average, closing, plan
    }
    private typealias Dated = (day: Day, rate: ExactDecimal)

    private var rates: [String: [Kind: [Dated]]] = [:]
    package let reportingCurrency: String

    package init(reportingCurrency: String) { self.reportingCurrency = reportingCurrency }

    package mutating func add(_ batch: TableBatch, _ dictionaries: [String: TextDictionary]) {
        guard case .dates(let days)? = batch.columns["date"],
            case .text(let codes)? = batch.columns["currency"],
            case .numbers(let numbers)? = batch.columns["rate"],
            let currencies = dictionaries["currency"]
        else { return }
        for row in 0..<batch.rowCount where days[row] != TableBatch.Column.missingDay {
            guard let rate = numbers[row], !rate.isZero, !rate.isNegative else { continue }
            var kind = Kind.daily
            if case .text(let kinds)? = batch.columns["kind"], let words = dictionaries["kind"] {
                kind = Kind(rawValue: words[kinds[row]]) ?? .daily
            }
            rates[currencies[codes[row]], default: [:]][kind, default: []].append(
                (Day(number: days[row]), rate))
        }
        for currency in rates.keys {
            for kind in rates[currency]?.keys.map({ $0 }) ?? [] {
                rates[currency]?[kind]?.sort { $0.day < $1.day }
            }
        }
    }

    /// The rate in force on a day: the daily one of the seven days up to it, else the month's average.
    package func rate(of currency: String, on day: Day) -> ExactDecimal? {
        guard let known = rates[currency] else { return nil }
        if let daily = Self.last(known[.daily] ?? [], upTo: day), day.days(since: daily.day) <= 7 {
            return daily.rate
        }
        let average = Self.last(known[.average] ?? [], upTo: day.month.lastDay)
        return average.flatMap { $0.day.month == day.month ? $0.rate : nil }
    }

    /// One rate for all months, so that rates make no movement: the plan's where there is one, else
    /// the last closing or daily one up to a day.
    package func constantRate(of currency: String, asOf day: Day) -> ExactDecimal? {
        guard let known = rates[currency] else { return nil }
        return [Kind.plan, .closing, .daily, .average].lazy
            .compactMap { Self.last(known[$0] ?? [], upTo: day)?.rate }.first
    }

    private static func last(_ rates: [Dated], upTo day: Day) -> Dated? {
        var low = 0
        var high = rates.count
        while low < high {
            let middle = (low + high) / 2
            if rates[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? rates[low - 1] : nil
    }
}
