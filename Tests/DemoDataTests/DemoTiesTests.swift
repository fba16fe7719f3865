import Testing

@Suite("how the demonstration company's files tie to each other")
struct DemoTiesTests {
    private static let asOf = "2026-10-04"

    @Test(
        "what a file refers to is there",
        arguments: [
            ("contacts", "Account ID"), ("contracts", "Account ID"), ("feedback", "Account ID"),
            ("health", "Account ID"), ("invoices", "Account ID"), ("support", "Account ID"),
            ("touches", "Account ID"), ("usage", "Account ID"), ("customers", "Parent Account"),
        ])
    func accounts(file: String, column: String) {
        let known = Set(DemoTable.named("customers.csv").rows.map { $0["Account ID"] })
        let named = Set(DemoTable.named(file + ".csv").rows.map { $0[column] })
        #expect(named.subtracting(known).subtracting([""]) == [])
    }

    @Test("contracts are known to invoices and to the contracts that renew them")
    func contractReferences() {
        let contracts = DemoTable.named("contracts.csv").rows
        let known = Set(contracts.map { $0["Contract No"] } + [""])
        #expect(known.isSuperset(of: contracts.map { $0["Renewed From"] }))
        #expect(
            known.isSuperset(of: DemoTable.named("invoices.csv").rows.map { $0["Contract No"] }))
        let sellers = Set(DemoTable.named("owners.csv").rows.map { $0["Employee No"] })
        #expect(sellers.isSuperset(of: contracts.map { $0["Owner ID"] }))
    }

    @Test(
        "nothing that has happened is dated after the day of the data",
        arguments: [
            ("invoices", "Invoice Date"), ("invoices", "Paid On"), ("contracts", "Signed On"),
            ("contracts", "Term Start"), ("opportunities", "First Touch"),
            ("opportunity_history", "Changed On"), ("touches", "Touched On"),
            ("financials", "Month End"), ("usage", "Reading Date"), ("feedback", "Answered On"),
            ("health", "Reading Date"), ("support", "Opened On"), ("support", "Closed On"),
            ("targets", "Issued"),
        ])
    func past(file: String, column: String) {
        let table = DemoTable.named(file + ".csv")
        #expect(table.has(column))
        #expect((table.rows.map { $0[column] }.max() ?? "") <= Self.asOf)
    }

    @Test("a renewal begins when the contract before has ended, and is signed by then")
    func chains() {
        let contracts = DemoTable.named("contracts.csv").rows
        var ends: [String: String] = [:]
        for contract in contracts {
            ends[contract["Contract No"]] = contract["Term End"]
            #expect(contract["Signed On"] <= contract["Term Start"])
            #expect(contract["Term Start"] < contract["Term End"])
            if let before = ends[contract["Renewed From"]] {
                #expect(before <= contract["Term Start"], "\(contract["Contract No"])")
            }
        }
        let months = Set(contracts.map { $0["Term End"].prefix(7) })
        for index in (2023 * 12 + 9)...(2027 * 12 + 11) {
            let number = index % 12 + 1
            let month = "\(index / 12)-" + (number < 10 ? "0\(number)" : "\(number)")
            #expect(months.contains(month[...]), "no term ends in \(month)")
        }
    }

    @Test("a deal's history begins where it was created and ends as the deal is")
    func history() {
        let changes = Dictionary(
            grouping: DemoTable.named("opportunity_history.csv").rows, by: { $0["Opportunity ID"] })
        for deal in DemoTable.named("opportunities.csv").rows {
            let id = deal["Opportunity ID"]
            let own = changes[id] ?? []
            if deal["Created Date"].isEmpty {
                #expect(own.isEmpty, "\(id)")
                continue
            }
            let days = own.map { $0["Changed On"] }
            #expect(days == Set(days).sorted() && days.first == deal["Created Date"], "\(id)")
            #expect(own.first?["Stage"] == "Qualified", "\(id)")
            for column in ["Stage", "Amount", "Close Date"] {
                #expect(own.last?[column] == deal[column], "\(id)")
            }
        }
    }

    @Test("the first touch of a deal is no later than the deal, and is that of its lead")
    func firstTouches() {
        var leads: [String: String] = [:]
        for lead in DemoTable.named("leads.csv").rows where !lead["Opportunity ID"].isEmpty {
            leads[lead["Opportunity ID"]] = lead["Created"]
        }
        for deal in DemoTable.named("opportunities.csv").rows {
            let first = deal["First Touch"]
            #expect(first.isEmpty || first <= deal["Created Date"])
            if let created = leads[deal["Opportunity ID"]] { #expect(first == created) }
            #expect((0...100).contains(Int(deal["Probability %"]) ?? -1))
        }
    }

    @Test("the parent of a group is a customer of its own and has no parent")
    func groups() {
        let rows = DemoTable.named("customers.csv").rows
        let parents = Set(rows.map { $0["Parent Account"] }).subtracting([""])
        #expect(parents.count >= 5)
        for row in rows where parents.contains(row["Account ID"]) {
            #expect(row["Parent Account"].isEmpty && !row["Customer Since"].isEmpty)
        }
    }
}
