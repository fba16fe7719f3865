import Diagnostics
import ReportModel
import TableReading
import TestSupport
import Testing

/// What a wide text becomes: the rows as texts, and what was wrong.
struct Unpivoted {
    var header: [String] = []
    var rows: [[String]] = []
    var lines: [Int] = []
    var empty = 0
    var diagnostics: [Diagnostic] = []

    var ids: [String] { diagnostics.map(\.id) }

    init(
        _ text: String, _ table: TableName = .targets, field: String = "period",
        columns: [String]? = nil, year: String? = nil, mapped: [String: String] = [:],
        missing: [String] = []
    ) throws {
        let place = SourceLocation(path: "content/revsite.yml", line: 7, column: 3)
        var source = TableSource(
            table: table, origin: .init(.file("data.csv"), at: place),
            columns: mapped.mapValues { .init($0, at: place) },
            format: TableFormat(missing: missing))
        source.wide = .init(
            field: .init(field, at: place), columns: columns,
            year: year.map { .init($0, at: place) })
        var wide: WideRecords?
        var rows: [[String]] = []
        var lines: [Int] = []
        var empty = 0
        let file = ByteSource(path: "data.csv", bytes: Array(text.utf8))
        _ = try readRecords(of: file, format: source.format) { fault in
            Issue.record("\(fault)")
        } record: { record in
            guard let found = wide else {
                wide = WideRecords(source, header: record.cells, path: "data.csv")
                return
            }
            empty += found.expand(record) {
                rows.append($0.cells)
                lines.append($0.line)
            }
        }
        let found = try #require(wide)
        (header, diagnostics) = (found.header, found.diagnostics)
        (self.rows, self.lines, self.empty) = (rows, lines, empty)
    }
}

@Suite("wide tables")
struct WideRecordTests {
    @Test("a plan with a column a month becomes a row a month, with the file's line")
    func months() throws {
        let found = try Unpivoted(
            """
            metric,Year,M01,M02,M12,Owner
            revenue,2026,10,,30,Ann
            mrr,2027,1,2,,
            """, columns: ["M01…M12"], year: "Year")
        #expect(found.diagnostics == [])
        #expect(found.header == ["metric", "Year", "Owner", "period", "value"])
        #expect(
            found.rows == [
                ["revenue", "2026", "Ann", "FY2026-M01", "10"],
                ["revenue", "2026", "Ann", "FY2026-M12", "30"],
                ["mrr", "2027", "", "FY2027-M01", "1"],
                ["mrr", "2027", "", "FY2027-M02", "2"],
            ])
        #expect(found.lines == [2, 2, 3, 3])
        #expect(found.empty == 2)
    }

    @Test(
        "columns are called as people call periods",
        arguments: [
            ("2026-01", "2026-01"), ("2026/01", "2026-01"), ("01/2026", "2026-01"),
            ("1.2026", "2026-01"), ("Jan 2026", "2026-01"), ("January 2026", "2026-01"),
            ("jan-26", "2026-01"), ("2026 JAN", "2026-01"), ("Sept 2026", "2026-09"),
            ("2026-01-31", "2026-01"), ("2026-02-01", "2026-02"), ("2026", "2026"),
            ("FY2026", "FY2026"), ("2026-Q1", "2026-Q1"), ("Q1 2026", "2026-Q1"),
            ("2026q3", "2026-Q3"), ("FY2026-Q1", "FY2026-Q1"), ("Q4 CY2026", "CY2026-Q4"),
            ("2026-H2", "2026-H2"), ("2026M01", "FY2026-M01"), ("CY2026-M03", "2026-03"),
        ])
    func wholeNames(name: String, period: String) throws {
        let found = try Unpivoted("metric,\(name)\nrevenue,7\n")
        #expect(found.diagnostics == [])
        #expect(found.rows == [["revenue", period, "7"]])
    }

    @Test(
        "names without a year take that of their row",
        arguments: [
            ("M01", "2026", "FY2026-M01"), ("P3", "2026", "FY2026-M03"),
            ("12", "2026", "FY2026-M12"),
            ("Q1", "2026", "FY2026-Q1"), ("H2", "FY2026", "FY2026-H2"),
            ("Q2", "CY2026", "CY2026-Q2"), ("M02", "CY2026", "2026-02"), ("Jan", "2026", "2026-01"),
            ("DECEMBER", "2026", "2026-12"), ("Jan", "fy2026", "FY2026-Jan"),
            ("2025-03", "2026", "2025-03"),
            ("M01", "Total", "Total M01"), ("Jan", "26", "26 Jan"),
        ])
    func namesOfAYear(name: String, year: String, period: String) throws {
        let found = try Unpivoted("metric,Y,\(name)\nrevenue,\(year),7\n", year: "Y")
        #expect(found.diagnostics == [])
        #expect(found.rows == [["revenue", year, period, "7"]])
    }

    @Test("month names that run over the turn of a year are of a fiscal year")
    func turnOfTheYear() throws {
        let found = try Unpivoted("metric,Y,Apr,Dec,Jan\nmrr,2026,1,2,3\n", year: "Y")
        #expect(
            found.rows.map { $0[2] } == [
                "FY2026-Apr (from Apr)", "FY2026-Dec (from Apr)", "FY2026-Jan (from Apr)",
            ])
    }

    @Test("columns that name no period stay what they are, unless they stand in a range")
    func otherColumns() throws {
        let text = "metric,region,2026-01,Total,2026-02,Comment\nmrr,E,1,3,2,new\n"
        let found = try Unpivoted(text)
        #expect(found.header == ["metric", "region", "Total", "Comment", "period", "value"])
        #expect(found.rows.map { Array($0.suffix(2)) } == [["2026-01", "1"], ["2026-02", "2"]])
        #expect(try Unpivoted(text, columns: ["2026-01..2026-02"]).ids == ["wide-column-unclear"])
        #expect(
            try Unpivoted(text, columns: ["2026-01 ... 2026-02"], mapped: ["total": "Total"]).ids
                == [])
    }

    @Test("a sheet of rates has a column a currency, and what says nothing is no rate")
    func rates() throws {
        let found = try Unpivoted(
            "Date,USD,BGN,TRY,\n2026-01-02,1.1,N/A,-,\n2026-01-01, ,n.a.,2,\n", .rates,
            field: "currency", missing: ["n.a."])
        #expect(found.diagnostics == [])
        #expect(found.header == ["Date", "date", "currency", "rate"])
        #expect(
            found.rows == [
                ["2026-01-02", "2026-01-02", "USD", "1.1"],
                ["2026-01-01", "2026-01-01", "TRY", "2"],
            ])
        #expect(found.empty == 4)
        let mapped = try Unpivoted(
            "Day,USD\n2026-01-02,1.1\n", .rates, field: "currency", mapped: ["date": "Day"])
        #expect(mapped.rows == [["2026-01-02", "USD", "1.1"]])
    }

    @Test("flows by month are dated at the month's end")
    func dates() throws {
        let found = try Unpivoted(
            "channel,Feb 2026,2026-03-15\nweb,5,6\n", .spend, field: "date")
        #expect(found.diagnostics == [])
        #expect(found.header == ["channel", "date", "amount"])
        #expect(found.rows == [["web", "2026-02-28", "5"], ["web", "2026-03-15", "6"]])
        let years = try Unpivoted(
            "channel,Y,Q1,M12\nweb,2026,5,6\n", .spend, field: "date", year: "Y")
        #expect(years.rows.map { $0[2] } == ["2026-03-31", "2026-12-31"])
    }

    @Test(
        "what cannot be turned into rows is an error with a way out",
        arguments: [
            ("metric,M01,M02", ["M01…M03"], "Year", ["column-missing", "column-missing"]),
            ("metric,Yaer,M01,M02", ["M01…M02"], "Year", ["column-missing"]),
            ("metric,Year,M01,M02", ["M02…M01"], "Year", ["wide-range-invalid"]),
            ("metric,Year,M01,M02", ["M01…M02"], nil, ["wide-year-missing"]),
            ("metric,Year,M01,M01", ["M01"], "Year", ["column-ambiguous"]),
            ("metric,2026-01,2026-01", nil, nil, ["column-ambiguous"]),
            ("metric,Owner,Comment", nil, nil, ["wide-empty"]),
            ("metric,Owner", ["Owner"], nil, ["wide-column-unclear"]),
            ("metric,value,2026-01", ["2026-02"], nil, ["column-missing"]),
        ] as [(String, [String]?, String?, [String])])
    func mistakes(header: String, columns: [String]?, year: String?, ids: [String]) throws {
        let found = try Unpivoted(header + "\n", columns: columns, year: year)
        #expect(found.ids == ids)
        #expect(found.diagnostics.allSatisfy { $0.location?.line == 7 && $0.remedy != nil })
        #expect(found.header.suffix(2) == ["period", "value"])
    }

    @Test("a missing column is named with the one that was probably meant")
    func suggestion() throws {
        let found = try Unpivoted("metric,Jahr,M01,M02\n", columns: ["M01…M2"], year: "Jahr")
        #expect(found.diagnostics.map(\.remedy) == ["did you mean 'M02'?"])
    }

    @Test("a currency's column has three letters, and the field is not mapped besides")
    func currencyNames() throws {
        let found = try Unpivoted("date,USD,Note\n", .rates, field: "currency")
        #expect(found.ids == ["currency-invalid"])
        let mapped = try Unpivoted(
            "date,USD,Code\n", .rates, field: "currency", mapped: ["currency": "Code"])
        #expect(mapped.ids == ["wide-mapped"])
        #expect(try Unpivoted("at,customer\n", .touches).ids == ["wide-unsupported"])
    }

    @Test("rows of another length and blank ones are handed over once, for the reader to refuse")
    func lengths() throws {
        let found = try Unpivoted(
            "metric,2026-01,2026-02\nmrr,1\n , , \nmrr,1,2,3\nmrr,1,2\n")
        #expect(found.rows.count == 5)
        #expect(found.lines == [2, 3, 4, 5, 5])
    }

    @Test("turning into rows equals a loop over all cells")
    func naive() throws {
        let seed = SeededNumbers.seed()
        var random = SeededNumbers(seed: seed)
        for _ in 0..<200 {
            let codes = ["USD", "GBP", "", "CHF", "JPY"].filter { _ in random.chance(80) }
            if codes.allSatisfy(\.isEmpty) { continue }
            let dateAt = random.below(codes.count + 1)
            var names = codes
            names.insert("date", at: dateAt)
            var text = names.joined(separator: ",") + "\n"
            var expected: [[String]] = []
            var empty = 0
            for row in 0..<random.below(6) {
                var cells = codes.map { _ in
                    random.one(of: ["", " ", "N/A", "-", "1.5", " 2 ", "\"3\"", "\"a\nb\"", "x"])
                }
                cells.insert("d\(row)", at: dateAt)
                text += cells.joined(separator: ",") + "\n"
                for (name, cell) in zip(names, cells) where !name.isEmpty && name != "date" {
                    let content = cell.replacing("\"", with: "")
                    if ["", "N/A", "-"].contains(content.replacing(" ", with: "")) {
                        empty += 1
                    } else {
                        expected.append(["d\(row)", name, content])
                    }
                }
            }
            let found = try Unpivoted(text, .rates, field: "currency")
            #expect(found.rows == expected, "seed \(seed): \(text)")
            #expect(found.empty == empty, "seed \(seed): \(text)")
        }
    }
}
