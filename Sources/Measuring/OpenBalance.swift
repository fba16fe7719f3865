package import ReportModel

/// The month ends at which open rows are known from data of this day, with the day they are counted on.
package func balanceDays(
    _ asOf: Day, _ calendar: FiscalCalendar = FiscalCalendar()
) -> [(month: Month, day: Day)] {
    let complete = calendar.lastCompleteMonth(asOf)
    let running = calendar.month(of: asOf)
    if complete == running { return [(running, asOf)] }
    return [(complete, calendar.lastDay(of: complete)), (running, asOf)]
}
