import ArgumentParser
import Diagnostics
import FileAccess
import SiteBuilding
import SiteServing

extension ExitCode {
    /// Content or data is wrong.
    static let contentWrong = ExitCode(1)
    /// The call is wrong.
    static let callWrong = ExitCode(64)
    static let diskFailed = ExitCode(74)
    static let diskFull = ExitCode(73)
    /// Something that is needed is not there.
    static let notThere = ExitCode(69)
    static let tryAgain = ExitCode(75)
    static let notPermitted = ExitCode(77)

    /// A period of the command line that can't be read is a wrong call; all else is wrong content.
    static func of(_ diagnostics: [Diagnostic]) -> ExitCode {
        let isCall = diagnostics.contains { $0.id == "period-invalid" && $0.location == nil }
        return isCall ? callWrong : contentWrong
    }
}

/// Runs a command's work; what the world refuses is printed as one line and becomes an exit code.
func reportingFailures(_ work: () throws -> Void) throws {
    do {
        try work()
    } catch let error as FileError {
        printError("error: \(error)")
        if error.isDiskFull { throw ExitCode.diskFull }
        if error.isNotPermitted { throw ExitCode.notPermitted }
        throw error.diagnostic() == nil ? ExitCode.diskFailed : ExitCode.contentWrong
    } catch let failure as BuildFailure {
        printError("error: \(failure.message)")
        if failure.isMissing { throw ExitCode.notThere }
        throw failure.isTemporary ? ExitCode.tryAgain : ExitCode.contentWrong
    }
}

/// The same for work that waits.
func reportingFailures(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch let error as PreviewServerError {
        printError("error: \(error)")
        throw ExitCode.notThere
    } catch let error as FileWatchError {
        printError("error: \(error)")
        throw ExitCode.notThere
    } catch {
        try reportingFailures { throw error }
    }
}
