import Foundation
import ReportModel
import TableReading
import TestSupport
import Testing

@Suite("the reader and hostile files", .serialized)
struct FuzzTests {
    /// Longer than any such file may take, with room for a machine that does other things.
    private static let longest = Duration.seconds(1)

    @Test("a damaged file gives the values and diagnostics of the plain reader, however it is cut")
    func sameAsPlain() throws {
        let seed = SeededNumbers.seed()
        print("seed of sameAsPlain: \(seed)")
        var mutation = FuzzMutation(seed: seed)
        let samples = FuzzTable.all.flatMap(\.samples)
        let turns = try fuzzed(share: 0.7) { turn in
            let table = mutation.random.one(of: FuzzTable.all)
            let sample = mutation.random.one(of: table.samples)
            let own = mutation.random.chance(70) ? table.samples : samples
            var files = [
                NaiveTable.File(path: "data.csv", bytes: mutation.mutated(sample, among: own))
            ]
            if mutation.random.chance(5) {
                files.append(
                    NaiveTable.File(
                        path: "more.csv",
                        bytes: mutation.mutated(mutation.random.one(of: table.samples), among: own))
                )
            }
            let isPacked = mutation.random.chance(5)
            return try compare(
                table, files, isPacked: isPacked, cuts(&mutation.random),
                "seed \(seed), turn \(turn)")
        }
        print("sameAsPlain: \(turns) files")
    }

    private func cuts(_ random: inout SeededNumbers) -> [FuzzCut] {
        let sizes = [1, 2, 3, 5, 16, 61, 300, 1000]
        return [
            FuzzCut(chunkSize: random.chance(2) ? nil : 1 << 12),
            FuzzCut(
                sizes: (0..<3).map { _ in 1 + random.below(random.one(of: [3, 40, 400])) },
                chunkSize: random.one(of: sizes)),
            FuzzCut(
                sizes: [1 + random.below(100)], chunkSize: random.one(of: sizes), workers: 3),
        ]
    }

    private func compare(
        _ table: FuzzTable, _ files: [NaiveTable.File], isPacked: Bool = false, _ cuts: [FuzzCut],
        _ origin: String
    ) throws -> Bool {
        // A file that is gzip by its first bytes is packed as such, or no text at all.
        if files.contains(where: { $0.bytes.starts(with: [0x1F, 0x8B]) }) { return true }
        let naive = FuzzOutcome(NaiveTable(table.source, files))
        let given =
            isPacked
            ? files.map { file in
                NaiveTable.File(path: file.path, bytes: gzipMember(file.bytes))
            } : files
        var isSame = true
        let clock = ContinuousClock()
        for cut in cuts {
            var outcome: FuzzOutcome?
            let time = try clock.measure { outcome = try cut.read(table, given) }
            if let difference = outcome?.difference(from: naive) {
                Issue.record(
                    "\(difference)\n\(origin), \(cut)\n\(described(table, files))")
                isSame = false
            }
            if time > Self.longest {
                Issue.record("\(time): \(origin), \(cut)\n\(described(table, files))")
                isSame = false
            }
        }
        return isSame
    }

    private func described(_ table: FuzzTable, _ files: [NaiveTable.File]) -> String {
        files.map { file in
            "\(table.name) \(file.path) \(Data(file.bytes).base64EncodedString())\n"
                + String(decoding: file.bytes.prefix(1000), as: UTF8.self).debugDescription
        }.joined(separator: "\n")
    }

    @Test("every valid file is read without an error or as the plain reader says")
    func samples() throws {
        var random = SeededNumbers(seed: 1)
        for table in FuzzTable.all {
            for sample in table.samples {
                let files = [NaiveTable.File(path: "data.csv", bytes: sample)]
                for chunkSize in [1, 3, 64, 4096] {
                    var all = cuts(&random)
                    all.append(FuzzCut(sizes: [1], chunkSize: chunkSize))
                    _ = try compare(table, files, all, "a sample")
                    _ = try compare(table, files, isPacked: true, all, "a packed sample")
                }
                let naive = NaiveTable(table.source, files)
                #expect(!naive.rows.isEmpty, "\(table.name)")
            }
        }
    }

    @Test("of a gzip file that ends too early the same whole rows are read, however it is cut")
    func truncated() throws {
        let table = try #require(FuzzTable.named("revenue"))
        let packed = gzipMember(table.samples[1])
        for length in [packed.count - 10, packed.count - 20, packed.count - 40] {
            let files = [NaiveTable.File(path: "data.csv", bytes: Array(packed.prefix(length)))]
            let whole = try FuzzCut().read(table, files)
            #expect(!whole.rows.isEmpty)
            for chunkSize in [1, 16, 64] {
                let cut = FuzzCut(sizes: [7], chunkSize: chunkSize)
                #expect(try cut.read(table, files) == whole, "\(length) bytes, \(cut)")
            }
        }
    }

    @Test("what once went wrong does not again")
    func seeds() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Seeds")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(!names.isEmpty)
        var random = SeededNumbers(seed: 1)
        for name in names {
            let bytes = try [UInt8](Data(contentsOf: folder.appending(path: name)))
            // The first line names the settings; the rest is the file, or several, each ended by
            // the control code for that.
            let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
            let table = try #require(FuzzTable.named(String(decoding: line, as: UTF8.self)))
            let rest = bytes.dropFirst(line.count + 1)
            let files = rest.split(separator: 0x1C).enumerated().map { index, bytes in
                NaiveTable.File(path: "data\(index).csv", bytes: Array(bytes))
            }
            for _ in 0..<20 {
                _ = try compare(
                    table, files, cuts(&random), name)
            }
        }
    }
}

/// Runs a body with the number of each turn until its share of time or count is used up, or five
/// turns failed; how many turns there were.
///
/// The environment sets the time in `REVSITE_FUZZ_SECONDS` and the count in `REVSITE_FUZZ_COUNT`.
func fuzzed(share: Double, _ body: (Int) throws -> Bool) rethrows -> Int {
    func setting(_ name: String) -> Double? {
        ProcessInfo.processInfo.environment[name].flatMap { Double($0) }
    }
    let clock = ContinuousClock()
    let count = setting("REVSITE_FUZZ_COUNT").map { Int($0 * share) }
    let end = clock.now + .seconds((setting("REVSITE_FUZZ_SECONDS") ?? 5) * share)
    var turn = 0
    var failures = 0
    while count.map({ turn < $0 }) ?? (clock.now < end), failures < 5 {
        if try !body(turn) { failures += 1 }
        turn += 1
    }
    return turn
}

/// A gzip member that stores the bytes as they are (RFC 1951, 3.2.4; RFC 1952).
func gzipMember(_ bytes: [UInt8]) -> [UInt8] {
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    func little(_ number: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }
    var rest = bytes[...]
    repeat {
        let block = rest.prefix(65_535)
        rest = rest.dropFirst(block.count)
        let length = UInt32(block.count)
        member += [rest.isEmpty ? 1 : 0] + little(length, 2) + little(~length, 2) + block
    } while !rest.isEmpty
    var checksum = UInt32.max
    for byte in bytes {
        checksum ^= UInt32(byte)
        for _ in 0..<8 {
            checksum = (checksum >> 1) ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0)
        }
    }
    return member + little(~checksum, 4) + little(UInt32(bytes.count), 4)
}
