package import ReportModel

/// Where the months stand in a run of cells: the years in order of their first appearance, so that a
/// year long gone costs one year's room and a new year moves nothing.
package struct MonthLayout: Sendable {
    /// Years that may have cells; a date beyond is a slip, and kept apart.
    static let firstYear = 1960
    static let lastYear = 2079

    private(set) var years: [Int] = []
    /// By year from the first: its place in `years`, or -1.
    private var places = [Int32](repeating: -1, count: lastYear - firstYear + 1)

    package init() {}

    /// Cells that a slot needs.
    package var width: Int { years.count * 12 }

    /// Where a month stands; nil where it has no cells.
    package func offset(of month: Month) -> Int? {
        let year = month.year - Self.firstYear
        guard places.indices.contains(year), places[year] >= 0 else { return nil }
        return Int(places[year]) * 12 + month.number - 1
    }

    /// Where a month stands, with room made for its year; nil where it is to be kept apart.
    mutating func claim(_ month: Month) -> Int? {
        let year = month.year
        guard (Self.firstYear...Self.lastYear).contains(year) else { return nil }
        if places[year - Self.firstYear] < 0 {
            places[year - Self.firstYear] = Int32(years.count)
            years.append(year)
        }
        return offset(of: month)
    }

    /// Every month that has cells, in order.
    package var months: [Month] {
        years.sorted().flatMap { year in (1...12).map { Month(year: year, month: $0) } }
    }

    /// The month of a cell.
    func month(at offset: Int) -> Month {
        Month(year: years[offset / 12], month: offset % 12 + 1)
    }
}

/// A cell that is kept apart: a slot with an offset or the index of a month.
struct CellKey: Hashable, Sendable {
    var slot: Int32
    var place: Int32
}
