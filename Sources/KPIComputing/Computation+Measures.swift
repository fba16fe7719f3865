import Measuring
import ReportModel

extension Computation {
    /// The cube that answers for a measure cut and filtered like the scope.
    func cube(of measure: Measure, _ scope: Scope) -> PreparedCube? {
        let id = measure.aggregate == .recurring ? CubeAddress.recurring : measure.id
        return cubes[
            CubeAddress(
                measure: id, dimensions: scope.selection.dimensions, filter: scope.filter)]
    }

    /// The table that answers for a measure.
    func table(of measure: Measure) -> TableName {
        measure.aggregate == .recurring
            ? availability.recurringTable ?? .subscriptions : measure.table
    }

    /// A measure over the months of a period, for a selection; the rules of what is not yet or no
    /// longer known stand here.
    func value(of measure: Measure, _ scope: Scope) -> FigureValue {
        let table = table(of: measure)
        guard availability.fields[table] != nil else {
            return .undefined(.missingInput("the table '\(table.rawValue)'"))
        }
        guard let cube = cube(of: measure, scope) else {
            assertionFailure("\(measure.id) was not planned for \(scope.selection.dimensions)")
            return .undefined(.missingInput("'\(measure.id)' was not measured"))
        }
        if measure.aggregate == .recurring { return recurring(measure, cube, scope) }
        if measure.isOpenBalance || measure.isDueNextQuarter {
            return snapshot(measure, cube, scope)
        }
        let period = scope.period
        if period.start > settings.asOf { return .undefined(.afterAsOf(settings.asOf)) }
        guard let coverage = cube.coverage, coverage.overlaps(period.first...period.last) else {
            return .undefined(
                .noRows("nothing in '\(measure.table.rawValue)' for \(period.name)"))
        }
        if measure.aggregate == .top { return top(measure, cube, scope) }
        return merged(measure, cube, scope, period.first...period.last)
    }

    private func merged(
        _ measure: Measure, _ cube: PreparedCube, _ scope: Scope, _ months: ClosedRange<Month>
    ) -> FigureValue {
        let span = cube.cube.span(months)
        let runs = cube.rows(of: scope.selection)
        switch measure.aggregate {
        case .distinct:
            return .known(ExactDecimal(distinct(cube.cube, runs, span)))
        case .median:
            let values = runs.joined().flatMap { cube.cube.values(ofRow: $0, over: span) }
            return median(values).map(FigureValue.known)
                ?? .undefined(.noRows("no deal in \(scope.period.name)"))
        default:
            return .known(
                runs.reduce(.zero) { total, rows in
                    cube.cube.sums(ofRows: rows, over: span).reduce(total) { total, sum in
                        sum.map { total + $0 } ?? total
                    }
                })
        }
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

    /// Sum of the customers with the largest sums over the period; all above zero where n is 0.
    private func top(_ measure: Measure, _ cube: PreparedCube, _ scope: Scope) -> FigureValue {
        let span = cube.cube.span(scope.period.first...scope.period.last)
        let runs = cube.rows(of: scope.selection)
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
        let counted = measure.count == 0 ? positive : positive.first(measure.count, by: >)
        return .known(counted.reduce(.zero, +))
    }

    /// Pipeline is known for the latest snapshot only.
    private func snapshot(_ measure: Measure, _ cube: PreparedCube, _ scope: Scope) -> FigureValue {
        let period = scope.period
        let asOf = settings.asOf
        if period.start > asOf { return .undefined(.afterAsOf(asOf)) }
        let known = balanceDays(asOf).map(\.month)
        let month = min(period.last, asOf.month)
        guard known.contains(month) else {
            return .undefined(
                .notKnown("the pipeline of a past date needs the history of deals"))
        }
        if measure.isDueNextQuarter {
            let horizon = quarterAfter(period)
            return merged(measure, cube, scope, horizon.first...horizon.last)
        }
        return merged(measure, cube, scope, month...month)
    }

    private func recurring(_ measure: Measure, _ cube: PreparedCube, _ scope: Scope) -> FigureValue
    {
        let period = scope.period
        if period.end > settings.asOf { return .undefined(.afterAsOf(settings.asOf)) }
        guard let first = cube.coverage?.lowerBound, let kind = measure.recurring else {
            return .undefined(.noRows("no recurring revenue"))
        }
        if period.last < first {
            return .undefined(.noRows("recurring revenue is known from \(first) on"))
        }
        guard let matrix = cube.matrix(cube.rows(of: scope.selection)) else {
            return .known(.zero)
        }
        switch kind {
        case .balance, .customers:
            let movement = matrix.movement(period.last)
            let count = ExactDecimal(movement?.customers ?? 0)
            return .known(kind == .balance ? movement?.balance ?? .zero : count)
        case .new, .expansion, .contraction, .churn, .reactivation, .newCustomers,
            .churnedCustomers, .reactivatedCustomers:
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
        case .new: month.new
        case .expansion: month.expansion
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
