import ReportModel

/// The values of one field in the batch at hand, in the one array that its type uses.
struct FieldValues {
    private let type: FieldType
    var codes: [Int32] = []
    var days: [Int32] = []
    var numbers: [ExactDecimal?] = []

    init(_ type: FieldType) { self.type = type }

    mutating func appendMissing() {
        switch type {
        case .text, .numberOrPercent: codes.append(0)
        case .date: days.append(TableBatch.Column.missingDay)
        case .number: numbers.append(nil)
        }
    }

    /// Takes back what a row that turned out wrong has added.
    mutating func truncate(to count: Int) {
        codes.removeLast(max(0, codes.count - count))
        days.removeLast(max(0, days.count - count))
        numbers.removeLast(max(0, numbers.count - count))
    }

    /// The column, leaving nothing behind.
    mutating func take() -> TableBatch.Column {
        defer { self = FieldValues(type) }
        return switch type {
        case .text, .numberOrPercent: .text(codes)
        case .date: .dates(days)
        case .number: .numbers(numbers)
        }
    }
}

extension FieldType {
    /// Whether the column holds codes of a dictionary.
    var isText: Bool { self == .text || self == .numberOrPercent }
}

/// Where each id was used first.
struct UniqueIDs {
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
        case .owners, .products, .contracts, .opportunities, .leads: true
        default: false
        }
    }
}

extension TableReceipt.LeftOut {
    mutating func count(_ line: Int, keeping limit: Int) {
        rows += 1
        if firstLines.count < limit { firstLines.append(line) }
    }
}
