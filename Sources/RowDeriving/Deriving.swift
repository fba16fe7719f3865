package import Diagnostics
package import ReportModel

/// Rows that were worked out, with what is to be said of those they come from.
package struct DerivedRows: Sendable {
    package var batch: TableBatch
    package var dictionaries: [String: TextDictionary]
    package var diagnostics: [Diagnostic] = []
}

/// What rows are worked out of: the tables that are there, and the settings.
package struct DerivationSources: Sendable {
    package var tables: [TableName: SourceRows]
    package var settings: Settings

    package init(tables: [TableName: SourceRows], settings: Settings) {
        self.tables = tables
        self.settings = settings
    }

    subscript(table: TableName) -> SourceRows { tables[table] ?? SourceRows() }

    var asOf: Day { settings.asOf }
}

/// The rows of a table that no file holds, from those it is worked out of.
///
/// - Complexity: O(rows log rows) of the tables it is worked out of.
package func derive(_ table: TableName, from sources: DerivationSources) -> DerivedRows {
    switch table {
    case .deals: deals(sources)
    case .dealStates: dealStates(sources)
    case .dueDeals: dueDeals(sources)
    case .stageEntries: stageEntries(sources)
    case .credits: credits(sources)
    case .renewals: renewals(sources)
    case .bookings: bookings(sources)
    case .quotas: quotas(sources)
    case .acquisitions: acquisitions(sources)
    case .onboardings: onboardings(sources)
    case .anniversaries: anniversaries(sources)
    case .healthScores: healthScores(sources)
    case .answers: answers(sources)
    case .recurringLines: recurringLines(sources)
    case .pipelineMovements: pipelineMovements(sources)
    case .expectedWins: expectedWins(sources)
    case .expectedRenewals: expectedRenewals(sources)
    default: RowWriter(texts: []).finish()
    }
}
