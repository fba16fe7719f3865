/// The values of one object by the columns that all objects of a file have together.
struct JSONLinesRow {
    /// A key at its place in the objects of the file.
    private struct Node {
        var path: [UInt8]
        var column: Int?
        /// The last row that had the key.
        var row = 0
    }

    private struct Child: Hashable {
        var parent: Int
        var key: [UInt8]
    }

    private struct Value {
        var row = 0
        var range = 0..<0
        var kind = CSVRecord.CellKind.text
        var place = 1
    }

    static let root = 0
    private static let columnLimit = 16_384
    private static let nodeLimit = 65_536
    private static let pathLimit = 4096

    private var nodes = [Node(path: [])]
    private var children: [Child: Int] = [:]
    private var names: [[UInt8]] = []
    private var columns: [[UInt8]: Int] = [:]
    private var values: [Value] = []
    /// Counts the rows, so that values of the row before need not be cleared.
    private var row = 0
    private var bytes: [UInt8] = []

    var columnCount: Int { names.count }

    mutating func clear() {
        row += 1
        bytes.removeAll(keepingCapacity: true)
    }

    /// Takes the object of a line; says what is wrong with it.
    mutating func read(_ line: JSONLines.Line) -> CSVFault? {
        clear()
        var parser = JSONLinesParser(line.bytes)
        do {
            try parser.parse(into: &self)
            return nil
        } catch {
            var fault = CSVFault(error.kind, line: line.number, column: error.offset + 1)
            fault.detail = error.detail
            return fault
        }
    }

    /// The place of a key in the object that stands at `parent`.
    mutating func node(
        _ key: [UInt8], in parent: Int, at offset: Int
    ) throws(JSONLinesFault) -> Int {
        let child = Child(parent: parent, key: key)
        guard let node = children[child] else {
            let path = parent == Self.root ? key : nodes[parent].path + [UInt8(ascii: ".")] + key
            guard path.count <= Self.pathLimit else {
                throw JSONLinesFault(.jsonInvalid, offset, "the key is longer than 4 kB")
            }
            guard nodes.count < Self.nodeLimit else { throw tooMany(offset) }
            nodes.append(Node(path: path, row: row))
            children[child] = nodes.count - 1
            return nodes.count - 1
        }
        guard nodes[node].row != row else { throw twice(node, offset) }
        nodes[node].row = row
        return node
    }

    mutating func set(
        _ node: Int, to content: some Sequence<UInt8>, kind: CSVRecord.CellKind, at offset: Int
    ) throws(JSONLinesFault) {
        let column = try column(of: node, offset)
        // Two places have one name where a key has a point itself.
        guard values[column].row != row else { throw twice(node, offset) }
        let start = bytes.count
        bytes += content
        guard bytes.count - start <= 1 << 20 else {
            throw JSONLinesFault(.cellTooLong, offset, "")
        }
        values[column] = Value(
            row: row, range: start..<bytes.count, kind: kind, place: offset + 1)
    }

    private mutating func column(of node: Int, _ offset: Int) throws(JSONLinesFault) -> Int {
        if let column = nodes[node].column { return column }
        let name = nodes[node].path
        let column = columns[name] ?? names.count
        if column == names.count {
            guard column < Self.columnLimit else { throw tooMany(offset) }
            names.append(name)
            values.append(Value())
            columns[name] = column
        }
        nodes[node].column = column
        return column
    }

    private func twice(_ node: Int, _ offset: Int) -> JSONLinesFault {
        let name = excerpt(String(decoding: nodes[node].path, as: UTF8.self))
        return JSONLinesFault(.jsonKeyTwice, offset, "the key '\(name)' stands twice in the object")
    }

    private func tooMany(_ offset: Int) -> JSONLinesFault {
        JSONLinesFault(.tooManyColumns, offset, "the objects have more than 16,384 different keys")
    }

    func header(line: Int) -> CSVRecord {
        var record = CSVRecord()
        record.line = line
        for name in names {
            record.bytes += name
            record.end(line: line, column: 1, kind: .text)
        }
        return record
    }

    func record(line: Int, isDamaged: Bool) -> CSVRecord {
        var record = CSVRecord()
        record.line = line
        record.isDamaged = isDamaged
        for value in values {
            let isSet = value.row == row
            if isSet { record.bytes += bytes[value.range] }
            record.end(
                line: line, column: isSet ? value.place : 1, kind: isSet ? value.kind : .text)
        }
        return record
    }
}
