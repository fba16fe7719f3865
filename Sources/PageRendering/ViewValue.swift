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
    private enum Storage: Sendable {
        /// The first of a name counts.
        case few([(String, ViewValue)])
        case many([String: ViewValue])
    }

    private let storage: Storage

    private init(storage: Storage) { self.storage = storage }

    init(dictionaryLiteral elements: (String, ViewValue)...) {
        storage = .few(elements)
    }

    /// Of many names.
    init(_ values: [String: ViewValue]) { storage = .many(values) }

    var names: Set<String> { Set(values.map(\.0)) }

    /// - Complexity: O(*n*) in the names of a record that was written out, else O(1).
    subscript(name: String) -> ViewValue? {
        switch storage {
        case .few(let values):
            // Most differ in length, which is soon seen.
            let length = name.utf8.count
            for index in values.indices
            where values[index].0.utf8.count == length && values[index].0 == name {
                return values[index].1
            }
            return nil
        case .many(let values): return values[name]
        }
    }

    /// With those of another, which count where both have a name.
    func with(_ other: ViewRecord) -> ViewRecord {
        ViewRecord(storage: .few(other.values + values))
    }

    private var values: [(String, ViewValue)] {
        switch storage {
        case .few(let values): values
        case .many(let values): values.map { ($0.key, $0.value) }
        }
    }
}
