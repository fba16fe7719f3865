import ReportModel

/// Guesses the table of a file that no known system exports, by the names and cells of its columns.
struct GenericGuess {
    var table: TableName
    var rules: [FieldRule] = []
    var score = 0
    /// Fields that were given a column for what it holds, not for its name.
    var byContent: [String] = []

    /// The table that the file means most likely, the best first; none where no table has its
    /// required fields.
    static func all(_ sample: SampledFile, fileName: String, table: TableName?) -> [GenericGuess] {
        let tables = table.map { [$0] } ?? TableName.allCases
        let order: [TableName: Int] = Dictionary(
            uniqueKeysWithValues: TableName.allCases.enumerated().map { ($1, $0) })
        return tables.compactMap {
            GenericGuess(sample, table: $0, fileName: fileName, isWanted: table != nil)
        }.sorted {
            ($1.score, order[$0.table] ?? 0) < ($0.score, order[$1.table] ?? 0)
        }
    }

    private init?(
        _ sample: SampledFile, table: TableName, fileName: String, isWanted: Bool
    ) {
        self.table = table
        let schema = TableSchema.of(table)
        let columns = sample.columns.filter { $0.isAddressable && !$0.isEmpty }
        var found: [String: SampledColumn] = [:]
        var taken: Set<String> = []
        let fields = schema.fields.filter(\.isRequired) + schema.fields.filter { !$0.isRequired }
        for isExact in [true, false] {
            for field in fields where found[field.name] == nil {
                let names = FieldNames.of(field.name, in: table)
                let free = columns.filter {
                    !taken.contains($0.name) && DraftBuilder.fits($0, field.type)
                }
                guard let column = Self.pick(names, free, isExact, field) else { continue }
                found[field.name] = column
                taken.insert(column.name)
                score += field.isRequired ? 4 : 2
                if FieldNames.telling[table]?.contains(field.name) == true { score += 2 }
            }
        }
        for field in schema.fields where field.isRequired && found[field.name] == nil {
            let free = columns.filter { !taken.contains($0.name) }
            guard let column = Self.byContent(field, free) else { return nil }
            found[field.name] = column
            taken.insert(column.name)
            byContent.append(field.name)
            score += 1
        }
        let key = squashed(fileName)
        let isNamed = (FieldNames.files[table] ?? []).contains { key.contains($0) }
        if isNamed { score += 5 }
        let tells = FieldNames.telling[table] ?? []
        let isTold = found.keys.contains { tells.contains($0) }
        // What a table needs may be in any file: an id, a date and a number.
        let isPlain: Set<TableName> = [.opportunities, .targets, .rates, .health]
        if !isWanted, !isTold, !isNamed, !isPlain.contains(table) { return nil }
        if !isWanted, byContent.count == schema.fields.count(where: \.isRequired) { return nil }
        if !isWanted, Self.hasRepeatedIDs(table, found["id"]) { return nil }
        for field in schema.fields {
            guard let column = found[field.name] else { continue }
            rules.append(
                .from(
                    column.keys[0], Self.reading(field.name, table),
                    words: Self.words(field.name, table), to: field.name))
        }
        self.found = found
    }

    /// Field to the column that it got.
    private(set) var found: [String: SampledColumn] = [:]

    private static func pick(
        _ names: [String], _ columns: [SampledColumn], _ isExact: Bool, _ field: Field
    ) -> SampledColumn? {
        for name in names {
            if isExact {
                if let column = columns.first(where: { $0.keys.contains(name) }) { return column }
            } else if name.count >= 5 || (name.count >= 4 && field.type == .date) {
                let isLike: (SampledColumn) -> Bool = { column in
                    column.keys[0].hasSuffix(name) || column.keys[0].hasPrefix(name)
                }
                if let column = columns.first(where: isLike) { return column }
            }
        }
        return nil
    }

    /// Whether most rows have an id of another row, in a table of one row for each.
    private static func hasRepeatedIDs(_ table: TableName, _ column: SampledColumn?) -> Bool {
        let tables: Set<TableName> = [
            .customers, .owners, .products, .contracts, .opportunities, .leads,
        ]
        guard tables.contains(table), let column, column.filledCount > 3 else { return false }
        return Set(column.cells).count * 2 < column.filledCount
    }

    /// The only column that could hold a required date or number.
    private static func byContent(_ field: Field, _ columns: [SampledColumn]) -> SampledColumn? {
        switch field.type {
        case .date:
            let dates = columns.filter { $0.dates != nil }
            return dates.first { $0.isWhole } ?? dates.first
        case .number, .numberOrPercent:
            let numbers = columns.filter { !$0.numbers.isEmpty && $0.dates == nil }
            return numbers.first { $0.hasFractions } ?? (numbers.count == 1 ? numbers.first : nil)
        case .text: return nil
        }
    }

    private static func reading(_ field: String, _ table: TableName) -> FieldRule.Reading {
        field == "probability" ? .percent : .asItIs
    }

    private static func words(_ field: String, _ table: TableName) -> [WordRule] {
        switch (table, field) {
        case (.opportunities, "stage"), (.opportunityHistory, "stage"): WordRule.stages
        case (.opportunities, "type"): WordRule.dealTypes
        case (.opportunities, "category"): WordRule.categories
        case (.revenue, "type"): WordRule.revenueTypes
        case (.subscriptions, "interval"): WordRule.intervals
        case (.subscriptions, "status"): WordRule.statuses
        default: []
        }
    }
}
