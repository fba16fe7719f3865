import FigureWording
import ReportModel
import Testing

@Suite("Figures as text")
struct FigureWriterTests {
    @Test(
        "money in prose has three digits, scaled as the language writes it",
        arguments: [
            ("22210000", "€22.2M", "22,2_M€"), ("999950", "€1.00M", "1,00_M€"),
            ("999499", "€999k", "999_k€"), ("999499999", "€999M", "999_M€"),
            ("999500000", "€1.00bn", "1,00_mil_M€"), ("1234", "€1.23k", "1,23_k€"),
            ("12345", "€12.3k", "12,3_k€"), ("99950", "€100k", "100_k€"),
            ("9995", "€10.0k", "10,0_k€"), ("950", "€950", "950_€"), ("12.5", "€12.50", "12,50_€"),
            ("999.994", "€999.99", "999,99_€"), ("999.995", "€1.00k", "1,00_k€"),
            ("0", "€0", "0_€"), ("0.004", "€0", "0_€"), ("-0.004", "€0", "0_€"),
            ("-22250000", "-€22.3M", "-22,3_M€"), ("1234567890123", "€1,235bn", "1.235_mil_M€"),
        ])
    func money(value: String, english: String, spanish: String) throws {
        let value = try decimal(value)
        #expect(try writer().text(value, unit: .money).visible == english)
        #expect(try writer("es").text(value, unit: .money).visible == spanish)
    }

    @Test(
        "other units",
        arguments: [
            (Unit.percent, "0.12449", "12.4%", "12,4_%"), (.percent, "0.1245", "12.5%", "12,5_%"),
            (.percent, "-0.0004", "0.0%", "0,0_%"), (.percent, "12.5", "1,250.0%", "1.250,0_%"),
            (.count, "1234", "1,234", "1.234"), (.count, "999.5", "1,000", "1.000"),
            (.days, "71.4", "71_days", "71_días"), (.days, "1", "1_day", "1_día"),
            (.score, "-6", "-6", "-6"), (.months, "7.25", "7.3_months", "7,3_meses"),
            (.ratio, "2.75", "2.8×", "2,8×"),
        ])
    func units(unit: Unit, value: String, english: String, spanish: String) throws {
        let value = try decimal(value)
        #expect(try writer().text(value, unit: unit).visible == english)
        #expect(try writer("es").text(value, unit: unit).visible == spanish)
    }

    @Test("a currency of letters keeps its distance")
    func letters() throws {
        let value = ExactDecimal(22_210_000)
        #expect(try writer(currency: "CHF").text(value, unit: .money).visible == "CHF_22.2M")
        #expect(try writer("es", currency: "CHF").text(value, unit: .money).visible == "22,2_M_CHF")
        #expect(try writer(currency: "XTS").text(value, unit: .money).visible == "XTS_22.2M")
    }

    @Test("digits and unit change what is written")
    func formats() throws {
        let writer = try writer()
        let value = try decimal("22214300.5")
        func text(_ format: FigureFormat) -> String { writer.text(value, unit: .money, format) }
        #expect(text(.full) == "€22,214,300.50")
        #expect(text(FigureFormat(.prose, magnitude: Magnitude(name: "k"))) == "€22,214.3k")
        #expect(text(FigureFormat(.prose, digits: 2)) == "€22.21M")
        #expect(
            text(FigureFormat(.prose, digits: 0, magnitude: Magnitude(name: "full")))
                == "€22,214,301")
        #expect(text(.table(TableScale(magnitude: .million, digits: 1))) == "22.2")
        #expect(Magnitude(name: "t") == nil)
    }

    @Test("a table's scale shows three digits or four of its largest value")
    func scales() throws {
        let cases: [(String, Magnitude, Int?)] = [
            ("950", .one, 2), ("9999", .one, 0), ("10000", .thousand, 1),
            ("1200000", .thousand, 0), ("-22000000", .million, 1), ("12000000000", .billion, 1),
        ]
        for (value, magnitude, digits) in cases {
            let scale = TableScale(maximum: try decimal(value), unit: .money)
            #expect(scale == TableScale(magnitude: magnitude, digits: digits))
        }
        let table = FigureFormat.table(TableScale(maximum: ExactDecimal(5), unit: .days))
        #expect(try writer().text(ExactDecimal(5), unit: .days, table) == "5")
        #expect(try writer().unitLabel(.money, .million) == "€m")
        #expect(try writer("es").unitLabel(.money, .million) == "M€")
        #expect(try writer(currency: "CHF").unitLabel(.money, .thousand).visible == "CHF_k")
        #expect(try writer("es").unitLabel(.days) == "días")
    }

    @Test("a difference carries its sign, none when it rounds to zero")
    func differences() throws {
        let writer = try writer()
        func text(_ value: String, _ unit: Unit) throws -> String {
            writer.difference(try decimal(value), DifferenceKind(of: unit), unit: unit).visible
        }
        #expect(try text("0.014", .percent) == "+1.4_pp")
        #expect(try text("0.004", .money) == "+0.4%")
        #expect(try text("-6", .days) == "-6_days")
        #expect(try text("-6", .score) == "-6")
        #expect(try text("0.25", .ratio) == "+0.3×")
        #expect(try text("-0.0004", .count) == "0.0%")
    }

    @Test("an undefined figure is said to be so")
    func undefined() throws {
        #expect(try writer().text(.undefined(.noRows("deals")), unit: .money) == "n/a")
        #expect(try writer("es").text(.undefined(.noRows("deals")), unit: .money) == "n. d.")
    }

    @Test("quotients and huge values are written without a trap")
    func extremes() throws {
        let writer = try writer()
        let third = try #require(ExactDecimal.one.divided(by: ExactDecimal(3)))
        #expect(writer.text(third, unit: .percent) == "33.3%")
        for value in [ExactDecimal(.max), ExactDecimal(.min), ExactDecimal(.max, scale: 37)] {
            for unit in Unit.allCases {
                #expect(!writer.text(value, unit: unit).isEmpty)
                #expect(!writer.text(value, unit: unit, .full).isEmpty)
            }
        }
    }

    @Test("periods and days are said as the language says them")
    func periods() throws {
        let english = try language("en")
        let spanish = try language("es")
        let calendar = FiscalCalendar()
        let asOf = try #require(Day(year: 2026, month: 10, day: 4))
        let cases = [
            ("2026-Q3", "Q3 2026", "T3 2026"), ("2026-09", "September 2026", "septiembre de 2026"),
            ("2026-H1", "H1 2026", "S1 2026"), ("2026", "2026", "2026"),
            ("2026-YTD", "2026 to date", "2026 hasta la fecha"),
        ]
        for (name, en, es) in cases {
            let period = try calendar.period(name, asOf: asOf)
            #expect(english.text(period) == en)
            #expect(spanish.text(period) == es)
        }
        let fiscal = FiscalCalendar(startMonth: 4)
        #expect(english.text(try fiscal.period("FY2026-Q3", asOf: asOf)) == "Q3 FY2026")
        let quarter = try calendar.period("2026-Q3", asOf: asOf)
        #expect(english.text(quarter, .withoutYear) == "Q3")
        #expect(english.text(asOf.month, .short) == "Oct 2026")
        #expect(english.text(asOf) == "4 October 2026")
        #expect(spanish.text(asOf) == "4 de octubre de 2026")
        let run = calendar.run(first: Month(year: 2025, month: 11), months: 5)
        #expect(english.text(run) == "Nov 2025 – Mar 2026")
        let inYear = calendar.run(first: Month(year: 2026, month: 1), months: 5)
        #expect(english.text(inYear) == "Jan–May 2026")
    }
}
