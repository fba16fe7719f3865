import ArgumentParser
import BundledFiles
import DemoData
import Diagnostics
import FileAccess
import Foundation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a small workspace that builds at once.")

    @Argument(help: "The folder, made if it is not there.")
    var folder = "."

    func run() throws {
        try reportingFailures {
            let files = BundledFiles.own.files.filter { $0.path.hasPrefix("starter/") }
                .map { (path: String($0.path.dropFirst("starter/".count)), bytes: $0.bytes) }
            let count = try writeNew(files, into: folder)
            let way = folder == "." ? "" : "cd \(folder) && "
            printError("\(counted(count, "file")) written; next: \(way)revsite build")
        }
    }
}

struct DemoDataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-data",
        abstract: "Write the data of the demonstration company.", shouldDisplay: false)

    @Argument(help: "The folder, made if it is not there.")
    var folder: String

    @Option(help: "Another company of the same kind.")
    var seed: UInt64 = 2026

    func run() throws {
        try reportingFailures {
            printError(
                "\(counted(try writeNew(demoFiles(seed: seed), into: folder), "file")) written")
        }
    }
}

/// Writes files that are not there yet; an existing one ends it before anything is written.
private func writeNew(_ files: [(path: String, bytes: [UInt8])], into folder: String) throws -> Int
{
    do {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    } catch {
        printError("error: cannot make the folder '\(folder)'")
        throw ExitCode.diskFull
    }
    let workspace = try Workspace(root: folder)
    for file in files where FileManager.default.fileExists(atPath: workspace.root + "/" + file.path)
    {
        printError("error: there is already a '\(file.path)'; nothing was written")
        throw ExitCode.contentWrong
    }
    for file in files {
        let path = try RelativePath(file.path)
        try FileManager.default.createDirectory(
            atPath: workspace.root + "/" + path.components.dropLast().joined(separator: "/"),
            withIntermediateDirectories: true)
        try Data(file.bytes).write(
            to: URL(filePath: workspace.root + "/" + file.path), options: .withoutOverwriting)
    }
    return files.count
}
