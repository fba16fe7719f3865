import ReportModel

extension PassPlan {
    /// The cubes of all requests; codes back to texts, and these in order.
    consuming func cubes(_ dictionaries: [String: TextDictionary]) -> [CubeRequest: Cube] {
        let keys = combinations.map { OrderedKeys($0, dictionaries) }
        var known: [Int: (texts: [[String]], cells: Cube.Cells, slots: [Int32])] = [:]
        var cubes: [CubeRequest: Cube] = [:]
        for answer in answers {
            let lane = lanes[answer.lane]
            if known[answer.lane] == nil {
                let (texts, slots) = keys[lane.key.combination].rows(with: lane.usedSlots)
                if case .sums(let block) = lane.cells {
                    // In the order in which rows are asked for.
                    known[answer.lane] = (
                        texts, .sums(block.ordered(slots)), (0..<Int32(slots.count)).map { $0 }
                    )
                } else {
                    known[answer.lane] = (texts, lane.cells, slots)
                }
                lanes[answer.lane] = Lane(lane.key)
            }
            guard let (texts, cells, slots) = known[answer.lane] else { continue }
            var cube = Cube(
                request: answer.request, cells: cells, layout: layout, texts: texts, slots: slots)
            let stratum = strata[lane.key.stratum]
            cube.coverage = placements[stratum.placement].coverage
            cube.unplaced = stratum.unplaced
            cube.appliesMappedFilter = answer.appliesMappedFilter
            if cubes[answer.request] == nil { cubes[answer.request] = cube }
        }
        return cubes
    }
}

/// The slots of a combination in the order of their texts.
private struct OrderedKeys {
    var texts: [[String]]
    var slots: [Int32]

    init(_ combination: Combination, _ dictionaries: [String: TextDictionary]) {
        let parts = combination.paths.count
        if parts == 0 {
            texts = []
            slots = [0]
            return
        }
        if parts == 1 {
            let ordered = (0..<Int32(combination.count))
                .map { (text: combination.texts($0, dictionaries)[0], slot: $0) }
                .sorted { $0.text < $1.text }
            texts = [ordered.map(\.text)]
            slots = ordered.map(\.slot)
            return
        }
        let ordered = (0..<Int32(combination.count))
            .map { (texts: combination.texts($0, dictionaries), slot: $0) }
            .sorted { $0.texts.lexicographicallyPrecedes($1.texts) }
        texts = (0..<parts).map { part in ordered.map { $0.texts[part] } }
        slots = ordered.map(\.slot)
    }

    /// Those in which a row of the table counted.
    func rows(with isUsed: [Bool]) -> (texts: [[String]], slots: [Int32]) {
        func used(_ row: Int) -> Bool {
            Int(slots[row]) < isUsed.count && isUsed[Int(slots[row])]
        }
        if slots.indices.allSatisfy(used) { return (texts, slots) }
        let kept = slots.indices.filter(used)
        return (texts.map { texts in kept.map { texts[$0] } }, kept.map { slots[$0] })
    }
}

extension Lane {
    var cells: Cube.Cells {
        switch key.kind {
        case .sum: .sums(sums)
        case .presence: .presence(presence)
        case .values: .values(values)
        }
    }

    /// By slot whether a row of the table counted in it.
    var usedSlots: [Bool] {
        switch key.kind {
        case .sum: sums.usedSlots
        case .presence: presence.usedSlots
        case .values: values.usedSlots
        }
    }
}
