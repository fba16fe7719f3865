import Foundation
import ProgramRunning
import TestSupport
import Testing

/// A program written for one test, in a folder that goes with it.
struct Script {
    let folder: ScratchFolder
    var path: String { folder.path + "/script" }

    init(_ lines: String, first: String = "#!/bin/sh") throws {
        folder = try ScratchFolder()
        try folder.write(first + "\n" + lines + "\n", to: "script")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    func call(
        _ arguments: [String] = [], timeout: Int? = 60, environment: [String: String] = [:],
        redaction: Redaction = Redaction([])
    ) -> ProgramCall {
        ProgramCall(
            [path] + arguments, environment: environment, workingFolder: folder.path,
            timeout: timeout, redaction: redaction)
    }

    /// The process whose number the script wrote into a file.
    func process(_ file: String) throws -> pid_t {
        let text = try folder.text(of: file)
        return try #require(pid_t(text.filter(\.isNumber)), "\(file) holds '\(text)'")
    }
}

/// All output of a program and how it ended.
func output(of call: ProgramCall) throws -> (text: String, result: ProgramResult) {
    let program = try RunningProgram(call)
    var bytes: [UInt8] = []
    while let chunk = program.next() { bytes += chunk }
    return (String(decoding: bytes, as: UTF8.self), program.end())
}

/// Whether a process runs; one that ended and that nobody asked for doesn't.
func isRunning(_ process: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let end = status.lastIndex(of: ")")
    else { return false }
    let state = status[end...].dropFirst(2).first
    return state != "Z" && state != "X"
}
