extension CustomerLife {
    /// The deal that made the customer: a year's subscription, hardware and commissioning.
    mutating func bookLanding(closed: DemoDay, created: DemoDay) {
        let annual = monthly * 12
        let hardware = random.chance(perMille: 720) ? annual * random.between(200, 620) / 1000 : 0
        let services = (annual + hardware) * random.between(70, 150) / 1000
        book(
            .new, annual: annual, hardware: hardware, services: services, created: created,
            closed: closed, product: lines[0].product)
    }

    /// More units of a product in use, or another product beside it.
    mutating func expand(in month: DemoMonth) {
        let day = random.chance(perMille: 600) ? month.day(1) : month.day(random.between(2, 28))
        let before = monthly
        let present = Set(lines.map(\.product))
        let others = Products.recurring.filter {
            !present.contains($0) && ($0 != Products.predictive || month >= DemoMonth(2025, 1))
        }
        let most = lines.indices.max { lines[$0].monthly < lines[$1].monthly } ?? 0
        let appetite = [300, 240, 70][segment.rawValue]
        let isCrossSale =
            !others.isEmpty && lines.count < 4 && random.chance(perMille: appetite)
        let share = isCrossSale ? random.between(150, 420) : random.between(105, 345)
        let wanted = min(max(20_000, before * share / 1000), 1_250_000)
        var product = lines[most].product
        var added = 0
        if isCrossSale {
            product =
                others.last == Products.predictive && random.chance(perMille: 500)
                ? Products.predictive : random.pick(others)
            let count = lines.count
            add(product, monthly: wanted, on: day)
            added = lines[count].monthly
            if day > Company.asOf { lines.removeLast() }
        } else {
            let units = max(1, divided(wanted, by: lines[most].unitPrice))
            added = units * lines[most].unitPrice
            change(most, on: day) { $0.quantity += units }
        }
        let annual = added * 12
        guard annual > 900_000 else { return }
        let hardware = random.chance(perMille: 480) ? annual * random.between(200, 600) / 1000 : 0
        let closed = day.adding(-random.between(6, 30))
        book(
            .expansion, annual: annual, hardware: hardware,
            services: (annual + hardware) * random.between(0, 110) / 1000,
            created: closed.adding(-random.between(22, 96)), closed: closed, product: product)
    }

    /// The anniversary: leaving, less, or the same at this year's price.
    mutating func renew(on day: DemoDay) {
        let isCalm = DemoDay(2026, 4, 1) <= day && day < DemoDay(2026, 7, 1)
        let isBound = fate != .ordinary
        if isBound, day.parts.year == 2026 { return }
        let leaving =
            isBound || (isCalm && segment == .midMarket)
            ? 0 : [20, 60, 105][segment.rawValue]
        if random.chance(perMille: leaving) {
            if day <= Company.asOf {
                leave(on: day, returnsLater: random.chance(perMille: 120))
            }
            return
        }
        if random.chance(perMille: 115) {
            let most = lines.indices.max { lines[$0].monthly < lines[$1].monthly } ?? 0
            let cut = random.between(120, 300)
            change(most, on: day) { $0.quantity -= $0.quantity * cut / 1000 }
            return
        }
        guard random.chance(perMille: 620) else { return }
        let uplift = random.between(102, 105)
        let before = monthly
        for index in lines.indices {
            change(index, on: day) { $0.unitPrice = $0.unitPrice * uplift / 100 }
        }
        let negotiates =
            segment == .enterprise
            || (segment == .midMarket && random.chance(perMille: 330))
        guard negotiates else { return }
        let hardware = random.chance(perMille: 300) ? random.between(15, 85) * 100_000 : 0
        let closed = day.adding(-random.between(4, 35))
        book(
            .renewal, annual: (before * uplift / 100 - before) * 12, hardware: hardware,
            services: 0, created: closed.adding(-random.between(60, 110)), closed: closed,
            product: lines[0].product)
    }

    /// A renewal that had been expected in August, with its order of hardware.
    mutating func renewLate(on day: DemoDay, hardware: Int) {
        let before = monthly
        for index in lines.indices {
            change(index, on: day) { $0.unitPrice = $0.unitPrice * 104 / 100 }
        }
        bookings.append(
            Booking(
                account: account, kind: .renewal,
                amount: (before * 4 / 100) * 12 + hardware, created: day.adding(-148),
                closed: day, product: lines[0].product))
        deliveries.append(
            Market.Delivery(
                account: account, product: 7, day: day.adding(random.between(6, 11)),
                cents: hardware))
    }

    /// Books a deal and delivers its hardware and services some weeks later.
    private mutating func book(
        _ kind: Deal.Kind, annual: Int, hardware: Int, services: Int, created: DemoDay,
        closed: DemoDay, product: Int
    ) {
        let equipment = hardware / 100 * 100
        let work = services / 100 * 100
        bookings.append(
            Booking(
                account: account, kind: kind, amount: annual + equipment + work,
                created: created, closed: closed, product: product))
        if equipment > 0 {
            let first = random.pick(Products.hardware)
            let day = closed.adding(random.between(9, 30))
            let part = equipment > 2_000_000 ? equipment * random.between(40, 75) / 100 : equipment
            deliver(first, day, part)
            if part < equipment {
                deliver(
                    random.pick(Products.hardware.filter { $0 != first }), day, equipment - part)
            }
        }
        if work > 0 { deliver(Products.commissioning, closed.adding(random.between(25, 70)), work) }
    }

    private mutating func deliver(_ product: Int, _ day: DemoDay, _ cents: Int) {
        deliveries.append(
            Market.Delivery(account: account, product: product, day: day, cents: cents))
    }
}
