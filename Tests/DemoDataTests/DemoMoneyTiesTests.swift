import Testing

@Suite("how the demonstration company's money ties")
struct DemoMoneyTiesTests {
    private static let invoices = DemoTable.named("invoices.csv").rows
    private static let contracts = DemoTable.named("contracts.csv").rows
    private static let recurring: Set<String> = ["Subscription", "Support"]

    /// Metered data is invoiced on the last day of the month that it was read in.
    private static func isMetered(_ row: DemoTable.Row) -> Bool {
        dayNumber(row["Service Until"]) == dayNumber(row["Invoice Date"]) + 1
            && row["Service From"].hasSuffix("-01") && !row["Contract No"].isEmpty
            && metered.contains(row["Account ID"])
    }

    private static let metered = Set(
        DemoTable.ledger.filter { $0["Posting Group"] == "Metered" }.map { $0["Account"] })

    private static let subscribed = invoices.filter {
        !$0["Contract No"].isEmpty && !isMetered($0)
    }

    private static let pending: Set<String> = {
        let open = Set(
            DemoTable.named("subscriptions.csv").rows.filter { $0["Service End"].isEmpty }
                .map { $0["Account ID"] })
        let inForce = Set(
            contracts.filter { $0["Term End"] > "2026-10-04" }.map { $0["Account ID"] })
        return open.subtracting(inForce)
    }()

    @Test("instruments, services and licences are invoiced as the ledger has them")
    func once() {
        let once = Self.invoices.filter { $0["Contract No"].isEmpty }
        let groups: Set<String> = ["Hardware", "Services", "Licence fee"]
        #expect(
            sum(once, "Net Amount EUR")
                == sum(
                    DemoTable.ledger.filter { groups.contains($0["Posting Group"]) }, "Net Amount"))
        #expect(
            sum(Self.invoices.filter(Self.isMetered), "Net Amount EUR")
                == sum(
                    DemoTable.ledger.filter { $0["Posting Group"] == "Metered" }, "Net Amount"))
    }

    @Test("where all service invoiced is over, invoices and ledger agree to the cent")
    func lives() {
        var recognised: [String: Int] = [:]
        for line in DemoTable.ledger where Self.recurring.contains(line["Posting Group"]) {
            recognised[line["Account"], default: 0] += line.cents("Net Amount")
        }
        var compared = 0
        for (account, rows) in Dictionary(grouping: Self.subscribed, by: { $0["Account ID"] })
        where rows.allSatisfy({ $0["Service Until"] <= "2026-10-01" })
            && !Self.pending.contains(account)
        {
            compared += 1
            #expect(sum(rows, "Net Amount EUR") == recognised[account], "\(account)")
        }
        #expect(compared > 40)
    }

    @Test("no customer has been billed less than was recognised by the end of September")
    func deferred() {
        var open: [String: Int] = [:]
        for row in Self.subscribed where row["Invoice Date"] <= "2026-09-30" {
            open[row["Account ID"], default: 0] += row.cents("Net Amount EUR")
        }
        for line in DemoTable.ledger where Self.recurring.contains(line["Posting Group"]) {
            open[line["Account"], default: 0] -= line.cents("Net Amount")
        }
        let unbilled = open.filter { $0.value < 0 && !Self.pending.contains($0.key) }
        #expect(unbilled.isEmpty, "\(unbilled)")
        #expect(open.values.reduce(0, +) > 1_500_000_000)
    }

    @Test(
        "by day, the invoices of a year are the ledger's within two hundredths of a per cent",
        arguments: ["2023-10-01", "2024-10-01", "2025-10-01"])
    func byDay(start: String) {
        let next = "\((Int(start.prefix(4)) ?? 0) + 1)" + start.dropFirst(4)
        let (first, last) = (dayNumber(start), dayNumber(next))
        let invoiced = Self.subscribed.reduce(0) { total, row in
            let from = dayNumber(row["Service From"])
            let until = dayNumber(row["Service Until"])
            let days = min(until, last) - max(from, first)
            return days <= 0
                ? total : total + row.cents("Net Amount EUR") * days / (until - from)
        }
        let recognised = sum(
            DemoTable.ledger.filter { line in
                let day = dayNumber(isoDay(german: line["Posting Date"]))
                return Self.recurring.contains(line["Posting Group"]) && first <= day && day < last
            }, "Net Amount")
        #expect(abs(invoiced - recognised) * 10_000 < recognised * 2)
    }

    @Test("what was invoiced for contracts whose term is over is their value")
    func values() {
        var invoiced: [String: Int] = [:]
        for row in Self.subscribed {
            invoiced[row["Contract No"], default: 0] += row.cents("Net Amount EUR")
        }
        let starts = Dictionary(
            Self.contracts.map { ($0["Renewed From"], $0["Term Start"]) },
            uniquingKeysWith: { first, _ in first })
        let ends = Dictionary(
            uniqueKeysWithValues: Self.contracts.map { ($0["Contract No"], $0["Term End"]) })
        var compared = 0
        for contract in Self.contracts
        where contract["Term Start"] >= "2023-10-01" && contract["Term End"] <= "2026-10-04" {
            let id = contract["Contract No"]
            let isLate = ends[contract["Renewed From"]].map { $0 < contract["Term Start"] } ?? false
            let isFollowedLate = starts[id].map { $0 > contract["Term End"] } ?? false
            let isPending = starts[id] == nil && Self.pending.contains(contract["Account ID"])
            if isLate || isFollowedLate || isPending { continue }
            compared += 1
            #expect(invoiced[id] == contract.cents("Contract Value EUR"), "\(id)")
        }
        #expect(compared > 400)
    }

    private func sum(_ rows: [DemoTable.Row], _ column: String) -> Int {
        rows.reduce(0) { $0 + $1.cents(column) }
    }
}
