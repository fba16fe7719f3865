import Diagnostics
import ReportModel
import TableReading
import Testing

@Suite("tables from files")
struct TableReadingTests {
    @Test("a field comes from the column that is mapped, else from the column of its name")
    func columns() throws {
        var table = Table()
        table.columns = ["date": "Posting Date", "customer": "Account"]
        table.dimensions = ["region", "absent"]
        let found = try table.read(
            "Posting Date, amount ,Account,region,other\n2024-02-29, 10.50 , A ,north,x\n"
                + "2024-03-01,2,,,\n")
        #expect(found.diagnostics == [])
        #expect(
            found.columns == [
                "date": ["2024-02-29", "2024-03-01"], "amount": ["10.5", "2"],
                "customer": ["A", ""], "region": ["north", ""],
            ])
        #expect(found.lines == [2, 3])
        #expect(found.receipt.fields == ["date", "amount", "customer", "region"])
        #expect(found.receipt.files.map(\.bytes) == [90])
    }

    @Test("a column that is missing is named where the settings name it, with the nearest one")
    func missingColumn() throws {
        var table = Table()
        table.columns = ["customer": "Acount"]
        let found = try table.read("date,ammount,Account\n2024-01-01,1,A\n")
        #expect(found.places == ["column-missing 1:1", "column-missing 2:1"])
        #expect(found.diagnostics[0].remedy?.hasPrefix("did you mean 'ammount'?") == true)
        #expect(found.diagnostics[1].remedy == "did you mean 'Account'?")
        #expect(found.diagnostics[1].message == "data.csv has no column 'Acount'")
    }

    @Test("a column that is there twice is an error only if it is used")
    func ambiguousColumn() throws {
        var table = Table()
        #expect(try table.read("date,amount,x,x\n2024-01-01,1,2,3\n").diagnostics == [])
        table.columns = ["customer": "x"]
        #expect(
            try table.read("date,amount,x,x\n2024-01-01,1,2,3\n").places == ["column-ambiguous 2:1"]
        )
        table.columns = [:]
        table.filter = "x = 1"
        #expect(
            try table.read("date,amount,x,x\n2024-01-01,1,2,3\n").places == ["column-ambiguous 3:1"]
        )
    }

    @Test("an empty file is an error, a header alone a warning")
    func empty() throws {
        #expect(try Table().read("").ids == ["file-empty"])
        #expect(try Table().read("\u{FEFF}\n\n").ids == ["file-empty"])
        let found = try Table().read("date,amount\n")
        #expect(found.ids == ["table-empty"])
        #expect(found.diagnostics.hasErrors == false)
        #expect(found.receipt.rowsRead == 0)
    }

    @Test("a short or long row is an error, empty cells at the end of a long one are not")
    func rowLength() throws {
        let found = try Table().read(
            "date,amount\n2024-01-01,1,,\n2024-01-01\n2024-01-01,1,x\n2024-01-01,2\n")
        #expect(found.places == ["row-length 3:1", "row-length 4:1"])
        #expect(found.columns["amount"] == ["1", "2"])
        #expect(found.receipt.rowsRead == 4)
        #expect(found.receipt.rowsUsed == 2)
    }

    @Test("a row of empty cells is left out and counted")
    func emptyRows() throws {
        let found = try Table().read("date,amount\n2024-01-01,1\n,\n\n , \n")
        #expect(found.diagnostics == [])
        #expect(
            found.receipt.leftOut == [
                TableReceipt.LeftOut(reason: "empty row", rows: 2, firstLines: [3, 5])
            ])
        #expect(found.receipt.rowsRead == 3)
    }

    @Test("every wrong cell of a row is named at its place")
    func wrongCells() throws {
        let found = try Table().read(
            "customer,date,amount\né,2024-02-30,1.2.3\n\"a\nb\",2024-01-01,\nx,,7\n")
        #expect(
            found.places == [
                "date-invalid 2:4", "number-invalid 2:15", "value-missing 4:15",
                "value-missing 5:3",
            ])
        #expect(found.receipt.rowsUsed == 0)
        #expect(found.columns == [:])
        #expect(
            found.diagnostics[0].message
                == "'2024-02-30' for 'date' is no date that exists in the form yyyy-MM-dd")
    }

    @Test("of many mistakes of one kind in one field ten are shown and the others counted")
    func manyMistakes() throws {
        let rows = String(repeating: "2024-01-01,x\n", count: 1244)
        let found = try Table().read("date,amount\n" + rows)
        #expect(found.diagnostics.count == 11)
        #expect(found.diagnostics.last?.severity == .note)
        #expect(found.diagnostics.last?.message == "… and 1,234 more of these in 'amount'")
    }

    @Test("words that mean no value are none, in any type")
    func missingWords() throws {
        var table = Table()
        table.format.missing = ["-", "n/a"]
        let found = try table.read(
            "date,amount,customer,quantity,service_start\n2024-01-01,1,n/a, - ,n/a\n"
                + "2024-01-01,-,a,1,\n")
        #expect(found.places == ["value-missing 3:12"])
        #expect(found.columns["customer"] == [""])
        #expect(found.columns["quantity"] == [""])
        #expect(found.columns["service_start"] == [""])
    }

    @Test("their words become ours, other words pass")
    func values() throws {
        var table = Table()
        table.values = ["type": ["Hardware": "one_time", "Support": "recurring"]]
        let found = try table.read(
            "date,amount,type\n2024-01-01,1,Hardware\n2024-01-01,1, Support \n2024-01-01,1,hardware\n"
                + "2024-01-01,1,one_time\n")
        #expect(found.columns["type"] == ["one_time", "recurring", "hardware", "one_time"])
        #expect(found.receipt.dictionaries["type"]?.count == 4)
    }

    @Test("texts that look the same but have other bytes are one text")
    func canonicalEquivalence() throws {
        let found = try Table().read(
            "date,amount,customer\n2024-01-01,1,caf\u{E9}\n2024-01-01,1,cafe\u{301}\n2024-01-01,1,x\n"
        )
        #expect(found.receipt.dictionaries["customer"]?.count == 3)
        #expect(found.columns["customer"]?.last == "x")
    }

    @Test("a subscription line that is there twice at one time is an error, one after another not")
    func overlappingLines() throws {
        let table = Table(name: .subscriptions)
        let header = "id,customer,start,end,amount\n"
        let rows = """
            S1,A,2024-01-01,2024-06-01,10
            S1,A,2024-06-01,,12
            S2,A,2024-01-01,,10
            S3,A,2024-03-01,2024-03-01,10
            S3,A,2024-01-01,2024-12-31,10
            ,B,2024-01-01,,10
            ,B,2024-01-01,,10

            """
        #expect(try table.read(header + rows).diagnostics == [])
        let found = try table.read(header + rows + "S2,A,2023-01-01,,10\nS1,A,2024-05-31,,1\n")
        #expect(found.places == ["line-overlap 9:1", "line-overlap 10:1", "line-overlap 10:1"])
    }

    @Test("stages and types of deals that are not mapped are warned of, known ones are not")
    func unmappedWords() throws {
        func messages(_ rows: String) throws -> [String] {
            let table = Table(name: .opportunities)
            let found = try table.read("id,stage,type\n" + rows)
            #expect(found.diagnostics.allSatisfy { $0.severity == .warning })
            return found.diagnostics.map(\.message)
        }
        #expect(try messages("1,won,new\n2,Proposal,Pilot\n3,lost,\n") == [])
        #expect(
            try messages("1,Gewonnen,Neu\n2,Angebot,Neu\n") == [
                "no row of 'opportunities' has the stage 'won'; there are 'Angebot', 'Gewonnen'",
                "no row of 'opportunities' has the type 'new'; there are 'Neu'",
            ])
        #expect(
            try messages("1,won,\n2,Closed Lost,\n") == [
                "the stage 'Closed Lost' is not 'lost': its deals count as open"
            ])
    }

    @Test("small letters mean the same currency")
    func currencyLetters() throws {
        let found = try Table().read("date,amount,currency\n2024-01-01,1,usd\n2024-01-01,1,USD\n")
        #expect(found.columns["currency"] == ["USD", "USD"])
    }

    @Test("an id that is there twice names both lines")
    func duplicateID() throws {
        var table = Table(name: .customers)
        let text = "id,name\nC1,a\nC2,b\n C1 ,c\n"
        let found = try table.read(text)
        #expect(found.places == ["id-duplicate 4:1"])
        #expect(
            found.diagnostics[0].message == "the id 'C1' of line 4 is in line 2 of data.csv already"
        )
        table.columns = ["valid_from": "since"]
        #expect(
            try table.read("id,since\nC1,2024-01-01\nC1,2024-02-01\n").diagnostics == [])
        table = Table(name: .subscriptions)
        #expect(
            try table.read(
                "id,customer,start,end,amount\n1,a,2024-01-01,2024-02-01,1\n1,a,2024-02-01,,1\n"
            )
            .diagnostics == [])
    }

    @Test("the files of a table share dictionaries and may have their columns in another order")
    func severalFiles() throws {
        let files = [
            ByteSource(path: "a.csv", bytes: Array("date,amount,customer\n2024-01-01,1,x\n".utf8)),
            ByteSource(path: "b.csv", bytes: Array("customer;date;amount\ny;2024-01-02;2\n".utf8)),
            ByteSource(path: "c.csv", bytes: Array("amount,date,customer\n3,2024-01-03,x\n".utf8)),
        ]
        let found = try Table().read(files)
        #expect(found.diagnostics == [])
        #expect(found.columns["customer"] == ["x", "y", "x"])
        #expect(found.columns["amount"] == ["1", "2", "3"])
        #expect(found.receipt.files.map(\.rows) == [1, 1, 1])
        #expect(found.batches > 1)
    }

    @Test("only the wanted fields and the required ones are read")
    func wanted() throws {
        let found = try Table().read(
            "date,amount,customer,quantity\n2024-01-01,1,x,none\n", wanted: ["customer"])
        #expect(found.diagnostics == [])
        #expect(found.receipt.fields == ["date", "amount", "customer"])
    }

    @Test("a discount keeps its percent sign and is otherwise plain digits")
    func percent() throws {
        var table = Table(name: .subscriptions)
        table.format.decimal = UInt8(ascii: ",")
        let found = try table.read(
            "customer;start;amount;discount\na;2024-01-01;1;12,50\na;2024-01-01;1;7,5 %\n"
                + "a;2024-01-01;1;\na;2024-01-01;1;ten%\n")
        #expect(found.places == ["number-invalid 5:16"])
        #expect(found.columns["discount"] == ["12.5", "7.5%", ""])
    }

    @Test("a large file comes in several batches")
    func batches() throws {
        let found = try Table().read(
            "date,amount\n" + String(repeating: "2024-01-01,1\n", count: 40_000))
        #expect(found.batches > 1)
        #expect(found.columns["amount"]?.count == 40_000)
    }

    @Test("what the source and the consumer throw comes through")
    func thrown() throws {
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try Table().read([ByteSource(path: "x") { _, _ in throw Failure() }])
        }
        #expect(throws: Failure.self) {
            let file = ByteSource(path: "x", bytes: Array("date,amount\n2024-01-01,1\n".utf8))
            _ = try readTable(Table().source(), files: [file]) { _, _ in throw Failure() }
        }
    }
}
