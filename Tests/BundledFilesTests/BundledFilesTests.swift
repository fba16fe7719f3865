import BundledFiles
import Foundation
import Testing

@Suite struct BundledFilesTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func filesOnDisk() throws -> [(path: String, bytes: [UInt8])] {
        let folders = [
            ("themes", root.appending(path: "themes")),
            ("catalogue", root.appending(path: "Sources/BundledFiles/catalogue")),
            ("languages", root.appending(path: "Sources/BundledFiles/languages")),
            ("starter", root.appending(path: "Sources/BundledFiles/starter")),
        ]
        var found: [(path: String, bytes: [UInt8])] = []
        for (name, folder) in folders {
            for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
                let file = folder.appending(path: path)
                if file.hasDirectoryPath { continue }
                var isFolder: ObjCBool = false
                let isThere = FileManager.default.fileExists(
                    atPath: file.path, isDirectory: &isFolder)
                if !isThere || isFolder.boolValue { continue }
                found.append((name + "/" + path, [UInt8](try Data(contentsOf: file))))
            }
        }
        return found
    }

    @Test("the files inside the program are those of the project")
    func archiveIsFresh() throws {
        let archive = BundledFiles.archive(of: try Self.filesOnDisk())
        let path = Self.root.appending(
            path: "Sources/BundledFiles/BundledFiles+Archive.swift")
        let source = """
            // Written by the test "the files inside the program are those of the project" when it runs
            // with REVSITE_RECORD=1.
            // swift-format-ignore-file
            let bundledArchive = "\(archive)"

            """
        if ProcessInfo.processInfo.environment["REVSITE_RECORD"] == "1" {
            try source.write(to: path, atomically: true, encoding: .utf8)
            Issue.record("recorded anew; run again without REVSITE_RECORD")
            return
        }
        let isFresh = try String(contentsOf: path, encoding: .utf8) == source
        #expect(isFresh, "run the tests once with REVSITE_RECORD=1 and commit the result")
    }

    @Test("an archive gives back the paths and bytes it was made of")
    func archiveRoundTrip() {
        let files: [(path: String, bytes: [UInt8])] = [
            ("a/b c.txt", [0, 10, 13, 255]), ("a/empty", []), ("z", Array("12 x\n".utf8)),
        ]
        let read = BundledFiles(archive: BundledFiles.archive(of: files))
        #expect(read.files.map(\.path) == files.map(\.path))
        #expect(read.files.map(\.bytes) == files.map(\.bytes))
        #expect(read.folder("a").keys.sorted() == ["b c.txt", "empty"])
    }

    @Test("text that is no archive holds no files", arguments: ["", "%%%", "aGVsbG8=", "OTkgeAo="])
    func notAnArchive(text: String) {
        #expect(BundledFiles(archive: text).files.isEmpty)
    }
}
