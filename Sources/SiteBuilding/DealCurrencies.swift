import ReportModel
import RowDeriving

/// The currency of each deal that has one.
struct DealCurrencies {
    private var byDeal: [String: String] = [:]
    private var words = TextDictionary()

    init(_ deals: SourceRows) {
        for row in 0..<deals.count {
            let currency = deals.text("currency", row)
            if currency.isEmpty { continue }
            byDeal[deals.text("id", row)] = currency
            _ = words.encode(currency)
        }
    }

    /// Gives the rows of a log the currency of their deal, unless they have their own.
    func add(to batch: inout TableBatch, _ dictionaries: inout [String: TextDictionary]) {
        guard batch.columns["currency"] == nil, case .text(let codes)? = batch.columns["id"],
            let ids = dictionaries["id"]
        else { return }
        batch.columns["currency"] = .text(
            codes.map { byDeal[ids[$0]].flatMap(words.code(of:)) ?? 0 })
        dictionaries["currency"] = words
    }
}
