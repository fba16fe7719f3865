import ReportModel
import TableReading
import Testing

@Suite("CSV")
struct CSVReadingTests {
    @Test("a quoted cell may hold delimiters, doubled quotes and line breaks")
    func quotes() throws {
        #expect(
            try records("a,b\n\"x,\"\"y\"\"\",\"1\r\n2\n\"\n")
                == [["a", "b"], ["x,\"y\"", "1\r\n2\n"]])
    }

    @Test(
        "lines end with LF, CR or CRLF, the last one with nothing", arguments: ["\n", "\r", "\r\n"])
    func lineBreaks(lineBreak: String) throws {
        let text = ["a,b", "1,2", "", "  ", "3,"].joined(separator: lineBreak)
        #expect(try records(text) == [["a", "b"], ["1", "2"], ["3", ""]])
        #expect(try records(text + lineBreak) == [["a", "b"], ["1", "2"], ["3", ""]])
    }

    @Test("a quote within an unquoted cell is a quote")
    func innerQuote() throws {
        #expect(try records("a,b\n5\" pipe,x\"y\"\n") == [["a", "b"], ["5\" pipe", "x\"y\""]])
    }

    @Test(
        "the delimiter is the one that the header line has most of, quotes not counted",
        arguments: [
            ("a;b\n1;2", ["1", "2"]), ("a\tb\n1\t2", ["1", "2"]), ("a|b\n1|2", ["1", "2"]),
            ("\"a,,,;x\";b\n1;2", ["1", "2"]), ("a\n1;2", ["1;2"]), ("\n \na;b\n1;2", ["1", "2"]),
            ("size 5\",b\n1,2;\"3;\"", ["1", "2;\"3;\""]), ("\"a \"\"x\"\",\";b\n1;2", ["1", "2"]),
            ("sep=;\na,,;b\n1;2", ["1", "2"]), ("sep=|\r\na;b|c\r\n1|2", ["1", "2"]),
        ])
    func delimiter(text: String, row: [String]) throws {
        #expect(try records(text).last == row)
        let (rows, _) = try records(Array(text.utf8), sizes: [1])
        #expect(rows.last == row)
    }

    @Test("lines are counted from Excel's sep line on")
    func linesAfterSep() throws {
        var lines: [Int] = []
        let source = ByteSource(path: "x", bytes: Array("sep=;\r\na;b\r\n1;2\r\n".utf8))
        _ = try readRecords(of: source, format: TableFormat()) { _ in
        } record: {
            lines.append($0.line)
        }
        #expect(lines == [2, 3])
    }

    @Test("an unclosed quote is named at the line where it opens")
    func unclosedQuote() throws {
        let (rows, faults) = try records(Array("a,b\n1,2\n3,\"x\n4,5\n".utf8))
        #expect(rows == [["a", "b"], ["1", "2"]])
        #expect(faults == [CSVFault(.quoteUnclosed, line: 3, column: 3)])
    }

    @Test("text after a closing quote and a NUL byte are named at their byte")
    func misplaced() throws {
        let (rows, faults) = try records(Array("a,b\né,\"x\"y\n1,2\u{0}\n3,4\n".utf8))
        #expect(rows == [["a", "b"], ["3", "4"]])
        #expect(
            faults == [
                CSVFault(.quoteMisplaced, line: 2, column: 7),
                CSVFault(.nulByte, line: 3, column: 4),
            ])
    }

    @Test("ten megabytes in one cell are one error at the cell, and the next row is read")
    func longCell() throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 10 << 20)
        let bytes = Array("a,b\n1,\"".utf8) + long + Array("\"\n2,3\n".utf8)
        let (rows, faults) = try records(bytes, sizes: [1 << 16])
        #expect(rows == [["a", "b"], ["2", "3"]])
        #expect(faults == [CSVFault(.cellTooLong, line: 2, column: 3)])
        #expect(try records(bytes).faults == faults)
    }

    @Test("UTF-8, UTF-16 and their byte order marks are seen in the file", arguments: [1, 3, 1000])
    func byteOrderMarks(size: Int) throws {
        let text = "naïve,€\n😀,ł\n"
        let expected = [["naïve", "€"], ["😀", "ł"]]
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let files: [[UInt8]] = [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little,
            [0xFE, 0xFF] + big,
        ]
        for file in files {
            let (rows, faults) = try records(file, sizes: [size])
            #expect(rows == expected)
            #expect(faults == [])
        }
        let named = try records(big, format: TableFormat(encoding: .utf16BigEndian), sizes: [size])
        #expect(named.rows == expected)
    }

    @Test("windows-1252 and ISO 8859-1 are read where the settings name them")
    func singleByte() throws {
        let bytes: [UInt8] = Array("a,b\n".utf8) + [0x80, 0x2C, 0xE9, 0x0A]
        #expect(
            try records(bytes, format: TableFormat(encoding: .windows1252)).rows.last == ["€", "é"])
        #expect(
            try records(bytes, format: TableFormat(encoding: .latin1)).rows.last == ["\u{80}", "é"])
    }

    @Test("bytes that are no UTF-8 are named at their line and column", arguments: [1, 2, 1000])
    func invalidUTF8(size: Int) throws {
        let bytes: [UInt8] = Array("a,é\r\nab,".utf8) + [0xE9, 0x6E, 0x0A, 0xC3]
        let (_, faults) = try records(bytes, sizes: [size])
        #expect(
            faults == [
                CSVFault(.encodingInvalid, line: 2, column: 4),
                CSVFault(.encodingInvalid, line: 3, column: 1),
            ])
    }

    @Test("a lone surrogate and half a unit are no UTF-16")
    func invalidUTF16() throws {
        let (_, faults) = try records([0xFF, 0xFE, 0x61, 0x00, 0x00, 0xDC, 0x62, 0x00, 0x63])
        #expect(faults.map(\.kind) == [.encodingInvalid, .encodingInvalid])
        #expect(faults.map(\.column) == [2, 4])
    }
}
