import CZlib

/// Inflates gzip members one after the other, a bounded piece at a time.
///
/// A class because zlib keeps the address of its state.
final class GzipStream {
    enum Fault: String {
        case truncated = "gzip-truncated"
        case corrupt = "gzip-corrupt"
    }

    private enum Phase {
        case inMember
        case betweenMembers
        case ended
    }

    private let state: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var position = 0
    private var phase = Phase.inMember
    /// Set when the stream ended where it should not have.
    private(set) var fault: Fault?

    private static let pieceSize = 1 << 17
    /// The largest window, and 16 to ask for a gzip header.
    private static let windowBits: Int32 = 15 + 16

    init() {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        let code = inflateInit2_(
            state, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        if code != Z_OK {
            phase = .ended
            fault = .corrupt
        }
    }

    deinit {
        inflateEnd(state)
        state.deallocate()
    }

    /// The next inflated piece, nil at the end or at a fault.
    func next(_ more: () throws -> [UInt8]?) throws -> [UInt8]? {
        while phase != .ended {
            if position == input.count {
                guard let piece = try more() else {
                    if phase == .inMember { fault = .truncated }
                    break
                }
                input = piece
                position = 0
                continue
            }
            if phase == .betweenMembers, !startMember() { continue }
            let output = inflatePiece()
            if !output.isEmpty { return output }
        }
        phase = .ended
        return nil
    }

    /// Zeros after a member are padding; anything else begins the next one.
    private func startMember() -> Bool {
        while position < input.count, input[position] == 0 { position += 1 }
        if position == input.count { return false }
        inflateReset(state)
        phase = .inMember
        return true
    }

    private func inflatePiece() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { output, count in
            input.withUnsafeMutableBufferPointer { bytes in
                state.pointee.next_in = bytes.baseAddress?.advanced(by: position)
                state.pointee.avail_in = UInt32(clamping: bytes.count - position)
                state.pointee.next_out = output.baseAddress
                state.pointee.avail_out = UInt32(Self.pieceSize)
                let offered = Int(state.pointee.avail_in)
                let code = inflate(state, Z_NO_FLUSH)
                position += offered - Int(state.pointee.avail_in)
                count = Self.pieceSize - Int(state.pointee.avail_out)
                switch code {
                case Z_STREAM_END: phase = .betweenMembers
                case Z_OK, Z_BUF_ERROR: break
                default:
                    phase = .ended
                    fault = .corrupt
                }
            }
        }
    }
}
