import ArgumentParser
import ChartDrawing
import Foundation

/// The same charts drawn here and by vl-convert, side by side: what each costs in processor time.
@main
struct ChartBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart-benchmark",
        abstract: "Times charts against vl-convert on the same data, round by round.",
        discussion: "Run it on an idle machine, after `swift build -c release`.")

    @Option(help: "A Python that has vl-convert-python.")
    var python = "python3"

    @Option(help: "The script that has vl-convert draw the charts.")
    var peer = "Sources/ChartBenchmark/vl_convert_peer.py"

    @Option(help: "Rounds, of which the median counts.")
    var rounds = 5

    @Flag(help: "Measure without the peer.")
    var alone = false

    func validate() throws {
        guard (1...100).contains(rounds) else {
            throw ValidationError("--rounds is a number from 1 to 100")
        }
    }

    func run() throws {
        let data = BenchmarkData()
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "charts-\(UUID().uuidString).json")
        try data.json.write(to: scratch)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let contests = [
            Contest(
                name: "96 bars in four series", kind: "columns", chart: data.columns, own: 2000,
                peer: 100),
            Contest(
                name: "spark of 24 points", kind: "spark", chart: data.spark, own: 10_000, peer: 400
            ),
        ]
        for contest in contests {
            try contest.check()
            var own: [Double] = []
            var other: [Double] = []
            for _ in 0..<rounds {
                own.append(contest.measure())
                if !alone { other.append(try contest.measurePeer(python, peer, scratch)) }
            }
            print(contest.report(own: own, other: other))
        }
    }
}

/// One chart that both draw.
private struct Contest {
    var name: String
    /// What the peer calls it.
    var kind: String
    var chart: Chart
    /// How often each draws it in a round; before that it is drawn as often unmeasured.
    var own: Int
    var peer: Int

    /// Refuses to time a drawing that lacks something.
    func check() throws {
        let markup = draw(chart).text
        let bars = markup.components(separatedBy: "<rect").count - 1
        let isWhole = kind == "columns" ? bars == 96 : markup.contains("<path")
        guard isWhole else { throw ValidationError("the drawing of the \(name) lacks marks") }
    }

    /// Seconds of processor time for one drawing with its markup.
    func measure() -> Double {
        var length = 0
        for _ in 0..<own { length &+= draw(chart).text.utf8.count }
        let start = clock()
        for _ in 0..<own { length &+= draw(chart).text.utf8.count }
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        precondition(length > 0)
        return seconds / Double(own)
    }

    func measurePeer(_ python: String, _ script: String, _ data: URL) throws -> Double {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, script, data.path, String(peer), kind]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        struct Answer: Decodable {
            var charts: Int
            var seconds: Double
        }
        guard process.terminationStatus == 0,
            let answer = try? JSONDecoder().decode(Answer.self, from: bytes)
        else {
            throw ValidationError("the peer failed: pip install vl-convert-python, or use --alone")
        }
        return answer.seconds / Double(answer.charts)
    }

    func report(own: [Double], other: [Double]) -> String {
        func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        func milliseconds(_ seconds: Double) -> String { String(format: "%.4f ms", seconds * 1000) }
        let range = "\(milliseconds(own.min() ?? 0)) to \(milliseconds(own.max() ?? 0))"
        var lines = ["\(name): \(milliseconds(median(own))) of processor time (\(range))"]
        if kind == "spark" {
            lines.append(String(format: "  10,000 of them: %.3f s", median(own) * 10_000))
        }
        if !other.isEmpty {
            let ratio = median(other) / median(own)
            lines.append(
                "  vl-convert: \(milliseconds(median(other))), "
                    + String(format: "%.0f times as much", ratio))
        }
        return lines.joined(separator: "\n")
    }
}

/// Two years of months in four series.
private struct BenchmarkData {
    private static let names = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private let months = (0..<24).map { "\(names[$0 % 12]) \(2025 + $0 / 12)" }
    private let series: [(name: String, values: [Double])] = [
        ("PY", values(0.8)), ("PL", values(1.02)), ("AC", values(1)), ("FC", values(1.01)),
    ]

    private static func values(_ factor: Double) -> [Double] {
        (0..<24).map { month in
            let value = factor * (5 + Double(month) * 0.13 + Double(month * 7 % 5) * 0.1)
            return (value * 100).rounded() / 100
        }
    }

    var json: Data {
        get throws {
            struct Series: Encodable {
                var name: String
                var values: [Double]
            }
            struct Charts: Encodable {
                var series: [Series]
                var categories: [String]
            }
            return try JSONEncoder().encode(
                Charts(
                    series: series.map { Series(name: $0.name, values: $0.values) },
                    categories: months))
        }
    }

    /// A stack of four bars for each month, with its total on top.
    var columns: Chart {
        let categories = months.map { month in
            ChartCategory(String(month.prefix(3)), group: String(month.suffix(4)))
        }
        let parts = series.map { name, values in
            StackedPart(name, values.map { ChartDatum($0, String(format: "%.1f", $0)) })
        }
        let totals = months.indices.map { month in
            let sum = series.reduce(0) { $0 + $1.values[month] }
            return ChartDatum(sum, String(format: "%.1f", sum))
        }
        return Chart(
            .stacked(StackedChart(categories: categories, parts: parts, totals: totals)),
            title: "Revenue", description: "Two years of months in four series.", idPrefix: "b")
    }

    var spark: Chart {
        Chart(
            .spark(SparkChart(series[2].values.map { $0 })), title: "", description: "",
            idPrefix: "s", width: 84)
    }
}
