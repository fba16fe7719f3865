import ReportModel

/// The values of a field that must be those of another table, with the rows that have them.
struct UsedValues: Sendable {
    struct Use: Sendable {
        var count = 0
        /// The last of ten: rows after it need not be looked at more closely.
        var tenth: RowPlace?
        /// The first ten, in order of files and lines.
        var first: [RowPlace] = []
    }

    /// The check's place in the settings' list.
    let check: Int
    let reference: DataCheck.Reference
    private(set) var used = 0
    private var slots: [String: Int32] = [:]
    private var uses: [Use] = []

    init(_ reference: DataCheck.Reference, check: Int) {
        self.reference = reference
        self.check = check
    }

    mutating func consume(
        _ batch: TableBatch, _ dictionaries: [String: TextDictionary], file: Int32,
        _ files: FileNumbers
    ) {
        let field = BatchField(reference.field, batch, dictionaries)
        if case .text(let codes)? = field.column, let dictionary = field.dictionary {
            var notes = CodeNotes(dictionary)
            for row in 0..<batch.rowCount where codes[row] != 0 {
                var slot = notes[codes[row]]
                if slot < 0 {
                    slot = self.slot(of: dictionary[codes[row]])
                    notes[codes[row]] = slot
                }
                add(RowPlace(file: file, line: batch.lines[row]), to: slot, files)
            }
            return
        }
        for row in 0..<batch.rowCount {
            guard let text = field.text(row) else { continue }
            add(RowPlace(file: file, line: batch.lines[row]), to: slot(of: text), files)
        }
    }

    /// - Parameter map: the number here of each file of the other.
    mutating func merge(_ other: UsedValues, files map: [Int32], _ files: FileNumbers) {
        used += other.used
        for (text, index) in other.slots {
            let use = other.uses[Int(index)]
            let slot = Int(slot(of: text))
            uses[slot].count += use.count
            for place in use.first {
                uses[slot].insert(RowPlace(file: map[Int(place.file)], line: place.line), files)
            }
        }
    }

    /// The rows whose value is not among those of the other table.
    func missing(from values: Set<String>, _ files: FileNumbers) -> FailingRows {
        var failing = FailingRows()
        for (text, slot) in slots where !values.contains(text) {
            let use = uses[Int(slot)]
            failing.add(count: use.count)
            for place in use.first {
                failing.insert(
                    FailingRow(
                        path: files.paths[Int(place.file)], line: place.line,
                        text: "\(reference.field) \(shown(text))"))
            }
        }
        return failing
    }

    private mutating func slot(of text: String) -> Int32 {
        if let slot = slots[text] { return slot }
        let slot = Int32(uses.count)
        slots[text] = slot
        uses.append(Use())
        return slot
    }

    private mutating func add(_ place: RowPlace, to slot: Int32, _ files: FileNumbers) {
        used += 1
        uses[Int(slot)].count += 1
        uses[Int(slot)].insert(place, files)
    }
}

extension UsedValues.Use {
    @inline(__always)
    mutating func insert(_ place: RowPlace, _ files: FileNumbers) {
        if let tenth, !place.precedes(tenth, files) { return }
        insertAmongFirst(place, files)
    }

    private mutating func insertAmongFirst(_ place: RowPlace, _ files: FileNumbers) {
        first.insert(place, at: first.firstIndex { place.precedes($0, files) } ?? first.count)
        if first.count > FailingRows.shown { first.removeLast() }
        if first.count == FailingRows.shown { tenth = first.last }
    }
}

/// The values of a field that other tables refer to.
struct OfferedValues: Sendable {
    let field: String
    private(set) var values: Set<String> = []

    init(field: String) { self.field = field }

    mutating func consume(_ batch: TableBatch, _ dictionaries: [String: TextDictionary]) {
        let field = BatchField(field, batch, dictionaries)
        if case .text(let codes)? = field.column, let dictionary = field.dictionary {
            var notes = CodeNotes(dictionary)
            for row in 0..<batch.rowCount where codes[row] != 0 && notes[codes[row]] < 0 {
                notes[codes[row]] = 1
                values.insert(dictionary[codes[row]])
            }
            return
        }
        for row in 0..<batch.rowCount {
            if let text = field.text(row) { values.insert(text) }
        }
    }

    mutating func merge(_ other: OfferedValues) { values.formUnion(other.values) }
}
