import Diagnostics
import ReportModel
import TableRecognising
import Testing

@Suite("files that no known system exports")
struct FormTests {
    @Test("a German ledger is told by its names, semicolons, commas and sums at the end")
    func germanLedger() throws {
        let text = """
            Bericht: Umsätze 2025
            Stand: 31.12.2025

            Rechnungsnummer;Rechnungsdatum;Kunde;Nettobetrag;Währung
            R-1;05.01.2025;Müller GmbH;1.234,50;EUR
            R-2;31.01.2025;Straße & Söhne;-20,00;EUR
            R-3;01.02.2025;"Müller GmbH";n/a;EUR
            Summe;;;1.214,50;
            """
        let found = try Imported(text, name: "data/umsatz.csv")
        #expect(found.table?.table == .revenue)
        let source = try found.source()
        #expect(source.format.delimiter == UInt8(ascii: ";"))
        #expect(source.format.decimal == UInt8(ascii: ","))
        #expect(source.format.grouping == UInt8(ascii: "."))
        #expect(source.format.date == "dd.MM.yyyy")
        #expect(source.format.skip == 3)
        #expect(source.format.missing == ["n/a"])
        let rows = try found.read(Array(text.utf8))
        #expect(rows.errors == [])
        #expect(rows.fields["document"] == ["R-1", "R-2", "R-3"])
        #expect(rows.fields["amount"] == ["1234.5", "-20", "0"])
        #expect(rows.fields["date"]?.first == "2025-01-05")
    }

    @Test("Spanish names are known, and money with its sign and brackets is a number")
    func spanishLedger() throws {
        let text = """
            Fecha,Cliente,Factura,Importe,Moneda
            2025-01-05,Uno,F1,"$1,200.50",USD
            2025-01-06,Dos,F2,($100.00),USD
            """
        let found = try Imported(text, name: "data/ventas.csv")
        #expect(found.table?.table == .revenue)
        let rows = try found.read(Array(text.utf8))
        #expect(rows.errors == [])
        #expect(rows.fields["amount"] == ["1200.5", "-100"])
        #expect(rows.fields["customer"] == ["Uno", "Dos"])
    }

    @Test("dates that may have the day or the month first are left to the author")
    func ambiguousDates() throws {
        let text = "Date,Customer,Amount\n01/02/2025,A,1\n03/04/2025,B,2\n"
        let found = try Imported(text, name: "data/sales.csv")
        #expect(try found.source().format.date == nil)
        #expect(found.yaml.contains("# unsure: dates may be dd/MM/yyyy or MM/dd/yyyy"))
        let german = try Imported(text.replacing(",", with: ";"), name: "data/sales.csv")
        #expect(try german.source().format.date == "dd/MM/yyyy")
        #expect(german.yaml.contains("# unsure: dates may be dd/MM/yyyy or MM/dd/yyyy"))
        let clear = try Imported(text + "12/31/2025,C,3\n", name: "data/sales.csv")
        #expect(try clear.source().format.date == "MM/dd/yyyy")
    }

    @Test("bars, tabs, and cells that are all in quotes are told apart")
    func delimiters() throws {
        for mark in ["|", "\t", ";", ","] {
            let cells = [
                ["Date", "Customer", "Amount"], ["2025-01-05", "A, B; C", "1.5"],
                ["2025-01-06", "D", "2"],
            ]
            let text = cells.map { $0.map { "\"\($0)\"" }.joined(separator: mark) + "\n" }.joined()
            let found = try Imported(text, name: "data/sales.csv")
            #expect(found.table?.table == .revenue, "\(mark)")
            let rows = try found.read(Array(text.utf8))
            #expect(rows.errors == [], "\(mark)")
            #expect(rows.fields["customer"] == ["A, B; C", "D"])
        }
    }

    @Test("text of windows-1252 is read in it, and said to be a guess")
    func encoding() throws {
        let text = "Date;Kunde;Betrag\n05.01.2025;M\u{1}ller;1,5\n06.01.2025;B;2,5\n"
        let bytes = Array(text.utf8).map { $0 == 1 ? 0xFC : $0 }
        let found = try Imported(bytes, name: "data/umsatz.csv")
        #expect(try found.source().format.encoding == .windows1252)
        #expect(found.yaml.contains("# unsure: the file is not UTF-8"))
        let rows = try found.read(bytes)
        #expect(rows.fields["customer"]?.first == "Müller")
    }

    @Test("prices of one become amounts by their quantities")
    func prices() throws {
        let text =
            "InvoiceNo,InvoiceDate,Quantity,UnitPrice\n1,2025-01-05,3,2.50\n2,2025-01-06,1,4\n"
        let found = try Imported(text, name: "data/sales.csv")
        let rows = try found.read(Array(text.utf8))
        #expect(rows.fields["amount"] == ["7.5", "4"])
    }

    @Test("a file with a column for each currency has exchange rates")
    func wideRates() throws {
        let text = "Date,USD,JPY,GBP,\n2025-01-02,1.03,162,0.83,\n2025-01-03,1.02,N/A,0.82,\n"
        let found = try Imported(text, name: "data/eurofxref-hist.csv")
        #expect(found.table?.table == .rates)
        #expect(found.yaml.contains("wide: {currency: columns}"))
        #expect(found.yaml.contains("base: EUR"))
    }

    @Test("the author's table is taken where its columns are there, else what it needs is said")
    func wantedTable() throws {
        let text = "Date,Customer,Amount,Due\n2025-01-05,A,1,2025-02-05\n"
        let found = try Imported(text, as: .invoices)
        #expect(found.table?.table == .invoices)
        let refused = try Imported(text, as: .owners)
        #expect(refused.table == nil)
        #expect(refused.diagnostics.map(\.id) == ["table-unrecognised"])
        #expect(refused.diagnostics.first?.remedy == "it needs id")
    }

    @Test(
        "what is no table is refused with what it is",
        arguments: [
            ([], "file-empty"), (Array("\n\n  \n".utf8), "file-empty"),
            (Array("%PDF-1.7\n".utf8), "file-unknown"), ([0, 1, 2, 3, 0, 9, 1], "file-unknown"),
            (Array("SQLite format 3\0".utf8), "file-unknown"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "file-unknown"),
            (Array("colour,shape\nred,round\n".utf8), "table-unrecognised"),
            (Array("a,\"b\nc".utf8), "quote-unclosed"),
        ])
    func refusals(_ bytes: [UInt8], _ id: String) throws {
        let found = try Imported(bytes, name: "data/thing.bin")
        #expect(found.table == nil)
        #expect(found.diagnostics.map(\.id) == [id])
    }

    @Test("a column that has the name of a field and means something else is left out")
    func namesakes() throws {
        let text = """
            id,customer_id,amount_due,amount_paid,total,subtotal,created,paid,currency
            in_1,cus_1,1000,1000,1000,1000,2025-01-05 10:00:00,true,usd
            """
        let found = try Imported(text, as: .invoices)
        let rows = try found.read(Array(text.utf8))
        #expect(rows.errors == [])
        #expect(rows.fields["paid"] == [""])
        #expect(rows.fields["amount"] == ["10"])
    }
}
