import Diagnostics
import FormulaReading
import Measuring
import ReportModel
import TestSupport
import Testing

/// A table by chance, with all that makes tables hard: gaps, currencies, dates far away, numbers that
/// are huge or fine.
struct GeneratedTable {
    typealias Coded = (batch: TableBatch, dictionaries: [String: TextDictionary])

    static let texts = [
        "customer", "type", "region", "currency", "stage", "status", "interval", "document",
    ]
    static let numbers = ["amount", "quantity"]

    var name: TableName
    var rows: [PlainRow] = []
    /// By customer.
    var attributes: [String: [String: String]] = [:]

    private var dates: [String] {
        switch name {
        case .subscriptions: ["start", "end"]
        case .opportunities: ["created", "closed"]
        default: ["date"]
        }
    }

    init(_ name: TableName, _ random: inout SeededNumbers) {
        self.name = name
        let hasSlips = random.chance(30)
        let hasCurrencies = random.chance(40)
        let hasOddNumbers = random.chance(40)
        for number in 0..<8 {
            attributes["c\(number)"] = ["segment": random.one(of: ["large", "small", ""])]
        }
        for line in 0..<random.below(300) {
            var row = PlainRow(line: line + 2)
            func put(_ field: String, _ words: [String], _ random: inout SeededNumbers) {
                let word = random.one(of: words)
                if !word.isEmpty { row.values[field] = .text(word) }
            }
            put("customer", (0..<9).map { $0 == 8 ? "" : "c\($0)" }, &random)
            put("type", ["recurring", "recurring", "usage", ""], &random)
            put("region", ["EMEA", "US", "APAC", ""], &random)
            put("currency", hasCurrencies ? ["EUR", "USD", "CHF", "GBP", ""] : ["EUR"], &random)
            put("stage", ["won", "lost", "open", ""], &random)
            put("status", ["active", "trial", ""], &random)
            put("interval", ["month", "quarter", "year", ""], &random)
            put("document", (0..<20).map { "d\($0)" }, &random)
            for field in dates where random.chance(93) {
                row.values[field] = .day(Self.day(hasSlips, &random))
            }
            if random.chance(95) {
                row.values["amount"] = .number(Self.amount(hasOddNumbers, &random))
            }
            if random.chance(80) {
                row.values["quantity"] = .number(ExactDecimal(random.below(5)))
            }
            rows.append(row)
        }
    }

    private static func day(_ hasSlips: Bool, _ random: inout SeededNumbers) -> Day {
        if hasSlips, random.chance(3) {
            let slip = random.one(of: ["0001-01-01", "1900-01-01", "1970-01-01", "9999-12-31"])
            return Day(iso: slip) ?? Day(number: 0)
        }
        return Day(number: Int32(19_000 + random.below(1_900)))
    }

    private static func amount(_ isOdd: Bool, _ random: inout SeededNumbers) -> ExactDecimal {
        let cents = ExactDecimal(Int128(random.below(200_000) - 40_000), scale: 2)
        if !isOdd || random.chance(80) { return cents }
        // Sums of all of them have 38 digits and no more: longer ones are rounded in some order.
        return switch random.below(5) {
        case 0: ExactDecimal(Int128(Int64.max) - Int128(random.below(50)), scale: 4)
        case 1: ExactDecimal(Int128(random.below(1_000_000_000)), scale: 9)
        case 2: ExactDecimal(Int128(random.below(1_000_000)), scale: random.below(14))
        case 3: ExactDecimal(-Int128(Int64.max), scale: 4 + random.below(4))
        default: ExactDecimal(Int128(random.below(1_000)), scale: 20)
        }
    }

    /// The rows as columns, by dictionaries that grow.
    func batch(
        _ rows: ArraySlice<PlainRow>, _ dictionaries: inout [String: TextDictionary]
    ) -> TableBatch {
        var columns: [String: TableBatch.Column] = [:]
        for field in Self.texts {
            columns[field] = .text(
                rows.map { dictionaries[field, default: TextDictionary()].encode($0.text(field)) })
        }
        for field in dates {
            columns[field] = .dates(
                rows.map { $0.day(field)?.number ?? TableBatch.Column.missingDay })
        }
        for field in Self.numbers {
            columns[field] = .numbers(DecimalColumn(rows.map { $0.number(field) }))
        }
        return TableBatch(
            rowCount: rows.count, columns: columns, lines: rows.map { Int32($0.line) },
            path: "a.csv")
    }

    /// Rates of USD on some days; of CHF a plan.
    var rates: Coded {
        var currencies = TextDictionary()
        var kinds = TextDictionary()
        let usd = currencies.encode("USD")
        let chf = currencies.encode("CHF")
        let daily = kinds.encode("daily")
        let plan = kinds.encode("plan")
        let days = (0..<60).map { Int32(19_000 + $0 * 30) }
        let batch = TableBatch(
            rowCount: days.count * 2,
            columns: [
                "date": .dates(days + days),
                "currency": .text(days.map { _ in usd } + days.map { _ in chf }),
                "rate": .numbers(
                    DecimalColumn(
                        (0..<days.count * 2).map { ExactDecimal(Int128(107 + $0 % 13), scale: 2) })),
                "kind": .text(days.map { _ in daily } + days.map { _ in plan }),
            ], lines: (0..<Int32(days.count * 2)).map { $0 + 2 }, path: "rates.csv")
        return (batch, ["currency": currencies, "kind": kinds])
    }

    var customers: Coded {
        var ids = TextDictionary()
        var segments = TextDictionary()
        let names = attributes.keys.sorted()
        let batch = TableBatch(
            rowCount: names.count,
            columns: [
                "id": .text(names.map { ids.encode($0) }),
                "segment": .text(names.map { segments.encode(attributes[$0]?["segment"] ?? "") }),
            ], lines: names.indices.map { Int32($0 + 2) }, path: "customers.csv")
        return (batch, ["id": ids, "segment": segments])
    }

    /// Measures of every kind, cut and filtered by chance.
    func requests(_ random: inout SeededNumbers) throws -> [CubeRequest] {
        var measures = [
            Measure(id: "own_rows", table: name, aggregate: .count, timing: .dated(dates[0])),
            Measure(
                id: "sum", table: name, aggregate: .sum, value: Expression(.name("amount")),
                timing: .dated(dates[0])),
            Measure(
                id: "product", table: name, aggregate: .sum, value: try read("amount * quantity"),
                timing: .dated(dates[0])),
            Measure(
                id: "buyers", table: name, aggregate: .distinct,
                value: Expression(.name("customer")), filter: try read("amount > 0"),
                timing: .dated(dates[0])),
            Measure(
                id: "documents", table: name, aggregate: .distinct,
                value: Expression(.name("document")), timing: .dated(dates[0])),
            Measure(
                id: "median", table: name, aggregate: .median, value: Expression(.name("amount")),
                timing: .dated(dates[0])),
            Measure(
                id: "top", table: name, aggregate: .top, value: Expression(.name("amount")),
                timing: .dated(dates[0]), count: 3),
        ]
        switch name {
        case .revenue:
            measures.append(Measure(id: "recurring", table: name, aggregate: .recurring))
        case .subscriptions:
            // What is worked out of them is compared with what one works out day by day.
            break
        default:
            measures += [
                Measure(
                    id: "open", table: name, aggregate: .sum, value: Expression(.name("amount")),
                    timing: .openDeals),
                Measure(id: "due", table: name, aggregate: .count, timing: .dueDeals),
                Measure(
                    id: "days", table: name, aggregate: .median,
                    value: try read("closed - created"), timing: .dated("closed")),
            ]
        }
        let filters = [
            nil, nil, "type = \"recurring\"", "region != \"EMEA\"", "amount > 100.5",
            "\(dates[0]) >= \"2024-02-10\"", "segment = \"large\" or region < \"US\"",
            "not (type = \"usage\") and amount <= 1000 and customer >= \"c3\"",
        ]
        let cuts = [
            [], [], ["region"], ["segment"], ["customer"], ["region", "type"],
            ["customer", "segment", "type"],
            ["customer", "document"],
        ]
        var seen: Set<CubeRequest> = []
        return try (0..<12).map { _ in
            CubeRequest(
                measure: random.one(of: measures), filter: try random.one(of: filters).map(read),
                dimensions: random.one(of: cuts))
        }.filter { seen.insert($0).inserted }
    }

    private func read(_ text: String) throws -> Expression {
        var found: [Diagnostic] = []
        return try #require(parseExpression(text, at: nil, diagnostics: &found), "\(found)")
    }
}
