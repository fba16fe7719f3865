import FlyingFox
import FlyingSocks
import Glibc
import Synchronization

/// Shows builds to browsers on this machine, and tells open pages of new ones.
///
///     publish ─▶ board ─▶ events ─▶ open pages ─▶ requests ─▶ files of the newest snapshot
///
/// It listens on 127.0.0.1 alone, only ever hands out what was published, and answers each request
/// from one snapshot.
package final class PreviewServer: Sendable {
    private enum Phase {
        case waiting
        case running(Task<Void, any Error>)
        case over
    }

    private let port: UInt16
    private let board: PreviewBoard
    private let http: HTTPServer
    private let phase = Mutex(Phase.waiting)
    private let announcement = AddressAnnouncement()

    /// - Parameter port: 0 for any that is free.
    package init(port: UInt16) {
        self.port = port
        board = PreviewBoard(run: String(UInt32.random(in: 1 ... .max), radix: 36))
        var place = sockaddr_in.inet(port: port)
        place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        http = HTTPServer(
            address: place, pool: PromptSocketPool(HTTPServer.defaultPool()), logger: .disabled,
            handler: PreviewHandler(board: board))
    }

    /// Shows this from now on; returns before any page has it.
    ///
    /// A snapshot whose number is no higher than that of the newest is left out.
    package func publish(_ snapshot: PreviewSnapshot) { board.publish(snapshot) }

    /// Listens until `stop` or the end of the task; once only.
    ///
    /// - Throws: `PreviewServerError` when it can't listen.
    package func run() async throws {
        let task: Task<Void, any Error>? = phase.withLock { phase in
            guard case .waiting = phase else { return nil }
            let task = Task { try await self.serve() }
            phase = .running(task)
            return task
        }
        guard let task else { throw PreviewServerError.stopped }
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        phase.withLock { $0 = .over }
        // Whoever ended it knows what it ends with.
        guard case .failure(let reason) = result, !task.isCancelled else {
            announcement.make(.failure(.stopped))
            return
        }
        let error = failure(reason)
        announcement.make(.failure(error))
        throw error
    }

    /// Where it is, such as `http://127.0.0.1:8080/`, as soon as it listens.
    package var address: String {
        get async throws { "http://127.0.0.1:\(try await announcement.wait())/" }
    }

    /// Closes all connections and returns when the port is free again.
    package func stop() async {
        let running: Task<Void, any Error>? = phase.withLock { phase in
            defer { phase = .over }
            if case .running(let task) = phase { return task }
            return nil
        }
        running?.cancel()
        _ = await running?.result
        announcement.make(.failure(.stopped))
    }

    private func serve() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.http.run() }
            group.addTask {
                try await self.http.waitUntilListening(timeout: 60)
                if case .ip4(_, let port) = await self.http.listeningAddress {
                    self.announcement.make(.success(port))
                }
            }
            group.addTask {
                // A connection whose other end has gone is only found by writing to it.
                while true {
                    try await Task.sleep(for: .seconds(15))
                    self.board.call()
                }
            }
            // Only one of them ends by itself while all is well.
            while try await group.next() != nil {}
        }
    }

    private func failure(_ error: any Error) -> PreviewServerError {
        guard case .failed(_, let code, _)? = error as? SocketError else {
            return .failed(port: port, code: EIO)
        }
        return code == EADDRINUSE ? .portTaken(port) : .failed(port: port, code: code)
    }
}
