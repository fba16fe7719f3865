import Glibc

/// A program that runs as the head of a group of its own, with all that it starts.
struct ProcessGroup {
    /// The number of the program and of its group.
    var leader: pid_t
    /// A variable with a value that only this run has, for those that leave the group.
    var mark: String

    static let variable = "REVSITE_RUN"

    /// How the program itself ended, as long as its starter was not told; nil while it runs.
    var ending: ProgramResult.Ending? {
        var status = siginfo_t()
        guard waitid(P_PID, id_t(leader), &status, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            // Nobody else asks for it, so this doesn't happen; to wait for it would be for ever.
            return .exited(255)
        }
        if status.si_signo == 0 { return nil }
        let number = Int(status._sifields._sigchld.si_status)
        return status.si_code == Int32(CLD_EXITED) ? .exited(number) : .signalled(number)
    }

    func send(_ signal: Int32) { _ = kill(-leader, signal) }

    /// Ends all that is left, also what has a group of its own by now.
    ///
    /// To be called while the program's result was not asked for, as its number is its own until
    /// then.
    func endRest() {
        send(SIGKILL)
        // One that is just starting another one is seen the next time.
        for _ in 0..<20 {
            let rest = marked()
            if rest.isEmpty { return }
            for process in rest { _ = kill(process, SIGKILL) }
            usleep(2000)
        }
    }

    /// The processes that have this run's variable.
    private func marked() -> [pid_t] {
        guard let stream = opendir("/proc") else { return [] }
        defer { closedir(stream) }
        let wanted = Array("\(Self.variable)=\(mark)\u{0}".utf8)
        let own = getpid()
        var found: [pid_t] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let process = pid_t(name), process != own, process != leader else { continue }
            if environment(of: process, contains: wanted) { found.append(process) }
        }
        return found
    }

    /// The environment of one that has ended is empty.
    private func environment(of process: pid_t, contains wanted: [UInt8]) -> Bool {
        let file = open("/proc/\(process)/environ", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while text.count < 1 << 22 {
            let count = read(file, &buffer, buffer.count)
            if count <= 0 { break }
            text += buffer.prefix(count)
        }
        return text.split(separator: 0).contains { $0.elementsEqual(wanted.dropLast()) }
    }
}
