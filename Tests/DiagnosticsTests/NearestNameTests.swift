import Diagnostics
import Testing

@Suite("the name that was meant")
struct NearestNameTests {
    let fields = ["amount", "customer", "date", "document", "product", "type"]

    @Test(
        "one slip of the keyboard is understood",
        arguments: [
            ("amuont", "amount"), ("amunt", "amount"), ("amoount", "amount"), ("Amount", "amount"),
            ("custmer", "customer"), ("prodct", "product"), ("tpye", "type"), ("datee", "date"),
        ])
    func slips(typed: String, meant: String) {
        #expect(nearestName(to: typed, among: fields) == meant)
    }

    @Test("what is like nothing has no neighbour")
    func strangers() {
        #expect(nearestName(to: "warehouse", among: fields) == nil)
        #expect(nearestName(to: "x", among: ["abc", "def"]) == nil)
    }

    @Test("neighbours swapped cost one edit, not two")
    func transposition() {
        // Two edits would be too many for three letters.
        #expect(nearestName(to: "nrr", among: ["rnr"]) == "rnr")
        #expect(nearestName(to: "ab", among: ["ba"]) == "ba")
    }

    @Test("of two as near the first in the alphabet is taken, in whatever order they come")
    func ties() {
        #expect(nearestName(to: "cat", among: ["car", "bat"]) == "bat")
        #expect(nearestName(to: "cat", among: ["bat", "car"]) == "bat")
    }

    @Test("texts without end and names without candidates are no trouble")
    func hostileLengths() {
        let long = String(repeating: "ä", count: 1_000_000)
        #expect(nearestName(to: long, among: ["amount"]) == nil)
        #expect(nearestName(to: "amount", among: [long]) == nil)
        #expect(nearestName(to: "", among: ["a"]) == "a")
        #expect(nearestName(to: "", among: ["amount", ""]) == "")
        #expect(nearestName(to: "amount", among: [String]()) == nil)
    }

    @Test("a name is never nearer to another than to itself")
    func identity() {
        for field in fields { #expect(nearestName(to: field, among: fields) == field) }
    }

    @Test("nothing near lists what there is, sorted, and not more than a dozen")
    func lists() {
        #expect(didYouMean("amout", among: fields) == "did you mean 'amount'?")
        #expect(didYouMean("zzz", among: ["b", "a"]) == "known are: a, b")
        #expect(didYouMean("zzz", among: [String]()) == "there is none to choose from")
        let many = (10..<40).map { "name\($0)" }
        let listed = didYouMean("zzz", among: many)
        #expect(listed.hasPrefix("known are: name10, name11,"))
        #expect(listed.hasSuffix("name21, … (30 in all)"))
    }
}
