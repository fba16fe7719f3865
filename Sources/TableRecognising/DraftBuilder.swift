import ReportModel

/// Makes the entry of a table from rules and what the columns hold.
struct DraftBuilder {
    let sample: SampledFile
    let schema: TableSchema
    var draft: TableDraft
    /// Columns that something reads.
    var used: Set<String> = []
    /// Columns whose numbers a wide table turns into rows.
    var valueColumns: [SampledColumn] = []
    /// By row: whether it is left in by the conditions so far.
    var kept: [Bool]

    init(_ sample: SampledFile, table: TableName, file: String) {
        self.sample = sample
        schema = TableSchema.of(table)
        draft = TableDraft(table: table, file: file)
        kept = sample.columns.first?.cells.map { _ in true } ?? []
    }

    /// Whether the field can hold what the column has.
    static func fits(_ column: SampledColumn, _ type: FieldType) -> Bool {
        if column.isEmpty { return true }
        switch type {
        case .text: return true
        case .date:
            return column.dates != nil || !column.mixedDates.isEmpty || column.isSerialDate
                || column.datePattern != nil
        case .number: return !column.numbers.isEmpty
        case .numberOrPercent: return !column.numbers.isEmpty
        }
    }

    mutating func apply(_ rule: FieldRule) {
        switch rule.reading {
        case .constant(let text):
            if let text = formulaText(text) { draft.compute(rule.field, text) }
            return
        case .number(let number):
            draft.compute(rule.field, String(number))
            return
        default: break
        }
        guard let field = schema.field(rule.field) else { return }
        let candidates = sample.columns(anyOf: rule.columns).filter { Self.fits($0, field.type) }
        let filled = candidates.filter { !$0.isEmpty }
        let whole = field.isRequired ? filled.first { $0.isWhole } : nil
        guard let column = whole ?? filled.first ?? candidates.first else { return }
        if field.isRequired, !column.isWhole {
            let others = sample.columns(anyOf: rule.otherwise ?? "").filter {
                Self.fits($0, field.type)
            }
            fill(field, column, filled.filter { $0.name != column.name } + others, rule)
        } else if let name = rule.otherwise, let other = sample.column(anyOf: name),
            Self.fits(other, field.type), !column.isWhole,
            let formula = formulaName(column.name), let second = formulaName(other.name)
        {
            use(column, other)
            draft.compute(field.name, "if_undefined(\(formula), \(second))")
        } else {
            map(field, column, rule.reading)
        }
        if !rule.words.isEmpty { translate(rule, column) }
    }

    /// Gives a field the column that was found for it.
    mutating func apply(_ rule: FieldRule, to column: SampledColumn) {
        guard let field = schema.field(rule.field) else { return }
        if field.isRequired, !column.isWhole {
            fill(field, column, [], rule)
        } else {
            map(field, column, rule.reading)
        }
        if !rule.words.isEmpty { translate(rule, column) }
    }

    private mutating func map(
        _ field: Field, _ column: SampledColumn, _ reading: FieldRule.Reading
    ) {
        use(column)
        if case .minorUnits = reading, isWithoutMinorUnits() {
            draft.doubt("amounts in currencies without cents are a hundredth here")
        }
        if let formula = formulaName(column.name).flatMap({ formula($0, of: column, reading) }) {
            draft.compute(field.name, formula)
        } else {
            draft.remove(field.name)
            draft.columns.append((field.name, column.name))
        }
    }

    private func isWithoutMinorUnits() -> Bool {
        let words = sample.column(anyOf: "currency")?.distinct(limit: 200) ?? []
        return words.contains {
            ["jpy", "krw", "vnd", "clp", "pyg", "ugx", "xaf", "xof", "xpf"].contains(
                $0.lowercased())
        }
    }

    /// What the column's numbers must become; nil where they are right as they are.
    private func formula(
        _ name: String, of column: SampledColumn, _ reading: FieldRule.Reading
    ) -> String? {
        switch reading {
        case .minorUnits: column.hasFractions ? nil : "\(name) / 100"
        case .minorUnitsTakenAway: column.hasFractions ? "-\(name)" : "-\(name) / 100"
        case .percent: column.isPercent || column.largest <= 1 ? nil : "\(name) / 100"
        default: nil
        }
    }

    /// A required field whose column has gaps: other columns, or a word, stand in for it.
    private mutating func fill(
        _ field: Field, _ column: SampledColumn, _ others: [SampledColumn], _ rule: FieldRule
    ) {
        let standIns = others.filter { !$0.isEmpty && formulaName($0.name) != nil }
        guard let name = formulaName(column.name) else {
            map(field, column, rule.reading)
            return
        }
        let gaps = column.cells.count - column.filledCount
        let rows = gaps == 1 ? "1 row lacks" : "\(gaps) rows lack"
        var chain = standIns.prefix { !$0.isWhole }.map(\.name)
        if let last = standIns.first(where: \.isWhole) { chain.append(last.name) }
        let isFilled = standIns.contains(where: \.isWhole)
        var formula: String?
        if !isFilled {
            switch field.type {
            case .text: formula = "\"unknown\""
            case .number, .numberOrPercent: formula = "0"
            case .date:
                draft.conditions.append("\(name) != \"\"")
                for row in kept.indices where column.isMissing(column.cells[row]) {
                    kept[row] = false
                }
                draft.doubt("\(rows) \(shown(column)), the \(field.name): left out by 'where'")
                map(field, column, rule.reading)
                return
            }
        }
        for standIn in chain.reversed() {
            guard let next = formulaName(standIn) else { continue }
            formula = formula.map { "if_undefined(\(next), \($0))" } ?? next
            used.insert(standIn)
        }
        use(column)
        let stand = isFilled || !chain.isEmpty ? "another column stands in" : "a word stands in"
        draft.doubt(
            "\(rows) \(shown(column)), the \(field.name): "
                + (field.type == .text || isFilled ? stand : "it counts as 0"))
        var whole = formula.map { "if_undefined(\(name), \($0))" } ?? name
        switch rule.reading {
        case .minorUnits where !column.hasFractions: whole += " / 100"
        case .minorUnitsTakenAway: whole = "-\(whole)" + (column.hasFractions ? "" : " / 100")
        default: break
        }
        draft.compute(field.name, whole)
    }

    mutating func use(_ columns: SampledColumn...) { use(columns) }

    mutating func use(_ columns: [SampledColumn]) { used.formUnion(columns.map(\.name)) }

    /// A ledger that has prices of one and quantities has amounts by multiplying them.
    mutating func multiplyPrices() {
        let amount = draft.columns.first { $0.field == "amount" }?.column
        let quantity = draft.columns.first { $0.field == "quantity" }?.column
        guard schema.table == .revenue, let amount, let quantity else { return }
        let prices = [
            "price", "unitprice", "preis", "einzelpreis", "stuckpreis", "precio", "preciounitario",
            "prix", "prixunitaire",
        ]
        guard prices.contains(squashed(amount)), let price = formulaName(amount),
            let number = formulaName(quantity)
        else { return }
        draft.compute("amount", "\(number) * \(price)")
        draft.doubt("amounts are quantities times prices")
    }

    /// A column's name for a comment.
    func shown(_ column: SampledColumn) -> String { "'" + yamlScalar(column.name) + "'" }
}

extension SampledColumn {
    /// Whether the numbers could be the days that spreadsheets count.
    var isSerialDate: Bool {
        !numbers.isEmpty && !hasFractions && dates == nil
            && cells.allSatisfy { cell in
                isMissing(cell) || Int(cell).map { (20_000...60_000).contains($0) } ?? false
            }
    }
}
