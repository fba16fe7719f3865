/// The labels beneath columns and lines: names, and under them what they belong to.
struct CategoryAxis {
    let categories: [ChartCategory]
    let band: BandScale
    /// Whether the last label is bold, as for the latest period.
    var emphasizesLast = true

    /// The room beneath the plot.
    var height: Double { namesHeight + (categories.contains { !$0.flags.isEmpty } ? 19 : 0) }

    private var namesHeight: Double {
        if categories.isEmpty { return 8 }
        return categories.contains { $0.group?.isEmpty == false } ? 34 : 21
    }

    /// How many bands a label may take so that names can be read.
    private var stride: Int {
        let widest = categories.indices.map { style($0).width(singleLine(categories[$0].name)) }
        let wanted = min(widest.max() ?? 0, 56) + 3
        guard band.step > 0 else { return 1 }
        let every = max(1, Int((wanted / band.step).rounded(.up)))
        // A small drawing says where its axis begins and ends, no more.
        let isSmall = band.step * Double(categories.count) < 180
        return isSmall && every > 2 ? categories.count : every
    }

    /// The categories with a label: the first, and each so many counted back from the last.
    private func shown(every: Int) -> [Int] {
        let last = categories.count - 1
        return categories.indices.filter {
            $0 == 0 || $0 == last || ((last - $0) % every == 0 && $0 >= every)
        }
    }

    /// Sets the labels beneath a line: the last and the first stay when room is short.
    func draw(into sketch: inout Sketch, below y: Double) {
        let every = stride
        let last = categories.count - 1
        let shown = shown(every: every)
        let order = shown.sorted { (rank($0, last: last), $0) < (rank($1, last: last), $1) }
        // Of two labels neither takes all the room.
        let share = min(every, (categories.count + 1) / 2)
        var placed: Set<Int> = []
        for index in order where sketch.place([label(index, every: share, below: y)]) {
            placed.insert(index)
        }
        var group: String?
        for index in shown where placed.contains(index) {
            guard let own = categories[index].group, !own.isEmpty, own != group else { continue }
            group = own
            let text = ChartText(
                own, within: max(band.step * Double(every), 48), x: band.center(index),
                baseline: y + 29, anchor: .middle, style: .smallMuted)
            sketch.place([text])
        }
        drawFlags(into: &sketch, middle: y + namesHeight + 8)
    }

    /// The numbers of the remarks beneath their categories; those too near to each other share a
    /// flag.
    private func drawFlags(into sketch: inout Sketch, middle y: Double) {
        var flags: [(numbers: [Int], x: Double)] = []
        for (index, category) in categories.enumerated() where !category.flags.isEmpty {
            let x = band.center(index)
            let own = Self.flagBox(category.flags, x, y)
            if let last = flags.last, Self.flagBox(last.numbers, last.x, y).right + 2 > own.left {
                flags[flags.count - 1] = (last.numbers + category.flags, (last.x + x) / 2)
            } else {
                flags.append((category.flags, x))
            }
        }
        for (numbers, x) in flags {
            let frame = Box(left: 0, top: 0, right: sketch.width, bottom: sketch.height)
            let box = Self.flagBox(numbers, x, y).movedSideways(into: frame)
            sketch.add(box, "c-flag")
            sketch.add(
                ChartText(
                    Self.flagText(numbers), within: box.width, x: box.middle.x, baseline: y + 3.8,
                    anchor: .middle, style: Self.flagStyle))
        }
    }

    private static let flagStyle = TextStyle(size: 10.5, isBold: true, role: "c-on-dark")

    /// `3`, or `3–5` where several numbers in a row share a flag.
    private static func flagText(_ numbers: [Int]) -> String {
        guard let first = numbers.first, let last = numbers.last, first != last else {
            return numbers.first.map(String.init) ?? ""
        }
        return "\(first)–\(last)"
    }

    private static func flagBox(_ numbers: [Int], _ x: Double, _ y: Double) -> Box {
        let half = max(flagStyle.width(flagText(numbers)) / 2 + 3, 7.5)
        return Box(left: x - half, top: y - 7.5, right: x + half, bottom: y + 7.5)
    }

    private func rank(_ index: Int, last: Int) -> Int {
        index == last ? 0 : index == 0 ? 1 : 2
    }

    private func style(_ index: Int) -> TextStyle {
        let isLast = emphasizesLast && index == categories.count - 1
        return categories[index].isEmphasized || isLast ? .strong : .muted
    }

    private func label(_ index: Int, every: Int, below y: Double) -> ChartText {
        ChartText(
            categories[index].name, within: band.step * Double(every) - 3, x: band.center(index),
            baseline: y + 15, anchor: .middle, style: style(index))
    }
}
