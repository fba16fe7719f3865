/// The data of the demonstration company: files under `data/`, the same bytes for the same seed.
package func demoFiles(seed: UInt64 = 2026) -> [(path: String, bytes: [UInt8])] {
    let market = Market(seed: seed)
    let ledger = Ledger(market)
    let services = market.services()
    let contracts = market.contracts(services)
    let leads = Leads.all(market)
    let journeys = Journeys(market, leads)
    let accounts = AccountDetails(market, services)
    let deals = DealDetails.all(market, accounts.partners, journeys, contracts)
    let spend = Spend.all(seed: seed)
    let moods = Dictionary(
        uniqueKeysWithValues: services.map { ($0.account, CustomerMood($0, seed: seed)) })
    var financials = Financials(market, ledger, spend)
    var feedback = Feedback(services, moods, seed: seed)
    let texts: [(path: String, text: String)] = [
        ("data/contacts.csv", Contacts.file(market, services)),
        ("data/contracts.csv", Contract.file(contracts.flatMap { $0 })),
        ("data/customers.csv", Account.file(market.accounts, accounts)),
        ("data/feedback.csv", feedback.file()),
        ("data/financials.csv", financials.file()),
        ("data/health.csv", Health.file(market, services, moods)),
        ("data/inputs.csv", Inputs.file(seed: seed)),
        ("data/invoices.csv", Invoices(market, services, contracts).file()),
        ("data/leads.csv", Leads.file(leads, market.deals)),
        ("data/opportunities.csv", Deal.file(market.deals, market.accounts, deals)),
        ("data/opportunity_history.csv", DealHistory.file(market)),
        ("data/owners.csv", Sellers.file()),
        ("data/products.csv", Products.file()),
        ("data/rates.csv", Rates.file(seed: seed)),
        ("data/spend.csv", Spend.file(spend)),
        ("data/subscriptions.csv", SubscriptionRow.file(market.rows)),
        ("data/support.csv", Support.file(market, services, moods)),
        ("data/targets.csv", Targets(market, ledger).file()),
        ("data/touches.csv", journeys.file()),
        ("data/usage.csv", Usage(market, services, moods).file()),
    ]
    let files = ledger.files(market.accounts) + texts.map { ($0.path, Array($0.text.utf8)) }
    return files.sorted { $0.path < $1.path }
}
