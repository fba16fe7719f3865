/// The tables of the data contract.
package enum TableName: String, CaseIterable, Hashable, Comparable, Sendable {
    case revenue, invoices, subscriptions, contracts, customers, contacts, owners, products
    case opportunities, leads, touches, spend, financials, targets, inputs, rates, usage
    case feedback, health, support
    case opportunityHistory = "opportunity_history"

    // Worked out of the tables above; no file holds them.
    case deals
    case dealStates = "deal states"
    case dueDeals = "due deals"
    case stageEntries = "stage entries"
    case credits = "attribution credits"
    case renewals
    case bookings
    case quotas
    case acquisitions
    case onboardings
    case anniversaries
    case healthScores = "health scores"
    case answers
    case recurringLines = "recurring lines"
    case pipelineMovements = "pipeline movements"
    case expectedWins = "expected wins"
    case expectedRenewals = "expected renewals"

    /// The tables that a company has, in the order of the contract.
    package static let allCases: [TableName] = [
        .revenue, .invoices, .subscriptions, .contracts, .customers, .contacts, .owners, .products,
        .opportunities, .opportunityHistory, .leads, .touches, .spend, .financials, .targets,
        .inputs, .rates, .usage, .feedback, .health, .support,
    ]

    /// The table that a company may name so.
    package init?(named name: String) {
        guard let table = TableName(rawValue: name), Self.allCases.contains(table) else {
            return nil
        }
        self = table
    }

    package static func < (left: TableName, right: TableName) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a cell of a field may hold.
package enum FieldType: String, Hashable, Sendable {
    case text
    case date
    /// An exact decimal.
    case number
    /// A number, or a number with a percent sign, which is kept as text.
    case numberOrPercent
}

package struct Field: Hashable, Sendable {
    package var name: String
    package var type: FieldType
    package var isRequired: Bool
}

/// The fields of a table; any further mapped column is text and may be named as a dimension.
package struct TableSchema: Sendable {
    package var table: TableName
    package var fields: [Field]

    package func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    package static func of(_ table: TableName) -> TableSchema {
        TableSchema(table: table, fields: parse(contract(of: table)))
    }

    /// `name:type` with `!` where required; text where no type is given.
    private static func parse(_ text: String) -> [Field] {
        text.split(separator: " ").map { word in
            let isRequired = word.hasSuffix("!")
            let parts = (isRequired ? word.dropLast() : word).split(separator: ":")
            let type: FieldType =
                switch parts.count == 2 ? parts[1] : "text" {
                case "date": .date
                case "number": .number
                case "percent": .numberOrPercent
                default: .text
                }
            return Field(name: String(parts[0]), type: type, isRequired: isRequired)
        }
    }

    private static func contract(of table: TableName) -> String {
        switch table {
        case .revenue:
            "date:date! amount:number! customer type product document line currency "
                + "service_start:date service_end:date quantity:number contract owner"
        case .invoices:
            "date:date! amount:number! document customer contract due:date paid:date "
                + "service_start:date service_end:date currency"
        case .subscriptions:
            "customer! start:date! amount:number! end:date id interval interval_count:number "
                + "quantity:number discount:percent discount_end:date status currency product "
                + "contract"
        case .contracts:
            "id! customer! start:date! term_end:date signed:date notice_by:date auto_renew "
                + "value:number renewed_from product owner currency"
        case .customers:
            "id! name parent segment region industry channel owner partner acquired:date "
                + "acquisition_cost:number valid_from:date valid_to:date"
        case .contacts: "customer! name! role stance"
        case .owners:
            "id! name manager region team role start:date end:date ramp_months:number quota:number"
        case .products: "id! name family list_price:number cost:number"
        case .opportunities:
            "id! stage! amount:number term_months:number created:date closed:date customer owner "
                + "partner product type category probability:number source first_touch:date "
                + "loss_reason competitor list_amount:number cost:number currency snapshot:date"
        case .opportunityHistory: "id! at:date! stage amount:number closed:date"
        case .leads:
            "id! created:date! mql:date sql:date opportunity won:date channel campaign customer"
        case .touches: "at:date! customer! channel campaign"
        case .spend: "date:date! amount:number! function channel campaign currency"
        case .financials: "date:date! line! amount:number! currency"
        case .targets:
            "metric! period! value:number! scenario low:number high:number issued:date"
        case .inputs: "metric! period! value:number!"
        case .rates: "date:date! currency! rate:number! kind"
        case .usage: "date:date! customer! quantity:number! feature users:number"
        case .feedback: "date:date! score:number! customer respondent survey"
        case .health: "date:date! customer! component! score:number!"
        case .support: "opened:date! customer closed:date severity"
        case .deals, .dealStates, .dueDeals, .stageEntries, .credits, .renewals, .bookings, .quotas,
            .acquisitions, .onboardings, .anniversaries, .healthScores, .answers, .recurringLines,
            .pipelineMovements, .expectedWins, .expectedRenewals:
            ""
        }
    }
}
