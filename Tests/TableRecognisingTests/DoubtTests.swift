import Diagnostics
import Foundation
import ReportModel
import TableRecognising
import Testing

@Suite("what no cell of a file tells")
struct DoubtTests {
    @Test("points before three digits are thousands where semicolons or dates are German")
    func germanThousands() throws {
        let text = "Datum;Kunde;Betrag\n05.01.2025;A;1.234\n06.01.2025;B;950\n"
        let found = try Imported(text, name: "data/umsatz.csv")
        let source = try found.source()
        #expect(source.format.decimal == UInt8(ascii: ","))
        #expect(source.format.grouping == UInt8(ascii: "."))
        #expect(found.yaml.contains("# unsure: \"1.234\" may be 1234"))
        #expect(found.yaml.contains("# columns guessed by their names and cells, 2 rows"))
        let rows = try found.read(Array(text.utf8))
        #expect(rows.fields["amount"] == ["1234", "950"])
    }

    @Test("points before three digits stay decimals where nothing is German, with both readings")
    func undecidedThousands() throws {
        let text = "Date,Customer,Amount\n2025-01-05,A,1.234\n2025-01-06,B,2.500\n"
        let found = try Imported(text, name: "data/sales.csv")
        #expect(try found.source().format.grouping == nil)
        #expect(found.yaml.contains("# unsure: \"1.234\" may be 1234"))
        let decimals = try Imported(text + "2025-01-07,C,0.125\n", name: "data/sales.csv")
        #expect(!decimals.yaml.contains("may be 1234"))
    }

    @Test("whole amounts beside currencies in small letters may be cents")
    func cents() throws {
        func yaml(_ rows: String) throws -> String {
            try Imported("date,amount,currency,customer\n" + rows, name: "data/payouts.csv").yaml
                .replacing("\n  #  ", with: "")
        }
        let doubt = "write compute: {amount: amount / 100}"
        #expect(try yaml("2025-01-05,123400,usd,a\n2025-01-06,500,usd,b\n").contains(doubt))
        #expect(try !yaml("2025-01-05,1234.5,usd,a\n2025-01-06,500,usd,b\n").contains(doubt))
        #expect(try !yaml("2025-01-05,1234,USD,a\n2025-01-06,500,USD,b\n").contains(doubt))
    }

    @Test("dates in two forms are said, each with an example and the number of its rows")
    func mixedDates() throws {
        let text =
            "Order Date,Customer ID,Net Sales\n11-08-2016,A,1\n6/14/2014,B,2\n6/15/2014,B,3\n"
        let found = try Imported(text, name: "data/export.csv")
        #expect(found.table?.table == .revenue)
        #expect(found.yaml.contains("date: [M/d/yyyy, MM-dd-yyyy]"))
        #expect(found.table?.rowsUsed == 3)
        let words = found.yaml.replacing("\n  #  ", with: "")
        #expect(
            words.contains("'6/14/2014' in 2 rows, M/d/yyyy; '11-08-2016' in 1 row, MM-dd-yyyy"))
    }

    @Test(
        "names that businesses give to the columns of a ledger are known",
        arguments: ["Sales", "Net Sales", "Revenue", "Turnover", "Total", "Price"],
        [
            "Order Date", "Invoice Date", "Posting Date", "Booking Date", "Transaction Date",
        ])
    func synonyms(_ amount: String, _ date: String) throws {
        let text = """
            \(date),Due Day,Order No,Client,SKU,\(amount),Profit
            2025-01-05,2025-02-01,1,A,P,1.5,0.5
            """
        let source = try Imported(text, name: "data/export.csv", as: .revenue).source()
        #expect(source.columns["date"]?.value == date)
        #expect(source.columns["amount"]?.value == amount)
        #expect(source.columns["document"]?.value == "Order No")
        #expect(source.columns["customer"]?.value == "Client")
        #expect(source.columns["product"]?.value == "SKU")
    }

    @Test("months as columns beside a year are wide targets")
    func wideMonths() throws {
        let months = (1...12).map { ($0 < 10 ? "M0" : "M") + "\($0)" }
        let text =
            "metric,Year," + months.joined(separator: ",") + ",Owner\nrevenue,2026,"
            + (1...12).map { "\($0).5" }.joined(separator: ",") + ",Bo\n"
        let found = try Imported(text, name: "data/export.csv")
        #expect(found.table?.table == .targets)
        #expect(found.yaml.contains("wide: {period: \"M01…M12\", year: Year}"))
        #expect(found.yaml.contains("cells, 1 row\n"))
        let rows = try found.read(Array(text.utf8))
        #expect(rows.errors == [])
        #expect(rows.fields["value"]?.count == 12)
    }

    @Test("periods as columns are wide targets, whatever their numbers look like")
    func widePeriods() throws {
        let text = """
            Kennzahl;2026-01;2026-02;2026-03;2026-04;2026-05
            revenue;1.234,5;2;3;4;5
            """
        let found = try Imported(text, name: "data/export.csv")
        #expect(found.table?.table == .targets)
        #expect(found.yaml.contains("wide: {period: columns}"))
        let rows = try found.read(Array(text.utf8))
        #expect(rows.errors == [])
        #expect(rows.fields["value"] == ["1234.5", "2", "3", "4", "5"])
    }

    @Test("quarters without a year are said to need one")
    func wideWithoutYear() throws {
        let found = try Imported("metric,Q1,Q2,Q3,Q4\nrevenue,1,2,3,4\n", name: "data/plan.csv")
        #expect(found.yaml.contains("# unsure: 'Q1' says no year"))
    }
}
