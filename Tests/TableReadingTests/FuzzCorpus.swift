import ReportModel

/// A table's settings with small valid files of it, from which hostile ones are made.
struct FuzzTable {
    enum Form {
        case utf8
        case utf8WithMark
        case utf16LittleEndian
        case utf16BigEndian
        case windows1252
    }

    /// Names it in files of seeds.
    let name: String
    let source: TableSource
    let samples: [[UInt8]]

    init(_ name: String, _ table: Table, wide: String? = nil, _ samples: (Form, String)...) {
        self.name = name
        var source = table.source()
        if let wide { source.wide = .init(field: .init(wide, at: source.origin.location)) }
        self.source = source
        self.samples = samples.map { Self.bytes($1, $0) }
    }

    static func bytes(_ text: String, _ form: Form) -> [UInt8] {
        func units(_ isBigEndian: Bool) -> [UInt8] {
            text.utf16.flatMap { unit in
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                return isBigEndian ? [high, low] : [low, high]
            }
        }
        return switch form {
        case .utf8: Array(text.utf8)
        case .utf8WithMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case .utf16LittleEndian: [0xFF, 0xFE] + units(false)
        case .utf16BigEndian: [0xFE, 0xFF] + units(true)
        case .windows1252:
            text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value) }
        }
    }

    static func named(_ name: String) -> FuzzTable? { all.first { $0.name == name } }

    private static func format(
        _ delimiter: Character? = nil, _ encoding: TableFormat.Encoding = .utf8,
        date: String = "iso", decimal: Character? = nil, grouping: Character? = nil,
        missing: [String] = [], skip: Int = 0, header: TableFormat.Header? = nil
    ) -> TableFormat {
        TableFormat(
            delimiter: delimiter?.asciiValue, encoding: encoding, date: date,
            decimal: decimal?.asciiValue ?? UInt8(ascii: "."), grouping: grouping?.asciiValue,
            missing: missing, skip: skip, header: header,
            isDecimalDeclared: decimal != nil || grouping != nil)
    }

    static let all: [FuzzTable] = plain + european + ids + placed

    private static let plain = [
        FuzzTable(
            "revenue", Table(format: format()),
            (
                .utf8,
                """
                date,amount,customer,type,quantity,service_start,currency
                2026-01-31,1200.50,Acme,new,3,2026-01-01,eur
                2026-02-28T10:15:00Z,-0.05,"Bolt, Inc",renewal,,2026-Q1,USD
                2026-02,12345678901234567890123456789012345678,"a ""b"" c",,1e3,2026-02-01 23:59:59.123+02:00,

                2024-02-29,(5.00)," Acme ",expansion,$7,,EUR
                2026-03-01,0,x,,12.5%,2026-03-01 00:00 -05,
                """
            ),
            (
                .utf8WithMark,
                "amount,date\r\n1,2026-01-01\r\n2.25,2026-01-02\r\n\r\n-3.125,2026-01-03\r\n"
            ),
            (.utf8, "date,amount\r2026-01-01,1\r2026-01-02,2\r2026-01-03,.5\r"),
            (
                .utf8,
                "sep=;\ndate;amount;customer\n2026-01-01;5-;\"multi\nline\"\n2026-01-02;6;\u{A0}x\n"
            ),
            (.utf8, "date\tamount\ttype\n2026-01-01\t1\ta\n2026-01-02\t2.0\tb\n"),
            (.utf8, "date|amount|type\n2026-01-01|1|a\n2026-01-02|2.0|b\n"),
            (
                .utf8,
                "date;amount;quantity\n2026-01-01;1.200;7\n2026-01-02;2;1.000\n2026-01-03;-12.500;.\n"
            ),
            (
                .utf8,
                "\"date\",\"amount\",\"customer\"\n\"2026-01-01\",\"1\",\"\"\n\"2026-01-02\",\"2\",\"\"\"\"\n\"\",\"\",\"\"\n"
            ),
            (.utf16LittleEndian, "date,amount,customer\n2026-01-01,1,Ängström 😀\n2026-01-02,2,b\n"),
            (
                .utf16BigEndian,
                "date,amount,customer\r\n2026-01-01,1,é\r\n2026-01-02,2,\"e\u{301}\"\r\n"
            )
        ),
        FuzzTable(
            "usage",
            Table(
                name: .usage, columns: ["plan": "Plan"],
                values: ["feature": ["a": "Alpha", "b": "Alpha"]],
                filter: "feature != \"test\" and quantity >= 1",
                format: format(missing: ["N/A", "-"])),
            (
                .utf8,
                """
                date,customer,quantity,feature,users,Plan
                2026-01-01,c1,5,a,2,Pro
                2026-01-02,c2,0.5,b,-,Free
                2026-01-03,c1,N/A,test,N/A,Pro
                2026-01-04,-,7,test,1,"Pro
                plus"
                2026-01-05,c3,9999999999.999999999,,N/A,
                """
            )),
    ]

    private static let european = [
        FuzzTable(
            "umsatz",
            Table(
                columns: [
                    "date": "Datum", "amount": "Betrag (€)", "customer": "Kunde", "type": "Art",
                ],
                values: ["type": ["Neu": "new", "Bestand": "renewal"]],
                filter: "Status != \"storniert\"",
                format: format(
                    nil, .windows1252, date: "dd.MM.yyyy", decimal: ",", grouping: ".",
                    missing: ["k. A.", "–"])),
            (
                .windows1252,
                """
                Datum;Betrag (€);Kunde;Art;Status
                31.01.2026;1.200,50;Müller & Söhne;Neu;
                28.02.2026;-12,5;"Groß; GmbH";Bestand;storniert
                01.03.2026;1.234.567,89 €;k. A.;k. A.;offen
                02.03.2026;7-;Ö;;bezahlt
                """
            )),
        FuzzTable(
            "ausgaben",
            Table(
                name: .spend, filter: "not (function = \"x\") or amount > 5",
                format: format(";", date: "d/M/yyyy h:mm a", decimal: ",", grouping: " ")),
            (
                .utf8,
                """
                date;amount;function;channel
                1/2/2026 9:05 am;1 234,5;marketing;"a;b"
                31/12/2026 12:00 PM;1\u{A0}234\u{202F}567;sales;
                30/02/2026 1:00 AM;5;x;c
                3/4/2026 11:59 pm;6,25;x;c
                """
            )),
        FuzzTable(
            "latin",
            Table(name: .spend, format: format(",", .latin1, date: "MMM yyyy", grouping: "'")),
            (
                .windows1252,
                "date,amount,function\nJan 2026,1'000.5,Verkäufe\nSEPT 2026,-2,x\nfeb 2026,1e2,\u{A0}y\n"
            )),
        FuzzTable(
            "wide-text",
            Table(format: format(nil, .utf16LittleEndian)),
            (.utf16LittleEndian, "date;amount;type\n2026-01-01;1;ä\n2026-01-02;2;\"b;\"\n")),
    ]

    private static let ids = [
        FuzzTable(
            "customers",
            Table(
                name: .customers, columns: ["tier": "Tier"], format: format(), dimensions: ["zone"]),
            (
                .utf8,
                """
                id,name,region,Tier,acquired,zone
                1,Acme,EMEA,A,2020-01-01,z
                2,"Bolt",APAC,B,,
                1,Again,EMEA,A,2021-05-05,z
                3,é,x,,2021-01-01T00:00:00+14:00,
                """
            )),
        FuzzTable(
            "subscriptions",
            Table(
                name: .subscriptions, filter: "row_number > 1",
                format: format("\t", missing: ["\\N"])),
            (
                .utf8,
                """
                id\tcustomer\tstart\tend\tamount\tdiscount\tstatus
                s0\tc0\t2025-01-01\t\t1\t\tx
                s1\tc1\t2026-01-01\t\\N\t100\t12.5%\tactive
                s2\tc1\t2026-02-01\t2026-03-01\t50\t10\t
                s1\tc1\t2026-05-01\t2026-06-01\t70\t\tactive
                s2\tc1\t2026-03-01\t\t50\t5 %\tactive
                \tc1\t2026-03-01\t\t50\t\tactive
                """
            )),
    ]

    private static let placed = [
        FuzzTable(
            "nameless",
            Table(
                columns: ["date": "1", "amount": "3", "customer": "2"],
                format: format("|", header: TableFormat.Header.none)),
            (.utf8, "2026-01-01|a|1|\n2026-01-02|\"b|\"|2|\n2026-01-03||3|x\n")),
        FuzzTable(
            "skipped", Table(format: format(skip: 2)),
            (.utf8, "Report \"x\nof today\ndate,amount\n2026-01-01,1\n2026-01-02,2\n"),
            (.utf8, "sep=;\r\nof \"today\r\n\r\ndate;amount\r\n2026-01-01;1\r\n")),
        FuzzTable(
            "numbered", Table(format: format(header: .line(4))),
            (.utf8, "a\nb,\"\n\ndate;amount\n2026-01-01;1\n2026-01-02;2\n"),
            (.utf8, "sep=|\nb\n\ndate|amount\n2026-01-01|1\n")),
        FuzzTable(
            "found",
            Table(
                filter: "amount != \"Total\"", format: format(header: .row(containing: "amount"))),
            (
                .utf8,
                "Sums, of all\n\n\"x; y\",;\n date ; amount ;customer\n2026-01-01;1;a\n2026-01-02;2;b\nSum;Total;\n"
            )),
    ]

    /// Tables of which the reader finds something out, or computes it.
    static let undeclared = [
        FuzzTable(
            "found-out", Table(),
            (.utf8, "date,amount,customer\n31/01/2026,1.5,a\n01/02/2026,2,b\n03/02/2026,3,é\n"),
            (.utf8, "date;amount;service_start\n1/2/2026;1;2026-01\n3/4/2026;2;\n"),
            (.utf16BigEndian, "date,amount\nJan 2026,1\nFeb 2026,2\n"),
            (.windows1252, "date;amount;customer\n2026-01-01;1;Müller\n2026-01-02;2;x\n")
        ),
        FuzzTable(
            "deals",
            Table(
                name: .opportunities, columns: ["amount": "Value"],
                values: ["stage": ["won": "won", "Closed Won": "won"]],
                filter: "Value > 0 or Name = Stage",
                computed: [
                    "id": "if_undefined(Id, Name)", "stage": "Stage",
                    "cost": "Value * 0.1 - row_number",
                    "probability": "(Value + 1) / Value",
                ]),
            (
                .utf8,
                "Id,Name,Stage,Value,closed\n1,a,Closed Won,10,2026-01-31\n,b,lost,0,\n3,c,c,-5,2026-02-28\n"
            )
        ),
        FuzzTable(
            "plan", Table(name: .targets, format: format(missing: ["-"])), wide: "period",
            (
                .utf8,
                "metric,scenario,2026-01,2026-02,2026-Q2,Owner\nmrr,base,10,-,30,x\narr,low,1e2,,5.5,\n"
            )),
        FuzzTable(
            "sums",
            Table(
                columns: ["date": "day"],
                computed: ["amount": "price * count", "customer": "file_name"]),
            (
                .utf8,
                "day,price,count\n2026-01-01,1.5,3\n2026-01-02,0.333,-2\n2026-01-03,1e30,1e30\n"
            )
        ),
    ]
}
