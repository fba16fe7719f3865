package import Diagnostics

/// Why a workbook cannot be read at all: the rule, what was found, and the remedy.
package struct WorkbookRefusal: Error, Hashable, Sendable {
    /// What the author would change.
    package enum Subject: Hashable, Sendable {
        case file
        case sheet
        case range
        case header
    }

    package var id: String
    package var message: String
    package var remedy: String
    package var subject: Subject

    init(_ id: String, _ message: String, remedy: String, subject: Subject = .file) {
        self.id = id
        self.message = message
        self.remedy = remedy
        self.subject = subject
    }

    /// As a diagnostic at the place that the author would change.
    package func diagnostic(at location: SourceLocation) -> Diagnostic {
        Diagnostic(id: id, message, remedy: remedy, at: location)
    }

    static func damaged(_ what: String) -> WorkbookRefusal {
        WorkbookRefusal(
            "workbook-damaged", "the workbook is damaged: \(what)",
            remedy: "open it in a spreadsheet program and save it again, or copy it again")
    }

    static let encrypted = WorkbookRefusal(
        "workbook-encrypted", "the workbook is encrypted with a password",
        remedy: "save it without one")

    static func tooLarge(_ what: String) -> WorkbookRefusal {
        WorkbookRefusal(
            "workbook-too-large", what,
            remedy: "save the sheet as CSV, which may have any size")
    }
}
