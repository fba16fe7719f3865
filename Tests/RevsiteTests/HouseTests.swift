import Foundation
import Testing

/// The house as its plan has it.
@Suite struct HouseTests {
    /// Modules that one room each may import.
    private static let guarded: [String: Set<String>] = [
        "Yams": ["ConfigReading"],
        "CLibcmark": ["MarkdownReading"],
        "CZlib": ["TableReading"],
        "CLibzip": ["TableReading"],
        "FoundationXML": ["TableReading"],
        "Subprocess": ["ProgramRunning"],
        "GRDB": ["TableReading"],
        "FlyingFox": ["SiteServing"],
        "FlyingSocks": ["SiteServing"],
        "Mustache": [],
        "Crypto": ["FileAccess"],
        "CRenameExchange": ["FileAccess"],
        "ArgumentParser": ["ChartBenchmark", "LedgerBenchmark", "revsite"],
        "Foundation": [
            "BundledFiles", "ChartBenchmark", "ConfigReading", "Forecasting", "LedgerBenchmark",
            "RowDeriving", "TableReading", "revsite",
        ],
    ]

    private static func sources() throws -> [(room: String, path: String, text: String)] {
        let root = Place.project.appending(path: "Sources")
        return try FileManager.default.subpathsOfDirectory(atPath: root.path)
            .filter { $0.hasSuffix(".swift") }.sorted()
            .map { path in
                let text = try String(
                    contentsOf: root.appending(path: path), encoding: .utf8)
                return (String(path.prefix { $0 != "/" }), path, text)
            }
    }

    @Test("each outside thing is imported by the room that owns it and by no other")
    func guardedImports() throws {
        for (room, path, text) in try Self.sources() {
            for line in text.split(separator: "\n") where line.contains("import ") {
                guard let module = line.split(separator: " ").last.map(String.init),
                    line.hasPrefix("import ") || line.contains(" import "),
                    let owners = Self.guarded[module]
                else { continue }
                #expect(owners.contains(room), "\(path) imports \(module)")
            }
        }
    }

    @Test("no file is longer than 400 lines, and none traps on purpose without a sentence")
    func fileRules() throws {
        for (_, path, text) in try Self.sources() where !path.hasSuffix("+Archive.swift") {
            #expect(text.split(separator: "\n").count <= 400, "\(path)")
            for word in ["fatalError(", "try!", "as! ", "@unchecked", "nonisolated(unsafe)"] {
                #expect(!text.contains(word), "\(path) has \(word)")
            }
        }
    }

    @Test("the top level holds what it may hold and nothing else")
    func topLevel() throws {
        let allowed: Set<String> = [
            "Package.swift", "Sources", "Tests", "content", "themes", "output", "README.md",
        ]
        let names = try FileManager.default.contentsOfDirectory(atPath: Place.project.path)
            .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
        #expect(Set(names).subtracting(allowed).isEmpty)
    }
}
