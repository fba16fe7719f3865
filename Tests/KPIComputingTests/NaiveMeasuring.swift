import Measuring
import ReportModel

/// A row of a table as one writes it down.
struct PlainRow {
    enum Value: Equatable {
        case text(String)
        case day(Day)
        case number(ExactDecimal)
    }

    var line: Int
    var values: [String: Value] = [:]

    func text(_ field: String) -> String {
        if case .text(let text)? = values[field] { text } else { "" }
    }
    func day(_ field: String) -> Day? {
        if case .day(let day)? = values[field] { day } else { nil }
    }
    func number(_ field: String) -> ExactDecimal? {
        if case .number(let number)? = values[field] { number } else { nil }
    }
}

/// What a request is answered, worked out row by row over dictionaries: slow, and plain to see.
struct NaiveCube: Equatable {
    var cells: [Cube.Key: [Month: Cube.Cell]] = [:]
    var coverage: ClosedRange<Month>?
    var unplaced: [String: Int] = [:]

    /// - Parameters:
    ///   - attributes: by customer the attributes that dimensions are looked up in.
    ///   - rates: what amounts are divided by, by currency and day, of a flow or of a balance.
    init(
        _ request: CubeRequest, _ rows: [PlainRow], asOf: Day,
        attributes: [String: [String: String]],
        rate: (String, Day, _ isFlow: Bool) -> ExactDecimal?
    ) {
        let measure = request.measure
        let hasType = rows.contains { $0.values["type"] != nil }
        for var row in rows {
            let currency = row.text("currency")
            if !currency.isEmpty, currency != "EUR", let amount = row.number("amount") {
                var (day, isFlow) = (asOf, measure.table == .revenue)
                if isFlow { day = row.day("date") ?? asOf }
                if measure.table == .opportunities, ["won", "lost"].contains(row.text("stage")),
                    let closed = row.day("closed"), rate(currency, closed, true) != nil
                {
                    (day, isFlow) = (closed, true)
                }
                let rate = rate(currency, day, isFlow)
                let converted = rate.flatMap { amount.divided(by: $0) }?.rounded(to: 20)
                row.values["amount"] = converted.map(PlainRow.Value.number)
            }
            func word(_ name: String) -> String {
                attributes[row.text("customer")]?[name] ?? row.text(name)
            }
            var counts = true
            for filter in [measure.filter, request.filter] {
                if let filter { counts = counts && Self.holds(filter, row, word) }
            }
            if measure.aggregate == .recurring, measure.table == .revenue, hasType {
                counts = counts && row.text("type") == "recurring"
            }
            let (placed, reason) = Self.place(row, measure, asOf)
            if let reason, counts { unplaced[reason, default: 0] += 1 }
            for (month, cell) in placed {
                coverage =
                    coverage.map { min($0.lowerBound, month)...max($0.upperBound, month) }
                    ?? month...month
                if !counts { continue }
                let isGrouped = measure.aggregate == .top || measure.aggregate == .recurring
                let key = Cube.Key(
                    values: request.dimensions.map(word),
                    customer: isGrouped ? row.text("customer") : "")
                let known = cells[key]?[month]
                cells[key, default: [:]][month] = known.map { Self.sum($0, cell) } ?? cell
            }
        }
    }

    private static func sum(_ left: Cube.Cell, _ right: Cube.Cell) -> Cube.Cell {
        switch (left, right) {
        case (.sum(let a), .sum(let b)): .sum(a + b)
        case (.count(let a), .count(let b)): .count(a + b)
        case (.distinct(let a), .distinct(let b)): .distinct(a.union(b))
        case (.values(let a), .values(let b)): .values((a + b).sorted())
        default: left
        }
    }

    private static func place(
        _ row: PlainRow, _ measure: Measure, _ asOf: Day
    ) -> (placed: [(Month, Cube.Cell)], reason: String?) {
        if measure.aggregate == .recurring { return recurring(row, asOf) }
        let cell: Cube.Cell
        switch measure.aggregate {
        case .count: cell = .count(1)
        case .distinct:
            let text = row.text(measure.value?.names.first?.name ?? "")
            if text.isEmpty { return ([], nil) }
            cell = .distinct([text])
        default:
            guard let number = number(measure.value, row) else {
                return ([], "no \(measure.value?.names.first?.name ?? "value")")
            }
            cell = measure.aggregate == .median ? .values([number]) : .sum(number)
        }
        if measure.timing == .dueDeals {
            return (row.day("closed").map { [($0.month, cell)] } ?? [], nil)
        }
        if measure.timing == .openDeals { return open(row, cell, asOf) }
        guard case .dated(let date) = measure.timing else { return ([], nil) }
        guard let day = row.day(date) else { return ([], "no date in '\(date)'") }
        if day > asOf { return ([], "'\(date)' lies after the data was taken") }
        return ([(day.month, cell)], nil)
    }

    private static func open(
        _ row: PlainRow, _ cell: Cube.Cell, _ asOf: Day
    ) -> (placed: [(Month, Cube.Cell)], reason: String?) {
        let isClosed = ["won", "lost"].contains(row.text("stage"))
        let placed = balanceDays(asOf).filter { _, day in
            (row.day("created").map { $0 <= day } ?? true)
                && !(isClosed && (row.day("closed").map { $0 <= day } ?? true))
        }
        let isNamed = row.day("created") == nil && !isClosed
        return (
            placed.map { ($0.month, cell) },
            isNamed ? "no date in 'created': counted as open since ever" : nil
        )
    }

    /// A ledger's month, with the customer that it needs.
    private static func recurring(
        _ row: PlainRow, _ asOf: Day
    ) -> (placed: [(Month, Cube.Cell)], reason: String?) {
        let last = asOf.adding(days: 1).month.adding(-1)
        if row.text("customer").isEmpty { return ([], "no customer") }
        guard let amount = row.number("amount") else { return ([], "no amount") }
        guard let day = row.day("date") else { return ([], "no date in 'date'") }
        return (day.month <= last ? [(day.month, .sum(amount))] : [], nil)
    }

    private static func number(_ expression: Expression?, _ row: PlainRow) -> ExactDecimal? {
        switch expression?.kind {
        case .name(let name): row.number(name)
        case .number(let number): number
        case .binary(.multiply, let left, let right):
            number(left, row).flatMap { a in number(right, row).map { a * $0 } }
        case .binary(.subtract, let left, let right):
            if case .name(let to) = left.kind, case .name(let from) = right.kind,
                let end = row.day(to), let start = row.day(from)
            {
                ExactDecimal(end.days(since: start))
            } else {
                nil
            }
        default: nil
        }
    }

    private static func holds(
        _ filter: Expression, _ row: PlainRow, _ word: (String) -> String
    ) -> Bool {
        switch filter.kind {
        case .binary(.and, let a, let b): return holds(a, row, word) && holds(b, row, word)
        case .binary(.or, let a, let b): return holds(a, row, word) || holds(b, row, word)
        case .not(let inner): return !holds(inner, row, word)
        case .binary(let symbol, let left, let right):
            guard case .name(let name) = left.kind else { return false }
            switch right.kind {
            case .number(let limit):
                return row.number(name).map { compare(symbol, $0, limit) } ?? false
            case .text(let text):
                if let limit = Day(iso: text) {
                    return row.day(name).map { compare(symbol, $0, limit) } ?? false
                }
                return compare(symbol, word(name), text)
            default: return false
            }
        default: return false
        }
    }

    private static func compare<Value: Comparable>(
        _ symbol: Expression.Operator, _ a: Value, _ b: Value
    ) -> Bool {
        switch symbol {
        case .equal: a == b
        case .notEqual: a != b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        default: a >= b
        }
    }
}
