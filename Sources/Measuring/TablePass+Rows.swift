import Diagnostics
import ReportModel

extension TablePass {
    /// Words that say how an amount is read must be ours: a line with another one would be lost.
    mutating func checkWords(_ reader: RowReader) {
        guard table == .subscriptions else { return }
        for (field, words) in [
            ("interval", ["month", "quarter", "year", "week", "day"]),
            ("status", ["active", "trial", "paused", "free"]),
        ] {
            guard case .text(let codes)? = reader.batch.columns[field],
                let dictionary = reader.dictionaries[field]
            else { continue }
            for row in 0..<reader.batch.rowCount where codes[row] != 0 {
                let word = dictionary[codes[row]]
                if words.contains(word) || !reported.insert("\(field) \(word)").inserted {
                    continue
                }
                diagnostics.append(
                    Diagnostic(
                        field == "interval" ? .error : .warning, id: "unknown-value",
                        "'\(word)' is no \(field) of '\(table.rawValue)'"
                            + (field == "status" ? "; the line counts as active" : ""),
                        remedy: "map it under 'values': {\(field): {\(words[0]): [\(word)]}}; "
                            + didYouMean(word, among: words),
                        at: reader.batch.location(ofRow: row)))
            }
        }
    }

    /// A discount raises no price and takes no more than all of it.
    mutating func checkDiscounts(_ reader: RowReader) {
        guard table == .subscriptions, case .text(let codes)? = reader.batch.columns["discount"],
            let dictionary = reader.dictionaries["discount"]
        else { return }
        for row in 0..<reader.batch.rowCount where codes[row] != 0 {
            let text = dictionary[codes[row]]
            let isShare = text.hasSuffix("%")
            guard let number = ExactDecimal(isShare ? String(text.dropLast()) : text),
                number.isNegative || (isShare && number > ExactDecimal(100)),
                reported.insert("discount \(text)").inserted
            else { continue }
            diagnostics.append(
                Diagnostic(
                    id: "discount-invalid", "'\(text)' is no discount",
                    remedy: "write an amount or a percentage from 0% to 100%",
                    at: reader.batch.location(ofRow: row)))
        }
    }

    /// The files of a table may differ in fields that nothing asks for, not in those that figures need.
    mutating func checkFields(_ batch: TableBatch) {
        let found = Set(batch.columns.keys)
        guard let fields else {
            fields = found
            return
        }
        let differing = fields.symmetricDifference(found).intersection(neededFields)
        for field in differing.sorted() where reported.insert("field " + field).inserted {
            diagnostics.append(
                Diagnostic(
                    id: "columns-differ",
                    "not every file of '\(table.rawValue)' has the field '\(field)'",
                    remedy: "give every file this column, or read the files as they are by "
                        + "mapping it in none"))
        }
    }

    private var neededFields: Set<String> {
        var needed: Set<String> = ["currency"]
        for request in requests {
            needed.formUnion(request.fields)
            if request.measure.aggregate == .recurring {
                needed.formUnion(TableSchema.of(table).fields.map(\.name))
            }
        }
        return needed
    }
}
