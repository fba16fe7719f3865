import Diagnostics
import ReportModel

/// `es` of `index.es`.
func translation(_ name: String) -> String? {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let code = String(name[name.index(after: dot)...])
    return LanguageCodes.known.contains(code) ? code : nil
}

/// The address of a page: its path in lower-case ASCII letters, digits and hyphens.
func slug(_ name: String, _ path: String, _ found: inout [Diagnostic]) -> String? {
    var slug = ""
    for byte in name.utf8 {
        switch byte {
        case 97...122, 48...57, UInt8(ascii: "-"), UInt8(ascii: "/"):
            slug.append(Character(UnicodeScalar(byte)))
        case 65...90:
            slug.append(Character(UnicodeScalar(byte + 32)))
        case UInt8(ascii: "_"), UInt8(ascii: " "):
            slug.append("-")
        default:
            found.append(
                Diagnostic(
                    id: "page-name-invalid", "'\(path)' cannot be a web address",
                    remedy: "name the file with letters a to z, digits and hyphens",
                    at: SourceLocation(path: path)))
            return nil
        }
    }
    if slug.isEmpty || slug.hasSuffix("/") {
        found.append(
            Diagnostic(
                id: "page-name-invalid", "'\(path)' has no name before '.md'",
                remedy: "name the file after what it is about", at: SourceLocation(path: path)))
        return nil
    }
    if ["definitions", "audit", "pack", "404"].contains(slug) || slug.hasPrefix("metrics/") {
        found.append(
            Diagnostic(
                id: "page-name-taken", "'\(slug).html' is a page that revsite writes itself",
                remedy: "rename the file", at: SourceLocation(path: path)))
        return nil
    }
    return slug
}

/// The codes that a page's name may end in.
enum LanguageCodes {
    static let known = ["en", "es", "pl", "ro", "zh-Hans"]
}

/// The folder of the pages of a dimension's values: `customers`.
func folder(of dimension: String) -> String {
    let word = dimension.replacing(".", with: "-").replacing("_", with: "-").lowercased()
    if word.hasSuffix("y"), !["ay", "ey", "oy"].contains(where: word.hasSuffix) {
        return word.dropLast() + "ies"
    }
    return word.hasSuffix("s") ? word : word + "s"
}

/// A value as a part of an address: lower-case ASCII letters, digits and hyphens; other letters by
/// their numbers.
func slug(ofValue value: String) -> String {
    // Most are letters and digits already.
    if !value.isEmpty, value.utf8.allSatisfy({ 97...122 ~= $0 || 48...57 ~= $0 }) { return value }
    var slug = ""
    for scalar in value.unicodeScalars {
        switch scalar.value {
        case 97...122, 48...57: slug.unicodeScalars.append(scalar)
        case 65...90: slug.unicodeScalars.append(UnicodeScalar(UInt8(scalar.value) + 32))
        case 0..<128: if !slug.isEmpty, slug.last != "-" { slug += "-" }
        default: slug += "u" + String(scalar.value, radix: 16)
        }
    }
    while slug.last == "-" { slug.removeLast() }
    return slug.isEmpty ? "-" : slug
}

extension String {
    /// Without so many bytes, which are whole characters, at its ends.
    func dropping(first: Int = 0, last: Int = 0) -> String {
        String(Substring(utf8.dropFirst(first).dropLast(last)))
    }
}

/// `customers` of `customers/k1`.
func folder(ofAddress address: String) -> String {
    String(address[..<(address.utf8.firstIndex(of: UInt8(ascii: "/")) ?? address.endIndex)])
}
