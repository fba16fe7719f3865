import Diagnostics
import ReportModel

/// `company.calendar`: `{rule: last, weekday: saturday, month: 1, pattern: 4-4-5, week_53: 12}`.
func readWeekCalendar(
    _ company: inout YAMLCursor, _ label: FiscalCalendar.YearLabel, _ found: inout [Diagnostic]
) -> FiscalCalendar? {
    let place = company.location(of: "calendar")
    guard var cursor = company.map("calendar", &found) else { return nil }
    let rule: WeekCalendar.Rule? = required("rule", &cursor, &found)
    let weekday: Weekday? = required("weekday", &cursor, &found)
    let pattern: WeekCalendar.Pattern? = required("pattern", &cursor, &found)
    let hasMonth = cursor.location(of: "month") != nil
    let month = cursor.integer("month", in: 1...12, &found)
    if !hasMonth {
        found.append(
            Diagnostic(
                id: "key-missing", "'company.calendar' lacks the key 'month'",
                remedy: "write the month at whose end the year ends, 1 to 12",
                at: place ?? company.location))
    }
    let week53 = cursor.integer("week_53", in: 1...12, &found) ?? 12
    cursor.finish(&found)
    guard let rule, let weekday, let pattern, let month else { return nil }
    return WeekCalendar(
        rule: rule, weekday: weekday, month: month, pattern: pattern, week53: week53,
        yearLabel: label
    ).map(FiscalCalendar.init)
}

private func required<Value: RawRepresentable & CaseIterable>(
    _ key: String, _ cursor: inout YAMLCursor, _ found: inout [Diagnostic]
) -> Value? where Value.RawValue == String {
    if cursor.location(of: key) != nil { return cursor.choice(key, &found) }
    _ = cursor.take(key)
    found.append(
        Diagnostic(
            id: "key-missing", "'company.calendar' lacks the key '\(key)'",
            remedy: "write one of "
                + Value.allCases.map(\.rawValue).joined(separator: ", "), at: cursor.location))
    return nil
}
