package import ReportModel

/// Customers, owners and products by id, with their attributes: what dimensions are looked up in.
package struct Entities: Sendable {
    package struct Entity: Sendable {
        package var fields: Set<String>
        package var attributes: [String: [String: String]]
        /// Ids in the order of the file.
        package var ids: [String]
        /// From when the state in `attributes` is valid, where it says so.
        var since: [String: Day] = [:]

        package init() {
            fields = []
            attributes = [:]
            ids = []
        }
    }

    package var tables: [TableName: Entity]

    package init() { tables = [:] }

    /// Which table a row's field names an entry of.
    package static let keys: [(field: String, table: TableName)] = [
        ("customer", .customers), ("owner", .owners), ("product", .products),
    ]

    /// Takes the rows of `customers`, `owners` or `products`.
    ///
    /// - Complexity: O(rows × fields).
    package mutating func add(
        _ table: TableName, _ batch: TableBatch, _ dictionaries: [String: TextDictionary]
    ) {
        var entity = tables[table] ?? Entity()
        entity.fields.formUnion(batch.columns.keys)
        let texts = batch.columns.keys.sorted().compactMap { field in
            if case .text(let codes)? = batch.columns[field], let dictionary = dictionaries[field] {
                return (field: field, codes: codes, dictionary: dictionary)
            }
            return nil
        }
        let days: [Int32]? =
            if case .dates(let days)? = batch.columns["valid_from"] { days } else { nil }
        entity.ids.reserveCapacity(entity.ids.count + batch.rowCount)
        entity.attributes.reserveCapacity(entity.attributes.count + batch.rowCount)
        for row in 0..<batch.rowCount {
            var attributes: [String: String] = [:]
            attributes.reserveCapacity(texts.count)
            for column in texts where column.codes[row] != 0 {
                attributes[column.field] = column.dictionary[column.codes[row]]
            }
            guard let id = attributes["id"] else { continue }
            if table == .customers, case .numbers(let costs)? = batch.columns["acquisition_cost"] {
                attributes["acquisition_known"] = costs[row] == nil ? "no" : "yes"
                entity.fields.insert("acquisition_known")
            }
            guard let known = entity.attributes.updateValue(attributes, forKey: id) else {
                entity.ids.append(id)
                if let day = days.flatMap({ validFrom($0[row]) }) { entity.since[id] = day }
                continue
            }
            // Of several states of an entry the latest is today's, wherever it stands in the file.
            let day = days.flatMap { validFrom($0[row]) }
            if let since = entity.since[id], day.map({ $0 < since }) ?? true {
                entity.attributes[id] = known
            } else if let day {
                entity.since[id] = day
            }
        }
        tables[table] = entity
    }

    private func validFrom(_ day: Int32) -> Day? {
        day == TableBatch.Column.missingDay ? nil : Day(number: day)
    }

    /// `region` of `customer.region`.
    private static func field(of dimension: String) -> String {
        if !dimension.utf8.contains(UInt8(ascii: ".")) { return dimension }
        return dimension.split(separator: ".").last.map(String.init) ?? dimension
    }

    /// What customers, owners and products have as an attribute, or are called by as `customer`.
    package func values(of dimension: String) -> Set<String> {
        let field = Self.field(of: dimension)
        return tables.reduce(into: []) { found, entry in
            if Self.keys.contains(where: { $0.field == field && $0.table == entry.key }) {
                found.formUnion(entry.value.ids)
            } else if entry.value.fields.contains(field) {
                found.formUnion(entry.value.attributes.values.compactMap { $0[field] })
            }
        }
    }

    /// What a page calls an entry: its name, else its id.
    package func name(of id: String, in dimension: String) -> String {
        let field = Self.field(of: dimension)
        guard let key = Self.keys.first(where: { $0.field == field }) else { return id }
        return tables[key.table]?.attributes[id]?["name"] ?? id
    }
}

/// Where the value of a dimension stands for a row of some table.
package enum DimensionPath: Hashable, Sendable {
    case row(String)
    /// The row's field names an entry whose attribute it is.
    case entity(key: String, table: TableName, attribute: String)
    /// The customer that controls the one that the row's field names.
    case root(key: String)

    /// The field of the row that tells the part.
    package var rowField: String {
        switch self {
        case .row(let field), .root(let field): field
        case .entity(let key, _, _): key
        }
    }
}

extension Entities {
    /// The path of a dimension for rows with these fields.
    ///
    /// The row's own column wins; else the one entry (customer, owner, product) that has it.
    package func path(
        of dimension: String, rowFields: Set<String>, table: TableName
    ) -> Result<DimensionPath, DimensionDefect> {
        let parts = dimension.split(separator: ".").map(String.init)
        if parts.count == 2 {
            guard let key = Self.keys.first(where: { $0.field == parts[0] }) else {
                return .failure(.unknown)
            }
            let hasAttribute = tables[key.table]?.fields.contains(parts[1]) ?? false
            guard hasAttribute, rowFields.contains(key.field) else { return .failure(.unknown) }
            return .success(.entity(key: key.field, table: key.table, attribute: parts[1]))
        }
        if rowFields.contains(dimension) { return .success(.row(dimension)) }
        let found = Self.keys.filter { key in
            rowFields.contains(key.field)
                && tables[key.table]?.fields.contains(dimension) ?? false
        }
        if found.count > 1 {
            return .failure(.ambiguous(found.map { "\($0.field).\(dimension)" }))
        }
        guard let key = found.first else { return .failure(.unknown) }
        return .success(.entity(key: key.field, table: key.table, attribute: dimension))
    }

    package enum DimensionDefect: Error, Equatable {
        case unknown
        case ambiguous([String])
    }

    /// The value of a dimension for a row with this text in the path's field.
    package func value(_ path: DimensionPath, _ rowValue: String) -> String {
        switch path {
        case .row: rowValue
        case .entity(_, let table, let attribute):
            tables[table]?.attributes[rowValue]?[attribute] ?? ""
        case .root:
            rootCustomer(of: rowValue) { tables[.customers]?.attributes[$0]?["parent"] }
        }
    }
}
