package import Diagnostics
package import ReportModel

/// The rates that the rows of a table took, and those that were missing.
///
/// Each thread has its own; merged they say the same in whatever order.
package struct RateUse: Sendable {
    struct Key: Hashable, Comparable {
        var currency: String
        var day: Day

        static func < (left: Key, right: Key) -> Bool {
            (left.currency, left.day) < (right.currency, right.day)
        }
    }

    struct Entry {
        var conversion: Conversion?
        var rows = 0
        /// The first row of those without a rate.
        var place: SourceLocation?
    }

    /// Rows whose currency is no code.
    struct Unreadable {
        var rows = 0
        var text: String
        var place: SourceLocation
    }

    let rates: ExchangeRates
    let table: TableName
    private let asOf: Day
    let isConstant: Bool
    /// Where rows are balances at the ends of months: by what their years have plan rates.
    var calendar: FiscalCalendar?
    private var keys: [Key] = []
    private var entries: [Entry] = []
    private(set) var unreadable: Unreadable?
    /// By code and day, where the entry is; -1 for the reporting currency.
    private var known: [UInt64: Int] = [:]
    private var last: (key: UInt64, index: Int)?

    /// - Parameter isConstant: whether all rows are seen at one rate, that of `asOf`.
    package init(_ rates: ExchangeRates, table: TableName, asOf: Day, isConstant: Bool) {
        self.rates = rates
        self.table = table
        self.asOf = asOf
        self.isConstant = isConstant
    }

    /// What takes a row's amount to the reporting currency; nil where there is no rate.
    ///
    /// - Parameters:
    ///   - code: of the row's currency in `words`; 0 is the reporting one. The same dictionary every
    ///     time, for what a code stands for is remembered.
    ///   - day: the number of the row's day; a missing one counts as `asOf`.
    ///   - place: where the row is, asked for only where there is no rate.
    package mutating func conversion(
        ofCode code: Int32, in words: TextDictionary, on day: Int32,
        at place: @autoclosure () -> SourceLocation
    ) -> Conversion? {
        let day =
            (isConstant && calendar == nil) || day == TableBatch.Column.missingDay
            ? asOf.number : day
        if code == 0 { return Conversion(usedDay: Day(number: day), kind: .daily) }
        let key =
            UInt64(UInt32(bitPattern: code)) << 32 | UInt64(UInt32(bitPattern: day))
        guard let index = index(key, words[code], Day(number: day)) else {
            addUnreadable(words[code], rows: 1, at: place())
            return nil
        }
        if index < 0 { return Conversion(usedDay: Day(number: day), kind: .daily) }
        entries[index].rows += 1
        let found = entries[index].conversion
        if found == nil {
            let place = place()
            entries[index].place = entries[index].place.map { min($0, place) } ?? place
        }
        return found
    }

    private mutating func index(
        _ key: UInt64, _ text: @autoclosure () -> String, _ day: Day
    ) -> Int? {
        if let last, last.key == key { return last.index }
        var index = known[key]
        if index == nil {
            let text = text()
            guard isCurrencyCode(text) else { return nil }
            let currency = text.uppercased()
            let isOwn = currency == rates.reportingCurrency.uppercased()
            index = isOwn ? -1 : newEntry(currency, day)
            known[key] = index
        }
        last = index.map { (key, $0) }
        return index
    }

    private mutating func addUnreadable(_ text: String, rows: Int, at place: SourceLocation) {
        var sum = unreadable ?? Unreadable(text: text, place: place)
        sum.rows += rows
        if place < sum.place { (sum.place, sum.text) = (place, text) }
        unreadable = sum
    }

    private mutating func newEntry(_ currency: String, _ day: Day) -> Int {
        keys.append(Key(currency: currency, day: day))
        let conversion: Conversion? =
            if let calendar {
                rates.monthEndConversion(of: currency, at: day.month, in: calendar)
            } else if isConstant {
                rates.constantConversion(of: currency, asOf: day)
            } else {
                rates.conversion(of: currency, on: day)
            }
        entries.append(Entry(conversion: conversion))
        return entries.count - 1
    }

    /// Adds what another part of the table's rows took.
    package mutating func merge(_ other: RateUse) {
        var places: [Key: Int] = [:]
        for (index, key) in keys.enumerated() where places[key] == nil { places[key] = index }
        for (key, entry) in zip(other.keys, other.entries) {
            guard let index = places[key] else {
                places[key] = keys.count
                keys.append(key)
                entries.append(entry)
                continue
            }
            entries[index].rows += entry.rows
            if let place = entry.place {
                entries[index].place = entries[index].place.map { min($0, place) } ?? place
            }
        }
        if let found = other.unreadable {
            addUnreadable(found.text, rows: found.rows, at: found.place)
        }
    }

    /// By currency, then day; the same currency and day once.
    var sorted: [(key: Key, entry: Entry)] {
        var sums: [Key: Entry] = [:]
        for (key, entry) in zip(keys, entries) {
            guard var sum = sums[key] else {
                sums[key] = entry
                continue
            }
            sum.rows += entry.rows
            if let place = entry.place { sum.place = sum.place.map { min($0, place) } ?? place }
            sums[key] = sum
        }
        return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
