/// How a sum stands in a cell: twice the sum and one, so that 0 is a cell in which no row counted.
///
/// One of these and a sum are added without asking which it is, and memory that was never written is
/// a run of cells already.
enum CellCode {
    /// A sum of 0 in which rows counted.
    static let zero: Int64 = 1

    /// The sum of a cell in which a row counted.
    @inline(__always)
    static func sum<Cell: FixedWidthInteger & SignedInteger>(_ cell: Cell) -> Cell { cell >> 1 }

    /// Adds a value where there is room for the sum; says whether there was.
    @inline(__always)
    static func add<Cell: FixedWidthInteger & SignedInteger>(
        _ value: Int64, to cell: inout Cell
    ) -> Bool {
        let addend = Cell(truncatingIfNeeded: value) &<< 1
        let (code, overflow) = (cell | 1).addingReportingOverflow(addend)
        if overflow || Int64(addend >> 1) != value { return false }
        cell = code
        return true
    }

    /// Both cells as one, and whether that did not fit.
    @inline(__always)
    static func join<Cell: FixedWidthInteger & SignedInteger>(
        _ cell: Cell, _ other: Cell
    ) -> (partialValue: Cell, overflow: Bool) {
        // Of two cells in which rows counted one says so.
        cell.addingReportingOverflow(other &- (cell & other & 1))
    }

    /// The same with a cell of another size or scale, whose sum is multiplied by a power.
    @inline(__always)
    static func join<
        Cell: FixedWidthInteger & SignedInteger, Other: FixedWidthInteger & SignedInteger
    >(_ cell: Cell, _ other: Other, _ power: Int64) -> (partialValue: Cell, overflow: Bool) {
        if other == 0 { return (cell, false) }
        let (product, overflow) = Int64(sum(other)).multipliedReportingOverflow(by: power)
        var joined = cell
        let fits = !overflow && add(product, to: &joined)
        return (joined, !fits)
    }
}

/// A value and the cell that it belongs to.
struct CellAddend: Sendable {
    var index: Int
    var value: Int64
}
