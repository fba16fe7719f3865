/// The drawing of a chart as marks at their places; `text` of the result is the markup.
/// - Complexity: O(*n* · *m*) for *n* labels among *m* marks; both are few where labels are.
package func draw(_ chart: Chart) -> Drawing {
    let width = chart.width.isFinite ? min(max(chart.width, 40), 2000) : 640
    let id = identifier(chart.idPrefix)
    let isSpark = if case .spark = chart.kind { true } else { false }
    let sketch = chart.kind.sketch(width: isSpark ? width : max(width, 200), id: id)
    return Drawing(
        kind: chart.kind.name, width: sketch.width, height: sketch.height,
        title: singleLine(chart.title), description: singleLine(chart.description), id: id,
        marks: sketch.marks + sketch.texts.map(Mark.text))
}

extension ChartKind {
    /// The marks and texts of the kind at a width.
    func sketch(width: Double, id: String) -> Sketch {
        switch self {
        case .column(let chart): chart.sketch(width: width, id: id)
        case .stacked(let chart): chart.sketch(width: width, id: id)
        case .bar(let chart): chart.sketch(width: width, id: id)
        case .line(let chart): chart.sketch(width: width, id: id)
        case .waterfall(let chart): chart.sketch(width: width, id: id)
        case .heatmap(let chart): chart.sketch(width: width, id: id)
        case .funnel(let chart): chart.sketch(width: width, id: id)
        case .bullet(let chart): chart.sketch(width: width, id: id)
        case .spark(let chart): chart.sketch(width: width, id: id)
        case .scatter(let chart): chart.sketch(width: width, id: id)
        case .pareto(let chart): chart.sketch(width: width, id: id)
        case .slope(let chart): chart.sketch(width: width, id: id)
        case .histogram(let chart): chart.sketch(width: width, id: id)
        case .calendar(let chart): chart.sketch(width: width, id: id)
        case .panels(let chart): chart.sketch(width: width, id: id)
        }
    }
}

/// A text as an id that needs no quoting anywhere: other characters become their code points.
private func identifier(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
        48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 45
    }
    if isPlain, let first = text.utf8.first, first >= 65 { return text }
    var id = ""
    for scalar in text.unicodeScalars {
        let isPlain =
            scalar.isASCII
            && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar == "-")
        id += isPlain ? String(scalar) : "_" + String(scalar.value, radix: 16)
    }
    return id.first?.isLetter == true ? id : "c" + id
}
