import Diagnostics
import ReportModel
import TableReading
import Testing

@Suite("dates and numbers in cells")
struct CellTests {
    private func date(_ cell: String, _ form: String?) throws -> String? {
        var table = Table()
        table.format = TableFormat(delimiter: UInt8(ascii: ";"), date: form)
        let found = try table.read("date;amount\n\(cell);1\n")
        #expect(found.ids == [] || found.ids == ["date-invalid"])
        return found.columns["date"]?.first
    }

    @Test(
        "a date is read by its form",
        arguments: [
            (nil, "2024-02-29", "2024-02-29"), (nil, "2024-02-29T23:59:59.123Z", "2024-02-29"),
            (nil, "2024-02-29 23:59", "2024-02-29"), (nil, "2024-02-29T23:59+02:00", "2024-02-29"),
            (nil, "2024-02-29 23:59:59 -0330", "2024-03-01"),
            (nil, "2024-02-29 00:00:00+00", "2024-02-29"),
            ("dd/MM/yyyy", "03/04/2024", "2024-04-03"), ("M/d/yyyy", "3/14/2024", "2024-03-14"),
            ("M/d/yyyy", "03/04/2024", "2024-03-04"), ("dd.MM.yy", "03.04.69", "2069-04-03"),
            ("dd.MM.yy", "03.04.70", "1970-04-03"), ("yyyyMMdd", "20240314", "2024-03-14"),
            ("yyyy-MM-dd HH:mm:ss.SSS", "2024-03-14 00:00:00.000", "2024-03-14"),
            ("M/d/yyyy h:mm a", "3/14/2024 9:05 pm", "2024-03-14"),
            ("yyyy-MM-dd'T'HH:mm:ssXXX", "2024-03-14T09:05:00+01:00", "2024-03-14"),
            ("MM/yyyy", "03/2024", "2024-03-01"),
        ] as [(String?, String, String)])
    func dates(form: String?, cell: String, day: String) throws {
        #expect(try date(cell, form) == day)
    }

    @Test(
        "a date that doesn't exist or has another form is an error",
        arguments: [
            (nil, "2023-02-29"), (nil, "2024-13-01"), (nil, "0000-01-01"), (nil, "24-01-01"),
            (nil, "2024-01-01x"), (nil, "2024-01-01T25:00"), (nil, "2024-01-01T10:00+25:00"),
            (nil, "2024-1-1"), ("dd/MM/yyyy", "31/04/2024"), ("dd/MM/yyyy", "3/4/2024"),
            ("dd/MM/yyyy", "2024-04-03"), ("yyyy-MM-dd HH:mm:ss", "2024-01-01"),
        ] as [(String?, String)])
    func wrongDates(form: String?, cell: String) throws {
        #expect(try date(cell, form) == nil)
    }

    @Test("a word can be given to cells that have none")
    func blankWords() throws {
        var table = Table(values: ["type": ["": "one_time", "-": "usage", "Sub": "recurring"]])
        table.format.missing = ["-", "?"]
        let found = try table.read(
            "date,amount,type\n2026-01-01,1,Sub\n2026-01-02,2,\n2026-01-03,3, -\n2026-01-04,4,?\n")
        #expect(found.ids.isEmpty)
        #expect(found.columns["type"] == ["recurring", "one_time", "usage", ""])
    }

    @Test("a percentage is no amount of money")
    func percentages() throws {
        let found = try Table().read("date,amount,quantity\n2026-01-01,50%,50%\n2026-01-02,5,1\n")
        #expect(found.places == ["number-invalid 2:12"])
        #expect(found.diagnostics.first?.remedy == "a percentage is no amount")
    }

    @Test("types of revenue that no metric knows are told")
    func kindsOfRevenue() throws {
        func read(_ types: [String]) throws -> ReadTable {
            try Table().read(
                "date,amount,type\n" + types.map { "2026-01-01,1,\($0)\n" }.joined())
        }
        let none = try read(["Subscription", "Recurring", ""])
        #expect(none.ids == ["word-unmapped"])
        #expect(none.diagnostics.map(\.severity) == [.warning])
        let some = try read(["recurring", "Setup"])
        #expect(some.diagnostics.map(\.severity) == [.note])
        #expect(try read(["recurring", "usage", ""]).ids.isEmpty)
    }

    @Test("a point that may part thousands or decimals is asked about where no number tells")
    func decimalDoubt() throws {
        func read(_ text: String, declared: Bool = false) throws -> ReadTable {
            var table = Table()
            table.format.isDecimalDeclared = declared
            return try table.read(text)
        }
        let head = "date;amount;quantity\n2026-01-01;"
        let doubtful = try read(head + "950;2\n2026-01-02; 1.234;\n2026-01-03;12.000;1.000\n")
        #expect(doubtful.places == ["number-ambiguous 3:12"])
        #expect(
            doubtful.diagnostics.first?.message
                == "'1.234' for 'amount' can be 1.234 or 1234: no number of the table tells")
        for telling in ["0.123", "12.5", "1234.567", ".5", "3.", "1.2345"] {
            let found = try read(head + "1.234;2\n2026-01-02;1;\(telling)\n")
            #expect(found.ids.isEmpty, "\(telling)")
            #expect(found.columns["amount"] == ["1.234", "1"])
        }
        #expect(try read(head + "1.234;2\n", declared: true).ids.isEmpty)
        // Where they are computed with, compared, and turned into rows, too.
        var table = Table(columns: ["amount": "net"])
        table.format.isDecimalDeclared = false
        table.computed = ["amount": "net * 1"]
        #expect(
            try table.read("date;net\n2026-01-01;1.234\n").places == ["number-ambiguous 2:12"])
        table = Table(filter: "limit < 2")
        table.format.isDecimalDeclared = false
        let compared = try table.read("date;amount;limit\n2026-01-01;1;1.234\n2026-01-01;1;2.5.\n")
        #expect(compared.ids.contains("number-ambiguous"))
        #expect(try read("date,amount\n2026-01-01,1.234\n").ids.isEmpty)
        #expect(
            try read("date;amount\n2026-01-01;1.234\n2026-01-02;1,5\n").ids.contains(
                "number-invalid"))
    }

    @Test("a form of dates that means nothing is one error")
    func wrongForm() throws {
        var table = Table()
        for form in ["dd/mm/yyyy", "DD.MM.YYYY", "", "'yyyy", "dd.yyyy"] {
            table.format.date = form
            #expect(try table.read("date,amount\n01/02/2024,1\n").ids == ["date-format-invalid"])
        }
    }

    private func number(
        _ cell: String, decimal: String = ".", grouping: String? = nil
    ) throws -> (value: String?, remedy: String?) {
        var table = Table()
        table.format = TableFormat(
            delimiter: UInt8(ascii: "|"), decimal: decimal.utf8.first ?? 0,
            grouping: grouping?.utf8.first)
        let found = try table.read("date|amount\n2024-01-01|\(cell)\n")
        #expect(found.ids == [] || found.ids == ["number-invalid"])
        return (found.columns["amount"]?.first, found.diagnostics.first?.remedy)
    }

    @Test(
        "a number is read exactly",
        arguments: [
            ("0", "0"), ("-0.10", "-0.1"), ("+5", "5"), ("5-", "-5"), ("(1.5)", "-1.5"),
            (".5", "0.5"), ("5.", "5"), ("1.5E-3", "0.0015"), ("2e3", "2000"), ("-1E+2", "-100"),
            ("00012345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
            ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
            (" 7\u{A0}", "7"), ("0e999", "0"),
        ])
    func numbers(cell: String, value: String) throws {
        #expect(try number(cell).value == value)
    }

    @Test(
        "what is no number is an error",
        arguments: [
            "1.2.3", "1,000", "$5$", "5 kr", "12%%", "abc", "1 000", "--5", "-5-", "(-5)", "()",
            "(",
            "-", ".", "e5", "1e", "1e1000", "1e38x", "1e39",
            "123456789012345678901234567890123456789",
            "NaN", "inf", "0x10", "١٢", "1e-39",
        ])
    func wrongNumbers(cell: String) throws {
        let (value, remedy) = try number(cell)
        #expect(value == nil)
        #expect(remedy != nil)
    }

    @Test("groups have three digits, and only where the format has them")
    func grouping() throws {
        #expect(try number("1.234,56", decimal: ",", grouping: ".").value == "1234.56")
        #expect(try number("1.234.567", decimal: ",", grouping: ".").value == "1234567")
        #expect(try number("-12,345.6", grouping: ",").value == "-12345.6")
        #expect(try number("1 234\u{202F}567\u{A0}890", grouping: " ").value == "1234567890")
        #expect(try number("1\u{2019}234.5", grouping: "'").value == "1234.5")
        for cell in ["12.34,5", "1.2345", ".123", "1..234", "1234.567", "1.234.", "1,234.5"] {
            #expect(try number(cell, decimal: ",", grouping: ".").value == nil, "\(cell)")
        }
    }

    @Test("the remedy names the setting with which the number could be read")
    func remedies() throws {
        #expect(
            try number("1.234,56", decimal: ",").remedy
                == "if numbers are written so, set format: {grouping: \".\"}")
        #expect(
            try number("1234,56").remedy
                == "if numbers are written so, set format: {decimal: \",\"}")
        #expect(
            try number("1.234,56").remedy
                == "if numbers are written so, set format: {decimal: \",\", grouping: \".\"}")
        #expect(try number("5 kr").remedy?.contains("currency") == true)
        #expect(try number("5%%").remedy?.contains("percent") == true)
        #expect(
            try number(String(repeating: "1", count: 39)).remedy
                == "a number has at most 38 digits")
    }
}
