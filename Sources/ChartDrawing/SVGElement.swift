/// An element of a drawing; a value that is turned into markup by `text` alone.
package struct SVGElement: Hashable, Sendable {
    /// An attribute; their order is the order in the markup.
    package struct Attribute: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    /// What stands inside an element.
    package enum Node: Hashable, Sendable {
        case element(SVGElement)
        case text(String)
    }

    package var name: String
    package var attributes: [Attribute]
    package var children: [Node]

    /// An element with attributes in the order written and elements inside.
    package init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
        _ children: [SVGElement] = []
    ) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        self.children = children.map { .element($0) }
    }

    /// An element with text inside.
    package init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String
    ) {
        self.init(name, attributes)
        children = [.text(text)]
    }

    /// The value of an attribute, or nil where the element doesn't have it.
    package subscript(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// Adds an attribute behind the others.
    mutating func set(_ name: String, _ value: String) {
        attributes.append(Attribute(name: name, value: value))
    }

    /// The same element with a text shown when it is pointed at.
    func pointedAt(_ text: String?) -> SVGElement {
        guard let text, !text.isEmpty else { return self }
        var element = self
        element.children.append(.element(SVGElement("title", text: text)))
        return element
    }
}
