package import Diagnostics

/// What a link or an image of a page asks for: `kpi:win_rate?vs=py`, `chart:waterfall?metric=arr`.
package struct FigureBinding: Hashable, Sendable {
    package enum Scheme: String, CaseIterable, Hashable, Sendable {
        case kpi, chart, table, list
    }

    /// A name in the head: a metric, a kind of chart, a table.
    package struct Name: Hashable, Sendable {
        package var text: String
        package var location: SourceLocation

        package init(_ text: String, at location: SourceLocation) {
            self.text = text
            self.location = location
        }
    }

    package var scheme: Scheme
    /// What stands before the `?`, split at commas: metrics, one kind of chart, or one table.
    package var head: [Name]
    /// In the author's order, each key once.
    package var parameters: [FigureParameter]
    /// What stands in the brackets: the claim of a figure, the caption of a chart. May be empty.
    package var text: String
    /// The destination as the author's Markdown means it, to print a remedy with.
    package var destination: String
    /// Where the link starts.
    package var location: SourceLocation
    /// Where the text in the brackets starts.
    package var textLocation: SourceLocation

    package init(
        scheme: Scheme, head: [Name], parameters: [FigureParameter] = [], text: String = "",
        destination: String, at location: SourceLocation, textAt textLocation: SourceLocation
    ) {
        self.scheme = scheme
        self.head = head
        self.parameters = parameters
        self.text = text
        self.destination = destination
        self.location = location
        self.textLocation = textLocation
    }

    /// The parameter of this name, if it is given.
    package subscript(key: String) -> FigureParameter? { parameters.first { $0.key == key } }
}

/// One `key=value` of a binding.
package struct FigureParameter: Hashable, Sendable {
    package var key: String
    /// The value as written, percent escapes and all.
    package var raw: String
    /// The value without percent escapes.
    package var value: String
    /// The value split at its commas first and unescaped then, so that `%2C` stays a comma.
    package var values: [String]
    package var keyLocation: SourceLocation
    package var valueLocation: SourceLocation

    package init(
        key: String, raw: String, value: String, values: [String],
        keyAt keyLocation: SourceLocation, valueAt valueLocation: SourceLocation
    ) {
        self.key = key
        self.raw = raw
        self.value = value
        self.values = values
        self.keyLocation = keyLocation
        self.valueLocation = valueLocation
    }
}

/// A fenced block that revsite reads: ```` ```chart ```` and its relatives.
package struct FencedBinding: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case chart, table, list, tiles, note
    }

    package var kind: Kind
    /// What follows the kind on the opening line: the period of a note. May be empty.
    package var argument: String
    /// The block's lines, to be read as YAML (a note's as text).
    package var yaml: RawText

    package init(kind: Kind, argument: String, yaml: RawText) {
        self.kind = kind
        self.argument = argument
        self.yaml = yaml
    }
}
