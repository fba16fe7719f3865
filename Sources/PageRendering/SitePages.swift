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
    /// Pages of which there is one for each value of a dimension.
    package var series: [PageSeries]
    /// All languages of the site, the first one first.
    package var languages: [SiteLanguage]
    package var computation: Computation
    package var language: Language
    /// The first language of the site, which a page is in that is not translated.
    package var base: Language
    /// The addresses of files that pages link to and show, by their paths under `content/`.
    package var files: [String: String] = [:]
    package var audit: AuditReport
    /// What happened in the company, for the charts of its periods.
    package var events: [Remark]

    package init(
        settings: Settings, pages: [BoundPage], computation: Computation, language: Language,
        audit: AuditReport, events: [Remark] = [], series: [PageSeries] = [],
        languages: [SiteLanguage] = [], base: Language? = nil
    ) {
        self.base = base ?? language
        self.events = events
        self.series = series
        self.languages =
            languages.isEmpty ? [SiteLanguage(code: language.code, name: language.name)] : languages
        self.settings = settings
        self.pages = pages
        self.computation = computation
        self.language = language
        self.audit = audit
    }
}

extension SitePages {
    /// Where the pages of this language stand in the site: empty for the first one, else `es/`.
    package var prefix: String {
        languages.first?.code == language.code ? "" : language.code + "/"
    }

    /// The address of the page of a value, without `.html`; nil where it has none.
    func slug(of value: String, in dimension: String) -> String? {
        for pages in series where pages.dimension == dimension {
            if let place = pages.places[value] { return pages.entries[place].slug }
        }
        return nil
    }
}

/// A language that the site is made in.
package struct SiteLanguage: Hashable, Sendable {
    package var code: String
    /// In the language itself.
    package var name: String

    package init(code: String, name: String) {
        self.code = code
        self.name = name
    }
}

/// Pages of one form, one for each value of a dimension, and the page that lists them.
package struct PageSeries: Sendable {
    package struct Entry: Hashable, Sendable {
        package var value: String
        /// As a page calls it.
        package var name: String
        /// `customers/k10001`.
        package var slug: String

        package init(value: String, name: String, slug: String) {
            self.value = value
            self.name = name
            self.slug = slug
        }
    }

    /// The form.
    package var page: BoundPage
    package let dimension: String
    /// `customers`.
    package let folder: String
    /// In order of their names.
    package let entries: [Entry]
    /// The entry of each value.
    let places: [String: Int]

    package init(page: BoundPage, dimension: String, folder: String, entries: [Entry]) {
        self.page = page
        self.dimension = dimension
        self.folder = folder
        self.entries = entries
        places = Dictionary(
            zip(entries.map(\.value), entries.indices), uniquingKeysWith: { first, _ in first })
    }

    /// Whether there are so many that the search knows their names alone, and that each holds its figures
    /// itself rather than in files beside it.
    package var isLarge: Bool { entries.count > 1000 }

    /// Where all of them are listed.
    package var directory: String { folder + "/index" }
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
