import Diagnostics
import KPIComputing
import Measuring
import ReportModel
import RowDeriving

/// The period of the report ends before any row of any table.
func periodBeforeData(
    _ settings: Settings, _ cubes: [CubeRequest: Cube]
) -> [Diagnostic] {
    let starts = cubes.values.compactMap { $0.coverage?.lowerBound }
    guard let place = settings.periodLocation, let first = starts.min(),
        settings.period.last < first
    else { return [] }
    return [
        Diagnostic(
            id: "period-outside-data",
            "the period \(settings.period.name) ends before the data begins (\(first))",
            remedy: "report a period that the data covers", at: place)
    ]
}

/// A dimension that no table has is a slip of the pen.
func unknownDimensions(
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
func stageWarnings(_ settings: Settings, _ receipts: [TableReceipt]) -> [Diagnostic] {
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

/// Targets of a part that no row has, though one of nearly the same name is there.
func misspelledParts(
    _ settings: Settings, _ receipts: [TableReceipt], _ entities: Entities
) -> [Diagnostic] {
    let schema = TableSchema.of(.targets)
    guard let source = settings.tables[.targets],
        let own = receipts.first(where: { $0.table == .targets })
    else { return [] }
    return own.dictionaries.keys.filter { schema.field($0) == nil }.sorted().flatMap { field in
        let rows = receipts.filter { ![.targets, .inputs].contains($0.table) }
            .flatMap { $0.dictionaries[field]?.texts ?? [] }
        let known = Set(rows).union(entities.values(of: field)).subtracting([""])
        return (own.dictionaries[field]?.texts ?? []).compactMap { value -> Diagnostic? in
            if value.isEmpty || known.contains(value) { return nil }
            let suggestion = didYouMean(value, among: known)
            guard suggestion.hasPrefix("did you mean") else { return nil }
            return Diagnostic(
                .warning, id: "target-part-unknown",
                "there are targets for \(field) '\(value)', which no row has", remedy: suggestion,
                at: source.origin.location)
        }
    }
}

/// What is wrong with exports of deals.
func snapshotFindings(_ snapshots: DealSnapshots, _ source: TableSource) -> [Diagnostic] {
    var found = snapshots.undated.prefix(20).map {
        Diagnostic(
            id: "value-missing", "'snapshot' has no value",
            remedy: "write the day of the export, or leave such rows out by 'where'", at: $0)
    }
    found += snapshots.repeated.prefix(20).map {
        Diagnostic(
            id: "id-duplicate", "the deal '\($0.id)' is exported twice on one day",
            remedy: "keep one export of a day, the last one", at: $0.at)
    }
    if !snapshots.vanished.isEmpty {
        let ids = snapshots.vanished.prefix(5).joined(separator: ", ")
        found.append(
            Diagnostic(
                .warning, id: "deal-vanished",
                "deals of earlier exports are not in the last one and are left out of all "
                    + "figures: \(snapshots.vanished.count), as \(ids)",
                remedy: "export them too, as lost if nothing came of them",
                at: source.origin.location))
    }
    if snapshots.later > 0 {
        found.append(
            Diagnostic(
                .warning, id: "snapshot-late",
                "\(snapshots.later) rows of 'opportunities' were exported after as_of and are "
                    + "left out",
                remedy: "set as_of to the day of the last export", at: source.origin.location))
    }
    return found
}
