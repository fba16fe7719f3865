import ReportModel
import TableReading
import TestSupport
import Testing

func workbook(
    _ bytes: [UInt8], sheet: String? = nil, range: String? = nil,
    format: TableFormat = TableFormat()
) throws -> ReadWorkbook {
    var result = ReadWorkbook()
    let cells = try range.map { try #require(CellRange($0)) }
    let findings = try readWorkbook(bytes, sheet: sheet, range: cells, format: format) {
        result.faults.append("\($0.kind.rawValue) \($0.line):\($0.column)")
        result.details.append($0.detail)
    } record: {
        result.lines.append($0.line)
        if !$0.isDamaged { result.rows.append($0.cells) }
    }
    result.findings = findings
    return result
}

/// A row of a sheet from the contents of its cells: `<c …>…</c>`, side by side.
private func row(_ number: Int, _ cells: String...) -> String {
    "<row r=\"\(number)\">\(cells.joined())</row>"
}

private func text(_ place: String, _ text: String) -> String {
    "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
}

private func number(_ place: String, _ number: String, style: Int = 0) -> String {
    "<c r=\"\(place)\" s=\"\(style)\"><v>\(number)</v></c>"
}

private let header = row(1, text("A1", "a"), text("B1", "b"))

@Suite("Excel workbooks")
struct WorkbookReadingTests {
    @Test("texts come from the sheet or from the list they share, without their format")
    func texts() throws {
        var sample = WorkbookSample(
            header
                + row(2, "<c r=\"A2\" t=\"s\"><v>0</v></c>", "<c r=\"B2\" t=\"s\"><v>1</v></c>")
                + row(
                    3,
                    "<c r=\"A3\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c>",
                    "<c r=\"B3\" t=\"str\"><f>A1&amp;1</f><v>x &lt; y</v></c>"))
        sample.texts = [
            "<t xml:space=\"preserve\"> two  spaces </t>",
            "<r><t>rich</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> text_x000D_</t></r>"
                + "<rPh sb=\"0\" eb=\"1\"><t>spoken</t></rPh>",
        ]
        let table = try workbook(sample.bytes)
        #expect(
            table.rows == [
                ["a", "b"], [" two  spaces ", "rich text\r"], ["inline", "x < y"],
            ])
        #expect(table.faults == [])
    }

    @Test(
        "a number is the decimal that the sheet shows",
        arguments: [
            ("0.30000000000000004", "0.3"), ("1.1000000000000001", "1.1"), ("42", "42"),
            ("-1234567.8899999999", "-1234567.89"), ("1E-3", "0.001"), ("1.5E+3", "1500"),
            ("12345678901234567", "12345678901234567"),
            ("1.2345678901234567E16", "12345678901234600"), ("0", "0"), ("-0", "0"),
            ("99999999999999.996", "100000000000000"), ("1e300", "1e300"), ("100", "100"),
        ])
    func numbers(stored: String, shown: String) throws {
        let table = try workbook(WorkbookSample(header + row(2, number("A2", stored))).bytes)
        #expect(table.rows.last == [shown, ""])
    }

    @Test("a style makes a number a date or a percentage")
    func styles() throws {
        var sample = WorkbookSample(
            row(1, text("A1", "n"), text("B1", "d"), text("C1", "t"), text("D1", "p"))
                + row(
                    2, number("A2", "45351"), number("B2", "45351", style: 1),
                    number("C2", "45351.573032407409", style: 2),
                    number("D2", "0.125", style: 3)))
        sample.codes = [(164, "[$-409]d/mmm/yy;@"), (165, "yyyy\\-mm\\-dd hh:mm")]
        sample.styles = [0, 164, 165, 10]
        #expect(
            try workbook(sample.bytes).rows[1]
                == ["45351", "2024-02-29", "2024-02-29T13:45:10", "0.125"])
    }

    @Test(
        "which formats are dates",
        arguments: [
            ("General", false), ("0.00E+00", false), ("#,##0 \"days\"", false), ("0\\d", false),
            ("[Red]0", false), ("[$USD] 0", false), ("_(* 0_)", false), ("_d0", false),
            ("dd.mm.yyyy", true), ("MMM YY", true), ("h:mm AM/PM", true), ("[$-407]mmmm", true),
            ("0;yyyy", true), ("[h]:mm", false), ("\"y\"0%", false),
        ])
    func dateFormats(code: String, isDate: Bool) throws {
        var sample = WorkbookSample(header + row(2, number("A2", "367")))
        sample.codes = [(170, code.replacing("\"", with: "&quot;"))]
        sample.styles = [170]
        #expect(try workbook(sample.bytes).rows[1][0] == (isDate ? "1901-01-01" : "367"))
    }

    @Test(
        "days count from 1900 with a day that never was, or from 1904",
        arguments: [
            ("1", "1900-01-01", "1904-01-02"), ("59", "1900-02-28", "1904-02-29"),
            ("60", "1900-02-29", "1904-03-01"), ("61", "1900-03-01", "1904-03-02"),
            ("45351.999999", "2024-03-01", "2028-03-02"),
            ("0.5", "12:00:00", "1904-01-01T12:00:00"),
            ("-1", "-1", "-1"), ("2958465", "9999-12-31", "10004-01-01"),
            ("2958466", "2958466", "2958466"),
        ])
    func days(serial: String, from1900: String, from1904: String) throws {
        var sample = WorkbookSample(header + row(2, number("A2", serial)))
        sample.styles = [14]
        #expect(try workbook(sample.bytes).rows[1][0] == from1900)
        sample.countsFrom1904 = true
        if serial != "2958465" { #expect(try workbook(sample.bytes).rows[1][0] == from1904) }
    }

    @Test("booleans, ISO dates and results of formulas are read as they are stored")
    func otherKinds() throws {
        let sample = WorkbookSample(
            row(1, text("A1", "a"), text("B1", "b"), text("C1", "c"), text("D1", "d"))
                + row(
                    2, "<c r=\"A2\" t=\"b\"><v>1</v></c>", "<c r=\"B2\" t=\"b\"><v>0</v></c>",
                    "<c r=\"C2\" t=\"d\"><v>2024-02-29T10:00:00Z</v></c>",
                    "<c r=\"D2\"><f>1+1</f><v>2</v></c>"))
        #expect(
            try workbook(sample.bytes).rows[1] == ["TRUE", "FALSE", "2024-02-29T10:00:00", "2"])
    }

    @Test("a cell with an error or without a result is a fault that names it")
    func errors() throws {
        let sample = WorkbookSample(
            header
                + row(
                    2, "<c r=\"A2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>",
                    "<c r=\"B2\"><f>SUM(C1)</f><v></v></c>",
                    "<c r=\"C2\" t=\"e\"><v>#N/A</v></c>")
                + row(3, "<c r=\"A3\" t=\"s\"><v>7</v></c>", number("B3", "many"))
                + row(4, number("A4", "1")))
        let table = try workbook(sample.bytes)
        #expect(table.rows == [["a", "b"], ["1", ""]])
        #expect(
            table.faults == [
                "cell-error 2:1", "formula-without-value 2:2", "cell-unreadable 3:1",
                "cell-unreadable 3:2",
            ])
        #expect(table.details[0] == "the cell A2 shows the error #DIV/0!")
        #expect(table.details[1] == "the formula in the cell B2 has no stored result")
    }

    @Test("an error that the table's format lists as missing is a blank cell")
    func missingErrors() throws {
        let sample = WorkbookSample(
            header + row(2, "<c r=\"A2\" t=\"e\"><v>#N/A</v></c>", text("B2", "x")))
        let table = try workbook(sample.bytes, format: TableFormat(missing: ["#N/A"]))
        #expect(table.rows == [["a", "b"], ["", "x"]])
        #expect(table.faults == [])
    }

    @Test("rows and cells that are not stored are blank; blank rows are passed over")
    func blanks() throws {
        let sample = WorkbookSample(
            row(2, text("B2", "a"), text("D2", "b"))
                + row(4, number("B4", "1"), number("D4", "2"), text("E4", "a remark"))
                + row(5, text("E5", "another")) + row(6, "<c r=\"B6\"/>", text("D6", " "))
                + "<row hidden=\"1\"><c/><c><v>3</v></c></row>")
        let table = try workbook(sample.bytes)
        #expect(table.rows == [["a", "", "b"], ["1", "", "2"], ["", "", ""], ["3", "", ""]])
        #expect(table.lines == [2, 4, 5, 7])
        #expect(table.findings == ["Rows that are hidden in the sheet are read as well: 1."])
    }

    @Test("of merged cells the first has the value")
    func merged() throws {
        let sample = WorkbookSample(header + row(2, number("A2", "1"), "<c r=\"B2\" s=\"0\"/>"))
        #expect(try workbook(sample.bytes).rows[1] == ["1", ""])
    }

    @Test("a range names the header's row and the last one")
    func ranges() throws {
        let sample = WorkbookSample(
            row(1, text("A1", "Plan of 2024"))
                + row(3, text("A3", "x"), text("B3", "a"), text("C3", "b"), text("D3", "y"))
                + row(4, number("A4", "0"), number("B4", "1"), number("C4", "2"))
                + row(5, number("B5", "3")) + row(6, number("B6", "sum")))
        let table = try workbook(sample.bytes, range: "$B$3:$C$5")
        #expect(table.rows == [["a", "b"], ["1", "2"], ["3", ""]])
        #expect(table.faults == [])
        let problem = try #require(throws: WorkbookRefusal.self) {
            try workbook(sample.bytes, range: "B2:C5")
        }
        #expect(problem.id == "header-missing")
        #expect(problem.subject == .range)
    }

    @Test("skip and header find the row with the names")
    func headers() throws {
        let sample = WorkbookSample(
            row(1, text("A1", "Plan of 2024")) + row(3, text("A3", "a"), text("B3", "b"))
                + row(4, number("A4", "1"), number("B4", "2"), number("C4", "3")))
        let wanted = [["a", "b"], ["1", "2"]]
        #expect(try workbook(sample.bytes, format: TableFormat(skip: 1)).rows == wanted)
        #expect(try workbook(sample.bytes, format: TableFormat(header: .line(3))).rows == wanted)
        let named = TableFormat(header: .row(containing: "b"))
        #expect(try workbook(sample.bytes, format: named).rows == wanted)
        #expect(
            try workbook(
                sample.bytes, format: TableFormat(skip: 3, header: TableFormat.Header.none)
            )
            .rows == [["1", "2", "3"], ["1", "2", "3"]])
        for format in [
            TableFormat(header: .line(2)), TableFormat(header: .row(containing: "c")),
        ] {
            let problem = try #require(throws: WorkbookRefusal.self) {
                try workbook(sample.bytes, format: format)
            }
            #expect(problem.id == "header-missing")
        }
    }

    @Test("ranges are read in all their forms, and nothing else is one")
    func rangeForms() {
        #expect(CellRange("a3:N80") == CellRange(rows: 3...80, columns: 1...14))
        #expect(CellRange("AA1:AB2") == CellRange(rows: 1...2, columns: 27...28))
        #expect(CellRange("B:D") == CellRange(rows: 1...1_048_576, columns: 2...4))
        #expect(CellRange("3:80") == CellRange(rows: 3...80, columns: 1...16_384))
        #expect(CellRange("XFD1:XFD1048576") != nil)
        for text in [
            "", ":", "A3", "A3:", "A3:N", "N80:A3", "A0:B2", "A3:XFE4", "A1:B1048577", "A3:B4:C5",
            "3A:4B", "A-1:B2", "A1:B99999999999999999999",
        ] { #expect(CellRange(text) == nil, "\(text)") }
    }
}
