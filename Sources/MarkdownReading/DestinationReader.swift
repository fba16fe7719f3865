internal import Diagnostics

/// Takes `scheme:head?key=value&key=value` apart.
///
/// Everything is split first and unescaped then, so that an escaped comma, `&` or `=` stays text.
struct DestinationReader {
    let scheme: FigureBinding.Scheme
    /// The whole destination as CommonMark means it.
    let destination: [UInt8]
    /// The place of its first byte, where the source has it byte for byte.
    let start: SourceLocation?
    /// The place of the link, for all that has none of its own.
    let link: SourceLocation
    var diagnostics: [Diagnostic] = []

    /// The scheme of a binding, in whatever case it is written, or nil for an ordinary destination.
    static func scheme(of destination: String) -> FigureBinding.Scheme? {
        guard let end = destination.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        return FigureBinding.Scheme(rawValue: destination[..<end].lowercased())
    }

    mutating func read() -> (head: [FigureBinding.Name], parameters: [FigureParameter]) {
        let headStart = scheme.rawValue.utf8.count + 1
        let question = destination.firstIndex(of: UInt8(ascii: "?")) ?? destination.count
        let parameters = question < destination.count ? query(from: question + 1) : []
        return (head(headStart..<question, parameters), parameters)
    }

    private mutating func head(
        _ range: Range<Int>, _ parameters: [FigureParameter]
    ) -> [FigureBinding.Name] {
        let isEmpty = destination[range].allSatisfy { $0.isBlank }
        if isEmpty {
            let others = ["series", "metric"]
            let isTold = scheme == .table && parameters.contains { others.contains($0.key) }
            if !isTold { report(.headMissing(scheme), at: range.lowerBound) }
            return []
        }
        var names: [FigureBinding.Name] = []
        for part in split(range, at: ",") {
            let trimmed = self.trimmed(part)
            if trimmed.isEmpty {
                report(.headNameEmpty, at: part.lowerBound)
            } else if let text = decoded(trimmed) {
                names.append(FigureBinding.Name(text, at: place(trimmed.lowerBound)))
            }
        }
        if scheme != .table, names.count > 1 { report(.headTooLong(scheme), at: range.lowerBound) }
        return names
    }

    private mutating func query(from start: Int) -> [FigureParameter] {
        var found: [FigureParameter] = []
        for part in split(start..<destination.count, at: "&") {
            guard let equals = destination[part].firstIndex(of: UInt8(ascii: "=")) else {
                report(.parameterWithoutValue(text(part)), at: part.lowerBound)
                continue
            }
            let value = (equals + 1)..<part.upperBound
            guard let key = decoded(trimmed(part.lowerBound..<equals)) else { continue }
            if !scheme.parameters.contains(key) {
                report(.parameterUnknown(key, known: scheme.parameters), at: part.lowerBound)
            } else if found.contains(where: { $0.key == key }) {
                report(.parameterRepeated(key), at: part.lowerBound)
            } else if destination[value].allSatisfy({ $0.isBlank }) {
                report(.parameterWithoutValue(key), at: part.lowerBound)
            } else if let whole = decoded(value) {
                let values = split(value, at: ",").compactMap { decoded(trimmed($0)) }
                found.append(
                    FigureParameter(
                        key: key, raw: text(value), value: whole, values: values,
                        keyAt: place(part.lowerBound), valueAt: place(equals + 1)))
            }
        }
        return found
    }

    private func split(_ range: Range<Int>, at separator: Unicode.Scalar) -> [Range<Int>] {
        destination[range].split(
            separator: UInt8(ascii: separator), omittingEmptySubsequences: false
        ).map(\.indices)
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, destination[low].isBlank { low += 1 }
        while low < high, destination[high - 1].isBlank { high -= 1 }
        return low..<high
    }

    /// Text without percent escapes; nil, and a diagnostic, where an escape is none.
    private mutating func decoded(_ range: Range<Int>) -> String? {
        var bytes: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if destination[index] == UInt8(ascii: "%") {
                guard index + 2 < range.upperBound, let high = hexDigit(destination[index + 1]),
                    let low = hexDigit(destination[index + 2])
                else {
                    report(.percentEscape(text(range)), at: index)
                    return nil
                }
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(destination[index])
                index += 1
            }
        }
        if firstBadByte(in: bytes) != nil {
            report(.percentEscape(text(range)), at: range.lowerBound)
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: destination[range], as: UTF8.self)
    }

    private func place(_ index: Int) -> SourceLocation {
        guard var place = start else { return link }
        place.column += index
        return place
    }

    private mutating func report(_ fault: PageFault, at index: Int) {
        let diagnostic = fault.diagnostic(at: place(index))
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }
}

extension FigureBinding.Scheme {
    private static let common = [
        "metric", "by", "is", "where", "period", "last", "trailing", "vs", "top", "sort", "other",
        "panels",
        "series", "title", "message", "assert", "unit", "digits", "scale",
    ]

    /// The parameters that a binding of this scheme takes.
    var parameters: [String] {
        switch self {
        case .kpi, .table: Self.common
        case .chart: Self.common + ["kind", "width"]
        case .list: Self.common + ["columns"]
        }
    }
}
