import Foundation
import TestSupport
import Testing

/// A build that keeps what has not changed gives what a build of everything gives.
@Suite("builds after changes") struct CacheTests {
    private func files(_ folder: TemporaryFolder) throws -> [String: Data] {
        try folder.files(in: "output")
    }

    /// Builds again, and everything beside it in a fresh folder.
    private func expectClean(_ folder: TemporaryFolder, after change: String) throws {
        let outcome = try Program.run("build", in: folder.url)
        #expect(outcome.exitCode == 0, "\(change): \(outcome.all)")
        let fresh = try Place.copy(folder.url)
        if folder.has("themes") {
            try FileManager.default.copyItem(
                at: folder.url.appending(path: "themes"),
                to: fresh.url.appending(path: "themes"))
        }
        let clean = try Program.run("build", "--no-cache", in: fresh.url)
        #expect(clean.exitCode == 0, "\(change): \(clean.all)")
        let left = try files(folder)
        let right = try files(fresh)
        #expect(left.keys.sorted() == right.keys.sorted(), "\(change)")
        for (path, bytes) in right { #expect(left[path] == bytes, "\(change): \(path) differs") }
    }

    @Test("nothing changed: nothing is written")
    func unchanged() throws {
        let folder = try Accounts.built()
        let again = try Program.run("build", in: folder.url)
        #expect(again.errors.contains(" 0 files written"), "\(again.errors)")
        try expectClean(folder, after: "nothing")
    }

    @Test("what authors change is in the site, and nothing of what it was")
    func contentChanged() throws {
        let folder = try Accounts.built()
        let text = "content/customers/c1.md"
        try folder.replace("January", with: "winter", in: text)
        try expectClean(folder, after: "a text edited")
        #expect(try folder.text("output/customers/c1.html").contains("most of it in winter"))
        try folder.write("New [](kpi:revenue?vs=pp).\n", to: "content/customers/c3.md")
        try expectClean(folder, after: "a text added")
        try folder.remove(text)
        try expectClean(folder, after: "a text removed")
        #expect(!(try folder.text("output/customers/c1.html").contains("winter")))
        try folder.replace("Revenue was", with: "We sold for", in: "content/index.md")
        try expectClean(folder, after: "a page edited")
        try folder.replace("50.00,c4", with: "55.00,c4", in: "content/data/revenue.csv")
        try expectClean(folder, after: "a row changed")
        try folder.replace("Board pack", with: "Pack", in: "content/revsite.yml")
        try expectClean(folder, after: "settings changed")
        try folder.replace("period: 2026-Q1", with: "period: 2026-02", in: "content/revsite.yml")
        try expectClean(folder, after: "the period changed")
    }

    @Test("a build that fails takes nothing from the one that mends it")
    func mended() throws {
        let folder = try Accounts.built()
        let text = "content/customers/c1.md"
        let right = try folder.text(text)
        for wrong in ["[](kpi:revenu)\n", "[x](nowhere.md)\n"] {
            try folder.write(wrong, to: text)
            #expect(try Program.run("build", in: folder.url).exitCode == 1)
            try folder.write(right + "More.\n", to: text)
            let outcome = try Program.run("build", in: folder.url)
            #expect(!outcome.errors.contains(" 0 unchanged"), "\(outcome.errors)")
            try expectClean(folder, after: "a text mended")
        }
    }

    @Test("a token of the theme is changed in everything that is drawn with it")
    func themeChanged() throws {
        let folder = try Accounts.workspace()
        try folder.replace(
            "{title: Board pack}", with: "{title: Board pack, theme: own}",
            in: "content/revsite.yml")
        let theme = "name: Own\nextends: boardroom\ntokens:\n  light:\n    good: \"#25703f\"\n"
        try folder.write(theme, to: "themes/own/theme.yml")
        try expectClean(folder, after: "the first build")
        try folder.replace("#25703f", with: "#25703e", in: "themes/own/theme.yml")
        try expectClean(folder, after: "a token changed")
    }

    @Test("what was done to the site by hand is undone")
    func outputTouched() throws {
        let folder = try Accounts.built()
        let before = try files(folder)
        try folder.replace("Summary", with: "Sumnary", in: "output/index.html")
        try expectClean(folder, after: "a page of the site edited at the same length")
        try folder.write("stray", to: "output/stray.html")
        try expectClean(folder, after: "a file added to the site")
        #expect(!folder.has("output/stray.html"))
        try folder.remove("output")
        try expectClean(folder, after: "the site removed")
        #expect(try files(folder) == before)
    }

    @Test("a memory that is lost, cut or overwritten costs time and nothing else")
    func memoryBroken() throws {
        let seed = SeededNumbers.seed()
        print("seed: \(seed)")
        var random = SeededNumbers(seed: seed)
        let folder = try Accounts.built()
        try folder.remove(".revsite")
        try expectClean(folder, after: "the memory removed")
        let memory = folder.url.appending(path: ".revsite/memory")
        let whole = try Data(contentsOf: memory)
        try whole.prefix(whole.count / 2).write(to: memory)
        try expectClean(folder, after: "the memory cut in half")
        for round in 0..<3 {
            let noise = (0..<whole.count).map { _ in UInt8.random(in: 0...255, using: &random) }
            try Data(noise).write(to: memory)
            try expectClean(folder, after: "noise in the memory, seed \(seed), round \(round)")
        }
    }

    @Test("data of the same size and time but other bytes are read again")
    func sameStamp() throws {
        let folder = try Accounts.built()
        let data = folder.url.appending(path: "content/data/revenue.csv")
        let kept = folder.url.appending(path: "kept")
        try FileManager.default.copyItem(at: data, to: kept)
        let touch = URL(filePath: "/usr/bin/touch")
        _ = try Program.run(touch, ["-r", data.path, kept.path])
        try folder.replace("300.00,c2", with: "400.00,c2", in: "content/data/revenue.csv")
        _ = try Program.run(touch, ["-r", kept.path, data.path])
        try expectClean(folder, after: "the same size and time")
        #expect(try folder.text("output/customers/c2.html").contains("· €400\n"))
    }
}
