import ReportModel

extension Placement {
    /// The month ends from one date (inclusive) to another (exclusive); on the day of the data where
    /// its month is not over.
    mutating func placeInForce(
        _ from: String, _ to: String, _ rows: RowReader, _ values: ValueColumn.Values, _ asOf: Day,
        _ layout: inout MonthLayout
    ) -> PlacedRows {
        var placed = PlacedRows(layers: [])
        for row in 0..<rows.batch.rowCount {
            if leaveOut(row, values, &placed) { continue }
            guard let value = values[row] else { continue }
            guard let months = monthsInForce(from, to, rows, row, asOf, &placed) else { continue }
            put(row, value, months, &placed, &layout)
        }
        return placed
    }

    /// Rows in force at a month end that are due in the horizon seen from there.
    mutating func placeDueFromMonthEnds(
        _ rows: RowReader, _ values: ValueColumn.Values, _ surroundings: TablePass.Surroundings,
        _ layout: inout MonthLayout
    ) -> PlacedRows {
        var placed = PlacedRows(layers: [])
        for row in 0..<rows.batch.rowCount {
            if leaveOut(row, values, &placed) { continue }
            guard let value = values[row],
                let months = monthsInForce("from", "to", rows, row, surroundings.asOf, &placed)
            else { continue }
            // What is known of the month ends is known whether a deal is due or not.
            cover(months)
            guard case .day(let due) = rows.field("closed", row) else { continue }
            for index in months.lowerBound.index...months.upperBound.index {
                let month = Month(index: index)
                let horizon = surroundings.horizon.months(
                    after: month, in: surroundings.calendar)
                if horizon.contains(due.month) {
                    put(row, value, month...month, &placed, &layout)
                }
            }
        }
        return placed
    }

    private func monthsInForce(
        _ from: String, _ to: String, _ rows: RowReader, _ row: Int, _ asOf: Day,
        _ placed: inout PlacedRows
    ) -> ClosedRange<Month>? {
        guard case .day(let start) = rows.field(from, row) else {
            placed.unplaced.append((row, "no date in '\(from)'"))
            return nil
        }
        if start > asOf || start.month < asOf.month.adding(-1200) { return nil }
        guard case .day(let end) = rows.field(to, row) else { return start.month...asOf.month }
        if end < start {
            placed.unplaced.append((row, "'\(to)' lies before '\(from)'"))
            return nil
        }
        // The month of the data counts by its day, the others by their last one.
        let last = end > asOf ? asOf.month : end.month.adding(-1)
        return last < start.month ? nil : start.month...last
    }

    /// The amount over the months of its service by days; without a service on its date.
    mutating func placeService(
        _ from: String, _ to: String, _ rows: RowReader, _ values: ValueColumn.Values,
        _ surroundings: TablePass.Surroundings,
        _ layout: inout MonthLayout
    ) -> PlacedRows {
        var placed = PlacedRows(layers: [])
        let asOf = surroundings.asOf
        for row in 0..<rows.batch.rowCount {
            if leaveOut(row, values, &placed) { continue }
            guard let value = values[row] else { continue }
            guard case .day(let start) = rows.field(from, row),
                case .day(let end) = rows.field(to, row)
            else {
                if case .day(let day) = rows.field("date", row), day <= asOf {
                    put(row, value, day.month...day.month, &placed, &layout)
                }
                continue
            }
            guard end > start, start.month >= asOf.month.adding(-1200) else {
                placed.unplaced.append((row, "'\(to)' does not lie after '\(from)'"))
                continue
            }
            // Converted amounts have more digits than anybody books.
            let amount = value.scale > 9 ? value.rounded(to: 9) : value
            guard
                let schedule = RecognitionSchedule(
                    amount, from: start, until: end, by: surroundings.recognition)
            else { continue }
            for (month, share) in schedule.byMonth() where month <= asOf.month {
                let isRunning = month == asOf.month && asOf < month.lastDay
                let share =
                    isRunning
                    ? schedule.recognised(in: month.firstDay..<asOf.adding(days: 1)) : share
                put(row, share, month...month, &placed, &layout)
            }
        }
        return placed
    }

    private mutating func put(
        _ row: Int, _ value: ExactDecimal, _ months: ClosedRange<Month>,
        _ placed: inout PlacedRows, _ layout: inout MonthLayout
    ) {
        cover(months)
        for index in months.lowerBound.index...months.upperBound.index {
            _ = layout.claim(Month(index: index))
        }
        let run = MonthRun(lowerBound: months.lowerBound, upperBound: months.upperBound)
        placed.runs.append((row, RecurringRun(amount: value, months: run)))
    }
}
