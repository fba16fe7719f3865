package import Diagnostics

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
    /// What the company sets about its metrics.
    package var options: MetricOptions
    /// In their order, without won and lost.
    package var stages: [Stage] = []
    package var health = HealthRule()
    /// Where the file states the period; nil where the call does.
    package var periodLocation: SourceLocation?
    /// In the author's order.
    package var checks: [DataCheck] = []
    package var path: String

    package init(
        site: Site, companyName: String, currency: String, calendar: FiscalCalendar,
        period: Period, asOf: Day, tables: [TableName: TableSource], basis: Basis = .ledger,
        dimensions: [TableSource.Placed<String>] = [], options: MetricOptions = MetricOptions(),
        path: String
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
        self.options = options
        self.path = path
    }
}

extension Settings {
    /// A stage of the pipeline and the share of deals in it that are won, where it is stated.
    package struct Stage: Hashable, Sendable {
        package var name: String
        package var probability: ExactDecimal?

        package init(name: String, probability: ExactDecimal?) {
            self.name = name
            self.probability = probability
        }
    }

    /// How readings of components make a customer's health.
    package struct HealthRule: Hashable, Sendable {
        /// By component; empty: all alike.
        package var weights: [String: ExactDecimal] = [:]
        /// At risk below the first, to be watched below the second.
        package var red = ExactDecimal(50)
        package var amber = ExactDecimal(70)

        package init() {}
    }

    package var recurringOrigin: RecurringOrigin? {
        RecurringOrigin(rawValue: options.text("mrr.from"))
    }
    /// Months that NRR and GRR look back.
    package var retentionWindow: Int { options.whole("nrr.window") }
    package var includesReactivated: Bool { options.flag("nrr.include_reactivated") }
}
