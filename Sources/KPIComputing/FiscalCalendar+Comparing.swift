import ReportModel

extension FiscalCalendar {
    /// The period that another is compared with as its previous period or year; nil for all else.
    func compared(_ period: Period, _ scenario: Scenario) -> Period? {
        switch scenario {
        case .previousPeriod: moved(period, by: -1)
        case .previousYear: shifted(period, months: -12)
        default: nil
        }
    }

    /// Of a period that still runs on a day, the day that comes as late in another one: the fourth of
    /// this quarter is compared with the fourth of the last. Nil where it does not run, or where the
    /// other one is over by then.
    func sameDay(of period: Period, on day: Day, in other: Period) -> Day? {
        guard period.start <= day, day < period.end else { return nil }
        let same = other.start.adding(days: day.days(since: period.start))
        return same < other.end ? same : nil
    }
}
