import Foundation

/// Times programs in turn on the same ledger and sets the medians side by side.
struct SpeedComparison {
    enum Contestant: CaseIterable {
        case revsite, duckdb, polars
        /// revsite with a tenth of the rows.
        case tenth
    }

    /// How a contestant is started; the site of a ledger named here is removed before each run.
    struct Entry {
        var contestant: Contestant
        var program: String
        var arguments: [String]
        var ledger: Ledger? = nil
    }

    var rows: Int
    var runs: Int
    private var seconds: [Contestant: [Double]] = [:]
    private var peaks: [Contestant: [Double]] = [:]

    init(rows: Int, runs: Int) {
        self.rows = rows
        self.runs = runs
    }

    /// Runs everybody once a round; every other round goes backwards, so that nobody always
    /// follows the same neighbour.
    mutating func run(_ entries: [Entry], scratch: URL) throws {
        for round in 0..<runs {
            tell("round \(round + 1) of \(runs)")
            for entry in round.isMultiple(of: 2) ? entries : entries.reversed() {
                try entry.ledger?.forgetSite()
                let outcome = try ChildProcess.run(
                    entry.program, entry.arguments, scratch: scratch)
                try outcome.requireSuccess(
                    ([entry.program] + entry.arguments).joined(separator: " "))
                seconds[entry.contestant, default: []].append(outcome.seconds)
                peaks[entry.contestant, default: []].append(Double(outcome.peakBytes) / 1e6)
            }
        }
    }

    /// The medians as Markdown.
    var table: String {
        let time = Self.medians(seconds)
        let peak = Self.medians(peaks)
        func line(_ name: String, _ contestant: Contestant) -> String {
            let own = contestant == .revsite
            return "| \(name) | \(Self.text(time(contestant), 2)) s "
                + "| \(own ? "" : Self.text(time(.revsite) / time(contestant), 2)) "
                + "| \(Self.text(peak(contestant), 0)) MB |"
        }
        return """
            | \(rows) rows, median of \(runs) | wall time | revsite's time to it | peak memory |
            |---|---:|---:|---:|
            \(line("`revsite build`: the finished site", .revsite))
            \(line("`duckdb_peer.py`: the same figures, no pages", .duckdb))
            \(line("`polars_peer.py`: one of the cubes", .polars))

            From \(rows / 10) to \(rows) rows revsite's time grows \
            \(Self.text(time(.revsite) / time(.tenth), 1)) times \
            (from \(Self.text(time(.tenth), 2)) s) and its memory \
            \(Self.text(peak(.revsite) / peak(.tenth), 2)) times \
            (from \(Self.text(peak(.tenth), 0)) MB).
            Whole processes on \(ProcessInfo.processInfo.activeProcessorCount) cores; memory is what \
            the kernel counts as resident at most, mapped pages of the program itself included.
            """
    }

    private static func medians(
        _ measured: [Contestant: [Double]]
    ) -> (Contestant) -> Double {
        { contestant in
            let sorted = (measured[contestant] ?? []).sorted()
            if sorted.isEmpty { return .nan }
            return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        }
    }

    private static func text(_ number: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", number)
    }
}
