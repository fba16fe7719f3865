/// The policy of a page about what it may load, with what the preview needs allowed.
///
/// - Parameter policy: directives as they stand in the page.
/// - Returns: The same with this server allowed for scripts, style sheets and connections.
func policyWithPreview(_ policy: String) -> String {
    var directives = policy.split(separator: ";")
        .map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        .filter { !$0.isEmpty }
    func index(of name: String) -> Int? {
        directives.firstIndex { $0[0].lowercased() == name }
    }
    let standard = index(of: "default-src").map { Array(directives[$0].dropFirst()) }
    for name in ["connect-src", "script-src", "script-src-elem", "style-src", "style-src-elem"] {
        if let place = index(of: name) {
            directives[place] = [name] + allowingSelf(directives[place].dropFirst())
        } else if let standard, !name.hasSuffix("-elem") {
            // Once it is named, what the default allowed must be named too.
            directives.append([name] + allowingSelf(standard[...]))
        }
    }
    return directives.map { $0.joined(separator: " ") }.joined(separator: "; ")
}

private func allowingSelf(_ sources: ArraySlice<String>) -> [String] {
    let sources = sources.filter { $0.lowercased() != "'none'" }
    return sources.contains { $0.lowercased() == "'self'" } ? sources : sources + ["'self'"]
}
