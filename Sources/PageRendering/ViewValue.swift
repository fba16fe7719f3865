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

/// The name of a value as a template asks for it.
struct ViewName: Sendable {
    let text: String
    fileprivate let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    fileprivate static func == (name: ViewName, other: StaticString) -> Bool {
        // Most differ in length, which is soon seen.
        guard name.bytes.count == other.utf8CodeUnitCount else { return false }
        return other.withUTF8Buffer { other in
            for index in name.bytes.indices where name.bytes[index] != other[index] {
                return false
            }
            return true
        }
    }
}

/// Values by their names.
///
/// Most have a handful that are named in the source, of which each page makes hundreds: looking along them
/// costs less than a dictionary.
struct ViewRecord: Sendable, ExpressibleByDictionaryLiteral {
    private enum Storage: Sendable {
        /// The first of a name counts.
        case few([(StaticString, ViewValue)])
        case many([String: ViewValue])
    }

    private let storage: Storage

    private init(storage: Storage) { self.storage = storage }

    init(dictionaryLiteral elements: (StaticString, ViewValue)...) {
        storage = .few(elements)
    }

    /// Of many names.
    init(_ values: [String: ViewValue]) { storage = .many(values) }

    var names: Set<String> {
        switch storage {
        case .few(let values): Set(values.map(\.0.description))
        case .many(let values): Set(values.keys)
        }
    }

    /// - Complexity: O(*n*) in the names of a record that was written out, else O(1).
    subscript(name: ViewName) -> ViewValue? {
        switch storage {
        case .few(let values):
            for index in values.indices where name == values[index].0 {
                return values[index].1
            }
            return nil
        case .many(let values): return values[name.text]
        }
    }

    /// With those of another, which count where both have a name; both are written out.
    func with(_ other: ViewRecord) -> ViewRecord {
        guard case .few(let own) = storage, case .few(let others) = other.storage else {
            preconditionFailure("Records of many names stand for themselves.")
        }
        return ViewRecord(storage: .few(others + own))
    }
}
