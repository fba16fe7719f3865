/// What is invoiced without a deal: metered data, spare parts, calibration, licence fees, credits.
extension Market {
    mutating func deliverTheRest() {
        for month in Company.months {
            let present = customers(in: month)
            let growth = 1000 + (month.index - Company.firstMonth.index) * 17
            meterData(in: month, present)
            sellParts(in: month, present, growth)
            calibrate(in: month, present, growth)
            if month.number % 3 == 0 { collectLicences(in: month, growth) }
            creditReturns(in: month)
        }
    }

    /// Who has a subscription on the last day of a month, in the order of their numbers.
    private func customers(in month: DemoMonth) -> [Int] {
        let day = month.lastDay
        return Set(rows.filter { $0.isActive(on: day) }.map(\.account)).sorted()
    }

    /// One in fourteen customers reads measurements through the interface and pays by volume.
    private mutating func meterData(in month: DemoMonth, _ present: [Int]) {
        for account in present where account * 5 % 14 == 1 {
            let usual = [1_300_000, 560_000, 150_000][accounts[account].segment.rawValue]
            let trend = 900 + (month.index - Company.firstMonth.index) * 9
            let cents = usual * trend / 1000 * random.between(80, 125) / 100
            deliver(Products.stream, account, month.lastDay, cents)
        }
    }

    /// Orders too small for a deal, by the season.
    private mutating func sellParts(in month: DemoMonth, _ present: [Int], _ growth: Int) {
        let season = [70, 80, 104, 88, 92, 114, 96, 82, 110, 98, 108, 245][month.number - 1]
        let count = 14 * season * growth / 100_000
        for _ in 0..<count {
            let account = random.pick(present)
            let usual = [4_900_000, 2_550_000, 880_000][accounts[account].segment.rawValue]
            deliver(
                random.pick(Products.hardware), account, month.day(random.between(1, 28)),
                usual * random.spread() / 1000)
        }
    }

    private mutating func calibrate(in month: DemoMonth, _ present: [Int], _ growth: Int) {
        let count = present.count * 30 / 1000
        for _ in 0..<count {
            let account = random.pick(present)
            let usual = [3_900_000, 2_000_000, 740_000][accounts[account].segment.rawValue]
            deliver(
                Products.onSiteCalibration, account, month.day(random.between(2, 28)),
                usual * growth / 1300 * random.spread() / 1000)
        }
    }

    /// Three manufacturers build the company's sensors into machines of their own.
    private mutating func collectLicences(in month: DemoMonth, _ growth: Int) {
        let makers = accounts.indices.filter {
            accounts[$0].segment == .enterprise && accounts[$0].acquired != nil
        }
        for account in makers.prefix(3) {
            deliver(
                Products.designLicence, account, month.lastDay,
                3_600_000 * growth / 1000 * random.between(92, 108) / 100)
        }
    }

    /// One or two returns of hardware a month.
    private mutating func creditReturns(in month: DemoMonth) {
        let shipped = deliveries.filter {
            $0.day.month == month && Products.hardware.contains($0.product) && $0.cents > 400_000
                && $0.cents < 3_000_000 && $0.day.parts.day < 22
        }
        for _ in 0..<random.between(1, 2) where !shipped.isEmpty {
            let returned = random.pick(shipped)
            deliver(
                returned.product, returned.account, returned.day.adding(random.between(2, 6)),
                -returned.cents * random.between(20, 60) / 100)
        }
    }

    private mutating func deliver(
        _ product: Int, _ account: Int, _ day: DemoDay, _ cents: Int
    ) {
        deliveries.append(Delivery(account: account, product: product, day: day, cents: cents))
    }
}
