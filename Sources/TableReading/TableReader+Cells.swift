import ReportModel

extension TableReader {
    /// Appends one field's value of the row, or reports why there is none.
    mutating func take(
        _ bound: TableColumns.Bound, _ row: RowEvaluation, _ values: inout FieldValues
    ) -> Bool {
        let field = fields[bound.field]
        switch bound.input {
        case .cell(let cell): return takeCell(cell, bound.field, row, &values)
        case .formula(let formula):
            switch row.value(formula) {
            case .cell(let cell): return takeCell(cell, bound.field, row, &values)
            case .number(let number): return takeNumber(number, bound.field, row, &values)
            case .text(let bytes): return takeText(bytes, bound.field, row, &values)
            case .failed(let failure):
                report(failure, field: field.name, row)
                return false
            case .missing, .truth: return takeMissing(nil, bound.field, row, &values)
            }
        }
    }

    mutating func takeCell(
        _ cell: Int, _ index: Int, _ row: RowEvaluation, _ values: inout FieldValues
    ) -> Bool {
        let field = fields[index]
        let kind = row.batch.kind(row.row, cell)
        if kind == .binary {
            reportBinary(cell, field.name, row)
            return false
        }
        guard let range = patterns.content(cell, of: row.row, in: row.batch) else {
            let whole = row.batch.range(row.row, cell)
            if field.type == .text, meaning(of: row.batch, whole, index) != nil {
                values.append(code: code(row.batch, whole, index))
                return true
            }
            return takeMissing(cell, index, row, &values)
        }
        let content = row.batch.bytes.span.extracting(range)
        switch field.type {
        case .text: values.append(code: code(row.batch, range, index))
        case .date:
            let pattern = kind == .date ? isoDates : dates[index]
            guard let day = pattern.day(of: content) ?? furtherDay(of: content) else {
                reportDate(cell, index, row)
                return false
            }
            values.append(day: day)
        case .number:
            guard let number = patterns.number(cell, of: row.row, in: row.batch, range),
                let scaled = scaled(number, index)
            else {
                reportNumber(cell, field.name, row)
                return false
            }
            if amounts.contains(field.name), kind == .percent || content.contains("%") {
                reportNumber(cell, field.name, row)
                return false
            }
            if isOfOtherCurrency(cell, field.name, row) { return false }
            values.append(scaled)
        case .numberOrPercent:
            guard let text = amountOrPercent(cell, range, index, row) else {
                reportNumber(cell, field.name, row)
                return false
            }
            if isOfOtherCurrency(cell, field.name, row) { return false }
            values.append(code: dictionaries[index].encode(text))
        }
        return true
    }

    /// Says whether the cell's amount is in a currency that the row's is not, and reports that.
    private mutating func isOfOtherCurrency(
        _ cell: Int, _ field: String, _ row: RowEvaluation
    ) -> Bool {
        guard let difference = row.currencyDifference(ofCell: cell) else { return false }
        reportCurrency(difference, cell, field, row)
        return true
    }

    /// `12.5` or `12.5%` in plain digits, whatever the table's number format is.
    private func amountOrPercent(
        _ cell: Int, _ range: Range<Int>, _ index: Int, _ row: RowEvaluation
    ) -> String? {
        let content = row.batch.bytes.span.extracting(range)
        let kind = row.batch.kind(row.row, cell)
        let pattern = kind == .text ? patterns.numbers : NumberPattern.plain
        guard let (value, isPercent) = pattern.reading(of: content) else { return nil }
        if kind == .percent { return (value * ExactDecimal(100)).canonical + "%" }
        if isPercent { return value.canonical + "%" }
        return scaled(value, index)?.canonical
    }

    private mutating func takeMissing(
        _ cell: Int?, _ index: Int, _ row: RowEvaluation, _ values: inout FieldValues
    ) -> Bool {
        if !fields[index].isRequired {
            values.appendMissing()
            return true
        }
        reportMissing(cell, fields[index].name, row)
        return false
    }

    private mutating func takeNumber(
        _ number: ExactDecimal, _ index: Int, _ row: RowEvaluation, _ values: inout FieldValues
    ) -> Bool {
        switch fields[index].type {
        case .number:
            guard let number = scaled(number, index) else {
                return refuseComputed(number.canonical, index, row)
            }
            values.append(number)
        case .text, .numberOrPercent:
            let text = meaning(of: number.canonical, index)
            values.append(code: dictionaries[index].encode(text))
        case .date: return refuseComputed(number.canonical, index, row)
        }
        return true
    }

    private mutating func takeText(
        _ bytes: [UInt8], _ index: Int, _ row: RowEvaluation, _ values: inout FieldValues
    ) -> Bool {
        let range = bytes.span.trimmed(bytes.indices)
        let content = bytes.span.extracting(range)
        if content.isEmpty || patterns.missing.contains(where: { content.equals($0) }) {
            return takeMissing(nil, index, row, &values)
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        switch fields[index].type {
        case .text, .numberOrPercent:
            values.append(code: dictionaries[index].encode(meaning(of: text, index)))
        case .date:
            guard
                let day = dates[index].day(of: content) ?? furtherDay(of: content)
                    ?? isoDates.day(of: content)
            else { return refuseComputed(text, index, row) }
            values.append(day: day)
        case .number:
            guard let number = NumberPattern.plain.value(of: content),
                let scaled = scaled(number, index)
            else { return refuseComputed(text, index, row) }
            values.append(scaled)
        }
        return true
    }

    private mutating func code(
        _ batch: RecordBatch, _ range: Range<Int>, _ index: Int
    ) -> Int32 {
        let bytes = batch.bytes.span.bytes
        let known = dictionaries[index].code(bytes, range.lowerBound, range.upperBound)
        if known >= 0 { return known }
        let text = meaning(of: batch, range, index)
        return dictionaries[index].insert(
            bytes, range.lowerBound, range.upperBound, meaning: text)
    }

    /// The number in single units; nil where it has too many digits then.
    private func scaled(_ number: ExactDecimal, _ index: Int) -> ExactDecimal? {
        guard let unit = units[index] else { return number }
        let product = number * unit
        return product.isRounded ? nil : product
    }

    private func furtherDay(of content: Span<UInt8>) -> Day? {
        for pattern in patterns.dates.dropFirst() {
            if let day = pattern.day(of: content) { return day }
        }
        return nil
    }
}

extension Span<UInt8> {
    fileprivate func contains(_ sign: Unicode.Scalar) -> Bool {
        let byte = UInt8(ascii: sign)
        return indices.contains { self[$0] == byte }
    }
}
