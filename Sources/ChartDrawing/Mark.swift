/// A mark of a drawing: a shape at its place in a role, which the style sheet dresses.
package enum Mark: Hashable, Sendable {
    /// A rectangle; its remark is shown when it is pointed at.
    case rectangle(Box, role: String, pattern: HatchPattern? = nil, remark: String? = nil)
    case line(Segment, role: String)
    /// A line through points; a closed one is an area.
    case path([Point], role: String, isClosed: Bool = false)
    case circle(Point, radius: Double, role: String, remark: String? = nil)
    case text(ChartText)

    /// The classes of its element; empty for none.
    var role: String {
        switch self {
        case .rectangle(_, let role, _, _), .line(_, let role), .path(_, let role, _),
            .circle(_, _, let role, _):
            role
        case .text(let text): text.style.role ?? ""
        }
    }

    var isHatched: Bool {
        if case .rectangle(_, _, .some, _) = self { true } else { false }
    }

    /// The same mark moved by a distance.
    func moved(by distance: Point) -> Mark {
        switch self {
        case .rectangle(let box, let role, let pattern, let remark):
            .rectangle(box.moved(by: distance), role: role, pattern: pattern, remark: remark)
        case .line(let line, let role):
            .line(
                Segment(from: line.from.moved(by: distance), to: line.to.moved(by: distance)),
                role: role)
        case .path(let points, let role, let isClosed):
            .path(points.map { $0.moved(by: distance) }, role: role, isClosed: isClosed)
        case .circle(let center, let radius, let role, let remark):
            .circle(center.moved(by: distance), radius: radius, role: role, remark: remark)
        case .text(let text):
            .text(text.moved(by: distance))
        }
    }
}

/// How an area is hatched; it tells scenarios and risks apart without colour.
package enum HatchPattern: String, CaseIterable, Hashable, Sendable {
    /// What is forecast: diagonal lines in the colour of the actual.
    case forecast = "hatch"
    /// What is at some risk: dots.
    case watch
    /// What is at high risk: a dense grid.
    case risk
    /// What is not known: thin lines lying.
    case unknown
}
