package import ReportModel

extension TableName {
    /// What readers know it as.
    var told: TableName { self == .recurringLines ? .subscriptions : self }
}

extension Computation {
    /// Tables that a metric comes down to and the workspace does not have, in order of their names.
    package func missingTables(of metric: MetricDefinition) -> [String] {
        guard let variant = availability.variant(of: metric) else {
            return availability.missingTables(of: metric)
        }
        var found: Set<String> = []
        for name in variant.formula.names {
            if let other = catalogue.metrics[name.name], other.id != metric.id {
                found.formUnion(missingTables(of: other))
            } else if let measure = catalogue.measures[name.name] {
                let table =
                    measure.aggregate == .recurring
                    ? availability.recurringTable ?? .recurringLines : measure.table
                found.formUnion(availability.missing(table).map(\.rawValue))
            }
        }
        return found.sorted()
    }

    /// The value of any formula for the whole company.
    package func evaluate(_ formula: Expression, period: Period) -> FigureValue {
        evaluate(formula, scope(period))
    }

    /// Tables that a metric is measured in, in order of their names.
    package func tables(of metric: MetricDefinition) -> [String] {
        guard let variant = availability.variant(of: metric) else { return [] }
        return Set(measures(in: variant.formula).map(\.table.told.rawValue)).sorted()
    }

    /// What rows could not be placed in, in words: reasons by measure, for the audit page.
    package var unplacedRows: [(measure: String, table: String, reason: String, rows: Int)] {
        cubes.values.flatMap(\.unplaced).sorted {
            ($0.table, $0.reason, $0.measure) < ($1.table, $1.reason, $1.measure)
        }
    }
}
