package import ReportModel

/// The month ends at which open rows are known from data of this day, with the day they are counted on.
package func balanceDays(_ asOf: Day) -> [(month: Month, day: Day)] {
    if asOf == asOf.month.lastDay { return [(asOf.month, asOf)] }
    let complete = asOf.month.adding(-1)
    return [(complete, complete.lastDay), (asOf.month, asOf)]
}
