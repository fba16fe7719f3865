import Diagnostics
import ReportModel

/// What is wrong in rows of `rates`: the first ten of each rule, the others counted.
struct RateMistakes: Sendable {
    private static let shown = 10

    private var counts: [String: Int] = [:]
    private var found: [Diagnostic] = []

    mutating func add(_ diagnostic: Diagnostic) {
        let count = counts[diagnostic.id, default: 0]
        counts[diagnostic.id] = count + 1
        if count < Self.shown { found.append(diagnostic) }
    }

    var diagnostics: [Diagnostic] {
        found
            + counts.keys.sorted().compactMap { id in
                let more = (counts[id] ?? 0) - Self.shown
                guard more > 0 else { return nil }
                return Diagnostic(
                    id: id,
                    "\(more) further row\(more == 1 ? "" : "s") of 'rates' "
                        + "\(more == 1 ? "breaks" : "break") the same rule",
                    at: found.first { $0.id == id }?.location)
            }
    }
}

extension Diagnostic {
    static func unknownKind(_ word: String, at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "rate-kind-unknown", "'\(word)' is no kind of a rate",
            remedy: didYouMean(word, among: RateKind.allCases.map(\.rawValue)), at: place)
    }

    static func invalidCurrency(_ text: String, at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "currency-invalid", "'\(text)' is no currency code",
            remedy: "write the three letters of ISO 4217, as in USD", at: place)
    }

    static func notPositive(
        _ rate: ExactDecimal, _ currency: String, at place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "rate-invalid", "the rate of \(currency) is \(rate.canonical)",
            remedy: "a rate is above zero; leave the cell empty where there is none", at: place)
    }

    static func baseOfItself(
        _ rate: ExactDecimal, _ currency: String, at place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "rate-invalid", "the rate of \(currency) for one \(currency) is \(rate.canonical)",
            remedy: "rates are units of a currency for one of the base: name it under "
                + "tables: {rates: {base: …}}", at: place)
    }

    static func repeated(
        _ kind: RateKind, _ currency: String, _ day: Day, _ kept: ExactDecimal,
        _ second: ExactDecimal, at place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "rate-repeated",
            "a second \(kind.rawValue) rate of \(currency) for \(kind.time(day)): "
                + "\(second.canonical) after \(kept.canonical)",
            remedy: "keep one row", at: place)
    }
}
