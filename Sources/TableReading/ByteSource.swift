import Synchronization

/// The bytes of one file, handed over in pieces so that reading needs no memory of the file's size.
package struct ByteSource: Sendable {
    /// Relative to the workspace, for diagnostics.
    package var path: String
    /// Puts the next bytes into the buffer from an offset on and says how many; 0 at the end only.
    package var fill: @Sendable (inout [UInt8], Int) throws -> Int
    /// The SHA-256 of all that was given, asked for once after the end; lower-case hexadecimal.
    package var digest: @Sendable () -> String

    package init(
        path: String, fill: @escaping @Sendable (inout [UInt8], Int) throws -> Int,
        digest: @escaping @Sendable () -> String = { "" }
    ) {
        self.path = path
        self.fill = fill
        self.digest = digest
    }

    /// A file that is in memory already.
    package init(path: String, bytes: [UInt8]) {
        let position = Atomic(0)
        // The only reader asks again when it took what it was given.
        self.init(path: path, reading: bytes, from: Position(position))
    }

    private init(path: String, reading bytes: [UInt8], from position: Position) {
        self.init(path: path) { buffer, offset in
            let start = position.value.load(ordering: .relaxed)
            let count = min(bytes.count - start, buffer.count - offset)
            for i in 0..<count { buffer[offset + i] = bytes[start + i] }
            position.value.store(start + count, ordering: .relaxed)
            return count
        }
    }

    private final class Position: Sendable {
        let value: Atomic<Int>

        init(_ value: consuming Atomic<Int>) { self.value = value }
    }
}
