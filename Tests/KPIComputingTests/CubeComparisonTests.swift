import Diagnostics
import FormulaReading
import Measuring
import ReportModel
import TestSupport
import Testing

/// The pass that works on columns against one that works on rows, over tables made by chance.
@Suite("cubes are what one counts row by row")
struct CubeComparisonTests {
    @Test("for any table, in any batches, in one pass or in several that are merged")
    func comparison() throws {
        let seed = SeededNumbers.seed()
        print("cubes compared with seed", seed)
        var random = SeededNumbers(seed: seed)
        for round in 0..<60 {
            let table = random.one(of: [
                TableName.revenue, .revenue, .opportunities, .subscriptions,
            ])
            try compare(GeneratedTable(table, &random), &random, "seed \(seed), round \(round)")
        }
    }

    private func compare(
        _ table: GeneratedTable, _ random: inout SeededNumbers, _ place: Comment
    ) throws {
        let asOf = try #require(Day(iso: random.one(of: ["2026-09-30", "2026-09-14"])))
        var rates = ExchangeRates(reportingCurrency: "EUR")
        rates.add(table.rates.batch, table.rates.dictionaries)
        let known = rates
        var entities = Entities()
        entities.add(.customers, table.customers.batch, table.customers.dictionaries)
        let requests = try table.requests(&random)
        let surroundings = TablePass.Surroundings(
            asOf: asOf, rates: rates, entities: entities,
            recurringOrigin: table.name == .revenue ? .ledgerMonth : .subscriptions)

        let (one, _) = measure(table, requests, surroundings, passes: 1, batchSize: 1000)
        let passes = random.below(3) + 1
        let (several, diagnostics) = measure(
            table, requests, surroundings, passes: passes, batchSize: random.below(40) + 1)
        let (_, expected) = measure(table, requests, surroundings, passes: 1, batchSize: 1000)
        #expect(diagnostics == expected, place)
        for request in requests {
            let naive = NaiveCube(
                request, table.rows, asOf: asOf, attributes: table.attributes
            ) { currency, day, isFlow in
                isFlow
                    ? known.rate(of: currency, on: day)
                    : known.constantRate(of: currency, asOf: day)
            }
            for cubes in [one, several] {
                let cube = try #require(cubes[request])
                #expect(cube.coverage == naive.coverage, place)
                #expect(cube.unplaced == naive.unplaced, place)
                let cells = cube.cellsByKey
                let wrong = differences(cells, naive.cells)
                #expect(wrong.isEmpty, "\(place): \(request.measure.id)")
                #expect(isRounded(cells) == isRounded(naive.cells), place)
            }
        }
    }

    private func differences(
        _ cells: [Cube.Key: [Month: Cube.Cell]], _ expected: [Cube.Key: [Month: Cube.Cell]]
    ) -> [String] {
        var found: [String] = []
        for key in Set(cells.keys).union(expected.keys).sorted() {
            let months = Set((cells[key] ?? [:]).keys).union((expected[key] ?? [:]).keys)
            for month in months.sorted() where cells[key]?[month] != expected[key]?[month] {
                let (ours, theirs) = (cells[key]?[month], expected[key]?[month])
                found.append(
                    "\(key.values) \(key.customer) \(month): "
                        + "\(ours.map { "\($0)" } ?? "-"), not \(theirs.map { "\($0)" } ?? "-")")
            }
        }
        return found
    }

    /// Sums that are equal and were rounded on the way, for that shows in print.
    private func isRounded(_ cells: [Cube.Key: [Month: Cube.Cell]]) -> Set<String> {
        var found: Set<String> = []
        for (key, months) in cells {
            for (month, cell) in months {
                if case .sum(let sum) = cell, sum.isRounded { found.insert("\(key) \(month)") }
            }
        }
        return found
    }

    private func measure(
        _ table: GeneratedTable, _ requests: [CubeRequest],
        _ surroundings: TablePass.Surroundings, passes count: Int, batchSize: Int
    ) -> ([CubeRequest: Cube], [Diagnostic]) {
        var passes = (0..<count).map { _ in
            TablePass(
                table.name, requests: requests, surroundings: surroundings)
        }
        var dictionaries = [[String: TextDictionary]](repeating: [:], count: count)
        for (index, start) in stride(from: 0, to: table.rows.count, by: batchSize).enumerated() {
            let rows = table.rows[start..<min(start + batchSize, table.rows.count)]
            // The last pass has the first rows, so that order can't be what makes it right.
            let pass = count - 1 - index % count
            let batch = table.batch(rows, &dictionaries[pass])
            passes[pass].consume(batch, dictionaries[pass])
        }
        var all = passes.removeFirst()
        for (index, other) in passes.enumerated() {
            all.merge(other, own: &dictionaries[0], others: dictionaries[index + 1])
        }
        let diagnostics = all.diagnostics
        return (all.finish(dictionaries[0]), diagnostics)
    }
}
