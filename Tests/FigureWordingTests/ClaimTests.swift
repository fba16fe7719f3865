import FigureWording
import ReportModel
import Testing

@Suite("Text as claims")
struct ClaimTests {
    private func defect(
        _ text: String, _ value: String, _ unit: Unit, _ code: String = "en",
        currency: String = "EUR",
        vs: Bool = false, better: Direction = .higher
    ) throws -> ClaimDefect? {
        let figure = ClaimedFigure(
            value: .known(try decimal(value)), unit: unit,
            difference: vs ? DifferenceKind(of: unit) : nil, betterIs: better, destination: "kpi:x")
        return try writer(code, currency: currency).defect(ofClaim: text, about: figure)
    }

    @Test(
        "a claim that is true at its precision holds",
        arguments: [
            ("€22.2M", "22210000", Unit.money), ("22.2 m€", "22249999", .money),
            ("22.2 million", "22150000", .money), ("22.2 million euros", "22150000", .money),
            ("EUR 22.2m", "22210000", .money), ("22.2 mEUR", "22210000", .money),
            ("22,210,000", "22210000.4", .money), ("22210000", "22210000.4", .money),
            ("€22,210,000.40", "22210000.4", .money), ("-€22M", "-22210000", .money),
            ("€-22M", "-22210000", .money), ("−22 M", "-22210000", .money),
            ("63.2%", "0.632", .percent), ("63.2 %", "0.6324", .percent),
            ("63.2\u{A0}%", "0.6315", .percent), ("63 per cent", "0.632", .percent),
            ("63.2", "0.632", .percent), ("112.4 %", "1.1244", .percent),
            ("2.8×", "2.75", .ratio), ("2.8 x", "2.849", .ratio), ("2.8", "2.8", .ratio),
            ("71 days", "71.4", .days), ("71", "70.5", .days), ("1 Day", "1", .days),
            ("7.3 months", "7.25", .months), ("1,234", "1234", .count), ("1.2k", "1234", .count),
            ("-6", "-6", .score), ("−6", "-6.4", .score), ("0", "0.4", .score),
        ])
    func holds(text: String, value: String, unit: Unit) throws {
        #expect(try defect(text, value, unit) == nil)
    }

    @Test(
        "Spanish claims are read as Spanish writes them",
        arguments: [
            ("22,2 M€", "22210000", Unit.money), ("22,2 millones de euros", "22210000", .money),
            ("22,2 millones", "22210000", .money), ("1,23 mil M€", "1234000000", .money),
            ("22.210.000 €", "22210000", .money), ("63,2 %", "0.632", .percent),
            ("71 días", "71", .days), ("2,8 veces", "2.8", .ratio),
        ])
    func spanish(text: String, value: String, unit: Unit) throws {
        #expect(try defect(text, value, unit, "es") == nil)
    }

    @Test("the dollar is read where the company reports in dollars")
    func dollars() throws {
        #expect(try defect("$10,005,534", "10005534.37", .money, currency: "USD") == nil)
        #expect(try defect("$10.0M", "10005534", .money, currency: "CAD") == nil)
        #expect(try defect("$10.0M", "10005534", .money)?.id == "claim-unit")
    }

    @Test(
        "a difference holds with its sign or its word",
        arguments: [
            ("+0.4%", "0.0041", Unit.money), ("0.4 % above", "0.0041", .money),
            ("up 0.4 %", "0.0041", .money), ("rose by 0.4%", "0.0041", .count),
            ("0.4 % behind", "-0.0041", .money), ("−0.4 %", "-0.0041", .money),
            ("+1.4 pp", "0.014", .percent), ("down 1.4 points", "-0.014", .percent),
            ("-6", "-6", .score), ("-6 days", "-6.2", .days), ("+0.3×", "0.25", .ratio),
            ("0.0%", "0.0002", .money), ("+0.0%", "0.0002", .money), ("Improved", "0.01", .percent),
            ("rose", "0.01", .percent), ("flat", "0.0004", .money), ("unchanged", "0", .days),
            ("improved 1.4 pp", "0.014", .percent),
        ])
    func differences(text: String, value: String, unit: Unit) throws {
        #expect(try defect(text, value, unit, vs: true) == nil)
    }

    @Test("words of judgement follow the metric, words of motion the sign")
    func directions() throws {
        #expect(try defect("improved", "-3", .days, vs: true, better: .lower) == nil)
        #expect(try defect("fell", "-3", .days, vs: true, better: .lower) == nil)
        #expect(try defect("improved by 3 days", "-3", .days, vs: true, better: .lower) == nil)
        #expect(try defect("worsened", "-3", .days, vs: true) == nil)
        #expect(try defect("mejoró", "0.1", .percent, "es", vs: true) == nil)
        #expect(try defect("0,4 % por encima", "0.004", .money, "es", vs: true) == nil)
        #expect(try defect("un 0,4 % por encima", "0.004", .money, "es", vs: true) == nil)
        #expect(try defect("un 0,4 % por debajo", "0.004", .money, "es", vs: true) != nil)
        #expect(try defect("ha subido un 0,4 %", "0.004", .money, "es", vs: true) == nil)
        #expect(try defect("subió un 0,4 %", "0.004", .money, "es", vs: true) == nil)
        let wrong = try #require(try defect("improved", "-0.01", .percent, vs: true))
        #expect(wrong.id == "claim-false")
        #expect(wrong.remedy == "write [worsened](kpi:x)")
        #expect(try defect("above", "-0.01", .money, vs: true)?.correctText == "below")
        #expect(try defect("fell", "-0.0001", .money, vs: true)?.correctText == "unchanged")
    }

    @Test(
        "a false claim says both figures and the remedy",
        arguments: [
            ("64.2%", "0.632", Unit.percent, "63.2%"), ("€22.3M", "22210000", .money, "€22.2M"),
            ("22.3 m€", "22210000", .money, "22.2 m€"),
            ("EUR 1.0k", "22210000", .money, "EUR 22,210.0k"),
            ("10005535", "10005534", .money, "10005534"), ("72 days", "71", .days, "71 days"),
            ("6", "-6", .score, "-6"), ("+6", "-6", .score, "-6"),
        ])
    func wrong(text: String, value: String, unit: Unit, correct: String) throws {
        let defect = try #require(try defect(text, value, unit))
        #expect(defect.id == "claim-false")
        #expect(defect.correctText?.visible == correct)
        #expect(defect.message.contains("'\(text)'"))
        #expect(defect.message.visible.hasSuffix("the figure is \(correct)"))
        #expect(defect.remedy.visible == "write [\(correct)](kpi:x)")
    }

    @Test(
        "a false difference is told the true one",
        arguments: [
            ("+0.5%", "0.004", Unit.money, "+0.4%"), ("+0.4 %", "-0.004", .money, "-0.4 %"),
            ("0.5 % above", "0.004", .money, "0.4 % above"),
            ("0.4 % above", "-0.004", .money, "-0.4%"), ("+0.0%", "-0.0002", .money, "0.0%"),
            ("unchanged", "0.014", .percent, "rose"),
        ])
    func wrongDifferences(text: String, value: String, unit: Unit, correct: String) throws {
        let defect = try #require(try defect(text, value, unit, vs: true))
        #expect(defect.id == "claim-false")
        #expect(defect.correctText?.visible == correct)
    }

    @Test(
        "a claim in the wrong unit, or a difference without a sign, is an error",
        arguments: [
            ("63%", "63", Unit.money, false, "claim-unit"),
            ("€63", "63", .count, false, "claim-unit"),
            ("$63", "63", .money, false, "claim-unit"),
            ("63 days", "63", .months, false, "claim-unit"),
            ("1.2 pp", "0.012", .percent, false, "claim-unit"),
            ("+1.4 %", "0.014", .percent, true, "claim-unit"),
            ("+6", "0.06", .count, true, "claim-unit"), ("+6k", "0.06", .money, true, "claim-unit"),
            ("63k%", "63", .percent, false, "claim-unreadable"),
            ("0.4 %", "0.004", .money, true, "claim-unsigned"),
            ("6", "-6", .score, true, "claim-unsigned"),
            ("improved", "0.63", .percent, false, "claim-unit"),
            ("+6% up", "0.06", .count, true, "claim-unreadable"),
        ])
    func units(text: String, value: String, unit: Unit, vs: Bool, id: String) throws {
        #expect(try defect(text, value, unit, vs: vs)?.id == id)
    }

    @Test(
        "anything else in the brackets is an error",
        arguments: [
            ("en", "1,23"), ("en", "22,2"), ("en", "1.234.567"), ("en", "12,34,567"),
            ("en", "1,2345"),
            ("en", "0,123"), ("en", ",5"), ("en", "5."), ("en", ".5"), ("en", "1 234"),
            ("en", "about 5"),
            ("en", "5 deals"), ("en", "(5)"), ("en", "5 5"), ("en", "better than ever"),
            ("en", "mejoró"), ("en", "€5€"), ("en", "--5"), ("en", "5-"), ("en", "１２"),
            ("en", "5e3"),
            ("en", "1'000"), ("en", "win rate"), ("en", "%"), ("es", "22.2"), ("es", "1,234,567"),
            ("es", "22,2 m€"), ("es", "improved"), ("es", "1.23"),
            ("en", "1234567890123456789012345678901234567890"),
        ])
    func unreadable(code: String, text: String) throws {
        let defect = try #require(try defect(text, "5", .count, code))
        #expect(defect.id == "claim-unreadable")
        #expect(defect.message.hasPrefix("'\(text)' "))
    }

    @Test("a claim about an undefined figure is an error that says why")
    func undefined() throws {
        let figure = ClaimedFigure(
            value: .undefined(.noRows("won deals in 2026-Q3")), unit: .percent, betterIs: .higher,
            destination: "kpi:win_rate")
        let defect = try #require(try writer().defect(ofClaim: "63.2%", about: figure))
        #expect(defect.id == "claim-undefined")
        #expect(defect.message.contains("no rows: won deals in 2026-Q3"))
        #expect(defect.remedy == "write [](kpi:win_rate), which prints n/a")
    }

    @Test("a destination with spaces is quoted in the remedy")
    func quotedDestination() throws {
        let figure = ClaimedFigure(
            value: .known(ExactDecimal(5)), unit: .count, betterIs: .higher,
            destination: "kpi:orders?where=type = \"a\"")
        let defect = try writer().defect(ofClaim: "6", about: figure)
        #expect(defect?.remedy == "write [5](<kpi:orders?where=type = \"a\">)")
    }
}
