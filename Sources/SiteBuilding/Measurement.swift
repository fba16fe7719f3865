package import Diagnostics
package import KPIComputing
package import Measuring
package import ReportModel

/// The tables read once, and what figures are computed from.
package struct Measurement: Sendable {
    package var computation: Computation
    package var receipts: [TableReceipt]
    package var diagnostics: [Diagnostic]
}

/// Reads every table of the workspace in one pass each and measures what is asked for.
///
/// Names first (customers, owners, products, rates, targets), for rows are cut by what they name; then
/// the rest, each table once. A table that no figure asks for is read too, so that what is wrong in it
/// is said and its rows are counted.
/// - Parameter asked: given the planner, everything that pages or a command want to know.
package func measure(
    _ inputs: WorkspaceInputs, asked: (Planner) -> [CubeRequest]
) throws -> Measurement {
    let settings = inputs.settings
    let files = TableFiles(workspace: inputs.workspace)
    var found: [Diagnostic] = []
    var receipts: [TableReceipt] = []
    var entities = Entities()
    var rates = ExchangeRates(reportingCurrency: settings.currency)
    var targets = Targets()
    var fields: [TableName: Set<String>] = [:]

    for table in [TableName.customers, .owners, .products, .rates, .targets] {
        guard let source = settings.tables[table] else { continue }
        var placed: [Diagnostic] = []
        let (receipt, diagnostics) = try files.read(source, wanted: nil) { batch, dictionaries in
            switch table {
            case .rates: rates.add(batch, dictionaries)
            case .targets:
                targets.add(
                    batch, dictionaries, settings: settings, catalogue: inputs.catalogue,
                    diagnostics: &placed)
            default: entities.add(table, batch, dictionaries)
            }
        }
        found += diagnostics + placed
        receipts.append(receipt)
        fields[table] = receipt.fields
    }
    let rest = settings.tables.keys.sorted().filter { fields[$0] == nil }
    for table in rest {
        guard let source = settings.tables[table] else { continue }
        fields[table] = try files.fields(of: source)
    }
    let availability = Availability(fields: fields, settings: settings)
    let requests = asked(Planner(catalogue: inputs.catalogue, availability: availability))
    let surroundings = TablePass.Surroundings(
        asOf: settings.asOf, rates: rates, entities: entities,
        recurringOrigin: availability.recurringOrigin)

    var cubes: [CubeRequest: Cube] = [:]
    for table in rest {
        guard let source = settings.tables[table] else { continue }
        var seen: Set<CubeRequest> = []
        let own = requests.filter { $0.measure.table == table && seen.insert($0).inserted }
        var pass = TablePass(table, requests: own, surroundings: surroundings)
        let wanted = TableSchema.of(table).wanted(for: own)
        let (receipt, diagnostics) = try files.read(source, wanted: wanted) { batch, dictionaries in
            pass.consume(batch, dictionaries)
        }
        // A column that is missing explains what the measures lack.
        let explained: Set<String> =
            diagnostics.hasErrors ? ["field-missing", "dimension-unknown"] : []
        found += diagnostics + pass.diagnostics.filter { !explained.contains($0.id) }
        receipts.append(receipt)
        cubes.merge(pass.finish(receipt.dictionaries)) { first, _ in first }
    }
    found += stageWarnings(settings, receipts)
    if !found.hasErrors { found += unknownDimensions(settings, fields) }
    let computation = Computation(
        settings: settings, catalogue: inputs.catalogue, entities: entities, cubes: cubes,
        targets: targets, availability: availability)
    return Measurement(
        computation: computation, receipts: receipts.sorted { $0.table < $1.table },
        diagnostics: found)
}

/// A dimension that no table has is a slip of the pen.
private func unknownDimensions(
    _ settings: Settings, _ fields: [TableName: Set<String>]
) -> [Diagnostic] {
    let known = fields.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    return settings.dimensions.compactMap { dimension in
        let parts = dimension.value.split(separator: ".").map(String.init)
        let owner = Entities.keys.first { parts.count == 2 && $0.field == parts[0] }
        let isKnown =
            parts.count == 2
            ? owner.map { fields[$0.table]?.contains(parts[1]) ?? false } ?? false
            : known.contains(dimension.value)
        if isKnown { return nil }
        return Diagnostic(
            id: "dimension-unknown", "no table has the dimension '\(dimension.value)'",
            remedy: didYouMean(dimension.value, among: known), at: dimension.location)
    }
}

/// A table of deals in which nothing is won or lost has stages that were not mapped.
private func stageWarnings(_ settings: Settings, _ receipts: [TableReceipt]) -> [Diagnostic] {
    guard let source = settings.tables[.opportunities],
        let receipt = receipts.first(where: { $0.table == .opportunities }), receipt.rowsUsed > 0,
        let stages = receipt.dictionaries["stage"],
        stages.code(of: "won") == nil, stages.code(of: "lost") == nil
    else { return [] }
    let words = stages.texts.filter { !$0.isEmpty }.sorted().prefix(8).joined(separator: ", ")
    return [
        Diagnostic(
            .warning, id: "stage-unmapped",
            "no deal has the stage 'won' or 'lost'; the stages are: \(words)",
            remedy: "map yours: values: {stage: {won: [Closed Won], lost: [Closed Lost]}}",
            at: source.origin.location)
    ]
}
