import ReportModel

/// The combinations of values that rows are cut by, each with a slot of its own.
///
/// A field of the row is its code; an attribute of what the row names is a number given to its text,
/// looked up once for each code.
struct Combination: Sendable {
    let paths: [DimensionPath]
    private var parts: [Part]
    /// Joins the parts before with the next one.
    private var pairs: [PairTable]

    fileprivate struct Part: Sendable {
        var path: DimensionPath
        /// Of an attribute: by code of the key the number of its text, or -1; and the texts.
        var numbers: [Int32] = []
        var texts = TextDictionary()
        /// Largest code of a field so far.
        var largest: Int32 = 0
    }

    init(_ paths: [DimensionPath]) {
        self.paths = paths
        parts = paths.map { Part(path: $0) }
        pairs = [PairTable](repeating: PairTable(), count: max(0, paths.count - 1))
    }

    /// Slots that there are so far.
    var count: Int {
        if let last = pairs.last { return last.count }
        guard let only = parts.first else { return 1 }
        if case .row = only.path { return Int(only.largest) + 1 }
        return only.texts.count
    }

    /// The slot of each row; empty where all rows have the only one.
    mutating func slots(_ rows: RowReader, _ entities: Entities) -> [Int32] {
        var slots: [Int32] = []
        for index in parts.indices {
            let values = parts[index].values(rows, entities)
            slots = index == 0 ? values : pairs[index - 1].numbers(of: slots, values)
        }
        return slots
    }

    /// The texts of a slot in the order of the paths.
    func texts(_ slot: Int32, _ dictionaries: [String: TextDictionary]) -> [String] {
        var texts: [String] = []
        var slot = slot
        for index in parts.indices.reversed() {
            var value = slot
            if index > 0 { (slot, value) = pairs[index - 1].pair(slot) }
            texts.append(parts[index].text(value, dictionaries))
        }
        return texts.reversed()
    }

    /// Takes the combinations of another part of the table in: the slot here of each slot there.
    mutating func adopt(_ other: Combination, codes: [String: [Int32]]) -> [Int32] {
        var slots: [Int32] = parts.isEmpty ? [0] : []
        for index in parts.indices {
            let values = parts[index].adopt(other.parts[index], codes: codes)
            if index == 0 {
                slots = values
                continue
            }
            slots = other.pairs[index - 1].pairs.indices.map { number in
                let (before, value) = other.pairs[index - 1].pair(Int32(number))
                return pairs[index - 1].number(of: slots[Int(before)], values[Int(value)])
            }
        }
        return slots
    }
}

extension Combination.Part {
    mutating func values(_ rows: RowReader, _ entities: Entities) -> [Int32] {
        let codes = rows.codes(of: path.rowField)
        if case .row = path {
            let last = (rows.dictionaries[path.rowField]?.count ?? 1) - 1
            if case .text? = rows.batch.columns[path.rowField] {
                largest = max(largest, Int32(last))
            }
            return codes
        }
        let known = rows.dictionaries[path.rowField]
        var found = [Int32](repeating: 0, count: codes.count)
        for row in codes.indices {
            let code = Int(codes[row])
            if code >= numbers.count {
                numbers += [Int32](
                    repeating: -1, count: max(code + 1, known?.count ?? 0) - numbers.count)
            }
            if numbers[code] < 0 {
                let key = known.map { $0[Int32(code)] } ?? ""
                numbers[code] = texts.encode(entities.value(path, key))
            }
            found[row] = numbers[code]
        }
        return found
    }

    func text(_ value: Int32, _ dictionaries: [String: TextDictionary]) -> String {
        guard case .row(let field) = path else { return texts[value] }
        return dictionaries[field].map { $0[value] } ?? ""
    }

    mutating func adopt(_ other: Combination.Part, codes: [String: [Int32]]) -> [Int32] {
        guard case .row(let field) = path else {
            return other.texts.texts.map { texts.encode($0) }
        }
        // A field that is no text has the code 0 in every row.
        let values = Array((codes[field] ?? [0]).prefix(Int(other.largest) + 1))
        largest = max(largest, values.max() ?? 0)
        return values
    }
}

extension RowReader {
    /// The codes of a field of texts; 0 in every row where it is none.
    func codes(of field: String) -> [Int32] {
        if case .text(let codes)? = batch.columns[field] { return codes }
        return [Int32](repeating: 0, count: batch.rowCount)
    }
}
