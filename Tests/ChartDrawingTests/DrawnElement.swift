import ChartDrawing
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// An element of a drawing as a reader of its markup sees it.
struct DrawnElement: Equatable {
    var name: String
    var attributes: [String: String]
    var elements: [DrawnElement] = []
    /// The text that stands directly in it.
    var content = ""

    subscript(_ name: String) -> String? { attributes[name] }

    /// The element and all within it, in the order of the markup.
    var all: [DrawnElement] { [self] + elements.flatMap(\.all) }
}

/// A chart as its markup says; a markup that is not well-formed fails the test.
func drawn(_ chart: Chart) -> DrawnElement {
    let text = draw(chart).text
    let reader = MarkupReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    if !parser.parse() { Issue.record("\(parser.parserError.debugDescription): \(text)") }
    return reader.root ?? DrawnElement(name: "", attributes: [:])
}

private final class MarkupReader: NSObject, XMLParserDelegate {
    private var open: [DrawnElement] = []
    private(set) var root: DrawnElement?

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        // A text looks as the group says that it is in.
        let look = ["font-size", "text-anchor", "font-weight"]
        let inherited = open.last?.attributes.filter { look.contains($0.key) } ?? [:]
        open.append(
            DrawnElement(
                name: elementName, attributes: attributes.merging(inherited) { own, _ in own }))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        guard !open.isEmpty else { return }
        open[open.count - 1].content += string
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].elements.append(element)
        }
    }
}
