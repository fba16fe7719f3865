import Measuring
import ReportModel

/// Sums of one field by month and by the values of the cut, exact, for a reconciliation.
struct MonthSums: Sendable {
    /// What is summed up together: a month, and a value of the row for each dimension of the cut.
    struct Key: Hashable, Sendable {
        var month: Month
        var values: [String]
    }

    /// The check's place in the settings' list.
    let check: Int
    let reconciliation: Reconciliation
    /// Where the rows say of which part they are; nil where no field says it.
    let paths: [RowCheckPass.CutPath]?
    private(set) var summed = 0
    /// Rows with an amount and no date.
    private(set) var undated = 0
    private(set) var sums: [Key: ExactDecimal] = [:]
    /// The currencies of the amounts of each month, as written, where one sum may mix them; an
    /// empty one is that of the company.
    private(set) var currencies: [Month: Set<String>] = [:]
    /// Whether amounts of several currencies would be added up.
    private let mayMix: Bool

    init(
        _ reconciliation: Reconciliation, of table: TableName, paths: [RowCheckPass.CutPath]?,
        check: Int
    ) {
        self.reconciliation = reconciliation
        self.paths = paths
        self.check = check
        let isCutByCurrency = (paths ?? []).contains {
            if case .row("currency") = $0 { true } else { false }
        }
        mayMix =
            !isCutByCurrency && TableSchema.of(table).field("currency") != nil
            && Self.moneyFields.contains(reconciliation.field)
    }

    /// Fields that are in the currency of their row; a quantity is in none.
    private static let moneyFields = ["amount", "value", "list_amount", "cost"]

    var fields: [String] {
        [reconciliation.field, reconciliation.date] + (paths ?? []).map(\.rowField)
            + (mayMix ? ["currency"] : [])
    }

    mutating func consume(_ batch: TableBatch, _ dictionaries: [String: TextDictionary]) {
        guard let paths, case .numbers(let numbers)? = batch.columns[reconciliation.field],
            case .dates(let days)? = batch.columns[reconciliation.date]
        else { return }
        let cuts = paths.map { BatchField($0.rowField, batch, dictionaries) }
        var groups = Groups()
        var currencyCodes: [Int32]?
        if mayMix, case .text(let codes)? = batch.columns["currency"] { currencyCodes = codes }
        var lastPair: (group: Int, code: Int32) = (-1, 0)
        for row in 0..<batch.rowCount {
            guard let number = numbers[row] else { continue }
            if days[row] == TableBatch.Column.missingDay {
                undated += 1
                continue
            }
            summed += 1
            var group = groups.month(of: days[row])
            if let code = currencyCodes?[row], lastPair != (group, code) {
                lastPair = (group, code)
                groups.note(currency: code, in: group)
            }
            for cut in cuts { group = groups.part(of: group, cut, row) }
            groups.sums[group] += number
        }
        for (group, key) in groups.keys.enumerated() where groups.isComplete(group, cuts.count) {
            sums[key, default: .zero] += groups.sums[group]
        }
        for (group, codes) in groups.currencies {
            let names = codes.map { $0 == 0 ? "" : dictionaries["currency"]?[$0] ?? "" }
            currencies[groups.keys[group].month, default: []].formUnion(names)
        }
    }

    mutating func merge(_ other: MonthSums) {
        summed += other.summed
        undated += other.undated
        for (key, sum) in other.sums { sums[key, default: .zero] += sum }
        for (month, names) in other.currencies {
            currencies[month, default: []].formUnion(names)
        }
    }

    /// The groups of one batch, found by small numbers instead of texts.
    private struct Groups {
        var keys: [Key] = []
        var sums: [ExactDecimal] = []
        /// The codes of the currencies of a month's rows, by the month's group.
        private(set) var currencies: [Int: Set<Int32>] = [:]
        private var days: [Int32: Int] = [:]
        private var months: [Month: Int] = [:]
        /// From a group and the code of a text to the smaller group.
        private var steps: [UInt64: Int] = [:]
        private var rareSteps: [Int: [String: Int]] = [:]

        mutating func month(of day: Int32) -> Int {
            if let known = days[day] { return known }
            let month = Day(number: day).month
            let group = months[month] ?? add(Key(month: month, values: []))
            months[month] = group
            days[day] = group
            return group
        }

        mutating func note(currency code: Int32, in group: Int) {
            currencies[group, default: []].insert(code)
        }

        mutating func part(of group: Int, _ cut: BatchField, _ row: Int) -> Int {
            guard case .text(let codes)? = cut.column else {
                let text = cut.text(row) ?? ""
                if let known = rareSteps[group]?[text] { return known }
                let part = add(part: text, of: group)
                rareSteps[group, default: [:]][text] = part
                return part
            }
            let step = UInt64(group) << 32 | UInt64(UInt32(bitPattern: codes[row]))
            if let known = steps[step] { return known }
            let part = add(part: cut.text(row) ?? "", of: group)
            steps[step] = part
            return part
        }

        /// Whether a group is no mere step on the way to smaller ones.
        func isComplete(_ group: Int, _ parts: Int) -> Bool { keys[group].values.count == parts }

        private mutating func add(part: String, of group: Int) -> Int {
            var key = keys[group]
            key.values.append(part)
            return add(key)
        }

        private mutating func add(_ key: Key) -> Int {
            keys.append(key)
            sums.append(.zero)
            return keys.count - 1
        }
    }
}
