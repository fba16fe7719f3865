import ChartDrawing
import Foundation
import Testing

struct ScaleTests {
    @Test(
        "steps between ticks are 1, 2 or 5 times a power of ten",
        arguments: [
            (0.0, 1.0, 10.0, -10.0), (0, 1, 5, -5), (0, 1, 3, -2), (0, 1, 2, -2), (0, 1, 1, 1),
            (0, 10, 10, 1), (0, 10, 5, 2), (0, 10, 4, 2), (0, 10, 3, 5), (0, 10, 2, 5),
            (0, 10, 1, 10), (-10, 10, 10, 2), (-10, 10, 5, 5), (-10, 10, 1, 20),
            (0, 1e9, 4, 2e8), (0, 3e-5, 3, -100_000),
        ])
    func increments(start: Double, stop: Double, count: Double, step: Double) {
        #expect(tickIncrement(from: start, to: stop, count: count) == step)
    }

    @Test("ticks are the exact round numbers")
    func tickValues() {
        let tenths = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
        #expect(ticks(from: 0, to: 1, count: 10) == tenths)
        #expect(ticks(from: 0, to: 1, count: 8) == tenths)
        #expect(ticks(from: 0, to: 1, count: 7) == [0, 0.2, 0.4, 0.6, 0.8, 1])
        #expect(ticks(from: 0, to: 1, count: 3) == [0, 0.5, 1])
        #expect(ticks(from: -10, to: 10, count: 4) == [-10, -5, 0, 5, 10])
        #expect(ticks(from: 10, to: 0, count: 3) == [10, 5, 0])
        #expect(ticks(from: 1, to: 364, count: 0.1) == [])
        #expect(ticks(from: 0.098, to: 0.099, count: 1) == [0.098, 0.099])
    }

    @Test("ticks are those of d3-array, for 500 domains and counts")
    func ticksOfOthers() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Ticks.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
        #expect(lines.count == 500)
        for line in lines {
            let halves = line.split(separator: ":", omittingEmptySubsequences: false)
            let asked = halves[0].split(separator: " ").compactMap { Double($0) }
            try #require(asked.count == 3 && halves.count == 2, "\(line)")
            let values = halves[1].split(separator: " ").compactMap { Double($0) }
            #expect(ticks(from: asked[0], to: asked[1], count: asked[2]) == values, "\(line)")
        }
    }

    @Test("ticks of an empty or undefined range are few")
    func degenerateTicks() {
        #expect(ticks(from: 2, to: 2, count: 5) == [2])
        #expect(ticks(from: 0, to: 1, count: 0) == [])
        #expect(ticks(from: .nan, to: 1, count: 5) == [])
        #expect(ticks(from: 0, to: .infinity, count: 5) == [])
    }

    @Test(
        "nice domains reach round numbers",
        arguments: [
            (0.132, 0.876, 1000.0, 0.132, 0.876), (0.132, 0.876, 100, 0.13, 0.88),
            (0.132, 0.876, 30, 0.12, 0.88), (0.132, 0.876, 10, 0.1, 0.9), (0.132, 0.876, 5, 0, 1),
            (132, 876, 10, 100, 900), (132, 876, 5, 0, 1000), (132, 876, 1, 0, 1000),
            (3, 3, 5, 3, 3),
        ])
    func nice(lower: Double, upper: Double, count: Double, from: Double, to: Double) {
        #expect(niceDomain(lower...upper, count: count) == from...to)
    }

    @Test("a linear scale maps its domain to its ends, and one of a single value too")
    func linear() {
        let scale = LinearScale(0...10, from: 200, to: 100)
        #expect(scale(0) == 200)
        #expect(scale(5) == 150)
        #expect(scale(10) == 100)
        #expect(LinearScale(0...0, from: 0, to: 10)(0) == 0)
        #expect(LinearScale(4...4, from: 0, to: 10)(4) == 5)
        #expect(LinearScale(-4 ... -4, from: 0, to: 10)(-4) == 5)
    }

    @Test("bands share the room evenly")
    func bands() {
        let band = BandScale(count: 4, from: 10, to: 90)
        #expect(band.step == 20)
        #expect((0..<4).map(band.center) == [20, 40, 60, 80])
        #expect(BandScale(count: 0, from: 0, to: 5).step == 5)
    }
}
