import Foundation
import FoundationXML

/// The attributes of an element, asked for by their names without prefix.
struct WorkbookAttributes {
    fileprivate var values: [String: String]

    subscript(name: String) -> String? {
        if let value = values[name] { return value }
        let ending = ":" + name
        let keys = values.keys.filter { $0.hasSuffix(ending) && !$0.hasPrefix("xmlns:") }
        return keys.min().flatMap { values[$0] }
    }

    func integer(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

    func isSet(_ name: String) -> Bool { ["1", "true", "on"].contains(values[name]) }
}

/// Takes the elements of a part in turn; names come without prefix, whatever their namespace.
protocol WorkbookXMLHandler: AnyObject {
    func begin(_ name: Substring, _ attributes: WorkbookAttributes) throws
    func text(_ text: String) throws
    func end(_ name: Substring) throws
}

extension WorkbookPart {
    /// Reads the part as XML without unpacking it as a whole.
    ///
    /// - Throws: What `handler` throws; a part that is no XML is a `WorkbookRefusal`.
    func parse(_ handler: any WorkbookXMLHandler) throws {
        let stream = PartStream(self)
        let events = PartEvents(handler)
        let parser = XMLParser(stream: stream)
        parser.shouldResolveExternalEntities = false
        parser.delegate = events
        let isWhole = parser.parse()
        parser.delegate = nil
        if let failure = stream.failure ?? events.failure { throw failure }
        if !isWhole || !events.isBalanced {
            throw WorkbookRefusal.damaged(
                "its part '\(excerpt(name))' is no XML in line \(parser.lineNumber)")
        }
    }
}

/// The unpacked bytes of a part as the parser wants them.
private final class PartStream: InputStream {
    private let part: WorkbookPart
    private var check = WorkbookTextCheck()
    private(set) var failure: (any Error)?
    private var status = Status.notOpen

    init(_ part: WorkbookPart) {
        self.part = part
        super.init(data: Data())
    }

    override func open() { status = .open }
    override func close() { status = .closed }
    override var streamStatus: Status { status }
    override var streamError: (any Error)? { failure }
    override var hasBytesAvailable: Bool { status == .open }

    override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength length: Int) -> Int {
        guard status == .open else { return 0 }
        do {
            let bytes = UnsafeMutableRawBufferPointer(start: buffer, count: length)
            let count = try part.read(into: bytes)
            try check.take(UnsafeRawBufferPointer(rebasing: bytes[..<count]), of: part.name)
            if count == 0 { status = .atEnd }
            return count
        } catch {
            failure = error
            status = .error
            return -1
        }
    }
}

private final class PartEvents: NSObject, XMLParserDelegate {
    private let handler: any WorkbookXMLHandler
    private(set) var failure: (any Error)?
    private var depth = 0
    private var hasRoot = false

    init(_ handler: any WorkbookXMLHandler) { self.handler = handler }

    /// Whether there was an element and all are closed, which the parser doesn't ask at the end.
    var isBalanced: Bool { hasRoot && depth == 0 }

    private func attempt(_ parser: XMLParser, _ step: () throws -> Void) {
        if failure != nil { return }
        do {
            try step()
        } catch {
            failure = error
            parser.abortParsing()
        }
    }

    private func local(_ name: String) -> Substring {
        name.utf8.lastIndex(of: UInt8(ascii: ":")).map { name[name.utf8.index(after: $0)...] }
            ?? name[...]
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        hasRoot = true
        depth += 1
        attempt(parser) {
            try handler.begin(local(elementName), WorkbookAttributes(values: attributes))
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        depth -= 1
        attempt(parser) { try handler.end(local(elementName)) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        attempt(parser) { try handler.text(string) }
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        attempt(parser) { try handler.text(String(decoding: block, as: UTF8.self)) }
    }

    func parser(
        _ parser: XMLParser, foundInternalEntityDeclarationWithName name: String, value: String?
    ) {
        attempt(parser) { throw WorkbookRefusal.damaged("it declares an entity, which none may") }
    }

    func parser(
        _ parser: XMLParser, foundExternalEntityDeclarationWithName name: String,
        publicID: String?, systemID: String?
    ) {
        attempt(parser) { throw WorkbookRefusal.damaged("it declares an entity, which none may") }
    }
}
