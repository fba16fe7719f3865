/// The bytes of a file, inflated where the file is gzip.
struct UnpackedBytes {
    private let source: ByteSource
    /// Unpacked bytes, handed on up to `position`.
    private var piece: [UInt8] = []
    private var position = 0
    /// What was read to know a gzip file by, still packed.
    private var packed: [UInt8]?
    private var isAtEnd = false
    private var gzip: GzipStream?
    /// Bytes of the file as it lies on the disk.
    private(set) var byteCount = 0

    private static let pieceSize = 1 << 17

    /// Looks at the first two bytes to know whether the file is gzip.
    init(_ source: ByteSource) throws {
        self.source = source
        var head: [UInt8] = []
        while head.count < 2, let next = try pull() { head += next }
        if head.starts(with: [0x1F, 0x8B]) {
            gzip = GzipStream()
            packed = head
        } else {
            piece = head
        }
    }

    var fault: GzipStream.Fault? { gzip?.fault }

    /// Puts the next bytes into the buffer from an offset on and says how many; 0 at the end only.
    mutating func fill(_ buffer: inout [UInt8], from offset: Int) throws -> Int {
        if position == piece.count {
            guard let gzip else {
                if isAtEnd { return 0 }
                let count = try source.fill(&buffer, offset)
                isAtEnd = count == 0
                byteCount += count
                return count
            }
            position = 0
            piece = try gzip.next { try nextPacked() } ?? []
        }
        let count = min(piece.count - position, buffer.count - offset)
        for i in 0..<count { buffer[offset + i] = piece[position + i] }
        position += count
        return count
    }

    private mutating func nextPacked() throws -> [UInt8]? {
        if let head = packed {
            packed = nil
            return head
        }
        return try pull()
    }

    /// What the source gives, which is not asked again after its end.
    private mutating func pull() throws -> [UInt8]? {
        if isAtEnd { return nil }
        var bytes = [UInt8](repeating: 0, count: Self.pieceSize)
        let count = try source.fill(&bytes, 0)
        isAtEnd = count == 0
        byteCount += count
        if isAtEnd { return nil }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
