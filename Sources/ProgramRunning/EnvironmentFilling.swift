/// Arguments with the variables of the environment filled in, and how to hide those.
package struct FilledArguments: Hashable, Sendable {
    package var arguments: [String]
    package var redaction: Redaction
}

/// What stands in arguments for variables and cannot be filled in.
package struct UnfilledArguments: Error, Hashable, Sendable {
    /// Variables that are not set, in the order of the arguments.
    package var unset: [String]
    /// What begins with `${env:` and names no variable.
    package var malformed: [String]

    package init(unset: [String], malformed: [String]) {
        self.unset = unset
        self.malformed = malformed
    }
}

/// Fills `${env:NAME}` in arguments with the variable of that name.
package func fillEnvironment(
    _ arguments: [String], environment: [String: String]
) -> Result<FilledArguments, UnfilledArguments> {
    var filled: [String] = []
    var secrets: [String] = []
    var problem = UnfilledArguments(unset: [], malformed: [])
    for argument in arguments {
        var text = ""
        var rest = argument[...]
        while let opening = rest.firstRange(of: "${env:") {
            text += rest[..<opening.lowerBound]
            let name = rest[opening.upperBound...].prefix { $0 != "}" }
            rest = rest[opening.lowerBound...]
            guard isVariableName(name), name.endIndex < rest.endIndex else {
                problem.malformed.append(String(rest.prefix(40)))
                rest = rest.dropFirst(6)
                continue
            }
            if let value = environment[String(name)] {
                text += value
                secrets.append(value)
            } else if !problem.unset.contains(String(name)) {
                problem.unset.append(String(name))
            }
            rest = rest[name.endIndex...].dropFirst()
        }
        filled.append(text + rest)
    }
    guard problem.unset.isEmpty, problem.malformed.isEmpty else { return .failure(problem) }
    return .success(FilledArguments(arguments: filled, redaction: Redaction(secrets)))
}

private func isVariableName(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
