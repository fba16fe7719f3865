import Measuring
import ReportModel

extension Computation {
    /// The cube that answers for a measure cut and filtered like the scope.
    func cube(of measure: Measure, _ scope: Scope) -> PreparedCube? {
        let id = measure.aggregate == .recurring ? CubeAddress.recurring : measure.id
        return cubes[
            CubeAddress(
                measure: id, dimensions: scope.selection.dimensions, filter: scope.filter,
                through: measure.aggregate != .recurring && measure.timing.isByDay
                    ? scope.through : nil)]
    }

    /// The table that answers for a measure.
    func table(of measure: Measure) -> TableName {
        measure.aggregate == .recurring
            ? availability.recurringTable ?? .recurringLines : measure.table
    }

    func value(of measure: Measure, _ scope: Scope) -> FigureValue {
        value(of: measureNotions[measure.id] ?? MeasureNotion(measure, availability), scope)
    }

    /// A measure over the months of a period, for a selection; the rules of what is not yet or no
    /// longer known stand here.
    func value(of notion: MeasureNotion, _ scope: Scope) -> FigureValue {
        if let missing = notion.missing { return .undefined(missing) }
        if notion.isOutlook { return outlook(notion.measure, scope) }
        if notion.measure.isByGrain { return valueByGrain(of: notion, scope) }
        let isOwn = scope.filter == nil && scope.through == nil && scope.selection == ownSelection
        let selected =
            isOwn
            ? found.rows(of: notion) { rows(of: notion.measure, scope) }
            : rows(of: notion.measure, scope)
        return value(of: notion, notion.measure, selected, scope)
    }

    private func valueByGrain(of notion: MeasureNotion, _ scope: Scope) -> FigureValue {
        let grain = scope.period.grain
        guard Period.Grain.whole.contains(grain),
            settings.calendar.period(grain, containing: scope.period.first) == scope.period
        else {
            return .undefined(
                .notKnown("it is known for months, quarters, half-years and years only"))
        }
        var own = scope
        let measure: Measure
        (measure, own.filter) = notion.measure.asked(for: grain, scope.filter)
        return value(of: notion, measure, rows(of: measure, own), own)
    }

    /// The rows that answer for a measure in a scope.
    private func rows(of measure: Measure, _ scope: Scope) -> SelectedRows? {
        cube(of: measure, scope).map { SelectedRows(cube: $0, scope.selection) }
    }

    private func value(
        of notion: MeasureNotion, _ measure: Measure, _ rows: SelectedRows?, _ scope: Scope
    ) -> FigureValue {
        guard let rows else {
            assertionFailure("\(measure.id) was not planned for \(scope.selection.dimensions)")
            return .undefined(.missingInput("'\(measure.id)' was not measured"))
        }
        let cube = rows.cube
        if measure.aggregate == .recurring { return recurring(measure, rows, scope) }
        let period = scope.period
        switch measure.timing {
        case .openDeals:
            if let reason = unknownSnapshot(period) { return .undefined(reason) }
            let month = min(period.last, runningMonth)
            return merged(measure, rows, scope, month...month)
        case .dueDeals: return merged(measure, rows, scope, period.first...period.last)
        case .inForce, .dueFromMonthEnd: return standing(notion, measure, rows, scope)
        case .monthEnd: return monthEnd(notion, measure, rows, scope)
        case .ahead: return ahead(notion, measure, rows, scope)
        case .dated, .service, .never: break
        }
        if period.start > settings.asOf { return .undefined(.afterAsOf(settings.asOf)) }
        guard let coverage = cube.coverage, coverage.overlaps(period.first...period.last) else {
            if period.end > settings.asOf, notion.isDerived {
                return .undefined(.afterAsOf(settings.asOf))
            }
            let until = scope.through.map { " up to \($0)" } ?? ""
            return .undefined(
                .noRows("nothing in '\(notion.sourceName)' for \(period.name)\(until)"))
        }
        if measure.aggregate.isByCustomer { return byCustomer(measure, rows, scope) }
        return merged(measure, rows, scope, period.first...period.last)
    }

    func merged(
        _ measure: Measure, _ rows: SelectedRows, _ scope: Scope, _ months: ClosedRange<Month>
    ) -> FigureValue {
        let cube = rows.cube
        let runs = rows.runs
        let span = cube.cube.span(months)
        // Lines of the accounts that are not split are not zero in each part.
        if measure.table == .financials, runs.isEmpty {
            return .undefined(
                .missingInput("no line of 'financials' for this part in \(scope.period.name)"))
        }
        switch measure.aggregate {
        case .distinct:
            return .known(ExactDecimal(distinct(cube.cube, runs, span)))
        case .first:
            return first(cube.cube, runs, months)
        case .median:
            let values = runs.joined().flatMap { cube.cube.values(ofRow: $0, over: span) }
            return median(values).map(FigureValue.known)
                ?? .undefined(.noRows("nothing to take the median of in \(scope.period.name)"))
        default:
            var total = ExactDecimal.zero
            for run in runs {
                for row in run {
                    if let sum = cube.cube.sum(ofRow: row, over: span) { total += sum }
                }
            }
            return .known(total)
        }
    }

    /// Texts that are there in the months and were not before.
    private func first(
        _ cube: Cube, _ runs: [Range<Int>], _ months: ClosedRange<Month>
    ) -> FigureValue {
        guard let start = cube.coverage?.lowerBound, months.lowerBound > start else {
            return .undefined(
                .notKnown("in the first month of the data everybody is there for the first time"))
        }
        let before = cube.span(start...months.lowerBound.adding(-1))
        let now = cube.span(months)
        var texts: Set<String> = []
        var known: Set<String> = []
        for rows in runs {
            for (row, (isNow, wasBefore)) in zip(
                rows, zip(cube.touched(rows, in: now), cube.touched(rows, in: before)))
            {
                if isNow { texts.insert(cube.groupedText(ofRow: row)) }
                if wasBefore { known.insert(cube.groupedText(ofRow: row)) }
            }
        }
        return .known(ExactDecimal(texts.subtracting(known).count))
    }

    /// A text that stands in several of the runs is counted once.
    private func distinct(_ cube: Cube, _ runs: [Range<Int>], _ span: Cube.Span) -> Int {
        var count = 0
        var texts: Set<String> = []
        for rows in runs {
            for (row, isTouched) in zip(rows, cube.touched(rows, in: span)) where isTouched {
                count += 1
                if runs.count > 1 { texts.insert(cube.groupedText(ofRow: row)) }
            }
        }
        return runs.count > 1 ? texts.count : count
    }

    /// The middle value, or the mean of the two in the middle.
    private func median(_ values: [ExactDecimal]) -> ExactDecimal? {
        if values.isEmpty { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        if sorted.count % 2 == 1 { return sorted[middle] }
        return (sorted[middle - 1] + sorted[middle]).divided(by: ExactDecimal(2))
    }

    /// Sum of the customers with the largest sums over the period (all above zero where n is 0), sum of
    /// the squares of those above zero, or the number of those with a tenth or more of their sum.
    private func byCustomer(_ measure: Measure, _ rows: SelectedRows, _ scope: Scope) -> FigureValue
    {
        let cube = rows.cube
        let runs = rows.runs
        let span = cube.cube.span(scope.period.first...scope.period.last)
        var amounts: [ExactDecimal] = []
        var places: [String: Int] = [:]
        for rows in runs {
            for (row, sum) in zip(rows, cube.cube.sums(ofRows: rows, over: span)) {
                let customer = cube.cube.groupedText(ofRow: row)
                guard let sum, !customer.isEmpty else { continue }
                if runs.count < 2 {
                    amounts.append(sum)
                } else if let place = places[customer] {
                    amounts[place] += sum
                } else {
                    places[customer] = amounts.count
                    amounts.append(sum)
                }
            }
        }
        let positive = amounts.filter { !$0.isNegative && !$0.isZero }
        switch measure.aggregate {
        case .squares:
            return .known(positive.reduce(.zero) { $0 + $1 * $1 })
        case .major:
            let tenth = positive.reduce(.zero, +) * ExactDecimal(1, scale: 1)
            return .known(ExactDecimal(positive.count { $0 >= tenth }))
        default:
            let counted = measure.count == 0 ? positive : positive.first(measure.count, by: >)
            return .known(counted.reduce(.zero, +))
        }
    }

    /// Why the latest snapshot of the pipeline does not tell of the end of a period; nil: it does.
    func unknownSnapshot(_ period: Period) -> Undefined? {
        let asOf = settings.asOf
        if period.start > asOf { return .afterAsOf(asOf) }
        let known = balanceDays(asOf, settings.calendar).map(\.month)
        if known.contains(min(period.last, runningMonth)) { return nil }
        return .notKnown("the pipeline of a past date needs the history of deals")
    }

    /// What is in force at the end of the period, or on the day of the data where it is not over.
    private func standing(
        _ notion: MeasureNotion, _ measure: Measure, _ rows: SelectedRows, _ scope: Scope
    ) -> FigureValue {
        let period = scope.period
        if period.start > settings.asOf { return .undefined(.afterAsOf(settings.asOf)) }
        let month = min(period.last, runningMonth)
        guard let coverage = rows.cube.coverage else {
            return .undefined(.noRows("nothing in '\(notion.sourceName)'"))
        }
        if month < coverage.lowerBound {
            return .undefined(.notKnown("it is known from \(coverage.lowerBound) on"))
        }
        return merged(measure, rows, scope, month...month)
    }

    /// What stands for the last month of the period.
    private func monthEnd(
        _ notion: MeasureNotion, _ measure: Measure, _ rows: SelectedRows, _ scope: Scope
    ) -> FigureValue {
        let period = scope.period
        if period.last > runningMonth { return .undefined(.afterAsOf(settings.asOf)) }
        guard let coverage = rows.cube.coverage, coverage.contains(period.last) else {
            if period.end > settings.asOf { return .undefined(.afterAsOf(settings.asOf)) }
            return .undefined(
                .noRows("nothing in '\(notion.sourceName)' for \(period.last)"))
        }
        return merged(measure, rows, scope, period.last...period.last)
    }

    /// What is known ahead of time: nothing in a month after the last row is nothing.
    private func ahead(
        _ notion: MeasureNotion, _ measure: Measure, _ rows: SelectedRows, _ scope: Scope
    ) -> FigureValue {
        let period = scope.period
        guard let coverage = rows.cube.coverage, period.last >= coverage.lowerBound,
            period.first <= max(coverage.upperBound, runningMonth)
        else {
            return .undefined(
                .noRows("nothing in '\(notion.sourceName)' for \(period.name)"))
        }
        return merged(measure, rows, scope, period.first...period.last)
    }

    private func recurring(_ measure: Measure, _ rows: SelectedRows, _ scope: Scope) -> FigureValue
    {
        let period = scope.period
        if period.end > settings.asOf { return .undefined(.afterAsOf(settings.asOf)) }
        guard let first = rows.cube.coverage?.lowerBound, let kind = measure.recurring else {
            return .undefined(.noRows("no recurring revenue"))
        }
        if period.last < first {
            return .undefined(.noRows("recurring revenue is known from \(first) on"))
        }
        guard let matrix = rows.cube.matrix(rows.runs) else {
            return .known(.zero)
        }
        switch kind {
        case .balance, .customers, .grace:
            return .known(matrix.movement(period.last).map { Self.part(kind, of: $0) } ?? .zero)
        case .new, .expansion, .discountExpiry, .contraction, .churn, .reactivation, .fx,
            .newCustomers, .churnedCustomers, .reactivatedCustomers:
            let months = (0..<period.months).compactMap {
                matrix.movement(period.first.adding($0))
            }
            return .known(months.reduce(.zero) { $0 + Self.part(kind, of: $1) })
        case .base, .retained, .retainedCapped, .baseCustomers, .retainedCustomers:
            let base = period.last.adding(-settings.retentionWindow)
            return cohort(kind, matrix, from: base, to: period.last, knownFrom: first)
        case .startCustomers, .lostCustomers:
            let start = period.first.adding(-1)
            return cohort(kind, matrix, from: start, to: period.last, knownFrom: first)
        }
    }

    private func cohort(
        _ kind: Measure.Recurring, _ matrix: RecurringMatrix, from base: Month, to now: Month,
        knownFrom first: Month
    ) -> FigureValue {
        if base < first {
            return .undefined(.notKnown("recurring revenue is known from \(first) on, not \(base)"))
        }
        // Logo churn is from start to end, whatever retention makes of those who came back.
        let isRetention = kind != .startCustomers && kind != .lostCustomers
        let cohort = matrix.cohort(
            from: base, to: now,
            countsReturned: !isRetention || settings.includesReactivated)
        switch kind {
        case .base: return .known(cohort.base)
        case .retained: return .known(cohort.retained)
        case .retainedCapped: return .known(cohort.retainedCapped)
        case .baseCustomers, .startCustomers: return .known(ExactDecimal(cohort.baseCustomers))
        case .retainedCustomers: return .known(ExactDecimal(cohort.retainedCustomers))
        default: return .known(ExactDecimal(cohort.baseCustomers - cohort.retainedCustomers))
        }
    }

    private static func part(
        _ kind: Measure.Recurring, of month: RecurringMatrix.MonthMovement
    ) -> ExactDecimal {
        switch kind {
        case .balance: month.balance
        case .customers: ExactDecimal(month.customers)
        case .grace: month.grace
        case .new: month.new
        case .expansion: month.expansion
        case .discountExpiry: month.discountExpiry
        case .fx: month.fx
        case .contraction: month.contraction
        case .churn: month.churn
        case .reactivation: month.reactivation
        case .newCustomers: ExactDecimal(month.newCustomers)
        case .churnedCustomers: ExactDecimal(month.churnedCustomers)
        case .reactivatedCustomers: ExactDecimal(month.reactivatedCustomers)
        default: .zero
        }
    }
}
