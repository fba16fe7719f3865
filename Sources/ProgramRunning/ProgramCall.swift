/// A program to run: its name and arguments as they are, without a shell between.
package struct ProgramCall: Sendable {
    /// The program, a name that is looked up in `PATH` or a path with a slash, then its arguments.
    package var arguments: [String]
    /// Variables beside those that this program has itself.
    package var environment: [String: String]
    /// Where it runs; nil: where this program runs.
    package var workingFolder: String?
    /// Seconds after which it is ended; the time that the reader of its output takes counts.
    package var timeout: Int?
    /// What must not be seen of what it says on standard error.
    package var redaction: Redaction

    package init(
        _ arguments: [String], environment: [String: String] = [:], workingFolder: String? = nil,
        timeout: Int? = nil, redaction: Redaction = Redaction([])
    ) {
        self.arguments = arguments
        self.environment = environment
        self.workingFolder = workingFolder
        self.timeout = timeout
        self.redaction = redaction
    }
}

/// How a program ended.
package struct ProgramResult: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        case exited(Int)
        /// It was ended by a signal, its own or ours.
        case signalled(Int)
    }

    package var ending: Ending
    /// The first and the last 4 kB of standard error, without secrets.
    package var standardError: String
    /// Whether it was ended because its time was over.
    package var timedOut: Bool
    /// Whether it was ended because nobody wanted the rest of its output.
    package var wasStopped: Bool
    /// Bytes on standard output.
    package var outputCount: Int
    /// Whether the last byte of the output is a line feed.
    package var endsWithLineBreak: Bool

    package init(
        ending: Ending, standardError: String = "", timedOut: Bool = false,
        wasStopped: Bool = false, outputCount: Int = 0, endsWithLineBreak: Bool = false
    ) {
        self.ending = ending
        self.standardError = standardError
        self.timedOut = timedOut
        self.wasStopped = wasStopped
        self.outputCount = outputCount
        self.endsWithLineBreak = endsWithLineBreak
    }

    /// Whether it ended by itself and says that all went well.
    package var isSuccess: Bool { ending == .exited(0) && !timedOut && !wasStopped }
}

/// Why a program was not started.
package enum ProgramError: Error, Hashable, Sendable {
    case noArguments
    /// An argument holds a NUL byte, which no argument can.
    case argumentInvalid(index: Int)
    /// There is none of this name; names of programs that are there and look alike.
    case notFound(String, nearest: String?)
    case notExecutable(String)
    case workingFolderMissing(String)
    /// The system's own words.
    case notStarted(String, reason: String)
}
