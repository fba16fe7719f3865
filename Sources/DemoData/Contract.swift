/// A term for which a customer has signed.
struct Contract {
    /// The place in the customer's chain of contracts, from 1.
    var number: Int
    var account: Int
    var start: DemoDay
    /// The first day after the term.
    var end: DemoDay
    var signed: DemoDay
    var notice: DemoDay
    var isRenewedByItself: Bool
    /// Cents for the whole term, with what was added during it.
    var value: Int
    var isRenewal: Bool
    var product: Int
    var owner: Int

    var id: String { Self.id(account, number) }
    /// Whole months, near enough to tell one year from two or three.
    var months: Int { end.month.index - start.month.index }

    static func id(_ account: Int, _ number: Int) -> String { "V\(10_001 + account)-\(number)" }

    static func file(_ contracts: [Contract]) -> String {
        var text =
            "Contract No,Account ID,Signed On,Term Start,Term End,Notice By,Auto Renewal,"
            + "Contract Value EUR,Renewed From,Main Item,Owner ID\n"
        for contract in contracts {
            text += csvLine([
                contract.id, Account.id(contract.account), contract.signed.iso,
                contract.start.iso, contract.end.iso, contract.notice.iso,
                contract.isRenewedByItself ? "yes" : "no", euros(contract.value),
                contract.isRenewal ? Self.id(contract.account, contract.number - 1) : "",
                Products.all[contract.product].id, Sellers.all[contract.owner].id,
            ])
        }
        return text
    }
}
