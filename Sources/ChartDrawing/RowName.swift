/// The name at the left of a row: in one line or two, with a remark in small type beneath.
struct RowName {
    let name: String
    let detail: String
    let style: TextStyle
    /// How many lines the name may take: one or two.
    let most: Int

    static let line = 13.6
    private static let small = TextStyle.smallMuted

    init(_ name: String, detail: String = "", isEmphasized: Bool = false, most: Int = 2) {
        self.name = singleLine(name)
        self.detail = singleLine(detail)
        style = TextStyle(size: 11, isBold: isEmphasized)
        self.most = most
    }

    /// How wide it is in one line.
    var width: Double { max(style.width(name), Self.small.width(detail)) }

    /// The lines of the name at a width.
    func lines(within width: Double) -> [String] {
        if name.isEmpty { return [] }
        if most > 1 { return inTwoLines(name, to: width, style) }
        return [shortened(name, to: width, size: style.size, bold: style.isBold)]
    }

    /// How many lines it takes at a width, with its remark.
    func count(within width: Double) -> Int {
        lines(within: width).count + (detail.isEmpty ? 0 : 1)
    }

    /// Sets it around a height; what was cut is shown on pointing at it.
    func draw(into sketch: inout Sketch, left: Double = 0, width: Double, middle: Double) {
        let lines = lines(within: width)
        let isCut = lines.last?.last == "…"
        let rest = Double(max(count(within: width) - 1, 0)) / 2
        var baseline = middle + 4 - rest * Self.line
        for line in lines {
            sketch.add(
                ChartText(
                    line, x: left, baseline: baseline, style: style, remark: isCut ? name : nil))
            baseline += Self.line
        }
        sketch.add(
            ChartText(detail, within: width, x: left, baseline: baseline, style: Self.small))
    }
}

/// A code and a value as one remark; either may be empty.
func remark(_ name: String, _ value: String) -> String {
    [name, value].map { singleLine($0) }.filter { !$0.isEmpty }.joined(separator: " ")
}

extension Sketch {
    /// Sets the value of a lying bar beyond its end, or inside in the colour of the paper where
    /// there is no room before a limit; tells where the text ends that stands beyond.
    @discardableResult
    mutating func placeValue(_ text: ChartText, of bar: Box, before limit: Double? = nil)
        -> Double?
    {
        if text.box.right <= limit ?? width, place([text]) { return text.box.right }
        let inside = ChartText(
            text.text, x: text.anchor == .start ? bar.right - 5 : bar.left + 5,
            baseline: text.baseline, anchor: text.anchor == .start ? .end : .start,
            style: TextStyle(size: 11, isBold: text.style.isBold, role: "c-on-dark"))
        if inside.width + 8 < bar.width { place([inside], onMarks: true) }
        return nil
    }

    /// Draws a filled triangle whose tip lies at a place and whose base is a height away: below
    /// the tip, or above it where the height is negative.
    mutating func addTriangle(tip: Point, half: Double, height: Double, _ role: String) {
        let base = tip.y + height
        let corners = [tip, Point(tip.x + half, base), Point(tip.x - half, base)]
        add(.path(corners, role: role, isClosed: true))
    }
}
