import Synchronization

/// The drawing of a chart as marks at their places; `text` of the result is the markup.
/// - Complexity: O(*n* · *m*) for *n* labels among *m* marks; both are few where labels are.
package func draw(_ chart: Chart) -> Drawing {
    let content = DrawnContent(chart.kind, width: chart.width, id: identifier(chart.idPrefix))
    return content.drawing(of: chart)
}

/// Column charts that are drawn once for the same data in the same size: a page and its sheet of the pack,
/// the accounts of one price. It gives what `draw` gives.
package final class DrawingMemory: Sendable {
    private struct Key: Hashable {
        let columns: ColumnChart
        let width: Double

        /// Of the numbers alone, by which most charts differ.
        func hash(into hasher: inout Hasher) {
            hasher.combine(width)
            for series in columns.series {
                for datum in series.data { hasher.combine(datum.value) }
            }
        }
    }

    /// How many are kept, for room; then it begins anew.
    private static let most = 512

    private let known = Mutex<[Key: DrawnContent]>([:])

    package init() {}

    /// The drawing of a chart.
    package func draw(_ chart: Chart) -> Drawing {
        guard case .column(let columns) = chart.kind, columns.isToldByItsTexts else {
            return ChartDrawing.draw(chart)
        }
        let key = Key(columns: columns, width: chart.width)
        if let content = known.withLock({ $0[key] }) { return content.drawing(of: chart) }
        var content = DrawnContent(chart.kind, width: chart.width, id: identifier(chart.idPrefix))
        // The pattern of a hatched mark is found by the id of its drawing.
        if !content.marks.contains(where: \.isHatched) {
            content.keepMarkup()
            known.withLock { known in
                if known.count >= Self.most { known = [:] }
                known[key] = content
            }
        }
        return content.drawing(of: chart)
    }
}

extension ColumnChart {
    /// Whether an equal chart has the same bytes. Texts are equal to Swift when they are made of other
    /// characters for the same letters; below U+0300 there are no two ways to write one.
    fileprivate var isToldByItsTexts: Bool {
        func isPlain(_ text: String?) -> Bool {
            guard let text else { return true }
            let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
                var isPlain = true
                for byte in bytes { isPlain = byte < 0xCC && isPlain }
                return isPlain
            }
            return isPlain ?? false
        }
        func isPlain(_ datum: ChartDatum) -> Bool { isPlain(datum.text) && isPlain(datum.reason) }
        return isPlain(growth) && (scaleMark.map { isPlain($0) } ?? true)
            && categories.allSatisfy { isPlain($0.name) && isPlain($0.group) }
            && series.allSatisfy { isPlain($0.name) && $0.data.allSatisfy { isPlain($0) } }
            && variance.allSatisfy { isPlain($0.name) && $0.data.allSatisfy { isPlain($0) } }
    }
}

/// What follows from the data of a chart and its width.
private struct DrawnContent: Sendable {
    let width: Double
    let height: Double
    let marks: [Mark]
    private var markup: [UInt8]?

    /// - Parameter id: that of the drawing.
    init(_ kind: ChartKind, width: Double, id: String) {
        let wanted = width.isFinite ? min(max(width, 40), 2000) : 640
        let isSpark = if case .spark = kind { true } else { false }
        let sketch = kind.sketch(width: isSpark ? wanted : max(wanted, 200), id: id)
        self.width = sketch.width
        height = sketch.height
        marks = sketch.marks + sketch.texts.map(Mark.text)
    }

    mutating func keepMarkup() {
        var writer = MarkupWriter(capacity: marks.count * 80)
        Drawing(
            kind: "", width: width, height: height, title: "", description: "", id: "",
            marks: marks
        ).writeMarks(to: &writer)
        markup = writer.bytes
    }

    func drawing(of chart: Chart) -> Drawing {
        var drawing = Drawing(
            kind: chart.kind.name, width: width, height: height, title: singleLine(chart.title),
            description: singleLine(chart.description), id: identifier(chart.idPrefix),
            marks: marks)
        drawing.knownMarkup = markup
        return drawing
    }
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
