import Foundation
import ProgramRunning
import Synchronization
import TestSupport
import Testing

@Suite("Running programs")
struct ProgramRunningTests {
    @Test("a program gets its arguments as they are, its variables, its folder and no input")
    func surroundings() throws {
        let script = try Script(
            """
            printf '[%s]' "$@" "$GREETING"
            pwd
            wc -c
            """)
        let (text, result) = try output(
            of: script.call(["a b", "$HOME", "'", "*", "", "ä"], environment: ["GREETING": "hi"]))
        let folder = URL(filePath: script.folder.path).resolvingSymlinksInPath().path
        #expect(text == "[a b][$HOME]['][*][][ä][hi]\(folder)\n0\n")
        #expect(result.isSuccess)
        #expect(result.outputCount == text.utf8.count)
        #expect(result.endsWithLineBreak)
    }

    @Test("exit code, signal and standard error are told")
    func endings() throws {
        let failing = try Script("printf part\necho wrong >&2\nexit 3")
        let (text, failed) = try output(of: failing.call())
        #expect(text == "part")
        #expect(failed.ending == .exited(3))
        #expect(failed.standardError == "wrong\n")
        #expect(!failed.endsWithLineBreak)
        #expect(!failed.isSuccess)
        let dying = try Script("kill -9 $$")
        let (_, killed) = try output(of: dying.call())
        #expect(killed.ending == .signalled(9))
        #expect(!killed.timedOut)
    }

    @Test("a hundred megabytes come through whole")
    func large() throws {
        let script = try Script("head -c 100000000 /dev/zero | tr '\\0' 'x'")
        let program = try RunningProgram(script.call())
        var count = 0
        var isAllX = true
        while let chunk = program.next() {
            count += chunk.count
            isAllX = isAllX && chunk.first == UInt8(ascii: "x") && chunk.last == UInt8(ascii: "x")
        }
        #expect(count == 100_000_000)
        #expect(isAllX)
        #expect(program.end().outputCount == 100_000_000)
    }

    @Test("much on standard error blocks nobody, and its two ends are kept")
    func errorFlood() throws {
        let script = try Script(
            """
            echo first >&2
            head -c 3000000 /dev/zero | tr '\\0' 'e' >&2
            echo >&2
            echo last >&2
            echo done
            """)
        let (text, result) = try output(of: script.call())
        #expect(text == "done\n")
        #expect(result.standardError.hasPrefix("first\neee"))
        #expect(result.standardError.hasSuffix("eee\nlast\n"))
        #expect(result.standardError.utf8.count < 8300)
    }

    @Test("a program that closes its output and works on is waited for")
    func closesEarly() throws {
        let script = try Script(
            """
            echo out
            exec >&- 2>&-
            while [ ! -e go ]; do :; done
            touch finished
            exit 7
            """)
        let program = try RunningProgram(script.call())
        var text: [UInt8] = []
        while let chunk = program.next() { text += chunk }
        #expect(text == Array("out\n".utf8))
        #expect(!script.folder.exists("finished"))
        try script.folder.write("", to: "go")
        #expect(program.end().ending == .exited(7))
        #expect(script.folder.exists("finished"))
    }

    @Test("past its time a program is ended with all that it started, deaf or not")
    func timeout() throws {
        let script = try Script(
            """
            trap '' TERM
            (trap '' TERM; echo $$ > ignored; sh -c 'echo $$ > grandchild; exec sleep 600') &
            setsid sh -c 'trap "" TERM; echo $$ > escaped; while :; do sleep 600; done' &
            echo $$ > leader
            while [ ! -s grandchild ] || [ ! -s escaped ]; do :; done
            echo begun
            while :; do sleep 600; done
            """)
        let (text, result) = try output(of: script.call(timeout: 2))
        #expect(text == "begun\n")
        #expect(result.timedOut)
        #expect(result.ending == .signalled(9))
        for file in ["leader", "grandchild", "escaped"] {
            #expect(!isRunning(try script.process(file)), "\(file)")
        }
    }

    @Test("what a program leaves running when it ends is ended too")
    func leftBehind() throws {
        let script = try Script(
            """
            sh -c 'trap "" TERM HUP; echo $$ > child; exec sleep 600' &
            while [ ! -s child ]; do :; done
            echo rows
            """)
        let (text, result) = try output(of: script.call())
        #expect(text == "rows\n")
        #expect(result.isSuccess)
        #expect(!isRunning(try script.process("child")))
    }

    @Test("a program whose output nobody wants any more is ended")
    func stopped() throws {
        let script = try Script("echo $$ > leader\nexec yes")
        var program: RunningProgram? = try RunningProgram(script.call())
        #expect(program?.next() != nil)
        let result = program?.end()
        #expect(result?.wasStopped == true)
        #expect(program?.next() == nil)
        #expect(!isRunning(try script.process("leader")))
        program = try RunningProgram(script.call())
        _ = program?.next()
        program = nil
        #expect(!isRunning(try script.process("leader")))
    }

    @Test("a reader that throws ends the program")
    func readerThrows() async throws {
        struct Enough: Error {}
        let script = try Script("echo $$ > leader\nexec yes")
        await #expect(throws: Enough.self) {
            _ = try await run(script.call()) { _ in throw Enough() }
        }
        #expect(!isRunning(try script.process("leader")))
    }

    @Test("a task that is cancelled ends the program")
    func cancelled() async throws {
        let script = try Script("echo $$ > leader\necho begun\nexec sleep 600")
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let call = script.call()
        let task = Task { try await run(call) { _ in beginning.yield() } }
        for await _ in begun { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(!isRunning(try script.process("leader")))
    }

    @Test("a task gets the output in order")
    func asynchronous() async throws {
        let script = try Script("i=0; while [ $i -lt 2000 ]; do echo $i; i=$((i+1)); done")
        let bytes = Mutex<[UInt8]>([])
        let result = try await run(script.call()) { chunk in bytes.withLock { $0 += chunk } }
        let wanted = (0..<2000).map { "\($0)\n" }.joined()
        #expect(bytes.withLock { String(decoding: $0, as: UTF8.self) } == wanted)
        #expect(result.isSuccess)
    }

    @Test("many waiting callers on the threads of tasks don't keep each other from their output")
    func underLoad() async throws {
        let script = try Script("head -c 3000000 /dev/zero; echo error >&2; exit 4")
        let call = script.call()
        await withTaskGroup(of: (Int, ProgramResult.Ending?).self) { group in
            for _ in 0..<16 {
                group.addTask {
                    guard let program = try? RunningProgram(call) else { return (0, nil) }
                    var count = 0
                    while let chunk = program.next() { count += chunk.count }
                    return (count, program.end().ending)
                }
            }
            for await (count, ending) in group {
                #expect(count == 3_000_000)
                #expect(ending == .exited(4))
            }
        }
    }

    @Test("what cannot be started is told by what is wrong with it")
    func refusals() throws {
        #expect(throws: ProgramError.noArguments) { try RunningProgram(ProgramCall([])) }
        #expect(throws: ProgramError.argumentInvalid(index: 1)) {
            try RunningProgram(ProgramCall(["ls", "a\0b"]))
        }
        #expect(throws: ProgramError.workingFolderMissing("/no/such")) {
            try RunningProgram(ProgramCall(["ls"], workingFolder: "/no/such"))
        }
        let folder = try ScratchFolder()
        try folder.write("#!/bin/sh", to: "export-rows")
        let near = ProgramError.notFound(
            "\(folder.path)/export-row", nearest: "\(folder.path)/export-rows")
        #expect(throws: near) { try RunningProgram(ProgramCall(["\(folder.path)/export-row"])) }
        let plain = ProgramError.notExecutable("\(folder.path)/export-rows")
        #expect(throws: plain) { try RunningProgram(ProgramCall(["\(folder.path)/export-rows"])) }
        #expect(throws: ProgramError.notExecutable(folder.path)) {
            try RunningProgram(ProgramCall([folder.path]))
        }
        let path = ["PATH": "relative:\(folder.path)"]
        #expect(throws: ProgramError.notExecutable("export-rows")) {
            try RunningProgram(ProgramCall(["export-rows"], environment: path))
        }
        #expect(throws: ProgramError.notFound("exprt-rows", nearest: "export-rows")) {
            try RunningProgram(ProgramCall(["exprt-rows"], environment: path))
        }
        let noInterpreter = try Script("", first: "#!/no/such/interpreter")
        let problem = try #require(throws: ProgramError.self) {
            try RunningProgram(noInterpreter.call())
        }
        guard case .notStarted = problem else {
            Issue.record("\(problem)")
            return
        }
    }

    @Test("a name is looked up and the program is told it as it was called")
    func lookedUp() throws {
        let script = try Script("echo found")
        let call = ProgramCall(
            ["script"], environment: ["PATH": script.folder.path + ":/usr/bin:/bin"])
        #expect(try output(of: call).text == "found\n")
    }

    @Test("hundreds of short programs leave no file open")
    func descriptors() async throws {
        let script = try Script("echo x")
        func openFiles() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        }
        let before = try openFiles()
        for _ in 0..<200 { _ = try await run(script.call()) { _ in } }
        // Other tests have files open meanwhile; three a program would be many more.
        #expect(try openFiles() < before + 300)
    }
}
