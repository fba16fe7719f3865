import Diagnostics
import ReportModel

/// Which columns of a file are turned into rows, found by its header.
struct WideColumns {
    private let source: TableSource
    private let wide: TableSource.Wide
    private let path: String
    let names: [String]
    /// The columns in the order in which they make rows.
    private(set) var chosen: [Int] = []
    private(set) var isChosen: [Bool]
    private(set) var yearCell: Int?
    private(set) var diagnostics: [Diagnostic] = []

    init(_ source: TableSource, _ wide: TableSource.Wide, names: [String], path: String) {
        self.source = source
        self.wide = wide
        self.names = names
        self.path = path
        isChosen = names.map { _ in false }
    }

    /// Whether the columns' names are times.
    var isPeriod: Bool {
        wide.field.value == "period"
            || TableSchema.of(source.table).field(wide.field.value)?.type == .date
    }

    mutating func choose(value: String) {
        for field in [wide.field.value, value] {
            guard let mapped = source.columns[field] else { continue }
            report(
                "wide-mapped", "'\(field)' comes from the columns that 'wide' names",
                remedy: "leave its line out of 'columns'", at: mapped.location)
        }
        if let year = wide.year {
            yearCell = index(of: year.value, at: year.location)
        }
        if let entries = wide.columns {
            for entry in entries { take(entry) }
        } else {
            takeAll()
        }
        checkYear()
        if chosen.isEmpty, diagnostics.isEmpty {
            report(
                "wide-empty", "\(path) has no column that names a \(wide.field.value)",
                remedy: isPeriod
                    ? "such a column is called 2026-01, Jan 2026, M01, Q1; name the columns by "
                        + "wide: {\(wide.field.value): \"first…last\"}"
                    : "name the columns by wide: {\(wide.field.value): [first, second]}")
        }
    }

    mutating func refuse(_ id: String, _ message: String) {
        report(id, message, remedy: "bring the file into long form, a value a row")
    }

    /// One column by its name, or all from one to another: `M01…M12`.
    private mutating func take(_ entry: String) {
        if names.contains(entry) || Self.ends(of: entry) == nil {
            if let cell = index(of: entry, at: wide.field.location) { take(cell) }
            return
        }
        guard let (from, to) = Self.ends(of: entry) else { return }
        let first = index(of: from, at: wide.field.location)
        let last = index(of: to, at: wide.field.location)
        guard let first, let last else { return }
        if last < first {
            report(
                "wide-range-invalid", "in \(path) '\(to)' stands before '\(from)'",
                remedy: "write the column that stands first at the left")
            return
        }
        let others = keptCells()
        for cell in first...last where !names[cell].isEmpty && !others.contains(cell) {
            take(cell)
        }
    }

    private mutating func take(_ cell: Int) {
        if isChosen[cell] { return }
        isChosen[cell] = true
        if isPeriod, PeriodName(names[cell]) == nil {
            report(
                "wide-column-unclear", "the column '\(names[cell])' of \(path) names no period",
                remedy: "a column of this range is called 2026-01, Jan 2026, M01, Q1; map it or "
                    + "leave it out of 'wide'")
            return
        }
        chosen.append(cell)
    }

    /// Every column that is not something else already; of periods only those whose names are some.
    private mutating func takeAll() {
        let others = keptCells()
        var seen: Set<String> = []
        for cell in names.indices where !names[cell].isEmpty && !others.contains(cell) {
            let name = names[cell]
            if isPeriod {
                // A bare number is a month only beside a year.
                guard let period = PeriodName(name), !period.isNumber(name) || yearCell != nil
                else { continue }
            } else if wide.field.value == "currency", !Self.isCode(name) {
                report(
                    "currency-invalid", "the column '\(name)' of \(path) is no currency code",
                    remedy: "name the columns by wide: {currency: [USD, GBP]}, or map it")
                continue
            }
            if !seen.insert(name).inserted {
                report(
                    "column-ambiguous", "\(path) has the column '\(name)' more than once",
                    remedy: "give the columns different names")
                continue
            }
            take(cell)
        }
    }

    /// Columns that settings name, that are called like a field, or that say the year.
    private func keptCells() -> Set<Int> {
        var known = Set(source.columns.values.map(\.value)).union(source.dimensions)
        known.formUnion(source.filter?.names.map(\.name) ?? [])
        for formula in source.computed.values {
            known.formUnion(formula.value.names.map(\.name))
        }
        let fields = Set(TableSchema.of(source.table).fields.map(\.name))
        return Set(
            names.indices.filter {
                known.contains(names[$0]) || fields.contains(names[$0].lowercased())
                    || $0 == yearCell
            })
    }

    /// Names like `M01` say no year, so a column must.
    private mutating func checkYear() {
        if wide.year != nil { return }
        guard
            let cell = chosen.first(where: { PeriodName(names[$0])?.needsYear == true && isPeriod })
        else { return }
        let near = nearestName(to: "Year", among: names.filter { !$0.isEmpty }) ?? "their column"
        report(
            "wide-year-missing", "the column '\(names[cell])' of \(path) says no year",
            remedy: "name the column that does: wide: {\(wide.field.value): …, year: \(near)}")
        chosen = []
    }

    private mutating func index(of name: String, at place: SourceLocation) -> Int? {
        let found = names.indices.filter { names[$0] == name }
        if found.count == 1 { return found[0] }
        if found.isEmpty {
            report(
                "column-missing", "\(path) has no column '\(name)'",
                remedy: didYouMean(name, among: names.filter { !$0.isEmpty }), at: place)
        } else {
            report(
                "column-ambiguous", "\(path) has the column '\(name)' more than once",
                remedy: "give the columns different names", at: place)
        }
        return nil
    }

    private mutating func report(
        _ id: String, _ message: String, remedy: String, at place: SourceLocation? = nil
    ) {
        diagnostics.append(
            Diagnostic(id: id, message, remedy: remedy, at: place ?? wide.field.location))
    }

    /// The names at both ends of `M01…M12`, written with the sign or with two or three points.
    private static func ends(of entry: String) -> (String, String)? {
        for mark in ["…", "...", ".."] {
            guard let range = entry.firstRange(of: mark) else { continue }
            let from = trimmedName(String(entry[..<range.lowerBound]))
            let to = trimmedName(String(entry[range.upperBound...]))
            return from.isEmpty || to.isEmpty ? nil : (from, to)
        }
        return nil
    }

    private static func isCode(_ name: String) -> Bool {
        name.utf8.count == 3 && name.utf8.allSatisfy { 97...122 ~= $0 | 0x20 }
    }
}
