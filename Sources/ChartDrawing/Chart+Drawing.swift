/// The drawing of a chart as a tree of SVG elements; `text` of the result is the markup.
package func draw(_ chart: Chart) -> SVGElement {
    let width = chart.width.isFinite ? min(max(chart.width, 40), 2000) : 640
    let id = identifier(chart.idPrefix)
    let sketch: Sketch =
        switch chart.kind {
        case .column(let kind): kind.sketch(width: max(width, 200), id: id)
        case .stacked(let kind): kind.sketch(width: max(width, 200), id: id)
        case .bar(let kind): kind.sketch(width: max(width, 200), id: id)
        case .line(let kind): kind.sketch(width: max(width, 200), id: id)
        case .waterfall(let kind): kind.sketch(width: max(width, 200), id: id)
        case .heatmap(let kind): kind.sketch(width: max(width, 200), id: id)
        case .spark(let kind): kind.sketch(width: width, id: id)
        }
    return root(of: sketch, for: chart, id: id)
}

private func root(of sketch: Sketch, for chart: Chart, id: String) -> SVGElement {
    let width = svgNumber(sketch.width)
    let height = svgNumber(sketch.height)
    var root = SVGElement(
        "svg",
        [
            "xmlns": "http://www.w3.org/2000/svg", "class": "chart chart-\(chart.kind.name)",
            "viewBox": "0 0 \(width) \(height)", "width": width, "height": height,
        ])
    let title = singleLine(chart.title)
    let description = singleLine(chart.description)
    var children: [SVGElement] = []
    if title.isEmpty {
        root.set("aria-hidden", "true")
    } else {
        root.set("role", "img")
        root.set("aria-labelledby", description.isEmpty ? "\(id)-t" : "\(id)-t \(id)-d")
        children.append(SVGElement("title", ["id": "\(id)-t"], text: title))
        if !description.isEmpty {
            children.append(SVGElement("desc", ["id": "\(id)-d"], text: description))
        }
    }
    if sketch.usesHatch {
        children.append(SVGElement("defs", [:], [hatchPattern(id: "\(id)-hatch")]))
    }
    children += sketch.marks
    children += sketch.texts.map(\.element)
    root.children = children.map { .element($0) }
    return root
}

/// A text as an id that needs no quoting anywhere: other characters become their code points.
private func identifier(_ text: String) -> String {
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
