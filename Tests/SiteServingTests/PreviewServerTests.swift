import SiteServing
import Testing

/// Runs a server on a free port for as long as the body takes.
func withServer(
    _ snapshot: PreviewSnapshot? = nil, _ body: (PreviewServer, UInt16) async throws -> Void
) async throws {
    let server = PreviewServer(port: 0)
    let running = Task { try await server.run() }
    if let snapshot { server.publish(snapshot) }
    let address = try await server.address
    let port = try #require(UInt16(address.dropFirst("http://127.0.0.1:".count).dropLast()))
    do { try await body(server, port) } catch {
        await server.stop()
        throw error
    }
    await server.stop()
    try await running.value
}

let head =
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
    + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    + "style-src 'self'; img-src 'self'\"></head>"

func page(_ text: String) -> [UInt8] { Array("\(head)<body><p>\(text)</p></body></html>".utf8) }

let site = PreviewSnapshot(
    files: [
        "index.html": page("start"), "es/index.html": page("inicio"), "a b.html": page("space"),
        "assets/site.css": Array("p {}".utf8), "data/figures.json": Array("{}".utf8),
        "data/Ä.csv": Array("a,b".utf8), "pack.pdf": [0, 255, 1],
    ], number: 1)

@Suite(.timeLimit(.minutes(1))) struct PreviewServerTests {
    @Test("a page comes with the preview's script and is never kept by the browser")
    func pages() async throws {
        try await withServer(site) { _, port in
            let answer = try await get("/", from: port)
            #expect(answer.status == 200)
            #expect(answer.type == "text/html; charset=utf-8")
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.text.hasPrefix(head.prefix(40)))
            #expect(
                answer.text.contains(
                    "<script src=\"/_revsite/preview.js\" defer></script>\n</body></html>"))
            #expect(!answer.text.contains("revsite-overlay"))
            #expect(try await get("/index.html", from: port).body == answer.body)
            #expect(try await get("/a%20b.html?x=1", from: port).text.contains("<p>space</p>"))
        }
    }

    @Test("other files come as they are, with their type")
    func files() async throws {
        try await withServer(site) { _, port in
            let sheet = try await get("/assets/site.css", from: port)
            #expect(sheet.type == "text/css; charset=utf-8")
            #expect(sheet.text == "p {}")
            #expect(try await get("/pack.pdf", from: port).body == [0, 255, 1])
            #expect(try await get("/pack.pdf", from: port).type == "application/pdf")
            #expect(try await get("/data/%C3%84.csv", from: port).text == "a,b")
            #expect(
                try await get("/data/figures.json", from: port).type
                    == "application/json; charset=utf-8")
            let script = try await get("/_revsite/preview.js", from: port)
            #expect(script.type == "text/javascript; charset=utf-8")
            #expect(script.text.contains("EventSource"))
            #expect(
                try await get("/_revsite/preview.css", from: port).type
                    == "text/css; charset=utf-8")
        }
    }

    @Test("a folder is its index page, under an address that its links are relative to")
    func folders() async throws {
        try await withServer(site) { _, port in
            #expect(try await get("/es/", from: port).text.contains("inicio"))
            let moved = try await get("/es", from: port)
            #expect(moved.status == 307)
            #expect(moved.headers["location"] == "/es/")
            #expect(try await get("/data/", from: port).status == 404)
        }
    }

    @Test("what isn't there is not found, names nothing and waits for its page")
    func unknown() async throws {
        try await withServer(site) { _, port in
            let answer = try await get("/secret<b>.html", from: port)
            #expect(answer.status == 404)
            #expect(answer.text.contains("/_revsite/preview.js"))
            for path in site.files.keys + ["secret"] {
                #expect(!answer.text.contains(path))
            }
        }
    }

    @Test(
        "no address leads out of the published files",
        arguments: [
            "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
            "//etc/passwd", "/assets/../../../etc/passwd", "/etc/passwd%00.html", "/%", "/%zz",
            "/%ff", "*", "http://localhost/etc/passwd", "/assets/../index.html", "//es",
            "/.", "/./index.html", "/\\etc\\passwd",
        ])
    func traversal(target: String) async throws {
        try await withServer(site) { _, port in
            let answer = try await get(target, from: port)
            #expect([400, 404].contains(answer.status))
            #expect(!answer.text.contains("root:"))
            #expect(answer.headers["location"] == nil)
        }
    }

    @Test("only names of this machine are answered")
    func hosts() async throws {
        try await withServer(site) { _, port in
            for host in ["localhost", "LOCALHOST:\(port)", "127.0.0.1:1", "[::1]", "[::1]:80"] {
                #expect(try await get("/", host: host, from: port).status == 200, "\(host)")
            }
            for host in [
                nil, "", "evil.test", "evil.test:\(port)", "localhost.evil.test",
                "127.0.0.1.evil.test",
                "localhost:", "localhost:80:80", "[::1].evil.test", "localhost@evil.test", "::1",
                "192.168.0.1", "0.0.0.0",
            ] {
                let answer = try await get("/", host: host, from: port)
                #expect(answer.status == 403, "\(host ?? "none")")
                #expect(!answer.text.contains("start"))
                #expect(try await get("/_revsite/events", host: host, from: port).status == 403)
            }
        }
    }

    @Test("it can only be read")
    func methods() async throws {
        try await withServer(site) { _, port in
            for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
                let answer = try await get("/", method: method, from: port)
                #expect(answer.status == 405)
                #expect(answer.headers["allow"] == "GET, HEAD")
            }
            let whole = try await get("/", from: port)
            let head = try await get("/", method: "HEAD", from: port)
            #expect(head.status == 200)
            #expect(head.body == [])
            #expect(head.headers["content-length"] == "\(whole.body.count)")
        }
    }

    @Test("a page's policy allows what the preview needs and nothing else new")
    func policies() async throws {
        let cases = [
            "default-src 'none'; style-src 'self'; img-src 'self'":
                "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self';"
                + " script-src 'self'",
            "default-src 'self' data:; script-src 'none'":
                "default-src 'self' data:; script-src 'self'; connect-src 'self' data:;"
                + " style-src 'self' data:",
            "script-src-elem https://a.test":
                "script-src-elem https://a.test 'self'",
            "img-src 'self'": "img-src 'self'",
        ]
        for (policy, wanted) in cases {
            for (open, close) in [("\"", "\""), ("\"", "\" /")] {
                let text =
                    "<head><META content=\(open)\(policy)\(close) "
                    + "HTTP-EQUIV=Content-Security-Policy></head><BODY>content-security-policy content=\"x\"</BODY>"
                let snapshot = PreviewSnapshot(files: ["index.html": Array(text.utf8)], number: 1)
                try await withServer(snapshot) { _, port in
                    let answer = try await get("/", from: port).text
                    #expect(answer.contains("content=\(open)\(wanted)\(close) HTTP"))
                    #expect(answer.contains("<BODY>content-security-policy content=\"x\"<link"))
                }
            }
        }
    }

    @Test("a taken port is an error that names it, and a stopped server gives it back")
    func ports() async throws {
        var taken: UInt16 = 0
        try await withServer(site) { _, port in
            taken = port
            let second = PreviewServer(port: port)
            await #expect(throws: PreviewServerError.portTaken(port)) { try await second.run() }
            await #expect(throws: PreviewServerError.portTaken(port)) { try await second.address }
            let answer = try await get("/", from: port)
            #expect(answer.status == 200)
        }
        let third = PreviewServer(port: taken)
        let running = Task { try await third.run() }
        #expect(try await third.address == "http://127.0.0.1:\(taken)/")
        running.cancel()
        try await running.value
        await #expect(throws: PreviewServerError.stopped) { try await third.run() }
        #expect(throws: Connection.Failure.self) { try Connection(port: taken) }
    }
}
