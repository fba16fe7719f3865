import ConfigReading
import Diagnostics
import FigureJudging
import KPIComputing
import Measuring
import ReportModel
import Testing

/// A small table as text: a header of `name`, `name:date` or `name:number`, then rows of cells.
struct SmallTable {
    var table: TableName
    var path: String
    var columns: [(name: String, kind: String)]
    var rows: [[String]]

    init(_ table: TableName, path: String = "content/data/ledger.csv", _ text: String) {
        self.table = table
        self.path = path
        let lines = text.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingPrefix { $0 == " " }
            }.map(String.init)
        }
        columns = lines[0].map { head in
            let parts = head.split(separator: ":").map(String.init)
            return (parts[0], parts.count == 2 ? parts[1] : "text")
        }
        rows = Array(lines.dropFirst())
    }

    var fields: Set<String> { Set(columns.map(\.name)) }

    /// Some of its rows as a reader hands them on, with dictionaries of its own.
    func batch(_ range: Range<Int>, _ dictionaries: inout [String: TextDictionary]) -> TableBatch {
        var typed: [String: TableBatch.Column] = [:]
        for (index, column) in columns.enumerated() {
            let cells = rows[range].map { index < $0.count ? $0[index] : "" }
            switch column.kind {
            case "date":
                typed[column.name] = .dates(
                    cells.map { Day(iso: $0)?.number ?? TableBatch.Column.missingDay })
            case "number":
                typed[column.name] = .numbers(DecimalColumn(cells.map { ExactDecimal($0) }))
            default:
                var dictionary = dictionaries[column.name] ?? TextDictionary()
                typed[column.name] = .text(cells.map { dictionary.encode($0) })
                dictionaries[column.name] = dictionary
            }
        }
        return TableBatch(
            rowCount: range.count, columns: typed, lines: range.map { Int32($0 + 2) }, path: path)
    }

    /// All of it in one batch.
    func whole() -> (TableBatch, [String: TextDictionary]) {
        var dictionaries: [String: TextDictionary] = [:]
        let batch = batch(rows.indices, &dictionaries)
        return (batch, dictionaries)
    }
}

/// A workspace of small tables with the checks of some YAML.
struct CheckedWorkspace {
    var settings: Settings
    var tables: [SmallTable]
    var files: [String: SmallTable] = [:]
    var catalogue = Catalogue()
    var found: [Diagnostic] = []

    init(_ checks: String, _ tables: [SmallTable], files: [SmallTable] = []) throws {
        let named = Set(tables.map(\.table.rawValue)).sorted()
        let text = """
            site: {title: Board pack}
            company: {name: Example, currency: EUR}
            period: 2026-Q3
            as_of: 2026-10-04
            dimensions: [region]
            tables:
            \(named.map { "  \($0): {file: data/\($0).csv}" }.joined(separator: "\n"))
            checks:
            \(checks.split(separator: "\n").map { "  - " + $0 }.joined(separator: "\n"))

            """
        var found: [Diagnostic] = []
        settings = try #require(
            readSettings(text, path: "content/revsite.yml", diagnostics: &found))
        #expect(found.map(\.message) == [])
        self.tables = tables
        for file in files { self.files[file.path] = file }
    }

    var entities: Entities {
        var entities = Entities()
        for table in tables where [.customers, .owners, .products].contains(table.table) {
            let (batch, dictionaries) = table.whole()
            entities.add(table.table, batch, dictionaries)
        }
        return entities
    }

    /// A pass over the table that nothing was handed to yet.
    func pass(_ name: TableName) -> RowCheckPass {
        let own = tables.filter { $0.table == name }
        return RowCheckPass(
            settings.checks, table: name, fields: own.first?.fields, entities: entities,
            asOf: settings.asOf)
    }

    /// Passes over all tables, each table in one batch a file.
    func passes() -> [TableName: RowCheckPass] {
        var passes: [TableName: RowCheckPass] = [:]
        for table in tables {
            let (batch, dictionaries) = table.whole()
            passes[table.table, default: pass(table.table)].consume(batch, dictionaries)
        }
        return passes
    }

    func controls() -> ControlReading {
        ControlReading(settings) { source, consume in
            var receipt = TableReceipt(table: source.table)
            guard case .file(let path) = source.origin.value, let file = files["content/" + path]
            else { return (receipt, [Diagnostic(id: "file-missing", "no file")]) }
            var (batch, dictionaries) = file.whole()
            var faults: [Diagnostic] = []
            for field in TableSchema.of(source.table).fields where field.isRequired {
                let column = source.columns[field.name]?.value ?? field.name
                if source.computed[field.name] != nil { continue }
                if let cells = batch.columns[column] {
                    batch.columns[field.name] = cells
                    dictionaries[field.name] = dictionaries[column]
                } else {
                    faults.append(
                        Diagnostic(
                            id: "column-missing",
                            "\(path) has no column '\(column)', which table '\(source.table.rawValue)' needs",
                            remedy: "(columns: {\(column): their column})"))
                }
            }
            if faults.isEmpty { consume(batch, dictionaries) }
            receipt.files = [
                TableReceipt.FileReceipt(
                    path: file.path, bytes: 9, sha256: "00", rows: file.rows.count)
            ]
            return (receipt, faults)
        }
    }

    func verdicts(
        _ passes: [TableName: RowCheckPass]? = nil, broken: Set<TableName> = [],
        cubes: [CubeRequest: Cube] = [:], controls: ControlReading? = nil
    ) -> [CheckVerdict] {
        let fields = Dictionary(
            tables.map { ($0.table, $0.fields) }, uniquingKeysWith: { $0.union($1) })
        let computation = Computation(
            settings: settings, catalogue: catalogue, entities: entities, cubes: cubes,
            targets: Targets(), availability: Availability(fields: fields, settings: settings))
        return judgeChecks(
            computation, passes: passes ?? self.passes(), controls: controls ?? self.controls(),
            receipts: fields.map { TableReceipt(table: $0.key, fields: $0.value) }, broken: broken)
    }

    /// The message of each check that failed.
    func failures() -> [String] { diagnostics(of: verdicts()).map(\.message) }
}
