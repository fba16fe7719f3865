import Foundation
import ReportModel

/// What a cell says of a day and a time.
struct TimeParts {
    var year = 0
    var month = 1
    var day = 1
    var hour = 0
    var isHalfDay = false
    var isAfternoon = false
    var minute = 0
    var second = 0
    /// Minutes ahead of UTC, nil where the cell has no zone.
    var offset: Int?

    func day(in zone: TimeZone?) -> Day? {
        let hour = isHalfDay ? hour % 12 + (isAfternoon ? 12 : 0) : hour
        guard hour <= 23, minute <= 59, second <= 60,
            let written = Day(year: year, month: month, day: day)
        else { return nil }
        guard let offset else { return written }
        let instant =
            Int(written.number) * 86_400 + (hour * 60 + minute - offset) * 60 + min(second, 59)
        let ahead = zone.map {
            $0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
        }
        let local = instant + (ahead ?? 0)
        let number = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let found = Day(number: Int32(number))
        return (1...9999).contains(found.components.year) ? found : nil
    }
}
