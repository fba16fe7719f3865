import Diagnostics
import KPIComputing
import Measuring
import ReportModel
import TestSupport
import Testing

/// What is said of a table that several passes have read a part of each.
@Suite("passes over parts of a table")
struct PassMergingTests {
    private let sum = Measure(
        id: "sum", table: .subscriptions, aggregate: .sum, value: Expression(.name("amount")),
        timing: .dated("start"))

    private func pass(_ dimensions: [String] = []) throws -> TablePass {
        let asOf = try #require(Day(iso: "2026-12-31"))
        return TablePass(
            .subscriptions, requests: [CubeRequest(measure: sum, dimensions: dimensions)],
            surroundings: TablePass.Surroundings(
                asOf: asOf, rates: ExchangeRates(reportingCurrency: "EUR"), entities: Entities(),
                recurringOrigin: nil))
    }

    /// A row at a line with these texts.
    private func batch(
        _ path: String, _ line: Int32, _ texts: [String: String],
        _ dictionaries: inout [String: TextDictionary]
    ) throws -> TableBatch {
        var columns: [String: TableBatch.Column] = [
            "start": .dates([try #require(Day(iso: "2026-01-05")).number]),
            "amount": .numbers(DecimalColumn([ExactDecimal(100)])),
        ]
        for field in texts.keys.sorted() {
            columns[field] = .text(
                [dictionaries[field, default: TextDictionary()].encode(texts[field] ?? "")])
        }
        return TableBatch(rowCount: 1, columns: columns, lines: [line], path: path)
    }

    @Test("what is wrong in many rows is told once, at the first place in the order of the files")
    func firstPlace() throws {
        let word = ["interval": "fortnight", "currency": "USD"]
        var (one, other) = (try pass(), try pass())
        var (ours, theirs): ([String: TextDictionary], [String: TextDictionary]) = ([:], [:])
        one.consume(try batch("c.csv", 2, word, &ours), ours)
        one.consume(try batch("b.csv", 9, word, &ours), ours)
        other.consume(try batch("b.csv", 7, word, &theirs), theirs)
        other.consume(try batch("b.csv", 8, word, &theirs), theirs)
        one.merge(other, own: &ours, others: theirs)
        #expect(one.diagnostics.map(\.id) == ["unknown-value", "rate-missing"])
        for diagnostic in one.diagnostics {
            #expect(diagnostic.location == SourceLocation(path: "b.csv", line: 7, column: 1))
        }
    }

    @Test("files that differ are found though each pass has seen one of them")
    func differingFiles() throws {
        for (dimensions, ids) in [(["region"], ["columns-differ"]), ([], [])] {
            var (one, other) = (try pass(dimensions), try pass(dimensions))
            var (ours, theirs): ([String: TextDictionary], [String: TextDictionary]) = ([:], [:])
            one.consume(try batch("a.csv", 2, ["region": "E"], &ours), ours)
            other.consume(try batch("b.csv", 2, ["note": "x"], &theirs), theirs)
            one.merge(other, own: &ours, others: theirs)
            #expect(one.diagnostics.filter { $0.id == "columns-differ" }.map(\.id) == ids)
        }
    }

    @Test("codes of two parts differ, and the sums are those of the texts")
    func codes() throws {
        var (one, other, empty) = (try pass(["region"]), try pass(["region"]), try pass(["region"]))
        var (ours, theirs): ([String: TextDictionary], [String: TextDictionary]) = ([:], [:])
        for (line, region) in ["N", "S", "N"].enumerated() {
            let row = try batch("a.csv", Int32(line), ["region": region], &ours)
            one.consume(row, ours)
        }
        for (line, region) in ["W", "S", "N"].enumerated() {
            let row = try batch("b.csv", Int32(line), ["region": region], &theirs)
            other.consume(row, theirs)
        }
        var none: [String: TextDictionary] = [:]
        one.merge(other, own: &ours, others: theirs)
        empty.merge(one, own: &none, others: ours)
        let request = CubeRequest(measure: sum, dimensions: ["region"])
        let cube = try #require(empty.finish(none)[request])
        let month = Month(year: 2026, month: 1)
        #expect(
            cube.cellsByKey == [
                Cube.Key(values: ["N"]): [month: .sum(ExactDecimal(300))],
                Cube.Key(values: ["S"]): [month: .sum(ExactDecimal(200))],
                Cube.Key(values: ["W"]): [month: .sum(ExactDecimal(100))],
            ])
        #expect(cube.groups == [0..<1, 1..<2, 2..<3])
        #expect(cube.rows(of: ["S"]) == 1..<2)
        #expect(cube.rows(of: ["T"]).isEmpty)
    }

    @Test("rows after the day of the data and rows without a currency are told, over all parts")
    func toldRows() throws {
        let revenue = Measure(
            id: "revenue", table: .revenue, aggregate: .sum, value: Expression(.name("amount")),
            timing: .dated("date"))
        let asOf = try #require(Day(iso: "2026-01-31"))
        func pass(_ days: [String], _ currencies: [String]) throws -> TablePass {
            var pass = TablePass(
                .revenue, requests: [CubeRequest(measure: revenue)],
                surroundings: TablePass.Surroundings(
                    asOf: asOf, rates: ExchangeRates(reportingCurrency: "EUR"),
                    entities: Entities(), recurringOrigin: nil))
            var words = TextDictionary()
            let batch = TableBatch(
                rowCount: days.count,
                columns: [
                    "date": .dates(try days.map { try #require(Day(iso: $0)).number }),
                    "amount": .numbers(DecimalColumn(days.map { _ in ExactDecimal(1) })),
                    "currency": .text(currencies.map { words.encode($0) }),
                ], lines: days.indices.map { Int32($0 + 2) }, path: "a.csv")
            pass.consume(batch, ["currency": words])
            return pass
        }
        var one = try pass(["2026-02-01", "2026-01-31"], ["EUR", "EUR"])
        let other = try pass(["2026-01-01", "2026-03-01"], ["EUR", ""])
        var own: [String: TextDictionary] = [:]
        one.merge(other, own: &own, others: [:])
        #expect(one.diagnostics.map(\.id) == ["currency-missing", "after-as-of"])
        #expect(
            one.diagnostics.last?.message
                == "2 rows of 'revenue' dated after 2026-01-31, when the data was taken, count on no day"
        )
        #expect(one.diagnostics.map { $0.location?.line } == [3, 2])
        #expect(try pass(["2026-01-31"], ["EUR"]).diagnostics == [])
    }

    /// A row with an amount in a month of 2026.
    private struct Line {
        var region: String
        var month: Month
        var amount: ExactDecimal
    }

    @Test("sums of parts are the sums of the whole, however large, fine or far apart amounts are")
    func magnitudes() throws {
        let seed = SeededNumbers.seed()
        print("seed of magnitudes: \(seed)")
        var random = SeededNumbers(seed: seed)
        for turn in 0..<60 {
            // Around what half a machine word holds, a whole one, and more.
            let digits = [3, 9, 10, 18, 19, 25][turn % 6]
            let lines = (0..<200).map { _ in
                let significand = (0..<digits).reduce(Int128(0)) { sum, _ in
                    sum * 10 + Int128.random(in: 0...9, using: &random)
                }
                let scale = turn < 30 ? 2 : Int.random(in: 0...12, using: &random)
                return Line(
                    region: "R\(Int.random(in: 0..<5, using: &random))",
                    month: Month(year: 2026, month: Int.random(in: 1...4, using: &random)),
                    amount: ExactDecimal(
                        Bool.random(using: &random) ? significand : -significand, scale: scale))
            }
            var expected: [Cube.Key: [Month: Cube.Cell]] = [:]
            for line in lines {
                let key = Cube.Key(values: [line.region])
                var sum = line.amount
                if case .sum(let before)? = expected[key]?[line.month] { sum += before }
                expected[key, default: [:]][line.month] = .sum(sum)
            }
            var whole = try pass(["region"])
            var dictionaries: [String: TextDictionary] = [:]
            for part in 0..<3 {
                var other = try pass(["region"])
                var own: [String: TextDictionary] = [:]
                let rows = lines.enumerated().filter { $0.offset % 3 == part }.map(\.element)
                other.consume(batch(of: rows, &own), own)
                whole.merge(other, own: &dictionaries, others: own)
            }
            let request = CubeRequest(measure: sum, dimensions: ["region"])
            let cube = try #require(whole.finish(dictionaries)[request])
            #expect(cube.cellsByKey == expected, "seed \(seed), turn \(turn)")
        }
    }

    private func batch(
        of lines: [Line], _ dictionaries: inout [String: TextDictionary]
    ) -> TableBatch {
        let regions = lines.map {
            dictionaries["region", default: TextDictionary()].encode($0.region)
        }
        return TableBatch(
            rowCount: lines.count,
            columns: [
                "start": .dates(lines.map { $0.month.firstDay.number }),
                "amount": .numbers(DecimalColumn(lines.map(\.amount))),
                "region": .text(regions),
            ], lines: lines.indices.map { Int32($0) })
    }
}
