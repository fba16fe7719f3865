import ArgumentParser
import Diagnostics
import FileAccess
import ReportModel
import SiteBuilding

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Print the YAML of a table for a file that a system exported.",
        discussion: """
            Looks at a CSV, gzip, JSON Lines or Excel file, finds out how it is written and which \
            table it means, and prints the lines for 'tables:' in content/revsite.yml, with what \
            is not certain as comments.
            """)

    @Argument(help: "The file, from here or within content/.")
    var file: String

    @Option(name: .customLong("into"), help: "Add the table to these settings.")
    var settings: String?

    @Option(help: "The table that the file is, where it can't be told.")
    var table: String?

    @Option(name: .customLong("workspace"), help: "The folder that holds content/.")
    var path = "."

    func validate() throws { _ = try wantedTable() }

    func run() throws {
        try reportingFailures {
            let workspace = try Workspace(root: path)
            let answer = try importTable(
                file, as: try wantedTable(), into: settings, workspace: workspace)
            try DiagnosticPrinter(.text, workspaceRoot: workspace.root).print(answer.diagnostics)
            guard let yaml = answer.yaml else { throw ExitCode.of(answer.diagnostics) }
            try printResult(yaml)
            if let rows = answer.rows {
                let used = rows.used == rows.read ? "all" : String(rows.used)
                printError("\(counted(rows.read, "row")) read, \(used) used")
            }
            if let path = answer.settingsPath { printError("\(path): added") }
        }
    }

    private func wantedTable() throws -> TableName? {
        guard let table else { return nil }
        if let name = TableName(named: table) { return name }
        throw ValidationError(
            "--table \(table): " + didYouMean(table, among: TableName.allCases.map(\.rawValue)))
    }
}
