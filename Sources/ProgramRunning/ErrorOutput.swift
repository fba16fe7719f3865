/// The beginning and the end of what a program says on standard error.
struct ErrorOutput {
    private static let limit = 4096

    private let redaction: Redaction
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private var total = 0
    /// A secret that is cut would not be found, so more is kept than is shown.
    private let margin: Int

    init(_ redaction: Redaction) {
        self.redaction = redaction
        margin = redaction.longestCount
    }

    mutating func append(_ bytes: some Collection<UInt8>) {
        total += bytes.count
        let kept = Self.limit + margin
        let beginning = bytes.prefix(max(0, kept - head.count))
        head += beginning
        tail += bytes.dropFirst(beginning.count)
        // Not at every chunk, so that a flood of small ones costs no copy each.
        if tail.count > 2 * kept { tail.removeFirst(tail.count - kept) }
    }

    /// What may be shown of it.
    var text: String {
        let kept = Self.limit + margin
        if total <= 2 * kept {
            return String(decoding: redaction.removed(from: head + tail), as: UTF8.self)
        }
        let end = redaction.removed(from: tail.suffix(kept)).dropFirst(margin)
        let beginning = redaction.removed(from: head).dropLast(margin)
        return String(decoding: beginning, as: UTF8.self) + "\n…\n"
            + String(decoding: end, as: UTF8.self)
    }
}
