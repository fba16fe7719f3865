import Diagnostics
import Foundation

/// `time_zone` of the company by its name in the time zone database.
func readTimeZone(_ company: inout YAMLCursor, _ found: inout [Diagnostic]) -> String? {
    guard let node = company.take("time_zone"),
        let text = node.scalarText(named: "company.time_zone", &found)
    else { return nil }
    if TimeZone(identifier: text) != nil { return text }
    let known = TimeZone.knownTimeZoneIdentifiers.sorted()
    let word = text.lowercased().split(separator: " ").joined(separator: "_")
    let nearest =
        known.first { $0.lowercased().split(separator: "/").last.map(String.init) == word }
        ?? nearestName(to: text, among: known)
    found.append(
        Diagnostic(
            id: "time-zone-unknown", "there is no time zone '\(excerpt(text))'",
            remedy: nearest.map { "did you mean '\($0)'?" }
                ?? "write it as continent and city: Europe/Berlin", at: node.location))
    return nil
}
