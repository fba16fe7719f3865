/// What a company may set about a metric: `metrics: {nrr: {window: 12}}`.
package struct MetricOption: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case whole(ClosedRange<Int>)
        /// A share or a number from the lower to the upper bound.
        case number(ClosedRange<Int>)
        case flag
        case choice([String])
        case texts
        /// So much more or less than what was: `+5%`.
        case change
    }

    package var metric: String
    package var key: String
    package var kind: Kind
    /// In force where nothing is set, as text; empty where there is none.
    package var standard: String

    package var path: String { metric + "." + key }
}

/// The options in force, by path.
package struct MetricOptions: Hashable, Sendable {
    /// As written, checked; by path.
    private var values: [String: String] = [:]
    private var lists: [String: [String]] = [:]

    package init() {}

    /// Takes a checked value.
    package mutating func set(_ path: String, _ text: String) { values[path] = text }
    package mutating func set(_ path: String, _ texts: [String]) { lists[path] = texts }

    package func text(_ path: String) -> String {
        values[path] ?? Self.byPath[path]?.standard ?? ""
    }
    package func texts(_ path: String) -> [String] { lists[path] ?? [] }
    package func whole(_ path: String) -> Int { Int(text(path)) ?? 0 }
    package func number(_ path: String) -> ExactDecimal? { ExactDecimal(text(path)) }
    package func flag(_ path: String) -> Bool { text(path) == "true" }
    /// What a change multiplies by: of `+5%` 1.05.
    package func factor(_ path: String) -> ExactDecimal {
        guard let percent = ExactDecimal(text(path).replacing("%", with: "")) else { return .one }
        return .one + ExactDecimal(percent.significand, scale: percent.scale + 2)
    }

    /// Whether the company has set any.
    package var areSet: Bool { !values.isEmpty || !lists.isEmpty }

    /// Whether the company has set it to something else than what is in force without.
    package func isChanged(_ path: String) -> Bool {
        if let texts = lists[path] { return !texts.isEmpty }
        guard let text = values[path] else { return false }
        return text != Self.byPath[path]?.standard
    }

    /// As a definition's id writes it: `window-6`, `by-value`.
    package func variant(_ path: String) -> String {
        let key = Self.byPath[path]?.key ?? path
        let value = lists[path].map { $0.joined(separator: "+") } ?? text(path)
        let word = value == "true" ? key : value == "false" ? "no-" + key : key + "-" + value
        return word.lowercased().replacing("_", with: "-").replacing(" ", with: "-")
            .replacing("/", with: "-")
    }

    private static let byPath = Dictionary(
        known.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })

    /// Not a metric's: what the company assumes for its forecasts by drivers, a key of its own.
    package static let assumptions = "forecast"

    /// Every option there is.
    package static let known: [MetricOption] = [
        option("mrr", "from", .choice(Settings.RecurringOrigin.allCases.map(\.rawValue)), ""),
        option("mrr", "renewal_grace", .whole(0...365), "0"),
        option("mrr", "bridge_gap", .whole(0...31), "1"),
        option("mrr", "discounts", .choice(["net", "gross"]), "net"),
        option("mrr", "new_after", .whole(0...3650), "0"),
        option(
            "mrr", "movements", .choice(RecurringRule.Movements.allCases.map(\.rawValue)),
            "month_end"),
        option("mrr", "customer", .choice(["customer", "parent"]), "customer"),
        option("nrr", "window", .whole(1...60), "12"),
        option("nrr", "include_reactivated", .flag, "true"),
        option("grr", "window", .whole(1...60), "12"),
        option(
            "pipeline_coverage", "horizon", .choice(CoverageHorizon.allCases.map(\.rawValue)),
            "next_quarter"),
        option("win_rate", "by", .choice(["count", "value"]), "count"),
        option("sales_cycle", "from", .choice(["created", "first_touch"]), "created"),
        option("quota_attainment", "quota", .choice(["month", "quarter", "year"]), "year"),
        option(
            "attributed_revenue", "model", .choice(AttributionModel.allCases.map(\.rawValue)),
            "linear"),
        option("attributed_revenue", "window", .whole(1...3650), "90"),
        option("attributed_revenue", "half_life", .number(1...365), "7"),
        option("attributed_revenue", "dedupe_consecutive", .flag, "false"),
        option("sourced_pipeline", "by", .choice(["source", "first_touch"]), "source"),
        option("sourced_pipeline", "sources", .texts, ""),
        option(
            "recognised_revenue", "by",
            // Seconds take times of day, which tables of subscriptions do not have.
            .choice(
                RecognitionSchedule.Method.allCases.filter { $0 != .second }.map(\.rawValue)),
            "day"),
        option("ltv", "cap", .whole(1...1200), "60"),
        option("renewal_rate", "at_risk_below", .number(0...100), ""),
        option(assumptions, "win_rate", .change, "0%"),
        option(assumptions, "deal_size", .change, "0%"),
        option(assumptions, "new_pipeline", .change, "0%"),
        option(assumptions, "renewal_rate", .change, "0%"),
        option(assumptions, "churn", .change, "0%"),
        option(assumptions, "expansion", .change, "0%"),
        option("forecast_accuracy", "of", .choice(["revenue", "mrr", "won_amount"]), "revenue"),
    ]

    private static func option(
        _ metric: String, _ key: String, _ kind: MetricOption.Kind, _ standard: String
    ) -> MetricOption {
        MetricOption(metric: metric, key: key, kind: kind, standard: standard)
    }
}

extension MetricOptions {
    package var coverageHorizon: CoverageHorizon {
        CoverageHorizon(rawValue: text("pipeline_coverage.horizon")) ?? .nextQuarter
    }
    package var recognitionMethod: RecognitionSchedule.Method {
        RecognitionSchedule.Method(rawValue: text("recognised_revenue.by")) ?? .day
    }
    package var attributionModel: AttributionModel {
        AttributionModel(rawValue: text("attributed_revenue.model")) ?? .linear
    }
}

/// The months in which deals have to be due to cover a target.
package enum CoverageHorizon: String, CaseIterable, Hashable, Sendable {
    case thisQuarter = "this_quarter"
    case nextQuarter = "next_quarter"
    case nextHalf = "next_half"
    case nextYear = "next_year"

    /// The months of the horizon seen from the end of a month.
    package func months(after month: Month, in calendar: FiscalCalendar) -> ClosedRange<Month> {
        let period = period(after: month, in: calendar)
        return period.first...period.last
    }

    package func period(after month: Month, in calendar: FiscalCalendar) -> Period {
        switch self {
        case .thisQuarter: calendar.period(.quarter, containing: month)
        case .nextQuarter:
            calendar.moved(calendar.period(.quarter, containing: month), by: 1)
        case .nextHalf: calendar.moved(calendar.period(.half, containing: month), by: 1)
        case .nextYear: calendar.moved(calendar.period(.year, containing: month), by: 1)
        }
    }
}

/// How the amount of a deal is credited to the touches before it.
package enum AttributionModel: String, CaseIterable, Hashable, Sendable {
    case first, last
    case lastNonDirect = "last_non_direct"
    case linear
    case timeDecay = "time_decay"
    /// 40 % to the first and last, 20 % to those between.
    case uShaped = "u_shaped"
    /// 30 % to the first, the one of the lead and the one of the opportunity.
    case wShaped = "w_shaped"
    /// 22.5 % to each of four milestones, 10 % to the others.
    case fullPath = "full_path"
}
