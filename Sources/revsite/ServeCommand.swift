import ArgumentParser
import Diagnostics
import FileAccess
import Foundation
import SiteBuilding
import SiteServing

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Show the site on this machine, and each change of it as soon as it is saved.")

    @OptionGroup var workspace: WorkspaceOptions
    @Option(help: "The port on 127.0.0.1; 0 for any that is free.")
    var port: UInt16 = 8080

    func run() async throws {
        try await reportingFailures {
            let folder = try workspace.open()
            let preview = LivePreview(
                SitePreview(of: folder, options: workspace.buildOptions), of: folder,
                server: PreviewServer(port: port))
            try await preview.run()
        }
    }
}

/// Builds after each change, and shows what came of it.
private struct LivePreview {
    private let site: SitePreview
    private let folder: Workspace
    private let server: PreviewServer

    init(_ site: SitePreview, of folder: Workspace, server: PreviewServer) {
        self.site = site
        self.folder = folder
        self.server = server
    }

    func run() async throws {
        // Watched before it is read, so that no change falls between.
        let watch = try FileWatch(folders: ["content", "themes"].map { folder.root + "/" + $0 })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask {
                printError("preview: " + (try await server.address))
            }
            group.addTask {
                var good: [String: [UInt8]] = [:]
                var number = 1
                repeat {
                    try show(number, &good)
                    number += 1
                } while await watch.next() != nil
            }
            while try await group.next() != nil {}
        }
    }

    private func show(_ number: Int, _ good: inout [String: [UInt8]]) throws {
        let start = ContinuousClock.now
        let (files, diagnostics) = try site.build()
        if let files { good = files }
        var sources: [String: String] = [:]
        let problems = diagnostics.filter { $0.severity != .note }.prefix(Self.mostShown)
            .compactMap { diagnostic -> PreviewProblem? in
                let path = diagnostic.location?.path ?? ""
                if sources[path] == nil, !path.isEmpty, !path.hasPrefix("("),
                    let bytes = try? folder.locate(path).read(), bytes.count < 1 << 20
                {
                    sources[path] = String(decoding: bytes, as: UTF8.self)
                }
                return PreviewProblem(diagnostic, source: sources[path])
            }
        server.publish(PreviewSnapshot(files: good, problems: problems, number: number))
        let errors = diagnostics.count { $0.severity == .error }
        let time = (ContinuousClock.now - start).formatted(
            .units(allowed: [.milliseconds], width: .narrow))
        printError(errors == 0 ? "built in \(time)" : "\(counted(errors, "error")), see the page")
    }

    /// What is wrong in one place tends to be wrong in a hundred.
    private static let mostShown = 100
}
