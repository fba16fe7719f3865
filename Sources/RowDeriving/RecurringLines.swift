import Diagnostics
import ReportModel

/// What is in MRR, from the lines of subscriptions: for each what it comes to in a month, from when
/// until when, with its discount as a negative line of its own, and what changed on the way.
///
/// Rows whose times follow one another and that are the same in all else are one line: that an
/// export cuts a line in two changes nothing.
/// - Complexity: O(rows log rows).
func recurringLines(_ sources: DerivationSources) -> DerivedRows {
    let rows = sources[.subscriptions]
    let rule = RecurringRule(sources.settings.options)
    var reader = SubscriptionReader(rows, sources)
    var writer = RecurringWriter(sources, rule)
    var lines: [Int32: [SubscriptionLine]] = [:]
    for row in 0..<rows.count {
        do throws(SubscriptionFault) {
            guard let line = try reader.line(row) else { continue }
            lines[reader.customers[row], default: []].append(line)
        } catch {
            writer.add(fault: error.reason, row: row)
        }
    }
    var diagnostics = Shortfalls(
        asOf: sources.asOf, sources.settings.calendar, rule)
    for customer in lines.keys.sorted() {
        let own = lines[customer] ?? []
        let history = CustomerLines(own, rule, sources.settings.calendar) {
            rows.hasSameTexts($0, $1)
        }
        for line in history.lines { writer.add(line, history) }
        if own.contains(where: \.isCredit) {
            diagnostics.check(history, reader.name(of: customer), rows)
        }
    }
    var found = writer.finish(rows, customers: reader.customers, names: reader.names)
    found.diagnostics = diagnostics.found
    return found
}

/// A row of subscriptions as an amount a month.
struct SubscriptionLine {
    enum Status { case active, paused }

    var row: Int
    var status: Status
    var start: Day
    /// Exclusive; nil: still in force.
    var end: Day?
    /// A month, without the discount.
    var gross: ExactDecimal
    var discount: ExactDecimal
    var discountEnd: Day?
    /// Empty for the reporting one.
    var currency: String
    var id: String

    var isCredit: Bool { gross.isNegative }
}

/// Why a row is no line.
struct SubscriptionFault: Error {
    var reason: String
}

/// Reads rows of subscriptions.
struct SubscriptionReader {
    private let rows: SourceRows
    private let lastMonth: Month
    private let reportingCurrency: String
    /// By row the number of its customer, or of the one that controls it.
    private(set) var customers: [Int32]
    private(set) var names: TextDictionary

    init(_ rows: SourceRows, _ sources: DerivationSources) {
        self.rows = rows
        lastMonth = sources.settings.calendar.lastCompleteMonth(sources.asOf)
        reportingCurrency = sources.settings.currency.uppercased()
        (customers, names) = rows.codes(of: "customer")
        guard RecurringRule(sources.settings.options).isByParent else { return }
        let parents = Parents(sources[.customers])
        let roots = names.texts.map { names.encode(parents.root(of: $0)) }
        customers = customers.map { roots[Int($0)] }
    }

    func name(of customer: Int32) -> String { names[customer] }

    /// - Returns: nil for what is never in MRR, as a trial.
    mutating func line(_ row: Int) throws(SubscriptionFault) -> SubscriptionLine? {
        // A customer that nobody named would be one customer for ever.
        if customers[row] == 0 { throw SubscriptionFault(reason: "no customer") }
        guard let amount = rows.number("amount", row) else {
            throw SubscriptionFault(reason: "no amount")
        }
        guard let start = rows.day("start", row) else {
            throw SubscriptionFault(reason: "no date in 'start'")
        }
        let status = rows.text("status", row)
        if status == "trial" || status == "free" { return nil }
        let end = rows.day("end", row)
        if let end, end < start {
            throw SubscriptionFault(reason: "'end' lies before 'start'")
        }
        let price = rows.number("quantity", row).map { amount * $0 } ?? amount
        guard let payments = paymentsAMonth(row), let gross = payments(price) else {
            throw SubscriptionFault(reason: "an interval that is none")
        }
        // Years like 0026 are slips, and every month since would be kept for every customer.
        if start.month < lastMonth.adding(-1200) {
            throw SubscriptionFault(
                reason: "it starts more than a century before the data was taken")
        }
        if start == end { return nil }
        let currency = rows.text("currency", row).uppercased()
        return SubscriptionLine(
            row: row, status: status == "paused" ? .paused : .active, start: start, end: end,
            gross: gross,
            discount: discount(row, of: price).flatMap(payments.callAsFunction) ?? .zero,
            discountEnd: rows.day("discount_end", row),
            currency: currency == reportingCurrency ? "" : currency, id: rows.text("id", row))
    }

    /// The discount of one interval: an amount, or a share of the line where it carries a percent sign.
    private func discount(_ row: Int, of line: ExactDecimal) -> ExactDecimal? {
        let text = rows.text("discount", row)
        if text.hasSuffix("%") {
            guard let share = ExactDecimal(text.dropLast()) else { return nil }
            return line * ExactDecimal(share.significand, scale: share.scale + 2)
        }
        return ExactDecimal(text)
    }

    /// Payments a month as a fraction: a year is 1/12, a week 52/12, a day 365/12.
    private func paymentsAMonth(_ row: Int) -> PaymentRate? {
        let count = rows.number("interval_count", row) ?? .one
        if count.isZero || count.isNegative { return nil }
        return switch rows.text("interval", row) {
        case "", "month": PaymentRate(payments: .one, months: count)
        case "quarter": PaymentRate(payments: .one, months: count * ExactDecimal(3))
        case "year": PaymentRate(payments: .one, months: count * ExactDecimal(12))
        case "week": PaymentRate(payments: ExactDecimal(52), months: count * ExactDecimal(12))
        case "day": PaymentRate(payments: ExactDecimal(365), months: count * ExactDecimal(12))
        default: nil
        }
    }
}

/// How many payments so many months have.
private struct PaymentRate {
    var payments: ExactDecimal
    var months: ExactDecimal

    /// Twenty digits after the point, so that sums of quotients stay exact in any order.
    func callAsFunction(_ payment: ExactDecimal) -> ExactDecimal? {
        (payment * payments).divided(by: months)?.rounded(to: 20)
    }
}

/// Which customer controls another one.
private struct Parents {
    private var parents: [String: String] = [:]

    init(_ customers: SourceRows) {
        var states: [String: Day] = [:]
        for row in 0..<customers.count {
            let id = customers.text("id", row)
            // Of several states of a customer the latest is today's.
            let since = customers.day("valid_from", row) ?? Day(number: .min)
            if let known = states[id], since < known { continue }
            states[id] = since
            parents[id] = customers.text("parent", row)
        }
    }

    func root(of customer: String) -> String {
        rootCustomer(of: customer) { parents[$0] }
    }
}
