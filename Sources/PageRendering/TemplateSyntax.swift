import Diagnostics

/// A template as a tree of its tags with their places, which the engine doesn't keep.
indirect enum TemplateNode: Sendable {
    /// `{{name}}`, or `{{{name}}}` where the value is markup.
    case variable(TemplateTag, isMarkup: Bool)
    case section(TemplateTag, isInverted: Bool, [TemplateNode])
    /// `{{> name}}`, or `{{< name}}…{{/ name}}` with blocks to put into it.
    case partial(TemplateTag, blocks: [TemplateNode])
    /// `{{$ name}}…{{/ name}}`.
    case block(TemplateTag, [TemplateNode])
}

/// The name in a tag, the transform around it, and where the tag starts.
struct TemplateTag: Sendable {
    var name: String
    var transforms: [String] = []
    var location: SourceLocation
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
        while let (sign, tag) = nextTag() {
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
            case UInt8(ascii: ">"): nodes.append(.partial(tag, blocks: []))
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

    /// The sign and content of the next tag; sign 0 for a plain variable.
    private mutating func nextTag() -> (UInt8, TemplateTag)? {
        while position + 1 < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") {
                line += 1
                lineStart = position + 1
            }
            if bytes[position] == UInt8(ascii: "{"), bytes[position + 1] == UInt8(ascii: "{") {
                return tag()
            }
            position += 1
        }
        return nil
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
