import Diagnostics
import FigureJudging
import ReportModel
import TestSupport
import Testing

@Suite("checks of rows read in parts")
struct RowCheckPropertyTests {
    private static let checks = """
        {table: revenue, unique: document+line}
        {table: revenue, unique: amount}
        {table: revenue, not_null: [customer, type]}
        {table: revenue, accepted_values: {type: [recurring, usage]}}
        {table: revenue, range: {amount: {min: 0, max: 5.5}, date: {min: 2026-08-05}}}
        {table: revenue, references: {customer: customers.id}}
        {table: revenue, fresh_within: 3}
        {table: revenue, row_count: 1}
        {table: revenue, reconcile: {control: {2026-08: 10, 2026-09: 5}}}
        """

    @Test("however rows are dealt out to passes, the verdicts are the same")
    func distribution() throws {
        let seed = SeededNumbers.seed()
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<40 {
            let files = (0..<3).map { Self.table($0, &numbers) }
            let customers = SmallTable(.customers, path: "content/data/c.csv", "id\na\nb")
            let workspace = try CheckedWorkspace(Self.checks, files + [customers])
            let expected = workspace.verdicts()
            var passes = workspace.passes()
            // Some workers, each with dictionaries of its own, take the parts as they come.
            var workers = (0..<3).map { _ in workspace.pass(.revenue) }
            var dictionaries = [[String: TextDictionary]](repeating: [:], count: 3)
            var parts = files.flatMap { file in Self.parts(file, &numbers).map { (file, $0) } }
            parts.shuffle(using: &numbers)
            for (file, range) in parts {
                let worker = Int.random(in: 0..<3, using: &numbers)
                let batch = file.batch(range, &dictionaries[worker])
                workers[worker].consume(batch, dictionaries[worker])
            }
            workers.shuffle(using: &numbers)
            for worker in workers.dropFirst() { workers[0].merge(worker) }
            passes[.revenue] = workers[0]
            let found = workspace.verdicts(passes)
            #expect(found.map(\.outcome) == expected.map(\.outcome), "seed \(seed)")
            #expect(found.map(\.failing) == expected.map(\.failing), "seed \(seed)")
            #expect(found.map(\.checked) == expected.map(\.checked), "seed \(seed)")
            #expect(found.map(\.failures) == expected.map(\.failures), "seed \(seed)")
        }
    }

    @Test("unique finds what a plain search finds")
    func plainSearch() throws {
        let seed = SeededNumbers.seed()
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<40 {
            let file = Self.table(0, &numbers)
            let workspace = try CheckedWorkspace(
                "{table: revenue, unique: document+line}", [file])
            var seen: Set<[String]> = []
            let expected = file.rows.indices.filter { row in
                let key = Array(file.rows[row].suffix(2))
                return key != ["", ""] && !seen.insert(key).inserted
            }
            let verdict = try #require(workspace.verdicts().first)
            #expect(verdict.failing == expected.count, "seed \(seed)")
            #expect(
                verdict.failures.map(\.location?.line) == expected.prefix(10).map { $0 + 2 },
                "seed \(seed)")
        }
    }

    private static func table(_ index: Int, _ numbers: inout SeededNumbers) -> SmallTable {
        func pick(_ words: [String]) -> String { words.randomElement(using: &numbers) ?? "" }
        let rows = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
            [
                "2026-0\(Int.random(in: 8...9, using: &numbers))-0\(Int.random(in: 1...9, using: &numbers))",
                pick(["1", "1.0", "-2", "5.5", "6", ""]), pick(["a", "b", "z", "y", ""]),
                pick(["recurring", "usage", "gift", ""]), pick(["I", "II", "III", ""]),
                pick(["1", "2", "11", ""]),
            ].joined(separator: ",")
        }
        let head = "date:date,amount:number,customer,type,document,line"
        return SmallTable(
            .revenue, path: "content/data/\(index).csv",
            ([head] + rows).joined(separator: "\n"))
    }

    private static func parts(
        _ table: SmallTable, _ numbers: inout SeededNumbers
    ) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        while start < table.rows.count {
            let end = min(start + Int.random(in: 1...20, using: &numbers), table.rows.count)
            parts.append(start..<end)
            start = end
        }
        return parts
    }
}
