/// An opportunity of the CRM.
struct Deal {
    enum Kind: Int {
        case new, expansion, renewal

        var word: String {
            switch self {
            case .new: "New Business"
            case .expansion: "Expansion"
            case .renewal: "Renewal"
            }
        }
    }

    enum Stage: String {
        case qualified = "Qualified"
        case proposal = "Proposal"
        case negotiation = "Negotiation"
        case won = "Closed Won"
        case lost = "Closed Lost"
    }

    var account: Int?
    var kind: Kind
    var stage: Stage
    var amount: Int
    var listAmount: Int
    var created: DemoDay?
    /// The day it closed, or is expected to.
    var closed: DemoDay
    var owner: Int
    var product: Int
    var category = "Closed"
    var source: String
    var lossReason = ""
    var competitor = ""
    /// Put off instead of being closed.
    var lingers = false
    /// The place of the deal in the order of creation.
    var number = 0

    static let sources = [
        "Website", "Event", "Partner", "Outbound", "Referral", "Customer Success",
    ]

    var isWon: Bool { stage == .won }
    var isClosed: Bool { isWon || stage == .lost }
    /// Whether marketing began it.
    var isFromLead: Bool { kind == .new && Leads.campaigns[source] != nil }

    var id: String { "OP-\(20_001 + number)" }

    static func file(
        _ deals: [Deal], _ accounts: [Account], _ details: [DealDetails]
    ) -> String {
        var text =
            "Opportunity ID,Account ID,Account Name,Type,Stage,Amount,List Amount,"
            + "Created Date,Close Date,Forecast Category,Owner ID,Primary Item,Lead Source,"
            + "Loss Reason,Main Competitor,Partner,Probability %,First Touch,Term Months,Cost\n"
        for (deal, more) in zip(deals, details).sorted(by: { $0.0.number < $1.0.number }) {
            let cells = [
                deal.id, deal.account.map(Account.id) ?? "",
                csvQuoted(deal.account.map { accounts[$0].name } ?? ""), deal.kind.word,
                deal.stage.rawValue, euros(deal.amount), euros(deal.listAmount),
                deal.created?.iso ?? "", deal.closed.iso, deal.category,
                Sellers.all[deal.owner].id, Products.all[deal.product].id, deal.source,
                csvCell(deal.lossReason), csvCell(deal.competitor), csvCell(more.partner),
                String(more.probability), more.firstTouch?.iso ?? "",
                more.months.map { String($0) } ?? "", more.cost.map { euros($0) } ?? "",
            ]
            text += cells.joined(separator: ",") + "\n"
        }
        return text
    }
}
