import ConfigReading
import Diagnostics
import FormulaReading
import MarkdownReading
import ReportModel

/// The parameters of a binding, whether they stood after a `?` or in the YAML of a fence.
struct BindingOptions {
    struct Option {
        var value: String
        var values: [String]
        var location: SourceLocation
        /// Of a fence: the node, which knows where each byte of the value stands.
        var node: YAMLNode?

        /// The value as a formula or filter.
        func formula(_ diagnostics: inout [Diagnostic]) -> Expression? {
            if let node { return node.formula(named: "formula", &diagnostics) }
            return parseExpression(value, at: location, diagnostics: &diagnostics)
        }
    }

    private var options: [String: Option] = [:]
    /// The place of the binding itself.
    let location: SourceLocation
    let isFence: Bool

    init(_ binding: FigureBinding) {
        isFence = false
        location = binding.location
        for parameter in binding.parameters {
            options[parameter.key] = Option(
                value: parameter.value, values: parameter.values,
                location: parameter.valueLocation)
        }
    }

    static let fenceKeys = [
        "kind", "metric", "metrics", "by", "is", "where", "period", "last", "trailing", "vs", "top",
        "sort", "other", "series", "panels", "title", "message", "assert", "unit", "digits",
        "scale",
    ]

    /// The YAML of a fence; a key that is not of the contract is `unknown-key`.
    init?(_ fence: FencedBinding, at location: SourceLocation, diagnostics: inout [Diagnostic]) {
        self.location = location
        isFence = true
        let place = fence.yaml.location
        let before = diagnostics.count
        guard
            let root = readYAML(
                fence.yaml.text, path: place.path, firstLine: place.line, firstColumn: place.column,
                diagnostics: &diagnostics)
        else {
            // An empty fence has no options; one that is no YAML has been reported.
            if diagnostics.count > before { return nil }
            return
        }
        guard
            var cursor = YAMLCursor(root, name: fence.kind.rawValue, diagnostics: &diagnostics)
        else { return nil }
        for key in Self.fenceKeys {
            guard let node = cursor.take(key) else { continue }
            let texts = node.scalarTexts(
                named: "\(fence.kind.rawValue).\(key)", &diagnostics)
            guard !texts.isEmpty else { continue }
            let isList = if case .list = node.content { true } else { false }
            let splits = !["title", "message", "assert", "where"].contains(key) && !isList
            let values = texts.flatMap { text in
                splits
                    ? text.value.split(separator: ",").map { Self.trimmed($0) } : [text.value]
            }
            options[key] = Option(
                value: texts.map(\.value).joined(separator: ","), values: values,
                location: node.location, node: isList ? nil : node)
        }
        cursor.finish(&diagnostics)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    subscript(key: String) -> Option? { options[key] }

    /// The names of what is given, sorted.
    var keys: [String] { options.keys.sorted() }

    /// A parameter as an author would write it here.
    func written(_ key: String, _ value: String) -> String {
        isFence ? "\(key): \(value)" : "\(key)=\(value)"
    }
}
