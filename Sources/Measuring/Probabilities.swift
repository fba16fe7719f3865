import Diagnostics
import ReportModel

/// Whether the probabilities of deals have one form: shares of 1, or of 100.
struct Probabilities: Sendable {
    private struct Found: Sendable {
        var number: ExactDecimal
        var place: SourceLocation
    }

    /// The first above 1, the first between 0 and 1, the first that is no probability at all.
    private var percent: Found?
    private var share: Found?
    private var invalid: Found?

    mutating func look(at batch: TableBatch) {
        guard case .numbers(let numbers)? = batch.columns["probability"] else { return }
        for row in 0..<batch.rowCount {
            guard let number = numbers[row], !number.isZero, number != .one else { continue }
            let found = Found(number: number, place: batch.location(ofRow: row))
            if number.isNegative || number > ExactDecimal(100) {
                Self.keep(found, in: &invalid)
            } else if number > .one {
                Self.keep(found, in: &percent)
            } else {
                Self.keep(found, in: &share)
            }
        }
    }

    mutating func merge(_ other: Probabilities) {
        if let found = other.percent { Self.keep(found, in: &percent) }
        if let found = other.share { Self.keep(found, in: &share) }
        if let found = other.invalid { Self.keep(found, in: &invalid) }
    }

    private static func keep(_ found: Found, in first: inout Found?) {
        if first.map({ found.place < $0.place }) ?? true { first = found }
    }

    /// - Parameter areAsked: whether a figure comes from them; else what is wrong is a warning.
    func diagnostics(areAsked: Bool) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        if let percent, let share {
            diagnostics.append(
                Diagnostic(
                    areAsked ? .error : .warning, id: "probability-mixed",
                    "the probabilities run from 0 to 1 in some rows and to 100 in others: "
                        + "\(share.number.canonical) in line \(share.place.line), "
                        + "\(percent.number.canonical) in line \(percent.place.line)",
                    remedy: "give all of them one form, with 'compute' for instance",
                    at: max(share.place, percent.place)))
        }
        if let invalid {
            diagnostics.append(
                Diagnostic(
                    .warning, id: "probability-invalid",
                    "'\(invalid.number.canonical)' is no probability and counts for none",
                    remedy: "write a share from 0 to 1, or from 0 to 100 in all rows",
                    at: invalid.place))
        }
        return diagnostics
    }
}
