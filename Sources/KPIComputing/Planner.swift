package import Measuring
package import ReportModel

/// From metrics to the questions that the tables are asked, before any of them is read.
package struct Planner: Sendable {
    package let catalogue: Catalogue
    package let availability: Availability
    /// Dimensions that everything is cut by besides, in order: those of a page that is one value's.
    let within: [String]

    package init(catalogue: Catalogue, availability: Availability, within: [String] = []) {
        self.catalogue = catalogue
        self.availability = availability
        self.within = within
    }

    /// The same for figures of the values of a dimension.
    package func cut(by dimension: String?) -> Planner {
        Planner(
            catalogue: catalogue, availability: availability,
            within: dimension.map { [$0] } ?? [])
    }

    /// Every request that a formula needs, in a fixed order, each once.
    package func requests(
        for expression: Expression, dimensions: [String], filter: Expression?
    ) -> [CubeRequest] {
        var found: [CubeRequest] = []
        var seen: Set<CubeRequest> = []
        let all = within.isEmpty ? dimensions : Set(dimensions + within).sorted()
        collect(expression, all, filter) { request in
            if seen.insert(request).inserted { found.append(request) }
        }
        return found
    }

    /// The requests of a binding: for each metric the whole and the parts.
    ///
    /// - Parameter dimension: a further one that the figures over time are cut by.
    package func requests(for query: GridQuery, cutBy dimension: String? = nil) -> [CubeRequest] {
        var found: [CubeRequest] = []
        for metric in query.metrics + (query.sort.map { [$0] } ?? []) {
            let name = Expression(.name(metric))
            var own = requests(
                for: name, dimensions: dimension.map { [$0] } ?? [], filter: query.filter)
            if case .dimension(let dimension) = query.axis {
                own += requests(for: name, dimensions: [dimension], filter: query.filter)
            }
            var periods = [query.period]
            if case .time(let grain) = query.axis {
                let running = availability.calendar.month(of: availability.asOf)
                periods.append(availability.calendar.period(grain, containing: running))
            }
            found += comparable(own, periods, query.comparisons)
        }
        return found
    }

    /// What the actual figures need that a forecast is drawn beside.
    package func forecastRequests(of query: GridQuery) -> [CubeRequest] {
        query.metrics.compactMap { catalogue.metrics[$0] }.flatMap { metric -> [CubeRequest] in
            guard let formula = availability.variant(of: metric)?.formula,
                case .call(let name, let arguments) = formula.kind,
                ["model", "drivers"].contains(name), let inner = arguments.first
            else { return [] }
            return requests(for: inner, dimensions: [], filter: query.filter)
        }
    }

    /// The same requests, and where one of the periods still runs also those for what it is compared
    /// with, up to the same day.
    package func comparable(
        _ requests: [CubeRequest], _ periods: [Period], _ comparisons: [Scenario]
    ) -> [CubeRequest] {
        requests
            + comparedDays(periods, comparisons).flatMap { day in
                requests.filter {
                    $0.measure.aggregate != .recurring && $0.measure.timing.isByDay
                }.map { request in
                    var request = request
                    request.through = day
                    return request
                }
            }
    }

    /// Of periods compared with one that still runs, the days up to which they are seen.
    private func comparedDays(_ periods: [Period], _ comparisons: [Scenario]) -> [Day] {
        let calendar = availability.calendar
        var days: Set<Day> = []
        for period in periods {
            for scenario in comparisons {
                if let base = calendar.compared(period, scenario),
                    let day = calendar.sameDay(of: period, on: availability.asOf, in: base)
                {
                    days.insert(day)
                }
            }
        }
        return days.sorted()
    }

    private func collect(
        _ expression: Expression, _ dimensions: [String], _ filter: Expression?,
        _ add: (CubeRequest) -> Void
    ) {
        switch expression.kind {
        case .number, .text:
            return
        case .name(let name):
            if let metric = catalogue.metrics[name] {
                if let variant = availability.variant(of: metric) {
                    collect(variant.formula, dimensions, filter, add)
                }
            } else if let measure = catalogue.measures[name] {
                if TableDerivation.of(measure.table)?.isOutlook ?? false {
                    for request in outlookRequests(measure, dimensions, filter)
                    where availability.fields[measure.table] != nil { add(request) }
                    return
                }
                for grain in measure.isByGrain ? Period.Grain.whole : [.month] {
                    let (measure, filter) = measure.asked(for: grain, filter)
                    let request = request(measure, dimensions: dimensions, filter: filter)
                    if availability.fields[request.measure.table] != nil { add(request) }
                }
            }
        case .call("where", let arguments) where arguments.count == 2:
            let both = filter.map { Expression(.binary(.and, $0, arguments[1])) } ?? arguments[1]
            collect(arguments[0], dimensions, both, add)
        case .call("plan", _), .call("forecast", _), .call("option", _):
            return
        case .call("forecast_accuracy", _):
            collect(Expression(.name(availability.forecastMetric)), dimensions, filter, add)
        case .call("above_zero", let arguments):
            arguments.first.map { collect($0, dimensions, filter, add) }
        case .call("break_even", let arguments) where arguments.count == 3:
            let byCustomer = Array(Set(dimensions + ["customer"])).sorted()
            for argument in arguments.prefix(2) {
                collect(argument, dimensions, filter, add)
                collect(argument, byCustomer, filter, add)
            }
            collect(arguments[2], dimensions, filter, add)
        case .call("assumed", let arguments):
            for argument in arguments.dropFirst() { collect(argument, dimensions, filter, add) }
        case .call("whole", let arguments):
            for argument in arguments { collect(argument, [], nil, add) }
        case .call("common", let arguments) where arguments.count == 1:
            let (dimensions, filter) = common(arguments[0], dimensions, filter)
            collect(arguments[0], dimensions, filter, add)
        case .call(let name, let arguments) where FormulaFunction.isByPart(name):
            guard arguments.count == 2, case .text(let dimension) = arguments[1].kind else {
                return
            }
            // The whole, too: it shows what is put together.
            collect(arguments[0], dimensions, filter, add)
            collect(arguments[0], Array(Set(dimensions + [dimension])).sorted(), filter, add)
        case .call(_, let arguments):
            for argument in arguments { collect(argument, dimensions, filter, add) }
        case .negative(let inner), .not(let inner):
            collect(inner, dimensions, filter, add)
        case .binary(_, let left, let right):
            collect(left, dimensions, filter, add)
            collect(right, dimensions, filter, add)
        }
    }

    /// Rows that look ahead are asked for by the month from which they do; of the whole, too, which says
    /// whether there is anything to be known.
    private func outlookRequests(
        _ measure: Measure, _ dimensions: [String], _ filter: Expression?
    ) -> [CubeRequest] {
        let field = TableDerivation.originField
        return [
            request(measure, dimensions: [field], filter: nil),
            request(measure, dimensions: (dimensions + [field]).sorted(), filter: filter),
        ]
    }

    /// The request for one measure; recurring revenue is asked of the table it is read from.
    func request(_ measure: Measure, dimensions: [String], filter: Expression?) -> CubeRequest {
        var asked = measure
        if measure.aggregate == .recurring {
            asked.table = availability.recurringTable ?? .recurringLines
        }
        return CubeRequest(measure: asked, filter: filter, dimensions: dimensions).canonical
    }
}

extension Planner {
    /// Whether every table that a metric is measured in has a dimension.
    package func canCut(_ metric: String, by dimension: String) -> Bool {
        let all = requests(
            for: Expression(.name(metric)), dimensions: [dimension], filter: nil)
        return all.allSatisfy { request in
            request.dimensions.allSatisfy { availability.canCut(request.measure.table, by: $0) }
        }
    }

    /// Whether every table that a metric is measured in has the fields that its measures need.
    package func canMeasure(_ metric: String) -> Bool {
        requests(for: Expression(.name(metric)), dimensions: [], filter: nil).allSatisfy {
            request in
            let measure = request.measure
            if measure.aggregate == .recurring { return true }
            let own = availability.fields[measure.table] ?? []
            let names = [measure.value, measure.filter, request.filter].flatMap { formula in
                formula?.names.map(\.name) ?? []
            }
            // What a name with a point stands for is looked up by its own rules.
            return (names + measure.neededTimeFields).allSatisfy {
                $0.contains(".") || own.contains($0) || availability.canCut(measure.table, by: $0)
            }
        }
    }

    /// The cut and filter as far as the tables of a formula have them: all or none.
    func common(
        _ formula: Expression, _ dimensions: [String], _ filter: Expression?
    ) -> (dimensions: [String], filter: Expression?) {
        let tables = Set(
            requests(for: formula, dimensions: [], filter: nil).map(\.measure.table))
        let names = dimensions + (filter?.names.map(\.name) ?? [])
        let isCuttable = tables.allSatisfy { table in
            names.allSatisfy { availability.canCut(table, by: $0) }
        }
        return isCuttable ? (dimensions, filter) : ([], nil)
    }
}

extension Measure {
    /// The measure as it is asked for a grain of periods, where its rows stand for one each.
    func asked(for grain: Period.Grain, _ filter: Expression?) -> (Measure, Expression?) {
        guard isByGrain else { return (self, filter) }
        var measure = self
        measure.id = "\(id) by \(grain.word)"
        let own = Expression(
            .binary(.equal, Expression(.name("grain")), Expression(.text(grain.word))))
        measure.filter = self.filter.map { Expression(.binary(.and, $0, own)) } ?? own
        return (measure, filter)
    }
}
