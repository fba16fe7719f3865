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

/// The rows of recurring lines or of services, asked one by one.
struct RecurringRuns {
    let isLines: Bool
    let lastMonth: Month
    let calendar: FiscalCalendar

    func run(_ reader: RowReader, _ row: Int) throws(UnplacedRow) -> RecurringRun {
        if isLines { return try lineRun(reader, row) }
        guard case .number(let amount) = reader.field("amount", row) else {
            throw UnplacedRow(reason: "no amount")
        }
        return try serviceRun(reader, row, amount)
    }

    /// Active on a month's last day iff start <= day < end; nothing is known after the data was taken.
    private func months(from start: Day, to end: Day?) throws(UnplacedRow) -> MonthRun {
        let first = calendar.month(of: start)
        // Years like 0026 are slips, and every month since would be kept for every customer.
        if first < lastMonth.adding(-1200) {
            throw UnplacedRow(reason: "it starts more than a century before the data was taken")
        }
        guard let end else { return MonthRun(lowerBound: first, upperBound: lastMonth) }
        // A day never lies after its month's last one, so a month with an end in it is not covered.
        return MonthRun(
            lowerBound: first, upperBound: min(calendar.month(of: end).adding(-1), lastMonth))
    }

    private func lineRun(
        _ reader: RowReader, _ row: Int
    ) throws(UnplacedRow) -> RecurringRun {
        guard case .number(let amount) = reader.field(RecurringField.monthly, row),
            case .day(let start) = reader.field(RecurringField.from, row)
        else { throw UnplacedRow(reason: "no amount") }
        var end: Day?
        if case .day(let day) = reader.field(RecurringField.until, row) { end = day }
        return RecurringRun(amount: amount, months: try months(from: start, to: end))
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
        if let months = start.wholeMonths(to: end) {
            return amount.divided(by: ExactDecimal(months))
        }
        let days = ExactDecimal(end.days(since: start) * 12)
        return (amount * ExactDecimal(365)).divided(by: days)
    }
}
