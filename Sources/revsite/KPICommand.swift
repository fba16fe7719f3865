import ArgumentParser
import Diagnostics
import FigureWording
import FileAccess
import ReportModel
import SiteBuilding

struct KPICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kpi", abstract: "Print figures as a table, JSON or CSV.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, csv
    }

    @Argument(help: "Metrics; all that the tables can answer when none is named.")
    var ids: [String] = []

    @OptionGroup var workspace: WorkspaceOptions

    @Option(help: "Cut by a dimension, or by month, quarter or year.")
    var by: String?

    @Option(name: .customLong("where"), help: "Only these rows: 'region = \"EMEA\"'.")
    var filter: String?

    @Option(
        name: .customLong("vs"),
        help: "Compare with pp, py, plan, forecast or model (commas between).")
    var comparisons: String?

    @Option(help: "The last n periods of the cut, months unless --by says otherwise.")
    var last: Int?

    @Option(help: "A whole table of figures: cohorts, movements, stages or retention_walk.")
    var series: String?

    @Option(help: "table, json or csv.")
    var format = Format.table

    func validate() throws {
        if let last, !(1...1200).contains(last) {
            throw ValidationError("--last is a number from 1 to 1200")
        }
        _ = try scenarios()
    }

    func run() throws {
        try reportingFailures {
            let root = try workspace.open()
            let question = FigureQuestion(
                metrics: ids.flatMap { $0.split(separator: ",").map(String.init) }, by: by,
                filter: filter, comparisons: try scenarios(), last: last, series: series)
            let printer = DiagnosticPrinter(.text, workspaceRoot: root.root)
            do {
                let (answer, diagnostics) = try answer(
                    question, in: root, options: workspace.buildOptions)
                try printer.print(diagnostics)
                guard let answer, !(workspace.strict && diagnostics.hasWarnings) else {
                    throw ExitCode.of(diagnostics)
                }
                try print(answer)
            } catch let defect as QuestionDefect {
                try printer.print(defect.diagnostics)
                throw ExitCode.callWrong
            }
        }
    }

    private func scenarios() throws -> [Scenario] {
        try (comparisons ?? "").split(separator: ",").map { name in
            if let scenario = Scenario(word: String(name)) { return scenario }
            throw ValidationError(
                "--vs \(name): " + didYouMean(String(name), among: Scenario.words))
        }
    }

    private func print(_ answer: FigureAnswer) throws {
        let listing = FigureListing(answer.figures, currency: answer.currency)
        switch format {
        case .json: try printResult(listing.json)
        case .csv: try printResult(listing.csv)
        case .table: try printResult(listing.table(answer.writer) { answer.labels[$0] ?? $0 })
        }
    }
}
