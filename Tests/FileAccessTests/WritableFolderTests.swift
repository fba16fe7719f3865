import FileAccess
import Foundation
import TestSupport
import Testing

struct WritableFolderTests {
    let scratch: ScratchFolder
    let workspace: Workspace
    let folder: WritableFolder

    init() throws {
        scratch = try ScratchFolder()
        workspace = try Workspace(root: scratch.path)
        folder = try WritableFolder("made/here", in: workspace)
    }

    @Test("a file is written with its folders and fixed modes")
    func writing() throws {
        let old = umask(0o077)
        defer { umask(old) }
        try folder.write(Array("text".utf8), to: RelativePath("a/b/c.html"))
        #expect(try scratch.text(of: "made/here/a/b/c.html") == "text")
        #expect(try scratch.number(.posixPermissions, of: "made/here/a/b/c.html") == 0o644)
        #expect(try scratch.number(.posixPermissions, of: "made/here/a/b") == 0o755)
        #expect(try scratch.number(.posixPermissions, of: "made") == 0o755)
    }

    @Test("a file that is there is never written over")
    func overwriting() throws {
        let name = try RelativePath("a")
        try folder.write([1], to: name)
        #expect(throws: FileError.failed(path: "made/here/a", operation: .write, code: EEXIST)) {
            try folder.write([2], to: name)
        }
        #expect(try folder.read(name) == [1])
    }

    @Test("links around or in the place of the folder are refused")
    func links() throws {
        try scratch.write("", to: "real/x")
        try scratch.link("made", to: "real")
        #expect(throws: FileError.wrongKind(path: "made", expected: .folder)) {
            try WritableFolder("made/here", in: workspace)
        }
        #expect(throws: FileError.wrongKind(path: "made", expected: .folder)) {
            try WritableFolder("made", in: workspace).make()
        }
    }

    @Test("a file is read or linked only if no link is on the way to it")
    func linksInside() throws {
        try scratch.write("same", to: "made/old/real/x")
        try scratch.link("made/old/door", to: "real")
        try scratch.link("made/old/y", to: "real/x")
        let old = try WritableFolder("made/old", in: workspace)
        let bytes = Array("same".utf8)
        #expect(try old.read(RelativePath("real/x")) == bytes)
        for path in ["door/x", "y", "none", "real"] {
            #expect(try old.read(RelativePath(path)) == nil)
            #expect(try !folder.link(RelativePath(path), from: old, ifItHas: bytes))
        }
    }

    @Test("a file is linked if its bytes and its mode are right")
    func linking() throws {
        let old = try WritableFolder("made/old", in: workspace)
        let name = try RelativePath("a/x")
        try old.write([1, 2, 3], to: name)
        #expect(try !folder.link(name, from: old, ifItHas: [1, 2, 4]))
        #expect(!scratch.exists("made/here/a/x"))
        #expect(try folder.link(name, from: old, ifItHas: [1, 2, 3]))
        #expect(
            try scratch.number(.systemFileNumber, of: "made/here/a/x")
                == scratch.number(.systemFileNumber, of: "made/old/a/x"))

        let other = try RelativePath("b")
        try old.write([1], to: other)
        #expect(chmod(scratch.path + "/made/old/b", 0o755) == 0)
        #expect(try !folder.link(other, from: old, ifItHas: [1]))
    }

    @Test("two folders are exchanged, and one is renamed")
    func exchanging() throws {
        let other = try WritableFolder("other", in: workspace)
        try folder.write([1], to: RelativePath("x"))
        try other.write([2], to: RelativePath("x"))
        try folder.exchange(with: other)
        #expect(try folder.read(RelativePath("x")) == [2])
        #expect(try other.read(RelativePath("x")) == [1])
        try other.rename(to: WritableFolder("third", in: workspace))
        #expect(try !other.exists())
        #expect(throws: FileError.failed(path: "other", operation: .exchange, code: ENOENT)) {
            try folder.exchange(with: other)
        }
    }

    @Test("removing takes everything in the folder, and nothing that links lead to")
    func removing() throws {
        try scratch.write("keep", to: "real/x")
        try folder.write([1], to: RelativePath("a/b/c/.hidden"))
        try scratch.link("made/here/a/door", to: "../../../real")
        try folder.remove()
        #expect(!scratch.exists("made/here"))
        #expect(try scratch.text(of: "real/x") == "keep")
        try folder.remove()
    }

    @Test("a name too long is a failure of writing")
    func longName() throws {
        let name = try RelativePath(String(repeating: "a", count: 300))
        let error = #expect(throws: FileError.self) { try folder.write([], to: name) }
        #expect(error?.code == ENAMETOOLONG)
    }

    @Test("a second owner gets a lock when the first has let go")
    func locking() throws {
        try folder.make()
        var first = try FileLock.take("lock", in: folder, waitingUpTo: .zero)
        #expect(first != nil)
        #expect(try FileLock.take("lock", in: folder, waitingUpTo: .milliseconds(5)) == nil)
        first = nil
        #expect(try FileLock.take("lock", in: folder, waitingUpTo: .zero) != nil)
    }
}
