import Diagnostics
import ReportModel
import TableReading
import Testing

@Suite("where and compute")
struct FormulaTests {
    private let text = """
        date,amount,Type,Price,Note
        2024-01-01,1,Test,10,
        2024-01-02,2,Sale,9.5,n/a
        2024-01-03,3,sale,,x
        2024-01-04,4,,7,Sale

        """

    /// The amounts of the rows that are kept.
    private func kept(_ filter: String) throws -> [String] {
        var table = Table()
        table.filter = filter
        table.format.missing = ["n/a"]
        let found = try table.read(text)
        #expect(found.diagnostics == [])
        return found.columns["amount"] ?? []
    }

    @Test(
        "where keeps the rows for which it holds",
        arguments: [
            ("Type = \"Sale\"", "2"), ("Type != \"Test\"", "234"), ("Type = \"\"", "4"),
            ("Type != \"\" and not Type = \"Test\"", "23"), ("Price > 9.5", "1"),
            ("Price >= 9.5", "12"), ("Price < 100", "124"), ("Price = 10", "1"),
            ("Price != 10", "234"), ("not Price > 5", "3"), ("Note = \"\"", "12"),
            ("Note = \"n/a\"", "2"), ("row_number > 1 and row_number <= 3", "23"),
            ("file_name = \"data.csv\"", "1234"),
            ("Type = \"Test\" or Note = \"x\"", "13"), ("date >= \"2024-01-03\"", "34"),
            ("amount < Price", "124"), ("Price < \"z\"", "124"), ("amount * 2 = 4", "2"),
            ("-amount < -3", "4"),
            ("if_undefined(Type, Note) = \"Sale\"", "24"), ("10 / (amount - 1) > 4", "23"),
        ])
    func filters(filter: String, amounts: String) throws {
        #expect(try kept(filter).joined() == amounts)
    }

    @Test("where compares dates as days, however they are written")
    func dates() throws {
        let text = "Posting;amount\n05.01.2026;1\n06.02.2026;2\n03.03.2026;3\n;4\n"
        func read(_ filter: String, _ text: String = text, form: String? = "dd.MM.yyyy") throws
            -> ReadTable
        {
            var table = Table(columns: ["date": "Posting"], filter: filter)
            table.format.date = form
            return try table.read(text)
        }
        for (filter, amounts) in [
            ("Posting >= \"2026-02-01\"", ["2", "3"]), ("Posting < \"2026-02-06\"", ["1"]),
            ("\"2026-02-06\" >= Posting", ["1", "2"]), ("Posting = \"2026-02-06\"", ["2"]),
        ] {
            let found = try read(filter)
            #expect(found.ids.isEmpty, "\(filter)")
            #expect(found.columns["amount"] == amounts, "\(filter)")
        }
        // A word in its place tells a row of sums, as ever.
        let sums = try read("Posting != \"Total\"", "Posting;amount\n05.01.2026;1\nTotal;1\n")
        #expect(sums.columns["amount"] == ["1"])
        let later = "Posting,amount\n2026-02-06T10:30,1\n2026-02-07,2\n"
        #expect(
            try read("Posting <= \"2026-02-06\"", later, form: nil).columns["amount"] == ["1"])
        // In a form that nobody declared, no cell is equal or not.
        for filter in ["Posting != \"2026-01-05\"", "not Posting = \"2026-01-05\""] {
            let ids = try read(filter, form: nil).ids
            #expect(ids.count { $0 == "date-invalid" } == 3)
        }
        // Of another column, too, where it is compared with a day.
        let other = "date;Due;amount\n2026-01-01;46027;1\n2026-01-02;46059;2\n"
        var table = Table(filter: "Due >= \"2026-02-01\"")
        table.format.date = "iso|excel"
        #expect(try table.read(other).columns["amount"] == ["2"])
        table.filter = "Due != \"2026-02-06\""
        #expect(try table.read(other).columns["amount"] == ["1"])
    }

    @Test(
        "a date that is compared with no day, or a cell that is none, is told",
        arguments: [
            ("Posting >= \"01.02.2026\"", "type-mismatch 3:1"),
            ("Posting >= 2026-02-01", "type-mismatch 3:1"),
            ("Posting >= \"2026-02-01\"", "date-invalid 2:1"),
        ])
    func wrongDates(filter: String, place: String) throws {
        let table = Table(columns: ["date": "Posting"], filter: filter)
        let found = try table.read("Posting;amount\n05.01.2026;1\n06.02.2026;2\n")
        #expect(found.places.first?.hasPrefix(place.prefix { $0 != " " }) ?? false)
        #expect(found.diagnostics.contains { $0.severity == .error })
    }

    @Test("rows that where leaves out are counted, with the first lines")
    func leftOut() throws {
        var table = Table()
        table.filter = "amount > 3"
        let found = try table.read(text)
        #expect(
            found.receipt.leftOut == [
                TableReceipt.LeftOut(reason: "left out by where", rows: 3, firstLines: [2, 3, 4])
            ])
        #expect(found.receipt.rowsRead == 4)
        #expect(found.receipt.rowsUsed == 1)
    }

    @Test(
        "a cell that is no number is neither more nor less than one, and its row no silent loss",
        arguments: ["amount > 1", "amount <= 1", "2 < amount", "not amount >= 1"])
    func orderOfNoNumber(filter: String) throws {
        var table = Table()
        table.filter = filter
        let found = try table.read("date,amount\n2024-01-01,\"1.234,50\"\n")
        #expect(found.places == ["number-invalid 2:12"])
    }

    @Test("a code column may hold numbers and texts: equality tells them apart")
    func equalityOfNoNumber() throws {
        var table = Table()
        table.filter = "store != 5"
        let found = try table.read("date,amount,store\n2024-01-01,1,5\n2024-01-01,2,A5\n")
        #expect(found.diagnostics == [])
        #expect(found.columns["amount"] == ["2"])
    }

    @Test("cells of rows that are left out may hold anything")
    func leftOutUnread() throws {
        var table = Table()
        table.filter = "amount != \"none\""
        #expect(try table.read("date,amount\n,none\n2024-01-01,1\n").diagnostics == [])
    }

    /// Amounts computed over the columns a and b.
    private func amounts(
        _ formula: String, _ rows: String, format: TableFormat = TableFormat()
    ) throws -> ReadTable {
        var table = Table()
        table.computed = ["amount": formula, "date": "\"2024-01-01\""]
        table.format = format
        table.format.delimiter = UInt8(ascii: ";")
        return try table.read("a;b\n" + rows)
    }

    @Test("computed numbers are exact and keep to the table's format")
    func exact() throws {
        let found = try amounts("a * b", "3;0.1\n-2;1.005\n")
        #expect(found.columns["amount"] == ["0.3", "-2.01"])
        #expect(found.columns["date"] == ["2024-01-01", "2024-01-01"])
        let comma = TableFormat(decimal: UInt8(ascii: ","))
        #expect(
            try amounts("a * (1 - b) + 0.5", "10,5;0,2\n", format: comma).columns["amount"]
                == ["8.9"])
    }

    @Test("a computed value needs all its operands, unless a substitute is given")
    func missingOperand() throws {
        let found = try amounts("a * b", "1;\n;\n2;3\n")
        #expect(found.places == ["value-missing 2:1"])
        #expect(found.columns["amount"] == ["6"])
        #expect(
            try amounts("a * if_undefined(b, 1)", "5;\n2;3\n").columns["amount"] == ["5", "6"])
        #expect(try amounts("a / b", "1;0\n").places == ["value-missing 2:1"])
    }

    @Test("a cell that is no number is named where a formula needs one")
    func notANumber() throws {
        let found = try amounts("a * b", "1;x\n2;3\n")
        #expect(found.places == ["number-invalid 2:3"])
        #expect(found.columns["amount"] == ["6"])
    }

    @Test("a product beyond 38 digits is an error, not a wrong figure")
    func tooLarge() throws {
        let nines = String(repeating: "9", count: 38)
        for formula in [
            "a * b", "a + b + a", "-(a * b)", "1 - a * b * a", "a / 0.00000001", "-a - b",
        ] {
            #expect(
                try amounts(formula, "\(nines);\(nines)\n").places == ["number-invalid 2:1"],
                "\(formula)")
        }
    }

    @Test("a computed field takes a column, a text, the row's number or the file's name")
    func plain() throws {
        var table = Table()
        table.computed = [
            "customer": "a", "type": "\"one_time\"", "line": "row_number", "document": "file_name",
            "quantity": "a", "service_start": "c", "band": "if_undefined(b, \"none\")",
        ]
        let found = try table.read("date,amount,a,b,c\n2024-01-01,1, 7 ,,2024-05-06\n")
        #expect(found.diagnostics == [])
        for (field, value) in [
            "customer": "7", "type": "one_time", "line": "1", "document": "data.csv",
            "quantity": "7", "service_start": "2024-05-06", "band": "none",
        ] { #expect(found.columns[field] == [value], "\(field)") }
    }

    @Test(
        "a formula that cannot be is one error at its place",
        arguments: [
            ("Prise > 1", "column-missing"), ("Type", "type-mismatch"),
            ("Type + \"x\" = \"y\"", "type-mismatch"), ("1 = \"x\"", "type-mismatch"),
            ("not Type", "type-mismatch"), ("sum(Price) > 1", "unknown-function"),
            ("if_undefined(Type) = 1", "type-mismatch"),
        ])
    func wrongFormulas(filter: String, id: String) throws {
        var table = Table()
        table.filter = filter
        let found = try table.read(text)
        #expect(found.ids.first == id)
        #expect(found.diagnostics.first?.location?.path == "revsite.yml")
        #expect(found.diagnostics.first?.location?.line == 3)
    }

    @Test("a formula that is wrong for every file is one error, a missing column one for each")
    func severalFiles() throws {
        func files() -> [ByteSource] {
            ["a.csv", "b.csv"].map {
                ByteSource(path: $0, bytes: Array("date,amount\n2024-01-01,1\n".utf8))
            }
        }
        var table = Table()
        table.filter = "1 = \"x\""
        #expect(try table.read(files()).ids == ["type-mismatch"])
        table.filter = "x = 1"
        #expect(
            try table.read(files()).diagnostics.map(\.message) == [
                "a.csv has no column 'x'", "b.csv has no column 'x'",
            ])
    }

    @Test("an unknown column in a formula names the nearest one")
    func nearest() throws {
        var table = Table()
        table.filter = "Prise > 1"
        #expect(try table.read(text).diagnostics.first?.remedy == "did you mean 'Price'?")
    }

    @Test("a computed condition, number or text is refused where the field cannot hold it")
    func wrongTypes() throws {
        #expect(try amounts("a > 1", "1;2\n").ids.first == "type-mismatch")
        #expect(try amounts("\"x\"", "1;2\n").ids == ["number-invalid"])
    }
}
