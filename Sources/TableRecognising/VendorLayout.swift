import ReportModel

/// A file that a known system exports, and the table that it means.
struct VendorLayout: Sendable {
    let vendor: String
    /// What a row is, in the vendor's words.
    let object: String
    let table: TableName
    /// Columns that tell it: groups with spaces between, each `a|b` for alternatives; all must be
    /// there.
    let signature: String
    /// Of `revenue`.
    var basis: String?
    let fields: [FieldRule]
    /// Fields that take the place of those of the same name where an id has several rows.
    var ofHistory: [FieldRule] = []
    /// Rows that are none of the table.
    var leftOut: [RowRule] = []
    /// What the author should think about.
    var doubts: [String] = []

    static let all = salesforce + hubSpot + stripe + recurly
}

/// Where a field comes from. Names of columns are squashed: `closedate` is `Close Date`.
struct FieldRule: Sendable {
    enum Reading: Sendable {
        case asItIs
        /// An amount in cents where no cell has a fraction.
        case minorUnits
        /// The same, as what it takes away.
        case minorUnitsTakenAway
        /// 65 for 65 %.
        case percent
        /// Always this text.
        case constant(String)
        /// Always this number.
        case number(Int)
    }

    let field: String
    /// `a|b|c`, the first that is there and fits.
    let columns: String
    var reading = Reading.asItIs
    /// A column for the rows where it has no value.
    var otherwise: String?
    var words: [WordRule] = []

    static func from(
        _ columns: String, _ reading: Reading = .asItIs, otherwise: String? = nil,
        words: [WordRule] = [], to field: String
    ) -> FieldRule {
        FieldRule(
            field: field, columns: columns, reading: reading, otherwise: otherwise, words: words)
    }

    static func always(_ text: String, _ field: String) -> FieldRule {
        FieldRule(field: field, columns: "", reading: .constant(text))
    }

    static func always(_ number: Int, _ field: String) -> FieldRule {
        FieldRule(field: field, columns: "", reading: .number(number))
    }
}

/// Our word for theirs, squashed.
struct WordRule: Sendable {
    let ours: String
    let theirs: [String]

    init(_ ours: String, _ theirs: String) {
        self.ours = ours
        self.theirs = theirs.split(separator: "|").map(String.init)
    }

    static let stages = [
        WordRule("won", "closedwon|won|gewonnen|ganada|ganado|cerradaganada|cerradoganado|gagne"),
        WordRule(
            "lost",
            "closedlost|lost|closedlostnodecision|verloren|perdida|perdido|cerradaperdida|perdu"),
    ]
    static let dealTypes = [
        WordRule("new", "new|newbusiness|newcustomer|newlogo|neugeschaft|neukunde|nuevo|nouveau"),
        WordRule(
            "expansion",
            "existingbusiness|existingcustomerupgrade|upsell|expansion|crosssell|addon|upgrade"),
        WordRule(
            "renewal", "renewal|existingcustomerreplacement|existingcustomerdowngrade|renovacion"),
    ]
    static let categories = [
        WordRule("commit", "commit|committed"), WordRule("best_case", "bestcase|mostlikely"),
        WordRule("pipeline", "pipeline"), WordRule("omitted", "omitted|notforecasted"),
    ]
    static let intervals = [
        WordRule("month", "month|months|monthly|mensual|monatlich|monat|mensuel"),
        WordRule("quarter", "quarter|quarterly|quarters|trimestral|quartal|quartalsweise"),
        WordRule("year", "year|years|yearly|annual|annually|anual|jahrlich|jahr|annuel"),
        WordRule("week", "week|weeks|weekly|semanal|wochentlich|woche"),
        WordRule("day", "day|days|daily|diario|taglich|tag"),
    ]
    static let statuses = [
        WordRule(
            "active",
            "active|canceled|cancelled|expired|live|pastdue|unpaid|ended|aktiv|activo|actif"
                + "|activa|incomplete|incompleteexpired|future|failed"),
        WordRule("trial", "trial|trialing|intrial|test"),
        WordRule("paused", "paused|pausiert|pausado"), WordRule("free", "free|gratis|kostenlos"),
    ]
    static let revenueTypes = [
        WordRule(
            "recurring",
            "recurring|subscription|subscriptions|plan|addon|abo|abonnement|suscripcion|license"),
        WordRule(
            "one_time",
            "onetime|onceoff|oneoff|invoiceitem|setupfee|hardware|einmalig|setup|unico"),
        WordRule("usage", "usage|metered|verbrauch|uso"),
        WordRule("service", "service|services|professionalservices|dienstleistung|servicio"),
        WordRule("royalty", "royalty|royalties|lizenzgebuhr"),
    ]
}

/// Rows that a layout leaves out, as long as others remain.
enum RowRule: Sendable {
    /// Where a column of flags is true.
    case flagged(String)
    /// Where a column has another word than these.
    case otherThan([String], in: String)
    /// Where a column has one of these words.
    case with([String], in: String)
}
