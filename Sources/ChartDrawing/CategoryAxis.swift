/// The labels beneath columns and lines: names, and under them what they belong to.
struct CategoryAxis {
    let categories: [ChartCategory]
    let band: BandScale
    /// Whether the last label is bold, as for the latest period.
    var emphasizesLast = true

    /// The room beneath the plot.
    var height: Double {
        if categories.isEmpty { return 8 }
        return categories.contains { $0.group?.isEmpty == false } ? 34 : 21
    }

    /// How many bands a label may take so that names can be read.
    private var stride: Int {
        let widest = categories.indices.map { style($0).width(singleLine(categories[$0].name)) }
        let wanted = min(widest.max() ?? 0, 56) + 3
        guard band.step > 0 else { return 1 }
        return max(1, Int((wanted / band.step).rounded(.up)))
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
        var placed: Set<Int> = []
        for index in order where sketch.place([label(index, every: every, below: y)]) {
            placed.insert(index)
        }
        var group: String?
        for index in shown where placed.contains(index) {
            guard let own = categories[index].group, !own.isEmpty, own != group else { continue }
            group = own
            let text = ChartText(
                own, within: max(band.step * Double(every), 40), x: band.center(index),
                baseline: y + 29, anchor: .middle, style: .smallMuted)
            sketch.place([text])
        }
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
