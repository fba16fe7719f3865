/// What is wrong, as markup over the last good build, if there is one: errors first; empty when
/// there is none.
func overlayMarkup(_ problems: [PreviewProblem], hasGoodBuild: Bool) -> String {
    let errors = problems.filter { $0.severity == .error }
    guard !errors.isEmpty else { return "" }
    let warnings = problems.filter { $0.severity == .warning }
    let count =
        counted(errors.count, "error")
        + (warnings.isEmpty ? "" : ", " + counted(warnings.count, "warning"))
    let hint =
        hasGoodBuild
        ? "the page is that of the last good build; Escape folds this away"
        : "no build was good yet; this page shows the first one that is"
    let all = errors + warnings
    let items = all.prefix(mostShown).map(item).joined()
    let rest = all.count - mostShown
    let more = rest > 0 ? "<li><p>… and \(rest) more, listed in the terminal</p></li>" : ""
    return """
        <section id="revsite-overlay" role="alert" aria-label="Problems of the build">\
        <details open><summary><span class="count">\(count)</span> \
        <span class="hint">\(hint)</span></summary>\
        <ol>\(items)\(more)</ol></details></section>
        """
}

/// A column of a table that is wrong is wrong in every row.
private let mostShown = 100

private func item(_ problem: PreviewProblem) -> String {
    var place = problem.path
    if !place.isEmpty, problem.line > 0 {
        place += ":\(problem.line)" + (problem.column > 0 ? ":\(problem.column)" : "")
    }
    let parts = [
        place.isEmpty ? "" : "<p class=\"place\">\(markupEscaped(place))</p>",
        "<p class=\"message\"><span class=\"severity\">\(problem.severity.rawValue):</span> "
            + "<bdi>\(markupEscaped(problem.message))</bdi> "
            + "<span class=\"rule\">[\(markupEscaped(problem.rule))]</span></p>",
        problem.remedy.map { "<p class=\"remedy\"><bdi>\(markupEscaped($0))</bdi></p>" } ?? "",
        problem.excerpt.isEmpty ? "" : excerpt(problem),
    ]
    return "<li class=\"\(problem.severity.rawValue)\">\(parts.joined())</li>"
}

private func excerpt(_ problem: PreviewProblem) -> String {
    let width = problem.excerpt.map { "\($0.number)".utf8.count }.max() ?? 0
    let lines = problem.excerpt.map { line in
        let number = "\(line.number)"
        let space = String(repeating: " ", count: width - number.utf8.count)
        let text =
            line.isMarked && problem.column > 0
            ? marked(line.text, at: problem.column) : markupEscaped(line.text)
        return "<span class=\"line\(line.isMarked ? " here" : "")\">"
            + "<span class=\"number\">\(space)\(number)</span> \(text)\n</span>"
    }
    return "<pre tabindex=\"0\">\(lines.joined())</pre>"
}

/// The word that begins at the column stands out, or else the one character there.
private func marked(_ text: String, at column: Int) -> String {
    let bytes = text.utf8
    var start = bytes.index(bytes.startIndex, offsetBy: min(column - 1, bytes.count))
    while start.samePosition(in: text) == nil, start > text.startIndex {
        start = bytes.index(before: start)
    }
    let rest = text[start...]
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    let hit = word.isEmpty ? rest.prefix(1) : word
    // At the end of a line there is nothing to mark but the place.
    let shown = hit.isEmpty ? "\u{A0}" : markupEscaped(String(hit))
    return markupEscaped(String(text[..<start])) + "<mark>\(shown)</mark>"
        + markupEscaped(String(rest[hit.endIndex...]))
}

private func counted(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
}

/// A text that stays a text, in an element or a quoted attribute.
func markupEscaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "'": escaped += "&#39;"
        case "\0": escaped.unicodeScalars.append("\u{FFFD}")
        default: escaped.unicodeScalars.append(scalar)
        }
    }
    return escaped
}
