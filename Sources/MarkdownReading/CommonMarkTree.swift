internal import CLibcmark

/// A node of libcmark's tree as a value, with libcmark's own positions.
struct CommonMarkNode {
    enum Kind {
        case document
        case quote
        case list(isOrdered: Bool, start: Int, isTight: Bool)
        case item
        case code(info: String, literal: String)
        case html(String)
        case paragraph
        case heading(level: Int)
        case thematicBreak
        case text(String)
        case softBreak
        case lineBreak
        case codeSpan(String)
        case inlineHTML(String)
        case emphasis
        case strong
        case link(destination: String, title: String)
        case image(destination: String, title: String)
    }

    var kind: Kind
    var line: Int
    var column: Int
    var endLine: Int
    var children: [CommonMarkNode] = []
}

/// Containers stand deeper in each other than a reader could follow; the line is libcmark's.
struct NestingTooDeep: Error {
    var line: Int
    var column: Int
}

/// Parses UTF-8 text without NUL bytes. The C tree lives and dies in here.
func commonMarkTree(
    of bytes: some Collection<UInt8>, maximumDepth: Int
) throws(NestingTooDeep) -> CommonMarkNode {
    var stack = [CommonMarkNode(kind: .document, line: 1, column: 1, endLine: 1)]
    let parsed = bytes.isEmpty ? nil : parse(Array(bytes))
    guard let root = parsed else { return stack[0] }
    defer { cmark_node_free(root) }
    cmark_consolidate_text_nodes(root)
    guard let iterator = cmark_iter_new(root) else { return stack[0] }
    defer { cmark_iter_free(iterator) }
    while true {
        let event = cmark_iter_next(iterator)
        if event == CMARK_EVENT_DONE || event == CMARK_EVENT_NONE { break }
        guard let node = cmark_iter_get_node(iterator) else { continue }
        let type = cmark_node_get_type(node)
        if type == CMARK_NODE_DOCUMENT { continue }
        if event == CMARK_EVENT_EXIT {
            // What no reader of ours makes was not put there.
            if type == CMARK_NODE_CUSTOM_BLOCK || type == CMARK_NODE_CUSTOM_INLINE { continue }
            let finished = stack.removeLast()
            stack[stack.count - 1].children.append(finished)
            continue
        }
        guard let kind = kind(of: node) else { continue }
        let value = CommonMarkNode(
            kind: kind, line: Int(cmark_node_get_start_line(node)),
            column: Int(cmark_node_get_start_column(node)),
            endLine: Int(cmark_node_get_end_line(node)))
        if kind.isLeaf {
            stack[stack.count - 1].children.append(value)
        } else if stack.count > maximumDepth {
            let line = stack.last { $0.line > 0 }?.line ?? 1
            throw NestingTooDeep(line: max(value.line, line), column: max(value.column, 1))
        } else {
            stack.append(value)
            stack[stack.count - 1].children.reserveCapacity(childCount(of: node))
        }
    }
    return stack[0]
}

private func childCount(of node: OpaquePointer) -> Int {
    var count = 0
    var child = cmark_node_first_child(node)
    while let own = child {
        count += 1
        child = cmark_node_next(own)
    }
    return count
}

/// Without the option for positions, libcmark counts no lines within code spans and raw HTML.
private func parse(_ bytes: [UInt8]) -> OpaquePointer? {
    bytes.withUnsafeBytes { buffer in
        cmark_parse_document(
            buffer.bindMemory(to: CChar.self).baseAddress, buffer.count, CMARK_OPT_SOURCEPOS)
    }
}

private func kind(of node: OpaquePointer) -> CommonMarkNode.Kind? {
    func text(_ pointer: UnsafePointer<CChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }
    return switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST:
        .list(
            isOrdered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
            start: Int(cmark_node_get_list_start(node)),
            isTight: cmark_node_get_list_tight(node) != 0)
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK:
        .code(
            info: text(cmark_node_get_fence_info(node)),
            literal: text(cmark_node_get_literal(node)))
    case CMARK_NODE_HTML_BLOCK: .html(text(cmark_node_get_literal(node)))
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_TEXT: .text(text(cmark_node_get_literal(node)))
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .codeSpan(text(cmark_node_get_literal(node)))
    case CMARK_NODE_HTML_INLINE: .inlineHTML(text(cmark_node_get_literal(node)))
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK:
        .link(
            destination: text(cmark_node_get_url(node)), title: text(cmark_node_get_title(node)))
    case CMARK_NODE_IMAGE:
        .image(
            destination: text(cmark_node_get_url(node)), title: text(cmark_node_get_title(node)))
    default: nil
    }
}

extension CommonMarkNode.Kind {
    /// libcmark enters these and never leaves them.
    fileprivate var isLeaf: Bool {
        switch self {
        case .code, .html, .thematicBreak, .text, .softBreak, .lineBreak, .codeSpan, .inlineHTML:
            true
        default: false
        }
    }
}

extension CommonMarkNode {
    /// The text without its marks, as a reader would read it aloud.
    var plainText: String {
        switch kind {
        case .text(let text), .codeSpan(let text): text
        case .softBreak, .lineBreak: " "
        default: children.map(\.plainText).joined()
        }
    }
}
