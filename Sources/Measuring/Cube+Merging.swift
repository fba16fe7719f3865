import ReportModel

extension Cube.Cell {
    package mutating func merge(_ other: Cube.Cell) {
        switch (self, other) {
        case (.sum(let a), .sum(let b)):
            self = .sum(a + b)
        case (.count(let a), .count(let b)):
            self = .count(a + b)
        case (.distinct(var a), .distinct(let b)):
            self = .count(0)
            a.formUnion(b)
            self = .distinct(a)
        case (.values(var a), .values(let b)):
            self = .count(0)
            a += b
            self = .values(a)
        default:
            preconditionFailure("cells of one measure are of one kind")
        }
    }
}
