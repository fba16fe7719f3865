import FileAccess
import Foundation
import SiteWriting
import TestSupport
import Testing

struct SiteVerificationTests {
    let scratch: ScratchFolder
    let workspace: Workspace

    init() throws {
        scratch = try ScratchFolder()
        workspace = try Workspace(root: scratch.path)
    }

    @Test("missing, extra and changed files are told apart")
    func differences() throws {
        let staging = try SiteStaging(in: workspace)
        for path in ["a", "b", "c/d", "c/e", "f"] { try staging.stage([1], at: path) }
        _ = try staging.finish()
        let output = try Workspace(root: scratch.path + "/output")
        #expect(try SiteVerification(of: output).isWhole)

        try FileManager.default.removeItem(atPath: output.root + "/a")
        try scratch.write("2", to: "output/b")
        try scratch.write("", to: "output/c/.hidden")
        try FileManager.default.removeItem(atPath: output.root + "/c/d")
        try scratch.link("output/c/d", to: "../f")
        try scratch.link("output/up", to: "..")
        let found = try SiteVerification(of: output)
        #expect(found.missing == ["a"])
        #expect(found.extra == ["c/.hidden", "up"])
        #expect(found.changed == ["b", "c/d"])
        #expect(!found.isWhole)
    }

    @Test("a manifest that names files outside of the folder finds them missing")
    func hostile() throws {
        try scratch.write("x", to: "secret")
        try scratch.write("{\"files\": {\"../secret\": \"\"}}", to: "site/manifest.json")
        let found = try SiteVerification(of: Workspace(root: scratch.path + "/site"))
        #expect(found.missing == ["../secret"])
    }

    @Test("a folder without a readable manifest can't be verified", arguments: [nil, "{}", ""])
    func noManifest(_ text: String?) throws {
        if let text { try scratch.write(text, to: "manifest.json") }
        #expect(throws: SiteError.manifestUnreadable(folder: workspace.root)) {
            try SiteVerification(of: workspace)
        }
    }
}
