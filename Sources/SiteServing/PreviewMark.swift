/// Which snapshot a page has: the server's run and the number in it.
///
/// A server that was started anew counts from the beginning; its numbers say nothing to pages that
/// are still open from before.
struct PreviewMark: Hashable, Sendable {
    var run: String
    var number: Int

    init(run: String, number: Int) {
        self.run = run
        self.number = number
    }

    /// Reads `run.number`; nil if it is anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let number = Int(parts[1]) else { return nil }
        self.init(run: String(parts[0]), number: number)
    }

    var text: String { "\(run).\(number)" }
}
