import ReportModel
import TestSupport

/// A selling company by chance: deals with their pasts, leads, touches, spend, sellers, customers.
struct GeneratedSales {
    /// A line of the log of deals; nil is what did not change.
    struct Change {
        var day: Day
        var stage: String
        var cents: Int?
        var due: Day?
    }
    struct Deal {
        /// nil: nobody wrote it down.
        var created: Day?
        /// In order, at most one a day.
        var changes: [Change]

        var stage: String { changes.last?.stage ?? "" }
        var cents: Int? { changes.compactMap(\.cents).last }
        /// When it is to close, or did.
        var due: Day? { changes.compactMap(\.due).last }
    }
    enum Cell {
        case text(String)
        case day(Day?)
        case month(Month)
        case money(Int?)
    }
    struct Table {
        var header: String
        var rows: [[Cell]]
    }

    /// Neither in these months nor twelve later is there a 29 February.
    static let first = Month(year: 2025, month: 1)
    static let last = Month(year: 2026, month: 6)
    static let percents = ["A": 10, "B": 40, "C": 70]
    static let customers = (0..<12).map { "c\($0)" }
    static let owners = ["o0", "o1", "o2", "o3"]
    /// By dimension every value that rows may have; empty where they have none.
    static let values = [
        "owner": owners + [""], "source": ["ads", "events", "referral", ""],
        "segment": ["large", "middle", "small", ""], "type": ["new", "expansion", "renewal", ""],
        "channel": ["ads", "events", "direct", ""],
    ]

    let asOf: Day
    private(set) var deals: [Deal] = []
    private var tables: [TableName: Table] = [:]
    /// What money is multiplied by.
    var factor = 1
    /// Months that dates are moved by.
    var shift = 0

    init(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        asOf =
            random.chance(50)
            ? Self.last.lastDay : Self.last.firstDay.adding(days: random.below(29))
        addDeals(&random)
        addPeople(&random)
        addLeads(&random)
        addTouches(&random)
        addMonths(&random)
        addService(&random)
    }

    private static func day(_ random: inout SeededNumbers) -> Day {
        first.firstDay.adding(days: random.below(500))
    }

    private static func value(_ dimension: String, _ random: inout SeededNumbers) -> Cell {
        .text(random.one(of: values[dimension] ?? [""]))
    }

    private mutating func addDeals(_ random: inout SeededNumbers) {
        var now: [[Cell]] = []
        var log: [[Cell]] = []
        for number in 0..<90 {
            // The log starts in the same month for all.
            let begun = number == 0 ? Self.first.firstDay : Self.day(&random)
            let earlier = random.chance(20) ? random.below(60) : 0
            let created: Day? = random.chance(15) ? nil : begun.adding(days: -earlier)
            let deal = Deal(created: created, changes: life(from: begun, &random))
            deals.append(deal)
            let probability = random.chance(70) ? "\(random.below(95) + 5)" : ""
            let list: Int? =
                random.chance(40) ? (deal.cents ?? 0) + random.below(200_000) + 1 : nil
            let cost: Int? = random.chance(40) ? random.below(300_000) : nil
            let row: [Cell] = [
                .text("d\(number)"), .text(deal.stage), .money(deal.cents), .day(created),
                .day(deal.due), .text(random.one(of: Self.customers + [""])),
                Self.value("owner", &random),
                random.chance(30) ? .text("new") : Self.value("type", &random),
                Self.value("source", &random),
                .text(random.one(of: ["commit", "best_case", "pipeline", ""])),
                .text(probability), .money(list), .money(cost),
            ]
            now.append(row)
            for change in deal.changes {
                log.append([
                    .text("d\(number)"), .day(change.day), .text(change.stage),
                    .money(change.cents), .day(change.due),
                ])
            }
        }
        tables[.opportunities] = Table(
            header: "id,stage,amount,created,closed,customer,owner,type,source,category,"
                + "probability,list_amount,cost", rows: now)
        tables[.opportunityHistory] = Table(header: "id,at,stage,amount,closed", rows: log)
    }

    /// Stages forwards and back, other amounts and later close dates, until it closes or still is.
    private func life(from begun: Day, _ random: inout SeededNumbers) -> [Change] {
        let hasAmount = random.chance(85)
        var day = begun
        var changes = [
            Change(
                day: day, stage: random.one(of: ["A", "A", "B"]),
                cents: hasAmount ? random.below(900_000) + 1 : nil,
                due: day.adding(days: random.below(100) + 20))
        ]
        for _ in 0..<random.below(6) {
            day = day.adding(days: random.below(35) + 1)
            if day > asOf { return changes }
            var change = Change(day: day, stage: random.one(of: ["A", "B", "C"]))
            if hasAmount, random.chance(30) { change.cents = random.below(900_000) + 1 }
            if random.chance(40) { change.due = day.adding(days: random.below(90)) }
            changes.append(change)
        }
        day = day.adding(days: random.below(50) + 1)
        if day <= asOf, random.chance(80) {
            changes.append(Change(day: day, stage: random.chance(50) ? "won" : "lost", due: day))
        }
        return changes
    }

    private mutating func addPeople(_ random: inout SeededNumbers) {
        var owners: [[Cell]] = []
        for owner in Self.owners {
            let start: Day? = random.chance(70) ? Self.day(&random) : nil
            let end: Day? =
                random.chance(40) ? Self.first.firstDay.adding(days: random.below(200) + 500) : nil
            owners.append([
                .text(owner), .money(random.below(9_000_000) + 1), .day(start), .day(end),
            ])
        }
        var customers: [[Cell]] = []
        for customer in Self.customers where random.chance(90) {
            customers.append([.text(customer), Self.value("segment", &random)])
        }
        tables[.owners] = Table(header: "id,quota,start,end", rows: owners)
        tables[.customers] = Table(header: "id,segment", rows: customers)
    }

    private mutating func addLeads(_ random: inout SeededNumbers) {
        var rows: [[Cell]] = []
        for number in 0..<120 {
            var day = Self.day(&random)
            var row: [Cell] = [.text("l\(number)"), .day(day)]
            let reached = random.below(4)
            for step in 1...3 {
                day = day.adding(days: random.below(40))
                // Some stages are skipped.
                let isThere = random.chance(85) && step <= reached && day <= asOf
                row.append(.day(isThere ? day : nil))
            }
            let deal = random.chance(30) ? "d\(random.below(90))" : ""
            row.append(.text(deal))
            row.append(Self.value("channel", &random))
            row.append(.text(random.one(of: Self.customers + [""])))
            rows.append(row)
        }
        tables[.leads] = Table(
            header: "id,created,mql,sql,won,opportunity,channel,customer", rows: rows)
    }

    /// Of one customer at most one a day: of two the order in the file would count.
    private mutating func addTouches(_ random: inout SeededNumbers) {
        var rows: [[Cell]] = []
        for customer in Self.customers {
            var day = Self.first.firstDay.adding(days: random.below(60))
            while day <= asOf {
                rows.append([.day(day), .text(customer), Self.value("channel", &random)])
                day = day.adding(days: random.below(50) + 1)
            }
        }
        tables[.touches] = Table(header: "at,customer,channel", rows: rows)
    }

    /// What there is of every month: spend, revenue, accounts and targets.
    private mutating func addMonths(_ random: inout SeededNumbers) {
        var spend: [[Cell]] = []
        var revenue: [[Cell]] = []
        var accounts: [[Cell]] = []
        var targets: [[Cell]] = []
        for step in 0..<24 {
            let month = Self.first.adding(step)
            let day = Cell.day(month.firstDay)
            targets.append([
                .text("won_amount"), .month(month), .money(random.below(3_000_000) + 1),
            ])
            if month > Self.last { continue }
            for (function, channel) in [
                ("marketing", "ads"), ("marketing", "events"), ("sales", ""),
            ] {
                spend.append([
                    day, .money(random.below(400_000) + 1), .text(function), .text(channel),
                ])
            }
            for number in 0..<5 {
                revenue.append([
                    day, .money(random.below(500_000) + 1), .text("c\(number)"),
                    .text(random.one(of: ["recurring", "usage"])), .text("i\(step)-\(number)"),
                ])
            }
            accounts.append([day, .text("cost_of_revenue"), .money(random.below(400_000))])
            accounts.append([day, .text("free_cash_flow"), .money(random.below(400_000) - 200_000)])
        }
        tables[.spend] = Table(header: "date,amount,function,channel", rows: spend)
        tables[.revenue] = Table(header: "date,amount,customer,type,document", rows: revenue)
        tables[.financials] = Table(header: "date,line,amount", rows: accounts)
        tables[.targets] = Table(header: "metric,period,value", rows: targets)
    }

    private mutating func addService(_ random: inout SeededNumbers) {
        var lines: [[Cell]] = []
        for number in 0..<8 {
            let start = Self.first.adding(number == 0 ? 0 : random.below(12))
            let end: Day? =
                random.chance(50) ? start.adding(random.below(10) + 1).firstDay : nil
            lines.append([
                .text("s\(number)"), .text(random.one(of: Self.customers)), .day(start.firstDay),
                .day(end), .money(random.below(90_000) + 1),
            ])
        }
        var answers: [[Cell]] = []
        for number in 0..<60 {
            answers.append([
                .day(Self.day(&random)), .text("\(random.below(11))"),
                .text(random.one(of: Self.customers)), .text("r\(number)"),
            ])
        }
        tables[.subscriptions] = Table(header: "id,customer,start,end,amount", rows: lines)
        tables[.feedback] = Table(header: "date,score,customer,respondent", rows: answers)
    }

    /// The same with the rows of every table in another order.
    func permuted(_ random: inout SeededNumbers) -> GeneratedSales {
        var other = self
        for name in tables.keys.sorted() { other.tables[name]?.rows.shuffle(using: &random) }
        return other
    }

    private func text(of day: Day) -> String {
        let first = day.month.adding(shift).firstDay
        return first.adding(days: day.components.day - 1).description
    }

    private func text(of cell: Cell) -> String {
        switch cell {
        case .text(let text): text
        case .day(let day): day.map { text(of: $0) } ?? ""
        case .month(let month): month.adding(shift).description
        case .money(let cents):
            cents.map { ExactDecimal(Int128($0 * factor), scale: 2).description } ?? ""
        }
    }

    private func csv(_ table: Table) -> String {
        let lines = table.rows.map { row in row.map { text(of: $0) }.joined(separator: ",") }
        return table.header + "\n" + lines.joined(separator: "\n")
    }

    func company() throws -> Company {
        let stages = Self.percents.sorted { $0.key < $1.key }
            .map { "{name: \($0.key), probability: 0.\($0.value)}" }
        return try Company(
            asOf: text(of: asOf),
            options: "stages: [\(stages.joined(separator: ", "))]\n"
                + "dimensions: [channel, segment, source]",
            tables.mapValues { csv($0) })
    }
}
