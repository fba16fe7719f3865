import Diagnostics
import ReportModel

extension TableReader {
    /// Warns of deals whose words for stage and type are not ours: a deal whose 'Closed Won' is not
    /// mapped would count as open without a word. Called once, after the last file.
    mutating func reportUnmappedWords() {
        if source.table == .revenue { reportKindsOfRevenue() }
        guard source.table == .opportunities else { return }
        warn(of: "stage", words: ["won", "lost"])
        warn(of: "type", words: ["new", "expansion", "renewal"])
    }

    /// Other words are as good to cut by, but the metrics of recurring and other revenue know these.
    private mutating func reportKindsOfRevenue() {
        let words = ["recurring", "usage", "one_time", "royalty", "service"]
        let all = texts(of: "type")
        let theirs = all.filter { !words.contains($0) }
        if theirs.isEmpty { return }
        let remedy =
            "map them under 'values': {type: {recurring: […], one_time: […]}};"
            + " the kinds are \(words.joined(separator: ", "))"
        if theirs.count == all.count {
            warn(
                "type",
                "no row of 'revenue' has a type that metrics know; there are \(listed(theirs))",
                remedy: remedy)
            return
        }
        tally.add(
            Diagnostic(
                .note, id: "word-unmapped",
                "metrics of recurring, usage and other revenue leave out the types \(listed(theirs))",
                remedy: remedy, at: source.origin.location), field: "type")
    }

    private func listed(_ words: [String]) -> String {
        words.prefix(5).map { "'\(excerpt($0))'" }.joined(separator: ", ")
            + (words.count > 5 ? " and \(words.count - 5) more" : "")
    }

    private mutating func warn(of field: String, words: [String]) {
        let theirs = texts(of: field).filter { !words.contains($0) }
        if theirs.isEmpty { return }
        if theirs.count == texts(of: field).count {
            warn(
                field,
                "no row of 'opportunities' has the \(field) '\(words[0])'; there are \(listed(theirs))",
                remedy: "map them under 'values': {\(field): {\(words[0]): […]}}")
        } else if field == "stage" {
            for text in theirs {
                guard let word = words.first(where: text.lowercased().contains) else { continue }
                warn(
                    field, "the stage '\(excerpt(text))' is not '\(word)': its deals count as open",
                    remedy: "if they are \(word), map it under 'values': {stage: {\(word): […]}}")
            }
        }
    }

    private mutating func warn(_ field: String, _ message: String, remedy: String) {
        tally.add(
            Diagnostic(
                .warning, id: "word-unmapped", message, remedy: remedy,
                at: source.origin.location), field: field)
    }
}
