/// One row of a sheet: the cells that hold something, in order.
struct WorkbookRow {
    struct Cell {
        var column: Int
        var kind: CSVRecord.CellKind
        /// Where the content ends in the row's bytes.
        var end: Int
        /// What is wrong with the cell; its content is then as it is shown.
        var fault: CSVFault.Kind?
    }

    var number = 0
    var isHidden = false
    var cells: [Cell] = []
    var bytes: [UInt8] = []

    func content(_ index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : cells[index - 1].end)..<cells[index].end]
    }

    mutating func add(
        _ content: some Sequence<UInt8>, column: Int, kind: CSVRecord.CellKind = .text,
        fault: CSVFault.Kind? = nil
    ) {
        bytes += content
        cells.append(Cell(column: column, kind: kind, end: bytes.count, fault: fault))
    }

    mutating func begin(_ number: Int) {
        self.number = number
        cells.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }
}

/// Turns the XML of a sheet into rows with typed cells.
final class WorkbookSheet: WorkbookXMLHandler {
    private let texts: WorkbookTexts
    private let formats: [WorkbookFormat]
    private let countsFrom1904: Bool
    private let take: (WorkbookRow) throws -> Void

    private var row = WorkbookRow()
    private var isInData = false
    private var phoneticDepth = 0
    private var isInlineText = false
    private var isCollecting = false
    private var column = 0
    private var type = ""
    private var style = 0
    private var hasFormula = false
    private var value = ""

    /// As of a text of a file.
    private static let textLimit = 1 << 20

    init(
        texts: WorkbookTexts, formats: [WorkbookFormat], countsFrom1904: Bool,
        take: @escaping (WorkbookRow) throws -> Void
    ) {
        self.texts = texts
        self.formats = formats
        self.countsFrom1904 = countsFrom1904
        self.take = take
    }

    func begin(_ name: Substring, _ attributes: WorkbookAttributes) throws {
        guard isInData else {
            if name == "sheetData" { isInData = true }
            return
        }
        switch name {
        case "row": try beginRow(attributes)
        case "c": try beginCell(attributes)
        case "f": hasFormula = true
        case "v": isCollecting = true
        case "is": isInlineText = true
        case "rPh": phoneticDepth += 1
        case "t": isCollecting = isInlineText && phoneticDepth == 0
        default: break
        }
    }

    func text(_ text: String) throws {
        guard isCollecting, value.utf8.count <= Self.textLimit else { return }
        value += text
    }

    func end(_ name: Substring) throws {
        guard isInData else { return }
        switch name {
        case "sheetData": isInData = false
        case "row": try take(row)
        case "c": endCell()
        case "v", "t": isCollecting = false
        case "is": isInlineText = false
        case "rPh": phoneticDepth -= 1
        default: break
        }
    }

    private func beginRow(_ attributes: WorkbookAttributes) throws {
        var number = row.number + 1
        if let written = attributes["r"] {
            guard let place = CellPlace(written.utf8), place.column == 0, place.row >= number else {
                throw WorkbookRefusal.damaged(
                    "there is a row '\(excerpt(written))' after row \(row.number)")
            }
            number = place.row
        }
        if number > CellRange.rowLimit {
            throw WorkbookRefusal.tooLarge("the sheet has more than 1,048,576 rows")
        }
        row.begin(number)
        column = 0
        row.isHidden = attributes.isSet("hidden")
    }

    private func beginCell(_ attributes: WorkbookAttributes) throws {
        var next = column + 1
        if let written = attributes["r"] {
            guard let place = CellPlace(written.utf8), place.row == row.number,
                place.column >= next
            else {
                throw WorkbookRefusal.damaged(
                    "there is a cell '\(excerpt(written))' after"
                        + " \(CellPlace.name(row: row.number, column: column))")
            }
            next = place.column
        }
        if next > CellRange.columnLimit {
            throw WorkbookRefusal.tooLarge("row \(row.number) has more than 16,384 columns")
        }
        column = next
        type = attributes["t"] ?? "n"
        style = attributes.integer("s") ?? 0
        hasFormula = false
        value = ""
    }

    private func endCell() {
        if value.utf8.count > Self.textLimit {
            row.add([UInt8(ascii: "?")], column: column, fault: .cellTooLong)
            return
        }
        switch type {
        case "s": addShared()
        case "str", "inlineStr": add(text: WorkbookTexts.unescaped(value))
        case "b":
            let word = trimmed(value)
            if !word.isEmpty { add(text: ["1", "true"].contains(word) ? "TRUE" : "FALSE") }
        case "e": row.add(value.utf8, column: column, fault: .cellError)
        case "d":
            let text = trimmed(value)
            row.add(
                (text.hasSuffix("Z") ? text.dropLast() : text[...]).utf8, column: column,
                kind: .date)
        default: addNumber(trimmed(value))
        }
    }

    private func addShared() {
        let text = trimmed(value)
        if text.isEmpty { return }
        guard let index = Int(text), let content = texts[index] else {
            row.add(text.utf8, column: column, fault: .cellUnreadable)
            return
        }
        if !content.isEmpty { row.add(content, column: column) }
    }

    private func add(text: String) {
        if !text.isEmpty { row.add(text.utf8, column: column) }
    }

    private func addNumber(_ text: String) {
        if text.isEmpty {
            // A program that doesn't compute left the formula to one that does.
            if hasFormula { row.add([], column: column, fault: .formulaWithoutValue) }
            return
        }
        guard let number = WorkbookNumber.shown(text.utf8) ?? tooLong(text) else {
            row.add(text.utf8, column: column, fault: .cellUnreadable)
            return
        }
        switch formats.indices.contains(style) ? formats[style] : .number {
        case .number, .duration: row.add(number, column: column, kind: .number)
        case .percent: row.add(number, column: column, kind: .percent)
        case .date:
            if let date = WorkbookNumber.date(text.utf8, from1904: countsFrom1904) {
                row.add(date.utf8, column: column, kind: .date)
            } else if let time = WorkbookNumber.timeOfDay(text.utf8) {
                row.add(time.utf8, column: column)
            } else {
                row.add(number, column: column, kind: .number)
            }
        }
    }

    /// A number that has no sensible form without an exponent, as it is stored.
    private func tooLong(_ text: String) -> [UInt8]? {
        WrittenNumber(text.utf8) == nil ? nil : Array(text.utf8)
    }

    private func trimmed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes[bytes.span.trimmed(0..<bytes.count)], as: UTF8.self)
    }
}
