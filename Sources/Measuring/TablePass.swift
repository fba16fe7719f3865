package import Diagnostics
package import ReportModel

/// The one pass over a table, or over a part of it: takes its batches, keeps a cell for each
/// combination and month.
///
/// Two passes over two parts of a table are merged to the one that had read both, for cells hold
/// sums, counts, sets and values, never rows; nothing depends on the order of the rows.
/// - Complexity: O(rows × requests); memory follows the combinations, not the rows.
package struct TablePass: Sendable {
    let table: TableName
    let requests: [CubeRequest]
    let surroundings: Surroundings
    private var plan: PassPlan?
    /// Fields of any batch, and of every batch; nil before the first one.
    var fields: (any: Set<String>, every: Set<String>)?
    /// What was said once and need not be said of every row, each at its first place.
    var reports: Reports
    /// Rows dated after the data was taken, and the first place of one.
    var laterRows: (count: Int, place: SourceLocation)?
    /// Rows that end before they start, and the first place of one.
    var backwardRows: (count: Int, place: SourceLocation)?
    var checkedWords: [String: [Bool]] = [:]
    private var probabilities = Probabilities()
    /// The rates that rows took, and those that were missing.
    var rateUse: RateUse
    /// Those that deals took on the day they were closed.
    var closedUse: RateUse

    /// What the rows are seen against.
    package struct Surroundings: Sendable {
        package var asOf: Day
        package var rates: ExchangeRates
        package var entities: Entities
        package var recurringOrigin: Settings.RecurringOrigin?
        package var calendar = FiscalCalendar()
        package var horizon = CoverageHorizon.nextQuarter
        /// Whether a figure comes from the probabilities of deals.
        package var weighsDeals = false
        package var recognition = RecognitionSchedule.Method.day

        package init(
            asOf: Day, rates: ExchangeRates, entities: Entities,
            recurringOrigin: Settings.RecurringOrigin?
        ) {
            self.asOf = asOf
            self.rates = rates
            self.entities = entities
            self.recurringOrigin = recurringOrigin
        }

        /// - Parameters:
        ///   - origin: the table that recurring revenue is read from.
        ///   - requests: all that is asked, of whatever table.
        package init(
            _ settings: Settings, rates: ExchangeRates, entities: Entities,
            origin: Settings.RecurringOrigin?, requests: [CubeRequest]
        ) {
            self.init(
                asOf: settings.asOf, rates: rates, entities: entities, recurringOrigin: origin)
            weighsDeals = requests.contains { request in
                request.measure.value?.names.contains { $0.name == "weight" } ?? false
            }
            calendar = settings.calendar
            horizon = settings.options.coverageHorizon
            recognition = settings.options.recognitionMethod
        }
    }

    package init(
        _ table: TableName, requests: some Sequence<CubeRequest>, surroundings: Surroundings
    ) {
        self.table = table
        self.requests = Array(requests)
        self.surroundings = surroundings
        rateUse = RateUse(
            surroundings.rates, table: table, asOf: surroundings.asOf,
            isConstant: [.subscriptions, .opportunities, .opportunityHistory, .contracts]
                .contains(table))
        closedUse = RateUse(
            surroundings.rates, table: table, asOf: surroundings.asOf, isConstant: false)
        reports = Reports()
        if isKeptInOwnCurrency { rateUse.calendar = surroundings.calendar }
    }

    /// Whether amounts stay as they are: subscriptions are valued at each month end anew.
    var isKeptInOwnCurrency: Bool { table == .subscriptions && requests.isEmpty }

    /// - Returns: the batch with its amounts in the reporting currency, subscriptions in their own.
    @discardableResult
    package mutating func consume(
        _ batch: TableBatch, _ dictionaries: [String: TextDictionary]
    ) -> TableBatch {
        checkFields(batch)
        let rows = RowReader(batch: batch, dictionaries: dictionaries, conversions: [])
        checkWords(rows)
        countLaterRows(batch)
        checkDiscounts(rows)
        if table == .opportunities { probabilities.look(at: batch) }
        checkEnds(batch)
        if plan == nil { plan = PassPlan(requests, batch, surroundings) }
        let converted = inReportingCurrency(rows)
        plan?.consume(converted, surroundings)
        return table == .subscriptions ? batch : converted.batch
    }

    /// Takes in what another pass found in another part of the table.
    ///
    /// - Parameters:
    ///   - own: the dictionaries that this pass's batches were coded by; the texts that only the
    ///     other part has, of the fields that the requests cut by or count, are added to them.
    ///   - others: those of the other part.
    package mutating func merge(
        _ other: consuming TablePass, own: inout [String: TextDictionary],
        others: [String: TextDictionary]
    ) {
        reports.merge(other.reports)
        probabilities.merge(other.probabilities)
        rateUse.merge(other.rateUse)
        closedUse.merge(other.closedUse)
        addLaterRows(other.laterRows)
        addBackwardRows(other.backwardRows)
        if let found = other.fields {
            fields =
                fields.map { ($0.any.union(found.any), $0.every.intersection(found.every)) }
                ?? found
        }
        guard let otherPlan = other.plan else { return }
        other.plan = nil
        guard var plan else {
            plan = otherPlan
            own = others
            return
        }
        // Parts with other columns are reported, and nothing is computed from them.
        if !plan.matches(otherPlan) { return }
        self.plan = nil
        let fields = Set(plan.combinations.flatMap(\.paths).map(\.rowField))
        let codes = fields.reduce(into: [String: [Int32]]()) { codes, field in
            guard let dictionary = others[field] else { return }
            codes[field] = own[field, default: TextDictionary()].encode(all: dictionary)
        }
        plan.merge(otherPlan, codes: codes)
        self.plan = plan
    }

    /// What is wrong with the requests or the rows.
    package var diagnostics: [Diagnostic] {
        fieldDiagnostics + (plan?.diagnostics ?? []) + reports.inOrder
            + probabilities.diagnostics(areAsked: surroundings.weighsDeals)
            + rateUse.diagnostics
            + closedUse.diagnostics + laterRowsNote + backwardRowsError
    }

    /// Which rows took another rate than that of their day, a sentence each.
    package var findings: [String] { rateUse.findings + closedUse.findings }

    /// The cubes, once every batch was consumed.
    package consuming func finish(_ dictionaries: [String: TextDictionary]) -> [CubeRequest: Cube] {
        guard let plan else {
            return Dictionary(
                requests.map { ($0, Cube(request: $0)) }, uniquingKeysWith: { first, _ in first })
        }
        return plan.cubes(dictionaries)
    }
}

extension TextDictionary {
    /// The code here of each code there.
    fileprivate mutating func encode(all other: TextDictionary) -> [Int32] {
        var codes: [Int32] = []
        codes.reserveCapacity(other.count)
        for text in other.texts { codes.append(encode(text)) }
        return codes
    }
}
