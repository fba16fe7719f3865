/// A second of a day, in UTC; leap seconds aside, every day has 86,400.
package struct Moment: Hashable, Comparable, Sendable {
    static let secondsOfDay = 86_400

    package let day: Day
    /// 0 to 86,399.
    package let second: Int

    /// Nil where the second is not 0 to 86,399; without one, the day's start.
    package init?(_ day: Day, second: Int) {
        guard (0..<Self.secondsOfDay).contains(second) else { return nil }
        self.day = day
        self.second = second
    }

    /// The start of a day.
    package init(startOf day: Day) {
        self.day = day
        second = 0
    }

    /// Seconds since the start of 1970.
    var seconds: Int { Int(day.number) * Self.secondsOfDay + second }

    package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }
}
