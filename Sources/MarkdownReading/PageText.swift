package import Diagnostics

/// A page as its author wrote it: front matter as raw YAML, and the body as a tree.
package struct PageText: Hashable, Sendable {
    /// The file's path in the workspace.
    package var path: String
    /// Nil where the page has no front matter.
    package var frontMatter: RawText?
    package var blocks: [Block]

    package init(path: String, frontMatter: RawText? = nil, blocks: [Block] = []) {
        self.path = path
        self.frontMatter = frontMatter
        self.blocks = blocks
    }
}

/// Text in another notation (YAML, a formula) that somebody else reads, and where it starts.
package struct RawText: Hashable, Sendable {
    package var text: String
    /// The place of its first byte; within a container every line starts at this column.
    package var location: SourceLocation

    package init(_ text: String, at location: SourceLocation) {
        self.text = text
        self.location = location
    }
}
