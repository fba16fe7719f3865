import Diagnostics
import FileAccess
import Foundation
import SiteWriting
import TestSupport
import Testing

struct SiteStagingTests {
    let scratch: ScratchFolder
    let workspace: Workspace

    init() throws {
        scratch = try ScratchFolder()
        workspace = try Workspace(root: scratch.path)
    }

    /// Builds a site of these files.
    @discardableResult
    func build(_ files: [String: String]) throws -> SiteReceipt {
        let staging = try SiteStaging(in: workspace)
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            try staging.stage(Array(text.utf8), at: path)
        }
        return try staging.finish()
    }

    func verify() throws -> SiteVerification {
        try SiteVerification(of: Workspace(root: scratch.path + "/output"))
    }

    func inode(_ name: String) throws -> Int? { try scratch.number(.systemFileNumber, of: name) }

    @Test("the first site makes the output folder")
    func first() throws {
        let receipt = try build(["index.html": "home", "customers/c1.html": "one"])
        #expect(receipt == SiteReceipt(written: 2, linked: 0))
        #expect(try scratch.text(of: "output/customers/c1.html") == "one")
        #expect(try verify().isWhole)
        #expect(!scratch.exists(".revsite/staging-site"))
        #expect(
            try scratch.text(of: "output/manifest.json") == """
                {"files": {
                  "customers/c1.html": "\(Digest256.hexadecimal(of: Array("one".utf8)))",
                  "index.html": "\(Digest256.hexadecimal(of: Array("home".utf8)))"
                }}

                """)
    }

    @Test("a new site replaces the old as a whole, and what is the same is linked")
    func second() throws {
        try build(["index.html": "home", "a/same.html": "same", "old.html": "old"])
        let (same, home) = (try inode("output/a/same.html"), try inode("output/index.html"))
        let receipt = try build(["index.html": "HOME", "a/same.html": "same"])
        #expect(receipt == SiteReceipt(written: 1, linked: 1))
        #expect(try inode("output/a/same.html") == same)
        #expect(try inode("output/index.html") != home)
        // The site before is kept as links, for the next one to be made from.
        #expect(try scratch.number(.referenceCount, of: "output/a/same.html") == 2)
        #expect(!scratch.exists("output/old.html"))
        #expect(try verify().isWhole)
    }

    @Test("a file of the output that was edited, even at the same length, isn't kept")
    func edited() throws {
        let files = ["a.html": "right", "b.html": "right too", "c.html": "gone"]
        try build(files)
        try scratch.write("wrong", to: "output/a.html")
        try FileManager.default.removeItem(atPath: scratch.path + "/output/c.html")
        let receipt = try build(files)
        #expect(receipt == SiteReceipt(written: 2, linked: 1))
        #expect(try scratch.text(of: "output/a.html") == "right")
        #expect(try verify().isWhole)
    }

    @Test("a file or folder of the output that became a link is written anew")
    func linked() throws {
        let files = ["a.html": "a", "b/b.html": "b"]
        try build(files)
        try scratch.write("a", to: "mine/a.html")
        try scratch.write("b", to: "mine/b.html")
        try FileManager.default.removeItem(atPath: scratch.path + "/output/a.html")
        try FileManager.default.removeItem(atPath: scratch.path + "/output/b")
        try scratch.link("output/a.html", to: "../mine/a.html")
        try scratch.link("output/b", to: "../mine")
        #expect(try build(files) == SiteReceipt(written: 2, linked: 0))
        #expect(try verify().isWhole)
        #expect(try scratch.number(.referenceCount, of: "mine/b.html") == 1)
    }

    @Test("a manifest that lies or is broken leads to a right site")
    func lyingManifest() throws {
        try build(["a.html": "old"])
        let digest = Digest256.hexadecimal(of: Array("new".utf8))
        for manifest in ["{\"files\": {\"a.html\": \"\(digest)\"}}", "{\"files\": "] {
            try scratch.write(manifest, to: "output/manifest.json")
            #expect(try build(["a.html": "new"]) == SiteReceipt(written: 1, linked: 0))
            #expect(try verify().isWhole)
            try build(["a.html": "old"])
        }
    }

    @Test(".gitkeep survives and is in no manifest")
    func gitKeep() throws {
        try scratch.write("keep me", to: "output/.gitkeep")
        try build(["a.html": "a"])
        try build(["a.html": "b"])
        #expect(try scratch.text(of: "output/.gitkeep") == "keep me")
        #expect(try scratch.text(of: "output/manifest.json").contains(".gitkeep") == false)
        #expect(try verify().isWhole)
    }

    @Test("the same bytes may be staged twice, other bytes are a collision")
    func collision() throws {
        let staging = try SiteStaging(in: workspace)
        try staging.stage([1], at: "a.html")
        try staging.stage([1], at: "a.html")
        let error = #expect(throws: SiteError.collision(path: "a.html")) {
            try staging.stage([2], at: "a.html")
        }
        #expect(error?.diagnostic()?.id == "output-path-collision")
        #expect(try staging.finish() == SiteReceipt(written: 1, linked: 0))
    }

    @Test("a file and a folder can't have one path, whichever comes first")
    func folderCollision() throws {
        let staging = try SiteStaging(in: workspace)
        try staging.stage([1], at: "a/b/c")
        try staging.stage([1], at: "d")
        #expect(throws: SiteError.collision(path: "a/b")) { try staging.stage([1], at: "a/b") }
        #expect(throws: SiteError.collision(path: "d")) { try staging.stage([1], at: "d/e/f") }
    }

    @Test("paths equal but for the form of their accents collide")
    func normalisation() throws {
        let staging = try SiteStaging(in: workspace)
        try staging.stage([1], at: "caf\u{E9}")
        #expect(throws: SiteError.self) { try staging.stage([1], at: "cafe\u{301}") }
    }

    @Test(
        "a path that isn't plain is refused",
        arguments: ["", "/a", "../a", "a/../b", "a//b", "./a", "a/", "a\0", "a/."])
    func paths(_ path: String) throws {
        let staging = try SiteStaging(in: workspace)
        let error = #expect(throws: SiteError.self) { try staging.stage([], at: path) }
        #expect(error?.diagnostic()?.id == "output-path-invalid")
    }

    @Test("the site's own files can't be staged", arguments: ["manifest.json", ".gitkeep"])
    func reserved(_ path: String) throws {
        let staging = try SiteStaging(in: workspace)
        #expect(throws: SiteError.reservedPath(path: path)) { try staging.stage([], at: path) }
        try staging.stage([], at: "board/" + path)
    }

    @Test("a failure of the disk leaves the old site and no staging")
    func failure() throws {
        try build(["a.html": "old"])
        func fail() throws {
            let staging = try SiteStaging(in: workspace)
            try staging.stage(Array("new".utf8), at: "a.html")
            #expect(scratch.exists(".revsite/staging-site/a.html"))
            try staging.stage([], at: String(repeating: "x", count: 300))
        }
        let error = #expect(throws: FileError.self) { try fail() }
        #expect(error?.code == ENAMETOOLONG)
        #expect(!scratch.exists(".revsite/staging-site"))
        #expect(try scratch.text(of: "output/a.html") == "old")
        #expect(try verify().isWhole)
    }

    @Test("a failure in the end leaves the old site and no staging")
    func failureAtEnd() throws {
        try build(["a.html": "old"])
        let staging = try SiteStaging(in: workspace)
        try staging.stage(Array("new".utf8), at: "a.html")
        // Somebody's hand is in the staging: the manifest can't be made.
        try FileManager.default.removeItem(
            atPath: scratch.path + "/.revsite/staging-site/manifest.json")
        try scratch.write("", to: ".revsite/staging-site/manifest.json/mine")
        #expect(throws: FileError.self) { try staging.finish() }
        #expect(!scratch.exists(".revsite/staging-site"))
        #expect(try scratch.text(of: "output/a.html") == "old")
    }

    @Test("an abandoned site leaves the old one and lets the next build go on")
    func abandoning() throws {
        try build(["a.html": "old"])
        let staging = try SiteStaging(in: workspace)
        try staging.stage([1], at: "a.html")
        staging.abandon()
        staging.abandon()
        #expect(!scratch.exists(".revsite/staging-site"))
        #expect(try scratch.text(of: "output/a.html") == "old")
        try build(["a.html": "new"])
    }

    @Test("an output that is a link or a file is an error, and stays")
    func outputKind() throws {
        try scratch.write("mine", to: "elsewhere/x")
        try scratch.link("output", to: "elsewhere")
        #expect(throws: SiteError.outputIsNotAFolder) { try SiteStaging(in: workspace) }
        #expect(try scratch.text(of: "elsewhere/x") == "mine")
        try FileManager.default.removeItem(atPath: scratch.path + "/output")
        try scratch.write("mine", to: "output")
        #expect(throws: SiteError.outputIsNotAFolder) { try SiteStaging(in: workspace) }
    }

    @Test("an output that holds files and is no site is an error, and stays")
    func foreignOutput() throws {
        try scratch.write("mine", to: "output/thesis.txt")
        #expect(throws: SiteError.outputIsForeign(file: "thesis.txt")) {
            try SiteStaging(in: workspace)
        }
        #expect(try scratch.text(of: "output/thesis.txt") == "mine")
    }

    @Test("an output that becomes a link while staging is an error, and stays")
    func outputBecomesLink() throws {
        try scratch.write("mine", to: "elsewhere/x")
        let staging = try SiteStaging(in: workspace)
        try staging.stage([1], at: "a.html")
        try scratch.link("output", to: "elsewhere")
        #expect(throws: SiteError.outputIsNotAFolder) { try staging.finish() }
        #expect(try scratch.text(of: "elsewhere/x") == "mine")
    }

    @Test("what a killed build left is cleared away")
    func leftovers() throws {
        try scratch.write("x", to: ".revsite/staging-site/deep/er/x.html")
        try scratch.write("x", to: ".revsite/staging-1234/x.html")
        try scratch.write("x", to: ".revsite/cache/x")
        try build(["a.html": "a"])
        #expect(!scratch.exists(".revsite/staging-1234"))
        #expect(!scratch.exists("output/deep"))
        #expect(scratch.exists(".revsite/cache/x"))
    }

    @Test("an old site set aside by a killed build is put back before anything else")
    func setAside() throws {
        try build(["a.html": "old"])
        try FileManager.default.moveItem(
            atPath: scratch.path + "/output", toPath: scratch.path + "/.revsite/previous")
        try SiteStaging(in: workspace).abandon()
        #expect(try scratch.text(of: "output/a.html") == "old")
        #expect(try verify().isWhole)
        #expect(!scratch.exists(".revsite/previous"))
    }

    @Test("files kept all at once are as if kept one by one, and one that was touched is not")
    func keepingMany() throws {
        let texts = [
            "index.html": "home", "c/1.html": "one", "c/2.html": "two", "c/3.html": "three",
        ]
        let digests = texts.mapValues { Digest256.hexadecimal(of: Array($0.utf8)) }
        try build(texts)
        try build(texts)
        let staging = try SiteStaging(in: workspace)
        staging.prepare()
        let files = digests.sorted { $0.key < $1.key }.map { (path: $0.key, digest: $0.value) }
        #expect(try staging.keep(Array(files.dropLast())))
        try staging.stage(Array("home".utf8), at: "index.html")
        #expect(throws: SiteError.self) { try staging.stage([65], at: "c/1.html") }
        #expect(throws: SiteError.self) { try staging.stage([65], at: "c") }
        #expect(try staging.finish() == SiteReceipt(written: 0, linked: 4 - 1 + 1))
        #expect(try verify().isWhole)
        try scratch.write("edited", to: "output/c/2.html")
        let other = try SiteStaging(in: workspace)
        #expect(try !other.keep(files))
        other.abandon()
    }

    @Test("what an abandoned site began with is there for the next one")
    func abandonedSpare() throws {
        try build(["a.html": "a", "b.html": "b"])
        try build(["a.html": "a", "b.html": "c"])
        let spare = try inode(".revsite/spare/a.html")
        let staging = try SiteStaging(in: workspace)
        try staging.stage([65], at: "b.html")
        staging.abandon()
        #expect(!scratch.exists(".revsite/staging-site"))
        #expect(try inode(".revsite/spare/a.html") == spare)
        #expect(try build(["a.html": "a", "b.html": "c"]) == SiteReceipt(written: 0, linked: 2))
        #expect(try scratch.text(of: "output/b.html") == "c")
        #expect(try verify().isWhole)
    }

    @Test("files staged by many tasks at once make one whole site")
    func concurrency() async throws {
        let staging = try SiteStaging(in: workspace)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try staging.stage(Array("\(number)".utf8), at: "\(number % 7)/\(number).html")
                }
            }
            try await group.waitForAll()
        }
        #expect(try staging.finish() == SiteReceipt(written: 200, linked: 0))
        #expect(try verify().isWhole)
    }
}
