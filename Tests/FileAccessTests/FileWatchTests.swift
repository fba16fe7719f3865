import FileAccess
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct FileWatchTests {
    let scratch: ScratchFolder
    let root: String

    init() throws {
        scratch = try ScratchFolder()
        // The system's own folder for such may be a link.
        root = URL(filePath: scratch.path).resolvingSymlinksInPath().path
        try scratch.write("one", to: "content/a.md")
    }

    func watch(_ names: String...) throws -> FileWatch {
        try FileWatch(folders: names.map { root + "/" + $0 })
    }

    /// Changes until one of them is at `name`, by path relative to the scratch folder.
    func changes(_ watch: FileWatch, until name: String) async -> Set<String> {
        var all: Set<String> = []
        while !all.contains(name), let found = await watch.next() {
            all.formUnion(found.map { String($0.dropFirst(root.count + 1)) })
        }
        return all
    }

    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: root + "/" + name))
    }

    func move(_ name: String, to other: String) throws {
        #expect(rename(root + "/" + name, root + "/" + other) == 0)
    }

    @Test("a file that was written is told by its place")
    func writing() async throws {
        let watch = try watch("content")
        try write("two", "content/a.md")
        #expect(await watch.next() == [root + "/content/a.md"])
        try write("new", "content/b.md")
        #expect(await watch.next() == [root + "/content/b.md"])
    }

    @Test("what was removed, moved out or moved in is told")
    func moving() async throws {
        try scratch.write("", to: "content/b.md")
        try scratch.write("", to: "elsewhere/c.md")
        let watch = try watch("content")
        try FileManager.default.removeItem(atPath: root + "/content/a.md")
        #expect(await changes(watch, until: "content/a.md") == ["content/a.md"])
        try move("content/b.md", to: "elsewhere/b.md")
        #expect(await changes(watch, until: "content/b.md") == ["content/b.md"])
        try move("elsewhere/c.md", to: "content/c.md")
        #expect(await changes(watch, until: "content/c.md") == ["content/c.md"])
    }

    @Test("a save by a new file that takes the old one's name is a change of that name alone")
    func atomicSave() async throws {
        let watch = try watch("content")
        try write("two", "content/a.md.tmp123")
        try move("content/a.md.tmp123", to: "content/a.md")
        #expect(await changes(watch, until: "content/a.md") == ["content/a.md"])
    }

    @Test("editors' own files and hidden names are no change")
    func editorsFiles() async throws {
        try scratch.write("", to: "content/.git/HEAD")
        let watch = try watch("content")
        for name in ["a.md~", ".#a.md", "4913", "a.swp", ".a.md.swp", ".hidden", ".git/HEAD"] {
            try write("x", "content/" + name)
            try FileManager.default.removeItem(atPath: root + "/content/" + name)
        }
        try write("x", "content/z.md")
        #expect(await changes(watch, until: "content/z.md") == ["content/z.md"])
    }

    @Test("rights and times are no change, and neither is reading")
    func attributes() async throws {
        let watch = try watch("content")
        #expect(chmod(root + "/content/a.md", 0o600) == 0)
        _ = try scratch.text(of: "content/a.md")
        try write("x", "content/z.md")
        #expect(await changes(watch, until: "content/z.md") == ["content/z.md"])
    }

    @Test("folders that come later are watched, with what came with them")
    func newFolders() async throws {
        let watch = try watch("content")
        try scratch.write("x", to: "content/data/2026/ledger.csv")
        #expect(
            await changes(watch, until: "content/data/2026/ledger.csv")
                .isSuperset(of: ["content/data", "content/data/2026/ledger.csv"]))
        try write("y", "content/data/2026/rates.csv")
        #expect(
            await changes(watch, until: "content/data/2026/rates.csv")
                == ["content/data/2026/rates.csv"])
    }

    @Test("a folder that was moved is followed by its new name only")
    func movedFolders() async throws {
        try scratch.write("x", to: "content/old/a.md")
        let watch = try watch("content")
        try move("content/old", to: "content/new")
        #expect(
            await changes(watch, until: "content/new/a.md")
                == ["content/old", "content/new", "content/new/a.md"])
        try write("y", "content/new/a.md")
        #expect(await changes(watch, until: "content/new/a.md") == ["content/new/a.md"])
        try move("content/new", to: "away")
        _ = await changes(watch, until: "content/new")
        try write("z", "away/a.md")
        try write("z", "content/a.md")
        #expect(await changes(watch, until: "content/a.md") == ["content/a.md"])
    }

    @Test("links to folders are not followed")
    func links() async throws {
        try scratch.write("x", to: "elsewhere/c.md")
        try scratch.link("content/linked", to: root + "/elsewhere")
        let watch = try watch("content")
        try write("y", "elsewhere/c.md")
        try scratch.link("content/b.md", to: "a.md")
        #expect(await changes(watch, until: "content/b.md") == ["content/b.md"])
    }

    @Test("a watched folder may come later, go and come again")
    func laterRoot() async throws {
        let watch = try watch("themes", "content")
        try scratch.write("x", to: "themes/own/theme.yml")
        _ = await changes(watch, until: "themes/own/theme.yml")
        try FileManager.default.removeItem(atPath: root + "/themes")
        _ = await changes(watch, until: "themes")
        try scratch.write("x", to: "themes/own/theme.yml")
        _ = await changes(watch, until: "themes/own/theme.yml")
        try scratch.write("beside", to: "output/index.html")
        try write("y", "themes/own/theme.yml")
        #expect(await changes(watch, until: "themes/own/theme.yml") == ["themes/own/theme.yml"])
    }

    @Test("a burst is told as one, and its end is not put off for ever")
    func bursts() async throws {
        let watch = try watch("content")
        for number in 0..<50 { try write("x", "content/\(number).md") }
        #expect(await watch.next()?.count == 50)

        let stop = Task.detached { [root] in
            while !Task.isCancelled {
                try Data("x".utf8).write(to: URL(filePath: root + "/content/busy.md"))
            }
        }
        let clock = ContinuousClock()
        let time = await clock.measure {
            #expect(await watch.next(quietFor: .milliseconds(40)) == [root + "/content/busy.md"])
        }
        stop.cancel()
        _ = await stop.result
        #expect(time < .seconds(5))
    }

    @Test("more changes than the system keeps are told as a change of everything")
    func overflow() async throws {
        let watch = try watch("content")
        let limit = try String(
            contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let count = Int(limit.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 16384
        // The same event twice in a row is told once.
        for number in 0..<(count / 3 + 1000) {
            let place = root + "/content/\(number % 2)"
            close(open(place, O_WRONLY | O_CREAT, 0o644))
            unlink(place)
        }
        #expect(await changes(watch, until: "content").contains("content"))
        try write("x", "content/z.md")
        #expect(await changes(watch, until: "content/z.md").contains("content/z.md"))
    }

    @Test("closing it from elsewhere ends waiting calls and later ones")
    func closing() async throws {
        let watch = try watch("content")
        async let waiting = watch.next()
        watch.close()
        #expect(await waiting == nil)
        #expect(await watch.next() == nil)
    }

    @Test("a cancelled call ends, and the watch goes on")
    func cancelling() async throws {
        let watch = try watch("content")
        let waiting = Task { await watch.next() }
        waiting.cancel()
        #expect(await waiting.value == nil)
        try write("x", "content/a.md")
        #expect(await watch.next() == [root + "/content/a.md"])
    }

    @Test("a folder in no folder can't be watched")
    func nowhere() throws {
        #expect(throws: FileWatchError.notFound(place: root + "/no/where")) {
            try FileWatch(folders: [root + "/no/where"])
        }
    }

    @Test("no descriptor stays open")
    func descriptors() async throws {
        // Other tests run meanwhile: what is ours among all is told by its kind.
        func watches() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0))?
                    .contains("inotify") == true
            }
        }
        for _ in 0..<300 {
            let watch = try watch("content")
            watch.close()
            #expect(await watch.next() == nil)
        }
        #expect(try watches() < 100)
    }
}
