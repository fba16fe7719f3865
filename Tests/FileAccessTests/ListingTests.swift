import Diagnostics
import FileAccess
import Foundation
import TestSupport
import Testing

struct ListingTests {
    let scratch: ScratchFolder
    let workspace: Workspace

    init() throws {
        scratch = try ScratchFolder()
        for name in ["b.md", "a.md", "a/z.md", "a-b.md", "é.md", "Z.md", ".draft.md", ".git/x.md"] {
            try scratch.write("", to: "site/content/" + name)
        }
        try scratch.write("", to: "outside/x.md")
        workspace = try Workspace(root: scratch.path + "/site")
    }

    @Test("files are listed by the bytes of their paths, hidden ones not")
    func order() throws {
        let listing = try workspace.files(in: "content")
        #expect(
            listing.files.map(\.path) == [
                "content/Z.md", "content/a-b.md", "content/a.md", "content/a/z.md", "content/b.md",
                "content/é.md",
            ])
        #expect(listing.diagnostics.isEmpty)
        #expect(try workspace.files(in: "").files.map(\.path) == listing.files.map(\.path))
    }

    @Test("every file that can't be read is told, and the others are listed")
    func refusals() throws {
        try scratch.link("site/content/out.md", to: "../../outside/x.md")
        try scratch.link("site/content/lost.md", to: "nothing")
        #expect(mkfifo(workspace.root + "/content/pipe", 0o644) == 0)
        let place = Array((workspace.root + "/content/").utf8) + [0xFF, 0x2E, 0x6D, 0x64, 0]
        let descriptor = place.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer {
            $0.baseAddress.map { creat($0, 0o644) } ?? -1
        }
        #expect(descriptor >= 0)
        close(descriptor)
        let listing = try workspace.files(in: "content")
        #expect(listing.files.count == 6)
        #expect(
            listing.diagnostics.map(\.id).sorted() == [
                "file-missing", "file-name-not-utf8", "not-a-file", "path-outside-workspace",
            ])
        #expect(
            listing.diagnostics.compactMap(\.location?.path).sorted() == [
                "content/lost.md", "content/out.md", "content/pipe", "content/\u{FFFD}.md",
            ])
        #expect(
            try workspace.files(matching: "?.md", in: "content").diagnostics.map(\.id)
                == ["file-name-not-utf8"])
    }

    @Test("a link to a folder is followed once, and a loop of links ends")
    func loops() throws {
        try scratch.write("", to: "site/shared/notes/n.md")
        try scratch.link("site/content/notes", to: "../shared/notes")
        try scratch.link("site/shared/notes/back", to: "../notes")
        try scratch.link("site/content/up", to: "..")
        let listing = try workspace.files(in: "content")
        #expect(listing.files.map(\.path).contains("content/notes/n.md"))
        #expect(
            listing.diagnostics.map(\.id).allSatisfy { $0 == "folder-linked-twice" })
        #expect(!listing.diagnostics.isEmpty)
        #expect(Set(listing.files.map(\.place)).count == listing.files.count)
    }

    @Test("a folder that isn't there, or is a file, is an error")
    func noFolder() {
        #expect(throws: FileError.notFound(path: "contents", nearest: "content")) {
            try workspace.files(in: "contents")
        }
        #expect(throws: FileError.wrongKind(path: "content/a.md", expected: .folder)) {
            try workspace.files(in: "content/a.md")
        }
    }

    @Test("a pattern gives its files in order; wildcards stay within a component")
    func patterns() throws {
        for name in ["2024", "2023", "old/2022"] {
            try scratch.write("", to: "site/content/data/\(name)/ledger-1.csv.gz")
        }
        for name in ["ledger-02.csv", "ledger-01.csv", "ledger.csv", ".ledger-00.csv"] {
            try scratch.write("", to: "site/content/data/" + name)
        }
        func paths(_ pattern: String) throws -> [String] {
            try workspace.files(matching: pattern, in: "content").files.map(\.path)
        }
        #expect(
            try paths("data/ledger-*.csv")
                == ["content/data/ledger-01.csv", "content/data/ledger-02.csv"])
        #expect(try paths("data/ledger-?2.csv") == ["content/data/ledger-02.csv"])
        #expect(
            try paths("data/20??/*.gz") == [
                "content/data/2023/ledger-1.csv.gz", "content/data/2024/ledger-1.csv.gz",
            ])
        #expect(try paths("data/.l*") == ["content/data/.ledger-00.csv"])
        #expect(try paths("data/ledger.csv") == ["content/data/ledger.csv"])
    }

    @Test("a pattern that matches nothing is missing")
    func noMatch() {
        #expect(throws: FileError.notFound(path: "content/data-*.csv", nearest: nil)) {
            try workspace.files(matching: "data-*.csv", in: "content")
        }
        #expect(throws: FileError.self) { try workspace.files(matching: "../*", in: "content") }
    }

    @Test("a link that a pattern matches must stay inside")
    func patternEscapes() throws {
        try scratch.link("site/content/out", to: "../../outside")
        let listing = try workspace.files(matching: "o*/*.md", in: "content")
        #expect(listing.files.isEmpty)
        #expect(listing.diagnostics.map(\.id) == ["path-outside-workspace"])
    }

    @Test(
        "a star matches any characters and a question mark one",
        arguments: [
            ("*", "abc", true), ("*", ".abc", false), (".*", ".abc", true), ("a*c", "abbc", true),
            ("a*c", "ab", false), ("*a*b*", "xxaxxbxx", true), ("a?c", "aéc", true),
            ("a?c", "ac", false), ("**", "", true), ("a[b]", "a[b]", true), ("A", "a", false),
            ("*.csv", "x.csv.gz", false), ("*ab", "aab", true),
        ])
    func matching(_ pattern: String, _ name: String, _ expected: Bool) {
        #expect(GlobPattern(pattern).matches(name) == expected)
    }

    @Test("a pattern of many stars is decided quickly")
    func manyStars() {
        let pattern = GlobPattern(String(repeating: "*a", count: 60) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 250)))
    }
}
