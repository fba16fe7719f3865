package import ReportModel

extension Language {
    package enum PeriodStyle: Hashable, Sendable {
        /// `September 2026`, in prose.
        case long
        /// `Sep 2026`, in heads.
        case short
        /// `Sep`, `Q3`, on an axis where the year stands beside it.
        case withoutYear
    }

    /// A period as the language says it: `Q3 2026`, `septiembre de 2026`.
    package func text(_ period: Period, _ style: PeriodStyle = .long) -> String {
        if period.grain == .month { return text(period.first, style) }
        let hasPrefix = period.name.hasPrefix("FY") || period.name.hasPrefix("CY")
        let year = String(period.name.prefix(hasPrefix ? 6 : 4))
        let number = String(period.name.last ?? "1")
        switch period.grain {
        case .month: return text(period.first, style)
        case .quarter: return filled(periods.quarter, number, year, style)
        case .half: return filled(periods.half, number, year, style)
        case .year: return year
        case .yearToDate: return periods.yearToDate.filling(["year": year])
        case .run:
            let isInYear = period.first.year == period.last.year
            let from = text(period.first, isInYear ? .withoutYear : .short)
            return (isInYear ? periods.rangeInYear : periods.range)
                .filling(["from": from, "to": text(period.last, .short)])
        }
    }

    /// A month by its name.
    package func text(_ month: Month, _ style: PeriodStyle = .long) -> String {
        let place = Int(month.index) - Self.firstMonth
        guard monthTexts.indices.contains(place) else { return made(month, style) }
        switch style {
        case .long: return monthTexts[place].long
        case .short: return monthTexts[place].short
        case .withoutYear: return monthTexts[place].withoutYear
        }
    }

    /// January 2000; what is written often is written once.
    private static let firstMonth = 2000 * 12

    /// The texts of fifty years.
    func allMonthTexts() -> [MonthTexts] {
        (Self.firstMonth..<Self.firstMonth + 600).map { index in
            let month = Month(index: Int32(index))
            return MonthTexts(
                long: made(month, .long), short: made(month, .short),
                withoutYear: made(month, .withoutYear))
        }
    }

    private func made(_ month: Month, _ style: PeriodStyle) -> String {
        let names = style == .long ? monthNames : shortMonthNames
        let name = names.indices.contains(month.number - 1) ? names[month.number - 1] : ""
        if style == .withoutYear { return name }
        return (style == .long ? periods.month : periods.shortMonth)
            .filling(["month": name, "year": String(month.year)])
    }

    /// A day in full: `4 October 2026`.
    package func text(_ day: Day) -> String {
        let (year, month, number) = day.components
        let name = monthNames.indices.contains(month - 1) ? monthNames[month - 1] : ""
        return periods.day.filling(["day": String(number), "month": name, "year": String(year)])
    }

    private func filled(
        _ pattern: String, _ number: String, _ year: String, _ style: PeriodStyle
    ) -> String {
        let text = pattern.filling(["n": number, "year": style == .withoutYear ? "" : year])
        return text.trimmed
    }
}
