import ArgumentParser
import Foundation

/// Ten million lines to a finished site beside DuckDB and Polars: the same answers first, then the time.
@main
struct LedgerBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-benchmark",
        abstract: "Checks revsite's figures of a large ledger against DuckDB's, then times both.",
        discussion: "Run it on an idle machine, after `swift build -c release`. Needs room for "
            + "80 bytes a row in TMPDIR.")

    @Option(help: "The folder with make_ledger.py, duckdb_peer.py, polars_peer.py and ledger/.")
    var peers = "../shared/bench"

    @Option(help: "Rows of the ledger; a tenth of them shows the growth.")
    var rows = 10_000_000

    @Option(help: "Runs of each program, of which the median counts.")
    var runs = 5

    @Option(help: "A Python that has duckdb, polars and numpy.")
    var python = "python3"

    @Option(help: "The revsite to measure.")
    var program = ".build/release/revsite"

    @Flag(help: "Check the answers and measure nothing.")
    var answersOnly = false

    func validate() throws {
        // With fewer rows some month lacks some product, and there is nothing to compare.
        guard (10_000...1_000_000_000).contains(rows) else {
            throw ValidationError("--rows is a number from 10000 to 1000000000")
        }
        guard (1...100).contains(runs) else {
            throw ValidationError("--runs is a number from 1 to 100")
        }
    }

    func run() throws {
        do {
            try measure()
        } catch let lack as Lack {
            tell("error: \(lack.sentence)")
            throw ExitCode(69)
        }
    }

    private func measure() throws {
        let files = FileManager.default
        guard files.isExecutableFile(atPath: program) else {
            throw Lack("there is no program at \(program): run `swift build -c release` first")
        }
        let scratch = files.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
        try files.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: scratch) }
        let maker = LedgerMaker(
            python: python, peers: URL(filePath: peers), scratch: scratch)
        try maker.checkModules()
        let revsite = URL(filePath: program).path
        let whole = try maker.ledger(rows: rows, name: "whole")

        tell("asking revsite and DuckDB")
        var check = try AnswerCheck(
            answers: PeerAnswers.ask(python: python, of: whole, in: scratch))
        try check.run(revsite: revsite, ledger: whole)
        print(check.summary)
        if !check.differences.isEmpty { throw ExitCode(1) }
        if answersOnly { return }

        let tenth = try maker.ledger(rows: rows / 10, name: "tenth")
        var comparison = SpeedComparison(rows: rows, runs: runs)
        try comparison.run(
            [
                .init(
                    contestant: .revsite, program: revsite,
                    arguments: ["build", "--workspace", whole.folder.path], ledger: whole),
                .init(
                    contestant: .duckdb, program: python,
                    arguments: [maker.script("duckdb_peer.py"), whole.csv.path]),
                .init(
                    contestant: .polars, program: python,
                    arguments: [maker.script("polars_peer.py"), whole.csv.path]),
                .init(
                    contestant: .tenth, program: revsite,
                    arguments: ["build", "--workspace", tenth.folder.path], ledger: tenth),
            ], scratch: scratch)
        print(comparison.table)
    }
}

/// Something that the benchmark needs and that is not there or does not work.
struct Lack: Error {
    var sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}

/// Progress, for whoever waits.
func tell(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
