import FlyingSocks
import Glibc

/// The library's own waiting for sockets, with small answers sent at once.
///
/// The library writes the head of an answer and its body one after the other. Unless told not to,
/// the system keeps the second until the browser has confirmed the first, up to 40 ms. The library
/// has no setting for it, but its pool sees every socket before the first byte; those that are
/// accepted have what the listening one has.
struct PromptSocketPool: AsyncSocketPool {
    private let pool: any AsyncSocketPool

    init(_ pool: any AsyncSocketPool) { self.pool = pool }

    func prepare() async throws { try await pool.prepare() }

    func run() async throws { try await pool.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // Where it fails, answers are only slower.
        try? socket.setValue(
            true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        try await pool.suspendSocket(socket, untilReadyFor: events)
    }
}
