package import ReportModel

/// What an amount is multiplied and divided by to be in the reporting currency.
package struct Conversion: Hashable, Sendable {
    /// Units of the reporting currency for one of the base.
    package var multiplier: ExactDecimal
    /// Units of the amount's currency for one of the base.
    package var divisor: ExactDecimal
    /// The day that the rate is of; of a cross rate's two the earlier; of an average its month's last.
    package var usedDay: Day
    package var kind: RateKind

    package init(
        multiplier: ExactDecimal = .one, divisor: ExactDecimal = .one, usedDay: Day, kind: RateKind
    ) {
        self.multiplier = multiplier
        self.divisor = divisor
        self.usedDay = usedDay
        self.kind = kind
    }

    /// Whether it leaves every amount as it is.
    package var isIdentity: Bool { multiplier == divisor }

    /// The amount in the reporting currency: multiplied exactly, divided last, rounded once.
    package func callAsFunction(_ amount: ExactDecimal) -> ExactDecimal {
        if isIdentity { return amount }
        let product = multiplier == .one ? amount : amount * multiplier
        return (divisor == .one ? product : product.divided(by: divisor) ?? product).settled
    }

    /// The one number to divide by; of a cross rate at thirty digits.
    var rate: ExactDecimal? { multiplier == .one ? divisor : divisor.divided(by: multiplier) }
}

extension ExchangeRates {
    /// How many days a rate is good for where later ones are missing.
    static let daysKept = 7

    /// An amount's currency and the reporting one, without the base.
    struct Pair {
        var from: String?
        var to: String?

        var isSame: Bool { from == to }
        var currencies: [String] { [from, to].compactMap { $0 } }
    }

    func pair(_ currency: String) -> Pair {
        let from = currency.uppercased()
        let to = reportingCurrency.uppercased()
        if from == to { return Pair() }
        return Pair(from: from == base ? nil : from, to: to == base ? nil : to)
    }

    /// For a flow of a day: the daily rate of the eight days up to it, else its month's average.
    package func conversion(of currency: String, on day: Day) -> Conversion? {
        let pair = pair(currency)
        if pair.isSame { return Conversion(usedDay: day, kind: .daily) }
        return daily(pair, upTo: day)
            ?? conversion(pair, .average) { entries in
                entries.last(upTo: day.month.lastDay, notBefore: day.month.firstDay)
            }
    }

    /// For a balance at the end of a month: that month's closing rate, else the daily one of the eight
    /// days up to its end.
    package func closingConversion(of currency: String, at month: Month) -> Conversion? {
        let pair = pair(currency)
        if pair.isSame { return Conversion(usedDay: month.lastDay, kind: .closing) }
        return conversion(pair, .closing) { entries in
            entries.last(upTo: month.lastDay, notBefore: month.firstDay)
        } ?? daily(pair, upTo: month.lastDay)
    }

    /// For a recurring balance at the end of a month: the plan's rate of its fiscal year where there is
    /// one, else the closing one; the month's average where nothing else is known.
    package func monthEndConversion(
        of currency: String, at month: Month, in calendar: FiscalCalendar
    ) -> Conversion? {
        let pair = pair(currency)
        if pair.isSame { return Conversion(usedDay: month.lastDay, kind: .closing) }
        let year = calendar.period(.year, containing: month)
        return conversion(pair, .plan) { entries in
            entries.last(upTo: month.lastDay, notBefore: year.first.firstDay)
        } ?? closingConversion(of: currency, at: month)
            ?? conversion(pair, .average) { entries in
                entries.last(upTo: month.lastDay, notBefore: month.firstDay)
            }
    }

    /// One rate for all months, so that rates make no movement: the plan's where there is one, else
    /// the last closing one up to a day, else the daily one of the eight days up to it, else the last
    /// average, unless a daily one is known since.
    package func constantConversion(of currency: String, asOf day: Day) -> Conversion? {
        let pair = pair(currency)
        if pair.isSame { return Conversion(usedDay: day, kind: .closing) }
        for kind in [RateKind.plan, .closing] {
            if let found = conversion(pair, kind, { $0.last(upTo: day) }) { return found }
        }
        if let found = daily(pair, upTo: day) { return found }
        let lastDaily = pair.currencies.compactMap {
            series[$0]?[.daily]?.last(upTo: day)?.day
        }.max()
        return conversion(pair, .average) { $0.last(upTo: day, notBefore: lastDaily) }
    }

    /// What a flow of a day is divided by; of a cross rate at thirty digits.
    package func rate(of currency: String, on day: Day) -> ExactDecimal? {
        conversion(of: currency, on: day)?.rate
    }

    /// What is divided by in all months; of a cross rate at thirty digits.
    package func constantRate(of currency: String, asOf day: Day) -> ExactDecimal? {
        constantConversion(of: currency, asOf: day)?.rate
    }

    /// The latest of the eight days on which both are known; else each at its own latest of them.
    private func daily(_ pair: Pair, upTo day: Day) -> Conversion? {
        let oldest = day.adding(days: -Self.daysKept)
        var limit = day
        while limit >= oldest {
            var days: [Day] = []
            let found = conversion(pair, .daily) { entries in
                let entry = entries.last(upTo: limit, notBefore: oldest)
                if let entry { days.append(entry.day) }
                return entry
            }
            guard let found else { break }
            if days.first == days.last { return found }
            limit = found.usedDay
        }
        return conversion(pair, .daily) { $0.last(upTo: day, notBefore: oldest) }
    }

    private func conversion(
        _ pair: Pair, _ kind: RateKind, _ find: (RateSeries) -> RateSeries.Entry?
    ) -> Conversion? {
        var found: Conversion?
        func take(_ currency: String?, _ part: WritableKeyPath<Conversion, ExactDecimal>) -> Bool {
            guard let currency else { return true }
            guard let entry = series[currency]?[kind].flatMap(find) else { return false }
            var next = found ?? Conversion(usedDay: entry.day, kind: kind)
            next[keyPath: part] = entry.rate
            next.usedDay = min(next.usedDay, entry.day)
            found = next
            return true
        }
        return take(pair.from, \.divisor) && take(pair.to, \.multiplier) ? found : nil
    }
}
