/// The data of the demonstration company: files under `data/`, the same bytes for the same seed.
package func demoFiles(seed: UInt64 = 2026) -> [(path: String, bytes: [UInt8])] {
    let market = Market(seed: seed)
    let ledger = Ledger(market)
    let texts: [(path: String, text: String)] = [
        ("data/customers.csv", Account.file(market.accounts)),
        ("data/leads.csv", Leads.file(market, seed: seed)),
        ("data/opportunities.csv", Deal.file(market.deals, market.accounts)),
        ("data/owners.csv", Sellers.file()),
        ("data/products.csv", Products.file()),
        ("data/rates.csv", Rates.file(seed: seed)),
        ("data/spend.csv", Spend.file(seed: seed)),
        ("data/subscriptions.csv", SubscriptionRow.file(market.rows)),
        ("data/targets.csv", Targets(market, ledger).file()),
    ]
    let files = ledger.files(market.accounts) + texts.map { ($0.path, Array($0.text.utf8)) }
    return files.sorted { $0.path < $1.path }
}
