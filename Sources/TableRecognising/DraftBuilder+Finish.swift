import ReportModel

extension DraftBuilder {
    /// What is left once all fields have their columns: formats, and columns that go nowhere.
    mutating func finish() -> TableDraft {
        blockNamesakes()
        settleIDs()
        setForm()
        setDates()
        setNumbers()
        setMissing()
        doubtCents()
        used.formUnion(draft.columns.map(\.column))
        draft.unmapped = sample.columns.filter { !$0.isEmpty && !used.contains($0.name) }
            .map { $0.name.isEmpty ? "(without a name)" : $0.name }
        for column in sample.columns where !column.isEmpty && !column.isAddressable {
            draft.doubt("columns of one name, or of none, can't be mapped: \(shown(column))")
        }
        if !sample.unevenLines.isEmpty {
            let count = sample.unevenLines.count
            draft.doubt(
                "\(count) \(count == 1 ? "line has" : "lines have") another number of cells than "
                    + "the header, first line \(sample.unevenLines[0]): correct or remove them")
        }
        draft.sort()
        return draft
    }

    /// A column that has the name of a field is read as that field unless something else is said.
    private mutating func blockNamesakes() {
        var blocked: [String] = []
        for field in schema.fields where !draft.gives(field.name) {
            guard sample.columns.contains(where: { $0.name == field.name && !$0.isEmpty }) else {
                continue
            }
            draft.compute(field.name, "\"\"")
            blocked.append(field.name)
        }
        if !blocked.isEmpty {
            draft.findings.append(
                "left without a value, for the file's column of that name means something else: "
                    + blocked.joined(separator: ", "))
        }
    }

    /// Billing systems write whole cents, and codes of currencies in small letters, beside each other.
    private mutating func doubtCents() {
        func column(_ field: String) -> SampledColumn? {
            let name = draft.columns.first { $0.field == field }?.column
            return sample.columns.first { $0.name == name && !$0.isEmpty }
        }
        guard let amount = column("amount"), !amount.hasFractions, amount.largest >= 100,
            let name = formulaName(amount.name), let currency = column("currency"),
            currency.cells.contains(where: { $0 != $0.uppercased() })
        else { return }
        draft.doubt(
            "amounts have no fractions and currencies small letters, as where amounts are in cents; "
                + "if they are, write compute: {amount: \(name) / 100}")
    }

    private mutating func setForm() {
        let form = sample.form
        draft.format.skip = form.skippedLines
        if let sheet = form.sheet { draft.further.insert("sheet: \(yamlScalar(sheet))", at: 0) }
        if !form.hasHeader {
            draft.format.header = TableFormat.Header.none
            draft.doubt("the file seems to have no header: columns are named by their numbers")
        }
        let marks = sample.columns.contains { $0.name.contains { ";\t|".contains($0) } }
        if form.kind == .delimited,
            form.delimiter != UInt8(ascii: ",") || form.skippedLines > 0 || marks
        {
            draft.format.delimiter = form.delimiter
        }
        draft.format.encoding = form.encoding
        draft.findings += form.findings
        for doubt in form.doubts { draft.doubt(doubt) }
        if form.isUnreadable { draft.isUndecided = true }
    }

    /// The columns that fields of a type read, required ones first.
    func columns(of types: Set<FieldType>) -> [SampledColumn] {
        let fields = schema.fields.filter { types.contains($0.type) }
        return (fields.filter(\.isRequired) + fields.filter { !$0.isRequired }).flatMap { field in
            let mapped = draft.columns.filter { $0.field == field.name }.map(\.column)
            let formulas = draft.computed.filter { $0.field == field.name }.map(\.formula)
            return sample.columns.filter { column in
                if !column.isAddressable || column.isEmpty { return false }
                if mapped.contains(column.name) { return true }
                guard let name = formulaName(column.name), used.contains(column.name) else {
                    return false
                }
                return formulas.contains { names(in: $0).contains(name) }
            }
        }
    }

    /// The names in one of the formulas that are made here.
    private func names(in formula: String) -> Set<String> {
        var names: Set<String> = []
        var name = ""
        var isBracketed = false
        for character in formula + " " {
            if isBracketed {
                name.append(character)
                if character == "]" {
                    names.insert(name)
                    (name, isBracketed) = ("", false)
                }
            } else if character == "[" {
                (name, isBracketed) = ("[", true)
            } else if character.isLetter || character.isNumber || character == "_" {
                name.append(character)
            } else {
                names.insert(name)
                name = ""
            }
        }
        return names
    }

    private mutating func setMissing() {
        var words = sample.form.errorWords
        for column in sample.columns where used.contains(column.name) {
            for word in column.missingWords where !words.contains(word) { words.append(word) }
        }
        draft.format.missing = words
    }
}
