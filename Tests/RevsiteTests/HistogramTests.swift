import Foundation
import Testing

/// Rows counted by their size, from files.
@Suite("histograms")
struct HistogramTests {
    /// The rows of the chart's CSV for deals that took so many days each.
    private func bins(_ cycles: [Int]) throws -> [(name: String, count: Int)] {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            site: {title: T}
            company: {name: T, currency: EUR}
            period: 2025
            as_of: 2025-12-31
            tables:
              opportunities: {file: data/deals.csv}
            """, to: "content/revsite.yml")
        let first = try #require(
            DateComponents(
                calendar: Calendar(identifier: .iso8601), timeZone: .gmt, year: 2025, month: 1,
                day: 1
            ).date)
        let rows = cycles.enumerated().map { index, days in
            let closed = first.addingTimeInterval(Double(days) * 86_400)
            let day = closed.formatted(.iso8601.year().month().day())
            return "\(index),c,won,100,2025-01-01,\(day)"
        }
        try folder.write(
            "id,customer,stage,amount,created,closed\n" + rows.joined(separator: "\n") + "\n",
            to: "content/data/deals.csv")
        try folder.write(
            "# Page\n\n![Cycle](chart:histogram?metric=sales_cycle)\n", to: "content/index.md")
        let outcome = try Program.run("build", in: folder.url)
        try #require(outcome.exitCode == 0, "\(outcome.all)")
        return try folder.text("output/data/index-1.csv").components(separatedBy: "\r\n")
            .dropFirst().filter { !$0.isEmpty }.map { line in
                let cells = line.components(separatedBy: ",")
                return (cells[0], Int(cells[1]) ?? -1)
            }
    }

    @Test("values that are all alike have one bin of a round width that holds them")
    func alike() throws {
        for days in [1, 7, 36, 40, 45, 50, 200] {
            let bins = try bins([days, days])
            #expect(bins.count == 1 && bins[0].count == 2, "\(days): \(bins)")
            let edges = bins[0].name.components(separatedBy: "–").compactMap { Double($0) }
            try #require(edges.count == 2, "\(days): \(bins)")
            #expect(edges[0] <= Double(days) && Double(days) < edges[1], "\(days): \(bins)")
        }
    }

    @Test("every value is in one bin, those far out of many beyond the last")
    func whole() throws {
        let few = try bins([30, 40, 160])
        #expect(few.map(\.count).reduce(0, +) == 3 && !few.contains { $0.name.contains("≥") })
        let many = try bins((1...40).map { $0 } + [300, 310])
        #expect(many.map(\.count).reduce(0, +) == 42)
        #expect(many.last?.name.hasPrefix("≥") == true && many.last?.count == 2, "\(many)")
    }
}
