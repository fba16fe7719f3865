import Testing

/// Every figure that others printed of a worked example, as the engine gives it for such a company.
@Suite("published examples")
struct PublishedExamples {
    private static let answered: [PublishedCase] =
        PublishedCase.recurring + PublishedCase.recurringOptions + PublishedCase.retention
        + PublishedCase.selling
        + PublishedCase.economics + PublishedCase.marketing + PublishedCase.revenue

    /// Examples that ask for what revsite does not do, or of data that is not there.
    private static let notApplicable: [String: String] = [
        "ret-09": "its data, gpbullhound-grr-cohorts/cohort_triangle.csv, is not shared",
        "ret-10a": "a fitted shifted beta-geometric curve: revsite projects no retention",
        "ret-11": "a fitted shifted beta-geometric curve: revsite projects no retention",
        "ret-12": "a fitted BG/NBD model of purchases, and its data is not shared",
    ]

    private static func example(_ id: String) throws -> PublishedExample {
        try #require(
            PublishedExample.all().first { $0.id == id }, "examples.json has no \(id)")
    }

    @Test("the engine says what was published", arguments: answered)
    func published(one: PublishedCase) throws {
        try one.check(Self.example(one.id))
    }

    @Test("every example of the file stands in one list, and in no other")
    func complete() throws {
        let ids = try PublishedExample.all().map(\.id)
        let listed = Self.answered.map(\.id) + Self.notApplicable.keys
        #expect(Set(ids).count == ids.count, "examples.json names one twice")
        #expect(Set(ids).subtracting(listed).sorted() == [], "in no list")
        #expect(Set(listed).subtracting(ids).sorted() == [], "not in the file")
        let twice = Dictionary(grouping: listed) { $0 }.filter { $0.value.count > 1 }
        #expect(twice.keys.sorted() == [], "in two lists")
    }
}
