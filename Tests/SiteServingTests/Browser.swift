import Foundation
import Glibc

/// A plain connection to a server on this machine. Its waiting happens on threads of its own, so
/// that the server has those of Swift's tasks.
final class Connection: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "revsite.test.connection")

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(description: "no connection: \(errno)") }
        // A test that waits in vain fails.
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Reads until these bytes end what came, or the server closes.
    func read(until end: String? = nil) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                continuation.resume(with: Result { try readNow(Array((end ?? "").utf8)) })
            }
        }
    }

    private func readNow(_ end: [UInt8]) throws -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: end.isEmpty ? 1 << 16 : 1)
        while end.isEmpty || !all.suffix(end.count).elementsEqual(end) {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count >= 0 else {
                throw Failure(
                    description: "nothing more came after: "
                        + String(decoding: all.suffix(500), as: UTF8.self))
            }
            if count == 0 { return all }
            all += piece.prefix(count)
        }
        return all
    }
}

struct Answer {
    var status: Int
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var type: String? { headers["content-type"] }

    init(_ bytes: [UInt8]) throws {
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: "\r\n\r\n".utf8) })
        else { throw Connection.Failure(description: "no head") }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        status = Int(lines[0].split(separator: " ")[1]) ?? 0
        headers = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        body = Array(bytes[(end + 4)...])
    }
}

/// A request as a browser sends it, but that its target and host may be anything.
func get(
    _ target: String, method: String = "GET", host: String? = "localhost", from port: UInt16
) async throws -> Answer {
    let connection = try Connection(port: port)
    let host = host.map { "Host: \($0)\r\n" } ?? ""
    connection.send("\(method) \(target) HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
    return try Answer(await connection.read())
}
