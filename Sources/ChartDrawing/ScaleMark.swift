/// The length of a round value, drawn in each of several charts whose scales differ.
struct ScaleMark {
    /// The value with its text; nil for no mark.
    let datum: ChartDatum?

    private static let style = TextStyle.smallMuted

    /// The room it takes beside standing marks.
    var width: Double { value == nil ? 0 : max(Self.style.width(text) + 8, 14) }

    /// The room it takes beneath lying marks.
    var height: Double { value == nil ? 0 : 20 }

    /// How high its length and text stand.
    func reach(_ scale: LinearScale) -> Double { value.map { scale.length($0) + 20 } ?? 0 }

    private var value: Double? { datum?.value.flatMap { $0 > 0 ? $0 : nil } }
    private var text: String { singleLine(datum?.text ?? "") }

    /// Draws the length upwards from a height, its text above it.
    func draw(into sketch: inout Sketch, left: Double, bottom: Double, scale: LinearScale) {
        guard let value else { return }
        let length = scale.length(value)
        guard length >= 3, length <= bottom - 14 else { return }
        let x = left + 4
        add(Segment(from: Point(x, bottom), to: Point(x, bottom - length)), into: &sketch)
        for y in [bottom, bottom - length] {
            add(Segment(from: Point(x - 3, y), to: Point(x + 3, y)), into: &sketch)
        }
        sketch.place([
            ChartText(text, x: left, baseline: bottom - length - 5, style: Self.style)
        ])
    }

    /// Draws the length to the right of a place, its text behind it.
    func drawLying(into sketch: inout Sketch, left: Double, middle: Double, scale: LinearScale) {
        guard let value else { return }
        let length = scale.length(value)
        guard length >= 3, left + length + width <= sketch.width else { return }
        add(Segment(from: Point(left, middle), to: Point(left + length, middle)), into: &sketch)
        for x in [left, left + length] {
            add(Segment(from: Point(x, middle - 3), to: Point(x, middle + 3)), into: &sketch)
        }
        sketch.place([
            ChartText(text, x: left + length + 6, baseline: middle + 3.8, style: Self.style)
        ])
    }

    private func add(_ line: Segment, into sketch: inout Sketch) {
        sketch.add(line, "c-mark")
        sketch.board.keepOff(line)
    }
}
