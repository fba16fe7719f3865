/// What a figure counts in.
package enum Unit: String, CaseIterable, Hashable, Sendable {
    case money, percent, count, days, months, ratio, score
}

/// How a metric behaves over time: sums up, stands at an end, or is recomputed.
package enum TimeKind: String, CaseIterable, Hashable, Sendable {
    case flow, balance, rate
}

/// Which way is good.
package enum Direction: String, CaseIterable, Hashable, Sendable {
    case higher, lower
}

/// Whose figure it is.
package enum Scenario: String, CaseIterable, Hashable, Sendable, Comparable {
    case actual, previousPeriod, previousYear, plan
    /// What management expects.
    case forecast
    /// What is computed from the past.
    case model

    /// IBCS codes: AC, PP, PY, PL, FC; MD for what is computed.
    package var code: String {
        switch self {
        case .actual: "AC"
        case .previousPeriod: "PP"
        case .previousYear: "PY"
        case .plan: "PL"
        case .forecast: "FC"
        case .model: "MD"
        }
    }

    /// What authors write after `vs`, in the order that a message lists them.
    package static let words = ["pp", "py", "plan", "forecast", "model"]

    /// The scenario of a word after `vs`: `py`, `plan`.
    package init?(word: String) {
        switch word {
        case "pp": self = .previousPeriod
        case "py": self = .previousYear
        case "plan": self = .plan
        case "forecast": self = .forecast
        case "model": self = .model
        default: return nil
        }
    }

    package static func < (left: Scenario, right: Scenario) -> Bool {
        allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
}

/// The part of the company a figure is about: dimension values by id; empty means the whole.
package struct Cut: Hashable, Comparable, Sendable {
    package struct Part: Hashable, Comparable, Sendable {
        package var dimension: String
        package var value: String

        package init(_ dimension: String, _ value: String) {
            self.dimension = dimension
            self.value = value
        }

        package static func < (left: Part, right: Part) -> Bool {
            (left.dimension, left.value) < (right.dimension, right.value)
        }
    }

    package private(set) var parts: [Part]

    package init(_ parts: [Part] = []) { self.parts = parts.sorted() }

    package static let whole = Cut()

    /// The part that is in both; what is named twice is that of the other.
    package func joined(with other: Cut) -> Cut {
        if parts.isEmpty { return other }
        return Cut(parts.filter { other[$0.dimension] == nil } + other.parts)
    }

    package subscript(dimension: String) -> String? {
        parts.first { $0.dimension == dimension }?.value
    }
    package static func < (left: Cut, right: Cut) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }
}

/// A number, or why there is none.
package enum FigureValue: Hashable, Sendable {
    case known(ExactDecimal)
    case undefined(Undefined)

    package var number: ExactDecimal? { if case .known(let number) = self { number } else { nil } }
    package var reason: Undefined? { if case .undefined(let reason) = self { reason } else { nil } }
}

/// Why a figure has no value.
package enum Undefined: Hashable, Sendable {
    case noRows(String)
    case divisionByZero(String)
    case afterAsOf(Day)
    /// The data cannot show it: history that is not there, a base before the data starts.
    case notKnown(String)
    /// A table, field or target that is not there.
    case missingInput(String)

    /// One clause, lower case, without a full stop.
    package var text: String {
        switch self {
        case .noRows(let what): "no rows: \(what)"
        case .divisionByZero(let what): "division by zero: \(what)"
        case .afterAsOf(let day): "after the data was taken (\(day))"
        case .notKnown(let what): what
        case .missingInput(let what): "missing input: \(what)"
        }
    }
}

/// One computed value: what, when, of which part, by which definition.
package struct Figure: Hashable, Sendable {
    package var metric: String
    package var period: Period
    package var cut: Cut
    package var scenario: Scenario
    package var unit: Unit
    package var value: FigureValue
    /// Metric and variant in force: `win_rate/count-by-close-date/all-types`.
    package var definition: String
    /// Of what is expected: the range that was stated with it, or in which it lies with 50 % and 80 %.
    package var ranges: FigureRanges? {
        get { rest?.ranges }
        set { rest = FigureRest(ranges: newValue, standing: standing) }
    }
    /// What the limits of the company say of it.
    package var standing: FigureStanding? {
        get { rest?.standing }
        set { rest = FigureRest(ranges: ranges, standing: newValue) }
    }
    /// The last day whose rows count, where that is not the last of the period.
    package var through: Day?
    /// Whether rows that are missing make it smaller.
    package var isFlow = false
    private var rest: FigureRest?

    package init(
        metric: String, period: Period, cut: Cut = .whole, scenario: Scenario = .actual,
        unit: Unit, value: FigureValue, definition: String
    ) {
        self.metric = metric
        self.period = period
        self.cut = cut
        self.scenario = scenario
        self.unit = unit
        self.value = value
        self.definition = definition
    }
}

/// What few figures have, apart from them: for the room that it would take in each.
private indirect enum FigureRest: Hashable, Sendable {
    case known(FigureRanges?, FigureStanding?)

    /// nil where there is neither.
    init?(ranges: FigureRanges?, standing: FigureStanding?) {
        if ranges == nil, standing == nil { return nil }
        self = .known(ranges, standing)
    }

    var ranges: FigureRanges? { if case .known(let ranges, _) = self { ranges } else { nil } }
    var standing: FigureStanding? {
        if case .known(_, let standing) = self { standing } else { nil }
    }
}
