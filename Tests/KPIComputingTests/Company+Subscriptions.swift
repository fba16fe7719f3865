import ReportModel

extension Company {
    /// A company with these lines of subscriptions.
    ///
    /// - Parameter options: of `mrr`, as in `movements: event`.
    static func subscribed(
        _ lines: String, header: String = "customer,start,end,amount", asOf: String = "2026-12-31",
        options: String = "", _ others: [TableName: String] = [:]
    ) throws -> Company {
        var tables = others
        tables[.subscriptions] = header + "\n" + lines
        return try Company(
            asOf: asOf, options: options.isEmpty ? "" : "mrr: {\(options)}", tables)
    }

    /// MRR, new, reactivation, expansion, discount expiry, contraction, churn.
    func bridge(_ period: String) throws -> [String] {
        try [
            "mrr", "new_mrr", "reactivation_mrr", "expansion_mrr", "discount_expiry_mrr",
            "contraction_mrr", "churned_mrr",
        ].map { try value($0, period) }
    }
}
