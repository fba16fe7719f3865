import Diagnostics
import Foundation
import ReportModel

extension NaiveTable {
    mutating func addWordsOfRevenue() {
        guard source.table == .revenue else { return }
        let all = spellings["type", default: [:]].keys.filter { !$0.isEmpty }
            .map(\.precomposedStringWithCanonicalMapping).sorted()
        let theirs = all.filter {
            !["recurring", "usage", "one_time", "royalty", "service"].contains($0)
        }
        if theirs.isEmpty { return }
        let listed =
            theirs.prefix(5).map { "'\(Self.excerpt($0))'" }.joined(separator: ", ")
            + (theirs.count > 5 ? " and \(theirs.count - 5) more" : "")
        let isNone = theirs.count == all.count
        tally.add(
            Diagnostic(
                isNone ? .warning : .note, id: "word-unmapped",
                isNone
                    ? "no row of 'revenue' has a type that metrics know; there are \(listed)"
                    : "metrics of recurring, usage and other revenue leave out the types \(listed)",
                at: source.origin.location), field: "type")
    }
}
