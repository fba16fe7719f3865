import ConfigReading
import Diagnostics
import Foundation
import ReportModel
import Testing

@Suite("settings that others wrote")
struct SharedSettingsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test("the demonstration's settings are read without a word")
    func demonstration() throws {
        try check(Self.root.appending(path: "content/revsite.yml"))
    }

    @Test("the starter's settings are read without a word")
    func starter() throws {
        try check(Self.root.appending(path: "Sources/BundledFiles/starter/content/revsite.yml"))
    }

    @Test(
        "the settings of the shared workspaces are read without a word",
        arguments: [
            "workspaces/maven-crm", "workspaces/mrr-playbook", "workspaces/northwind",
            "workspaces/superstore-comma", "workspaces/uci-retail", "bench/ledger",
        ])
    func workspaces(name: String) throws {
        let folder =
            ProcessInfo.processInfo.environment["REVSITE_SHARED"].map { URL(filePath: $0) }
            ?? Self.root.deletingLastPathComponent().appending(path: "shared")
        let file = folder.appending(path: name + "/content/revsite.yml")
        guard FileManager.default.fileExists(atPath: file.path) else {
            Issue.record("the shared data is missing: no \(file.path); set REVSITE_SHARED")
            return
        }
        try check(file)
    }

    private func check(_ file: URL) throws {
        let read = ReadSettings(try String(contentsOf: file, encoding: .utf8))
        #expect(read.found == [])
        #expect(read.settings?.tables.isEmpty == false)
    }
}
