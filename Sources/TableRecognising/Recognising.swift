package import Diagnostics
package import ReportModel
package import TableReading

/// The entry of `tables:` for a file.
package struct RecognisedTable: Sendable {
    package let table: TableName
    /// What the file was taken for, as "Stripe, invoices"; nil where its columns were guessed.
    package let layout: String?
    /// Rows in the file and rows that the table gets, where the entry was tried out.
    package let rowsRead: Int?
    package let rowsUsed: Int?
    private let draft: TableDraft

    init(_ draft: TableDraft, layout: String?, trial: Trial?) {
        self.draft = draft
        self.layout = layout
        table = draft.table
        rowsRead = trial?.rowsRead
        rowsUsed = trial?.rowsUsed
    }

    /// The lines of the entry, comments on what is not certain among them.
    package func yaml(indent: Int = 2) -> String { draft.yaml(indent: indent) }
}

/// Looks at a file and says how `tables:` would have it.
///
/// - Parameters:
///   - path: As messages name the file.
///   - file: As it is written after `file:`.
///   - table: The table that the author wants; nil finds it out.
///   - notes: What to say of the file beside what is found.
///   - byteCount: The file's size; one of more than 64 MB is not read to its end.
///   - open: The file's bytes from their beginning, each time it is called.
/// - Returns: nil where it is no table, with diagnostics that say why.
package func recogniseTable(
    path: String, file: String, table: TableName?, notes: [String] = [], byteCount: Int,
    open: () throws -> ByteSource
) throws -> (table: RecognisedTable?, diagnostics: [Diagnostic]) {
    try withoutActuallyEscaping(open) { open in
        let sampling = RowSampling(path: path, open: open)
        var (sample, refusal) = try look(sampling, sheet: nil)
        var found = sample.flatMap { recognise($0, file: file, table: table) }
        if found == nil {
            // A cover may stand before the table.
            for sheet in try sampling.shownSheets() {
                let other = try look(sampling, sheet: sheet).sample
                found = other.flatMap { recognise($0, file: file, table: table) }
                if found != nil {
                    sample = other
                    break
                }
            }
        }
        guard var found, let sample else {
            return (nil, [refusal ?? unrecognised(path, table)])
        }
        let count = sample.rowCount
        found.draft.findings.insert(
            (found.layout ?? "columns guessed by their names and cells")
                + ", \(count) \(count == 1 ? "row" : "rows")\(sample.isWhole ? "" : " looked at")",
            at: 0)
        for note in notes { found.draft.doubt(note) }
        var trial: Trial?
        let isReadable =
            sample.form.kind == .delimited
            && (found.draft.further.isEmpty || found.draft.table != .rates)
        if byteCount <= 1 << 26, isReadable, !found.draft.isUndecided {
            trial = try found.draft.mend(open)
        }
        return (RecognisedTable(found.draft, layout: found.layout, trial: trial), [])
    }
}

/// The rows of a file, or why it has none.
private func look(
    _ sampling: RowSampling, sheet: String?
) throws -> (sample: SampledFile?, refusal: Diagnostic?) {
    switch try sampling.run(sheet: sheet) {
    case .unreadable(let diagnostic): (nil, diagnostic)
    case .rows(let rows, let isWhole, let form):
        (SampledFile(rows: rows, isWhole: isWhole, form: form), nil)
    }
}

private func unrecognised(_ path: String, _ table: TableName?) -> Diagnostic {
    if let table {
        let required = TableSchema.of(table).fields.filter(\.isRequired).map(\.name)
        return Diagnostic(
            id: "table-unrecognised", "the file has no columns for table '\(table.rawValue)'",
            remedy: "it needs \(required.joined(separator: ", "))", at: SourceLocation(path: path))
    }
    return Diagnostic(
        id: "table-unrecognised", "no table has columns like those of the file",
        remedy: "name the table with --table: "
            + TableName.allCases.map(\.rawValue).joined(separator: ", "),
        at: SourceLocation(path: path))
}

private func recognise(
    _ sample: SampledFile, file: String, table: TableName?
) -> (draft: TableDraft, layout: String?)? {
    if let layout = VendorLayout.matching(sample, table: table) {
        return (draft(of: layout, table ?? layout.table, sample, file), layout.title)
    }
    if table == nil || table == .rates, let rates = wideRates(sample, file) { return (rates, nil) }
    if table == nil || table == .targets || table == .inputs,
        let targets = wideTargets(sample, file, table: table)
    {
        return (targets, nil)
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let guesses = GenericGuess.all(sample, fileName: name, table: table)
    guard let best = guesses.first else { return nil }
    var builder = DraftBuilder(sample, table: best.table, file: file)
    for (field, column) in best.rules.compactMap({ rule in
        best.found[rule.field].map { (rule, $0) }
    }) {
        builder.apply(field, to: column)
    }
    builder.multiplyPrices()
    for name in best.byContent {
        builder.draft.doubt("'\(name)' has a column for what it holds, not for its name")
    }
    builder.leaveOut(.flagged("isdeleted|deleted|_fivetran_deleted|istest"))
    builder.leaveOutTotals()
    let others = guesses.dropFirst().prefix(2).filter { $0.score + 4 >= best.score }
    if !others.isEmpty {
        builder.draft.doubt(
            "it could also be "
                + others.map { "'\($0.table.rawValue)'" }.joined(separator: " or ")
                + " (--table)")
    }
    return (builder.finish(), nil)
}

/// A file of exchange rates that has a column for each currency.
private func wideRates(_ sample: SampledFile, _ file: String) -> TableDraft? {
    let isCode: (SampledColumn) -> Bool = {
        $0.name.utf8.count == 3 && $0.name.utf8.allSatisfy { (65...90).contains($0) }
    }
    let codes = sample.columns.filter(isCode)
    let others = sample.columns.filter { !$0.isEmpty && !isCode($0) }
    guard codes.count >= 3, others.count == 1, let date = others.first, date.dates != nil else {
        return nil
    }
    var builder = DraftBuilder(sample, table: .rates, file: file)
    builder.apply(.from(date.name, to: "date"), to: date)
    builder.use(codes)
    builder.valueColumns = codes
    builder.draft.further = ["wide: {currency: columns}", "base: EUR", "kind: daily"]
    builder.draft.doubt("rates are taken for those of one EUR, on each day")
    return builder.finish()
}

private func draft(
    of layout: VendorLayout, _ table: TableName, _ sample: SampledFile, _ file: String
) -> TableDraft {
    var builder = DraftBuilder(sample, table: table, file: file)
    if table == .revenue { builder.draft.basis = layout.basis }
    let id = layout.fields.first { $0.field == "id" }
        .flatMap { sample.column(anyOf: $0.columns) }
    let isHistory = id?.hasRepetitions ?? false
    let special = isHistory ? layout.ofHistory : []
    for rule in layout.fields where !special.contains(where: { $0.field == rule.field }) {
        builder.apply(rule)
    }
    for rule in special { builder.apply(rule) }
    if isHistory, !layout.ofHistory.isEmpty {
        builder.draft.findings.append("ids come more than once: each row is a state over a time")
    }
    for rule in layout.leftOut { builder.leaveOut(rule) }
    builder.leaveOutTotals()
    for doubt in layout.doubts { builder.draft.doubt(doubt) }
    builder.doubtTestMode()
    return builder.finish()
}

extension VendorLayout {
    var title: String { "\(vendor), \(object)" }

    /// The layout with most of its columns in the file; the first of equals.
    static func matching(_ sample: SampledFile, table: TableName?) -> VendorLayout? {
        var best: (layout: VendorLayout, groups: Int)?
        for layout in all {
            let isWanted =
                table == nil || table == layout.table
                || table == .invoices && layout.table == .revenue && layout.basis != nil
            if !isWanted { continue }
            let groups = layout.signature.split(separator: " ")
            guard groups.allSatisfy({ sample.column(anyOf: String($0)) != nil }) else { continue }
            if groups.count > best?.groups ?? 0 { best = (layout, groups.count) }
        }
        return best?.layout
    }
}
