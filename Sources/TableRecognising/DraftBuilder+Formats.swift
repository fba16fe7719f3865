import ReportModel

extension DraftBuilder {
    mutating func setDates() {
        let columns = columns(of: [.date])
        if let column = columns.first, !column.mixedDates.isEmpty {
            setMixedDates(column)
            return
        }
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

    mutating func setNumbers() {
        let columns = (columns(of: [.number, .numberOrPercent]) + valueColumns).filter {
            !$0.numbers.isEmpty
        }
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
        let example = columns.lazy.compactMap(\.groupedExample).first
        if forms.contains(.point) {
            // Cells of workbooks and of JSON are numbers already.
            if sample.form.kind == .delimited, forms.contains(.commaAndPoint), let example {
                settleThousands(example)
                draft.format.isDecimalDeclared = sample.form.delimiter != UInt8(ascii: ",")
            }
            return
        }
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
            draft.doubt(
                readings(of: example ?? "1,234", mark: ",")
                    + (chosen == .comma
                        ? "semicolons speak for the second"
                        : "for the second write decimal: \",\" without grouping into 'format:'"))
        }
    }

    /// Dates in several forms, as a spreadsheet in the wrong language leaves them.
    private mutating func setMixedDates(_ column: SampledColumn) {
        let forms = column.mixedDates
        if forms.isEmpty { return }
        let isMonthFirst = forms.contains { $0.form.order == .yearLast && $0.form.second > 12 }
        let written = forms.map { form in
            "'\(form.example)' in \(form.count) \(form.count == 1 ? "row" : "rows"), "
                + form.form.pattern(dayFirst: !isMonthFirst)
        }
        draft.format.date = forms.map { $0.form.pattern(dayFirst: !isMonthFirst) }
            .joined(separator: TableFormat.dateSeparator)
        draft.doubt(
            "\(shown(column)) has its dates in several forms: "
                + written.joined(separator: "; "))
    }

    /// Numbers as `1.234` that may be thousands, where other cells of the file may tell.
    private mutating func settleThousands(_ example: String) {
        let tellsComma = sample.columns.contains { column in
            !column.numbers.isEmpty && column.dates == nil && !column.numbers.contains(.point)
                && !column.numbers.isDisjoint(with: [.comma, .commaAndPoint])
                && column.numbers.isDisjoint(with: [.pointAndComma])
        }
        let hasGermanDates = sample.columns.contains { column in
            column.dates.map { $0.order == .yearLast && $0.separator == "." } ?? false
        }
        let tellsPoint = sample.columns.contains { column in
            column.numbers.contains(.point) && !column.numbers.contains(.commaAndPoint)
        }
        if tellsPoint { return }
        let reasons = [
            (sample.form.delimiter == UInt8(ascii: ";"), "semicolons"),
            (hasGermanDates, "dates with points"), (tellsComma, "commas in other columns"),
        ].filter(\.0).map(\.1)
        let both = readings(of: example, mark: ".")
        if reasons.isEmpty {
            draft.doubt(
                both + "it is read as the second; for the first write decimal: \",\", grouping: "
                    + "\".\" into 'format:'")
            return
        }
        draft.format.decimal = UInt8(ascii: ",")
        draft.format.grouping = UInt8(ascii: ".")
        draft.doubt(
            both + reasons.joined(separator: " and ") + " speak for the first; for the second "
                + "write decimal: \".\" in their place into 'format:'")
    }

    /// What a number is with its sign between thousands, and what with decimals after it.
    private func readings(of example: String, mark: Character) -> String {
        let whole = String(example.filter { $0 != mark })
        let fraction = mark == "," ? example.replacing(",", with: ".") : example
        return "\(yamlScalar(example)) may be \(whole), the \(mark == "," ? "comma" : "point") "
            + "between thousands, or \(fraction): no cell tells; "
    }
}
