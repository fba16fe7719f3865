internal import Diagnostics

/// Turns libcmark's tree into the blocks of a page.
struct BlockReader {
    let source: SourceText
    let allowsHTML: Bool
    /// Lines of the file before the body.
    let lineOffset: Int
    private let document: CommonMarkNode
    /// Tables by the line on which their paragraph starts, with the index of their first cell.
    private var tables: [Int: (layout: PipeTableLayout, firstCell: Int)] = [:]
    /// The inlines of every cell of every table, in reading order.
    private var cells: [[CommonMarkNode]] = []
    var diagnostics: [Diagnostic] = []

    init(source: SourceText, bodyLine: Int, allowsHTML: Bool) throws(NestingTooDeep) {
        self.source = source
        self.allowsHTML = allowsHTML
        lineOffset = bodyLine - 1
        let body = source.bytes[source.line(bodyLine).lowerBound...]
        document = try commonMarkTree(of: body, maximumDepth: maximumNesting)
        var texts: [[UInt8]] = []
        findTables(in: document, quoteDepth: 0, &texts)
        if !texts.isEmpty { try readCells(texts, body: body) }
    }

    mutating func blocks() -> [Block] { blocks(document.children, quoteDepth: 0) }

    // MARK: Tables

    private mutating func findTables(
        in node: CommonMarkNode, quoteDepth: Int, _ texts: inout [[UInt8]]
    ) {
        switch node.kind {
        case .paragraph:
            let first = node.line + lineOffset
            let last = max(first, node.endLine + lineOffset)
            if first == last { return }
            var lines = (first...last).map { line in
                let start = source.textStart(ofLine: line, quoteDepth: quoteDepth)
                return start..<max(start, source.line(line).upperBound)
            }
            let start = source.line(first).lowerBound + node.column - 1
            lines[0] = start..<max(start, lines[0].upperBound)
            guard let layout = PipeTableLayout(lines: lines, firstLine: first, in: source)
            else { return }
            tables[first] = (layout, texts.count)
            texts += layout.header.map(\.text)
            for row in layout.rows { texts += row.map(\.text) }
        case .document, .list, .item, .quote:
            var depth = quoteDepth
            if case .quote = node.kind { depth += 1 }
            for child in node.children { findTables(in: child, quoteDepth: depth, &texts) }
        default: break
        }
    }

    /// Reads all cells at once, each as a heading, which has nothing but inlines; the body stands
    /// behind them for the sake of its reference definitions.
    private mutating func readCells(
        _ texts: [[UInt8]], body: some Collection<UInt8>
    ) throws(NestingTooDeep) {
        var bytes: [UInt8] = []
        for text in texts {
            bytes += "# ".utf8
            bytes += text
            bytes += " #\n".utf8
        }
        bytes += "\n".utf8
        bytes += body
        let tree = try commonMarkTree(of: bytes, maximumDepth: maximumNesting)
        cells = tree.children.prefix(texts.count).map(\.children)
    }

    private mutating func table(_ layout: PipeTableLayout, firstCell: Int) -> PipeTable {
        for offset in layout.surplus {
            diagnostics.append(PageFault.surplusCells.diagnostic(at: source.location(at: offset)))
        }
        var next = firstCell
        var rows: [[[Inline]]] = []
        for row in [layout.header] + layout.rows {
            var texts: [[Inline]] = []
            for cell in row {
                texts.append(inlines(cells[next], in: .cell(cell)))
                next += 1
            }
            rows.append(texts)
        }
        return PipeTable(
            header: rows[0], alignments: layout.alignments, rows: Array(rows.dropFirst()))
    }

    // MARK: Blocks

    private mutating func blocks(_ nodes: [CommonMarkNode], quoteDepth: Int) -> [Block] {
        var found: [Block] = []
        for node in nodes {
            switch node.kind {
            case .paragraph: found += paragraph(node, quoteDepth: quoteDepth)
            case .heading(let level):
                let text = inlines(node.children, in: lines(of: node, quoteDepth: quoteDepth))
                found.append(Block(.heading(level: level, text), at: place(node)))
            case .quote:
                let children = blocks(node.children, quoteDepth: quoteDepth + 1)
                found.append(Block(.quote(children), at: place(node)))
            case .list(let isOrdered, let start, let isTight):
                let items = node.children.map { blocks($0.children, quoteDepth: quoteDepth) }
                let list = Block.List(
                    isOrdered: isOrdered, start: start, isTight: isTight, items: items)
                found.append(Block(.list(list), at: place(node)))
            case .code(let info, let literal): found.append(code(node, info, literal))
            case .thematicBreak: found.append(Block(.thematicBreak, at: place(node)))
            case .html(let text):
                if keeps(html: text, at: place(node)) {
                    found.append(Block(.html(text), at: place(node)))
                }
            default: break
            }
        }
        return found
    }

    private mutating func paragraph(_ node: CommonMarkNode, quoteDepth: Int) -> [Block] {
        var frame = lines(of: node, quoteDepth: quoteDepth)
        guard let (layout, firstCell) = tables[node.line + lineOffset] else {
            if isFigures(node) { return figures(node, in: frame) }
            let text = inlines(node.children, in: frame)
            return text.isEmpty ? [] : [Block(.paragraph(text), at: place(node))]
        }
        var found: [Block] = []
        let first = node.line + lineOffset
        if layout.firstLine > first {
            var before = node
            var line = node.line
            before.children = Array(
                node.children.prefix { child in
                    line = max(line, child.line)
                    if case .softBreak = child.kind { line += 1 }
                    return line + lineOffset < layout.firstLine
                })
            frame = .lines(
                first...(layout.firstLine - 1), column: node.column, quoteDepth: quoteDepth)
            found =
                isFigures(before)
                ? figures(before, in: frame)
                : [Block(.paragraph(inlines(before.children, in: frame)), at: place(node))]
        }
        let start = layout.header.first?.start ?? source.line(layout.firstLine).lowerBound
        let table = table(layout, firstCell: firstCell)
        found.append(Block(.table(table), at: source.location(at: start)))
        return found
    }

    /// Whether a paragraph is nothing but charts, tables and lists.
    private func isFigures(_ node: CommonMarkNode) -> Bool {
        var isFound = false
        for child in node.children {
            switch child.kind {
            case .softBreak, .lineBreak: continue
            case .image(let destination, _):
                guard let scheme = DestinationReader.scheme(of: destination), scheme != .kpi
                else { return false }
                isFound = true
            default: return false
            }
        }
        return isFound
    }

    private mutating func figures(
        _ node: CommonMarkNode, in frame: LinkLocator.Frame
    ) -> [Block] {
        var reader = inlineReader(in: frame)
        let found = node.children.compactMap { child in
            reader.blockFigure(child).map { Block(.figure($0), at: $0.location) }
        }
        diagnostics += reader.diagnostics
        return found
    }

    // MARK: Code

    private mutating func code(_ node: CommonMarkNode, _ info: String, _ literal: String) -> Block {
        let words = info.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        guard let word = words.first else {
            return Block(.code(language: nil, literal), at: place(node))
        }
        guard let kind = FencedBinding.Kind(rawValue: word) else {
            let kinds = FencedBinding.Kind.allCases.map(\.rawValue)
            if let meant = kinds.first(where: { $0 + "s" == word || $0 == word + "s" }) {
                report(.fenceNearMiss(word, meant: meant), at: place(node))
            }
            return Block(.code(language: word, literal), at: place(node))
        }
        if !isClosed(node) { report(.fenceUnclosed(word), at: place(node)) }
        let line = source.line(node.line + lineOffset + 1)
        let first = literal.utf8.prefix { !$0.isWhitespace || $0.isBlank }
        let isWhole = source.bytes[line].reversed().starts(with: first.reversed())
        let start = isWhole ? line.upperBound - first.count : line.lowerBound
        let argument = words.count > 1 ? words[1].trimmingBlanks() : ""
        let yaml = RawText(literal, at: source.location(at: start))
        let binding = FencedBinding(kind: kind, argument: argument, yaml: yaml)
        return Block(.fenced(binding), at: place(node))
    }

    private func isClosed(_ node: CommonMarkNode) -> Bool {
        let opening = source.line(node.line + lineOffset).lowerBound + node.column - 1
        guard node.endLine > node.line, opening < source.bytes.count else { return false }
        let fence = source.bytes[opening]
        let last = source.bytes[source.line(node.endLine + lineOffset)]
        let closing = last.drop { $0.isBlank || $0 == UInt8(ascii: ">") }
        let length = source.bytes[opening...].prefix { $0 == fence }.count
        let marks = closing.prefix { $0 == fence }.count
        return marks >= length && closing.dropFirst(marks).allSatisfy { $0.isBlank }
    }

    // MARK: Places

    private func lines(of node: CommonMarkNode, quoteDepth: Int) -> LinkLocator.Frame {
        let first = node.line + lineOffset
        return .lines(
            first...max(first, node.endLine + lineOffset), column: node.column,
            quoteDepth: quoteDepth)
    }

    private func place(_ node: CommonMarkNode) -> SourceLocation {
        SourceLocation(path: source.path, line: node.line + lineOffset, column: node.column)
    }

    private func inlineReader(in frame: LinkLocator.Frame) -> InlineReader {
        InlineReader(
            locator: LinkLocator(frame, lineOffset: lineOffset, in: source), allowsHTML: allowsHTML)
    }

    private mutating func inlines(
        _ nodes: [CommonMarkNode], in frame: LinkLocator.Frame
    ) -> [Inline] {
        var reader = inlineReader(in: frame)
        let found = reader.inlines(nodes)
        diagnostics += reader.diagnostics
        return found
    }

    private mutating func keeps(html: String, at place: SourceLocation) -> Bool {
        if allowsHTML { return true }
        if !html.isComment { report(.rawHTML(html), at: place) }
        return false
    }

    private mutating func report(_ fault: PageFault, at place: SourceLocation) {
        diagnostics.append(fault.diagnostic(at: place))
    }
}

extension String {
    /// One HTML comment and nothing else: leaving it out loses nothing.
    var isComment: Bool {
        let text = trimmingBlanks()
        guard text.hasPrefix("<!--"), text.hasSuffix("-->"), text.utf8.count >= 7 else {
            return false
        }
        return !text.dropFirst(4).dropLast(3).contains("-->")
    }

    func trimmingBlanks() -> String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text.drop { $0.isWhitespace })
    }
}
