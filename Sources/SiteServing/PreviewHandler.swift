import FlyingFox
import FoundationEssentials

/// A request to its answer, which says nothing but what one snapshot holds.
struct PreviewHandler: HTTPHandler {
    let board: PreviewBoard

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard isLoopback(request.headers[.host] ?? "") else {
            return text("This preview answers to localhost only.\n", .forbidden)
        }
        guard request.method == .GET || request.method == .HEAD else {
            var refused = text("This preview can only be read.\n", .methodNotAllowed)
            refused.headers[HTTPHeader("Allow")] = "GET, HEAD"
            return refused
        }
        var response = answer(request)
        if request.method == .HEAD, case .httpBody(let body) = response.payload {
            if let count = body.count { response.headers[.contentLength] = "\(count)" }
            response.payload = .httpBody(HTTPBodySequence())
        }
        return response
    }

    private func answer(_ request: HTTPRequest) -> HTTPResponse {
        guard let path = decodedPath(request.target.path()) else {
            return text("This is no address of a page.\n", .badRequest)
        }
        let preview = board.newest
        switch path {
        case "_revsite/preview.js": return bytes(Array(previewScript.utf8), "x.js")
        case "_revsite/preview.css": return bytes(Array(previewStyle.utf8), "x.css")
        case "_revsite/changes":
            let since = PreviewMark(since(request))
            return bytes(Array(preview.changes(since: since).utf8), "x.json")
        case "_revsite/events":
            let since = PreviewMark(request.headers[HTTPHeader("Last-Event-ID")] ?? since(request))
            return HTTPResponse(
                statusCode: .ok, headers: headers("text/event-stream; charset=utf-8"),
                body: HTTPBodySequence(from: PreviewEvents(board: board, since: since)))
        default: return file(path, in: preview, asWritten: request.target.path())
        }
    }

    private func file(
        _ path: String, in preview: PublishedPreview, asWritten target: String
    ) -> HTTPResponse {
        let name = path.isEmpty || path.hasSuffix("/") ? path + "index.html" : path
        if let found = preview.files[name] {
            let isPage = contentType(of: name).hasPrefix("text/html")
            return bytes(isPage ? previewPage(found, of: preview) : found, name)
        }
        if preview.files[path + "/index.html"] != nil {
            // The page's links are relative to its folder.
            var moved = text("", .temporaryRedirect)
            moved.headers[.location] = target + "/"
            return moved
        }
        if preview.files.isEmpty, name == "index.html" {
            let page = blankPage(
                title: "Preview", text: "The first build is under way.", of: preview)
            return bytes(page, name)
        }
        let page = blankPage(
            title: "Not found",
            text: "There is no such page. It will be shown as soon as there is one.", of: preview)
        return bytes(page, "index.html", .notFound)
    }

    private func since(_ request: HTTPRequest) -> String {
        request.query.first { $0.name == "since" }?.value ?? ""
    }

    private func text(_ text: String, _ status: HTTPStatusCode) -> HTTPResponse {
        bytes(Array(text.utf8), "x.txt", status)
    }

    private func bytes(
        _ bytes: [UInt8], _ name: String, _ status: HTTPStatusCode = .ok
    ) -> HTTPResponse {
        HTTPResponse(
            statusCode: status, headers: headers(contentType(of: name)),
            // Larger than the library's own pieces: each is a system call.
            body: HTTPBodySequence(data: Data(bytes), suggestedBufferSize: 1 << 18))
    }

    private func headers(_ type: String) -> HTTPHeaders {
        HTTPHeaders([
            .contentType: type,
            .cacheControl: "no-store",
            HTTPHeader("X-Content-Type-Options"): "nosniff",
            // Other sites' pages may not show what is in here.
            HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
        ])
    }
}

/// Whether the request was meant for this machine by name: another name that leads here belongs
/// to a page that wants to read what it may not.
func isLoopback(_ host: String) -> Bool {
    ["localhost", "127.0.0.1", "[::1]"].contains { name in
        guard host.lowercased().hasPrefix(name) else { return false }
        let rest = host.dropFirst(name.count)
        return rest.isEmpty || (rest.first == ":" && UInt16(rest.dropFirst()) != nil)
    }
}

/// The path below the root with its escapes resolved; nil if it is none or not UTF-8.
private func decodedPath(_ target: String) -> String? {
    var rest = target.utf8[...]
    guard rest.popFirst() == UInt8(ascii: "/") else { return nil }
    var decoded: [UInt8] = []
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
            decoded.append(byte)
            continue
        }
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        decoded.append(high << 4 | low)
    }
    return String(validating: decoded, as: UTF8.self)
}

private func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
