import Foundation
import Testing

@Suite struct ImportTests {
    /// A vendor's file, a figure, and what a plain query of the file gives for it.
    struct Case: CustomTestStringConvertible, Sendable {
        var file: String
        var metric: String
        /// In the words of SQL, for the reader.
        var query: String
        var value: @Sendable ([String: String]) -> Decimal?

        var testDescription: String { "\(file): \(query)" }
    }

    private static func number(_ row: [String: String], _ column: String) -> Decimal? {
        row[column].flatMap { Decimal(string: $0) }
    }

    static let cases = [
        Case(
            file: "salesforce/sf_opportunity", metric: "won_amount",
            query: "select sum(amount) where is_won",
            value: { $0["is_won"]?.lowercased() == "true" ? number($0, "amount") : nil }),
        Case(
            file: "salesforce/sf_order", metric: "revenue",
            query: "select sum(total_amount) where not is_deleted",
            value: {
                $0["is_deleted"]?.lowercased() == "true" ? nil : number($0, "total_amount")
            }),
        Case(
            file: "hubspot/deal", metric: "open_deals",
            query: "select count(*) where not is_deleted",
            value: { $0["is_deleted"]?.lowercased() == "true" ? nil : 1 }),
        Case(
            file: "hubspot/deal", metric: "open_pipeline",
            query: "select sum(property_amount) where not is_deleted",
            value: {
                $0["is_deleted"]?.lowercased() == "true" ? nil : number($0, "property_amount")
            }),
        Case(
            file: "stripe/invoice", metric: "revenue", query: "select sum(total) / 100",
            value: { number($0, "total").map { $0 / 100 } }),
        Case(
            file: "stripe/charge", metric: "revenue", query: "select sum(amount) / 100",
            value: { number($0, "amount").map { $0 / 100 } }),
        Case(
            file: "recurly/invoice_history", metric: "revenue", query: "select sum(total)",
            value: { number($0, "total") }),
        Case(
            file: "recurly/line_item_history", metric: "revenue", query: "select sum(amount)",
            value: { number($0, "amount") }),
    ]

    @Test(
        "what import writes is used as it is and gives the figures of a plain query",
        arguments: cases)
    func vendorFile(_ vendor: Case) throws {
        let shared = try #require(Place.shared, Place.missingShared)
        let file = shared.appending(path: "data/export-layouts/\(vendor.file)_data.csv")
        let folder = try TemporaryFolder()
        let name = file.lastPathComponent
        try folder.write(String(contentsOf: file, encoding: .utf8), to: "content/data/\(name)")
        try folder.write(
            """
            site: {title: Import}
            company: {name: Import, currency: USD}
            period: 2026-03
            as_of: 2026-04-10

            """, to: "content/revsite.yml")
        try folder.write("# Import\n", to: "content/index.md")
        let entry = try Program.run(
            "import", "content/data/\(name)", "--into", "content/revsite.yml", in: folder.url)
        #expect(entry.exitCode == 0, "\(entry.all)")
        let build = try Program.run("build", in: folder.url)
        #expect(build.exitCode == 0, "\(build.all)")

        let rows = try Self.rows(String(contentsOf: file, encoding: .utf8))
        #expect(
            try folder.text("output/audit.html").contains(">\(rows.count)<"),
            "the audit page tells \(rows.count) rows read")
        let answer = try Program.run(
            "kpi", vendor.metric, "--by", "year", "--last", "40", "--format", "json",
            in: folder.url)
        #expect(answer.exitCode == 0, "\(answer.all)")
        let figures = try JSONDecoder().decode(Answer.self, from: Data(answer.output.utf8)).figures
        let expected = rows.compactMap(vendor.value).reduce(Decimal(0), +)
        let found = figures.compactMap(\.value).reduce(Decimal(0), +)
        #expect(found == expected, "\(entry.all)")
    }

    private struct Answer: Decodable {
        struct Figure: Decodable {
            var value: Decimal?
        }

        var figures: [Figure]
    }

    /// Rows by the names of the header; a quote is only what stands around a cell or twice in one.
    private static func rows(_ text: String) throws -> [[String: String]] {
        var table: [[String]] = [[]]
        var cell = ""
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                table[table.count - 1].append(cell)
                cell = ""
            case "\n" where !isQuoted, "\r\n" where !isQuoted:
                table[table.count - 1].append(cell)
                cell = ""
                table.append([])
            default: cell.append(character)
            }
        }
        if !cell.isEmpty || table.last?.isEmpty == false { table[table.count - 1].append(cell) }
        let header = try #require(table.first)
        return table.dropFirst().filter { $0.count > 1 }.map {
            Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
        }
    }
}
