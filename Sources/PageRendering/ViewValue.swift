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

    /// Texts as they come, `{"name": …}` for each.
    static func texts(_ texts: [String]) -> ViewValue { .list(texts.map(ViewValue.text)) }
}
