/// Where the columns of a calendar of what falls due stand.
struct CalendarLayout {
    /// How the names of the parts are told.
    enum Naming {
        /// Beside the last column.
        case direct
        /// In a list at the right, in the order of the stack.
        case list
        /// In rows above the columns.
        case head
        case none
    }

    /// One part of one column.
    struct Block {
        var part: Int
        var box: Box
    }

    let naming: Naming
    /// The parts that occur, from the bottom up.
    let parts: [Int]
    let band: BandScale
    let scale: LinearScale
    let axis: CategoryAxis
    /// Where the names at the right begin, and how wide they are.
    let nameStart: Double
    let nameWidth: Double
    /// The places of the names above the columns.
    let headPlaces: [Point]
    let plotTop: Double
    let plotBottom: Double
    /// The lines of the name of the counts and of the counts.
    let countNameBaseline: Double
    let countBaseline: Double
    let height: Double
    private let chart: CalendarChart

    static let swatch = (width: 13.0, height: 10.0)
    static let line = 16.0

    init(_ chart: CalendarChart, width: Double) {
        self.chart = chart
        let style = TextStyle.plain
        let count = chart.categories.count
        let occurring = chart.parts.indices.filter { part in
            chart.parts[part].data.prefix(count).contains { ($0.value ?? 0) != 0 }
        }
        parts = occurring
        let names = occurring.map { style.width(singleLine(chart.parts[$0].name)) }
        let widest = names.max() ?? 0
        let isNarrow = width < 420 || width - widest < Double(count) * 22
        let last = (0..<count).last { index in
            occurring.contains { chart.value($0, index) != 0 }
        }
        let isWhole = occurring.allSatisfy { part in
            last.map { chart.value(part, $0) != 0 } ?? false
        }
        let isDirect = isWhole && last == count - 1
        naming =
            occurring.isEmpty || widest == 0
            ? .none : isNarrow && !isDirect ? .head : isDirect ? .direct : .list
        let most = width * 0.3
        nameWidth = min(widest + (naming == .list ? Self.swatch.width + 6 : 0), most)
        let isBeside = naming == .direct || naming == .list
        let edge = isBeside ? width - nameWidth - 14 : width - 2

        let counts = !chart.counts.isEmpty
        let title = counts ? TextStyle.smallMuted.width(singleLine(chart.countName)) : 0
        let hasGutter = title > 0 && !isNarrow
        let left = hasGutter ? min(title, width * 0.2) + 9 : 2
        // Names beside the last column itself stand in what is left of its band.
        let reach = naming == .direct ? edge - left - 8 : 0
        let wide = reach / (Double(count) - 0.14)
        let slim = (reach - 36) / max(Double(count) - 0.5, 0.5)
        let step = wide * 0.72 > 72 ? slim : wide
        let right = naming == .direct ? left + step * Double(count) : edge
        band = BandScale(count: count, from: left, to: max(right, left + 20))
        nameStart = (naming == .direct ? edge : max(right, left + 20)) + 14

        var places: [Point] = []
        var pen = Point(0, 8)
        if naming == .head {
            for name in names {
                let room = min(name, width - 20) + Self.swatch.width + 6
                if pen.x > 0, pen.x + room > width { pen = Point(0, pen.y + Self.line) }
                places.append(pen)
                pen.x += room + 14
            }
        }
        headPlaces = places
        let sums = (0..<count).flatMap { index in
            let values = occurring.map { chart.value($0, index) }
            return [
                values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +),
            ]
        }
        let domain = valueDomain(sums, includesZero: true, shared: chart.sharedDomain)
        let plot = occurring.isEmpty ? 44 : min(max(width * 0.34, 140), 240)
        plotTop = 18 + (places.isEmpty ? 0 : pen.y + 10)
        plotBottom = plotTop + plot + (domain.lowerBound < 0 ? 15 : 0)
        scale = LinearScale(domain, from: plotTop + plot, to: plotTop)
        axis = CategoryAxis(categories: chart.categories, band: band, emphasizesLast: false)
        let foot = plotBottom + axis.height
        let isAlone = title > 0 && isNarrow
        countNameBaseline = foot + 12
        countBaseline = foot + (isAlone ? 27 : 12)
        height = counts && count > 0 ? countBaseline + 4 : foot
    }

    /// The parts of a column: positive ones up from zero, negative ones down, a little apart.
    func blocks(at index: Int) -> [Block] {
        var up = 0.0
        var down = 0.0
        let half = min(band.step * 0.72, 72) / 2
        return parts.compactMap { part in
            let value = chart.value(part, index)
            guard value != 0 else { return nil }
            let from = value > 0 ? up : down
            if value > 0 { up += value } else { down += value }
            let x = band.center(index)
            var box = Box(
                left: x - half, top: scale(from), right: x + half, bottom: scale(from + value))
            if box.height < 1 { box.top = box.bottom - 1 }
            if box.height > 3 { if value > 0 { box.top += 1 } else { box.bottom -= 1 } }
            return Block(part: part, box: box)
        }
    }
}

extension CalendarChart {
    /// The size of a part in a period; zero where it has none.
    fileprivate func value(_ part: Int, _ index: Int) -> Double {
        guard index < parts[part].data.count else { return 0 }
        return parts[part].data[index].value ?? 0
    }
}
