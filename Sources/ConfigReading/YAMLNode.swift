package import Diagnostics

/// A piece of YAML with its place; what every reader of settings walks over.
package struct YAMLNode: Sendable {
    package indirect enum Content: Sendable {
        /// `isQuoted` tells `"2026"` from `2026`.
        case scalar(String, isQuoted: Bool)
        case list([YAMLNode])
        case map([Entry])
    }

    package struct Entry: Sendable {
        package var key: String
        package var keyLocation: SourceLocation
        package var value: YAMLNode
    }

    /// A run of a scalar's bytes that stands in the file without a gap.
    struct Piece: Sendable {
        var offset: Int
        var location: SourceLocation
    }

    package var content: Content
    package var location: SourceLocation
    /// None where a scalar's text is just what stands at its place.
    var pieces: [Piece] = []

    package var text: String? { if case .scalar(let text, _) = content { text } else { nil } }
    package var isEmpty: Bool {
        switch content {
        case .scalar(let text, let isQuoted):
            !isQuoted && (text.isEmpty || text == "null" || text == "~")
        case .list(let nodes): nodes.isEmpty
        case .map(let entries): entries.isEmpty
        }
    }

    /// What it is, for a message.
    package var kindName: String {
        switch content {
        case .scalar("", _): "nothing"
        case .scalar(let text, _): "'\(excerpt(text))'"
        case .list: "a list"
        case .map: "a mapping"
        }
    }
}

/// The beginning of a text of any length, for a message.
func excerpt(_ text: String) -> String {
    text.utf8.count <= 80 ? text : String(text.prefix(60)) + "…"
}
