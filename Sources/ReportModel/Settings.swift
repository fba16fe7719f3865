/// The checked `content/revsite.yml`.
package struct Settings: Sendable {
    package struct Site: Sendable {
        package var title: String
        package var url: String?
        package var theme: String
        /// At least one; the first is the default.
        package var languages: [String]
        package var allowsUnsafeHTML: Bool

        package init(
            title: String, url: String? = nil, theme: String = "boardroom",
            languages: [String] = ["en"], allowsUnsafeHTML: Bool = false
        ) {
            self.title = title
            self.url = url
            self.theme = theme
            self.languages = languages
            self.allowsUnsafeHTML = allowsUnsafeHTML
        }
    }

    /// What `revenue` is a record of.
    package enum Basis: String, CaseIterable, Sendable {
        case recognised, invoiced, ledger
    }

    /// Where MRR is read from.
    package enum RecurringOrigin: String, CaseIterable, Sendable {
        case subscriptions
        case serviceDates = "service_dates"
        case ledgerMonth = "ledger_month"
    }

    package var site: Site
    package var companyName: String
    package var currency: String
    package var calendar: FiscalCalendar
    package var period: Period
    package var asOf: Day
    package var tables: [TableName: TableSource]
    package var basis: Basis
    /// In the author's order, with their places.
    package var dimensions: [TableSource.Placed<String>]
    package var recurringOrigin: RecurringOrigin?
    /// Months that NRR, GRR look back.
    package var retentionWindow: Int
    package var includesReactivated: Bool
    /// In the author's order.
    package var checks: [DataCheck] = []
    package var path: String

    package init(
        site: Site, companyName: String, currency: String, calendar: FiscalCalendar,
        period: Period, asOf: Day, tables: [TableName: TableSource], basis: Basis = .ledger,
        dimensions: [TableSource.Placed<String>] = [], recurringOrigin: RecurringOrigin? = nil,
        retentionWindow: Int = 12, includesReactivated: Bool = true, path: String
    ) {
        self.site = site
        self.companyName = companyName
        self.currency = currency
        self.calendar = calendar
        self.period = period
        self.asOf = asOf
        self.tables = tables
        self.basis = basis
        self.dimensions = dimensions
        self.recurringOrigin = recurringOrigin
        self.retentionWindow = retentionWindow
        self.includesReactivated = includesReactivated
        self.path = path
    }
}
