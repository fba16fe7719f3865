import Foundation
import Testing

/// The program under test, run as a user runs it.
struct Program {
    struct Outcome {
        var exitCode: Int32
        var wasSignalled: Bool
        var output: String
        var errors: String

        var all: String { output + errors }
    }

    /// The folder of the built products, where the tests lie as well.
    static let executable = URL(filePath: CommandLine.arguments[0])
        .deletingLastPathComponent().appending(path: "revsite")

    static func run(
        _ arguments: String..., in folder: URL? = nil, environment: [String: String] = [:]
    ) throws -> Outcome {
        try run(executable, arguments, in: folder, environment: environment)
    }

    static func run(
        _ executable: URL, _ arguments: [String], in folder: URL? = nil,
        environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = folder }
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { _, new in new }
        // Files take any amount of output; a pipe that nobody empties does not.
        let captured = try TemporaryFolder()
        let outputPath = captured.url.appending(path: "out")
        let errorPath = captured.url.appending(path: "err")
        for path in [outputPath, errorPath] { try Data().write(to: path) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outputPath)
        process.standardError = try FileHandle(forWritingTo: errorPath)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            exitCode: process.terminationStatus,
            wasSignalled: process.terminationReason == .uncaughtSignal,
            output: String(decoding: try Data(contentsOf: outputPath), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errorPath), as: UTF8.self))
    }
}

/// A folder that lives as long as the value.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "revsite-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ text: String, to path: String) throws {
        try write(Data(text.utf8), to: path)
    }

    func write(_ data: Data, to path: String) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
    }

    /// Every file beneath a folder with its bytes.
    func files(in folder: String) throws -> [String: Data] {
        let root = url.appending(path: folder)
        var found: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            var isFolder: ObjCBool = false
            let file = root.appending(path: path)
            let isThere = FileManager.default.fileExists(
                atPath: file.path, isDirectory: &isFolder)
            if isThere, !isFolder.boolValue { found[path] = try Data(contentsOf: file) }
        }
        return found
    }
}

/// Where things lie in the project and beside it.
enum Place {
    static let project = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of fixtures that all of a company's tools share; nil where it is not there.
    static let shared: URL? = {
        let named = ProcessInfo.processInfo.environment["REVSITE_SHARED"]
        let url =
            named.map { URL(filePath: $0) }
            ?? project.deletingLastPathComponent().appending(path: "shared")
        return FileManager.default.fileExists(atPath: url.appending(path: "workspaces").path)
            ? url : nil
    }()

    static let missingShared: Comment =
        "the shared fixtures are missing: put them at ../shared, or name them in REVSITE_SHARED"

    /// A copy of the demonstration without the pages of its accounts, which are a thousand.
    static func demonstration() throws -> TemporaryFolder {
        let folder = try copy(project)
        for path in ["account.md", "account.es.md", "customers"] {
            try FileManager.default.removeItem(
                at: folder.url.appending(path: "content").appending(path: path))
        }
        return folder
    }

    /// A copy of a workspace that may be written to.
    static func copy(_ workspace: URL) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            at: workspace.appending(path: "content"), to: folder.url.appending(path: "content"))
        _ = try Program.run(
            URL(filePath: "/bin/chmod"), ["-R", "u+w", folder.url.path])
        return folder
    }
}
