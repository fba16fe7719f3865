import ReportModel

extension Placement {
    /// The month ends from one date (inclusive) to another (exclusive); on the day of the data where
    /// its month is not over.
    mutating func placeInForce(
        _ from: String, _ to: String, _ rows: RowReader, _ values: ValueColumn.Values,
        _ surroundings: TablePass.Surroundings, _ layout: inout MonthLayout
    ) -> PlacedRows {
        var placed = PlacedRows(layers: [])
        for row in 0..<rows.batch.rowCount {
            if leaveOut(row, values, &placed) { continue }
            guard let value = values[row] else { continue }
            guard let months = monthsInForce(from, to, rows, row, surroundings, &placed) else {
                continue
            }
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
                let months = monthsInForce("from", "to", rows, row, surroundings, &placed)
            else { continue }
            // What is known of the month ends is known whether a deal is due or not.
            cover(months)
            guard case .day(let due) = rows.field("closed", row) else { continue }
            for index in months.lowerBound.index...months.upperBound.index {
                let month = Month(index: index)
                let horizon = surroundings.horizon.months(
                    after: month, in: surroundings.calendar)
                if horizon.contains(surroundings.calendar.month(of: due)) {
                    put(row, value, month...month, &placed, &layout)
                }
            }
        }
        return placed
    }

    private func monthsInForce(
        _ from: String, _ to: String, _ rows: RowReader, _ row: Int,
        _ surroundings: TablePass.Surroundings, _ placed: inout PlacedRows
    ) -> ClosedRange<Month>? {
        let asOf = surroundings.asOf
        let calendar = surroundings.calendar
        let running = surroundings.runningMonth
        guard case .day(let start) = rows.field(from, row) else {
            placed.unplaced.append((row, "no date in '\(from)'"))
            return nil
        }
        let first = calendar.month(of: start)
        if start > asOf || first < running.adding(-1200) { return nil }
        guard case .day(let end) = rows.field(to, row) else { return first...running }
        if end < start {
            placed.unplaced.append((row, "'\(to)' lies before '\(from)'"))
            return nil
        }
        // The month of the data counts by its day, the others by their last one.
        let last = end > asOf ? running : calendar.month(of: end).adding(-1)
        return last < first ? nil : first...last
    }

    /// The amount over the months of its service by days; without a service on its date.
    mutating func placeService(
        _ from: String, _ to: String, _ rows: RowReader, _ values: ValueColumn.Values,
        _ surroundings: TablePass.Surroundings,
        _ layout: inout MonthLayout
    ) -> PlacedRows {
        var placed = PlacedRows(layers: [])
        let asOf = surroundings.asOf
        let calendar = surroundings.calendar
        for row in 0..<rows.batch.rowCount {
            if leaveOut(row, values, &placed) { continue }
            guard let value = values[row] else { continue }
            guard case .day(let start) = rows.field(from, row),
                case .day(let end) = rows.field(to, row)
            else {
                if case .day(let day) = rows.field("date", row), day <= asOf {
                    let month = calendar.month(of: day)
                    put(row, value, month...month, &placed, &layout)
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
            for (month, share) in schedule.shares(calendar, through: asOf) {
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

extension RecognitionSchedule {
    /// What falls into each month, or period of weeks, up to a day.
    fileprivate func shares(
        _ calendar: FiscalCalendar, through last: Day
    ) -> [(Month, ExactDecimal)] {
        let running = calendar.month(of: last)
        if calendar.weeks == nil {
            return byMonth().compactMap { month, amount in
                if month > running { return nil }
                let isWhole = month < running || last == month.lastDay
                return (
                    month,
                    isWhole ? amount : recognised(in: month.firstDay..<last.adding(days: 1))
                )
            }
        }
        let first = calendar.month(of: start.day)
        let final = min(calendar.month(of: end.day), running)
        if final < first { return [] }
        return (first.index...final.index).map { index in
            let month = Month(index: index)
            let until = min(calendar.lastDay(of: month), last).adding(days: 1)
            return (month, recognised(in: calendar.firstDay(of: month)..<until))
        }
    }
}
