package import Diagnostics

/// What came of reading a page: the page as far as it could be read, and all that is wrong with it.
package struct PageReading: Hashable, Sendable {
    package var page: PageText
    package var diagnostics: [Diagnostic]
}

/// Reads a page: UTF-8 Markdown after CommonMark with GitHub's pipe tables, YAML on top of it.
///
/// - Parameters:
///   - path: the file's path in the workspace, for the diagnostics.
///   - allowsHTML: keep raw HTML as it is (`site.unsafe_html`) instead of dropping it.
package func readPage(_ bytes: [UInt8], path: String, allowsHTML: Bool = false) -> PageReading {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let isMarked = bytes.starts(with: byteOrderMark)
    let source = SourceText(path: path, bytes: isMarked ? Array(bytes.dropFirst(3)) : bytes)
    let empty = PageText(path: path)
    if let offset = firstBadByte(in: source.bytes) {
        let diagnostic = PageFault.encoding(source.bytes[offset]).diagnostic(
            at: source.location(at: offset))
        return PageReading(page: empty, diagnostics: [diagnostic])
    }
    guard let frontMatter = FrontMatter(of: source) else {
        let diagnostic = PageFault.frontMatterUnclosed.diagnostic(
            at: SourceLocation(path: path, line: 1, column: 1))
        return PageReading(page: empty, diagnostics: [diagnostic])
    }
    var page = PageText(path: path, frontMatter: frontMatter.yaml)
    do {
        var reader = try BlockReader(
            source: source, bodyLine: frontMatter.bodyLine, allowsHTML: allowsHTML)
        page.blocks = reader.blocks()
        return PageReading(page: page, diagnostics: reader.diagnostics)
    } catch {
        let place = SourceLocation(
            path: path, line: error.line + frontMatter.bodyLine - 1, column: error.column)
        return PageReading(
            page: page, diagnostics: [PageFault.nestingTooDeep.diagnostic(at: place)])
    }
}

/// Quotes, lists and emphasis may stand this deep in each other.
let maximumNesting = 200
