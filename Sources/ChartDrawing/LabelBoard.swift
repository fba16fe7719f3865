/// Where labels may still go: it knows the frame, the marks and the labels already placed.
struct LabelBoard {
    let frame: Box
    private var taken: [Box] = []
    private var marks: [Box] = []
    private var strokes: [Segment] = []

    init(frame: Box) {
        self.frame = frame
    }

    /// Keeps labels off a mark.
    mutating func keepOff(_ mark: Box) { marks.append(mark) }

    /// Keeps labels off a stroke.
    mutating func keepOff(_ stroke: Segment) { strokes.append(stroke) }

    /// Keeps labels off all that another board keeps them off, moved by a distance.
    mutating func keepOff(_ other: LabelBoard, at place: Point) {
        marks += other.marks.map { $0.moved(by: place) }
        strokes += other.strokes.map {
            Segment(from: $0.from.moved(by: place), to: $0.to.moved(by: place))
        }
        taken += other.taken.map { $0.moved(by: place) }
    }

    /// Marks the room of a text as taken.
    mutating func take(_ text: ChartText) { taken.append(text.box) }

    /// Whether a text lies in the frame and clear of labels, and of marks unless it stands on one.
    func isFree(_ text: ChartText, onMarks: Bool = false) -> Bool {
        let box = text.box
        let spaced = Box(
            left: box.left - 1.5, top: box.top - 0.2, right: box.right + 1.5,
            bottom: box.bottom + 0.2)
        guard frame.contains(box), !taken.contains(where: { $0.intersects(spaced) }) else {
            return false
        }
        if onMarks { return true }
        var ink = text.inkBox
        ink.left -= 0.75
        ink.right += 0.75
        return !marks.contains { $0.intersects(ink) } && !strokes.contains { $0.crosses(ink) }
    }
}

/// A label that looks for a place.
struct LabelRequest {
    /// The places it may have, best first.
    var candidates: [ChartText]
    /// Which labels are placed first; the least number wins.
    var rank: Int
}

/// The order in which labels of a row of values are kept: last, first, greatest, least, others;
/// of equal ones the later.
func labelRanks(_ values: [Double?]) -> [Int] {
    var ranks = [Int](repeating: 4, count: values.count)
    let known = values.indices.filter { values[$0] != nil }
    guard let first = known.first, let last = known.last else { return ranks }
    var greatest = first
    var least = first
    for index in known {
        if (values[index] ?? 0) >= (values[greatest] ?? 0) { greatest = index }
        if (values[index] ?? 0) <= (values[least] ?? 0) { least = index }
    }
    ranks[least] = 3
    ranks[greatest] = 2
    ranks[first] = 1
    ranks[last] = 0
    return ranks
}

/// Places for labels in a column or row: as near as can be to where they want to be, in their
/// order, a length apart, and within bounds; nil for those that there is no room for.
func spread(_ wanted: [Double], apart length: Double, within bounds: ClosedRange<Double>)
    -> [Double?]
{
    let span = bounds.upperBound - bounds.lowerBound
    let room = length > 0 ? Int(min(span / length, 10_000)) + 1 : wanted.count
    let order = wanted.indices.prefix(room).sorted {
        (wanted[$0], $0) < (wanted[$1], $1)
    }
    // Pools neighbours that would overlap at the middle of their wishes.
    var pools: [(sum: Double, count: Double)] = []
    for (position, index) in order.enumerated() {
        pools.append((wanted[index] - Double(position) * length, 1))
        while pools.count > 1 {
            let last = pools[pools.count - 1]
            let before = pools[pools.count - 2]
            guard last.sum / last.count < before.sum / before.count else { break }
            pools.removeLast(2)
            pools.append((before.sum + last.sum, before.count + last.count))
        }
    }
    var places = [Double?](repeating: nil, count: wanted.count)
    let highest = bounds.upperBound - Double(order.count - 1) * length
    var position = 0
    for pool in pools {
        let start = max(bounds.lowerBound, min(pool.sum / pool.count, highest))
        for _ in 0..<Int(pool.count) {
            places[order[position]] = start + Double(position) * length
            position += 1
        }
    }
    return places
}
