import Diagnostics
import Foundation
import ReportModel
import TableReading
import Testing

@Suite("files that others made")
struct SharedDataTests {
    @Test(
        "every case of csv-spectrum gives the cells that its answer has",
        arguments: [
            "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
            "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
        ])
    func spectrum(name: String) throws {
        guard let csv = shared("data/csv-spectrum/csvs/\(name).csv"),
            let json = shared("data/csv-spectrum/json/\(name).json")
        else { return }
        let expected = try JSONDecoder().decode(
            [[String: String]].self, from: Data(contentsOf: json))
        let bytes = try [UInt8](Data(contentsOf: csv))
        for size in [1, 7, bytes.count] {
            let (rows, faults) = try records(bytes, sizes: [size])
            #expect(faults == [])
            let header = try #require(rows.first)
            let found = rows.dropFirst().map {
                Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
            }
            #expect(found == expected)
        }
    }

    @Test("the German export gives the sums of its years, to the last digit")
    func superstoreComma() throws {
        guard let file = shared("workspaces/superstore-comma/content/data/superstore.csv") else {
            return
        }
        var table = Table()
        table.columns = [
            "date": "Order Date", "customer": "Customer ID", "document": "Order ID",
            "product": "Product ID", "amount": "Sales", "segment": "Segment",
        ]
        table.computed = ["type": "\"one_time\""]
        table.dimensions = ["segment"]
        table.format = TableFormat(
            delimiter: UInt8(ascii: ";"), date: "dd/MM/yyyy", decimal: UInt8(ascii: ","))
        let found = try table.read([source(file)])
        #expect(found.diagnostics == [])
        #expect(found.receipt.rowsRead == 9994)
        #expect(found.receipt.rowsUsed == 9994)
        #expect(found.receipt.dictionaries["segment"]?.count == 4)
        #expect(Set(try #require(found.columns["type"])) == ["one_time"])
        #expect(
            try sums(found) == [
                "2018": "484247.4981", "2019": "470532.509", "2020": "609205.598",
                "2021": "733215.2552",
            ])
    }

    private func sums(_ found: ReadTable) throws -> [String: String] {
        var sums: [String: ExactDecimal] = [:]
        for (date, amount) in zip(found.columns["date"] ?? [], found.columns["amount"] ?? []) {
            sums[String(date.prefix(4)), default: .zero] += try #require(ExactDecimal(amount))
        }
        return sums.mapValues(\.canonical)
    }

    @Test("the windows-1252 export is refused as UTF-8 and read when its encoding is named")
    func superstoreWindows() throws {
        guard let file = shared("data/superstore-cp1252.csv") else { return }
        var table = Table()
        table.columns = ["amount": "Sales", "product": "Product Name"]
        // Its own dates are in two forms, as a spreadsheet in the wrong language leaves them.
        table.computed = ["date": "\"2017-01-01\""]
        let refused = try table.read([source(file)])
        #expect(refused.diagnostics.count == 11)
        let first = try #require(refused.diagnostics.first)
        #expect(first.id == "encoding-invalid")
        #expect(first.remedy?.contains("windows-1252") == true)
        #expect(first.location?.line == 13)
        #expect(first.location?.column == 193)
        #expect(refused.diagnostics.last?.message == "… and 614 more of these")

        table.format.encoding = .windows1252
        let found = try table.read([source(file)])
        #expect(found.diagnostics == [])
        #expect(found.receipt.rowsUsed == 9994)
        let products = try #require(found.columns["product"])
        #expect(products.contains { $0.contains("Conference\u{A0}phone") })
    }

    @Test("the retailer's gzip file has 541,909 lines, whose amounts are exact")
    func onlineRetail() throws {
        guard let file = shared("workspaces/uci-retail/content/data/online-retail.csv.gz") else {
            return
        }
        var table = Table()
        table.columns = [
            "date": "InvoiceDate", "customer": "CustomerID", "document": "InvoiceNo",
            "product": "StockCode", "quantity": "Quantity", "country": "Country",
        ]
        table.computed = ["amount": "Quantity * UnitPrice", "type": "\"one_time\""]
        table.dimensions = ["country"]
        table.format.date = "yyyy-MM-dd HH:mm:ss"
        var sum = ExactDecimal.zero
        var rows = 0
        let (receipt, diagnostics) = try readTable(table.source(), files: [source(file)]) {
            batch, _ in
            rows += batch.rowCount
            guard case .numbers(let amounts) = batch.columns["amount"] else { return }
            for row in 0..<amounts.count { sum += amounts[row] ?? .zero }
        }
        #expect(diagnostics == [])
        #expect(receipt.rowsUsed == 541_909)
        #expect(receipt.files.map(\.rows) == [541_909])
        #expect(rows == 541_909)
        #expect(sum.canonical == "9747747.934")
        #expect(receipt.dictionaries["country"]?.count == 39)
    }

    @Test("the query of the Northwind workspace gives exact amounts from SQLite's own numbers")
    func northwind() throws {
        guard let file = shared("workspaces/northwind/content/data/northwind.sqlite") else {
            return
        }
        var table = Table()
        table.query = """
            select o.OrderDate as date, o.CustomerID as customer, o.OrderID as document,
                   d.ProductID as product, d.UnitPrice as price, d.Quantity as quantity,
                   d.Discount as discount, o.ShipCountry as country
            from Orders o join [Order Details] d on d.OrderID = o.OrderID
            """
        table.computed = ["amount": "price * quantity * (1 - discount)", "type": "\"one_time\""]
        table.dimensions = ["country"]
        table.format.date = "yyyy-MM-dd HH:mm:ss.SSS"
        let found = try table.read(
            database: DatabaseFile(path: "data/northwind.sqlite", absolutePath: file.path))
        #expect(found.diagnostics == [])
        #expect(found.receipt.rowsUsed == 2155)
        #expect(found.columns["document"]?.first == "10248")
        #expect(
            try sums(found).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" } == [
                "1996 208083.97", "1997 617085.2035", "1998 440623.866",
            ])
        let folder = try FileManager.default.contentsOfDirectory(
            atPath: file.deletingLastPathComponent().path)
        #expect(folder.filter { $0.hasPrefix("northwind") } == ["northwind.sqlite"])
    }

    @Test("the export layouts of CRM and billing systems are read without a fault")
    func exportLayouts() throws {
        guard let folder = shared("data/export-layouts") else { return }
        var count = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        where path.hasSuffix(".csv") {
            let bytes = try [UInt8](Data(contentsOf: folder.appending(path: path)))
            let (rows, faults) = try records(bytes)
            #expect(faults == [], "\(path)")
            let widths = Set(rows.map(\.count))
            #expect(widths.count <= 1, "\(path)")
            count += 1
        }
        #expect(count > 70)
    }
}
