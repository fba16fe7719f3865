import ReportModel

/// A row of recurring revenue as an amount a month over the month ends on which it is in force.
struct RecurringRun {
    var amount: ExactDecimal
    var months: MonthRun
}

/// Month ends from first to last; empty where the row is in force on none.
struct MonthRun {
    var lowerBound: Month
    var upperBound: Month
    var isEmpty: Bool { upperBound < lowerBound }
}

/// Why a row is in no month.
struct UnplacedRow: Error {
    var reason: String
}

/// The rows of subscriptions or of services, asked one by one.
struct RecurringRuns {
    let isSubscriptions: Bool
    let lastMonth: Month

    func runs(_ reader: RowReader, _ row: Int) throws(UnplacedRow) -> [RecurringRun] {
        guard case .number(let amount) = reader.field("amount", row) else {
            throw UnplacedRow(reason: "no amount")
        }
        return isSubscriptions
            ? try subscriptionRuns(reader, row, amount) : [try serviceRun(reader, row, amount)]
    }

    /// Active on a month's last day iff start <= day < end; nothing is known after the data was taken.
    private func months(from start: Day, to end: Day?) throws(UnplacedRow) -> MonthRun {
        let first = start.month
        // Years like 0026 are slips, and every month since would be kept for every customer.
        if first < lastMonth.adding(-1200) {
            throw UnplacedRow(reason: "it starts more than a century before the data was taken")
        }
        guard let end else { return MonthRun(lowerBound: first, upperBound: lastMonth) }
        // A day never lies after its month's last one, so a month with an end in it is not covered.
        return MonthRun(lowerBound: first, upperBound: min(end.month.adding(-1), lastMonth))
    }

    /// The line itself and, as a negative run of its own, the discount while it is in force.
    private func subscriptionRuns(
        _ reader: RowReader, _ row: Int, _ amount: ExactDecimal
    ) throws(UnplacedRow) -> [RecurringRun] {
        guard case .day(let start) = reader.field("start", row) else {
            throw UnplacedRow(reason: "no date in 'start'")
        }
        if case .text(let status) = reader.field("status", row),
            ["trial", "free", "paused"].contains(status)
        {
            return []
        }
        var end: Day?
        if case .day(let day) = reader.field("end", row) { end = day }
        if let end, end < start { throw UnplacedRow(reason: "'end' lies before 'start'") }
        var line = amount
        if case .number(let quantity) = reader.field("quantity", row) { line = line * quantity }
        guard let interval = monthsOfInterval(reader, row),
            let monthly = (line * interval.numerator).divided(by: interval.denominator)
        else { throw UnplacedRow(reason: "an interval that is none") }
        var runs = [RecurringRun(amount: monthly.settled, months: try months(from: start, to: end))]
        if let off = discount(reader, row, of: line),
            let monthlyOff = (off * interval.numerator).divided(by: interval.denominator)
        {
            var last = end
            if case .day(let day) = reader.field("discount_end", row) {
                last = end.map { min($0, day) } ?? day
            }
            runs.append(
                RecurringRun(amount: -monthlyOff.settled, months: try months(from: start, to: last))
            )
        }
        return runs
    }

    /// The discount of one interval: an amount, or a share of the line where it carries a percent sign.
    private func discount(
        _ reader: RowReader, _ row: Int, of line: ExactDecimal
    ) -> ExactDecimal? {
        guard case .text(let text) = reader.field("discount", row) else { return nil }
        if text.hasSuffix("%") {
            guard let share = ExactDecimal(text.dropLast()) else { return nil }
            return line * ExactDecimal(share.significand, scale: share.scale + 2)
        }
        guard let amount = ExactDecimal(text) else { return nil }
        return reader.conversion(row).map { $0(amount) } ?? amount
    }

    /// Payments a month as a fraction: a year is 1/12, a week 52/12, a day 365/12.
    private func monthsOfInterval(
        _ reader: RowReader, _ row: Int
    ) -> (numerator: ExactDecimal, denominator: ExactDecimal)? {
        var count = ExactDecimal.one
        if case .number(let number) = reader.field("interval_count", row) {
            if number.isZero || number.isNegative { return nil }
            count = number
        }
        var word = "month"
        if case .text(let text) = reader.field("interval", row) { word = text }
        switch word {
        case "month": return (.one, count)
        case "quarter": return (.one, count * ExactDecimal(3))
        case "year": return (.one, count * ExactDecimal(12))
        case "week": return (ExactDecimal(52), count * ExactDecimal(12))
        case "day": return (ExactDecimal(365), count * ExactDecimal(12))
        default: return nil
        }
    }

    /// A ledger line's amount spread over its service.
    private func serviceRun(
        _ reader: RowReader, _ row: Int, _ amount: ExactDecimal
    ) throws(UnplacedRow) -> RecurringRun {
        guard case .day(let start) = reader.field("service_start", row),
            case .day(let end) = reader.field("service_end", row)
        else { throw UnplacedRow(reason: "no service dates") }
        guard end > start, let monthly = spread(amount, from: start, to: end) else {
            throw UnplacedRow(reason: "'service_end' does not lie after 'service_start'")
        }
        return RecurringRun(
            amount: monthly.settled, months: try months(from: start, to: end))
    }

    /// Whole months where the service has them, else days of a year of 365 in twelve months.
    private func spread(_ amount: ExactDecimal, from start: Day, to end: Day) -> ExactDecimal? {
        let day = start.components.day
        let months = Int(end.month.index - start.month.index)
        // A month from 31 January ends on the last day of February.
        let isWhole =
            end.components.day == day || (end == end.month.lastDay && day > end.components.day)
        if isWhole, months > 0 { return amount.divided(by: ExactDecimal(months)) }
        let days = ExactDecimal(end.days(since: start) * 12)
        return (amount * ExactDecimal(365)).divided(by: days)
    }
}
