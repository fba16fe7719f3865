package import ReportModel

/// The fields of a table that the reader multiplies by the unit of its source.
///
/// Those of `targets` and `inputs` are none: whether their values are money is known by the metric,
/// so who takes the targets multiplies them.
package func scaledFields(of table: TableName) -> Set<String> {
    switch table {
    case .targets, .inputs: []
    // A discount in per cent stays what it is.
    case .subscriptions: ["amount", "discount"]
    case .opportunities: ["amount", "list_amount", "cost"]
    default: Set(["amount", "value"].filter { TableSchema.of(table).field($0) != nil })
    }
}
