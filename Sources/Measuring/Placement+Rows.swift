import ReportModel

extension Placement {
    /// The month in which an open deal is due, whenever that is.
    mutating func placeDue(
        _ rows: RowReader, _ values: ValueColumn.Values, _ calendar: FiscalCalendar,
        _ layout: inout MonthLayout
    ) -> PlacedRows {
        let count = rows.batch.rowCount
        var placed = PlacedRows(layers: [[Int32](repeating: -1, count: count)])
        for row in 0..<count {
            if leaveOut(row, values, &placed) { continue }
            guard case .day(let due) = rows.field("closed", row) else { continue }
            put(row, calendar.month(of: due), layer: 0, &placed, &layout)
        }
        return placed
    }

    /// A balance of open rows is known at the last complete month's end and on the day of the data.
    mutating func placeOpen(
        _ rows: RowReader, _ values: ValueColumn.Values, _ surroundings: TablePass.Surroundings,
        _ layout: inout MonthLayout
    ) -> PlacedRows {
        let count = rows.batch.rowCount
        let known = balanceDays(surroundings.asOf, surroundings.calendar)
        let layer = [Int32](repeating: -1, count: count)
        var placed = PlacedRows(layers: known.map { _ in layer })
        for row in 0..<count {
            if leaveOut(row, values, &placed) { continue }
            let stage = rows.field("stage", row)
            let isClosed = stage == .text("won") || stage == .text("lost")
            let closed: Day? =
                if case .day(let day) = rows.field("closed", row) { day } else { nil }
            var created: Day?
            if case .day(let day) = rows.field("created", row) {
                created = day
            } else if !isClosed {
                placed.unplaced.append((row, "no date in 'created': counted as open since ever"))
            }
            for (index, (month, day)) in known.enumerated() {
                if let created, created > day { continue }
                if isClosed, (closed.map { $0 <= day } ?? true) { continue }
                put(row, month, layer: index, &placed, &layout)
            }
        }
        return placed
    }

    /// The months that a line or service is in force.
    mutating func placeRuns(
        _ rows: RowReader, _ surroundings: TablePass.Surroundings, _ layout: inout MonthLayout
    ) -> PlacedRows {
        var placed = PlacedRows(layers: [])
        let customers = rows.codes(of: "customer")
        let recurring = RecurringRuns(
            isLines: rule.dating == .line, lastMonth: surroundings.lastCompleteMonth,
            calendar: surroundings.calendar)
        let faults = rows.codes(of: RecurringField.fault)
        for row in 0..<rows.batch.rowCount {
            if faults[row] != 0, let dictionary = rows.dictionaries[RecurringField.fault] {
                placed.unplaced.append((row, dictionary[faults[row]]))
                continue
            }
            // A customer that nobody named would be one customer for ever.
            if customers[row] == 0 {
                placed.unplaced.append((row, "no customer"))
                continue
            }
            do throws(UnplacedRow) {
                let run = try recurring.run(rows, row)
                if run.months.isEmpty { continue }
                let months = run.months.lowerBound...run.months.upperBound
                cover(months)
                for index in months.lowerBound.index...months.upperBound.index {
                    _ = layout.claim(Month(index: index))
                }
                placed.runs.append((row, run))
            } catch {
                placed.unplaced.append((row, error.reason))
            }
        }
        return placed
    }
}
