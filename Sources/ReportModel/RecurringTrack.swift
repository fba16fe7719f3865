/// What the amount of a recurring line at a month end stands for.
///
/// A customer's MRR is the sum of the balances; the other tracks say what of it is in grace, whether
/// he is a customer by a pause, and what changed on which day.
package struct RecurringTrack: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// In force on the month's last day.
        case balance
        /// What of the balance is there by grace only.
        case grace
        /// 1 for each line by whose pause its customer stays one.
        case pause
        /// What a discount took that ended.
        case expiry
        /// What came or went on a day.
        case change
        /// A pause that begins to keep a customer on a day, or ceases to.
        case pauseChange = "pause-change"
    }

    package var kind: Kind
    /// Of the month; 0 where it stands for the month's end.
    package var day: Int
    /// Upper case; empty for the reporting currency.
    package var currency: String

    package init(_ kind: Kind, day: Int = 0, currency: String = "") {
        self.kind = kind
        self.day = day
        self.currency = currency
    }

    package static let plain = RecurringTrack(.balance)

    /// `balance`, `change 15 USD`.
    package var text: String {
        kind.rawValue + (day > 0 || !currency.isEmpty ? " \(day)" : "")
            + (currency.isEmpty ? "" : " \(currency)")
    }

    package init?(text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard let kind = parts.first.flatMap(Kind.init(rawValue:)) else { return nil }
        let day = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        self.init(kind, day: day, currency: parts.count > 2 ? parts[2] : "")
    }
}

/// Fields of the rows of `recurring lines` beside those of the subscriptions they come from; with a
/// space, so that no column of a company has their name.
package enum RecurringField {
    package static let track = "line track"
    package static let from = "line from"
    package static let until = "line until"
    /// What a month adds up, in the currency of the track.
    package static let monthly = "line amount"
    /// Why the row is in no month.
    package static let fault = "line fault"

    package static let all: Set<String> = [track, from, until, monthly, fault]
}
