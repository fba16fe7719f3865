/// Renders checked templates; what comes out is UTF-8.
///
/// It is what Mustache says of the tags that themes may use, on bytes: a site may have ten thousand
/// pages. A test holds it against a library's reading of the same templates.
struct TemplateRenderer: Sendable {
    let templates: [String: [TemplateNode]]

    /// - Complexity: O(length of the markup).
    func render(_ name: String, _ view: ViewValue) -> [UInt8] {
        var rendering = TemplateRendering(templates: templates)
        rendering.bytes.reserveCapacity(1 << 15)
        rendering.stack = [TemplateRendering.Level(value: view)]
        rendering.render(templates[name] ?? [])
        return rendering.bytes
    }
}

private struct TemplateRendering {
    struct Level {
        var value: ViewValue
        /// Of an item of a list.
        var isFirst = false
        var isLast = false
    }

    let templates: [String: [TemplateNode]]
    var bytes: [UInt8] = []
    var stack: [Level] = []
    /// What stands in the blocks of the templates around.
    private var blocks: [String: [TemplateNode]] = [:]

    init(templates: [String: [TemplateNode]]) { self.templates = templates }

    mutating func render(_ nodes: [TemplateNode]) {
        for node in nodes {
            switch node {
            case .text(let text): bytes += text
            case .variable(let tag, _): write(value(of: tag))
            case .section(let tag, let isInverted, let children):
                let value = value(of: tag)
                if isInverted {
                    if value.isNothing { render(children) }
                } else {
                    render(section: value, children)
                }
            case .partial(let tag, let overrides):
                let outer = blocks
                if overrides == nil { blocks = [:] }
                for case .block(let block, let children) in overrides ?? []
                where blocks[block.name] == nil { blocks[block.name] = children }
                render(templates[tag.name] ?? [])
                blocks = outer
            case .block(let tag, let children): render(blocks[tag.name] ?? children)
            }
        }
    }

    private mutating func render(section value: ViewValue, _ children: [TemplateNode]) {
        switch value {
        case .flag(let flag): if flag { render(children) }
        case .list(let items):
            for (index, item) in items.enumerated() {
                stack.append(
                    Level(value: item, isFirst: index == 0, isLast: index == items.count - 1))
                render(children)
                stack.removeLast()
            }
        case .text, .html, .record:
            stack.append(Level(value: value))
            render(children)
            stack.removeLast()
        case .absent: break
        }
    }

    private mutating func write(_ value: ViewValue) {
        switch value {
        case .text(let text): escape(text, into: &bytes)
        case .html(let html): bytes += html.markup.utf8
        case .flag, .list, .record, .absent: break
        }
    }

    private func value(of tag: TemplateTag) -> ViewValue {
        if tag.transforms.isEmpty { return plainValue(of: tag) }
        let value = plainValue(of: tag)
        switch tag.transforms.first {
        case "first": return .flag(stack.last?.isFirst ?? false)
        case "last": return .flag(stack.last?.isLast ?? false)
        case "empty": return .flag(value.isNothing)
        case "count":
            if case .list(let items) = value { return .text(String(items.count)) }
            return .absent
        default: return .absent
        }
    }

    private func plainValue(of tag: TemplateTag) -> ViewValue {
        guard let first = tag.path.first else { return stack.last?.value ?? .absent }
        for level in stack.reversed() {
            if case .record(let values) = level.value, let found = values[first] {
                return tag.path.dropFirst().reduce(found) { value, name in
                    if case .record(let inner) = value { inner[name] ?? .absent } else { .absent }
                }
            }
            if tag.isOfTop { break }
        }
        return .absent
    }
}

extension ViewValue {
    /// Whether an inverted section is entered.
    fileprivate var isNothing: Bool {
        switch self {
        case .absent, .flag(false): true
        case .list(let items): items.isEmpty
        case .text, .html, .flag, .record: false
        }
    }
}
