/// Where the lines of a chart run.
struct LineLayout {
    let series: [ChartSeries]
    let band: BandScale
    /// The place of a value, or of its logarithm.
    let scale: LinearScale
    private let isLogarithmic: Bool
    /// The room for the labels at the ends.
    let endWidth: Double
    /// How far apart the labels at the ends are at least.
    let endHeight: Double
    let plotTop: Double
    let plotBottom: Double
    let height: Double
    /// Which shade a series has among those of its scenario; nil where it is alone.
    let shades: [Int?]
    let mark: ScaleMark
    private let ends: [(name: String, value: String)]

    init(_ chart: LineChart, width: Double) {
        series = chart.series
        ends =
            chart.series.map { Self.end($0, of: chart) }
            + chart.bands.map { (singleLine($0.name), "") }
        let style = TextStyle.strong
        let most = width * 0.35
        let lines = ends.map { Self.lines($0, within: most) }
        endWidth = min(lines.flatMap { $0 }.map { style.width($0) }.max() ?? 0, most)
        endHeight = lines.contains { $0.count > 1 } ? 28 : 14
        // Half a band more than there is room for, so that the last point stands by its label.
        let half = 0.5 / Double(max(chart.categories.count, 1))
        let lastPoint = max(width - endWidth - 10, 40)
        let bandEnd = (lastPoint - 2 * half) / (1 - half)
        mark = ScaleMark(datum: chart.isLogarithmic ? nil : chart.scaleMark)
        band = BandScale(
            count: chart.categories.count, from: 2 + mark.width, to: min(bandEnd, width))
        isLogarithmic = chart.isLogarithmic
        let level = { Self.level($0, isLogarithmic: chart.isLogarithmic) }
        let bounds = chart.bands.flatMap { $0.bounds.prefix(chart.categories.count) }
            .compactMap { $0 }.flatMap { [$0.lowerBound, $0.upperBound] }
        let values =
            chart.series.flatMap { $0.data.prefix(chart.categories.count) }
            .compactMap(\.value) + bounds
        let domain = valueDomain(
            isLogarithmic ? values.compactMap { level($0) } : values,
            includesZero: !isLogarithmic && (chart.includesZero || chart.isFilled),
            shared: isLogarithmic ? chart.sharedDomain.flatMap(Self.levels) : chart.sharedDomain)
        let plot =
            values.isEmpty
            ? 44
            : plotHeight(width, part: 0.36, within: 140...250, shared: chart.sharedDomain)
        plotTop = 20
        // Room for a label beneath the lowest point.
        plotBottom = plotTop + plot + 16
        scale = LinearScale(
            chart.sharedDomain == nil ? niceDomain(domain, count: 5) : domain, from: plotTop + plot,
            to: plotTop)
        height = plotBottom + CategoryAxis(categories: chart.categories, band: band).height
        shades = chart.series.indices.map { index in
            let alike = chart.series.indices.filter {
                chart.series[$0].scenario == chart.series[index].scenario
            }
            guard alike.count > 1 else { return nil }
            return (alike.firstIndex(of: index) ?? 0) % lineSteps.count
        }
    }

    /// The name of a series at its end and its last value, in two lines where one is too short; the
    /// name is shortened where it must be, the value never.
    func endLabel(_ index: Int) -> [String] { Self.lines(ends[index], within: endWidth + 0.01) }

    private static func lines(_ end: (name: String, value: String), within width: Double)
        -> [String]
    {
        let style = TextStyle.strong
        if end.name.isEmpty { return [end.value] }
        if end.value.isEmpty { return inTwoLines(end.name, to: width, style) }
        let value = " " + end.value
        if style.width(end.name + value) <= width { return [isolated(end.name) + value] }
        var lines = inTwoLines(end.name, to: width, style)
        let last = lines.removeLast()
        let room = width - style.width(value)
        if lines.isEmpty, style.width(last) <= width { return [last, end.value] }
        let cut = shortened(last, to: room, size: style.size, bold: true)
        return lines + [cut.isEmpty ? end.value : isolated(cut) + value]
    }

    /// The name of a series and its last value; the value alone where there is one series.
    private static func end(_ series: ChartSeries, of chart: LineChart)
        -> (name: String, value: String)
    {
        let data = series.data.prefix(chart.categories.count)
        let value = singleLine(data.last { $0.value != nil }?.text ?? "")
        let isAlone = chart.series.count == 1 && !value.isEmpty
        return (isAlone ? "" : singleLine(series.name), value)
    }

    /// The points of a series by category; nil where it is undefined.
    func points(_ series: ChartSeries) -> [Point?] {
        (0..<band.count).map { index in
            guard index < series.data.count, let value = series.data[index].value,
                let y = y(value)
            else { return nil }
            return Point(band.center(index), y)
        }
    }

    /// The height of a value; nil where it has no logarithm on a scale of them.
    func y(_ value: Double) -> Double? {
        Self.level(value, isLogarithmic: isLogarithmic).map { scale($0) }
    }

    /// Where zero is, unless the scale leaves it out.
    var zero: Double? {
        !isLogarithmic && scale.domain.contains(0) ? scale(0) : nil
    }

    private static func level(_ value: Double, isLogarithmic: Bool) -> Double? {
        if !isLogarithmic { return value }
        return value > 0 ? binaryLogarithm(value) : nil
    }

    private static func levels(_ domain: ClosedRange<Double>) -> ClosedRange<Double>? {
        guard domain.lowerBound > 0 else { return nil }
        return binaryLogarithm(domain.lowerBound)...binaryLogarithm(domain.upperBound)
    }

    /// The first category whose value is a forecast after an actual.
    var boundary: Int? {
        guard let forecast = series.first(where: { $0.scenario == .forecast }),
            let actual = series.first(where: { $0.scenario == .actual }),
            let last = actual.data.prefix(band.count).lastIndex(where: { $0.value != nil }),
            last + 1 < min(band.count, forecast.data.count), forecast.data[last + 1].value != nil
        else { return nil }
        return last + 1
    }

    /// The outlines of a band, one for each stretch without gaps.
    func outlines(_ bounds: [ClosedRange<Double>?]) -> [[Point]] {
        let rows = bounds.prefix(band.count).enumerated().map {
            index, bound -> (low: Point, high: Point)? in
            guard let bound, let low = y(bound.lowerBound), let high = y(bound.upperBound) else {
                return nil
            }
            let x = band.center(index)
            return (Point(x, low), Point(x, high))
        }
        return rows.split { $0 == nil }.map { stretch in
            let known = stretch.compactMap { $0 }
            return known.map(\.high) + known.reversed().map(\.low)
        }
    }

    /// The classes of a line or marker of a series: its scenario, and its shade.
    func classes(_ index: Int, _ letter: String) -> String {
        let own = series[index].scenario.lineClass.dropFirst(1)
        return letter + own + (shades[index].map { " \(letter)-\($0)" } ?? "")
    }
}

/// The stretches of a row of points between its gaps.
func stretches(_ points: [Point?]) -> [[Point]] {
    points.split { $0 == nil }.map { $0.compactMap { $0 } }
}
