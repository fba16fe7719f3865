import Mustache

/// What a template sees: the only type of value that reaches one.
indirect enum ViewValue: Sendable {
    case text(String)
    case html(SafeHTML)
    case flag(Bool)
    case list([ViewValue])
    case record([String: ViewValue])
    /// A name that is known and has no value here.
    case absent

    init(_ text: String?) { self = text.map(ViewValue.text) ?? .absent }
    init(_ html: SafeHTML?) { self = html.map(ViewValue.html) ?? .absent }

    /// As the template engine takes it.
    var rendered: any Sendable {
        switch self {
        case .text(let text): RenderedText(renderText: escaped(text), isNull: false)
        case .html(let html): RenderedText(renderText: html.markup, isNull: false)
        case .flag(let flag): flag
        case .list(let values): values.map(\.rendered)
        case .record(let values): ViewRecord(values: values)
        case .absent: RenderedText(renderText: "", isNull: true)
        }
    }
}

/// Names with their values.
struct ViewRecord: MustacheParent, Sendable {
    var values: [String: ViewValue]

    func child(named name: String) -> Any? { values[name]?.rendered }
}

/// A text that is escaped already, so that no tag of a template can let it through as markup; it has
/// no names inside, which keeps the engine from looking for some by reflection.
private struct RenderedText: MustacheCustomRenderable, MustacheParent, Sendable {
    var renderText: String
    var isNull: Bool

    func child(named: String) -> Any? { nil }
}
