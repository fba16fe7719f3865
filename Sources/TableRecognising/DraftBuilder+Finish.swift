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

    private mutating func setForm() {
        let form = sample.form
        draft.format.skip = form.skippedLines
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
    }

    /// The columns that fields of a type read, required ones first.
    private func columns(of types: Set<FieldType>) -> [SampledColumn] {
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

    private mutating func setDates() {
        let columns = columns(of: [.date])
        let forms = columns.compactMap(\.dates)
        if forms.isEmpty, columns.contains(where: \.isSerialDate) {
            draft.format.date = "excel"
            draft.doubt("dates are numbers and taken for days as spreadsheets count them")
            return
        }
        if forms.isEmpty, let pattern = columns.lazy.compactMap(\.datePattern).first {
            draft.format.date = pattern
            return
        }
        let others = forms.filter { !$0.isISO }
        guard let first = others.first else { return }
        if let required = forms.first, required.isISO { return }
        var form = first
        for other in others.dropFirst() { form = form.merged(with: other) ?? form }
        if !form.isAmbiguous || form.separator == "." {
            draft.format.date = form.pattern()
            return
        }
        let both = "\(form.pattern(dayFirst: true)) or \(form.pattern(dayFirst: false))"
        if sample.form.delimiter == UInt8(ascii: ";") {
            draft.format.date = form.pattern(dayFirst: true)
            draft.doubt("dates may be \(both): no cell tells; semicolons speak for the first")
        } else {
            draft.isUndecided = true
            draft.doubt("dates may be \(both): no cell tells; add one as 'date:' to 'format:'")
        }
    }

    private mutating func setNumbers() {
        let columns = columns(of: [.number, .numberOrPercent]).filter { !$0.numbers.isEmpty }
        guard let first = columns.first else { return }
        var forms = first.numbers
        for column in columns.dropFirst() {
            let both = forms.intersection(column.numbers)
            if both.isEmpty {
                draft.doubt("\(shown(column)) has its numbers in another form than the others")
            } else {
                forms = both
            }
        }
        if forms.contains(.point) { return }
        let order: [NumberForms] =
            sample.form.delimiter == UInt8(ascii: ";")
            ? [
                .comma, .commaAndPoint, .commaAndSpace, .commaAndApostrophe, .pointAndComma,
                .pointAndSpace, .pointAndApostrophe,
            ]
            : [
                .pointAndComma, .pointAndSpace, .pointAndApostrophe, .comma, .commaAndPoint,
                .commaAndSpace, .commaAndApostrophe,
            ]
        guard let chosen = order.first(where: forms.contains),
            let separators = NumberForms.separators.first(where: { $0.form == chosen })
        else { return }
        draft.format.decimal = separators.decimal.asciiValue ?? UInt8(ascii: ".")
        draft.format.grouping = separators.grouping?.asciiValue
        if forms.contains(.comma), forms.contains(.pointAndComma) {
            draft.doubt("commas in numbers may part thousands or decimals: no cell tells")
        }
    }

    private mutating func setMissing() {
        var words: [String] = []
        for column in sample.columns where used.contains(column.name) {
            for word in column.missingWords where !words.contains(word) { words.append(word) }
        }
        draft.format.missing = words
    }
}
