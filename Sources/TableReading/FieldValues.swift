import ReportModel

extension FieldType {
    /// Whether the column holds codes of a dictionary.
    var isText: Bool { self == .text || self == .numberOrPercent }
}

extension TableBatch.Column {
    /// The rows whose flag is set, in order.
    func filtered(_ isKept: [Bool]) -> TableBatch.Column {
        switch self {
        case .text(let codes): .text(zip(codes, isKept).filter(\.1).map(\.0))
        case .dates(let days): .dates(zip(days, isKept).filter(\.1).map(\.0))
        case .numbers(let numbers): .numbers(numbers.filtered(isKept))
        }
    }
}

/// The values of one field on their way to a column.
struct FieldValues {
    private let type: FieldType
    private(set) var codes: [Int32] = []
    private(set) var days: [Int32] = []
    private(set) var numbers = DecimalColumn()

    init(_ type: FieldType, count: Int) {
        self.type = type
        switch type {
        case .text, .numberOrPercent: codes.reserveCapacity(count)
        case .date: days.reserveCapacity(count)
        case .number: numbers.reserveCapacity(count)
        }
    }

    mutating func append(code: Int32) { codes.append(code) }
    mutating func append(day: Day) { days.append(day.number) }
    mutating func append(_ number: ExactDecimal) { numbers.append(number) }

    mutating func appendMissing() {
        switch type {
        case .text, .numberOrPercent: codes.append(0)
        case .date: days.append(TableBatch.Column.missingDay)
        case .number: numbers.append(nil)
        }
    }

    var column: TableBatch.Column {
        switch type {
        case .text, .numberOrPercent: .text(codes)
        case .date: .dates(days)
        case .number: .numbers(numbers)
        }
    }
}

/// Where each id was used first.
struct UniqueIDs: Sendable {
    /// Index among the wanted fields.
    let field: Int
    private var paths: [String] = []
    /// By code: index of the path and line, or line 0 where the id is new.
    private var uses: [(path: Int32, line: Int32)] = []

    init(field: Int) { self.field = field }

    /// The first use of the id, nil where this is it.
    mutating func firstUse(
        _ code: Int32, path: String, line: Int
    ) -> (path: String, line: Int)? {
        let index = Int(code)
        while uses.count <= index { uses.append((0, 0)) }
        let use = uses[index]
        if use.line > 0 { return (paths[Int(use.path)], Int(use.line)) }
        if paths.last != path { paths.append(path) }
        uses[index] = (Int32(paths.count - 1), Int32(clamping: line))
        return nil
    }
}

extension TableName {
    /// Whether a row with an id used before is a mistake: not in tables of states over time.
    func hasUniqueIDs(fields: Set<String>) -> Bool {
        switch self {
        case .customers: !fields.contains("valid_from")
        // An id of an earlier export of the deals comes again in the next one.
        case .opportunities: !fields.contains("snapshot")
        case .owners, .products, .contracts, .leads: true
        default: false
        }
    }
}

extension TableReceipt.LeftOut {
    static let shown = 10

    mutating func count(_ line: Int) {
        rows += 1
        if firstLines.count < Self.shown { firstLines.append(line) }
    }

    /// Adds what another reader of the same file left out.
    ///
    /// - Parameter earlier: How many of the lines stand in files before it.
    mutating func merge(_ other: Self, after earlier: Int) {
        rows += other.rows
        let own = (firstLines.dropFirst(earlier) + other.firstLines).sorted()
        firstLines = Array((firstLines.prefix(earlier) + own).prefix(Self.shown))
    }
}
