import Diagnostics

/// A snapshot that is out, and since when each of its parts is as it is.
///
/// Everything that one answer says comes from one value of this type.
final class PublishedPreview: Sendable {
    let files: [String: [UInt8]]
    let mark: PreviewMark
    /// The markup over the page; empty when there is no error.
    let overlay: String
    /// The numbers of the snapshots in which these paths changed or went last.
    private let changed: [String: Int]
    private let removed: [String: Int]
    private let overlayChanged: Int

    /// Before the first build is done.
    init(run: String) {
        mark = PreviewMark(run: run, number: -1)
        (files, overlay, changed, removed, overlayChanged) = ([:], "", [:], [:], -1)
    }

    init(_ snapshot: PreviewSnapshot, after last: PublishedPreview) {
        let number = snapshot.number
        files = snapshot.files
        mark = PreviewMark(run: last.mark.run, number: number)
        overlay = overlayMarkup(snapshot.problems, hasGoodBuild: !snapshot.files.isEmpty)
        overlayChanged = overlay == last.overlay ? last.overlayChanged : number
        var (changed, removed) = (last.changed, last.removed)
        for (path, bytes) in files where last.files[path] != bytes {
            changed[path] = number
            removed[path] = nil
        }
        for path in last.files.keys where files[path] == nil {
            changed[path] = nil
            removed[path] = number
        }
        (self.changed, self.removed) = (changed, removed)
    }

    /// What a page of that snapshot must know, as JSON:
    /// `from` and `mark`, `all` if there is no telling what changed, `changed` and `removed` paths,
    /// and `overlay`, null if it is as it was.
    func changes(since page: PreviewMark?) -> String {
        let start = page.flatMap {
            $0.run == mark.run && $0.number <= mark.number ? $0.number : nil
        }
        let since = start ?? .max
        func paths(_ numbers: [String: Int]) -> String {
            let found = numbers.filter { $0.value > since }.keys
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            return "[" + found.map(jsonQuoted).joined(separator: ",") + "]"
        }
        let isOverlayNew = start.map { overlayChanged > $0 } ?? true
        return """
            {"from":\(jsonQuoted(start.map { "\(mark.run).\($0)" } ?? "")),\
            "mark":\(jsonQuoted(mark.text)),"all":\(start == nil),\
            "changed":\(paths(changed)),"removed":\(paths(removed)),\
            "overlay":\(isOverlayNew ? jsonQuoted(overlay) : "null")}
            """
    }
}
