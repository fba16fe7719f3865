package import Diagnostics
package import ReportModel

/// What became of one check, passed or not.
package struct CheckVerdict: Sendable {
    package enum Outcome: Hashable, Sendable {
        case passed
        case failed
        /// Its table could not be read, which is an error of its own.
        case notJudged
    }

    /// What a check counts.
    package enum Subject: Hashable, Sendable {
        case rows
        case periods
        /// The table as a whole.
        case table
    }

    /// A row or period that breaks the rule.
    package struct Failure: Hashable, Sendable {
        /// Where it stands; nil where it is no row of a file.
        package var location: SourceLocation?
        /// What it says: its values, or a sum and its control.
        package var text: String

        package init(_ text: String, at location: SourceLocation? = nil) {
            self.text = text
            self.location = location
        }
    }

    package var check: DataCheck
    package var outcome: Outcome
    package var subject: Subject
    /// Rows or periods that were looked at.
    package var checked: Int
    /// How many of them break the rule.
    package var failing: Int
    /// The first ten, in order of files and lines or of time.
    package var failures: [Failure]
    /// Whether `line` of a place is the row of a query and not the line of a file.
    package var isQuery: Bool

    package init(
        _ check: DataCheck, _ outcome: Outcome, _ subject: Subject, checked: Int, failing: Int = 0,
        failures: [Failure] = [], isQuery: Bool = false
    ) {
        self.check = check
        self.outcome = outcome
        self.subject = subject
        self.checked = checked
        self.failing = failing
        self.failures = failures
        self.isQuery = isQuery
    }
}

extension CheckVerdict {
    /// The failure as a diagnostic `check-failed` at the first failing row, or at the check; nil where
    /// it passed.
    package var diagnostic: Diagnostic? {
        if outcome != .failed { return nil }
        let place = isQuery ? nil : failures.first?.location
        var title = "check '\(check.wording)'"
        if let name = check.name { title = "check '\(name)' (\(check.wording))" }
        if let table = check.table { title += " of '\(table.rawValue)'" }
        let count =
            switch subject {
            case .rows: " in \(failing) \(failing == 1 ? "row" : "rows")"
            case .periods where checked > 1: " in \(failing) of \(checked) comparisons"
            case .periods, .table: ""
            }
        let shown = failures.map { failureText($0, beside: place) }.joined(separator: "; ")
        let more = failing > failures.count ? "; and \(failing - failures.count) more" : ""
        return Diagnostic(
            check.severity, id: "check-failed", "\(title) fails\(count): \(shown)\(more)",
            remedy: check.reason.map { "the check is there because: \($0)" } ?? remedy,
            at: place ?? check.location)
    }

    /// `line 12 (INV-7, 1)`; with its path where that is not the one said already.
    package func failureText(_ failure: Failure, beside place: SourceLocation?) -> String {
        guard let location = failure.location else { return failure.text }
        if isQuery { return "row \(location.line) (\(failure.text))" }
        if let place, place.path == location.path {
            return "line \(location.line) (\(failure.text))"
        }
        return "\(location.path):\(location.line) (\(failure.text))"
    }

    private var remedy: String {
        let what =
            switch check.rule {
            case .unique, .notNull, .acceptedValues, .range, .references: "mend the rows"
            case .freshWithin: "export the data again"
            case .rowCount: "look for files that are missing or read twice"
            case .reconcile: "find what one of the two lacks"
            case .comparison: "find out which side is wrong"
            }
        return check.severity == .error ? what + ", or give the check 'severity: warning'" : what
    }
}

/// The checks that failed, as diagnostics.
package func diagnostics(of verdicts: [CheckVerdict]) -> [Diagnostic] {
    verdicts.compactMap(\.diagnostic)
}
