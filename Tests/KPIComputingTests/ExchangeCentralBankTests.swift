import Diagnostics
import Foundation
import Measuring
import ReportModel
import TableReading
import Testing

/// The European Central Bank's own file, where it lies beside the project.
@Suite("the file of the European Central Bank", .enabled(if: CentralBank.file != nil))
struct ExchangeCentralBankTests {
    @Test("it is read as it is: days, currencies, first and last")
    func contents() throws {
        let found = try CentralBank.read(to: "EUR")
        #expect(found.rates.diagnostics == [])
        #expect(found.days.count == 6983)
        #expect(found.currencies.count == 41)
        #expect(found.days.min() == Day(iso: "1999-01-04")?.number)
        #expect(found.days.max() == Day(iso: "2026-04-13")?.number)
        #expect(try found.rates.flow("1", "HRK", "2022-12-30").hasSuffix("daily 2022-12-30"))
        #expect(try found.rates.flow("1", "HRK", "2023-01-07") == "none")
        #expect(try found.rates.flow("1", "BGN", "2026-01-02").hasSuffix("daily 2025-12-31"))
    }

    @Test("euros in dollars and dollars in euros are the published amounts")
    func dollars() throws {
        let dollars = try CentralBank.read(to: "USD").rates
        #expect(try dollars.flow("10", "EUR", "2013-03-21") == "12.91 daily 2013-03-21")
        #expect(try dollars.flow("10", "EUR", "2014-03-28") == "13.759 daily 2014-03-28")
        let euros = try CentralBank.read(to: "EUR").rates
        let day = try #require(Day(iso: "2014-03-28"))
        let found = try #require(euros.conversion(of: "USD", on: day))
        #expect(found(ExactDecimal(10)).rounded(to: 5) == ExactDecimal("7.26797"))
    }

    @Test("levs of a Sunday are at Friday's rate")
    func sunday() throws {
        let rates = try CentralBank.read(to: "EUR").rates
        #expect(try rates.flow("1.9558", "BGN", "2010-11-21") == "1 daily 2010-11-19")
    }
}

enum CentralBank {
    static let file: URL? = {
        var folder = URL(filePath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        let file = folder.deletingLastPathComponent()
            .appending(path: "shared/data/ecb-fx/eurofxref-hist.csv")
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }()

    static func read(
        to currency: String
    ) throws -> (rates: ExchangeRates, days: Set<Int32>, currencies: [String]) {
        let (batch, dictionary) = try contents.get()
        var rates = ExchangeRates(
            reportingCurrency: currency, source: ratesTable(base: "EUR", kind: "daily"))
        rates.add(batch, ["currency": dictionary])
        guard case .dates(let days)? = batch.columns["date"] else { return (rates, [], []) }
        return (rates, Set(days), Array(dictionary.texts.dropFirst()))
    }

    /// The file's rates, read once for all tests.
    private static let contents = Result<(TableBatch, TextDictionary), any Error> {
        let bytes = Array(try Data(contentsOf: try #require(file)))
        var source = ratesTable(base: "EUR", kind: "daily")
        source.wide = .init(
            field: .init("currency", at: SourceLocation(path: "content/revsite.yml", line: 3)))
        var wide: WideRecords?
        var cells = (date: 0, currency: 0, rate: 0)
        var codes: [Int32] = []
        var days: [Int32] = []
        var numbers = DecimalColumn()
        var dictionary = TextDictionary()
        _ = try readRecords(
            of: ByteSource(path: "data/eurofxref-hist.csv", bytes: bytes), format: source.format
        ) { fault in
            Issue.record("\(fault)")
        } record: { record in
            guard let found = wide else {
                let made = WideRecords(
                    source, header: record.cells, path: "data/eurofxref-hist.csv")
                #expect(made?.diagnostics == [])
                for (index, name) in (made?.header ?? []).enumerated() {
                    switch name {
                    case "date": cells.date = index
                    case "currency": cells.currency = index
                    case "rate": cells.rate = index
                    default: break
                    }
                }
                wide = made
                return
            }
            found.expand(record) { row in
                let texts = row.cells
                days.append(Day(iso: texts[cells.date])?.number ?? 0)
                codes.append(dictionary.encode(texts[cells.currency]))
                numbers.append(ExactDecimal(texts[cells.rate]))
            }
        }
        let batch = TableBatch(
            rowCount: days.count,
            columns: [
                "date": .dates(days), "currency": .text(codes), "rate": .numbers(numbers),
            ], lines: days.indices.map { Int32($0 + 2) })
        return (batch, dictionary)
    }
}
