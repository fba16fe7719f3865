import Diagnostics
import Measuring
import ReportModel
import TestSupport
import Testing

/// Rates written as `2026-01-09 USD 1.2 daily`, a line each.
func batch(ofRates lines: [String]) -> (TableBatch, [String: TextDictionary]) {
    var currencies = TextDictionary()
    var kinds = TextDictionary()
    var days: [Int32] = []
    var codes: [Int32] = []
    var words: [Int32] = []
    var numbers: [ExactDecimal?] = []
    for line in lines {
        let parts = line.split(separator: " ").map(String.init)
        days.append(Day(iso: parts[0])?.number ?? 0)
        codes.append(currencies.encode(parts[1]))
        numbers.append(ExactDecimal(parts[2]))
        words.append(parts.count > 3 ? kinds.encode(parts[3]) : 0)
    }
    let batch = TableBatch(
        rowCount: lines.count,
        columns: [
            "date": .dates(days), "currency": .text(codes), "kind": .text(words),
            "rate": .numbers(DecimalColumn(numbers)),
        ], lines: (0..<lines.count).map { Int32($0 + 2) }, path: "data/rates.csv")
    return (batch, ["currency": currencies, "kind": kinds])
}

/// The table `rates` with the keys that the settings give it.
func ratesTable(base: String? = nil, kind: String? = nil) -> TableSource {
    let place = SourceLocation(path: "content/revsite.yml", line: 3, column: 5)
    var source = TableSource(table: .rates, origin: .init(.file("data/rates.csv"), at: place))
    source.base = base.map { .init($0, at: place) }
    source.kind = kind.map { .init($0, at: place) }
    return source
}

extension ExchangeRates {
    init(to currency: String, base: String? = nil, kind: String? = nil, _ lines: [String]) {
        self.init(reportingCurrency: currency, source: ratesTable(base: base, kind: kind))
        let (batch, dictionaries) = batch(ofRates: lines)
        add(batch, dictionaries)
    }

    /// An amount of a day in the reporting currency, and the day whose rate it took.
    func flow(_ amount: String, _ currency: String, _ day: String) throws -> String {
        let day = try #require(Day(iso: day))
        let amount = try #require(ExactDecimal(amount))
        guard let found = conversion(of: currency, on: day) else { return "none" }
        return "\(found(amount).canonical) \(found.kind.rawValue) \(found.usedDay)"
    }
}

@Suite("exchange rates")
struct ExchangeRateTests {
    private let some = [
        "2026-03-06 USD 1.25", "2026-03-09 USD 1.2", "2026-03-06 GBP 0.8", "2026-03-10 GBP 0.9",
    ]

    @Test(
        "a flow takes the rate of its day, else the last known within seven days",
        arguments: [
            ("2026-03-06", "8 daily 2026-03-06"), ("2026-03-08", "8 daily 2026-03-06"),
            ("2026-03-09", "8.33333333333333 daily 2026-03-09"),
            ("2026-03-16", "8.33333333333333 daily 2026-03-09"), ("2026-03-17", "none"),
            ("2026-03-05", "none"),
        ])
    func lastKnown(day: String, expected: String) throws {
        #expect(try ExchangeRates(to: "EUR", some).flow("10", "USD", day) == expected)
        #expect(try ExchangeRates(to: "EUR", some.reversed()).flow("10", "usd", day) == expected)
    }

    @Test("the month's average stands in where no daily rate is near")
    func averages() throws {
        let rates = ExchangeRates(
            to: "EUR",
            ["2026-03-31 USD 2 average", "2026-04-01 USD 4 average", "2026-04-10 USD 5 daily"])
        #expect(try rates.flow("10", "USD", "2026-03-01") == "5 average 2026-03-31")
        #expect(try rates.flow("10", "USD", "2026-04-09") == "2.5 average 2026-04-30")
        #expect(try rates.flow("10", "USD", "2026-04-17") == "2 daily 2026-04-10")
        #expect(try rates.flow("10", "USD", "2026-05-01") == "none")
        let unnamed = ExchangeRates(to: "EUR", kind: "average", ["2026-03-31 USD 2"])
        #expect(try unnamed.flow("10", "USD", "2026-03-02") == "5 average 2026-03-31")
    }

    @Test("amounts cross over the base, both rates of one day where there is one")
    func cross() throws {
        let toDollar = ExchangeRates(to: "USD", base: "EUR", some)
        #expect(try toDollar.flow("10", "EUR", "2026-03-06") == "12.5 daily 2026-03-06")
        #expect(try toDollar.flow("10", "USD", "2030-01-01") == "10 daily 2030-01-01")
        #expect(try toDollar.flow("8", "GBP", "2026-03-06") == "12.5 daily 2026-03-06")
        // GBP is known later, USD is not: both are taken as of the sixth.
        #expect(try toDollar.flow("8", "GBP", "2026-03-10") == "12.5 daily 2026-03-06")
        // The sixth is too long ago by now: each at its own last day.
        #expect(try toDollar.flow("9", "GBP", "2026-03-15") == "12 daily 2026-03-09")
        #expect(try toDollar.flow("9", "CHF", "2026-03-06") == "none")
        let day = try #require(Day(iso: "2026-03-06"))
        let found = try #require(toDollar.conversion(of: "GBP", on: day))
        #expect(found.multiplier == ExactDecimal("1.25") && found.divisor == ExactDecimal("0.8"))
        #expect(toDollar.rate(of: "GBP", on: day) == ExactDecimal("0.64"))
        #expect(toDollar.rate(of: "EUR", on: day) == ExactDecimal("0.8"))
    }

    @Test("a cross rate is multiplied first and rounded once")
    func exactness() throws {
        let rates = ExchangeRates(
            to: "JPY", base: "EUR", ["2026-03-06 JPY 3", "2026-03-06 USD 7", "2026-03-06 XAU 3"])
        #expect(try rates.flow("7", "USD", "2026-03-06") == "3 daily 2026-03-06")
        #expect(try rates.flow("0.1", "XAU", "2026-03-06") == "0.1 daily 2026-03-06")
    }

    @Test("a balance takes its month's closing rate, else that of the end of the month")
    func closing() throws {
        let rates = ExchangeRates(
            to: "EUR",
            [
                "2026-01-30 USD 2 closing", "2026-01-31 USD 9", "2026-02-25 USD 4",
                "2026-03-20 USD 5",
            ])
        func closing(_ month: Int) -> String {
            let month = Month(year: 2026, month: month)
            guard let found = rates.closingConversion(of: "USD", at: month) else { return "none" }
            return "\(found.divisor) \(found.kind.rawValue) \(found.usedDay)"
        }
        #expect(closing(1) == "2 closing 2026-01-30")
        #expect(closing(2) == "4 daily 2026-02-25")
        #expect(closing(3) == "none")
    }

    @Test(
        "the constant rate is the plan's, else closing, else a daily one of the last days",
        arguments: [
            (["2026-01-01 USD 2 plan", "2026-06-01 USD 3 closing"], "2"),
            (["2026-06-01 USD 3 closing", "2026-12-30 USD 4 daily"], "3"),
            (["2026-11-30 USD 5 average", "2026-12-24 USD 4 daily"], "4"),
            (["2026-11-30 USD 5 average", "2026-12-23 USD 4 daily"], "none"),
            (["2026-11-01 USD 5 average", "2026-10-23 USD 4 daily"], "5"),
            (["2027-01-31 USD 5 closing"], "none"), (["2026-12-23 USD 4 daily"], "none"),
        ])
    func constant(lines: [String], expected: String) throws {
        let day = try #require(Day(iso: "2026-12-31"))
        let rates = ExchangeRates(to: "EUR", lines)
        #expect((rates.constantRate(of: "USD", asOf: day)?.canonical ?? "none") == expected)
    }

    @Test(
        "a rate that cannot be is an error at its line",
        arguments: [
            ("2026-03-06 USD 0", "rate-invalid"), ("2026-03-06 USD -1", "rate-invalid"),
            ("2026-03-06 US 1", "currency-invalid"), ("2026-03-06 EUR/USD 1", "currency-invalid"),
            ("2026-03-06 U5D 1", "currency-invalid"), ("2026-03-06 EUR 1.1", "rate-invalid"),
            ("2026-03-06 USD 1 dayly", "rate-kind-unknown"),
            ("2026-03-05 USD 2", "rate-repeated"), ("2026-03-05 usd 2", "rate-repeated"),
            ("2026-03-30 CHF 2 average", "rate-repeated"),
        ])
    func mistakes(line: String, id: String) {
        let rates = ExchangeRates(
            to: "EUR", ["2026-03-05 USD 1", "2026-03-31 CHF 1 average", line])
        #expect(rates.diagnostics.map(\.id) == [id])
        #expect(
            rates.diagnostics.map(\.location) == [
                SourceLocation(path: "data/rates.csv", line: 4, column: 1)
            ])
    }

    @Test("the same rate twice, one of the base itself and other kinds are no mistakes")
    func repeats() {
        let rates = ExchangeRates(
            to: "USD", base: "EUR",
            [
                "2026-03-05 USD 1.10", "2026-03-05 USD 1.1", "2026-03-05 EUR 1",
                "2026-03-05 USD 3 closing",
            ])
        #expect(rates.diagnostics == [])
    }

    @Test("ten mistakes of a rule are shown, the others counted, and settings are checked")
    func manyMistakes() {
        let lines = (1...25).map { "2026-03-\($0 < 10 ? "0" : "")\($0) USD 0" }
        let found = ExchangeRates(to: "EUR", lines).diagnostics
        #expect(found.count == 11)
        #expect(found.last?.message.hasPrefix("15 further rows") == true)
        let settings = ExchangeRates(to: "EUR", base: "Euro", kind: "dayly", []).diagnostics
        #expect(settings.map(\.id) == ["rate-kind-unknown", "currency-invalid"])
        #expect(settings.first?.remedy == "did you mean 'daily'?")
    }

    @Test("rates in any order and in any batches are the same rates")
    func order() throws {
        let seed = SeededNumbers.seed()
        var random = SeededNumbers(seed: seed)
        for _ in 0..<50 {
            var lines: [String] = []
            for day in 1...28 where random.chance(40) {
                lines.append(
                    "2026-02-\(day < 10 ? "0" : "")\(day) USD 1.\(100 + random.below(900))")
            }
            let sorted = ExchangeRates(to: "EUR", lines)
            var shuffled = ExchangeRates(reportingCurrency: "EUR")
            var rest = lines.shuffled(using: &random)
            while !rest.isEmpty {
                let count = 1 + random.below(rest.count)
                let (batch, dictionaries) = batch(ofRates: Array(rest.prefix(count)))
                shuffled.add(batch, dictionaries)
                rest.removeFirst(count)
            }
            for day in 1...28 {
                let text = "2026-02-\(day < 10 ? "0" : "")\(day)"
                let naive = lines.filter { $0.prefix(10) <= text }.last.flatMap { line -> String? in
                    let used = line.prefix(10)
                    let age = Day(iso: text)?.days(since: Day(iso: used) ?? Day(number: 0)) ?? 99
                    return age <= 7 ? "daily \(used)" : nil
                }
                let found = try shuffled.flow("1", "USD", text)
                #expect(found == (try sorted.flow("1", "USD", text)), "seed \(seed)")
                #expect(found.hasSuffix(naive ?? "none"), "seed \(seed)")
            }
        }
    }
}
