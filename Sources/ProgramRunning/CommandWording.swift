package import Diagnostics

/// What is said about a table's command; never with a secret or a control character in it.
package struct CommandWording: Sendable {
    /// The program as the settings name it, variables not filled in.
    private let program: String
    private let location: SourceLocation
    private let redaction: Redaction

    /// - Parameter arguments: As they are written in the settings.
    package init(
        _ arguments: [String], at location: SourceLocation, redaction: Redaction = Redaction([])
    ) {
        self.location = location
        self.redaction = redaction
        program = shown(redaction.removed(from: arguments.first ?? ""), limit: 80)
    }

    /// What is wrong with how the command ended; nil where nothing is.
    package func problem(with result: ProgramResult, timeout: Int?) -> Diagnostic? {
        if result.timedOut { return timedOut(result, timeout: timeout) }
        if result.wasStopped { return nil }
        if result.ending != .exited(0) { return failed(result) }
        return result.outputCount == 0 ? empty(result) : nil
    }

    package func failed(_ result: ProgramResult) -> Diagnostic {
        let ending =
            switch result.ending {
            case .exited(let code): "ended with exit code \(code)"
            case .signalled(let signal): "was ended by signal \(signal)"
            }
        return Diagnostic(
            id: "command-failed", "the command '\(program)' \(ending)" + said(result),
            remedy: "run it by hand until it ends with exit code 0", at: location)
    }

    package func timedOut(_ result: ProgramResult, timeout: Int?) -> Diagnostic {
        Diagnostic(
            id: "command-timeout",
            "the command '\(program)' was not done after \(timeout ?? 0) seconds and was ended"
                + said(result),
            remedy: "make it faster, or set a longer timeout", at: location)
    }

    package func empty(_ result: ProgramResult) -> Diagnostic {
        Diagnostic(
            id: "command-empty", "the command '\(program)' printed nothing" + said(result),
            remedy: "it must print CSV with a header line to standard output", at: location)
    }

    /// - Parameter line: The line of its output that is cut.
    package func incomplete(_ result: ProgramResult, line: Int) -> Diagnostic {
        Diagnostic(
            id: "command-incomplete",
            "the output of the command '\(program)' ends inside of line \(line)" + said(result),
            remedy: "run it by hand and look at the end of what it prints", at: location)
    }

    package func notAllowed() -> Diagnostic {
        Diagnostic(
            id: "command-not-allowed", "the table is the output of the command '\(program)'",
            remedy: "allow commands to run by --allow-commands, if you trust these settings",
            at: location)
    }

    package func notStarted(_ error: ProgramError) -> Diagnostic {
        let (message, remedy) = reason(error)
        return Diagnostic(
            id: "command-not-found", message, remedy: remedy, at: location)
    }

    package func unfilled(_ problem: UnfilledArguments) -> [Diagnostic] {
        problem.unset.map { name in
            Diagnostic(
                id: "command-variable-unset",
                "the environment variable '\(shown(name, limit: 80))' for the command"
                    + " '\(program)' is not set",
                remedy: "set it where revsite runs", at: location)
        }
            + problem.malformed.map { text in
                Diagnostic(
                    id: "command-variable-invalid",
                    "'\(shown(text, limit: 40))' names no environment variable",
                    remedy: "write ${env:NAME}, with letters, digits and underscores", at: location)
            }
    }

    private func reason(_ error: ProgramError) -> (message: String, remedy: String) {
        switch error {
        case .noArguments:
            ("the command names no program", "write [program, argument, …]")
        case .argumentInvalid(let index):
            (
                "argument \(index) of the command '\(program)' holds a NUL character",
                "take it out; no program can be given one"
            )
        case .notFound(_, let nearest):
            (
                "there is no program '\(program)'",
                nearest.map { "did you mean '\(shown(redaction.removed(from: $0), limit: 80))'?" }
                    ?? "install it, or give its path"
            )
        case .notExecutable:
            (
                "'\(program)' is no program that may be run",
                "make the file executable with chmod +x, and begin a script with #!"
            )
        case .workingFolderMissing:
            ("the folder that the command '\(program)' runs in cannot be entered", "create it")
        case .notStarted(_, let reason):
            (
                "the command '\(program)' cannot be started:"
                    + " \(shown(redaction.removed(from: reason), limit: 120))",
                "run it by hand; a script begins with a line such as #!/bin/sh"
            )
        }
    }

    /// The first lines and the last one of standard error.
    private func said(_ result: ProgramResult) -> String {
        let text = redaction.removed(from: result.standardError)
        let lines = text.split(whereSeparator: \.isNewline)
            .map { shown(String($0), limit: 200) }.filter { !$0.isEmpty }
        if lines.isEmpty { return "" }
        let first = lines.prefix(4)
        let rest = lines.count > 5 ? ["…"] : []
        let last = lines.dropFirst(4).suffix(1)
        return ": " + (first + rest + last).joined(separator: " / ")
    }
}

/// A text without what a terminal would act upon.
private func shown(_ text: String, limit: Int) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
        switch scalar.value {
        case 9: result.append(" ")
        case 0..<32, 127...159, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
            result.append("\u{FFFD}")
        default: result.append(scalar)
        }
    }
    let isCut = !text.unicodeScalars.dropFirst(limit).isEmpty
    var text = Substring(String(result))
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text + (isCut ? "…" : "")
}
