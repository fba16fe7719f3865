package import ReportModel

extension DatePattern {
    /// The day that the trimmed cell names, nil where it names none that exists.
    package func day(of cell: Span<UInt8>) -> Day? {
        switch form {
        case .iso:
            if cell.count == 10 { return Self.isoDay(of: cell) }
            var cursor = DateCursor()
            var found = TimeParts()
            guard cursor.takeISO(cell, into: &found), cursor.position == cell.count else {
                return nil
            }
            return found.day(in: zone)
        case .excel: return Self.excelDay(of: cell)
        case .parts(let parts):
            var cursor = DateCursor()
            var found = TimeParts()
            for part in parts {
                if !cursor.take(part, of: cell, into: &found) { return nil }
            }
            return cursor.position == cell.count ? found.day(in: zone) : nil
        }
    }

    /// The day of `2026-09-30` and of nothing else.
    @inline(__always)
    package static func isoDay(of cell: Span<UInt8>) -> Day? {
        if cell.count != 10 || cell[4] != 45 || cell[7] != 45 { return nil }
        let raw = cell.bytes
        // `yyyy-MM-` and `MM-dd`, a digit a byte, and the dashes as they are.
        let head = UInt64(
            littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self))
        let tail = UInt64(
            littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: 2, as: UInt64.self))
        let digits = (head ^ 0x2D30_302D_3030_3030, tail ^ 0x3030_2D30_302D_3030)
        // A byte is a digit where neither it nor six more has a high nibble; a dash is zero.
        let isWrong =
            (digits.0 | digits.1 | (digits.0 &+ sixes) | (digits.1 &+ sixes)) & nibbles != 0
        if isWrong { return nil }
        @inline(__always) func digit(_ word: UInt64, _ index: UInt64) -> UInt32 {
            UInt32(truncatingIfNeeded: word &>> (index &* 8)) & 0xF
        }
        let year =
            digit(digits.0, 0) &* 1000 &+ digit(digits.0, 1) &* 100 &+ digit(digits.0, 2) &* 10
            &+ digit(digits.0, 3)
        let month = digit(digits.0, 5) &* 10 &+ digit(digits.0, 6)
        let day = digit(digits.1, 6) &* 10 &+ digit(digits.1, 7)
        return Self.day(year: year, month: month, day: day)
    }

    private static let sixes: UInt64 = 0x0606_0606_0606_0606
    private static let nibbles: UInt64 = 0xF0F0_F0F0_F0F0_F0F0

    /// As `Day(year:month:day:)`, in numbers that are never negative.
    @inline(__always)
    private static func day(year: UInt32, month: UInt32, day: UInt32) -> Day? {
        if year &- 1 >= 9999 || month &- 1 >= 12 || day &- 1 >= 31 { return nil }
        if day > 28 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length = month == 2 ? (isLeap ? 29 : 28) : 30 + ((month ^ month &>> 3) & 1)
            if day > length { return nil }
        }
        let isEarly = month <= 2
        let y = isEarly ? year &- 1 : year
        let dayOfYear = (153 &* (isEarly ? month &+ 9 : month &- 3) &+ 2) / 5 &+ day
        let days = y &* 365 &+ y / 4 &- y / 100 &+ y / 400 &+ dayOfYear
        return Day(number: Int32(truncatingIfNeeded: days) &- 719_469)
    }

    /// The day of a serial number as workbooks count since 1900; a fraction is the time.
    ///
    /// Their 29 February 1900, number 60, never was.
    package static func excelDay(serial: Int) -> Day? {
        switch serial {
        case 1..<60: Day(number: Int32(serial - 25_568))
        case 61...2_958_465: Day(number: Int32(serial - 25_569))
        default: nil
        }
    }

    fileprivate static func excelDay(of cell: Span<UInt8>) -> Day? {
        var cursor = DateCursor()
        var serial = 0
        if !cursor.take(1...7, of: cell, into: &serial) { return nil }
        if cursor.position == cell.count { return excelDay(serial: serial) }
        if !cursor.take(UInt8(ascii: "."), of: cell), !cursor.take(UInt8(ascii: ","), of: cell) {
            return nil
        }
        while cursor.position < cell.count {
            if cell[cursor.position] < 48 || cell[cursor.position] > 57 { return nil }
            cursor.position += 1
        }
        return excelDay(serial: serial)
    }
}
