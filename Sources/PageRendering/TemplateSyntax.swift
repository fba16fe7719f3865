import Diagnostics

/// A template as a tree of its texts and tags, these with their places.
enum TemplateNode: Sendable {
    case text([UInt8])
    /// `{{name}}`, or `{{{name}}}` where the value is markup.
    case variable(TemplateTag, isMarkup: Bool)
    case section(TemplateTag, isInverted: Bool, [TemplateNode])
    /// `{{> name}}` with no blocks, or `{{< name}}…{{/ name}}` with those to put into it.
    case partial(TemplateTag, blocks: [TemplateNode]?)
    /// `{{$ name}}…{{/ name}}`.
    case block(TemplateTag, [TemplateNode])
}

/// The name in a tag, the transform around it, and where the tag starts.
///
/// An object, so that a walk over the tree copies nothing.
final class TemplateTag: Sendable {
    /// As it is written: `figure.value`, `.value`, `.`.
    let name: String
    /// Its parts; empty for `.` and for a transform of nothing.
    let path: [String]
    /// The first of them.
    let first: String?
    /// Whether it is looked up in the innermost value only.
    let isOfTop: Bool
    let transforms: [String]
    /// Whether it is one name, looked up from the innermost value on, and nothing else.
    let isPlain: Bool
    let location: SourceLocation

    init(name: String, transforms: [String] = [], location: SourceLocation) {
        self.name = name
        self.transforms = transforms
        self.location = location
        path = name.split(separator: ".").map(String.init)
        first = path.first
        isOfTop = name.hasPrefix(".")
        isPlain = path.count == 1 && transforms.isEmpty && !isOfTop
    }
}

/// Reads the tags of a template; what is wrong is added to `diagnostics` as `template-syntax`.
struct TemplateReader {
    private let path: String
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private(set) var diagnostics: [Diagnostic] = []

    init(_ text: String, path: String) {
        bytes = Array(text.utf8)
        self.path = path
    }

    mutating func read() -> [TemplateNode] { nodes(until: nil) }

    private mutating func nodes(until opening: TemplateTag?) -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while let (sign, tag) = nextTag(&nodes) {
            switch sign {
            case UInt8(ascii: "/"):
                guard let opening else {
                    fault("'{{/\(tag.name)}}' closes nothing", at: tag.location)
                    continue
                }
                if opening.name != tag.name {
                    fault(
                        "'{{/\(tag.name)}}' where '{{/\(opening.name)}}' should be",
                        at: tag.location)
                }
                return nodes
            case UInt8(ascii: "#"):
                nodes.append(.section(tag, isInverted: false, self.nodes(until: tag)))
            case UInt8(ascii: "^"):
                nodes.append(.section(tag, isInverted: true, self.nodes(until: tag)))
            case UInt8(ascii: ">"): nodes.append(.partial(tag, blocks: nil))
            case UInt8(ascii: "<"): nodes.append(.partial(tag, blocks: self.nodes(until: tag)))
            case UInt8(ascii: "$"): nodes.append(.block(tag, self.nodes(until: tag)))
            case UInt8(ascii: "{"), UInt8(ascii: "&"):
                nodes.append(.variable(tag, isMarkup: true))
            case UInt8(ascii: "!"): continue
            case UInt8(ascii: "="), UInt8(ascii: "%"), UInt8(ascii: "*"):
                fault("a kind of tag that themes do not use", at: tag.location)
            default: nodes.append(.variable(tag, isMarkup: false))
            }
        }
        if let opening { fault("'{{\(opening.name)}}' is not closed", at: opening.location) }
        return nodes
    }

    /// The sign and content of the next tag, the text before it added to the nodes; sign 0 for a plain
    /// variable.
    private mutating func nextTag(_ nodes: inout [TemplateNode]) -> (UInt8, TemplateTag)? {
        let start = position
        while position + 1 < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") {
                line += 1
                lineStart = position + 1
            }
            if bytes[position] == UInt8(ascii: "{"), bytes[position + 1] == UInt8(ascii: "{") {
                let open = position
                let found = tag()
                add(start..<open, before: found?.0, &nodes)
                return found
            }
            position += 1
        }
        position = bytes.count
        add(start..<bytes.count, before: nil, &nodes)
        return nil
    }

    /// Adds a text. A tag that prints nothing and has a line for itself takes the line with it.
    private mutating func add(
        _ range: Range<Int>, before sign: UInt8?, _ nodes: inout [TemplateNode]
    ) {
        var end = range.upperBound
        if let sign, "#^/!<$>".utf8.contains(sign) {
            while end > range.lowerBound, [32, 9].contains(bytes[end - 1]) { end -= 1 }
            let startsLine = end == 0 || bytes[end - 1] == UInt8(ascii: "\n")
            var next = position
            while next < bytes.count, [32, 9, 13].contains(bytes[next]) { next += 1 }
            let endsLine = next == bytes.count || bytes[next] == UInt8(ascii: "\n")
            if startsLine, endsLine {
                if next < bytes.count {
                    line += 1
                    lineStart = next + 1
                }
                position = min(next + 1, bytes.count)
            } else {
                end = range.upperBound
            }
        }
        if end > range.lowerBound { nodes.append(.text(Array(bytes[range.lowerBound..<end]))) }
    }

    private mutating func tag() -> (UInt8, TemplateTag)? {
        let location = SourceLocation(path: path, line: line, column: position - lineStart + 1)
        var start = position + 2
        var sign: UInt8 = 0
        if start < bytes.count, "#^/>!&{=<$%*".utf8.contains(bytes[start]) {
            sign = bytes[start]
            start += 1
        }
        let close = UInt8(ascii: "}")
        var end = start
        while end + 1 < bytes.count, !(bytes[end] == close && bytes[end + 1] == close) {
            if bytes[end] == UInt8(ascii: "\n") {
                line += 1
                lineStart = end + 1
            }
            end += 1
        }
        guard end + 1 < bytes.count else {
            fault("a tag that is not closed", at: location)
            position = bytes.count
            return nil
        }
        position = end + (sign == UInt8(ascii: "{") ? 3 : 2)
        let content = String(decoding: bytes[start..<end], as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var parts = content.split(separator: "(", omittingEmptySubsequences: false).map(String.init)
        let name = parts.popLast()?.replacing(")", with: "") ?? ""
        return (sign, TemplateTag(name: name, transforms: parts, location: location))
    }

    private mutating func fault(_ message: String, at location: SourceLocation) {
        diagnostics.append(Diagnostic(id: "template-syntax", message, at: location))
    }
}
