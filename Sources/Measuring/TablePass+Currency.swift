import Diagnostics
import ReportModel

extension TablePass {
    /// The rows with their amounts in the reporting currency, and what took them there.
    ///
    /// Subscriptions and deals are seen at one rate for all months, so that rates make no movement.
    mutating func inReportingCurrency(_ reader: RowReader) -> RowReader {
        let batch = reader.batch
        guard case .numbers(let amounts)? = batch.columns["amount"],
            case .text(let codes)? = batch.columns["currency"],
            let words = reader.dictionaries["currency"]
        else { return reader }
        let ownCode = words.code(of: surroundings.rates.reportingCurrency) ?? 0
        if codes.allSatisfy({ $0 == 0 || $0 == ownCode }) { return reader }
        var days: [Int32]?
        if case .dates(let found)? = batch.columns["date"] { days = found }
        var converted = DecimalColumn()
        converted.reserveCapacity(codes.count)
        var conversions = [Conversion?](repeating: nil, count: codes.count)
        for row in codes.indices {
            let code = codes[row]
            if code == 0 || code == ownCode {
                converted.append(amounts[row])
                continue
            }
            let conversion = rateUse.conversion(
                ofCode: code, in: words, on: days?[row] ?? TableBatch.Column.missingDay,
                at: batch.location(ofRow: row))
            conversions[row] = conversion
            converted.append(conversion.flatMap { amounts[row].map($0.callAsFunction) })
        }
        var own = batch
        own.columns["amount"] = .numbers(converted)
        return RowReader(batch: own, dictionaries: reader.dictionaries, conversions: conversions)
    }
}

extension ExactDecimal {
    /// Twenty digits after the point, so that sums of quotients stay exact in any order.
    var settled: ExactDecimal { rounded(to: 20) }
}
