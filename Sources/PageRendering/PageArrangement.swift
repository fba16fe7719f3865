/// Puts cards in two columns without changing their order, with as little empty room as can be.
///
/// Two that follow each other may stand side by side, one beside the two around it, or one over the
/// full width. Every stretch between cards that are wide by nature is arranged as a whole.
func arranged(_ cards: [CardView]) -> [CardView] {
    var result = cards
    var start = 0
    for index in cards.indices where cards[index].isWide {
        arrange(start..<index, of: &result)
        start = index + 1
    }
    arrange(start..<cards.count, of: &result)
    return result
}

/// How the next cards stand.
private enum Arrangement {
    case wide
    case pair
    /// Three of which the one at the index is as high as the other two.
    case tall(Int)

    var count: Int {
        switch self {
        case .wide: 1
        case .pair: 2
        case .tall: 3
        }
    }
}

/// Arranges cards that follow each other and are not wide by nature.
private func arrange(_ places: Range<Int>, of cards: inout [CardView]) {
    let run = cards[places].map { (height: $0.height, wideCost: $0.wideCost) }
    // From the end: the least empty room for the cards from each index on.
    var best: [(cost: Double, arrangement: Arrangement)] = []
    for index in run.indices.reversed() {
        let heights = run[index...].prefix(3).map(\.height)
        var options: [(cost: Double, arrangement: Arrangement)] = [(run[index].wideCost, .wide)]
        if heights.count >= 2 { options.append((abs(heights[0] - heights[1]), .pair)) }
        if heights.count == 3 {
            options.append((abs(heights[0] - heights[1] - heights[2]) + 80, .tall(0)))
            options.append((abs(heights[1] - heights[0] - heights[2]) + 100, .tall(1)))
        }
        var least = options[0]
        for (number, option) in options.enumerated() {
            let next = index + option.arrangement.count
            let rest = next < run.count ? best[run.count - 1 - next].cost : 0
            if number == 0 || option.cost + rest < least.cost {
                least = (option.cost + rest, option.arrangement)
            }
        }
        best.append(least)
    }
    var index = 0
    while index < run.count {
        let arrangement = best[run.count - 1 - index].arrangement
        switch arrangement {
        case .wide: cards[places.lowerBound + index].isWide = true
        case .pair: break
        case .tall(let offset): cards[places.lowerBound + index + offset].isTall = true
        }
        index += arrangement.count
    }
}

extension CardView {
    /// What it costs to give it the full width: prose flows into two columns, a chart swells.
    fileprivate var wideCost: Double {
        switch content {
        case .prose(_, let characters): characters > 600 || height < 140 ? 60 : 180
        case .table(let form): form.sheet.sheet.columns.count > 6 ? 60 : 240
        case .chart, .tiles: 420
        }
    }
}
