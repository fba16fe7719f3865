import ReportModel

/// What a formula counts in: powers of money and days; without either a number, a count or a share.
struct Quantity: Equatable {
    enum Plain: Equatable {
        /// A number that the author wrote, or a share, ratio or score.
        case number
        case count
        case months
    }

    var money = 0
    var days = 0
    var plain = Plain.number
    /// Nothing is said of it: 0, or what could not be made out.
    var isOpen = false
    /// Written as a number.
    var isLiteral = false
    var isCondition = false

    static let open = Quantity(isOpen: true)
    static let condition = Quantity(isCondition: true)

    var isPlain: Bool { money == 0 && days == 0 }

    init(
        money: Int = 0, days: Int = 0, plain: Plain = .number, isOpen: Bool = false,
        isLiteral: Bool = false, isCondition: Bool = false
    ) {
        self.money = money
        self.days = days
        self.plain = plain
        self.isOpen = isOpen
        self.isLiteral = isLiteral
        self.isCondition = isCondition
    }

    init(_ unit: Unit) {
        switch unit {
        case .money: self.init(money: 1)
        case .days: self.init(days: 1)
        case .count: self.init(plain: .count)
        case .months: self.init(plain: .months)
        case .percent, .ratio, .score: self.init()
        }
    }

    init(_ measure: Measure) {
        switch measure.aggregate {
        case .count, .distinct, .first, .major: self.init(plain: .count)
        case .squares: self.init(money: 2)
        case .recurring:
            let isCount = measure.recurring?.rawValue.hasSuffix("customers") ?? false
            self.init(isCount ? .count : .money)
        case .sum, .median, .top:
            self = measure.value.map(Quantity.init(rowFormula:)) ?? .open
        }
    }

    /// Of an expression over the fields of a row.
    private init(rowFormula: Expression) {
        switch rowFormula.kind {
        case .name(let name):
            let money: Set<String> = [
                "amount", "value", "list_amount", "cost", "due", "renewed", "tcv", "acv", "lost",
                "contracted",
            ]
            if money.contains(name) {
                self.init(money: 1)
            } else if name == "days" || name == "created_number" {
                self.init(days: 1)
            } else {
                self = .open
            }
        case .binary(.subtract, let left, let right):
            if case .name = left.kind, case .name = right.kind {
                self.init(days: 1)
            } else {
                self = .open
            }
        case .binary(.multiply, let left, _):
            self.init(rowFormula: left)
        default:
            self = .open
        }
    }

    /// Whether two of them can be added up or compared: a written number is of the other's unit.
    func fits(_ other: Quantity) -> Bool {
        if isOpen || other.isOpen { return true }
        if isCondition || other.isCondition { return isCondition == other.isCondition }
        if isLiteral || other.isLiteral { return true }
        if money != other.money || days != other.days { return false }
        return !isPlain || plain == other.plain
    }

    /// Whether a metric of this unit may come to it.
    func fits(_ unit: Unit) -> Bool {
        if isOpen { return true }
        if isCondition { return false }
        return switch unit {
        // What is earned a day is money, too.
        case .money: money == 1
        case .days: money == 0 && (days == 1 || isPlain)
        // Days may be divided into months.
        case .months: money == 0 && (days == 1 || isPlain)
        case .count, .percent, .ratio, .score: isPlain
        }
    }

    func times(_ other: Quantity) -> Quantity { combined(other, 1) }
    func over(_ other: Quantity) -> Quantity { combined(other, -1) }

    private func combined(_ other: Quantity, _ sign: Int) -> Quantity {
        if isOpen || other.isOpen {
            return money == 0 && other.money == 0
                ? .open : Quantity(money: money + sign * other.money)
        }
        var result = Quantity(
            money: money + sign * other.money, days: days + sign * other.days,
            isLiteral: isLiteral && other.isLiteral)
        if result.isPlain, isPlain, plain != .number, other.plain == .number {
            result.plain = plain
        } else if result.isPlain, sign > 0, plain == .number {
            result.plain = other.plain
        }
        return result
    }

    /// In words, for a message.
    var words: String {
        if isCondition { return "a condition" }
        switch (money, days) {
        case (0, 0):
            return switch plain {
            case .number: "a share or number"
            case .count: "a count"
            case .months: "months"
            }
        case (1, 0): return "money"
        case (0, 1): return "days"
        case (1, -1): return "money a day"
        default: return "money and days multiplied or divided"
        }
    }
}
