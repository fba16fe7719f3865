package import ReportModel

/// Takes the batches of a table; several may each take a part of them, and are then merged.
package protocol TableConsumer: Sendable {
    /// Takes a batch, and the dictionaries of its text fields as they stand; keep neither.
    mutating func consume(
        _ batch: TableBatch, _ dictionaries: [String: TextDictionary]) throws

    /// Adds what another one found in other batches.
    ///
    /// - Parameters:
    ///   - own: The dictionaries of the own batches; they have the texts of the others', too.
    ///   - others: The dictionaries of the other's batches.
    mutating func merge(
        _ other: consuming Self, own: [String: TextDictionary],
        others: [String: TextDictionary])
}

/// Takes a batch, and the dictionaries of its text fields as they stand; keep neither.
package typealias BatchConsumer = (TableBatch, [String: TextDictionary]) throws -> Void
