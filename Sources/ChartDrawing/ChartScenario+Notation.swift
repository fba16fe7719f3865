extension ChartScenario {
    /// The class of a bar or column.
    var barClass: String {
        switch self {
        case .actual: "c-ac"
        case .previous: "c-py"
        case .plan: "c-pl"
        case .forecast: "c-fc"
        case .reported: "c-ar"
        }
    }

    /// The class of a line.
    var lineClass: String {
        switch self {
        case .actual: "l-ac"
        case .previous: "l-py"
        case .plan: "l-pl"
        case .forecast: "l-fc"
        case .reported: "l-ar"
        }
    }

    /// Whether a bar of it has a line around it.
    var hasOutline: Bool { self == .plan || self == .forecast || self == .reported }

    /// Whether it stands in front: what has come about or is expected to.
    var isFront: Bool { self == .actual || self == .forecast }
}

extension GoodDirection {
    /// The class of a difference by what it means, not by its sign.
    func differenceClass(_ value: Double) -> String {
        switch self {
        case .up: value < 0 ? "c-bad" : "c-good"
        case .down: value > 0 ? "c-bad" : "c-good"
        case .neither: "c-even"
        }
    }
}
