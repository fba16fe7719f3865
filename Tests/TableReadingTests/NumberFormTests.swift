import ReportModel
import TableReading
import TestSupport
import Testing

@Suite("numbers as exports write them")
struct NumberFormTests {
    private func value(
        _ cell: String, decimal: Character = ".", grouping: Character? = nil
    ) -> String? {
        let bytes = Array(cell.utf8)
        return NumberPattern(
            decimal: decimal.asciiValue ?? 0, grouping: grouping.flatMap(\.asciiValue)
        ).value(of: bytes.span)?.description
    }

    @Test(
        "a currency stands before or after, with a blank or without",
        arguments: [
            ("$5", "5"), ("5 €", "5"), ("-$5", "-5"), ("$-5", "-5"), ("($5.00)", "-5.00"),
            ("$(5.00)", "-5.00"), ("(5.00) $", "-5.00"), ("USD 12.00", "12.00"),
            ("12.00USD", "12.00"), ("EUR\u{A0}7", "7"), ("7\u{202F}PLN", "7"), ("£.5", "0.5"),
            ("¥100-", "-100"), ("\u{2212}€1.5", "-1.5"), ("€ -1.5", "-1.5"), ("- 5 €", "-5"),
            ("+5 CHF", "5"), ("1e3 USD", "1000"),
        ])
    func currencies(cell: String, number: String) {
        #expect(value(cell) == number)
    }

    @Test("grouping and currency go together where the grouping is declared")
    func groupedCurrencies() {
        #expect(value("€1,234.50", grouping: ",") == "1234.50")
        #expect(value("1.234,50 €", decimal: ",", grouping: ".") == "1234.50")
        #expect(
            value("1 234,50 zł".replacing("zł", with: "PLN"), decimal: ",", grouping: " ")
                == "1234.50")
        #expect(value("CHF 1'234.50", grouping: "'") == "1234.50")
        #expect(value("($1,234,567.89)", grouping: ",") == "-1234567.89")
        #expect(value("€1,234.50") == nil)
    }

    @Test(
        "a percentage is a fraction",
        arguments: [
            ("12.5%", "0.125"), ("12.5 %", "0.125"), ("-3%", "-0.03"), ("(3%)", "-0.03"),
            ("3%-", "-0.03"), ("100\u{A0}%", "1.00"),
        ])
    func percentages(cell: String, number: String) {
        #expect(value(cell) == number)
    }

    @Test("whoever wants the percentage itself gets it, and is told")
    func readings() {
        let bytes = Array("(12.5%)".utf8)
        let reading = NumberPattern.plain.reading(of: bytes.span)
        #expect(reading?.value.description == "-12.5")
        #expect(reading?.isPercent == true)
    }

    @Test(
        "signs and minuses are each there once",
        arguments: [
            "--5", "-5-", "(-5)", "-(5)", "(5-)", "((5))", "$5$", "$5 USD", "5%%", "$5%", "5%$",
            "(5", "5)", "()", "$", "USD", "%", "-", "−", "- ", "5 PCS", "5 usd", "EURO 5", "US 5",
            "5 5", "€ 5 5", "1−2", "5kr", "N/A", "NaN", "0x10", "+-5", "\u{2212}", "\u{E2}5",
        ])
    func wrong(cell: String) {
        #expect(value(cell) == nil)
    }

    @Test("a cell of plain digits is read without a detour, and any other one is left")
    func small() {
        func small(_ cell: String) -> String? {
            let bytes = Array(cell.utf8)
            return NumberPattern.plain.small(of: bytes.span)
                .map { "\($0.significand) \($0.scale)" }
        }
        #expect(small("0") == "0 0")
        #expect(small("-1234.50") == "-123450 2")
        #expect(small("5.") == "5 0")
        #expect(small(".5") == "5 1")
        #expect(small("999999999999999999") == "999999999999999999 0")
        #expect(small("-99999999999999999.9") == "-999999999999999999 1")
        for cell in [
            "", "-", ".", "+5", "1e3", "1,000", " 5", "1234567890123456789", "1.2.3", "5-",
        ] {
            #expect(small(cell) == nil, "\(cell)")
        }
    }

    @Test("the remedy says with which settings a cell is a number, and what it would be")
    func remedies() {
        func remedy(_ cell: String, decimal: Character = ".", grouping: Character? = nil) -> String
        {
            NumberPattern(
                decimal: decimal.asciiValue ?? 0, grouping: grouping.flatMap(\.asciiValue)
            ).remedy(for: cell)
        }
        #expect(
            remedy("1.234,50 €")
                == "if numbers are written so, set format: {decimal: \",\", grouping: \".\"}")
        #expect(
            remedy("$1,234")
                == "if it means 1234, set format: {grouping: \",\"};"
                + " if it means 1.234, set format: {decimal: \",\"}")
        #expect(remedy("n/a") == "words that mean no value go into format: {missing: […]}")
        #expect(remedy("5 kr").contains("a currency as € or EUR"))
        #expect(remedy(String(repeating: "7", count: 39)) == "a number has at most 38 digits")
    }

    @Test("random cells are the numbers that a naive reader finds, and no others")
    func naive() {
        let seed = SeededNumbers.seed()
        var random = SeededNumbers(seed: seed)
        let pieces = [
            "0", "1", "7", "9", "12", "345", "678", "000", ".", ",", " ", "\u{A0}", "\u{202F}", "'",
            "\u{2019}", "-", "+", "\u{2212}", "(", ")", "$", "€", "EUR", "USD", "%", "e", "E5", "x",
            "123456789012345678", "\u{E2}",
        ]
        let forms: [(Character, Character?)] = [
            (".", nil), (".", ","), (",", "."), (",", " "), (".", "'"),
        ]
        for _ in 0..<60_000 {
            let (decimal, grouping) = random.one(of: forms)
            var cell = (0..<random.below(8)).map { _ in random.one(of: pieces) }.joined()
            if random.chance(50) { cell = cell.filter { !"xe'E".contains($0) } }
            let bytes = Array(cell.utf8)
            let pattern = NumberPattern(
                decimal: decimal.asciiValue ?? 0, grouping: grouping.flatMap(\.asciiValue))
            let found = pattern.value(of: bytes.span)
            let expected = NaiveNumber(decimal: decimal, grouping: grouping).value(cell)
            if found?.description != expected?.description {
                Issue.record(
                    "'\(cell)' is \(found?.description ?? "none"), not \(expected?.description ?? "none"); seed \(seed)"
                )
                return
            }
            guard let small = pattern.small(of: bytes.span) else { continue }
            if ExactDecimal(Int128(small.significand), scale: small.scale) != found {
                Issue.record("'\(cell)' is small and another number; seed \(seed)")
                return
            }
        }
    }

    @Test("whatever bytes a cell has, they are a number or none")
    func hostile() {
        let seed = SeededNumbers.seed()
        var random = SeededNumbers(seed: seed)
        var numbers = 0
        for _ in 0..<200_000 {
            let bytes = (0..<random.below(24)).map { _ in
                random.chance(60) ? UInt8(48 + random.below(10)) : UInt8(random.below(256))
            }
            let pattern = NumberPattern(decimal: 46, grouping: random.chance(50) ? 32 : 44)
            if pattern.value(of: bytes.span) != nil { numbers += 1 }
            _ = pattern.small(of: bytes.span)
        }
        #expect(numbers > 0, "seed \(seed)")
    }
}
