import ReportModel

/// From where forecasts by drivers look ahead: the last complete month, and each of those before it from
/// which the same forecast is made with what was known then, to see how wrong it was.
struct ForecastOrigins {
    /// Months that are looked ahead at most.
    static let farthest = 18
    /// Earlier origins.
    private static let back = 36

    let calendar: FiscalCalendar
    let current: Month
    /// Oldest first; the current one is the last.
    let all: [Month]

    init(_ settings: Settings) {
        calendar = settings.calendar
        let current = calendar.lastCompleteMonth(settings.asOf)
        self.current = current
        all = (-Self.back...0).map { current.adding($0) }
    }

    /// As the rows name it.
    func name(_ origin: Month) -> String { "\(origin)" }

    func lastDay(_ month: Month) -> Day { calendar.lastDay(of: month) }
}

extension ExactDecimal {
    /// A part of it, to the fifteenth digit after the point.
    func times(_ numerator: ExactDecimal, over denominator: ExactDecimal) -> ExactDecimal {
        (self * numerator).divided(by: denominator)?.rounded(to: 15) ?? .zero
    }
}
