import Foundation
import Testing

/// A small company whose customers and segments have a page each.
enum Accounts {
    static let ids = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]

    static let settings = """
        site: {title: Board pack}
        company: {name: Vale, currency: EUR}
        period: 2026-Q1
        as_of: 2026-03-31
        tables:
          revenue: {file: data/revenue.csv}
          customers: {file: data/customers.csv}
        dimensions: [segment]

        """

    static let rows = """
        date,amount,customer
        2026-01-05,1000.00,c1
        2026-02-05,250.50,c1
        2026-01-09,300.00,c2
        2026-03-09,70.25,c3
        2026-03-10,50.00,c4
        2026-03-11,40.00,c5
        2026-03-12,30.00,c6
        2026-03-13,20.00,c7

        """

    static let customers = """
        id,name,segment
        c1,Alder Works,Large firms
        c2,Birch & Co,Small firms
        c3,Cedar Ltd,Small firms
        c4,Dogwood,Small firms
        c5,Elm Mills,Small firms
        c6,Fir Foods,Small firms
        c7,Gorse Inn,Small firms

        """

    static let index = """
        ---
        title: Summary
        ---

        Revenue was [](kpi:revenue).

        ![Revenue by customer](table:revenue?by=customer)

        ![Revenue by segment](table:revenue?by=segment)

        """

    static let account = """
        ---
        title: Accounts
        each: customer
        ---

        The account brought [](kpi:revenue).

        ![Revenue by month](table:revenue?by=month&last=3)

        """

    static let part = """
        ---
        title: Segments
        each: segment
        ---

        The segment brought [](kpi:revenue).

        """

    static func workspace() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(settings, to: "content/revsite.yml")
        try folder.write(rows, to: "content/data/revenue.csv")
        try folder.write(customers, to: "content/data/customers.csv")
        try folder.write(index, to: "content/index.md")
        try folder.write(account, to: "content/account.md")
        try folder.write(part, to: "content/part.md")
        try folder.write(
            "## Where we stand\n\nThey bought for [](kpi:revenue), most of it in January.\n",
            to: "content/customers/c1.md")
        return folder
    }

    /// The workspace with its site.
    static func built() throws -> TemporaryFolder {
        let folder = try workspace()
        let outcome = try Program.run("build", in: folder.url)
        try #require(outcome.exitCode == 0, "\(outcome.all)")
        return folder
    }
}

extension TemporaryFolder {
    /// Writes a file again with one part of its text replaced by another.
    func replace(_ old: String, with new: String, in path: String) throws {
        let before = try text(path)
        let after = before.replacingOccurrences(of: old, with: new)
        try #require(after != before, "\(path) has no '\(old)'")
        try write(after, to: path)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: url.appending(path: path))
    }

    func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: path).path)
    }
}
