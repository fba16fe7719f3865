internal import Diagnostics

/// Finds where inlines of one block stand in the source.
///
/// libcmark's columns are those of the block's stripped text: on a continuation line they leave out
/// indent and quote marks. It counts no line for a break by backslash or within a link's
/// parentheses, where columns run on over the end of the line, nor for reference definitions before
/// the text. So a place is computed, then checked against the bytes that must stand there, and
/// searched for where they don't.
struct LinkLocator {
    enum Frame {
        /// Lines of the file; columns of the first line are right, the others start at `column`.
        case lines(ClosedRange<Int>, column: Int, quoteDepth: Int)
        /// A cell that was read as a heading `# … #`.
        case cell(PipeTableLayout.Cell)
    }

    struct Place {
        /// Offset of the `[`, `!` or `<`.
        var link: Int
        /// Offset of the first byte within the brackets.
        var text: Int
        /// Offset of the destination, where the source has it byte for byte.
        var destination: Int?
    }

    let source: SourceText
    let frame: Frame
    /// The line of the file before the body.
    let lineOffset: Int
    /// Nothing later in the block starts before this offset.
    private var cursor: Int
    let start: Int
    private let end: Int
    private var missed: Set<String> = []
    /// Lines that libcmark has not counted: before its current line, and within it.
    private var drift = (before: 0, within: 0, line: 0)

    init(_ frame: Frame, lineOffset: Int, in source: SourceText) {
        self.source = source
        self.frame = frame
        self.lineOffset = lineOffset
        switch frame {
        case .lines(let lines, _, _):
            start = source.line(lines.lowerBound).lowerBound
            end = source.line(lines.upperBound).upperBound
        case .cell(let cell):
            start = cell.start
            end = cell.offset(of: cell.text.count)
        }
        cursor = start
    }

    /// The offset of a text, a code span or raw HTML, asked in reading order.
    mutating func offset(of node: CommonMarkNode) -> Int {
        if node.line > drift.line { drift = (drift.before + drift.within, 0, node.line) }
        let (offset, crossed) = computed(node)
        drift.within = max(drift.within, crossed)
        return offset
    }

    /// The offset that follows from libcmark's line and column, and how many line ends the column
    /// ran over.
    private func computed(_ node: CommonMarkNode) -> (offset: Int, crossed: Int) {
        switch frame {
        case .cell(let cell):
            return (cell.offset(of: max(0, node.column - 3)), 0)
        case .lines(let lines, let column, let quoteDepth):
            if node.line == 0 { return (cursor, 0) }
            let drift = drift.before + (node.line > drift.line ? drift.within : 0)
            var line = min(max(node.line + lineOffset + drift, lines.lowerBound), lines.upperBound)
            var offset =
                line == lines.lowerBound
                ? source.line(line).lowerBound + node.column - 1
                : source.textStart(ofLine: line, quoteDepth: quoteDepth)
                    + max(0, node.column - column)
            var crossed = 0
            while line < lines.upperBound, offset > source.line(line).upperBound {
                let excess = offset - source.line(line).upperBound - 1
                line += 1
                crossed += 1
                offset = source.textStart(ofLine: line, quoteDepth: quoteDepth) + excess
            }
            return (min(offset, source.line(line).upperBound), crossed)
        }
    }

    /// The place of a link or an image. libcmark gives it the line on which its text ends.
    mutating func place(_ node: CommonMarkNode, destination: String, isImage: Bool) -> Place {
        let wanted = Array(destination.utf8)
        let opening = isImage ? "![".utf8 : "[".utf8
        var start = node
        start.line -= node.lineEnds
        var candidate = computed(start).offset
        if !source.has(opening, at: candidate), case .lines = frame {
            // On a line that continues a quote or an item lazily, libcmark counts the indent.
            let line = source.line(source.location(at: candidate).line)
            let indent = source.skipBlanks(from: line.lowerBound, to: line.upperBound)
            let lazy = candidate - (indent - line.lowerBound)
            if source.has(opening, at: lazy) { candidate = lazy }
        }
        var place = Place(link: candidate, text: candidate + opening.count, destination: nil)
        if source.has("<\(node.plainText)>".utf8, at: candidate) {
            place.text = candidate + 1
            return place
        }
        var isCertain = false
        if source.has(opening, at: candidate), let bracket = closingBracket(from: place.text) {
            place.destination = self.destination(after: bracket, wanted)
            isCertain =
                place.destination != nil || !source.has("(".utf8, at: bracket + 1)
                || destination.isEmpty
        }
        if case .cell = frame { isCertain = true }
        if !isCertain, let found = search(wanted, destination, opening: Array(opening)) {
            place = found
        }
        cursor = max(cursor, place.link + 1)
        return place
    }

    /// The bracket that closes the one before `start`.
    private func closingBracket(from start: Int) -> Int? {
        var depth = 1
        var index = start
        let limit = min(end, start + 10_000)
        while index < limit {
            switch source.bytes[index] {
            case .backslash: index += 1
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return index }
            case UInt8(ascii: "`"):
                index = endOfCodeSpan(from: index, limit: limit) - 1
            default: break
            }
            index += 1
        }
        return nil
    }

    /// Past the code span, or past the back quotes that open none.
    private func endOfCodeSpan(from start: Int, limit: Int) -> Int {
        let quote = UInt8(ascii: "`")
        var index = start
        while index < limit, source.bytes[index] == quote { index += 1 }
        let (opened, length) = (index, index - start)
        while index < limit {
            let run = index
            while index < limit, source.bytes[index] == quote { index += 1 }
            if index - run == length { return index }
            if index == run { index += 1 }
        }
        return opened
    }

    private func destination(after bracket: Int, _ wanted: [UInt8]) -> Int? {
        var index = bracket + 1
        guard source.has("(".utf8, at: index) else { return nil }
        index += 1
        while index < end, source.bytes[index].isWhitespace { index += 1 }
        if source.has("<".utf8, at: index) { index += 1 }
        guard source.has(wanted, at: index) else { return nil }
        let after = index + wanted.count
        let closers = " \t\r\n)>".utf8
        return after < source.bytes.count && closers.contains(source.bytes[after]) ? index : nil
    }

    /// The next link of the block with these very bytes as its destination.
    private mutating func search(
        _ wanted: [UInt8], _ destination: String, opening: [UInt8]
    ) -> Place? {
        if wanted.isEmpty || missed.contains(destination) { return nil }
        var index = cursor
        while index < end {
            if source.bytes[index] == UInt8(ascii: "]"),
                let found = self.destination(after: index, wanted),
                let link = openingBracket(before: index, opening)
            {
                return Place(link: link, text: link + opening.count, destination: found)
            }
            index += 1
        }
        missed.insert(destination)
        return nil
    }

    private func openingBracket(before bracket: Int, _ opening: [UInt8]) -> Int? {
        var depth = 1
        var index = bracket - 1
        while index >= cursor {
            if index > 0, source.bytes[index - 1] == .backslash {
                index -= 2
                continue
            }
            if source.bytes[index] == UInt8(ascii: "]") { depth += 1 }
            if source.bytes[index] == UInt8(ascii: "[") {
                depth -= 1
                if depth == 0 {
                    let link = index - (opening.count - 1)
                    return source.has(opening, at: link) ? link : nil
                }
            }
            index -= 1
        }
        return nil
    }
}

extension CommonMarkNode {
    /// Line ends within, as far as libcmark has counted them.
    fileprivate var lineEnds: Int {
        switch kind {
        case .softBreak: 1
        case .codeSpan, .inlineHTML: max(0, endLine - line)
        default: children.reduce(0) { $0 + $1.lineEnds }
        }
    }
}
