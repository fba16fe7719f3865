/// How content a customer is: what usage, answers and cases are drawn around.
struct CustomerMood {
    /// 0 to 100 while nothing is wrong.
    let base: Int
    private let leaving: [DemoDay]
    private let shrinking: [DemoDay]

    init(_ service: CustomerService, seed: UInt64) {
        var random = SeededRandom(seed: seed, stream: 300_000 + service.account)
        base = 52 + random.below(22) + random.below(22)
        leaving = service.stays.compactMap(\.end)
        shrinking = service.rows.compactMap(\.end).filter { day in
            let now = service.monthly(on: day)
            return now > 0 && now < service.monthly(on: day.adding(-1))
        }
    }

    /// The mood on a day, which falls for nine months before a customer leaves or orders less.
    func level(on day: DemoDay) -> Int {
        let toLeaving = leaving.map { $0.number - day.number }.filter { $0 >= 0 }.min() ?? 999
        let toShrinking = shrinking.map { $0.number - day.number }.filter { $0 >= 0 }.min() ?? 999
        let loss = max(0, 270 - toLeaving) * 50 / 270 + max(0, 180 - toShrinking) * 22 / 180
        return max(4, base - loss)
    }

    /// Whether the customer leaves within nine months.
    func isLeaving(on day: DemoDay) -> Bool {
        leaving.contains { day < $0 && $0.number - day.number < 270 }
    }
}
