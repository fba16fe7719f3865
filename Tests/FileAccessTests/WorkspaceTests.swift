import Diagnostics
import FileAccess
import Foundation
import TestSupport
import Testing

struct WorkspaceTests {
    let scratch: ScratchFolder
    let workspace: Workspace

    init() throws {
        scratch = try ScratchFolder()
        try scratch.write("id,amount\n", to: "site/content/data/ledger.csv")
        try scratch.write("secret", to: "elsewhere/secret.txt")
        workspace = try Workspace(root: scratch.path + "/site")
    }

    func refusal(of path: String, in folder: String = "content") -> FileError? {
        #expect(throws: FileError.self) { try workspace.locate(path, in: folder) }
    }

    @Test("a path is read relative to the folder it was written for")
    func locating() throws {
        let file = try workspace.locate("./data//ledger.csv", in: "content")
        #expect(file.path == "content/data/ledger.csv")
        #expect(try file.read() == Array("id,amount\n".utf8))
        #expect(file.place == workspace.root + "/content/data/ledger.csv")
    }

    @Test(
        "a path that could leave the workspace is refused",
        arguments: [
            "../elsewhere/secret.txt", "/etc/passwd", "data/../data/ledger.csv", "data/..", "..",
            "/\u{301}etc/passwd",
        ])
    func leaving(_ path: String) throws {
        let error = try #require(refusal(of: path))
        #expect(error.diagnostic()?.id == "path-outside-workspace")
        #expect(error.diagnostic()?.message.contains(path) == true)
    }

    @Test("a path that names nothing is refused", arguments: ["", ".", "./", "a\0b"])
    func naming(_ path: String) {
        #expect(refusal(of: path)?.diagnostic()?.id == "path-invalid")
    }

    @Test("a link out of the workspace is refused, to a file, a folder, or through another link")
    func escapes() throws {
        try scratch.link("site/content/file.csv", to: scratch.path + "/elsewhere/secret.txt")
        try scratch.link("site/content/folder", to: "../../elsewhere")
        try scratch.link("site/content/twice.csv", to: "folder/secret.txt")
        for path in ["file.csv", "folder/secret.txt", "twice.csv"] {
            #expect(refusal(of: path)?.diagnostic()?.id == "path-outside-workspace")
        }
    }

    @Test("a folder beside the workspace whose name starts alike is outside")
    func sibling() throws {
        try scratch.write("x", to: "site-old/x.csv")
        try scratch.link("site/content/x.csv", to: "../../site-old/x.csv")
        #expect(refusal(of: "x.csv")?.diagnostic()?.id == "path-outside-workspace")
    }

    @Test("a link inside the workspace is followed, and keeps the path that was written")
    func innerLink() throws {
        try scratch.link("site/content/now.csv", to: "data/ledger.csv")
        let file = try workspace.locate("now.csv", in: "content")
        #expect(file.path == "content/now.csv")
        #expect(try file.read().count == 10)
    }

    @Test("a workspace may be reached by a link itself")
    func linkedRoot() throws {
        try scratch.link("door", to: "site")
        let workspace = try Workspace(root: scratch.path + "/door")
        #expect(try workspace.locate("content/data/ledger.csv").read().count == 10)
    }

    @Test("a missing file is told with the nearest one")
    func missing() throws {
        #expect(
            refusal(of: "data/ledgr.csv")
                == .notFound(path: "content/data/ledgr.csv", nearest: "content/data/ledger.csv"))
        let folder = try #require(refusal(of: "dta/ledger.csv")?.diagnostic())
        #expect(folder.id == "file-missing")
        #expect(folder.remedy == "did you mean 'content/data/ledger.csv'?")
        #expect(
            refusal(of: "data/zebra.parquet")
                == .notFound(path: "content/data/zebra.parquet", nearest: nil))
        #expect(refusal(of: "x", in: "contnt") == .notFound(path: "contnt/x", nearest: "content/x"))
    }

    @Test("a link to nothing is missing, and nothing outside is looked for")
    func danglingLink() throws {
        try scratch.link("site/content/lost.csv", to: "../../elsewhere/secret.tx")
        let error = refusal(of: "lost.csv")
        #expect(error?.diagnostic()?.id == "file-missing")
        #expect(error?.description.contains("elsewhere") == false)
    }

    @Test("a link to itself is the world's failure")
    func loop() throws {
        try scratch.link("site/content/me", to: "me")
        let error = try #require(refusal(of: "me"))
        #expect(error.diagnostic() == nil)
        #expect(error.code == ELOOP)
    }

    @Test("a folder or a named pipe can't be read as a file")
    func wrongKind() throws {
        #expect(throws: FileError.wrongKind(path: "content/data", expected: .file)) {
            try workspace.locate("content/data").read()
        }
        #expect(mkfifo(workspace.root + "/content/pipe", 0o644) == 0)
        #expect(throws: FileError.wrongKind(path: "content/pipe", expected: .file)) {
            try workspace.locate("content/pipe").read()
        }
    }

    @Test("a workspace that is a file or isn't there is refused")
    func roots() {
        #expect(throws: FileError.self) { try Workspace(root: scratch.path + "/none") }
        #expect(throws: FileError.self) {
            try Workspace(root: scratch.path + "/elsewhere/secret.txt")
        }
    }

    @Test("a failure of the disk says what was done, to what, and why")
    func descriptions() {
        let full = FileError.failed(path: "output/a.html", operation: .write, code: ENOSPC)
        #expect(full.isDiskFull)
        #expect(full.description == "can't write 'output/a.html': No space left on device")
        #expect(full.diagnostic() == nil)
        #expect(FileError.failed(path: "a", operation: .open, code: EACCES).isNotPermitted)
    }
}
