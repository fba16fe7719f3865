/// How a company cuts its years: from which month, and after which calendar year a fiscal year is named.
package struct FiscalCalendar: Hashable, Sendable {
    package enum YearLabel: String, Hashable, Sendable {
        case start
        case end
    }

    /// 1 to 12.
    package var startMonth: Int
    package var yearLabel: YearLabel
    /// Of years of whole weeks: its periods stand where others have months, year × 12 + period − 1.
    package let weeks: WeekTable?

    package init(startMonth: Int = 1, yearLabel: YearLabel = .end) {
        self.startMonth = startMonth
        self.yearLabel = yearLabel
        weeks = nil
    }

    /// Of years of 52 or 53 weeks.
    package init(_ calendar: WeekCalendar) {
        startMonth = 1
        yearLabel = calendar.yearLabel
        weeks = WeekTable(calendar, years: 1960...2079)
    }

    package var isCalendarYear: Bool { startMonth == 1 && weeks == nil }

    /// What a period's text may be wrong by.
    package enum PeriodError: Error, Equatable {
        case malformed
        /// The fiscal year does not start in January, so `2026-Q3` could mean two things.
        case prefixNeeded
        /// The company's periods are made of weeks, and this one is not.
        case weeksNeeded
    }

    /// `2026-09`, `2026-Q3`, `2026-H1`, `2026`, `2026-YTD`, each but the month with `FY` or `CY` before it.
    package func period(_ text: String, asOf: Day) throws(PeriodError) -> Period {
        let isFiscalPrefix = text.hasPrefix("FY")
        let isCalendarPrefix = text.hasPrefix("CY")
        let hasPrefix = isFiscalPrefix || isCalendarPrefix
        let body = hasPrefix ? String(text.dropFirst(2)) : text
        let parts = body.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let yearText = parts.first, yearText.utf8.count == 4,
            yearText.utf8.allSatisfy({ 48...57 ~= $0 }), let year = Int(yearText), year >= 2
        else { throw .malformed }
        if weeks != nil {
            if !isFiscalPrefix { throw .weeksNeeded }
            if parts.count == 2, parts[1].utf8.count == 3, parts[1].hasPrefix("P"),
                let number = Int(parts[1].dropFirst()), (1...12).contains(number)
            {
                return period(Month(year: year, month: number))
            }
        }
        if parts.count == 2, parts[1].utf8.count == 2, let number = Int(parts[1]),
            parts[1].utf8.allSatisfy({ 48...57 ~= $0 })
        {
            guard (1...12).contains(number), !hasPrefix else { throw .malformed }
            return period(Month(year: year, month: number))
        }
        if !isCalendarYear, !hasPrefix { throw .prefixNeeded }
        let isFiscal = !isCalendarPrefix
        let start = isFiscal ? firstMonth(ofYear: year) : Month(year: year, month: 1)
        let name = (isFiscal && !isCalendarYear ? "FY" : hasPrefix ? String(text.prefix(2)) : "")
        guard parts.count == 2 else {
            return made(start, 12, .year, name + yearText)
        }
        let tail = parts[1]
        let digit = tail.utf8.count == 2 ? Int(tail.dropFirst()) : nil
        let full = name + yearText + "-" + tail
        switch (tail.first, digit) {
        case ("Q", .some(let n)) where (1...4).contains(n):
            return made(start.adding(3 * (n - 1)), 3, .quarter, full)
        case ("H", .some(let n)) where (1...2).contains(n):
            return made(start.adding(6 * (n - 1)), 6, .half, full)
        case _ where tail == "YTD":
            let reached = min(max(month(of: asOf), start), start.adding(11))
            let months = Int(reached.index - start.index) + 1
            return made(start, months, .yearToDate, full)
        default:
            throw .malformed
        }
    }

    /// The first month of the fiscal year with this label.
    package func firstMonth(ofYear year: Int) -> Month {
        if weeks != nil { return Month(year: year, month: 1) }
        let named = yearLabel == .end && startMonth > 1 ? year - 1 : year
        return Month(year: named, month: startMonth)
    }

    /// The label of the fiscal year that a month lies in.
    package func year(of month: Month) -> Int {
        if weeks != nil { return month.year }
        let startYear = month.number >= startMonth ? month.year : month.year - 1
        return yearLabel == .end && startMonth > 1 ? startYear + 1 : startYear
    }

    /// The fiscal period of this grain that a month lies in.
    package func period(_ grain: Period.Grain, containing month: Month) -> Period {
        if grain == .month || grain.rawValue <= 0 { return period(month) }
        let year = year(of: month)
        let start = firstMonth(ofYear: year)
        let number = Int(month.index - start.index) / grain.rawValue
        let prefix = isCalendarYear ? "" : "FY"
        let yearName = prefix + padded(year, 4)
        let name =
            switch grain {
            case .quarter: "\(yearName)-Q\(number + 1)"
            case .half: "\(yearName)-H\(number + 1)"
            default: yearName
            }
        return made(start.adding(number * grain.rawValue), grain.rawValue, grain, name)
    }

    /// The same kind of period, `steps` earlier (negative) or later: `2026-Q3` by −1 is `2026-Q2`.
    package func moved(_ period: Period, by steps: Int) -> Period {
        shifted(period, months: steps * (period.grain == .yearToDate ? 12 : period.months))
    }

    /// The same period a number of months away; −12 is the previous year.
    package func shifted(_ period: Period, months: Int) -> Period {
        let first = period.first.adding(months)
        switch period.grain {
        case .month:
            return self.period(first)
        case .quarter, .half, .year:
            let own = self.period(period.grain, containing: first)
            if own.first == first, !period.name.hasPrefix("CY") { return own }
            let calendars = calendarNamed(period.grain, first: first)
            // A shift that is no whole number of periods ends in none that has a name.
            return calendars.first == first && weeks == nil
                ? calendars : run(first: first, months: period.months)
        case .yearToDate:
            let isCalendarName = period.name.hasPrefix("CY")
            let year = isCalendarName ? first.year : self.year(of: first)
            let prefix = isCalendarName ? "CY" : isCalendarYear ? "" : "FY"
            return made(
                first, period.months, .yearToDate, "\(prefix)\(padded(year, 4))-YTD")
        case .run:
            return run(first: first, months: period.months)
        }
    }

    /// Any run of months, named after its ends.
    package func run(first: Month, months: Int) -> Period {
        if months == 1 { return period(first) }
        let name = "\(name(of: first))–\(name(of: first.adding(months - 1)))"
        return made(first, months, .run, name)
    }

    /// The last `count` periods of a grain, oldest first, up to the one that holds the end of `period`.
    package func last(_ count: Int, _ grain: Period.Grain, endingWith period: Period) -> [Period] {
        if grain == .month {
            return (0..<max(count, 1)).map {
                self.period(period.last.adding($0 + 1 - max(count, 1)))
            }
        }
        let final = self.period(grain, containing: period.last)
        return (0..<max(count, 1)).reversed().map { moved(final, by: -$0) }
    }

    /// The periods of a grain that lie in a period, oldest first.
    package func periods(_ grain: Period.Grain, in period: Period) -> [Period] {
        var found: [Period] = []
        var month = period.first
        while month <= period.last {
            let next = self.period(grain, containing: month)
            found.append(next)
            month = next.last.adding(1)
        }
        return found
    }

    private func calendarNamed(_ grain: Period.Grain, first: Month) -> Period {
        var named = FiscalCalendar().period(grain, containing: first)
        if !isCalendarYear { named.name = "CY" + named.name }
        return named
    }

    private func made(
        _ first: Month, _ months: Int, _ grain: Period.Grain, _ name: String
    ) -> Period {
        Period(
            first: first, months: months, grain: grain, name: name, start: firstDay(of: first),
            end: lastDay(of: first.adding(months - 1)))
    }
}

extension FiscalCalendar {
    /// The month that a day lies in, or the period of weeks.
    package func month(of day: Day) -> Month {
        weeks.map { Month(index: Int32(clamping: $0.period(of: day))) } ?? day.month
    }

    package func firstDay(of month: Month) -> Day { days(of: month)?.lowerBound ?? month.firstDay }

    package func lastDay(of month: Month) -> Day {
        days(of: month)?.upperBound.adding(days: -1) ?? month.lastDay
    }

    private func days(of month: Month) -> Range<Day>? {
        weeks.map { $0.calendar.days(fromPeriod: Int(month.index)) }
    }

    /// The last month whose end the data of a day knows.
    package func lastCompleteMonth(_ asOf: Day) -> Month {
        let month = month(of: asOf)
        return asOf == lastDay(of: month) ? month : month.adding(-1)
    }

    /// A month as a period.
    package func period(_ month: Month) -> Period { made(month, 1, .month, name(of: month)) }

    /// `2026-09`; `FY2026-P09` where it is a period of weeks.
    private func name(of month: Month) -> String {
        weeks == nil
            ? month.description : "FY\(padded(month.year, 4))-P\(padded(month.number, 2))"
    }
}
