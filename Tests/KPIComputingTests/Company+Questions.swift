import Diagnostics
import FormulaReading
import KPIComputing
import Measuring
import ReportModel
import Testing

extension Company {
    func period(_ text: String) throws -> Period {
        try settings.calendar.period(text, asOf: settings.asOf)
    }

    /// A figure and what was wrong on the way to it.
    func answer(
        _ metric: String, _ period: String, cut: KeyValuePairs<String, String> = [:],
        where filter: String? = nil, vs scenario: Scenario = .actual
    ) throws -> (figure: Figure, diagnostics: [Diagnostic]) {
        let definition = try #require(catalogue.metrics[metric], "no metric \(metric)")
        var found: [Diagnostic] = []
        let condition = filter.flatMap { parseExpression($0, at: nil, diagnostics: &found) }
        let parts = cut.map { Cut.Part($0.key, $0.value) }
        let asked = try self.period(period)
        let (computation, mistakes) = try measured { planner in
            planner.comparable(
                planner.requests(
                    for: Expression(.name(metric)), dimensions: parts.map(\.dimension),
                    filter: condition), [asked], [scenario])
        }
        let figure = computation.figure(
            definition, period: asked, cut: Cut(parts), filter: condition, scenario: scenario)
        return (figure, found + mistakes)
    }

    /// The value as text, `n/a: reason` where there is none, `error: …` where the data is wrong.
    func value(
        _ metric: String, _ period: String, cut: KeyValuePairs<String, String> = [:],
        where filter: String? = nil, vs scenario: Scenario = .actual
    ) throws -> String {
        let answer = try answer(metric, period, cut: cut, where: filter, vs: scenario)
        let errors = answer.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty {
            return "error: " + errors.map(\.id).joined(separator: ", ")
        }
        return answer.figure.value.shown
    }

    func definition(_ metric: String) throws -> String {
        try answer(metric, "2026").figure.definition
    }

    /// Rows that a metric leaves out, by reason.
    func unplaced(_ metric: String) throws -> [(reason: String, rows: Int)] {
        let (computation, _) = try measured {
            $0.requests(for: Expression(.name(metric)), dimensions: [], filter: nil)
        }
        return computation.unplacedRows.map { ($0.reason, $0.rows) }
    }

    /// Rows that a query leaves out.
    func unplaced(_ query: GridQuery) throws -> [(reason: String, rows: Int)] {
        let (computation, _) = try measured { $0.requests(for: query) }
        return computation.unplacedRows.map { ($0.reason, $0.rows) }
    }

    /// The rows of a dimension or of a run of periods.
    func grid(_ query: GridQuery) throws -> FigureGrid {
        let (computation, mistakes) = try measured { $0.requests(for: query) }
        #expect(!mistakes.hasErrors, "\(mistakes)")
        return computation.grid(query)
    }
}

extension FigureValue {
    var shown: String {
        switch self {
        case .known(let number): number.canonical
        case .undefined(let reason): "n/a: \(reason.text)"
        }
    }
}
