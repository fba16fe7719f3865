import Foundation

/// The rows of a CSV file as another, simpler reader sees them: for queries to compare with.
struct PlainRows {
    private(set) var rows: [[String: String]] = []

    init(_ text: String) {
        var records: [[String]] = [[]]
        var cell = ""
        var isQuoted = false
        var characters = Array(text.unicodeScalars)
        if characters.last != "\n" { characters.append("\n") }
        var index = 0
        while index < characters.count {
            let next = characters[index]
            if isQuoted {
                if next != "\"" {
                    cell.unicodeScalars.append(next)
                } else if index + 1 < characters.count, characters[index + 1] == "\"" {
                    cell += "\""
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if next == "\"" {
                isQuoted = true
            } else if next == "," || next == "\n" {
                records[records.count - 1].append(cell)
                cell = ""
                if next == "\n" { records.append([]) }
            } else if next != "\r" {
                cell.unicodeScalars.append(next)
            }
            index += 1
        }
        let filled = records.filter { $0.count > 1 || $0.first?.isEmpty == false }
        guard let header = filled.first else { return }
        rows = filled.dropFirst().map {
            Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
        }
    }

    func sum(
        _ column: String, where keeps: ([String: String]) -> Bool = { _ in true }
    ) -> Decimal {
        rows.filter(keeps).reduce(0) { sum, row in
            sum + (row[column].flatMap { Decimal(string: $0) } ?? 0)
        }
    }

    func count(where keeps: ([String: String]) -> Bool) -> Int { rows.count(where: keeps) }
}
