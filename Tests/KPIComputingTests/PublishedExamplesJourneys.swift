import ReportModel

/// Won deals and the touches before them; each touch has a campaign of its own, `d0t0` the first.
struct Journeys {
    struct Touch {
        var day: Int
        var channel: String
    }

    private var deals: [(amount: String, touches: [Touch])]
    private var spend: String?
    private var lead: Int?
    private var opportunity: Int?
    var further: [TableName: String] = [:]

    init(
        _ deals: [(amount: String, touches: [Touch])], spend: String? = nil, lead: Int? = nil,
        opportunity: Int? = nil
    ) {
        self.deals = deals
        self.spend = spend
        self.lead = lead
        self.opportunity = opportunity
    }

    private func day(_ number: Int) -> Day {
        Month(year: 2026, month: 3).firstDay.adding(days: number)
    }

    /// - Parameters:
    ///   - options: further ones of attribution.
    ///   - wonOn: nil: on the day of the last touch.
    func company(
        _ model: String, _ options: String = "", metrics: KeyValuePairs<String, String> = [:],
        wonOn: Int? = nil
    ) throws -> Company {
        var tables = further
        // Credits have as many digits as the amount; those of the examples are not cents.
        let digits = ".000000000000"
        var deals = "id,customer,stage,amount,created,closed\n"
        var touches = "at,customer,channel,campaign\n"
        for (number, deal) in self.deals.enumerated() {
            let won = wonOn ?? deal.touches.last?.day ?? 0
            deals +=
                "d\(number),c\(number),won,\(deal.amount)\(digits),"
                + "\(day(opportunity ?? 0)),\(day(won))\n"
            for (index, touch) in deal.touches.enumerated() {
                touches += "\(day(touch.day)),c\(number),\(touch.channel),d\(number)t\(index)\n"
            }
        }
        tables[.opportunities] = deals
        tables[.touches] = touches
        if let lead { tables[.leads] = "id,created,customer\nl,\(day(lead)),c0\n" }
        if let spend { tables[.spend] = "date,amount\n\(day(0)),\(spend)\n" }
        let further = options.isEmpty ? "" : ", " + options
        return try Company(
            options: "metrics: {attributed_revenue: {model: \(model)\(further)}}",
            metrics: metrics.isEmpty ? nil : ownMetrics(metrics), tables)
    }

    /// By deal and touch what it is credited with.
    func credits(_ model: String, _ options: String = "") throws -> [[String]] {
        let company = try company(model, options)
        return try deals.enumerated().map { number, deal in
            try deal.touches.indices.map {
                try company.value(
                    "attributed_revenue", "2026", cut: ["campaign": "d\(number)t\($0)"])
            }
        }
    }
}
