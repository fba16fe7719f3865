import ReportModel

/// The cells of one field in a batch.
struct BatchField {
    let name: String
    /// Nil where the file lacks the column.
    let column: TableBatch.Column?
    let dictionary: TextDictionary?

    init(_ name: String, _ batch: TableBatch, _ dictionaries: [String: TextDictionary]) {
        self.name = name
        column = batch.columns[name]
        dictionary = dictionaries[name]
    }

    /// The cell as a text that is the same for equal values; nil where there is none.
    func text(_ row: Int) -> String? {
        switch column {
        case .text(let codes)?:
            return codes[row] == 0 ? nil : dictionary?[codes[row]]
        case .dates(let days)?:
            return days[row] == TableBatch.Column.missingDay
                ? nil : Day(number: days[row]).description
        case .numbers(let numbers)?:
            return numbers[row].map(\.canonical)
        case nil:
            return nil
        }
    }
}

/// Something known of each code of a dictionary, for as long as one batch lasts.
struct CodeNotes {
    private var notes: [Int32]
    private var rare: [Int32: Int32] = [:]

    /// Larger dictionaries would cost more to lay out than the codes of a batch cost to look up.
    private static let largest = 1 << 18

    init(_ dictionary: TextDictionary) {
        notes =
            dictionary.count <= Self.largest ? Array(repeating: -1, count: dictionary.count) : []
    }

    /// −1 where nothing is known yet.
    subscript(code: Int32) -> Int32 {
        get { notes.isEmpty ? rare[code] ?? -1 : notes[Int(code)] }
        set { if notes.isEmpty { rare[code] = newValue } else { notes[Int(code)] = newValue } }
    }
}

/// A rule that each row keeps or breaks by itself: not_null, accepted_values, range.
struct CellRule: Sendable {
    enum Requirement: Sendable {
        case present
        case oneOf(Set<CellValue>)
        case within(least: CellValue?, most: CellValue?)
    }

    /// The check's place in the settings' list.
    let check: Int
    let requirements: [(field: String, requirement: Requirement)]
    private(set) var failing = FailingRows()

    init?(_ rule: DataCheck.Rule, check: Int) {
        switch rule {
        case .notNull(let fields):
            requirements = fields.map { ($0, .present) }
        case .acceptedValues(let fields):
            requirements = fields.map { ($0.field, .oneOf(Set($0.values))) }
        case .range(let ranges):
            requirements = ranges.map { ($0.field, .within(least: $0.least, most: $0.most)) }
        default:
            return nil
        }
        self.check = check
    }

    var fields: [String] { requirements.map(\.field) }

    mutating func consume(_ batch: TableBatch, _ dictionaries: [String: TextDictionary]) {
        var isBroken = [Bool](repeating: false, count: batch.rowCount)
        var hasBroken = false
        for (name, requirement) in requirements {
            let field = BatchField(name, batch, dictionaries)
            if mark(field, requirement, &isBroken) { hasBroken = true }
        }
        if !hasBroken { return }
        let fields = fields.map { BatchField($0, batch, dictionaries) }
        for row in isBroken.indices where isBroken[row] {
            failing.add(path: batch.path, line: batch.lines[row]) {
                fields.map { "\($0.name) \($0.text(row).map(shown) ?? "is missing")" }
                    .joined(separator: ", ")
            }
        }
    }

    mutating func merge(_ other: CellRule) { failing.merge(other.failing) }

    /// Marks the rows whose cell breaks the requirement; whether there is one.
    private func mark(
        _ field: BatchField, _ requirement: Requirement, _ isBroken: inout [Bool]
    ) -> Bool {
        switch requirement {
        case .present: markMissing(field, &isBroken)
        case .oneOf(let values): markUnknown(field, values, &isBroken)
        case .within(let least, let most): markOutside(field, least, most, &isBroken)
        }
    }

    private func markMissing(_ field: BatchField, _ isBroken: inout [Bool]) -> Bool {
        var hasBroken = false
        for row in isBroken.indices {
            let isMissing =
                switch field.column {
                case .text(let codes)?: codes[row] == 0
                case .dates(let days)?: days[row] == TableBatch.Column.missingDay
                case .numbers(let numbers)?: numbers.significands[row] == DecimalColumn.missing
                case nil: true
                }
            if isMissing {
                isBroken[row] = true
                hasBroken = true
            }
        }
        return hasBroken
    }

    private func markUnknown(
        _ field: BatchField, _ values: Set<CellValue>, _ isBroken: inout [Bool]
    ) -> Bool {
        var hasBroken = false
        func mark(_ row: Int) {
            isBroken[row] = true
            hasBroken = true
        }
        switch field.column {
        case .text(let codes)?:
            guard let dictionary = field.dictionary else { break }
            var notes = CodeNotes(dictionary)
            for row in isBroken.indices where codes[row] != 0 {
                var note = notes[codes[row]]
                if note < 0 {
                    note = values.contains(.text(dictionary[codes[row]])) ? 1 : 0
                    notes[codes[row]] = note
                }
                if note == 0 { mark(row) }
            }
        case .dates(let days)?:
            for row in isBroken.indices where days[row] != TableBatch.Column.missingDay {
                if !values.contains(.day(Day(number: days[row]))) { mark(row) }
            }
        case .numbers(let numbers)?:
            for row in isBroken.indices {
                if let number = numbers[row], !values.contains(.number(number)) { mark(row) }
            }
        case nil:
            break
        }
        return hasBroken
    }

    private func markOutside(
        _ field: BatchField, _ least: CellValue?, _ most: CellValue?, _ isBroken: inout [Bool]
    ) -> Bool {
        var hasBroken = false
        switch field.column {
        case .dates(let days)?:
            let low = least?.day?.number ?? .min
            let high = most?.day?.number ?? .max
            for row in isBroken.indices where days[row] != TableBatch.Column.missingDay {
                if days[row] < low || days[row] > high {
                    isBroken[row] = true
                    hasBroken = true
                }
            }
        case .numbers(let numbers)?:
            // At the scale of the column a comparison is one of integers.
            let low = least?.number?.lifted(to: numbers.scale)
            let high = most?.number?.lifted(to: numbers.scale)
            for row in isBroken.indices {
                guard let number = numbers[row] else { continue }
                if low.map({ number < $0 }) ?? false || high.map({ number > $0 }) ?? false {
                    isBroken[row] = true
                    hasBroken = true
                }
            }
        case .text?, nil:
            break
        }
        return hasBroken
    }
}

extension CellValue {
    fileprivate var day: Day? { if case .day(let day) = self { day } else { nil } }
    fileprivate var number: ExactDecimal? {
        if case .number(let number) = self { number } else { nil }
    }
}

extension ExactDecimal {
    /// The same value with more zeros at its end, if there is room for them.
    fileprivate func lifted(to scale: Int) -> ExactDecimal {
        let zeros = scale - self.scale
        guard (0...38).contains(zeros) else { return self }
        let (product, overflow) = significand.multipliedReportingOverflow(
            by: Self.powerOfTen(zeros))
        return overflow ? self : ExactDecimal(product, scale: scale, isRounded: isRounded)
    }
}

/// A cell's text for a message: not too long.
func shown(_ text: String) -> String {
    text.unicodeScalars.count <= 60
        ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(50))) + "…"
}
