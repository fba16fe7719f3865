import Measuring
import ReportModel

extension Computation {
    func request(for measure: Measure, _ scope: Scope) -> CubeRequest {
        Planner(catalogue: catalogue, availability: availability)
            .request(measure, dimensions: scope.selection.dimensions, filter: scope.filter)
    }

    /// A measure over the months of a period, for a selection; the rules of what is not yet or no
    /// longer known stand here.
    func value(of measure: Measure, _ scope: Scope) -> FigureValue {
        let request = request(for: measure, scope)
        guard availability.fields[request.measure.table] != nil else {
            return .undefined(.missingInput("the table '\(request.measure.table.rawValue)'"))
        }
        guard let cube = cubes[request] else {
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
        var total: Cube.Cell?
        for key in scope.selection.keys {
            guard let cells = cube.cells[key] else { continue }
            for index in months.lowerBound.index...months.upperBound.index {
                guard let cell = cells[Month(index: index)] else { continue }
                if total == nil { total = cell } else { total?.merge(cell) }
            }
        }
        switch total {
        case .sum(let sum): return .known(sum)
        case .count(let count): return .known(ExactDecimal(count))
        case .distinct(let codes): return .known(ExactDecimal(codes.count))
        case .values(let values):
            return median(values).map(FigureValue.known)
                ?? .undefined(.noRows("no value in \(scope.period.name)"))
        case nil:
            if measure.aggregate == .median {
                return .undefined(.noRows("no deal in \(scope.period.name)"))
            }
            return .known(.zero)
        }
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
        var sums: [String: ExactDecimal] = [:]
        for key in scope.selection.keys {
            for customer in cube.customers[key] ?? [] where !customer.customer.isEmpty {
                for (month, amount) in customer.months where scope.period.contains(month) {
                    sums[customer.customer, default: .zero] += amount
                }
            }
        }
        let positive = sums.values.filter { !$0.isNegative && !$0.isZero }.sorted(by: >)
        let counted = measure.count == 0 ? positive[...] : positive.prefix(measure.count)
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
        guard let matrix = matrix(cube, scope) else { return .known(.zero) }
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

    /// The matrix of a selection; a customer in several of its cuts is one customer.
    func matrix(_ cube: PreparedCube, _ scope: Scope) -> RecurringMatrix? {
        let keys = scope.selection.keys.filter { cube.matrices[$0] != nil }
        guard let key = keys.first, let one = cube.matrices[key] else { return nil }
        if keys.count == 1 { return one }
        var sums: [String: [Month: ExactDecimal]] = [:]
        for key in keys {
            for customer in cube.customers[key] ?? [] {
                sums[customer.customer, default: [:]].merge(customer.months) { $0 + $1 }
            }
        }
        let together = sums.keys.sorted().map {
            PreparedCube.CustomerMonths(customer: $0, months: sums[$0] ?? [:])
        }
        return RecurringMatrix(together, from: one.first, through: one.last)
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
