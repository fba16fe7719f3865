import Diagnostics
import KPIComputing
import Measuring
import PageBinding
import ReportModel

/// Values in the filters of pages that no row has, though one of nearly the same name is there: what
/// they leave would be nothing, and read as zero.
func misspelledFilters(_ pages: [BoundPage], _ measurement: Measurement) -> [Diagnostic] {
    pages.flatMap(\.bindingsInOrder).flatMap { binding -> [Diagnostic] in
        let (filter, location) = filter(of: binding)
        return (filter.map(comparedValues) ?? []).compactMap { field, value in
            let name = field.split(separator: ".").last.map(String.init) ?? field
            let rows = measurement.receipts.filter { ![.targets, .inputs].contains($0.table) }
                .flatMap { $0.dictionaries[name]?.texts ?? [] }
            let known = Set(rows).union(measurement.computation.entities.values(of: field))
                .subtracting([""])
            if value.isEmpty || known.contains(value) { return nil }
            let suggestion = didYouMean(value, among: known.sorted())
            guard suggestion.hasPrefix("did you mean") else { return nil }
            return Diagnostic(
                id: "unknown-value", "no row has the \(field) '\(value)'", remedy: suggestion,
                at: location)
        }
    }
}

private func filter(of binding: Binding) -> (Expression?, SourceLocation?) {
    switch binding {
    case .figure(let request): (request.filter, request.location)
    case .chart(let request): (request.query.filter, request.location)
    case .table(let request): (request.query.filter, request.location)
    case .tiles, .note: (nil, nil)
    }
}

/// The texts that names are said to equal, or not to.
private func comparedValues(_ filter: Expression) -> [(field: String, value: String)] {
    switch filter.kind {
    case .number, .text, .name: return []
    case .negative(let inner), .not(let inner): return comparedValues(inner)
    case .call(_, let arguments): return arguments.flatMap(comparedValues)
    case .binary(let symbol, let left, let right):
        guard symbol == .equal || symbol == .notEqual, case .name(let field) = left.kind,
            case .text(let value) = right.kind
        else { return comparedValues(left) + comparedValues(right) }
        return [(field, value)]
    }
}
