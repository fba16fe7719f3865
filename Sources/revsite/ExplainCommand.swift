import ArgumentParser
import Diagnostics
import FileAccess
import ReportModel
import SiteBuilding

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show how a figure came to be, down to the tables and their rows.")

    @Argument(help: "The metric.")
    var id: String

    @OptionGroup var workspace: WorkspaceOptions

    @Option(name: .customLong("where"), help: "Only these rows: 'region = \"EMEA\"'.")
    var filter: String?

    @Flag(help: "The rows that count, too.")
    var rows = false

    func run() throws {
        try reportingFailures {
            let root = try workspace.open()
            let printer = DiagnosticPrinter(.text, workspaceRoot: root.root)
            do {
                let (text, diagnostics) = try explain(
                    id, filter: filter, showsRows: rows, in: root, options: workspace.buildOptions)
                try printer.print(diagnostics)
                guard let text, !(workspace.strict && diagnostics.hasWarnings) else {
                    throw ExitCode.of(diagnostics)
                }
                try printResult(text)
            } catch let defect as QuestionDefect {
                try printer.print(defect.diagnostics)
                throw ExitCode.callWrong
            }
        }
    }
}
