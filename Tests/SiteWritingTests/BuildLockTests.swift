import FileAccess
import Foundation
import SiteWriting
import TestSupport
import Testing

@Suite(.serialized) struct BuildLockTests {
    let scratch: ScratchFolder
    let workspace: Workspace

    init() throws {
        scratch = try ScratchFolder()
        workspace = try Workspace(root: scratch.path)
    }

    /// Another process that holds the lock when this returns, until its input is closed.
    func holder() throws -> (process: Process, input: Pipe) {
        try scratch.write("", to: ".revsite/lock")
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // -o: the shell doesn't inherit the lock, so that it dies with flock itself.
        process.arguments = [
            "flock", "-o", scratch.path + "/.revsite/lock", "sh", "-c", "echo held; read line",
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        #expect(output.fileHandleForReading.readData(ofLength: 5) == Data("held\n".utf8))
        return (process, input)
    }

    @Test("a second build says that another one runs, and harms nothing of it")
    func second() throws {
        let first = try SiteStaging(in: workspace)
        try first.stage([1], at: "a.html")
        #expect(throws: SiteError.anotherBuildRuns) { try SiteStaging(in: workspace) }
        #expect(throws: SiteError.anotherBuildRuns) {
            try SiteStaging(in: workspace, waitingUpTo: .milliseconds(3))
        }
        _ = try first.finish()
        #expect(scratch.exists("output/a.html"))
        try SiteStaging(in: workspace).abandon()
    }

    @Test("a build waits for that of another process to end")
    func waiting() throws {
        let (_, input) = try holder()
        #expect(throws: SiteError.anotherBuildRuns) { try SiteStaging(in: workspace) }
        try input.fileHandleForWriting.close()
        try SiteStaging(in: workspace, waitingUpTo: .seconds(60)).abandon()
    }

    @Test("the lock of a killed process is free")
    func killed() throws {
        let (process, input) = try holder()
        #expect(kill(process.processIdentifier, SIGKILL) == 0)
        // The killed process may take a moment to end.
        try SiteStaging(in: workspace, waitingUpTo: .seconds(60)).abandon()
        try input.fileHandleForWriting.close()
    }
}
