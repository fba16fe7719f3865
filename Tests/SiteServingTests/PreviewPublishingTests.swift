import Foundation
import SiteServing
import Testing

@Suite(.timeLimit(.minutes(1))) struct PreviewPublishingTests {
    /// What one event says.
    struct News: Decodable {
        var from: String
        var mark: String
        var all: Bool
        var changed: [String]
        var removed: [String]
        var overlay: String?
    }

    /// An open page: listens, and skips comments.
    struct Listener {
        let connection: Connection

        init(port: UInt16, since: String = "", last: String? = nil) async throws {
            connection = try Connection(port: port)
            let last = last.map { "Last-Event-ID: \($0)\r\n" } ?? ""
            connection.send(
                "GET /_revsite/events?since=\(since) HTTP/1.1\r\nHost: localhost\r\n\(last)\r\n")
            let head = try await connection.read(until: "\r\n\r\n")
            #expect(
                String(decoding: head, as: UTF8.self)
                    .contains("Content-Type: text/event-stream; charset=utf-8"))
        }

        func next() async throws -> News {
            while true {
                let lines = String(
                    decoding: try await connection.read(until: "\n\n"), as: UTF8.self)
                guard
                    let data = lines.split(separator: "\n").first(where: { $0.hasPrefix("data: ") })
                else { continue }
                return try JSONDecoder().decode(News.self, from: Data(data.dropFirst(6).utf8))
            }
        }
    }

    static let problem = PreviewProblem(
        path: "content/<i>.md", line: 12, column: 7,
        message: "there is no metric '<script>alert(1)</script>'", rule: "metric-unknown",
        remedy: "did you mean \"revenue\" & co?",
        excerpt: [
            .init(number: 11, text: "before <b>", isMarked: false),
            .init(number: 12, text: "Ärger<x y>\"z\"", isMarked: true),
        ])

    @Test("open pages are told what changed with a snapshot")
    func telling() async throws {
        try await withServer(site) { server, port in
            let listener = try await Listener(port: port)
            let first = try await listener.next()
            #expect(first.all)
            #expect(first.mark.hasSuffix(".1"))
            var next = site
            next.files["index.html"] = page("changed")
            next.files["new.html"] = page("new")
            next.files["pack.pdf"] = nil
            next.number = 2
            server.publish(next)
            let second = try await listener.next()
            #expect(second.from == first.mark)
            #expect(second.mark.hasSuffix(".2"))
            #expect(!second.all)
            #expect(second.changed == ["index.html", "new.html"])
            #expect(second.removed == ["pack.pdf"])
            #expect(second.overlay == nil)
            next.problems = [Self.problem]
            next.number = 3
            server.publish(next)
            let third = try await listener.next()
            #expect(third.changed + third.removed == [])
            #expect(third.overlay?.contains("1 error") == true)
        }
    }

    @Test("a page that comes back is told all that it missed, and nothing twice")
    func comingBack() async throws {
        try await withServer(site) { server, port in
            let mark = try await Listener(port: port).next().mark
            var next = site
            for number in 2...5 {
                next.files["\(number).html"] = page("")
                if number == 4 { next.files["2.html"] = nil }
                next.number = number
                server.publish(next)
            }
            server.publish(site)
            let missed = try await Listener(port: port, last: mark).next()
            #expect(missed.changed == ["3.html", "4.html", "5.html"])
            #expect(missed.removed == ["2.html"])
            let now = try await Listener(port: port, since: missed.mark).next()
            #expect(now.changed + now.removed == [])
            #expect(!now.all)
            for other in ["x.1", missed.mark + "0", "", "1", "x.y"] {
                #expect(try await Listener(port: port, since: other).next().all)
            }
        }
    }

    @Test("no answer is a mixture while snapshots follow each other")
    func mixture() async throws {
        func snapshot(_ number: Int) -> PreviewSnapshot {
            let text = String(repeating: "<\(number)>", count: 40_000)
            return PreviewSnapshot(
                files: ["index.html": page(text), "a.txt": Array(text.utf8)], number: number)
        }
        try await withServer(snapshot(1)) { server, port in
            try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    for number in 2...200 {
                        server.publish(snapshot(number))
                        await Task.yield()
                    }
                    return 0
                }
                for reader in 0..<4 {
                    group.addTask {
                        var seen: Set<Int> = []
                        while !seen.contains(200) {
                            let isPage = reader % 2 == 0
                            let answer = try await get(isPage ? "/" : "/a.txt", from: port).text
                            let start = answer.range(of: "<p>")?.upperBound ?? answer.startIndex
                            let body = answer[start...]
                            let number = try #require(
                                Int(body.dropFirst().prefix { $0 != ">" }))
                            let whole = String(repeating: "<\(number)>", count: 40_000)
                            #expect(body.utf8.starts(with: whole.utf8))
                            #expect(!isPage || answer.contains(".\(number)\">"))
                            seen.insert(number)
                        }
                        return seen.count
                    }
                }
                for try await count in group { #expect(count != 1) }
            }
        }
    }

    @Test("neither many open pages nor one that doesn't read hold anybody up")
    func crowd() async throws {
        var large = site
        large.files["large.pdf"] = [UInt8](repeating: 7, count: 30_000_000)
        try await withServer(large) { server, port in
            let slow = try Connection(port: port)
            slow.send("GET /large.pdf HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let deaf = try Connection(port: port)
            deaf.send("GET /_revsite/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            var listeners: [Listener] = []
            for _ in 0..<40 { listeners.append(try await Listener(port: port)) }
            for number in 2...1000 {
                large.number = number
                large.files["index.html"] = page("\(number)")
                server.publish(large)
            }
            for listener in listeners {
                while try await !listener.next().mark.hasSuffix(".1000") {}
            }
            #expect(try await get("/", from: port).text.contains("<p>1000</p>"))
            withExtendedLifetime((slow, deaf)) {}
        }
    }

    @Test("errors lie over the last good page, and no text of theirs becomes markup")
    func overlay() async throws {
        var snapshot = site
        snapshot.problems = [
            .init(path: "a.md", severity: .warning, message: "late", rule: "fresh"), Self.problem,
        ]
        try await withServer(snapshot) { _, port in
            for path in ["/", "/es/", "/nothing"] {
                let text = try await get(path, from: port).text
                #expect(text.contains("role=\"alert\""))
                #expect(text.contains("1 error, 1 warning"))
                #expect(!text.contains("<script>"))
                #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
                #expect(text.contains("content/&lt;i&gt;.md:12:7"))
                #expect(text.contains("did you mean &quot;revenue&quot; &amp; co?"))
                #expect(text.contains("before &lt;b&gt;"))
                // Column 7 in bytes is the sixth character.
                #expect(text.contains("Ärger<mark>&lt;</mark>x y&gt;&quot;z&quot;"))
                #expect(text.contains("[metric-unknown]"))
            }
            #expect(try await get("/", from: port).text.contains("<p>start</p>"))
            #expect(try await get("/assets/site.css", from: port).text == "p {}")
        }
    }

    @Test("of very many errors the first are shown, and all are counted")
    func manyErrors() async throws {
        var snapshot = site
        snapshot.problems = (1...250).map {
            PreviewProblem(path: "a.csv", line: $0, message: "no date", rule: "date-invalid")
        }
        try await withServer(snapshot) { _, port in
            let text = try await get("/", from: port).text
            #expect(text.contains("250 errors"))
            #expect(text.contains("a.csv:100<"))
            #expect(!text.contains("a.csv:101<"))
            #expect(text.contains("and 150 more"))
        }
    }

    @Test("a warning alone covers nothing")
    func warnings() async throws {
        var snapshot = site
        snapshot.problems = [.init(path: "", severity: .warning, message: "late", rule: "fresh")]
        try await withServer(snapshot) { _, port in
            let text = try await get("/", from: port).text
            #expect(!text.contains("role=\"alert\""))
        }
    }

    @Test("before a build was good there is a page with what is wrong")
    func nothingGood() async throws {
        try await withServer { server, port in
            let early = try await get("/", from: port)
            #expect(early.status == 200)
            #expect(early.text.contains("under way"))
            server.publish(PreviewSnapshot(problems: [Self.problem], number: 0))
            let answer = try await get("/", from: port)
            #expect(answer.status == 200)
            #expect(answer.text.contains("role=\"alert\""))
            #expect(answer.text.contains("/_revsite/preview.js"))
            #expect(!answer.text.contains("under way"))
            #expect(try await get("/other.html", from: port).status == 404)
        }
    }
}
