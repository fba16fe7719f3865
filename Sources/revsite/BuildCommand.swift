import ArgumentParser
import Diagnostics
import FileAccess
import Foundation
import SiteBuilding

/// Where the workspace is, and how to speak of it.
struct WorkspaceOptions: ParsableArguments {
    @Option(name: .customLong("workspace"), help: "The folder that holds content/.")
    var path = "."

    @Option(help: "The period of the report, in place of the YAML's.")
    var period: String?

    @Flag(help: "Warnings count as errors.")
    var strict = false

    @Flag(help: "Run the commands that tables come from.")
    var allowCommands = false

    func open() throws -> Workspace { try Workspace(root: path) }

    var buildOptions: BuildOptions {
        let process = ProcessInfo.processInfo
        let commands = CommandPermission(
            isGiven: allowCommands, environment: allowCommands ? process.environment : [:])
        if allowCommands { endOnSignals(commands.running) }
        return BuildOptions(
            period: period, isStrict: strict, commands: commands,
            workers: min(process.activeProcessorCount, Self.mostWorkers))
    }

    /// Each has cells of its own to be merged; more would cost more memory than they save time.
    private static let mostWorkers = 8
}

/// Ends the commands that run before this program is ended by a signal.
private func endOnSignals(_ commands: RunningCommands) {
    for number in [SIGINT, SIGTERM, SIGHUP] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            commands.end()
            signal(number, SIG_DFL)
            kill(getpid(), number)
            // As long as the source is asked for, it listens.
            source.cancel()
        }
        source.resume()
    }
}

/// What is looked at beside the content.
struct LinkOptions: ParsableArguments {
    @Flag(help: "Follow the links to other hosts too.")
    var checkExternal = false
}

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build the site into output/.")

    @OptionGroup var workspace: WorkspaceOptions
    @Option(help: "How diagnostics are printed: text, json or github.")
    var format = OutputFormat.text
    @Flag(
        name: .customLong("no-cache"), help: "Make every page again, whatever the last build knew.")
    var ignoresCache = false
    @OptionGroup var links: LinkOptions

    func run() throws {
        try reportingFailures {
            try runBuild(workspace, format, links, isWriting: true, usesCache: !ignoresCache)
        }
    }
}

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check everything that build checks, writing nothing.")

    @OptionGroup var workspace: WorkspaceOptions
    @Option(help: "How diagnostics are printed: text, json or github.")
    var format = OutputFormat.text
    @OptionGroup var links: LinkOptions

    func run() throws {
        try reportingFailures {
            try runBuild(workspace, format, links, isWriting: false)
        }
    }
}

private func runBuild(
    _ options: WorkspaceOptions, _ format: OutputFormat, _ links: LinkOptions, isWriting: Bool,
    usesCache: Bool = true
) throws {
    let workspace = try options.open()
    var buildOptions = options.buildOptions
    buildOptions.checksExternalLinks = links.checkExternal
    buildOptions.usesCache = usesCache && !links.checkExternal
    let progress = TerminalProgress()
    buildOptions.progress = { progress.show($0) }
    let result: BuildResult
    do {
        defer { progress.end() }
        result = try buildSite(in: workspace, options: buildOptions, isWriting: isWriting)
    }
    try DiagnosticPrinter(format, workspaceRoot: workspace.root).print(result.diagnostics)
    let errors = result.diagnostics.filter { $0.severity == .error }.count
    let warnings = result.diagnostics.filter { $0.severity == .warning }.count
    if errors > 0 || (options.strict && warnings > 0) {
        printError(
            "\(counted(errors, "error")), \(counted(warnings, "warning")): "
                + "\(isWriting ? "output/ is left as it was" : "nothing would be written")")
        throw ExitCode.of(result.diagnostics)
    }
    if isWriting {
        printError(
            "output/index.html: \(counted(result.pages, "page")), "
                + "\(counted(result.filesWritten, "file")) written, "
                + "\(result.filesUnchanged) unchanged"
                + (warnings > 0 ? ", \(counted(warnings, "warning"))" : ""))
    } else {
        printError("\(counted(result.pages, "page")), all holds")
    }
    // The system takes back what the build knew faster than this program would.
    withExtendedLifetime(result) { exit(EXIT_SUCCESS) }
}

func counted(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
}
