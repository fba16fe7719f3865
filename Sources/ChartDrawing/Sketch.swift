/// A drawing in the making: marks beneath, texts above, and the board that keeps them apart.
struct Sketch {
    let width: Double
    let height: Double
    let idPrefix: String
    private(set) var marks: [SVGElement] = []
    private(set) var texts: [ChartText] = []
    private(set) var usesHatch = false
    var board: LabelBoard

    init(width: Double, height: Double, idPrefix: String) {
        self.width = width
        self.height = height
        self.idPrefix = idPrefix
        board = LabelBoard(frame: Box(left: 0, top: 0, right: width, bottom: height))
    }

    /// Adds a mark that labels may lie on.
    mutating func add(_ mark: SVGElement) { marks.append(mark) }

    /// Adds a rectangle of a class.
    mutating func add(_ box: Box, _ role: String, remark: String? = nil) {
        let rectangle = SVGElement(
            "rect",
            [
                "x": svgNumber(box.left), "y": svgNumber(box.top), "width": svgNumber(box.width),
                "height": svgNumber(box.height), "class": role,
            ])
        marks.append(rectangle.pointedAt(remark))
    }

    /// Adds a bar in the notation of a scenario; an outline is drawn inside the box.
    mutating func add(_ box: Box, _ scenario: ChartScenario, remark: String? = nil) {
        if scenario.hasOutline {
            let half = min(0.6, box.width / 2, box.height / 2)
            add(box.widened(-half), scenario.barClass, remark: remark)
        } else {
            add(box, scenario.barClass, remark: remark)
        }
        if scenario == .forecast, !marks.isEmpty {
            usesHatch = true
            marks[marks.count - 1].set("fill", "url(#\(idPrefix)-hatch)")
        }
    }

    /// Adds a straight line of a class.
    mutating func add(_ line: Segment, _ role: String) {
        marks.append(
            SVGElement(
                "line",
                [
                    "x1": svgNumber(line.from.x), "y1": svgNumber(line.from.y),
                    "x2": svgNumber(line.to.x), "y2": svgNumber(line.to.y), "class": role,
                ]))
    }

    /// Adds a text where it stands whatever is there, unless it is empty.
    mutating func add(_ text: ChartText) {
        guard !text.text.isEmpty else { return }
        texts.append(text)
        board.take(text)
    }

    /// Adds a text at the first place that is free; false when there is none.
    @discardableResult
    mutating func place(_ candidates: [ChartText], onMarks: Bool = false) -> Bool {
        for candidate in candidates where !candidate.text.isEmpty {
            let inside = candidate.moved(into: board.frame)
            if board.isFree(inside, onMarks: onMarks) {
                add(inside)
                return true
            }
        }
        return false
    }

    /// Places labels in the order of their ranks; those without a free place are dropped.
    mutating func place(_ requests: [LabelRequest]) {
        let order = requests.indices.sorted {
            (requests[$0].rank, $0) < (requests[$1].rank, $1)
        }
        for index in order { place(requests[index].candidates) }
    }

    /// Sets what stands in place of an undefined value, with its reason on pointing at it.
    mutating func addGap(_ datum: ChartDatum, at text: ChartText) {
        var text = text
        text.remark = datum.reason
        place([text])
    }
}
