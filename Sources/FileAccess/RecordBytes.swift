/// Writes what a program keeps for itself: numbers and texts one after the other, a hash of all at the
/// end.
package struct RecordWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func write(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }

    package mutating func write(_ text: String) {
        write(Int64(text.utf8.count))
        bytes += text.utf8
    }

    /// Appends what another writer wrote.
    package mutating func append(_ written: [UInt8]) { bytes += written }

    package mutating func write(_ stamp: FileStamp) {
        write(Int64(bitPattern: stamp.inode))
        write(stamp.size)
        write(stamp.modified)
        write(stamp.changed)
    }

    /// All of it with its hash.
    package func finish() -> [UInt8] { bytes + Array(Digest256.hexadecimal(of: bytes).utf8) }
}

/// Reads what `RecordWriter` wrote. What was not written so, or was cut off, is no record.
package struct RecordReader: Sendable {
    private let bytes: [UInt8]
    private var position = 0
    private let end: Int
    /// Whether more was asked for than there is.
    package private(set) var hasFailed = false

    /// - Returns: nil if the hash at the end is not that of the bytes before.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= 64 else { return nil }
        end = bytes.count - 64
        guard Digest256.hexadecimal(of: Array(bytes[..<end])).utf8.elementsEqual(bytes[end...])
        else { return nil }
        self.bytes = bytes
    }

    package mutating func number() -> Int64 {
        guard end - position >= 8 else {
            hasFailed = true
            return 0
        }
        let place = position
        position += 8
        return bytes.withUnsafeBytes { buffer in
            Int64(littleEndian: buffer.loadUnaligned(fromByteOffset: place, as: Int64.self))
        }
    }

    package mutating func text() -> String {
        let count = Int(number())
        guard count >= 0, end - position >= count else {
            hasFailed = true
            return ""
        }
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    package mutating func stamp() -> FileStamp {
        FileStamp(
            inode: UInt64(bitPattern: number()), size: number(), modified: number(),
            changed: number())
    }

    /// A number of things; 0 where it can't be one.
    package mutating func count() -> Int {
        let count = number()
        guard count >= 0, count <= end - position else {
            hasFailed = true
            return 0
        }
        return Int(count)
    }
}
