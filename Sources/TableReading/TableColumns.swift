import Diagnostics
import ReportModel

/// A field of the table that this reading is about.
struct WantedField: Sendable {
    var name: String
    var type: FieldType
    var isRequired: Bool
}

extension TableSource {
    /// The schema's fields, then further mapped or computed ones and dimensions by name.
    ///
    /// Required fields are read even where nobody wants them, so that their mistakes are found.
    func fields(wanted: Set<String>?) -> [WantedField] {
        let schema = TableSchema.of(table)
        let known = schema.fields.map {
            WantedField(name: $0.name, type: $0.type, isRequired: $0.isRequired)
        }
        let further = Set(columns.keys).union(computed.keys).union(dimensions)
            .subtracting(known.map(\.name)).sorted()
            .map { WantedField(name: $0, type: .text, isRequired: false) }
        // What tells whether a subscription line is there twice at one time.
        let checked: Set<String> = table == .subscriptions ? ["id", "end"] : []
        return (known + further).filter {
            $0.isRequired || checked.contains($0.name) || wanted?.contains($0.name) ?? true
        }
    }
}

/// Where the fields come from in one file: its columns, found by its header.
struct TableColumns: Sendable {
    enum Input: Sendable {
        case cell(Int)
        case formula(RowFormula)

        /// The columns that it looks at.
        var cells: Set<Int> {
            switch self {
            case .cell(let cell): [cell]
            case .formula(let formula): formula.cells
            }
        }
    }

    struct Bound: Sendable {
        /// Index among the wanted fields.
        var field: Int
        var input: Input
        /// Where the settings say so.
        var location: SourceLocation?
    }

    private(set) var bound: [Bound] = []
    private(set) var filter: RowFormula?
    private(set) var diagnostics: [Diagnostic] = []
    let width: Int
    /// Whether rows say their currency, be it wanted or not.
    let hasCurrency: Bool

    /// Finds the fields' columns in the header; what is not there goes to `diagnostics`.
    init(header: [String], of path: String, source: TableSource, fields: [WantedField]) {
        width = header.count
        let names = header.map(trimmedName)
        var columns: [String: Int] = [:]
        var ambiguous: Set<String> = []
        for (index, name) in names.enumerated() where !name.isEmpty {
            if columns.updateValue(index, forKey: name) != nil { ambiguous.insert(name) }
        }
        for name in ambiguous { columns[name] = nil }
        hasCurrency =
            source.computed["currency"] != nil
            || columns[source.columns["currency"]?.value ?? "currency"] != nil
        // Lines above the header are the likely reason where it has none of the names.
        let isOtherLine =
            source.format.skip == 0 && source.format.header == nil
            && !source.columns.isEmpty
            && source.columns.values.allSatisfy { columns[$0.value] == nil }
        let lineHint =
            isOtherLine
            ? "; where column names stand in a later line, write 'skip' or 'header'" : ""
        let dateColumns = TableSchema.of(source.table).fields.filter { $0.type == .date }
            .compactMap { columns[source.columns[$0.name]?.value ?? $0.name] }
        var compiler = RowFormulaCompiler(
            columns: columns, ambiguous: ambiguous, dateColumns: Set(dateColumns), path: path)
        for (index, field) in fields.enumerated() {
            if let computed = source.computed[field.name] {
                guard let formula = compiler.value(computed.value) else { continue }
                bound.append(
                    Bound(field: index, input: .formula(formula), location: computed.location))
                continue
            }
            let mapped = source.columns[field.name]
            let name = mapped?.value ?? field.name
            let location = mapped?.location ?? source.origin.location
            if let column = columns[name] {
                bound.append(Bound(field: index, input: .cell(column), location: location))
            } else if ambiguous.contains(name) {
                diagnostics.append(
                    Diagnostic(
                        id: "column-ambiguous", "\(path) has the column '\(name)' more than once",
                        remedy: "give the columns different names", at: location))
            } else if mapped != nil || field.isRequired {
                var what = "\(path) has no column '\(name)'"
                if mapped == nil { what += ", which table '\(source.table.rawValue)' needs" }
                let suggestion = didYouMean(name, among: columns.keys)
                diagnostics.append(
                    Diagnostic(
                        id: "column-missing", what,
                        remedy: mapped == nil
                            ? "\(suggestion) (columns: {\(name): their column})"
                            : suggestion + (suggestion.hasPrefix("did you mean") ? "" : lineHint),
                        at: location))
            }
        }
        filter = source.filter.flatMap { compiler.condition($0) }
        diagnostics += compiler.diagnostics
        diagnostics += unreadParts(names, of: path, source)
    }

    /// A column of `targets` or `inputs` that nothing reads may say of which part a row is; taken for a
    /// row of the whole it would be a wrong figure. Who maps the columns has looked at them.
    private func unreadParts(
        _ names: [String], of path: String, _ source: TableSource
    ) -> [Diagnostic] {
        guard [.targets, .inputs].contains(source.table), source.columns.isEmpty,
            source.wide == nil
        else { return [] }
        let read = bound.reduce(into: filter?.cells ?? []) { $0.formUnion($1.input.cells) }
        return names.indices.filter { !names[$0].isEmpty && !read.contains($0) }.map { index in
            let suggestion = didYouMean(names[index], among: source.dimensions)
            return Diagnostic(
                id: "column-unread",
                "\(path) has a column '\(names[index])', which is no field of "
                    + "'\(source.table.rawValue)' and no dimension: its rows would count for the "
                    + "whole company",
                remedy: suggestion.hasPrefix("did you mean")
                    ? suggestion
                    : "name it under 'dimensions:', or map the columns that count under 'columns:'",
                at: SourceLocation(path: path, line: 1, column: 1))
        }
    }
}

extension TableColumns {
    /// The columns that fields or formulas look at.
    var stored: Set<Int> {
        var columns = filter?.cells ?? []
        for field in bound { columns.formUnion(field.input.cells) }
        return columns
    }

    /// Whether rows must be read in their order, for a formula counts them.
    var countsRows: Bool {
        bound.contains {
            if case .formula(let formula) = $0.input { formula.countsRows } else { false }
        }
            || filter?.countsRows ?? false
    }
}
