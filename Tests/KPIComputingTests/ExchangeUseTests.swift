import Diagnostics
import Measuring
import ReportModel
import Testing

@Suite("which exchange rates rows took")
struct ExchangeUseTests {
    private let rates = ExchangeRates(
        to: "EUR",
        [
            "2013-03-22 USD 1.25", "2013-03-25 USD 1.3", "2013-03-28 USD 1.4",
            "2013-04-30 USD 2 average", "2013-03-22 BGN 2",
        ])

    /// Takes rows written as `2013-03-24 USD`.
    private func use(
        _ rows: [String], _ words: inout TextDictionary, isConstant: Bool = false, line: Int = 2
    ) throws -> RateUse {
        var use = RateUse(
            rates, table: .revenue, asOf: try #require(Day(iso: "2013-03-29")),
            isConstant: isConstant)
        for (index, row) in rows.enumerated() {
            let parts = row.split(separator: " ").map(String.init)
            let day = try #require(Day(iso: parts[0]))
            let code = parts.count > 1 ? words.encode(parts[1]) : 0
            let found = use.conversion(
                ofCode: code, in: words, on: day.number,
                at: SourceLocation(path: "r.csv", line: line + index, column: 1))
            let expected =
                parts.count == 1 || parts[1] == "EUR"
                ? Conversion(usedDay: day, kind: .daily)
                : isConstant
                    ? rates.constantConversion(
                        of: parts[1], asOf: try #require(Day(iso: "2013-03-29")))
                    : rates.conversion(of: parts[1], on: day)
            #expect(found == expected)
        }
        return use
    }

    @Test("a Sunday takes Friday's rate and says so")
    func sunday() throws {
        var words = TextDictionary()
        let one = try use(["2013-03-24 USD", "2013-03-22 USD", "2013-03-24"], &words)
        #expect(
            one.findings == [
                "USD: 1 row dated on a day without a rate took the rate of the last day before, "
                    + "2013-03-24 that of 2013-03-22"
            ])
        #expect(one.diagnostics == [])
        let more = try use(
            [
                "2013-03-30 USD", "2013-03-24 USD", "2013-03-24 usd", "2013-03-23 BGN",
                "2013-04-15 USD",
            ], &words)
        #expect(
            more.findings == [
                "BGN: 1 row dated on a day without a rate took the rate of the last day before, "
                    + "2013-03-23 that of 2013-03-22",
                "USD: 3 rows dated on 2 days without a rate took the rate of the last day before, "
                    + "e.g. 2013-03-24 that of 2013-03-22",
                "USD: 1 row took the average rate of the month, e.g. 2013-04-15 that of 2013-04",
            ])
    }

    @Test("a rate that is missing is an error with the pair, the date and what is known")
    func missing() throws {
        var words = TextDictionary()
        let found = try use(
            [
                "2013-03-24 EUR", "2013-06-01 USD", "2013-06-01 USD", "2013-01-01 BGN",
                "2013-01-01 CHF",
            ], &words
        ).diagnostics
        #expect(found.map(\.id) == ["rate-missing", "rate-missing", "rate-missing"])
        #expect(found.map { $0.location?.line } == [5, 6, 3])
        #expect(
            found.map(\.message) == [
                "there is no rate BGN→EUR for 2013-01-01, which 1 row of 'revenue' needs; the first "
                    + "known of BGN is the daily one of 2013-03-22, 2 for one EUR",
                "there is no rate CHF→EUR for 2013-01-01, which 1 row of 'revenue' needs; none of "
                    + "CHF is known",
                "there is no rate USD→EUR for 2013-06-01, which 2 rows of 'revenue' need; the last "
                    + "known of USD is the average one of 2013-04, 2 for one EUR",
            ])
    }

    @Test("ten pairs of currency and day are named, the others counted")
    func manyMissing() throws {
        var words = TextDictionary()
        let rows = (10...24).map { "2014-01-\($0) USD" }
        let found = try use(rows + rows, &words).diagnostics
        #expect(found.count == 11)
        #expect(
            found.last?.message
                == "there is no rate to EUR for 5 further pairs of currency and day, which 10 rows "
                + "of 'revenue' need")
    }

    @Test("a currency that is no code is an error once, with the number of its rows")
    func unreadable() throws {
        var words = TextDictionary()
        var first = try use(["2013-03-24 INV-1", "2013-03-24 US"], &words, line: 5)
        first.merge(try use(["2013-03-24 $"], &words))
        #expect(
            first.diagnostics.map(\.message) == [
                "'$' is no currency code; 3 rows of 'revenue' have none"
            ])
        #expect(first.diagnostics.map { $0.location?.line } == [2])
    }

    @Test("a table at one rate says which")
    func constant() throws {
        var words = TextDictionary()
        let use = try use(["2010-01-01 USD", "2013-03-01 USD"], &words, isConstant: true)
        #expect(
            use.findings == [
                "USD: 2 rows at one rate for all months, the daily one of 2013-03-28"
            ])
    }

    @Test("parts of a table say together what the whole says, in whatever order they are merged")
    func merging() throws {
        let rows = [
            "2013-03-24 USD", "2013-06-01 USD", "2013-03-24 BGN", "2013-06-01 USD",
            "2013-03-23 USD", "2013-01-01 CHF", "2013-03-24 USD",
        ]
        var words = TextDictionary()
        let whole = try use(rows, &words)
        for cut in 0...rows.count {
            // Each part has a dictionary of its own, in which codes stand for other texts.
            var firstWords = TextDictionary()
            var secondWords = TextDictionary()
            _ = secondWords.encode("CHF")
            var first = try use(Array(rows[..<cut]), &firstWords)
            var second = try use(Array(rows[cut...]), &secondWords, line: 2 + cut)
            let kept = first
            first.merge(second)
            second.merge(kept)
            for merged in [first, second] {
                #expect(merged.findings == whole.findings)
                #expect(merged.diagnostics == whole.diagnostics)
            }
        }
    }
}
