/// A stretch of whole months that figures are about: a month, quarter, half-year or year, or a year to
/// date.
package struct Period: Hashable, Comparable, Sendable {
    package enum Grain: Int, Hashable, Sendable, Comparable {
        case month = 1
        case quarter = 3
        case half = 6
        case year = 12
        case yearToDate = 0
        /// Any other run of months: `last=5`, `trailing=12`.
        case run = -1

        package static func < (left: Grain, right: Grain) -> Bool { left.rawValue < right.rawValue }

        /// What authors write after `by` to cut by time.
        package static let words = ["month", "quarter", "year"]

        /// The grain of a word after `by`.
        package init?(word: String) {
            switch word {
            case "month": self = .month
            case "quarter": self = .quarter
            case "year": self = .year
            default: return nil
            }
        }
    }

    package var first: Month
    /// Number of months, at least one.
    package var months: Int
    package var grain: Grain
    /// As the author writes it: `2026-09`, `2026-Q3`, `FY2026-Q3`.
    package var name: String
    package let start: Day
    /// The last day, inclusive.
    package let end: Day

    /// Of calendar months.
    package init(first: Month, months: Int, grain: Grain, name: String) {
        self.init(
            first: first, months: months, grain: grain, name: name, start: first.firstDay,
            end: first.adding(months - 1).lastDay)
    }

    /// - Parameters: the days of its first and last month, which need not be those of the calendar's.
    package init(
        first: Month, months: Int, grain: Grain, name: String, start: Day, end: Day
    ) {
        precondition(months > 0, "a period has at least one month")
        self.first = first
        self.months = months
        self.grain = grain
        self.name = name
        self.start = start
        self.end = end
    }

    package init(month: Month) {
        self.init(first: month, months: 1, grain: .month, name: month.description)
    }

    package var last: Month { first.adding(months - 1) }

    package func contains(_ month: Month) -> Bool { month >= first && month <= last }

    package static func == (left: Period, right: Period) -> Bool {
        left.first == right.first && left.months == right.months
    }
    package func hash(into hasher: inout Hasher) {
        hasher.combine(first)
        hasher.combine(months)
    }
    package static func < (left: Period, right: Period) -> Bool {
        (left.first, left.months) < (right.first, right.months)
    }
}

extension Period.Grain {
    /// In one word; runs of months are months.
    package var word: String {
        switch self {
        case .quarter: "quarter"
        case .half: "half"
        case .year: "year"
        case .month, .yearToDate, .run: "month"
        }
    }

    /// Of which rows may say that they stand for one.
    package static let whole: [Period.Grain] = [.month, .quarter, .half, .year]
}
