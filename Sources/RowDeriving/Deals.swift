import ReportModel

/// Deals with what their probability is, and what marketing had to do with them.
func deals(_ sources: DerivationSources) -> DerivedRows {
    let deals = sources[.opportunities]
    let weights = weights(deals, sources.settings)
    let touches = TouchTimes(sources[.touches])
    let marketing = MarketingSources(sources)
    let schema = TableSchema.of(.opportunities)
    var writer = RowWriter(
        texts: deals.textFields + ["influenced", "sourced"],
        days: schema.fields.filter { $0.type == .date && deals.has($0.name) }.map(\.name),
        numbers: schema.fields.filter { $0.type == .number && deals.has($0.name) }.map(\.name)
            + ["weight", "acv", "created_number"])
    for row in 0..<deals.count {
        let isOver = ["won", "lost"].contains(deals.text("stage", row))
        // What is still to come may yet be touched; what is over was not touched any more.
        let end = isOver ? deals.day("closed", row) ?? sources.asOf : sources.asOf
        let isInfluenced = touches.hasTouch(
            of: deals.text("customer", row), before: min(end, sources.asOf))
        var own = [
            "influenced": isInfluenced ? "yes" : "no",
            "sourced": marketing.isSourced(deals, row, touches) ? "yes" : "no",
        ]
        if deals.text("customer", row).isEmpty { own["influenced"] = "no" }
        var numbers: [String: ExactDecimal] = [:]
        numbers["weight"] = weights[row]
        numbers["created_number"] = deals.day("created", row).map { ExactDecimal(Int($0.number)) }
        numbers["acv"] = deals.number("amount", row).flatMap {
            firstYear(of: $0, months: deals.number("term_months", row))
        }
        writer.add(
            line: deals.line(row), carrying: (deals, row), texts: own,
            numbers: numbers)
    }
    return writer.finish()
}

/// By row the share of its amount that is expected: the deal's own probability, else its stage's.
///
/// One above 1 makes all of them per cent; that they are mixed is said where they are read.
func weights(_ deals: SourceRows, _ settings: Settings) -> [ExactDecimal?] {
    let byStage = Dictionary(
        settings.stages.map { ($0.name, $0.probability) }, uniquingKeysWith: { first, _ in first })
    let hundred = ExactDecimal(100)
    let own = (0..<deals.count).map { row -> ExactDecimal? in
        let number = deals.number("probability", row)
        return number.flatMap { $0.isNegative || $0 > hundred ? nil : $0 }
    }
    let isPercent = own.contains { $0.map { $0 > .one } ?? false }
    return own.indices.map { row in
        guard let number = own[row] else { return byStage[deals.text("stage", row)] ?? nil }
        return isPercent ? ExactDecimal(number.significand, scale: number.scale + 2) : number
    }
}

/// The days on which customers were touched.
struct TouchTimes {
    private var first: [String: Day] = [:]

    init(_ touches: SourceRows) {
        for row in 0..<touches.count {
            guard let day = touches.day("at", row) else { continue }
            let customer = touches.text("customer", row)
            first[customer] = first[customer].map { min($0, day) } ?? day
        }
    }

    func hasTouch(of customer: String, before day: Day) -> Bool {
        first[customer].map { $0 <= day } ?? false
    }
}

/// Which sources of deals are marketing's.
struct MarketingSources {
    private let names: Set<String>
    private let isByFirstTouch: Bool

    /// Those that the company names; else those that are channels of its leads, touches or spend.
    init(_ sources: DerivationSources) {
        let options = sources.settings.options
        isByFirstTouch = options.text("sourced_pipeline.by") == "first_touch"
        let stated = options.texts("sourced_pipeline.sources")
        if !stated.isEmpty {
            names = Set(stated.map { $0.lowercased() })
            return
        }
        var found: Set<String> = []
        for table in [TableName.leads, .touches, .spend] {
            let rows = sources[table]
            for row in 0..<rows.count {
                if table == .spend, rows.has("function"), rows.text("function", row) != "marketing"
                {
                    continue
                }
                let channel = rows.text("channel", row).lowercased()
                if !channel.isEmpty { found.insert(channel) }
            }
        }
        names = found
    }

    func isSourced(_ deals: SourceRows, _ row: Int, _ touches: TouchTimes) -> Bool {
        if isByFirstTouch {
            guard let created = deals.day("created", row) else { return false }
            return touches.hasTouch(of: deals.text("customer", row), before: created)
        }
        return names.contains(deals.text("source", row).lowercased())
    }
}
