import ReportModel

/// Rows being made, column by column.
struct RowWriter {
    private struct TextColumn {
        var field: String
        var codes: [Int32] = []
        var dictionary = TextDictionary()
        /// The column of the rows that are carried on, and what its codes are here; -1: not yet known.
        var source: [Int32]?
        var sourceTexts = TextDictionary()
        var translated: [Int32] = []

        mutating func append(_ text: String?, row: Int?) {
            if let text {
                codes.append(text.isEmpty ? 0 : dictionary.encode(text))
                return
            }
            guard let row, let source, source[row] != 0 else {
                codes.append(0)
                return
            }
            let code = source[row]
            if translated.isEmpty {
                translated = Array(repeating: -1, count: sourceTexts.count)
            }
            if translated[Int(code)] < 0 {
                translated[Int(code)] = dictionary.encode(sourceTexts[code])
            }
            codes.append(translated[Int(code)])
        }
    }

    private struct DayColumn {
        var field: String
        var days: [Int32] = []
        var source: [Int32]?
    }

    private struct NumberColumn {
        var field: String
        var numbers = DecimalColumn()
        var source: [ExactDecimal?]?
    }

    private var count = 0
    private var texts: [TextColumn]
    private var days: [DayColumn]
    private var numbers: [NumberColumn]
    private var lines: [Int32] = []
    private var isBound = false

    /// What the rows have; a row that lacks one of them has no value there.
    init(texts: [String], days: [String] = [], numbers: [String] = []) {
        self.texts = texts.map { TextColumn(field: $0) }
        self.days = days.map { DayColumn(field: $0) }
        self.numbers = numbers.map { NumberColumn(field: $0) }
    }

    /// A row with what is its own, and the rest of another row.
    ///
    /// - Parameter source: a row of one and the same table each time.
    mutating func add(
        line: Int32 = 0, carrying source: (rows: SourceRows, row: Int)? = nil,
        texts own: [String: String] = [:], days ownDays: [String: Day] = [:],
        numbers ownNumbers: [String: ExactDecimal] = [:]
    ) {
        if let source, !isBound { bind(source.rows) }
        let row = source?.row
        for index in texts.indices { texts[index].append(own[texts[index].field], row: row) }
        for index in days.indices {
            let carried = row.flatMap { days[index].source?[$0] }
            days[index].days.append(
                ownDays[days[index].field]?.number ?? carried ?? TableBatch.Column.missingDay)
        }
        for index in numbers.indices {
            let carried = row.flatMap { numbers[index].source?[$0] }
            numbers[index].numbers.append(ownNumbers[numbers[index].field] ?? carried)
        }
        lines.append(line)
        count += 1
    }

    private mutating func bind(_ rows: SourceRows) {
        isBound = true
        for index in texts.indices where rows.has(texts[index].field) {
            let (codes, dictionary) = rows.codes(of: texts[index].field)
            texts[index].source = codes
            texts[index].sourceTexts = dictionary
        }
        for index in days.indices { days[index].source = rows.days(of: days[index].field) }
        for index in numbers.indices {
            numbers[index].source = rows.numbers(of: numbers[index].field)
        }
    }

    /// The rows as a batch.
    func finish() -> DerivedRows {
        var columns: [String: TableBatch.Column] = [:]
        for column in texts { columns[column.field] = .text(column.codes) }
        for column in days { columns[column.field] = .dates(column.days) }
        for column in numbers { columns[column.field] = .numbers(column.numbers) }
        return DerivedRows(
            batch: TableBatch(rowCount: count, columns: columns, lines: lines),
            dictionaries: Dictionary(
                texts.map { ($0.field, $0.dictionary) }, uniquingKeysWith: { first, _ in first }))
    }
}
