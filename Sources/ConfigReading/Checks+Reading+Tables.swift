import Diagnostics
import ReportModel

extension CheckReader {
    /// `35`, `35 days` or `2 months`, with `field:` beside it.
    mutating func freshWithin(_ node: YAMLNode, _ key: String) -> DataCheck.Rule? {
        let place = body.location(of: "field")
        var field = body.text("field", &found)
        if let name = field, let place {
            if !expect(name, at: place) { return nil }
            if type(of: name) != .date {
                found.append(
                    Diagnostic(
                        id: "type-mismatch", "'\(excerpt(name))' holds no dates",
                        remedy: "name a field that does", at: place))
                return nil
            }
        }
        if field == nil { field = table?.mainDate }
        guard let field else {
            found.append(
                Diagnostic(
                    id: "key-missing",
                    "'\(table?.rawValue ?? "")' has no date that '\(key)' could look at",
                    remedy: "name one: 'field: valid_from'", at: node.location))
            return nil
        }
        guard let text = node.scalarText(named: "\(body.name).\(key)", &found) else { return nil }
        if let age = Self.age(text) { return .freshWithin(age, field: field) }
        found.append(
            Diagnostic(
                id: "type-mismatch", "'\(excerpt(text))' is no length of time",
                remedy: "write a number of days, or '35 days', '5 weeks', '2 months'",
                at: node.location))
        return nil
    }

    private static func age(_ text: String) -> DataCheck.Age? {
        let parts = text.split(separator: " ")
        guard let first = parts.first, parts.count <= 2, let count = Int(first),
            (0...36_500).contains(count)
        else { return nil }
        switch parts.count == 2 ? parts[1] : "days" {
        case "day", "days": return .days(count)
        case "week", "weeks": return .days(7 * count)
        case "month", "months": return .months(count)
        case "year", "years": return .months(12 * count)
        default: return nil
        }
    }

    /// `{min: 1, max: 100}`, `[1, 100]`, or a number that it must be.
    mutating func rowCount(_ node: YAMLNode, _ key: String) -> DataCheck.Rule? {
        let name = "\(body.name).\(key)"
        if case .map = node.content {
            guard var map = YAMLCursor(node, name: name, diagnostics: &found) else { return nil }
            let before = found.count
            let least = map.integer("min", in: 0...1_000_000_000_000, &found)
            let most = map.integer("max", in: 0...1_000_000_000_000, &found)
            map.finish(&found)
            if found.count > before { return nil }
            return rowCount(least, most, name, at: node)
        }
        let counts = node.scalarTexts(named: name, &found).map { Int($0.value) }
        guard (1...2).contains(counts.count), let first = counts[0],
            let last = counts[counts.count - 1], first >= 0
        else {
            found.append(
                Diagnostic(
                    id: "type-mismatch", "'\(name)' must be a number of rows",
                    remedy: "write the number, or {min: 1, max: 1000}", at: node.location))
            return nil
        }
        return rowCount(first, last, name, at: node)
    }

    private mutating func rowCount(
        _ least: Int?, _ most: Int?, _ name: String, at node: YAMLNode
    ) -> DataCheck.Rule? {
        if let least, let most, least > most {
            found.append(
                Diagnostic(
                    id: "range-empty",
                    "'\(name)' allows nothing: its least value is the larger one",
                    remedy: "change the two round", at: node.location))
            return nil
        }
        return .rowCount(least: least, most: most)
    }

    /// `{control: data/gl.csv, by: month, tolerance: 0.01}`.
    mutating func reconcile(_ node: YAMLNode, _ key: String) -> DataCheck.Rule? {
        let name = "\(body.name).\(key)"
        guard var map = YAMLCursor(node, name: name, diagnostics: &found), let table else {
            return nil
        }
        let before = found.count
        let place = map.location(of: "field")
        let field = map.text("field", &found) ?? table.mainNumber
        if let field {
            if expect(field, at: place ?? map.location), type(of: field) != .number {
                complain("'\(excerpt(field))' holds no numbers", "name a field that does", place)
            }
        } else {
            complain(
                "'\(table.rawValue)' has no amount that could be summed up",
                "name a field that holds numbers: 'field: quantity'", map.location)
        }
        let datePlace = map.location(of: "date")
        let date = map.text("date", &found) ?? table.mainDate
        if let date {
            if expect(date, at: datePlace ?? map.location), type(of: date) != .date {
                complain("'\(excerpt(date))' holds no dates", "name a field that does", datePlace)
            }
        } else {
            complain(
                "'\(table.rawValue)' has no date that places its rows in time",
                "name one: 'date: valid_from'", map.location)
        }
        let (grain, cut) = readBy(&map)
        let tolerance = readTolerance(&map) ?? .absolute(.zero)
        let control = readControl(&map, grain: grain, cut: cut)
        map.finish(&found)
        guard found.count == before, let field, let date, let control else { return nil }
        return .reconcile(
            Reconciliation(
                control: control.value, wording: control.wording, field: field, date: date,
                grain: grain ?? .month, cut: cut, tolerance: tolerance))
    }

    mutating func complain(_ message: String, _ remedy: String, _ place: SourceLocation?) {
        found.append(
            Diagnostic(
                id: "type-mismatch", message, remedy: remedy, at: place ?? body.location))
    }

    /// `month`, or `[month, region]`: at most one grain, and dimensions.
    private mutating func readBy(_ map: inout YAMLCursor) -> (Period.Grain?, [String]) {
        var grain: Period.Grain?
        var cut: [String] = []
        for text in map.texts("by", &found) {
            if let word = Period.Grain(word: text.value) {
                if grain != nil {
                    complain(
                        "'\(map.name).by' names two lengths of time", "keep one", text.location)
                }
                grain = word
                continue
            }
            guard let table else { continue }
            let known = Self.fields(of: table, ground.dimensions) + ground.dimensions
            if known.contains(text.value) {
                cut.append(text.value)
            } else {
                found.append(
                    Diagnostic(
                        id: "unknown-dimension",
                        "'\(excerpt(text.value))' is neither month, quarter or year nor a dimension",
                        remedy: didYouMean(text.value, among: known + Period.Grain.words),
                        at: text.location))
            }
        }
        return (grain, cut)
    }

    /// `0.01`, or `0.1%`.
    mutating func readTolerance(_ map: inout YAMLCursor) -> Tolerance? {
        guard let node = map.take("tolerance"),
            let text = node.scalarText(named: "\(map.name).tolerance", &found)
        else { return nil }
        let isShare = text.hasSuffix("%")
        guard let size = number(trimmed(isShare ? text.dropLast() : text[...])),
            !size.isNegative
        else {
            complain(
                "'\(excerpt(text))' is no tolerance", "write 0.01, or a share: \"0.1%\"",
                node.location)
            return nil
        }
        return isShare
            ? .relative(size * ExactDecimal(1, scale: 2)) : .absolute(size)
    }

    mutating func period(_ text: String, at location: SourceLocation?) -> Period? {
        readPeriodText(
            text, calendar: ground.calendar, asOf: ground.asOf, at: location, &found)
    }
}

extension TableName {
    /// The date that says when a row of the table came to be.
    var mainDate: String? {
        switch self {
        case .revenue, .invoices, .spend, .financials, .rates, .usage, .feedback, .health: "date"
        case .subscriptions, .contracts, .owners: "start"
        case .customers: "acquired"
        case .opportunities, .leads: "created"
        case .opportunityHistory, .touches: "at"
        case .support: "opened"
        case .targets: "issued"
        default: nil
        }
    }

    /// The number that rows of the table are summed up by.
    var mainNumber: String? {
        let numbers = TableSchema.of(self).fields.filter { $0.type == .number }.map(\.name)
        return ["amount", "value", "quantity"].first { numbers.contains($0) }
    }
}
