/// The codes of the scenarios with a swatch each, where more than one is drawn.
struct ScenarioKey {
    let series: [ChartSeries]

    private static let swatch = (width: 11.0, height: 8.0)
    private static let gap = 5.0
    private static let style = TextStyle.smallMuted

    init(_ series: [ChartSeries]) {
        self.series = series.count > 1 ? series : []
    }

    var isEmpty: Bool { series.isEmpty }

    /// The width of the widest code with its swatch.
    var width: Double {
        series.map { Self.swatch.width + Self.gap + Self.style.width(singleLine($0.name)) }.max()
            ?? 0
    }

    /// Draws the codes in a column, each as near to its height as can be.
    func draw(
        into sketch: inout Sketch, heights: [Double], within bounds: ClosedRange<Double>,
        width: Double
    ) {
        let places = spread(heights, apart: 14, within: bounds)
        for (one, place) in zip(series, places) {
            if let place { draw(one, into: &sketch, left: 0, middle: place, width: width) }
        }
    }

    /// Draws the codes in a row from a place on, further left where it would not end in time.
    func drawRow(into sketch: inout Sketch, left: Double, right: Double, middle: Double) {
        let widths = series.map {
            Self.swatch.width + Self.gap + Self.style.width(singleLine($0.name))
        }
        let whole = widths.reduce(0) { $0 + $1 + 12 }
        var left = max(0, min(left, right - whole))
        for (one, own) in zip(series, widths) {
            guard left + min(own, 40) <= right else { return }
            draw(one, into: &sketch, left: left, middle: middle, width: right - left)
            left += own + 12
        }
    }

    private func draw(
        _ one: ChartSeries, into sketch: inout Sketch, left: Double, middle: Double, width: Double
    ) {
        let box = Box(
            left: left, top: middle - Self.swatch.height / 2, right: left + Self.swatch.width,
            bottom: middle + Self.swatch.height / 2)
        sketch.add(box, one.scenario)
        sketch.add(
            ChartText(
                one.name, within: width - Self.swatch.width - Self.gap,
                x: left + Self.swatch.width + Self.gap, baseline: middle + 3.8, style: Self.style))
    }
}
