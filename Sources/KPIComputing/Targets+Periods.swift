package import ReportModel

/// Why a text that stands for the period of a planned figure stands for none.
package enum PlannedPeriodError: Error, Equatable {
    case malformed
    /// The fiscal year does not start in January, so `2026-Q3` could mean two things.
    case prefixNeeded
    /// The file's years begin with another month than the company's.
    case otherYear(from: String, company: String)

    func message(of text: String) -> String {
        switch self {
        case .malformed, .prefixNeeded: "'\(text)' is not a period"
        case .otherYear(let from, let company):
            "the file's years run from \(from), as in '\(text)', the company's from \(company)"
        }
    }

    var remedy: String {
        switch self {
        case .malformed, .prefixNeeded:
            "write 2026-09, 2026-Q3, 2026 (with FY or CY where the fiscal year starts later than "
                + "January)"
        case .otherYear:
            "set company: {fiscal_year_start: …}, or name the columns 2026-01, 2026-02, …"
        }
    }
}

extension FiscalCalendar {
    /// The period of a planned figure: as pages write it, or as the columns of a wide table say it
    /// beside a year.
    ///
    /// `FY2026-M01` is the first month of the fiscal year 2026, `FY2026-Jan` the January in it, and
    /// `FY2026-Jan (from Apr)` the same where the file's years begin with April, which the company's
    /// must then do too. Where the fiscal year is the calendar's, all are months of that.
    package func plannedPeriod(_ text: String, asOf: Day) throws(PlannedPeriodError) -> Period {
        if let month = try fiscalMonth(text) { return period(month) }
        do throws(PeriodError) {
            return try period(text, asOf: asOf)
        } catch {
            switch error {
            case .malformed: throw .malformed
            case .prefixNeeded, .weeksNeeded: throw .prefixNeeded
            }
        }
    }

    /// `FY2026-M01`, `FY2026-Jan`, `FY2026-Jan (from Apr)`; nil for a text of another form.
    private func fiscalMonth(_ text: String) throws(PlannedPeriodError) -> Month? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("FY"), parts[0].utf8.count == 6,
            parts[0].utf8.dropFirst(2).allSatisfy({ 48...57 ~= $0 }),
            let year = Int(parts[0].dropFirst(2)), year >= 2
        else { return nil }
        let first = firstMonth(ofYear: year)
        let words = parts[1].split(separator: " ")
        guard let word = words.first else { return nil }
        if words.count == 1, word.hasPrefix("M"), word.utf8.count == 3,
            let number = Int(word.dropFirst()), (1...12).contains(number)
        {
            return first.adding(number - 1)
        }
        guard let month = Self.monthNames.firstIndex(of: String(word)) else { return nil }
        if words.count == 3, words[1] == "(from", words[2].hasSuffix(")") {
            let turn = String(words[2].dropLast())
            let own = Self.monthNames[startMonth - 1]
            if turn != own { throw .otherYear(from: turn, company: own) }
        } else if words.count > 1 {
            return nil
        }
        return first.adding((month + 1 - startMonth + 12) % 12)
    }

    private static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
