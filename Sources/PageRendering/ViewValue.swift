/// What a template sees: the only type of value that reaches one.
enum ViewValue: Sendable {
    case text(String)
    case html(SafeHTML)
    case flag(Bool)
    case list([ViewValue])
    case record(ViewRecord)
    /// A name that is known and has no value here.
    case absent

    init(_ text: String?) { self = text.map(ViewValue.text) ?? .absent }
    init(_ html: SafeHTML?) { self = html.map(ViewValue.html) ?? .absent }

    /// Texts as they come, `{"name": …}` for each.
    static func texts(_ texts: [String]) -> ViewValue { .list(texts.map(ViewValue.text)) }
}

/// Values by their names, each of which stands in it once.
///
/// Most have a handful, of which each page makes hundreds: looking along them costs less than a dictionary.
struct ViewRecord: Sendable, ExpressibleByDictionaryLiteral {
    private var few: [(String, ViewValue)]
    private let many: [String: ViewValue]?

    /// Of no names.
    init() { self = [:] }

    init(dictionaryLiteral elements: (String, ViewValue)...) {
        few = elements
        many = nil
    }

    /// Of many names.
    init(_ values: [String: ViewValue]) {
        few = []
        many = values
    }

    var names: Set<String> { Set(few.map(\.0)).union(many.map { Array($0.keys) } ?? []) }

    subscript(name: String) -> ViewValue? {
        if let many { return many[name] }
        return place(of: name, from: 0).map { few[$0].1 }
    }

    /// Adds a value under a name that it has not, to one of few.
    mutating func add(_ name: String, _ value: ViewValue) { few.append((name, value)) }

    /// Whether it is one of many names, which have no places.
    var hasMany: Bool { many != nil }

    /// The value at a place.
    subscript(place: Int) -> ViewValue { few[place].1 }

    /// The place of a name; nil where it has none.
    ///
    /// - Parameter known: where it is looked for first: records that are made at one place of the source have
    ///   their names in one order.
    /// - Complexity: O(1) where it is found at once; else O(*n*).
    func place(of name: String, from known: Int) -> Int? {
        let few = few.span
        if known < few.count, few[known].0 == name { return known }
        // Most differ in length, which is soon seen.
        let length = name.utf8.count
        for index in 0..<few.count
        where few[index].0.utf8.count == length && few[index].0 == name {
            return index
        }
        return nil
    }

    /// Whether a section of the value at a place is entered as a flag is; nil where there is more to it.
    func flag(at place: Int) -> Bool? {
        let few = few.span
        return switch few[place].1 {
        case .flag(let flag): flag
        case .absent: false
        case .text, .html, .list, .record: nil
        }
    }

    /// Appends the value at a place where it is a text or markup.
    func write(_ place: Int, to bytes: inout [UInt8]) {
        let few = few.span
        switch few[place].1 {
        case .text(let text): escape(text, into: &bytes)
        case .html(let html): bytes += html.bytes
        case .flag, .list, .record, .absent: break
        }
    }
}
