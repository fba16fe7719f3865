/// Which tables another one is worked out of, and what it then has.
package struct TableDerivation: Sendable {
    package var table: TableName
    /// All of them must be there.
    package var needs: [TableName]
    /// Read too where they are there.
    package var helps: [TableName]
    /// The table whose texts its rows carry on.
    package var carries: TableName?
    /// Fields of its own.
    package var fields: Set<String>

    package static func of(_ table: TableName) -> TableDerivation? {
        all.first { $0.table == table }
    }

    /// The month from which rows look ahead, where a table has those of several.
    package static let originField = "outlook_origin"

    /// Whether its rows look ahead, each from one month.
    package var isOutlook: Bool { fields.contains(Self.originField) }

    package static let all: [TableDerivation] = [
        TableDerivation(
            table: .deals, needs: [.opportunities], helps: [.touches, .leads, .spend],
            carries: .opportunities,
            fields: ["weight", "influenced", "sourced", "acv", "created_number"]),
        TableDerivation(
            table: .dealStates, needs: [.opportunities, .opportunityHistory], helps: [],
            carries: .opportunities,
            fields: [
                "from", "to", "stage", "amount", "closed", "created", "weight", "created_number",
            ]),
        TableDerivation(
            table: .dueDeals, needs: [.opportunities, .opportunityHistory], helps: [],
            carries: .opportunities, fields: ["date", "grain", "outcome", "amount"]),
        TableDerivation(
            table: .stageEntries, needs: [.opportunities, .opportunityHistory], helps: [],
            carries: .opportunities, fields: ["date", "stage", "passed", "days"]),
        TableDerivation(
            table: .credits, needs: [.opportunities, .touches], helps: [.leads],
            carries: .opportunities,
            fields: ["date", "channel", "campaign", "amount", "share", "model", "chosen"]),
        TableDerivation(
            table: .renewals, needs: [.contracts], helps: [.health, .subscriptions],
            carries: .contracts,
            fields: ["date", "contract", "due", "renewed", "status", "risk"]),
        TableDerivation(
            table: .bookings, needs: [.contracts], helps: [], carries: .contracts,
            fields: ["date", "contract", "has_term", "tcv", "acv"]),
        TableDerivation(
            table: .quotas, needs: [.owners], helps: [], carries: nil,
            fields: ["date", "owner", "amount", "ramped"]),
        TableDerivation(
            table: .acquisitions, needs: [.customers], helps: [], carries: nil,
            fields: ["date", "customer", "amount"]),
        TableDerivation(
            table: .onboardings, needs: [.usage, .subscriptions], helps: [], carries: nil,
            fields: ["date", "customer", "days"]),
        TableDerivation(
            table: .anniversaries, needs: [.subscriptions], helps: [], carries: nil,
            fields: ["date", "customer", "active"]),
        TableDerivation(
            table: .healthScores, needs: [.health], helps: [.subscriptions], carries: nil,
            fields: ["date", "customer", "score"]),
        TableDerivation(
            table: .answers, needs: [.feedback], helps: [], carries: .feedback,
            fields: ["date", "score"]),
        TableDerivation(
            table: .recurringLines, needs: [.subscriptions], helps: [.customers],
            carries: .subscriptions, fields: RecurringField.all),
        TableDerivation(
            table: .pipelineMovements, needs: [.opportunities, .opportunityHistory], helps: [],
            carries: .opportunities, fields: ["date", "movement", "stage", "amount"]),
        TableDerivation(
            table: .expectedWins, needs: [.opportunities], helps: [.opportunityHistory],
            carries: .opportunities, fields: ["date", "amount", originField]),
        TableDerivation(
            table: .expectedRenewals, needs: [.contracts], helps: [.health, .subscriptions],
            carries: .contracts,
            fields: ["date", "due", "renewed", "lost", "contracted", originField]),
    ]
}
