import Diagnostics
import FigureJudging
import ReportModel

extension AuditView {
    /// A check with what became of it, as a template sees it.
    static func check(
        _ verdict: CheckVerdict, _ words: Words, _ count: (Int) -> String
    ) -> ViewValue {
        let check = verdict.check
        let place = check.location
        let shown = verdict.failures.map { failure in
            ViewValue.record([
                "place": ViewValue(failure.location.map { text(of: $0, verdict, words) }),
                "text": .text(failure.text),
            ])
        }
        let more = verdict.failing - verdict.failures.count
        return .record([
            "name": ViewValue(check.name),
            "reason": ViewValue(check.reason),
            "place": .text("\(place.path):\(place.line)"),
            "rule": .text(check.wording),
            "table": .text(check.table?.rawValue ?? "–"),
            "result": .text(result(of: verdict, words)),
            "tone": .text(tone(of: verdict)),
            "checked": .text(verdict.outcome == .notJudged ? "–" : counted(verdict, words, count)),
            "failing": .text(verdict.outcome == .notJudged ? "–" : count(verdict.failing)),
            "has_failures": .flag(!shown.isEmpty),
            "failures": .list(shown),
            "more": ViewValue(more > 0 ? words[.andMore, ["n": count(more)]] : nil),
        ])
    }

    static var checkSpecimen: ViewValue {
        .record([
            "name": .text("a name"), "reason": .text("a reason"),
            "place": .text("content/revsite.yml:1"), "rule": .text("unique: id"),
            "table": .text("revenue"), "result": .text("Passed"), "tone": .text("passed"),
            "checked": .text("3"), "failing": .text("1"), "has_failures": .flag(true),
            "failures": .list([
                .record(["place": .text("content/data/a.csv:7"), "text": .text("INV-7")])
            ]),
            "more": .text("and 2 more"),
        ])
    }

    /// `12`, or `11 of 12 passed`.
    static func summary(
        _ verdicts: [CheckVerdict], _ words: Words, _ count: (Int) -> String
    ) -> String {
        let passed = verdicts.count { $0.outcome == .passed }
        return verdicts.isEmpty
            ? count(0)
            : words[.checksPassed, ["n": count(passed), "all": count(verdicts.count)]]
    }

    private static func result(of verdict: CheckVerdict, _ words: Words) -> String {
        switch verdict.outcome {
        case .passed: words[.checkPassed]
        case .failed where verdict.check.severity == .warning: words[.checkWarned]
        case .failed: words[.checkFailed]
        case .notJudged: words[.checkNotJudged]
        }
    }

    private static func tone(of verdict: CheckVerdict) -> String {
        switch verdict.outcome {
        case .passed: "passed"
        case .failed: verdict.check.severity == .warning ? "warned" : "failed"
        case .notJudged: "open"
        }
    }

    /// Rows, or periods where those are what is compared; a single one needs no noun.
    private static func counted(
        _ verdict: CheckVerdict, _ words: Words, _ count: (Int) -> String
    ) -> String {
        verdict.subject == .periods && verdict.checked != 1
            ? words[.comparisons, ["n": count(verdict.checked)]] : count(verdict.checked)
    }

    private static func text(
        of location: SourceLocation, _ verdict: CheckVerdict, _ words: Words
    ) -> String {
        verdict.isQuery
            ? "\(words[.row]) \(location.line)" : "\(location.path):\(location.line)"
    }
}
