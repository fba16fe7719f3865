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
            for row in suspects(codes, dictionary, field, isFine: { words.contains($0) }) {
                let word = dictionary[codes[row]]
                reports.add("\(field) \(word)", at: reader.batch.location(ofRow: row)) {
                    Diagnostic(
                        field == "interval" ? .error : .warning, id: "unknown-value",
                        "'\(word)' is no \(field) of '\(table.rawValue)'"
                            + (field == "status" ? "; the line counts as active" : ""),
                        remedy: "map it under 'values', to one of "
                            + words.joined(separator: ", "),
                        at: reader.batch.location(ofRow: row))
                }
            }
        }
    }

    /// Rows whose word is not fine; each word is judged once.
    private mutating func suspects(
        _ codes: [Int32], _ dictionary: TextDictionary, _ field: String,
        isFine: (String) -> Bool
    ) -> [Int] {
        var fine = checkedWords[field] ?? []
        for code in fine.count..<max(fine.count, dictionary.count) {
            fine.append(code == 0 || isFine(dictionary[Int32(code)]))
        }
        checkedWords[field] = fine
        return codes.indices.filter { !fine[Int(codes[$0])] }
    }

    /// A discount raises no price and takes no more than all of it.
    mutating func checkDiscounts(_ reader: RowReader) {
        guard table == .subscriptions, case .text(let codes)? = reader.batch.columns["discount"],
            let dictionary = reader.dictionaries["discount"]
        else { return }
        let rows = suspects(codes, dictionary, "discount") { text in
            let isShare = text.hasSuffix("%")
            guard let number = ExactDecimal(isShare ? String(text.dropLast()) : text) else {
                return true
            }
            return !number.isNegative && (!isShare || number <= ExactDecimal(100))
        }
        for row in rows {
            let text = dictionary[codes[row]]
            reports.add("discount \(text)", at: reader.batch.location(ofRow: row)) {
                Diagnostic(
                    id: "discount-invalid", "'\(text)' is no discount",
                    remedy: "write an amount or a percentage from 0% to 100%",
                    at: reader.batch.location(ofRow: row))
            }
        }
    }

    /// Rows of a later day than the data are in no figure, which somebody has to be told.
    mutating func countLaterRows(_ batch: TableBatch) {
        guard [.revenue, .invoices, .spend, .financials, .usage].contains(table),
            case .dates(let days)? = batch.columns["date"]
        else { return }
        let last = surroundings.asOf.number
        var count = 0
        for day in days { count &+= day > last ? 1 : 0 }
        if count == 0 { return }
        let row = days.firstIndex { $0 > last } ?? 0
        addLaterRows((count, batch.location(ofRow: row)))
    }

    mutating func addLaterRows(_ rows: (count: Int, place: SourceLocation)?) {
        guard let rows else { return }
        let known = laterRows ?? (0, rows.place)
        laterRows = (known.count + rows.count, min(known.place, rows.place))
    }

    /// A line that ends before it starts would be in no month, without a word.
    mutating func checkEnds(_ batch: TableBatch) {
        guard table == .subscriptions, case .dates(let starts)? = batch.columns["start"],
            case .dates(let ends)? = batch.columns["end"]
        else { return }
        let missing = TableBatch.Column.missingDay
        func isBackward(_ row: Int) -> Bool {
            ends[row] < starts[row] && ends[row] != missing
        }
        let count = starts.indices.count(where: isBackward)
        guard count > 0, let row = starts.indices.first(where: isBackward) else { return }
        addBackwardRows((count, batch.location(ofRow: row)))
    }

    mutating func addBackwardRows(_ rows: (count: Int, place: SourceLocation)?) {
        guard let rows else { return }
        let known = backwardRows ?? (0, rows.place)
        backwardRows = (known.count + rows.count, min(known.place, rows.place))
    }

    var backwardRowsError: [Diagnostic] {
        guard let (count, place) = backwardRows else { return [] }
        let others = count == 1 ? "" : ", as \(count - 1) further"
        return [
            Diagnostic(
                id: "end-before-start",
                "a line of '\(table.rawValue)' ends before it starts\(others)",
                remedy: "correct its dates, or leave it out with 'where'", at: place)
        ]
    }

    var laterRowsNote: [Diagnostic] {
        guard let (count, place) = laterRows else { return [] }
        return [
            Diagnostic(
                .note, id: "after-as-of",
                "\(count) \(count == 1 ? "row" : "rows") of '\(table.rawValue)' dated after"
                    + " \(surroundings.asOf), when the data was taken, \(count == 1 ? "counts" : "count")"
                    + " on no day",
                remedy: "set 'as_of' to the day of the export, if that is later", at: place)
        ]
    }

    mutating func checkFields(_ batch: TableBatch) {
        let found = Set(batch.columns.keys)
        guard let known = fields else {
            fields = (found, found)
            return
        }
        if known.any == found, known.every == found { return }
        fields = (known.any.union(found), known.every.intersection(found))
    }

    /// The files of a table may differ in fields that nothing asks for, not in those that figures
    /// need.
    var fieldDiagnostics: [Diagnostic] {
        guard let fields else { return [] }
        return fields.any.subtracting(fields.every).intersection(neededFields).sorted().map {
            Diagnostic(
                id: "columns-differ",
                "not every file of '\(table.rawValue)' has the field '\($0)'",
                remedy: "give every file this column, or read the files as they are by "
                    + "mapping it in none")
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
        // What is worked out of them needs all that says what a line costs.
        if table == .subscriptions {
            needed.formUnion(TableSchema.of(table).fields.map(\.name))
        }
        return needed
    }
}
