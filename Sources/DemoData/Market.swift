/// What has happened between the company and its customers, from which every file is written.
struct Market {
    /// Hardware, services and fees: what is invoiced once.
    struct Delivery {
        var account: Int
        var product: Int
        var day: DemoDay
        var cents: Int
    }

    let seed: UInt64
    var draw: AccountDraw
    var random: SeededRandom
    var accounts: [Account] = []
    var rows: [SubscriptionRow] = []
    var deliveries: [Delivery] = []
    var deals: [Deal] = []
    /// The deals before some of them were found to linger: the first of `deals`, in the same order.
    private(set) var drafts: [Deal] = []

    init(seed: UInt64) {
        self.seed = seed
        draw = AccountDraw(random: SeededRandom(seed: seed, stream: 1))
        random = SeededRandom(seed: seed, stream: 2)
        openBook()
        winNewCustomers()
        loseDeals()
        openPipeline()
        deliverTheRest()
        finishDeals()
        drafts = deals
        letDealsLinger()
    }

    /// The customers of October 2022, and what becomes of them.
    private mutating func openBook() {
        let count = 238
        for index in 0..<count {
            let fate = Self.fates.first { $0.index == index }
            var account = draw.account(region: fate?.region, segment: fate?.segment)
            let age = random.between(1, 66)
            let month = Company.openingMonth.adding(-age)
            let start =
                random.chance(perMille: 600) ? month.day(1) : month.day(random.between(2, 28))
            account.acquired = start
            accounts.append(account)
            let usual = [5_100_000, 1_360_000, 390_000][account.segment.rawValue]
            let monthly = fate?.monthly ?? usual * random.spread() / 1000
            var life = CustomerLife(
                account: index, segment: account.segment, start: start,
                fate: fate?.kind ?? .ordinary,
                random: SeededRandom(seed: seed, stream: 1000 + index))
            life.land(monthly: monthly, products: account.segment == .small ? 1 : 2)
            life.run(from: Company.openingMonth)
            collect(life)
        }
    }

    /// New customers by the month in which their deal is won, from October 2022 on.
    private mutating func winNewCustomers() {
        let yearly = [58, 66, 72, 72]
        let seasons = [60, 70, 100, 70, 80, 105, 70, 55, 115, 80, 85, 110]
        var carried = 500
        for month in DemoMonth.through(Company.openingMonth, Company.lastMonth) {
            let year = (month.index - Company.openingMonth.index) / 12
            carried += yearly[year] * seasons[month.number - 1]
            let count = carried / 1000
            carried -= count * 1000
            let cycles = Cycles.spread(
                count, median: Cycles.median(of: month), &random)
            for cycle in cycles { winNewCustomer(in: month, cycle: cycle) }
        }
    }

    private mutating func winNewCustomer(in month: DemoMonth, cycle: Int) {
        let index = accounts.count
        var account = draw.account()
        let closed = month.day(min(random.between(3, 42), random.between(24, 30)))
        var start = closed.adding(random.between(5, 35))
        if random.chance(perMille: 600) { start = start.month.adding(1).firstDay }
        if start <= Company.asOf { account.acquired = start }
        accounts.append(account)
        var life = CustomerLife(
            account: index, segment: account.segment, start: start, fate: .ordinary,
            random: SeededRandom(seed: seed, stream: 1000 + index))
        let usual = [1_500_000, 620_000, 235_000][account.segment.rawValue]
        life.land(
            monthly: usual * random.spread() / 1000,
            products: account.segment == .small ? 1 : random.between(1, 2))
        life.bookLanding(closed: closed, created: closed.adding(-cycle))
        life.run(from: start.month.adding(2))
        collect(life)
    }

    private mutating func collect(_ life: CustomerLife) {
        rows += life.rows.filter { $0.start <= Company.asOf }
        deliveries += life.deliveries
        for booking in life.bookings where booking.closed <= Company.asOf {
            append(booking)
        }
    }

    /// Bookings become deals of the CRM, which was introduced when the ledger begins.
    private mutating func append(_ booking: CustomerLife.Booking) {
        guard booking.closed >= Company.firstMonth.firstDay else { return }
        let account = accounts[booking.account]
        let discount = random.between(0, 18)
        deals.append(
            Deal(
                account: booking.account, kind: booking.kind,
                stage: booking.isWon ? .won : .lost, amount: booking.amount,
                listAmount: divided(booking.amount * 100, by: 100 - discount),
                created: booking.created, closed: booking.closed,
                owner: seller(for: account, on: booking.created), product: booking.product,
                source: source(of: booking.kind, account),
                lossReason: booking.isWon ? "" : random.pick(DealLoss.renewalReasons)))
    }

    mutating func seller(for account: Account, on day: DemoDay) -> Int {
        Sellers.all[account.owner].isActive(on: day)
            ? account.owner : Sellers.draw(account.region, on: day, &random)
    }

    mutating func source(of kind: Deal.Kind, _ account: Account) -> String {
        if kind != .new {
            return random.chance(perMille: 700) ? "Customer Success" : random.pick(Deal.sources)
        }
        if account.isPartner, random.chance(perMille: 600) { return "Partner" }
        return Deal.sources[random.index(weights: [300, 220, 80, 280, 120])]
    }
}
