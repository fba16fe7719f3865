/// A drawing in the making: marks beneath, texts above, and the board that keeps them apart.
struct Sketch {
    let width: Double
    let height: Double
    let idPrefix: String
    private(set) var marks: [Mark] = []
    private(set) var texts: [ChartText] = []
    var board: LabelBoard

    init(width: Double, height: Double, idPrefix: String) {
        self.width = width
        self.height = height
        self.idPrefix = idPrefix
        board = LabelBoard(frame: Box(left: 0, top: 0, right: width, bottom: height))
    }

    /// Adds a mark that labels may lie on.
    mutating func add(_ mark: Mark) { marks.append(mark) }

    /// Adds a rectangle of a class.
    mutating func add(
        _ box: Box, _ role: String, pattern: HatchPattern? = nil, remark: String? = nil
    ) {
        marks.append(.rectangle(box, role: role, pattern: pattern, remark: remark))
    }

    /// Adds a bar in the notation of a scenario; an outline is drawn inside the box.
    mutating func add(_ box: Box, _ scenario: ChartScenario, remark: String? = nil) {
        var box = box
        if scenario.hasOutline { box = box.widened(-min(0.6, box.width / 2, box.height / 2)) }
        add(
            box, scenario.barClass, pattern: scenario == .forecast ? .forecast : nil,
            remark: remark)
    }

    /// Adds a straight line of a class.
    mutating func add(_ line: Segment, _ role: String) { marks.append(.line(line, role: role)) }

    /// Adds all of another drawing at a place, whose marks and labels keep others off.
    mutating func add(_ other: Sketch, at place: Point) {
        marks += other.marks.map { $0.moved(by: place) }
        texts += other.texts.map { $0.moved(by: place) }
        board.keepOff(other.board, at: place)
    }

    /// Adds a text where it stands whatever is there, unless it is empty.
    mutating func add(_ text: ChartText) {
        guard !text.text.isEmpty else { return }
        // Browsers round the room of a text up to whole pixels.
        var text = text
        let excess = text.box.right - (width - 1)
        let lack = 0.6 - text.box.left
        if excess > 0, excess <= 1 {
            text.x -= excess
        } else if lack > 0, lack <= 0.6, text.anchor != .start {
            text.x += lack
        }
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
