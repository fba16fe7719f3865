/// A day of the week, by its English name as settings write it: `saturday`.
package enum Weekday: String, Hashable, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// 0 for Monday to 6 for Sunday.
    var offset: Int {
        switch self {
        case .monday: 0
        case .tuesday: 1
        case .wednesday: 2
        case .thursday: 3
        case .friday: 4
        case .saturday: 5
        case .sunday: 6
        }
    }

    /// Days from the last such weekday, that day included, to the day of this number: 0 to 6.
    func daysBack(from number: Int) -> Int {
        // Day 0, 1970-01-01, was a Thursday.
        (number + 3 - offset).modulo(7)
    }
}

extension Day {
    package var weekday: Weekday { Weekday.allCases[(Int(number) + 3).modulo(7)] }
}

extension Int {
    /// The quotient rounded down, for a divisor above zero.
    func floorDivided(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self + 1) / divisor - 1
    }

    /// What is left of it: 0 up to the divisor, never negative.
    func modulo(_ divisor: Int) -> Int { self - floorDivided(by: divisor) * divisor }
}
