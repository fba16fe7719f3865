import Diagnostics
import ReportModel

extension TablePass {
    /// The rows with their amounts in the reporting currency, and what took them there.
    ///
    /// Open deals are seen at one rate for all months, so that rates make no movement; a deal that
    /// was won or lost at that of the day it was closed, where it is known.
    mutating func inReportingCurrency(_ reader: RowReader) -> RowReader {
        // What is worked out of subscriptions has its currency in its track.
        if table == .recurringLines { return reader }
        let batch = reader.batch
        let fields = moneyFields(batch)
        guard !fields.isEmpty,
            case .text(let codes)? = batch.columns["currency"],
            let words = reader.dictionaries["currency"]
        else { return reader }
        if let row = codes.firstIndex(of: 0) {
            let own = surroundings.rates.reportingCurrency
            let place = batch.location(ofRow: row)
            reports.add("currency-missing", at: place) {
                Diagnostic(
                    .warning, id: "currency-missing",
                    "rows of '\(table.rawValue)' have no currency and are taken for \(own)",
                    remedy: "if they are, say so under 'values': {currency: {\(own): [\"\"]}}",
                    at: place)
            }
        }
        let ownCode = words.code(of: surroundings.rates.reportingCurrency) ?? 0
        if codes.allSatisfy({ $0 == 0 || $0 == ownCode }) { return reader }
        if isKeptInOwnCurrency {
            useMonthEndRates(reader, codes, words, except: ownCode)
            return reader
        }
        var days: [Int32]?
        if case .dates(let found)? = batch.columns["date"] { days = found }
        let closings = closings(reader)
        var conversions = [Conversion?](repeating: nil, count: codes.count)
        for row in codes.indices {
            let code = codes[row]
            if code == 0 || code == ownCode { continue }
            let closing = closings?[row] ?? TableBatch.Column.missingDay
            let place = batch.location(ofRow: row)
            let isFlow =
                closing != TableBatch.Column.missingDay
                && surroundings.rates.conversion(of: words[code], on: Day(number: closing)) != nil
            let conversion =
                !isFlow
                ? rateUse.conversion(
                    ofCode: code, in: words, on: days?[row] ?? TableBatch.Column.missingDay,
                    at: place)
                : closedUse.conversion(ofCode: code, in: words, on: closing, at: place)
            conversions[row] = conversion
        }
        var own = batch
        for field in fields {
            guard case .numbers(let amounts)? = batch.columns[field] else { continue }
            own.columns[field] = .numbers(
                DecimalColumn(
                    codes.indices.lazy.map { row in
                        if codes[row] == 0 || codes[row] == ownCode { return amounts[row] }
                        return conversions[row].flatMap { amounts[row].map($0.callAsFunction) }
                    }))
        }
        return RowReader(batch: own, dictionaries: reader.dictionaries, conversions: conversions)
    }
}

extension TablePass {
    /// Notes the rates of the month ends at which lines are in force.
    private mutating func useMonthEndRates(
        _ reader: RowReader, _ codes: [Int32], _ words: TextDictionary, except ownCode: Int32
    ) {
        guard [nil, .subscriptions].contains(surroundings.recurringOrigin) else { return }
        let last = surroundings.lastCompleteMonth
        for row in codes.indices where codes[row] != 0 && codes[row] != ownCode {
            guard case .day(let start) = reader.field("start", row),
                start.month >= last.adding(-1200)
            else { continue }
            if case .text(let status) = reader.field("status", row), status != "active" { continue }
            var until = last
            if case .day(let end) = reader.field("end", row) {
                until = min(last, end.month.adding(-1))
            }
            if until < start.month { continue }
            let place = reader.batch.location(ofRow: row)
            for index in start.month.index...until.index {
                _ = rateUse.conversion(
                    ofCode: codes[row], in: words, on: Month(index: index).lastDay.number, at: place
                )
            }
        }
    }

    /// The columns that hold money.
    private func moneyFields(_ batch: TableBatch) -> [String] {
        let names =
            switch table {
            case .contracts: ["value"]
            case .opportunities: ["amount", "list_amount", "cost"]
            default: ["amount"]
            }
        return names.filter { if case .numbers? = batch.columns[$0] { true } else { false } }
    }

    /// By row the day on which a deal was won or lost; nil for other tables.
    private func closings(_ reader: RowReader) -> [Int32]? {
        guard table == .opportunities, case .text(let stages)? = reader.batch.columns["stage"],
            case .dates(let days)? = reader.batch.columns["closed"],
            let words = reader.dictionaries["stage"]
        else { return nil }
        let ended = ["won", "lost"].compactMap { words.code(of: $0) }
        return zip(stages, days).map {
            ended.contains($0) ? $1 : TableBatch.Column.missingDay
        }
    }
}

extension ExactDecimal {
    /// Twenty digits after the point, so that sums of quotients stay exact in any order.
    var settled: ExactDecimal { rounded(to: 20) }
}
