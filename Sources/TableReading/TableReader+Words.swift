import Diagnostics
import ReportModel

extension TableReader {
    /// Warns of deals whose words for stage and type are not ours: a deal whose 'Closed Won' is not
    /// mapped would count as open without a word. Called once, after the last file.
    mutating func reportUnmappedWords() {
        guard source.table == .opportunities else { return }
        warn(of: "stage", words: ["won", "lost"])
        warn(of: "type", words: ["new", "expansion", "renewal"])
    }

    private mutating func warn(of field: String, words: [String]) {
        let theirs = texts(of: field).filter { !words.contains($0) }
        if theirs.isEmpty { return }
        if theirs.count == texts(of: field).count {
            let listed = theirs.prefix(5).map { "'\(excerpt($0))'" }.joined(separator: ", ")
            warn(
                field,
                "no row of 'opportunities' has the \(field) '\(words[0])'; there are \(listed)",
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
