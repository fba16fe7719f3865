import Foundation
import SiteBuilding
import Synchronization

/// What a build is doing, in one line that is written again and again; nothing where standard error is no
/// terminal.
final class TerminalProgress: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let shown = Mutex("")

    func show(_ step: BuildStep) {
        if !isTerminal { return }
        let text =
            switch step {
            case .reading: "reading"
            case .measuring: "measuring"
            case .askingOtherHosts: "asking other hosts"
            case .pages(let done, let all): "pages: \(done) of \(all)"
            }
        shown.withLock { shown in
            if text == shown { return }
            shown = text
            write(text)
        }
    }

    /// Leaves an empty line, for what is to be said.
    func end() {
        shown.withLock { shown in
            if !shown.isEmpty { write("") }
            shown = ""
        }
    }

    /// In place of what stands there.
    private func write(_ text: String) {
        FileHandle.standardError.write(Data("\r\u{1B}[2K\(text)".utf8))
    }
}
