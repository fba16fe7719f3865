/// Where the columns of a histogram stand.
struct HistogramLayout {
    let band: BandScale
    let scale: LinearScale
    /// The lines of what lies beyond the last bin, and where they begin.
    let beyond: [String]
    let beyondStart: Double
    let plotTop: Double
    let plotBottom: Double
    let titleBaseline: Double
    let height: Double
    private let bins: [HistogramBin]
    private let spread: ValueAxis.Spread

    init(_ chart: HistogramChart, width: Double) {
        bins = chart.bins
        spread = chart.axis.spread
        let style = TextStyle.smallMuted
        let ticks = chart.axis.drawnTicks
        let first = ticks.first.map { style.width($0.text) / 2 } ?? 0
        let last = ticks.last.map { style.width($0.text) / 2 } ?? 0
        let left = min(max(first, 2), width * 0.1)
        let note = singleLine(chart.beyond)
        let lines =
            note.isEmpty || chart.bins.isEmpty
            ? [] : inTwoLines(note, to: max(width * 0.17, 56), style)
        let noteWidth = lines.map { style.width($0) }.max() ?? 0
        let margin = min(max(last, 2), width * 0.1)
        let right = lines.isEmpty ? width - margin : width - margin - noteWidth - 8
        beyond = lines
        beyondStart = width - noteWidth
        band = BandScale(count: chart.bins.count, from: left, to: max(right, left + 20))

        let counts = chart.bins.compactMap(\.count.value)
        let domain = valueDomain(counts, includesZero: true, shared: nil)
        let plot = counts.isEmpty ? 44 : min(max(width * 0.34, 120), 240)
        plotTop = (chart.median?.text.isEmpty == false ? 18 : 2) + 15
        plotBottom = plotTop + plot + (domain.lowerBound < 0 ? 15 : 0)
        scale = LinearScale(domain, from: plotTop + plot, to: plotTop)
        let hasTitle = !singleLine(chart.axis.title).isEmpty
        var bottom = plotBottom + (ticks.isEmpty && lines.isEmpty ? 2 : 17)
        titleBaseline = bottom + (ticks.isEmpty ? 13 : 15)
        if hasTitle { bottom = titleBaseline }
        height = max(bottom, plotBottom + 2 + Double(lines.count) * 15) + 5
    }

    /// Where zero is.
    var zero: Double { scale(0) }

    /// The box of a bin's column, a line of paper beside the next.
    func box(_ index: Int, _ value: Double) -> Box {
        let left = band.start + Double(index) * band.step
        let gap = band.step >= 4 ? 0.5 : band.step >= 2 ? 0.25 : 0
        var end = scale(value)
        if (end - zero).magnitude < 0.8 { end = value < 0 ? zero + 0.8 : zero - 0.8 }
        return Box(left: left + gap, top: end, right: left + band.step - gap, bottom: zero)
    }

    /// The place of a value among the bins; nil where it lies in none.
    func place(_ value: Double) -> Double? {
        // The last bin that doesn't begin beyond it.
        var low = 0
        var high = bins.count
        while low < high {
            let middle = (low + high) / 2
            if bins[middle].from <= value { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let bin = bins[low - 1]
        guard bin.from < bin.to, value <= bin.to, bin.from.isFinite, bin.to.isFinite else {
            return nil
        }
        let start = band.start + Double(low - 1) * band.step
        return ValueScale(
            [bin.from, bin.to], spread: bin.from > 0 ? spread : .linear, from: start,
            to: start + band.step
        ).place(value)
    }

    /// The bins whose columns a range along the axis touches.
    func bins(from left: Double, to right: Double) -> Range<Int> {
        guard band.step > 0, band.count > 0 else { return 0..<0 }
        func index(_ x: Double) -> Int {
            Int(min(max(((x - band.start) / band.step).rounded(.down), 0), Double(band.count - 1)))
        }
        return index(left)..<(index(right) + 1)
    }
}
