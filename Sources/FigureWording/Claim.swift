package import Diagnostics
package import ReportModel

/// What an author typed in a figure's brackets.
package struct Claim: Hashable, Sendable {
    package enum ClaimedUnit: Hashable, Sendable {
        case percent, points, days, months, ratio
        /// ISO 4217.
        case currency(String)
    }

    package enum Sign: Hashable, Sendable {
        case plus, minus
    }

    /// A number as typed, without its sign.
    package struct Number: Hashable, Sendable {
        package var value: ExactDecimal
        /// Digits after the point: the precision of the claim.
        package var digits: Int
        package var magnitude: Magnitude
        package var unit: ClaimedUnit?
        package var sign: Sign?
        /// Whether it has four digits or more without separators.
        var isUngrouped: Bool
        /// What stands around the digits, the sign left out.
        var before: String
        var after: String
    }

    /// A word of direction and its place in the language's list.
    package struct Direction: Hashable, Sendable {
        package var word: String
        package var sense: Language.Sense
    }

    /// What stands in the brackets, blanks trimmed and made single.
    package var text: String
    /// Nil in a claim of direction only.
    package var number: Number?
    package var direction: Direction?
}

/// Why a claim can't be read or does not hold.
package struct ClaimDefect: Error, Hashable, Sendable {
    /// The rule: `claim-false`, `claim-unreadable`, `claim-unit`, `claim-unsigned`,
    /// `claim-undefined`.
    package var id: String
    /// What was found, naming the typed text and the figure.
    package var message: String
    package var remedy: String
    /// What the brackets should say, where there is such a text.
    package var correctText: String?

    package init(id: String, _ message: String, remedy: String, correctText: String? = nil) {
        self.id = id
        self.message = message
        self.remedy = remedy
        self.correctText = correctText
    }

    /// The defect as an error at a place: that of the text in the brackets.
    package func diagnostic(at location: SourceLocation) -> Diagnostic {
        Diagnostic(id: id, message, remedy: remedy, at: location)
    }
}

extension String {
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
