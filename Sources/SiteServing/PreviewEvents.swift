import FlyingSocks

/// The server-sent events of one open page: first where it stands, then every change.
///
/// A call without news is answered with a comment, so that both sides see whether the other one is
/// still there. What happened while the page read slowly is told as one event.
struct PreviewEvents: AsyncBufferedSequence {
    typealias Element = UInt8

    let board: PreviewBoard
    /// What the page has, as far as it says.
    let since: PreviewMark?

    func makeAsyncIterator() -> Iterator {
        Iterator(board: board, calls: board.calls().makeAsyncIterator(), since: since)
    }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate let board: PreviewBoard
        fileprivate var calls: AsyncStream<Void>.Iterator
        fileprivate var since: PreviewMark?
        private var isFirst = true
        private var rest: ArraySlice<UInt8> = []

        fileprivate init(
            board: PreviewBoard, calls: AsyncStream<Void>.Iterator, since: PreviewMark?
        ) {
            self.board = board
            self.calls = calls
            self.since = since
        }

        mutating func next() async throws -> UInt8? {
            if rest.isEmpty { rest = try await nextBuffer(suggested: 0) ?? [] }
            return rest.popFirst()
        }

        /// One event or comment, however long it is.
        mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
            guard await calls.next(isolation: #isolation) != nil else { return nil }
            let newest = board.newest
            defer {
                since = newest.mark
                isFirst = false
            }
            guard isFirst || newest.mark != since else { return Array(":\n\n".utf8)[...] }
            let retry = isFirst ? "retry: 500\n" : ""
            let event = "id: \(newest.mark.text)\ndata: \(newest.changes(since: since))\n\n"
            return Array((retry + event).utf8)[...]
        }
    }
}
