import Foundation

/// A program that was run to its end: what it said, how long it took and how much memory it held.
///
/// Foundation's `Process` collects its children itself and leaves no account of them to ask for.
struct ChildProcess {
    var exitCode: Int32
    var output: Data
    var errors: String
    var seconds: Double
    /// The most memory that was resident at once, pages of the program's own file included.
    ///
    /// The kernel counts a child's from our own size at its start, which is less than any of theirs.
    var peakBytes: Int

    var isSuccess: Bool { exitCode == 0 }

    func requireSuccess(_ name: String) throws {
        guard isSuccess else {
            throw Lack("\(name) failed with exit code \(exitCode): \(errors)")
        }
    }

    /// Runs a program, found on the PATH when its name has no slash, with its arguments as they are.
    static func run(_ program: String, _ arguments: [String], scratch: URL) throws -> ChildProcess {
        let outputPath = scratch.appending(path: "child.out").path
        let errorPath = scratch.appending(path: "child.err").path
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputPath, writing, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errorPath, writing, 0o600)

        let environment = ProcessInfo.processInfo.environment.sorted { $0.key < $1.key }
        let words = ([program] + arguments).map { strdup($0) }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { (words + variables).forEach { free($0) } }

        var child = pid_t()
        var status = Int32()
        var usage = rusage()
        var started: Int32 = 0
        let duration = ContinuousClock().measure {
            started = posix_spawnp(
                &child, program, &actions, nil, words + [nil], variables + [nil])
            guard started == 0 else { return }
            while wait4(child, &status, 0, &usage) == -1, errno == EINTR {}
        }
        guard started == 0 else {
            throw Lack("\(program) cannot be run: \(String(cString: strerror(started)))")
        }
        // The low seven bits are the signal that ended it, the second byte its exit code.
        let signal = status & 0x7f
        return ChildProcess(
            exitCode: signal == 0 ? (status >> 8) & 0xff : 128 + signal,
            output: try Data(contentsOf: URL(filePath: outputPath)),
            errors: String(
                decoding: try Data(contentsOf: URL(filePath: errorPath)), as: UTF8.self),
            seconds: duration / .seconds(1), peakBytes: usage.ru_maxrss * 1024)
    }
}
