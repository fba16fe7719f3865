import Foundation
import ReportModel
import TestSupport
import Testing

/// A worked example that others published: what goes in, and what they say comes out.
struct PublishedExample: Decodable, Sendable {
    struct Source: Decodable, Sendable { var name: String }

    var id: String
    var variant: String
    var inputs: PublishedValue
    /// As printed, rounded as its source rounds.
    var expected: PublishedValue
    /// The same with ten digits.
    var exact: PublishedValue
    /// How far from what was printed a figure may lie.
    var tolerance: Double
    var source: Source

    static func all() throws -> [PublishedExample] {
        try JSONDecoder().decode(
            [PublishedExample].self, from: Data(SharedCases.text("cases/examples.json").utf8))
    }
}

/// Any value of a JSON text.
enum PublishedValue: Decodable, Sendable {
    case nothing
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([PublishedValue])
    case map([String: PublishedValue])

    init(from decoder: any Decoder) throws {
        let one = try decoder.singleValueContainer()
        if one.decodeNil() {
            self = .nothing
        } else if let flag = try? one.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? one.decode(Double.self) {
            self = .number(number)
        } else if let text = try? one.decode(String.self) {
            self = .text(text)
        } else if let list = try? one.decode([PublishedValue].self) {
            self = .list(list)
        } else {
            self = .map(try one.decode([String: PublishedValue].self))
        }
    }

    /// What it holds, each by where it stands: `months.2`.
    var leaves: [String: PublishedValue] {
        var found: [String: PublishedValue] = [:]
        collect("", &found)
        return found
    }

    private func collect(_ path: String, _ found: inout [String: PublishedValue]) {
        func below(_ key: String) -> String { path.isEmpty ? key : path + "." + key }
        switch self {
        case .list(let items):
            for (index, item) in items.enumerated() { item.collect(below("\(index)"), &found) }
        case .map(let parts):
            for (key, part) in parts { part.collect(below(key), &found) }
        default: found[path] = self
        }
    }
}

extension PublishedValue {
    func part(_ name: String) throws -> PublishedValue {
        guard case .map(let parts) = self else {
            throw PublishedMistake("nothing has names where '\(name)' is looked for")
        }
        return try #require(parts[name], "there is no '\(name)'")
    }

    /// The values of a list.
    func items(_ name: String) throws -> [PublishedValue] {
        guard case .list(let items) = try part(name) else {
            throw PublishedMistake("'\(name)' is no list")
        }
        return items
    }

    /// A number by its shortest digits.
    func decimal() throws -> ExactDecimal {
        guard case .number(let number) = self, let decimal = ExactDecimal("\(number)") else {
            throw PublishedMistake("\(self) is no number")
        }
        return decimal.normalised
    }

    func text() throws -> String {
        switch self {
        case .text(let text): return text
        case .number: return try decimal().canonical
        default: throw PublishedMistake("\(self) is no text")
        }
    }

    func decimal(_ name: String) throws -> ExactDecimal { try part(name).decimal() }
    func decimals(_ name: String) throws -> [ExactDecimal] {
        try items(name).map { try $0.decimal() }
    }
    func text(_ name: String) throws -> String { try part(name).text() }
    func texts(_ name: String) throws -> [String] { try items(name).map { try $0.text() } }
    func count(_ name: String) throws -> Int {
        let text = try text(name)
        return try #require(Int(text), "'\(name)' is no count")
    }
    func counts(_ name: String) throws -> [Int] {
        try texts(name).map { try #require(Int($0), "'\(name)' are no counts") }
    }
    func day(_ name: String) throws -> Day {
        let text = try text(name)
        return try #require(Day(iso: text), "'\(name)' is no day")
    }
}

struct PublishedMistake: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
