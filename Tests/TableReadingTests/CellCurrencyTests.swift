import Diagnostics
import ReportModel
import TableReading
import Testing

@Suite("currencies inside of numbers")
struct CellCurrencyTests {
    private func table(_ currency: String? = "EUR", name: TableName = .revenue) -> Table {
        var table = Table(name: name)
        table.format.currency = currency
        return table
    }

    @Test("an amount in another currency than the company's is an error with its place")
    func foreign() throws {
        let read = try table().read("date,amount\n2026-01-01,5 USD\n2026-01-01,£7\n2026-01-01,8")
        #expect(read.places == ["currency-differs 2:12", "currency-differs 3:12"])
        #expect(
            read.diagnostics[0].message
                == "'5 USD' for 'amount' says 'USD', but the company's currency is EUR")
        #expect(
            read.diagnostics[0].remedy
                == "map 'currency' to the column that says it, or compute it, and give 'rates'")
        #expect(read.columns["amount"] == ["8"])
    }

    @Test(
        "the company's own sign or code is read",
        arguments: [
            ("5 €", "EUR"), ("EUR 5", "EUR"), ("5", "EUR"), ("$5", "USD"), ("-$5", "CAD"),
            ("(AUD 5)", "AUD"), ("£5", "GBP"), ("¥5", "JPY"), ("5¥", "CNY"),
        ])
    func own(cell: String, currency: String) throws {
        #expect(try table(currency).read("date,amount\n2026-01-01,\(cell)").ids == [])
    }

    @Test(
        "a sign or code of others is not, wherever it stands",
        arguments: [
            ("5 €", "USD"), ("(5 CHF)", "EUR"), ("-$5", "EUR"), ("$-5", "GBP"), ("5¥", "USD"),
            ("USD5", "CAD"), ("5\u{A0}£", "EUR"), ("€\u{202F}5", "CHF"),
        ])
    func others(cell: String, currency: String) throws {
        #expect(
            try table(currency).read("date,amount\n2026-01-01,\(cell)").ids
                == ["currency-differs"])
    }

    @Test("where nobody says the company's currency, signs mean nothing")
    func unsaid() throws {
        #expect(try table(nil).read("date,amount\n2026-01-01,5 USD").columns["amount"] == ["5"])
    }

    @Test("a row's own currency counts, and a sign that differs from it is an error")
    func ofRow() throws {
        let text = """
            date,amount,Cur
            2026-01-01,5 USD,usd
            2026-01-01,£7,Pound
            2026-01-01,$7,GBP
            2026-01-01,5 €,
            2026-01-01,5 CHF,
            2026-01-01,9,GBP
            """
        var mapped = table()
        mapped.columns = ["currency": "Cur"]
        mapped.values = ["currency": ["Pound": "GBP"]]
        let read = try mapped.read(text)
        #expect(read.places == ["currency-differs 4:12", "currency-differs 6:12"])
        #expect(
            read.diagnostics[0].message
                == "'$7' for 'amount' says '$', but the row's 'currency' is GBP")
        #expect(read.diagnostics[1].message.hasSuffix("the company's currency is EUR"))
        #expect(read.columns["amount"] == ["5", "7", "5", "9"])
    }

    @Test("a currency that blank cells are said to mean is that of their amounts")
    func ofBlanks() throws {
        var mapped = table()
        mapped.columns = ["currency": "Cur"]
        mapped.values = ["currency": ["": "USD", "-": "GBP"]]
        mapped.format.missing = ["-"]
        let read = try mapped.read(
            "date,amount,Cur\n2026-01-01,$5,\n2026-01-01,€5,\n2026-01-01,£5,-\n")
        #expect(read.places == ["currency-differs 3:12"])
        #expect(read.columns["currency"] == ["USD", "GBP"])
    }

    @Test("a currency may be computed for all rows")
    func computed() throws {
        var table = table()
        table.computed = ["currency": "\"USD\""]
        let read = try table.read("date,amount\n2026-01-01,5 USD\n2026-01-01,$6\n2026-01-01,£7")
        #expect(read.places == ["currency-differs 4:12"])
    }

    @Test("formulas and conditions don't take another currency's amount either")
    func formulas() throws {
        var table = table()
        table.computed = ["amount": "Gross / 2"]
        table.filter = "Tax < 3"
        let read = try table.read(
            "date,Gross,Tax\n2026-01-01,£4,1\n2026-01-01,4 €,£5\n2026-01-01,6 €,€2")
        #expect(read.places.sorted() == ["currency-differs 2:12", "currency-differs 3:18"])
        #expect(read.columns["amount"] == ["3"])
    }

    @Test("a table that has no currencies says so, and rates are of any")
    func tables() throws {
        let targets = try table(name: .targets).read("metric,period,value\nmrr,2026-01,$5")
        #expect(
            targets.diagnostics.map(\.remedy)
                == ["table 'targets' has no currencies: write it in EUR"])
        let rates = try table(name: .rates).read("date,currency,rate\n2026-01-01,USD,€0.92")
        #expect(rates.ids == [])
    }

    @Test("what changes the direction of a text is not passed on in a message")
    func directions() throws {
        let read = try table().read("date,amount\n2026-01-01,a\u{202E}b\u{2066}c\u{200F}d\u{2069}")
        #expect(
            read.diagnostics.map(\.message)
                == ["'a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}' is no number for 'amount'"])
    }
}
