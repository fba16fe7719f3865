/// The bytes of a file in pieces of bounded size, inflated where the file is gzip.
struct UnpackedBytes {
    private let source: ByteSource
    private var isAtEnd = false
    private var piece: [UInt8] = []
    private var position = 0
    private var gzip: GzipStream?
    /// Bytes of the file as it lies on the disk.
    private(set) var byteCount = 0

    private static let pieceSize = 1 << 17

    /// Looks at the first two bytes to know whether the file is gzip.
    init(_ source: ByteSource) throws {
        self.source = source
        while piece.count < 2, let next = try pull() { piece += next }
        if piece.starts(with: [0x1F, 0x8B]) { gzip = GzipStream() }
    }

    var fault: GzipStream.Fault? { gzip?.fault }

    mutating func next() throws -> [UInt8]? {
        guard let gzip else { return try nextRaw() }
        return try gzip.next { try nextRaw() }
    }

    private mutating func nextRaw() throws -> [UInt8]? {
        while position == piece.count {
            guard let next = try pull() else { return nil }
            piece = next
            position = 0
        }
        if position == 0, piece.count <= Self.pieceSize {
            position = piece.count
            return piece
        }
        let end = min(position + Self.pieceSize, piece.count)
        defer { position = end }
        return Array(piece[position..<end])
    }

    /// What the source gives, which is not asked again after its end.
    private mutating func pull() throws -> [UInt8]? {
        if isAtEnd { return nil }
        let next = try source.next()
        isAtEnd = next == nil
        byteCount += next?.count ?? 0
        return next
    }
}
