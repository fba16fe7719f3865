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

/// Values by their names.
///
/// Most have a handful, of which each page makes hundreds: looking along them costs less than a dictionary.
struct ViewRecord: Sendable, ExpressibleByDictionaryLiteral {
    /// The first of a name counts.
    private var few: [(String, ViewValue)]
    private let many: [String: ViewValue]?
    /// How many at the beginning may have the names of later ones.
    private var joined = 0

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
        var place = 0
        return value(named: name, at: &place)
    }

    /// - Parameter place: where it is looked for first, and where it was found: records that are made at one
    ///   place of the source have their names in one order.
    /// - Complexity: O(1) where it is found at once, and in a record of many names; else O(*n*).
    func value(named name: String, at place: inout Int) -> ViewValue? {
        if place < joined || joined == 0, place < few.count, few[place].0 == name {
            return few[place].1
        }
        // Most differ in length, which is soon seen.
        let length = name.utf8.count
        for index in few.indices.prefix(joined)
        where few[index].0.utf8.count == length && few[index].0 == name {
            place = index
            return few[index].1
        }
        if place < few.count, few[place].0 == name { return few[place].1 }
        for index in few.indices.dropFirst(joined)
        where few[index].0.utf8.count == length && few[index].0 == name {
            place = index
            return few[index].1
        }
        return many?[name]
    }

    /// With those of another, which count where both have a name; both are written out.
    func with(_ other: ViewRecord) -> ViewRecord {
        precondition(many == nil && other.many == nil, "Records of many names stand alone.")
        var both = other
        both.few += few
        both.joined = other.few.count
        return both
    }
}
