import FileAccess
import Foundation
import TestSupport
import Testing

struct ReadingTests {
    let scratch: ScratchFolder
    let workspace: Workspace

    init() throws {
        scratch = try ScratchFolder()
        workspace = try Workspace(root: scratch.path)
    }

    /// Some length of text without a short period.
    func sample(_ count: Int) -> String {
        let letters: [UInt8] = (0..<count).map { 97 + UInt8(($0 * $0 / 7) % 26) }
        return String(decoding: letters, as: UTF8.self)
    }

    @Test(
        "all ways of reading give the same bytes and the same hash",
        arguments: [0, 1, 99, 100, 101, 4096, 12_345])
    func ways(_ length: Int) throws {
        let text = sample(length)
        try scratch.write(text, to: "x")
        let file = try workspace.locate("x")
        let bytes = try file.read()
        #expect(bytes == Array(text.utf8))

        var chunks = try file.chunks(of: 100)
        var (chunk, joined, digest): ([UInt8], [UInt8], Digest256) = ([], [], Digest256())
        while try chunks.next(into: &chunk) {
            #expect(chunk.count == 100 || joined.count + chunk.count == length)
            joined += chunk
            digest.update(chunk)
        }
        #expect(chunk.isEmpty)
        #expect(joined == bytes)

        #expect(digest.finish() == Digest256.hexadecimal(of: bytes))
    }

    @Test("a part of a file may be read anywhere, also by two tasks at a time")
    func parts() async throws {
        let text = Array(sample(10_000).utf8)
        try scratch.write(String(decoding: text, as: UTF8.self), to: "x")
        let file = try workspace.locate("x").open()
        #expect(file.size == 10_000)
        func part(_ start: Int) async throws -> [UInt8] {
            var chunk: [UInt8] = [1, 2, 3]
            try file.read(6000, at: start, into: &chunk)
            return chunk
        }
        async let first = part(0)
        async let second = part(5000)
        #expect(try await first == Array(text[..<6000]))
        #expect(try await second == Array(text[5000...]))
        #expect(try await part(20_000).isEmpty)
    }

    @Test(
        "SHA-256 gives the published values",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func vectors(_ text: String, _ expected: String) {
        #expect(Digest256.hexadecimal(of: Array(text.utf8)) == expected)
    }

    @Test("asking for the hash doesn't end it")
    func growing() {
        var digest = Digest256()
        digest.update(Array("ab".utf8))
        _ = digest.finish()
        digest.update(Array("c".utf8))
        #expect(digest.finish() == Digest256.hexadecimal(of: Array("abc".utf8)))
    }
}
