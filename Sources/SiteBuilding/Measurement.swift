package import Diagnostics
package import FigureJudging
package import KPIComputing
package import Measuring
package import ReportModel
import RowDeriving
import TableReading

/// The tables read once, and what figures are computed from.
package struct Measurement: Sendable {
    package var computation: Computation
    package var receipts: [TableReceipt]
    package var diagnostics: [Diagnostic]
    /// What became of the checks of the data, in the order of the settings.
    package var verdicts: [CheckVerdict]
    /// The files that sums were compared with.
    package var controlFiles: [TableReceipt.FileReceipt]
    /// What is to be known of the exchange rates that rows took, a sentence each.
    package var rateFindings: [String]
    /// The rows that were asked for.
    var listings: [RowListing] = []
}

/// Rows that are wanted beside the figures: those that count in a measure in some months.
struct RowWish {
    var request: CubeRequest
    var months: [Month]
}

/// Reads every table of the workspace in one pass each and measures what is asked for.
///
/// Names first (customers, owners, products, rates, targets), for rows are cut by what they name; then
/// the rest, each table once. A table that no figure asks for is read too, so that what is wrong in it
/// is said and its rows are counted.
/// - Parameter asked: given the planner, everything that pages or a command want to know.
package func measure(
    _ inputs: WorkspaceInputs, asked: (Planner) throws -> [CubeRequest]
) throws -> Measurement {
    try measure(inputs, wishes: [], asked: asked)
}

func measure(
    _ inputs: WorkspaceInputs, wishes: [RowWish], asked: (Planner) throws -> [CubeRequest]
) throws -> Measurement {
    var tables = TablesReading(inputs)
    tables.wishes = wishes
    try tables.readNames()
    try tables.readSnapshots()
    let settings = inputs.settings
    let availability = Availability(fields: try tables.allFields(), settings: settings)
    let planner = Planner(catalogue: inputs.catalogue, availability: availability)
    let requests = try asked(planner) + FigureJudging.requests(of: settings.checks, planner)
    let cubes = try tables.readRows(requests, origin: availability.recurringOrigin)
    let computation = Computation(
        settings: settings, catalogue: inputs.catalogue, entities: tables.entities, cubes: cubes,
        targets: tables.targets, availability: availability, rates: tables.rates,
        parts: inputs.partDimensions)
    let controls = try ControlReading(settings) { source, consume in
        try tables.files.read(source, wanted: nil, consume: consume)
    }
    var found = tables.diagnostics + controls.diagnostics + tables.notes
    found += stageWarnings(settings, tables.receipts)
    if !found.hasErrors { found += unknownDimensions(settings, tables.fields) }
    found += periodBeforeData(settings, cubes)
    found += misspelledParts(settings, tables.receipts, tables.entities)
    let verdicts = judgeChecks(
        computation, passes: tables.passes, controls: controls, receipts: tables.receipts,
        broken: tables.broken)
    return Measurement(
        computation: computation, receipts: tables.receipts.sorted { $0.table < $1.table },
        diagnostics: found.map { $0.without(tables.files.withoutSecrets) },
        verdicts: verdicts.map { $0.without(tables.files.withoutSecrets) },
        controlFiles: controls.files, rateFindings: tables.rateFindings,
        listings: tables.listings)
}

extension Diagnostic {
    /// The same with its words changed.
    fileprivate func without(_ change: (String) -> String) -> Diagnostic {
        var changed = self
        changed.message = change(message)
        changed.remedy = remedy.map(change)
        return changed
    }
}

extension CheckVerdict {
    /// The same with the words of its rows changed.
    fileprivate func without(_ change: (String) -> String) -> CheckVerdict {
        var changed = self
        for index in failures.indices {
            changed.failures[index].text = change(failures[index].text)
        }
        return changed
    }
}

/// What is known of the tables as they are read, one after the other.
private struct TablesReading {
    let inputs: WorkspaceInputs
    let files: TableFiles
    var entities = Entities()
    var rates: ExchangeRates
    var targets = Targets()
    var fields: [TableName: Set<String>] = [:]
    var receipts: [TableReceipt] = []
    var diagnostics: [Diagnostic] = []
    var passes: [TableName: RowCheckPass] = [:]
    /// Tables in which something is wrong.
    var broken: Set<TableName> = []
    var rateFindings: [String] = []
    /// Rows that those of other tables are worked out of.
    private var kept: [TableName: SourceRows] = [:]
    /// The rows of tables that name things, to be measured once it is known what is asked.
    private var named: [TableName: [TableBatch]] = [:]

    var wishes: [RowWish] = []
    var listings: [RowListing] = []

    private var settings: Settings { inputs.settings }

    init(_ inputs: WorkspaceInputs) {
        self.inputs = inputs
        files = TableFiles(
            workspace: inputs.workspace, commands: inputs.options.commands,
            workers: inputs.options.workers)
        rates = ExchangeRates(
            reportingCurrency: inputs.settings.currency, source: inputs.settings.tables[.rates])
    }

    /// Reads the tables by which the rows of others are seen.
    mutating func readNames() throws {
        for table in [TableName.customers, .owners, .products, .rates, .targets, .inputs] {
            guard let source = settings.tables[table] else { continue }
            var placed: [Diagnostic] = []
            var checks = pass(table)
            let (receipt, found) = try files.read(source, wanted: nil) { batch, dictionaries in
                checks.consume(batch, dictionaries)
                switch table {
                case .rates: rates.add(batch, dictionaries)
                case .targets, .inputs:
                    targets.add(
                        batch, of: table, dictionaries, settings: settings,
                        catalogue: inputs.catalogue,
                        diagnostics: &placed)
                case .customers, .owners:
                    entities.add(table, batch, dictionaries)
                    named[table, default: []].append(batch)
                default: entities.add(table, batch, dictionaries)
                }
            }
            if table == .rates { placed += rates.diagnostics }
            take(receipt, found + placed, checks)
        }
    }

    /// Exports of the deals that were taken on several days, where the settings name the field.
    mutating func readSnapshots() throws {
        guard let source = settings.tables[.opportunities],
            try files.fields(of: source).contains(DealSnapshots.field)
        else { return }
        var checks = pass(.opportunities)
        var batches: [TableBatch] = []
        let (receipt, found) = try files.read(source, wanted: nil) { batch, dictionaries in
            batches.append(batch)
        }
        let snapshots = DealSnapshots(batches, receipt.dictionaries, asOf: settings.asOf)
        // Checks are of what deals are now.
        for batch in snapshots.current { checks.consume(batch, receipt.dictionaries) }
        take(receipt, found + snapshotFindings(snapshots, source), checks)
        named[.opportunities] = snapshots.current
        if settings.tables[.opportunityHistory] == nil {
            named[.opportunityHistory] = snapshots.history
            fields[.opportunityHistory] = DealSnapshots.fields
        }
    }

    /// The fields that each table has; of those not read yet, by their headers.
    mutating func allFields() throws -> [TableName: Set<String>] {
        for table in settings.tables.keys.sorted() where fields[table] == nil {
            guard let source = settings.tables[table] else { continue }
            fields[table] = try files.fields(of: source)
        }
        return fields
    }

    /// Reads all tables that were not read yet.
    mutating func readRows(
        _ requests: [CubeRequest], origin: Settings.RecurringOrigin?
    ) throws -> [CubeRequest: Cube] {
        let surroundings = TablePass.Surroundings(
            settings, rates: rates, entities: entities, origin: origin, requests: requests)
        let known = Set(receipts.map(\.table))
        let derivations = TableDerivation.all.filter { derivation in
            requests.contains { $0.measure.table == derivation.table }
        }
        listings = wishes.map {
            RowListing($0.request, months: $0.months, surroundings: surroundings)
        }
        let sources = Set(
            derivations.flatMap { $0.needs + $0.helps } + wishes.map(\.request.measure.table))
        var cubes = measureNamed(requests, sources, surroundings)
        for table in settings.tables.keys.sorted() where !known.contains(table) {
            guard let source = settings.tables[table] else { continue }
            let own = requests.filter { $0.measure.table == table }.unique()
            var work = TableWork(
                measuring: TablePass(table, requests: own, surroundings: surroundings),
                checks: pass(table))
            let wanted = TableSchema.of(table).wanted(for: own).union(work.checks.fields)
            let (receipt, found) =
                sources.contains(table)
                ? try readKept(source, &work) : try files.read(source, wanted: wanted, into: &work)
            // A column that is missing explains what the measures lack.
            let explained: Set<String> =
                found.hasErrors ? ["field-missing", "dimension-unknown"] : []
            let measured = work.measuring.diagnostics.filter { !explained.contains($0.id) }
            rateFindings += work.measuring.findings
            take(receipt, found, work.checks)
            diagnostics += measured
            cubes.merge(work.measuring.finish(receipt.dictionaries)) { first, _ in first }
        }
        let derived = DerivationSources(tables: kept, settings: settings)
        for derivation in derivations {
            var pass = TablePass(
                derivation.table,
                requests: requests.filter { $0.measure.table == derivation.table }.unique(),
                surroundings: surroundings)
            let rows = derive(derivation.table, from: derived)
            list(pass.consume(rows.batch, rows.dictionaries), derivation.table, rows.dictionaries)
            diagnostics += rows.diagnostics
            if !found(wrongIn: derivation.needs) { diagnostics += pass.diagnostics }
            cubes.merge(pass.finish(rows.dictionaries)) { first, _ in first }
        }
        return cubes
    }

    /// Whether one of the tables could not be read right, which explains what others lack.
    private func found(wrongIn tables: [TableName]) -> Bool {
        tables.contains { broken.contains($0) }
    }

    /// What is asked of customers and sellers, and their rows for what is worked out of them.
    private mutating func measureNamed(
        _ requests: [CubeRequest], _ sources: Set<TableName>,
        _ surroundings: TablePass.Surroundings
    ) -> [CubeRequest: Cube] {
        var cubes: [CubeRequest: Cube] = [:]
        for table in named.keys.sorted() {
            let own = requests.filter { $0.measure.table == table }.unique()
            if own.isEmpty, !sources.contains(table) { continue }
            var pass = TablePass(table, requests: own, surroundings: surroundings)
            var rows = SourceRows()
            // A log that comes from exports has their texts.
            let origin = receipts.contains { $0.table == table } ? table : .opportunities
            let dictionaries = receipts.first { $0.table == origin }?.dictionaries ?? [:]
            for batch in named[table] ?? [] {
                let converted = pass.consume(batch, dictionaries)
                list(converted, table, dictionaries)
                if sources.contains(table) { rows.append(converted) }
            }
            rows.name(dictionaries)
            kept[table] = rows
            if !broken.contains(table) { diagnostics += pass.diagnostics }
            cubes.merge(pass.finish(dictionaries)) { first, _ in first }
        }
        named = [:]
        return cubes
    }

    /// Reads a table whose rows are kept too; all its fields, for any may be cut by.
    private mutating func readKept(
        _ source: TableSource, _ work: inout TableWork
    ) throws -> TableFiles.Result {
        var rows = SourceRows()
        let currencies = source.table == .opportunityHistory ? dealCurrencies : nil
        let result = try files.read(source, wanted: nil) { batch, dictionaries in
            work.checks.consume(batch, dictionaries)
            var batch = batch
            var dictionaries = dictionaries
            currencies?.add(to: &batch, &dictionaries)
            let converted = work.measuring.consume(batch, dictionaries)
            list(converted, source.table, dictionaries)
            rows.append(converted)
        }
        rows.name(result.receipt.dictionaries)
        kept[source.table] = rows
        return result
    }

    /// Looks for rows that are wanted.
    private mutating func list(
        _ batch: TableBatch, _ table: TableName, _ dictionaries: [String: TextDictionary]
    ) {
        for index in listings.indices where listings[index].table == table {
            listings[index].consume(batch, dictionaries)
        }
    }

    /// The currencies of deals, in which the log of their changes has its amounts too.
    private var dealCurrencies: DealCurrencies? {
        kept[.opportunities].flatMap { $0.has("currency") ? DealCurrencies($0) : nil }
    }

    /// What was found out rather than said in the settings, where it bears on figures.
    var notes: [Diagnostic] {
        let place = settings.tables[.rates]?.origin.location
        return rateFindings.map { Diagnostic(.note, id: "rate-carried", $0, at: place) }
            + receipts.flatMap { receipt in
                receipt.findings.map {
                    Diagnostic(
                        .note, id: "form-detected", $0,
                        at: settings.tables[receipt.table]?.origin.location)
                }
            }
    }

    private func pass(_ table: TableName) -> RowCheckPass {
        RowCheckPass(
            settings.checks, table: table, fields: fields[table], entities: entities,
            asOf: settings.asOf)
    }

    private mutating func take(
        _ receipt: TableReceipt, _ found: [Diagnostic], _ checks: RowCheckPass
    ) {
        // Of the others all fields are known by their headers; the receipt has those that were read.
        if fields[receipt.table] == nil { fields[receipt.table] = receipt.fields }
        receipts.append(receipt)
        diagnostics += found
        passes[receipt.table] = checks
        if found.hasErrors { broken.insert(receipt.table) }
    }
}

/// All that is done with the rows of one table while they are read.
private struct TableWork: TableConsumer {
    var measuring: TablePass
    var checks: RowCheckPass

    mutating func consume(_ batch: TableBatch, _ dictionaries: [String: TextDictionary]) {
        checks.consume(batch, dictionaries)
        measuring.consume(batch, dictionaries)
    }

    mutating func merge(
        _ other: consuming TableWork, own: [String: TextDictionary],
        others: [String: TextDictionary]
    ) {
        var own = own
        checks.merge(other.checks)
        measuring.merge(other.measuring, own: &own, others: others)
    }
}

extension [CubeRequest] {
    /// Each once, in their order.
    fileprivate func unique() -> [CubeRequest] {
        var seen: Set<CubeRequest> = []
        return filter { seen.insert($0).inserted }
    }
}
