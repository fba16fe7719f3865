import Diagnostics
import ReportModel

extension CheckReader {
    /// What sums are compared with, and how the author wrote it.
    struct Control {
        var value: Reconciliation.Control
        var wording: String
    }

    /// `control:` as a path, a number with its `period:`, or a mapping of periods to numbers.
    mutating func readControl(
        _ map: inout YAMLCursor, grain: Period.Grain?, cut: [String]
    ) -> Control? {
        guard let node = map.take("control"), !node.isEmpty else {
            complain(
                "'\(map.name)' lacks the key 'control'",
                "name a file, or write a number: 'control: data/gl.csv'", map.location)
            return nil
        }
        switch node.content {
        case .list:
            complain(
                "'\(map.name).control' must be a path, a number or a mapping, found a list",
                "write {2026-08: 100.00, 2026-09: 120.50}", node.location)
            return nil
        case .map(let entries):
            refuseCut(cut, node)
            return sums(entries, map.name)
        case .scalar(let text, _):
            guard let sum = number(text) else { return file(text, node, &map, cut: cut) }
            refuseCut(cut, node)
            let periodNode = map.take("period")
            guard
                let period = periodNode == nil
                    ? ground.period : periodNode.flatMap({ readPeriod($0) })
            else { return nil }
            return Control(
                value: .sums([Reconciliation.PeriodSum(period, sum)]),
                wording: "\(sum.canonical) in \(period.name)")
        }
    }

    /// A number is one of the whole company.
    private mutating func refuseCut(_ cut: [String], _ node: YAMLNode) {
        guard let dimension = cut.first else { return }
        complain(
            "a number can't be compared by '\(excerpt(dimension))'",
            "name a file with a column for it", node.location)
    }

    private mutating func readPeriod(_ node: YAMLNode) -> Period? {
        guard let text = node.scalarText(named: "\(body.name).period", &found) else { return nil }
        return self.period(text, at: node.location)
    }

    private mutating func sums(_ entries: [YAMLNode.Entry], _ name: String) -> Control? {
        let before = found.count
        var sums: [Reconciliation.PeriodSum] = []
        for entry in entries {
            let text = entry.value.scalarText(named: "\(name).control.\(entry.key)", &found)
            let sum = text.flatMap { self.number($0) }
            if sum == nil, found.count == before {
                complain(
                    "the control of '\(excerpt(entry.key))' is no number",
                    "write digits with a point for decimals: 1234.50", entry.value.location)
            }
            if let period = period(entry.key, at: entry.keyLocation), let sum {
                sums.append(Reconciliation.PeriodSum(period, sum))
            }
        }
        if found.count > before { return nil }
        let count = sums.count
        return Control(
            value: .sums(sums.sorted { $0.period < $1.period }),
            wording: "\(count) \(count == 1 ? "number" : "numbers")")
    }

    /// A file with `columns:`, `format:`, `where:`, `sheet:`, `range:` and `unit:` as a table has them; its columns are `date` or
    /// `period`, `amount`, and those of the cut.
    private mutating func file(
        _ path: String, _ node: YAMLNode, _ map: inout YAMLCursor, cut: [String]
    ) -> Control? {
        let names = cut.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
        var columns: [String: TableSource.Placed<String>] = [:]
        if var mapped = map.map("columns", &found) {
            for key in ["date", "period", "amount"] + names {
                guard let place = mapped.location(of: key),
                    let column = mapped.text(key, &found)
                else { continue }
                columns[key] = TableSource.Placed(column, at: place)
            }
            mapped.finish(&found)
        }
        if columns["date"] != nil, let period = columns["period"] {
            complain(
                "'\(map.name).columns' names a column for the date and one for the period",
                "keep one", period.location)
        }
        var source = TableSource(
            table: .spend, origin: TableSource.Placed(.file(path), at: node.location))
        source.filter = map.formula("where", &found)
        source.format = readFormat(&map, &found)
        source.dimensions = names
        for name in names { source.columns[name] = columns[name] }
        source.columns["amount"] = columns["amount"]
        source.columns["date"] = columns["date"]
        readLayout(&map, &source, &found)
        var byPeriod = source
        byPeriod.table = .inputs
        byPeriod.columns["amount"] = nil
        byPeriod.columns["date"] = nil
        byPeriod.columns["period"] = columns["period"]
        byPeriod.columns["value"] =
            columns["amount"] ?? TableSource.Placed("amount", at: node.location)
        byPeriod.computed["metric"] = TableSource.Placed(
            Expression(.text("control"), at: node.location), at: node.location)
        let sources =
            columns["date"] != nil
            ? [source] : columns["period"] != nil ? [byPeriod] : [byPeriod, source]
        return Control(value: .file(sources), wording: path)
    }
}
