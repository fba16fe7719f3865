import BundledFiles
import ConfigReading
import Diagnostics
import FormulaReading
import KPIComputing
import Measuring
import ReportModel
import RowDeriving
import TableReading
import Testing

/// A company in a few lines: settings and tables as texts, measured as the program measures files.
struct Company {
    var settings: Settings
    var catalogue: Catalogue
    var tables: [(table: TableName, csv: String)]
    /// Rows handed on at once; nil: as they come.
    var batchSize: Int?
    /// Whether the requests are put to the pass in the opposite order.
    var asksBackwards = false

    /// - Parameters:
    ///   - options: further lines of the settings.
    ///   - metrics: a text in the form of `content/metrics.yml`.
    init(
        asOf: String = "2026-12-31", period: String = "2026", company: String = "",
        options: String = "", metrics: String? = nil, tableOptions: [TableName: String] = [:],
        _ tables: [TableName: String]
    ) throws {
        var text = "site:\n  title: Test\ncompany:\n  name: Test\n  currency: EUR\n"
        if !company.isEmpty { text += "  \(company)\n" }
        text += "period: \(period)\nas_of: \(asOf)\n\(options)\ntables:\n"
        let names = tables.keys.sorted()
        for table in names {
            text += "  \(table.rawValue):\n    file: data/\(table.rawValue).csv\n"
            if let further = tableOptions[table] { text += "    \(further)\n" }
        }
        var found: [Diagnostic] = []
        let settings = readSettings(
            text, path: "content/revsite.yml", periodOverride: period, diagnostics: &found)
        #expect(!found.hasErrors, "\(found)")
        self.settings = try #require(settings)
        catalogue = Catalogue()
        var mistakes: [Diagnostic] = []
        readCatalogue(
            BundledFiles.own.text("catalogue/metrics.yml") ?? "", path: "metrics.yml",
            isBuiltIn: true, into: &catalogue, diagnostics: &mistakes)
        if let metrics {
            readCatalogue(
                metrics, path: "content/metrics.yml", isBuiltIn: false, into: &catalogue,
                diagnostics: &mistakes)
        }
        #expect(mistakes.isEmpty, "\(mistakes)")
        #expect(validate(catalogue).isEmpty)
        self.tables = names.map { ($0, tables[$0] ?? "") }
    }

    /// The tables read and measured for what is asked, with everything that was wrong in them.
    func measured(_ asked: (Planner) -> [CubeRequest]) throws -> (Computation, [Diagnostic]) {
        var found: [Diagnostic] = []
        var entities = Entities()
        var rates = ExchangeRates(
            reportingCurrency: settings.currency, source: settings.tables[.rates])
        var targets = Targets()
        var fields: [TableName: Set<String>] = [:]
        let named: Set<TableName> = [.customers, .owners, .products, .rates, .targets, .inputs]
        for (table, csv) in tables where named.contains(table) {
            var mistakes: [Diagnostic] = []
            fields[table] = try read(table, csv, &found) { batch, dictionaries in
                switch table {
                case .rates: rates.add(batch, dictionaries)
                case .targets, .inputs:
                    targets.add(
                        batch, of: table, dictionaries, settings: settings, catalogue: catalogue,
                        diagnostics: &mistakes)
                default: entities.add(table, batch, dictionaries)
                }
            }.fields
            found += mistakes
        }
        let rest = tables.filter { !named.contains($0.table) }
        for (table, csv) in rest {
            var ignored: [Diagnostic] = []
            fields[table] = try read(table, csv, &ignored) { _, _ in }.fields
        }
        let availability = Availability(fields: fields, settings: settings)
        let requests = asked(Planner(catalogue: catalogue, availability: availability))
        let surroundings = TablePass.Surroundings(
            settings, rates: rates, entities: entities, origin: availability.recurringOrigin,
            requests: requests)
        var cubes: [CubeRequest: Cube] = [:]
        var kept: [TableName: SourceRows] = [:]
        func own(_ table: TableName) -> [CubeRequest] {
            var seen: Set<CubeRequest> = []
            let own = requests.filter { $0.measure.table == table && seen.insert($0).inserted }
            return asksBackwards ? own.reversed() : own
        }
        for (table, csv) in tables where ![.rates, .targets, .inputs].contains(table) {
            var pass = TablePass(table, requests: own(table), surroundings: surroundings)
            var rows = SourceRows()
            var again: [Diagnostic] = []
            let receipt = try read(table, csv, &again) { batch, dictionaries in
                for part in batch.parts(of: batchSize ?? batch.rowCount) {
                    rows.append(pass.consume(part, dictionaries))
                }
            }
            if !named.contains(table) { found += again }
            rows.name(receipt.dictionaries)
            kept[table] = rows
            found += pass.diagnostics
            cubes.merge(pass.finish(receipt.dictionaries)) { first, _ in first }
        }
        let sources = DerivationSources(tables: kept, settings: settings)
        for derivation in TableDerivation.all where !own(derivation.table).isEmpty {
            var pass = TablePass(
                derivation.table, requests: own(derivation.table), surroundings: surroundings)
            let rows = derive(derivation.table, from: sources)
            pass.consume(rows.batch, rows.dictionaries)
            found += rows.diagnostics + pass.diagnostics
            cubes.merge(pass.finish(rows.dictionaries)) { first, _ in first }
        }
        let computation = Computation(
            settings: settings, catalogue: catalogue, entities: entities, cubes: cubes,
            targets: targets, availability: availability, rates: rates)
        return (computation, found)
    }

    private func read(
        _ table: TableName, _ csv: String, _ found: inout [Diagnostic],
        _ consume: @escaping BatchConsumer
    ) throws -> TableReceipt {
        let source = try #require(settings.tables[table])
        let file = ByteSource(path: "data/\(table.rawValue).csv", bytes: Array(csv.utf8))
        let (receipt, diagnostics) = try readTable(source, files: [file], consume: consume)
        found += diagnostics
        return receipt
    }
}

extension TableBatch {
    /// The same rows in batches of at most `size`.
    func parts(of size: Int) -> [TableBatch] {
        stride(from: 0, to: rowCount, by: max(size, 1)).map { start in
            let rows = start..<min(start + size, rowCount)
            let columns = columns.mapValues { column -> Column in
                switch column {
                case .text(let codes): .text(Array(codes[rows]))
                case .dates(let days): .dates(Array(days[rows]))
                case .numbers(let numbers): .numbers(DecimalColumn(rows.map { numbers[$0] }))
                }
            }
            return TableBatch(rowCount: rows.count, columns: columns, lines: Array(lines[rows]))
        }
    }
}
