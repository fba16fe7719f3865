package import Diagnostics
import ReportModel

/// Finds out from the cells of one column how its dates are written.
///
/// Give it the cells that have a value, as many as there are at hand, and ask for the `finding`.
package struct DateForms: Sendable {
    package enum Finding: Hashable, Sendable {
        /// All are ISO dates, timestamps, months or quarters.
        case iso
        /// All have one form, and why it is that one, to go after "because".
        case pattern(DatePattern, because: String)
        /// All can be read with the day first and with the month first.
        case ambiguous([DatePattern])
        /// There was no cell, or they have no form that is known.
        case unknown
    }

    private struct Example: Sendable {
        var text: String
        var line: Int
    }

    private let timeZone: String?
    /// Those of the known forms that every cell has had.
    private var alive: [KnownDateForm] = []
    private var hasBothOrders = true
    private var count = 0
    private var isISO = true
    private var serials = 0
    private var last: [UInt8] = []
    private var example: Example?
    /// The first cell that left only one order of day and month.
    private var decisive: Example?
    /// A cell that is two different days, as long as there are two orders.
    private var undecided: Example?

    /// - Parameter timeZone: the zone for the patterns found.
    package init(timeZone: String? = nil) { self.timeZone = timeZone }

    /// Takes the next trimmed cell, an empty one for nothing.
    package mutating func take(_ cell: Span<UInt8>, line: Int = 0) {
        if cell.isEmpty || !last.isEmpty && cell.equals(last) { return }
        count += 1
        if isISO {
            if DatePattern.isoDay(of: cell) != nil || DatePattern.iso.day(of: cell) != nil {
                return
            }
            isISO = false
            // Of what was read as ISO nothing has another form.
            alive = count == 1 ? KnownDateForm.all : []
        }
        if count == 1 || serials > 0 {
            let year = DatePattern.excel.day(of: cell)?.components.year ?? 0
            serials = serials == count - 1 && (1990...2100).contains(year) ? count : 0
        }
        if alive.isEmpty { return }
        if cell.count > 64 {
            (alive, last) = ([], [])
            return
        }
        last.removeAll(keepingCapacity: true)
        for i in 0..<cell.count { last.append(cell[i]) }
        if example == nil { example = written(line) }
        let hadBoth = hasBothOrders
        var first: Day?
        var isUndecided = false
        for index in alive.indices.reversed() {
            if let day = alive[index].pattern.day(of: cell) {
                isUndecided = isUndecided || first != nil && first != day
                first = day
            } else {
                alive.remove(at: index)
            }
        }
        if !hadBoth { return }
        hasBothOrders = alive.hasBothOrders
        if hasBothOrders {
            if isUndecided, undecided == nil { undecided = written(line) }
        } else {
            decisive = written(line)
        }
    }

    private func written(_ line: Int) -> Example {
        Example(text: String(decoding: last, as: UTF8.self), line: line)
    }

    package var finding: Finding {
        if count == 0 { return .unknown }
        if isISO { return .iso }
        guard let first = alive.first, let example else { return .unknown }
        if let other = alive.first(where: { $0.isOpposite(to: first) }) {
            return .ambiguous([first, other].map { zoned($0.pattern) })
        }
        let because =
            switch first.order {
            case .fixed: "all are written as '\(example.text)'"
            case .dayFirst: "\(name(decisive ?? example)) can only have the day first"
            case .monthFirst: "\(name(decisive ?? example)) can only have the month first"
            }
        return .pattern(zoned(first.pattern), because: because)
    }

    /// What to do about a column whose form is `unknown`.
    package var remedy: String {
        if serials == count, count > 0 {
            return "if these are the serial numbers of a workbook, set format: {date: excel}"
        }
        return "say how dates are written: format: {date: dd/MM/yyyy}, with yyyy or yy, MM or MMM,"
            + " dd, HH, mm, ss, a"
    }

    /// The error `date-ambiguous` for a column that is `ambiguous`, nil for any other.
    package func ambiguity(column: String, at location: SourceLocation?) -> Diagnostic? {
        guard case .ambiguous(let patterns) = finding, patterns.count == 2 else { return nil }
        var message =
            "the dates of '\(excerpt(column))' fit \(patterns[0].text) and \(patterns[1].text)"
        if let text = undecided?.text {
            let bytes = Array(text.utf8)
            let days = patterns.compactMap { $0.day(of: bytes.span).map(Self.spoken) }
            message += ": '\(text)' is " + days.joined(separator: " or ")
        }
        return Diagnostic(
            id: "date-ambiguous", message,
            remedy: "say which: format: {date: \(patterns[0].text)} or"
                + " format: {date: \(patterns[1].text)}", at: location)
    }

    private func zoned(_ pattern: DatePattern) -> DatePattern {
        DatePattern(pattern.text, timeZone: timeZone) ?? pattern
    }

    private func name(_ example: Example) -> String {
        "'\(example.text)'" + (example.line > 0 ? " on line \(example.line)" : "")
    }

    private static func spoken(_ day: Day) -> String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December",
        ]
        let (year, month, number) = day.components
        return "\(number) \(names[month - 1]) \(year)"
    }
}
