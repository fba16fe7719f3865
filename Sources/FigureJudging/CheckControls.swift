package import Diagnostics
package import ReportModel

/// The controls of all reconciliations, read from their files or taken from the settings.
package struct ControlReading: Sendable {
    /// Takes a batch, and the dictionaries of its text fields.
    package typealias Consumer = (TableBatch, [String: TextDictionary]) -> Void

    /// What a control says of one period and part.
    struct Line: Sendable {
        var period: Period
        /// A value for each dimension of the cut.
        var values: [String]
        var sum: ExactDecimal
        var location: SourceLocation?
    }

    package private(set) var diagnostics: [Diagnostic] = []
    /// Of the files that were read.
    package private(set) var files: [TableReceipt.FileReceipt] = []
    /// By the check's place in the list; none where the control could not be read.
    private(set) var lines: [Int: [Line]] = [:]

    /// - Parameter read: Reads a source through, all of its fields, as tables are read.
    package init(
        _ settings: Settings,
        read: (TableSource, Consumer) throws -> (receipt: TableReceipt, diagnostics: [Diagnostic])
    ) rethrows {
        for (index, check) in settings.checks.enumerated() {
            guard case .reconcile(let reconciliation) = check.rule else { continue }
            switch reconciliation.control {
            case .sums(let sums):
                lines[index] = sums.map { Line(period: $0.period, values: [], sum: $0.sum) }
            case .file(let sources):
                guard
                    let best = try Self.best(of: sources, reconciliation, settings, read)
                else { continue }
                diagnostics += best.diagnostics
                files += best.files.filter { !files.contains($0) }
                if best.faults == 0 { lines[index] = best.lines }
            }
        }
    }

    /// The attempt that has the columns, by the names of the contract or by customary ones.
    private static func best(
        of sources: [TableSource], _ reconciliation: Reconciliation, _ settings: Settings,
        _ read: (TableSource, Consumer) throws -> (receipt: TableReceipt, diagnostics: [Diagnostic])
    ) rethrows -> Attempt? {
        var best: Attempt?
        var attempts: [Attempt] = []
        for source in sources where best?.faults != 0 {
            let attempt = try Attempt(source, reconciliation, settings, read)
            attempts.append(attempt)
            if attempt.isBetter(than: best) { best = attempt }
        }
        for var attempt in attempts where best?.missing != 0 {
            for field in CustomaryColumns.fields(of: attempt.source) {
                let source = attempt.source
                for name in CustomaryColumns.names(of: field, reconciliation.grain)
                where attempt.missing > 0 {
                    var named = source
                    named.columns[field] = TableSource.Placed(name, at: source.origin.location)
                    let next = try Attempt(named, reconciliation, settings, read)
                    if next.isBetter(than: attempt) { attempt = next }
                }
            }
            if attempt.isBetter(than: best) { best = attempt }
        }
        return best
    }

    /// A control read as one of the tables that it may be.
    private struct Attempt {
        let source: TableSource
        var lines: [Line] = []
        var diagnostics: [Diagnostic] = []
        var files: [TableReceipt.FileReceipt] = []

        var faults: Int { diagnostics.count { $0.severity == .error } }
        var missing: Int { diagnostics.count { $0.id == "column-missing" } }

        /// A column that is there with a wrong cell is nearer to what is meant than none.
        func isBetter(than other: Attempt?) -> Bool {
            other.map { (missing, faults) < ($0.missing, $0.faults) } ?? true
        }

        init(
            _ source: TableSource, _ reconciliation: Reconciliation, _ settings: Settings,
            _ read: (TableSource, Consumer) throws -> (
                receipt: TableReceipt, diagnostics: [Diagnostic]
            )
        ) rethrows {
            self.source = source
            var found: [Line] = []
            var faults: [Diagnostic] = []
            let result = try read(source) { batch, dictionaries in
                let rows = ControlRows(source, reconciliation, settings, batch, dictionaries)
                for row in 0..<batch.rowCount {
                    if let line = rows.line(row, &faults) { found.append(line) }
                }
            }
            lines = found
            files = result.receipt.files
            diagnostics = result.diagnostics.map { Self.named(as: source.table, $0) } + faults
        }

        /// The author knows of a control, not of the table that it is read as.
        private static func named(as table: TableName, _ diagnostic: Diagnostic) -> Diagnostic {
            var diagnostic = diagnostic
            diagnostic.message = diagnostic.message.replacing(
                "table '\(table.rawValue)'", with: "a control")
            if diagnostic.id == "column-missing", table == .inputs {
                diagnostic.remedy = diagnostic.remedy?.replacing(
                    "{period: their column}",
                    with: "{period: their column}, or {date: their column}")
            }
            return diagnostic
        }
    }
}

/// One batch of a control's rows.
private struct ControlRows {
    let batch: TableBatch
    let period: BatchField
    let cuts: [BatchField]
    let amounts: DecimalColumn?
    let grain: Period.Grain
    /// What amounts read by period are multiplied by; the reader does so with those by date.
    let unit: ExactDecimal
    let settings: Settings

    init(
        _ source: TableSource, _ reconciliation: Reconciliation, _ settings: Settings,
        _ batch: TableBatch, _ dictionaries: [String: TextDictionary]
    ) {
        self.batch = batch
        self.settings = settings
        grain = reconciliation.grain
        let isDated = source.table == .spend
        unit = isDated ? .one : source.unit
        period = BatchField(isDated ? "date" : "period", batch, dictionaries)
        cuts = reconciliation.cut.map { dimension in
            BatchField(
                dimension.split(separator: ".").last.map(String.init) ?? dimension, batch,
                dictionaries)
        }
        if case .numbers(let numbers)? = batch.columns[isDated ? "amount" : "value"] {
            amounts = numbers
        } else {
            amounts = nil
        }
    }

    func line(_ row: Int, _ faults: inout [Diagnostic]) -> ControlReading.Line? {
        let place = batch.location(ofRow: row)
        for cut in cuts where cut.column == nil {
            if row == 0 {
                faults.append(
                    Diagnostic(
                        id: "column-missing", "\(batch.path) has no column '\(cut.name)'",
                        remedy: "map it: columns: {\(cut.name): their column}",
                        at: SourceLocation(path: batch.path, line: 1, column: 1)))
            }
            return nil
        }
        guard let sum = amounts?[row], let period = period(row, at: place, &faults) else {
            return nil
        }
        return ControlReading.Line(
            period: period, values: cuts.map { value(of: $0, row) }, sum: sum * unit,
            location: place)
    }

    private func value(of cut: BatchField, _ row: Int) -> String {
        let text = cut.text(row) ?? ""
        return cut.name == "currency" ? currencyName(text, settings) : text
    }

    private func period(
        _ row: Int, at place: SourceLocation, _ faults: inout [Diagnostic]
    ) -> Period? {
        guard let text = period.text(row) else { return nil }
        if case .dates(let days)? = period.column {
            return settings.calendar.period(
                grain, containing: settings.calendar.month(of: Day(number: days[row])))
        }
        if let day = Day(iso: text) {
            return settings.calendar.period(grain, containing: settings.calendar.month(of: day))
        }
        do throws(FiscalCalendar.PeriodError) {
            return try settings.calendar.period(text, asOf: settings.asOf)
        } catch {
            if faults.count < FailingRows.shown {
                faults.append(
                    Diagnostic(
                        id: "period-invalid", "'\(shown(text))' is not a period",
                        remedy: error == .prefixNeeded
                            ? "the fiscal year starts later than January: write FY\(text) or CY\(text)"
                            : "write 2026-09, 2026-Q3 or 2026, or name the column with dates: columns: {date: their column}",
                        at: place))
            }
            return nil
        }
    }
}
