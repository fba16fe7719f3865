import Diagnostics
import ReportModel

/// Rows of recurring lines being made: each stands for a row of subscriptions, whose texts it has.
struct RecurringWriter {
    private let rule: RecurringRule
    private let calendar: FiscalCalendar
    private var origins: [Int] = []
    private var froms: [Int32] = []
    private var untils: [Int32] = []
    private var amounts: [ExactDecimal?] = []
    private var tracks: [Int32] = []
    private var faults: [Int32] = []
    private var trackTexts = TextDictionary()
    private var faultTexts = TextDictionary()
    private var trackCodes: [RecurringTrack: Int32] = [:]

    init(_ sources: DerivationSources, _ rule: RecurringRule) {
        self.rule = rule
        calendar = sources.settings.calendar
    }

    mutating func add(fault: String, row: Int) {
        add(row, nil, from: nil, until: nil, nil)
        faults[faults.count - 1] = faultTexts.encode(fault)
    }

    mutating func add(_ piece: CustomerLines.Line, _ history: CustomerLines) {
        let line = piece.line
        if line.status == .paused {
            if let until = piece.keptUntil, until > line.start {
                add(line.row, .pause, .pauseChange, "", line.start, until, .one)
            }
            return
        }
        let currency = line.currency
        add(line.row, .balance, .change, currency, line.start, piece.until, line.gross)
        if let from = piece.graceFrom {
            add(
                line.row, RecurringTrack(.grace, currency: currency), from: from,
                until: piece.until, line.gross)
        }
        if line.discount.isZero || !rule.isNetOfDiscounts { return }
        let off = -line.discount
        var until = piece.until
        if let last = line.discountEnd { until = until.map { min($0, last) } ?? last }
        if until.map({ $0 > line.start }) ?? true {
            add(line.row, .balance, .change, currency, line.start, until, off)
        }
        if let from = piece.graceFrom, until.map({ $0 > from }) ?? true {
            add(
                line.row, RecurringTrack(.grace, currency: currency), from: from, until: until, off)
        }
        if let expiry = piece.expiry {
            let isByEvent = rule.movements == .event
            if !isByEvent, !expiry.isAcrossMonthEnds { return }
            add(
                line.row, track(.expiry, isByEvent ? expiry.day : nil, currency), on: expiry.day,
                line.discount)
        }
    }

    /// What is there from one day to another and, where days count, that it comes and goes.
    private mutating func add(
        _ row: Int, _ kind: RecurringTrack.Kind, _ changes: RecurringTrack.Kind,
        _ currency: String, _ from: Day, _ until: Day?, _ amount: ExactDecimal
    ) {
        add(row, RecurringTrack(kind, currency: currency), from: from, until: until, amount)
        if !rule.needsDays { return }
        add(row, track(changes, from, currency), on: from, amount)
        if let until { add(row, track(changes, until, currency), on: until, -amount) }
    }

    private func track(
        _ kind: RecurringTrack.Kind, _ day: Day?, _ currency: String
    ) -> RecurringTrack {
        let number = day.map { day in
            day.days(since: calendar.firstDay(of: calendar.month(of: day))) + 1
        }
        return RecurringTrack(kind, day: number ?? 0, currency: currency)
    }

    /// What stands for the month of a day.
    private mutating func add(
        _ row: Int, _ track: RecurringTrack, on day: Day, _ amount: ExactDecimal
    ) {
        let last = calendar.lastDay(of: calendar.month(of: day))
        add(row, track, from: day, until: last.adding(days: 1), amount)
    }

    private mutating func add(
        _ row: Int, _ track: RecurringTrack?, from: Day?, until: Day?, _ amount: ExactDecimal?
    ) {
        origins.append(row)
        froms.append(from?.number ?? TableBatch.Column.missingDay)
        untils.append(until?.number ?? TableBatch.Column.missingDay)
        amounts.append(amount)
        faults.append(0)
        guard let track else {
            tracks.append(0)
            return
        }
        let code = trackCodes[track] ?? trackTexts.encode(track.text)
        trackCodes[track] = code
        tracks.append(code)
    }

    func finish(
        _ rows: SourceRows, customers: [Int32], names: TextDictionary
    ) -> DerivedRows {
        var found = rows.picked(origins)
        found.batch.columns["customer"] = .text(origins.map { customers[$0] })
        found.dictionaries["customer"] = names
        found.batch.columns[RecurringField.track] = .text(tracks)
        found.dictionaries[RecurringField.track] = trackTexts
        found.batch.columns[RecurringField.fault] = .text(faults)
        found.dictionaries[RecurringField.fault] = faultTexts
        found.batch.columns[RecurringField.from] = .dates(froms)
        found.batch.columns[RecurringField.until] = .dates(untils)
        found.batch.columns[RecurringField.monthly] = .numbers(DecimalColumn(amounts))
        return found
    }
}

/// Customers whose credits are larger than what they pay: their MRR is not below zero.
struct Shortfalls {
    private let last: Month
    private let calendar: FiscalCalendar
    private let isNetOfDiscounts: Bool
    private(set) var found: [Diagnostic] = []
    private var count = 0

    private static let shown = 10

    init(asOf: Day, _ calendar: FiscalCalendar, _ rule: RecurringRule) {
        last = calendar.lastCompleteMonth(asOf)
        self.calendar = calendar
        isNetOfDiscounts = rule.isNetOfDiscounts
    }

    /// Only of lines in one currency: what others come to depends on the day.
    mutating func check(_ history: CustomerLines, _ customer: String, _ rows: SourceRows) {
        let lines = history.lines.filter { $0.line.status == .active }
        if Set(lines.map(\.line.currency)).count > 1 { return }
        /// By month what its end has more than that of the month before.
        var changes: [Month: ExactDecimal] = [:]
        func change(_ day: Day, _ amount: ExactDecimal) {
            changes[calendar.month(of: day), default: .zero] += amount
        }
        for piece in lines {
            let line = piece.line
            change(line.start, line.gross)
            if let until = piece.until { change(until, -line.gross) }
            var until = piece.until
            if let last = line.discountEnd { until = until.map { min($0, last) } ?? last }
            if line.discount.isZero || !isNetOfDiscounts { continue }
            if let until, until <= line.start { continue }
            change(line.start, -line.discount)
            if let until { change(until, line.discount) }
        }
        var sum = ExactDecimal.zero
        for month in changes.keys.sorted() where month <= last {
            sum += changes[month] ?? .zero
            // What a year's twelfth loses beyond is nothing.
            if !sum.rounded(to: 9).isNegative { continue }
            tell(customer, month, sum, lines, rows)
            return
        }
    }

    private mutating func tell(
        _ customer: String, _ month: Month, _ sum: ExactDecimal, _ lines: [CustomerLines.Line],
        _ rows: SourceRows
    ) {
        count += 1
        let last = calendar.lastDay(of: month)
        let credit = lines.filter { piece in
            piece.line.isCredit && piece.line.start <= last
                && (piece.until.map { last < $0 } ?? true)
        }.map(\.line.row).min()
        guard count <= Self.shown, let credit else { return }
        found.append(
            Diagnostic(
                .warning, id: "mrr-below-zero",
                "the credits of customer '\(customer)' are larger than what is paid: MRR "
                    + "at the end of \(month) would be \(sum.canonical) and counts as 0",
                remedy: "end the credit with the line that it belongs to",
                at: rows.location(credit)))
    }
}
