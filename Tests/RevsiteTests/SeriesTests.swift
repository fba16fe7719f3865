import Foundation
import Testing

/// One page for each customer or segment, from one form.
@Suite("a page for each value") struct SeriesTests {
    private struct Answer: Decodable {
        struct Figure: Decodable {
            var period: String
            var value: Decimal
        }
        var figures: [Figure]
    }

    private func asked(
        _ arguments: String..., of id: String, in folder: TemporaryFolder
    ) throws -> [Answer.Figure] {
        let outcome = try Program.run(
            Program.executable,
            ["kpi", "revenue", "--where", "customer = \"\(id)\"", "--format", "json"] + arguments,
            in: folder.url)
        try #require(outcome.exitCode == 0, "\(outcome.all)")
        return try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8)).figures
    }

    /// Between two marks, the first time that they occur.
    private func part(_ text: String, from start: String, to end: String) -> String? {
        guard let first = text.range(of: start),
            let last = text.range(of: end, range: first.upperBound..<text.endIndex)
        else { return nil }
        return String(text[first.upperBound..<last.lowerBound])
    }

    @Test("each customer has a page, and every figure on it is that of the customer")
    func figuresAreCut() throws {
        let folder = try Accounts.built()
        for id in Accounts.ids {
            let page = try folder.text("output/customers/\(id).html")
            let total = try #require(try asked(of: id, in: folder).first).value
            let text = total.formatted(
                .number.locale(Locale(identifier: "en_US"))
                    .precision(.fractionLength(total.isWhole ? 0 : 2)))
            let lead = try #require(part(page, from: "The account brought ", to: "</p>"))
            #expect(lead.contains("Revenue · Q1 2026 · €\(text)\n"), "\(id): \(lead)")
            let months = try asked("--by", "month", "--last", "3", of: id, in: folder)
            let lines = months.map { "\($0.period),\($0.value)" }
            let table = try folder.text("output/data/customers/\(id)-1.csv")
            #expect(
                table.split(whereSeparator: \.isNewline).dropFirst().map(String.init) == lines,
                "\(id)")
        }
    }

    @Test("the list of all has each of them by name, and a segment's address has no spaces")
    func listOfAll() throws {
        let folder = try Accounts.built()
        let list = try folder.text("output/customers/index.html")
        let names = try Accounts.ids.map { id in
            try #require(
                part(list, from: "<a href=\"../customers/\(id).html\"><bdi>", to: "</bdi>"))
        }
        #expect(
            names == [
                "Alder Works", "Birch &amp; Co", "Cedar Ltd", "Dogwood", "Elm Mills", "Fir Foods",
                "Gorse Inn",
            ])
        let parts = try folder.files(in: "output/segments")
        #expect(parts.keys.sorted() == ["index.html", "large-firms.html", "small-firms.html"])
        let small = try folder.text("output/segments/small-firms.html")
        #expect(small.contains("<h1><bdi>Small firms</bdi></h1>"))
        #expect(small.contains("Revenue · Q1 2026 · €510.25\n"))
    }

    @Test("what is written about a customer stands on that page alone, with its own figures")
    func commentary() throws {
        let folder = try Accounts.built()
        let page = try folder.text("output/customers/c1.html")
        let text = try #require(part(page, from: "They bought for ", to: "</p>"))
        #expect(text.contains("Revenue · Q1 2026 · €1,250.50\n"))
        for (path, bytes) in try folder.files(in: "output") where path.hasSuffix(".html") {
            let has = String(decoding: bytes, as: UTF8.self).contains("They bought for")
            #expect(has == (path == "customers/c1.html"), "\(path)")
        }
    }

    @Test("tables by customer or segment on other pages link to their pages")
    func tablesLink() throws {
        let folder = try Accounts.built()
        let index = try folder.text("output/index.html")
        for id in Accounts.ids { #expect(index.contains("<a href=\"customers/\(id).html\">")) }
        #expect(index.contains("<a href=\"segments/large-firms.html\"><bdi>Large firms</bdi>"))
        try folder.remove("content/account.md")
        try folder.remove("content/customers")
        let outcome = try Program.run("build", in: folder.url)
        #expect(outcome.exitCode == 0, "\(outcome.all)")
        #expect(!(try folder.text("output/index.html").contains("customers/c1.html")))
        #expect(!folder.has("output/customers"))
    }

    @Test("one leads on to the one before, the one after and the list above")
    func leadsOn() throws {
        let folder = try Accounts.built()
        for (index, id) in Accounts.ids.enumerated() {
            let page = try folder.text("output/customers/\(id).html")
            let crumbs = try #require(part(page, from: "<nav class=\"crumbs\"", to: "</nav>"))
            #expect(crumbs.contains("href=\"../index.html\""))
            #expect(crumbs.contains("href=\"../customers/index.html\""))
            let beside = try #require(part(page, from: "<nav class=\"neighbours\"", to: "</nav>"))
            for (relation, other) in [("prev", index - 1), ("next", index + 1)] {
                let target =
                    Accounts.ids.indices.contains(other)
                    ? "rel=\"\(relation)\" href=\"../customers/\(Accounts.ids[other]).html\"" : nil
                #expect(beside.contains("rel=\"\(relation)\"") == (target != nil), "\(id)")
                if let target { #expect(beside.contains(target), "\(id): \(beside)") }
            }
        }
    }

    @Test("they are in the pack where their form says so, else not")
    func pack() throws {
        let folder = try Accounts.built()
        let without = try folder.text("output/pack.html")
        #expect(!without.contains("The segment brought"))
        #expect(!without.contains("The account brought"))
        try folder.replace(
            "each: segment", with: "each: segment\npack: true", in: "content/part.md")
        let outcome = try Program.run("build", in: folder.url)
        #expect(outcome.exitCode == 0, "\(outcome.all)")
        let pack = try folder.text("output/pack.html")
        let parts = pack.components(separatedBy: "The segment brought ").dropFirst()
        #expect(parts.count == 2)
        #expect(parts.first?.contains("· €1,250.50\n") == true)
        #expect(parts.last?.contains("· €510.25\n") == true)
        #expect(!pack.contains("The account brought"))
    }
}

extension Decimal {
    fileprivate var isWhole: Bool {
        var value = self
        var rounded = Decimal()
        NSDecimalRound(&rounded, &value, 0, .plain)
        return rounded == self
    }
}
