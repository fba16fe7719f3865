/// A form of dates that is recognised without being declared.
struct KnownDateForm: Sendable {
    enum Order: Sendable {
        case dayFirst
        case monthFirst
        /// No one writes day and month of this form the other way round.
        case fixed
    }

    let pattern: DatePattern
    let order: Order

    /// Stricter forms before those that take their cells too. Years of two digits are in none.
    private static let dates: [(String, Order)] = [
        ("dd/MM/yyyy", .dayFirst), ("MM/dd/yyyy", .monthFirst),
        ("d/M/yyyy", .dayFirst), ("M/d/yyyy", .monthFirst),
        ("dd-MM-yyyy", .dayFirst), ("MM-dd-yyyy", .monthFirst),
        ("d-M-yyyy", .dayFirst), ("M-d-yyyy", .monthFirst),
        ("dd.MM.yyyy", .fixed), ("d.M.yyyy", .fixed),
        ("yyyy/MM/dd", .fixed), ("yyyy/M/d", .fixed), ("yyyy.MM.dd", .fixed),
        ("yyyyMMdd", .fixed),
        ("dd MMM yyyy", .fixed), ("d MMM yyyy", .fixed), ("d MMMM yyyy", .fixed),
        ("dd-MMM-yyyy", .fixed), ("d-MMM-yyyy", .fixed),
        ("MMM d, yyyy", .fixed), ("MMMM d, yyyy", .fixed),
    ]

    private static let times = [
        "", " HH:mm", " HH:mm:ss", " HH:mm:ss.SSS", " H:mm", " H:mm:ss", " h:mm a",
        " h:mm:ss a", ", HH:mm", ", HH:mm:ss", ", h:mm a", ", h:mm:ss a", "'T'HH:mm:ss",
    ]

    private static let periods = ["MMM yyyy", "MMMM yyyy", "MM/yyyy", "yyyy/MM", "'Q'Q yyyy"]

    static let all: [KnownDateForm] =
        times.flatMap { time in dates.compactMap { known($0.0 + time, $0.1) } }
        + periods.compactMap { known($0, .fixed) }

    private static func known(_ text: String, _ order: Order) -> KnownDateForm? {
        DatePattern(text).map { KnownDateForm(pattern: $0, order: order) }
    }

    func isOpposite(to other: KnownDateForm) -> Bool {
        order != .fixed && other.order != .fixed && order != other.order
    }
}

extension [KnownDateForm] {
    /// Whether there are forms with the day first and forms with the month first.
    var hasBothOrders: Bool {
        contains { $0.order == .dayFirst } && contains { $0.order == .monthFirst }
    }
}
