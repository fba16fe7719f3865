package import Diagnostics
package import ReportModel

/// The one pass over a table: takes its batches, keeps a small cell for each combination and month.
///
/// Two passes over two parts of a table can be finished apart and their cubes added, because cells hold
/// sums, counts, sets and values, never rows.
/// - Complexity: O(rows × requests); memory follows the combinations, not the rows.
package struct TablePass {
    let table: TableName
    let requests: [CubeRequest]
    let surroundings: Surroundings
    private var passes: [RequestPass]?
    package internal(set) var diagnostics: [Diagnostic] = []
    /// What was said once and need not be said of every row.
    var reported: Set<String> = []
    /// Those of the first batch.
    var fields: Set<String>?

    /// What the rows are seen against.
    package struct Surroundings: Sendable {
        package var asOf: Day
        package var rates: ExchangeRates
        package var entities: Entities
        package var recurringOrigin: Settings.RecurringOrigin?

        package init(
            asOf: Day, rates: ExchangeRates, entities: Entities,
            recurringOrigin: Settings.RecurringOrigin?
        ) {
            self.asOf = asOf
            self.rates = rates
            self.entities = entities
            self.recurringOrigin = recurringOrigin
        }
    }

    package init(
        _ table: TableName, requests: some Sequence<CubeRequest>, surroundings: Surroundings
    ) {
        self.table = table
        self.requests = Array(requests)
        self.surroundings = surroundings
    }

    package mutating func consume(
        _ batch: TableBatch, _ dictionaries: [String: TextDictionary]
    ) {
        checkFields(batch)
        let rows = RowReader(batch: batch, dictionaries: dictionaries, rates: [])
        checkWords(rows)
        checkDiscounts(rows)
        if passes == nil {
            passes = requests.map {
                RequestPass($0, batch, surroundings, diagnostics: &diagnostics)
            }
        }
        let reader = inReportingCurrency(rows)
        for index in passes?.indices ?? 0..<0 {
            passes?[index].consume(reader)
        }
    }

    /// The cubes, once every batch was consumed.
    package consuming func finish(_ dictionaries: [String: TextDictionary]) -> [CubeRequest: Cube] {
        guard let passes else {
            return Dictionary(
                requests.map { ($0, Cube(request: $0)) }, uniquingKeysWith: { first, _ in first })
        }
        return Dictionary(
            passes.map { ($0.request, $0.finish(dictionaries)) },
            uniquingKeysWith: { first, _ in first })
    }
}
