package import ReportModel

extension CubeRequest {
    /// Fields of the row that may be needed to answer, so that a reader can leave the others unread.
    package var fields: Set<String> {
        var names = Set(Entities.keys.map(\.field))
        for expression in [measure.value, measure.filter, measure.filterWhereMapped, filter] {
            names.formUnion(expression?.names.map(\.name) ?? [])
        }
        names.formUnion(dimensions)
        names.formUnion(measure.timeFields)
        if measure.aggregate == .recurring {
            names.formUnion(["type", "status", "interval", "discount"])
        }
        return names
    }
}

extension TableSchema {
    /// What must be read of a table for these requests: the fields they name, and every field whose
    /// cells can be wrong.
    package func wanted(for requests: some Sequence<CubeRequest>) -> Set<String> {
        var names = Set(fields.filter { $0.type != .text }.map(\.name))
        names.formUnion(["stage", "currency"])
        for request in requests { names.formUnion(request.fields) }
        return names
    }
}
