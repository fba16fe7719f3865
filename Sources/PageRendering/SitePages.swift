package import Diagnostics
package import FigureJudging
package import FigureWording
package import KPIComputing
package import PageBinding
package import ReportModel

/// All that a site is made of, in one language.
package struct SitePages: Sendable {
    package var settings: Settings
    /// In reading order.
    package var pages: [BoundPage]
    package var computation: Computation
    package var language: Language
    package var audit: AuditReport
    /// What happened in the company, for the charts of its periods.
    package var events: [Remark]

    package init(
        settings: Settings, pages: [BoundPage], computation: Computation, language: Language,
        audit: AuditReport, events: [Remark] = []
    ) {
        self.events = events
        self.settings = settings
        self.pages = pages
        self.computation = computation
        self.language = language
        self.audit = audit
    }
}

/// What the audit page says of the build.
package struct AuditReport: Sendable {
    /// The tables as they were read, in order of their names.
    package var receipts: [TableReceipt]
    package var warnings: [Diagnostic]
    /// Rows that no measure could place, a sentence each.
    package var unplacedRows: [String]
    /// Claims in the text that were compared with their figures; all of them hold.
    package var claims: Int
    /// Formulas behind messages and titles that were checked; all of them hold.
    package var assertions: Int
    /// `revsite 0.1.0`.
    package var toolVersion: String
    /// Every check of the settings, passed or not, in their order.
    package var checks: [CheckVerdict]
    /// The files that sums were reconciled with.
    package var controlFiles: [TableReceipt.FileReceipt]
    /// Which exchange rates were used, a sentence each.
    package var rates: [String]

    package init(
        receipts: [TableReceipt], warnings: [Diagnostic], unplacedRows: [String], claims: Int,
        assertions: Int, toolVersion: String, checks: [CheckVerdict] = [],
        controlFiles: [TableReceipt.FileReceipt] = [], rates: [String] = []
    ) {
        self.checks = checks
        self.controlFiles = controlFiles
        self.rates = rates
        self.receipts = receipts
        self.warnings = warnings
        self.unplacedRows = unplacedRows
        self.claims = claims
        self.assertions = assertions
        self.toolVersion = toolVersion
    }
}
