/// The revenue lines of the general ledger.
struct Ledger {
    struct Line {
        var account: Int
        var product: Int
        var day: DemoDay
        var cents: Int
    }

    let lines: [Line]

    init(_ market: Market) {
        var lines: [Line] = []
        for month in Company.months {
            var sums: [Int: Int] = [:]
            for row in market.rows {
                let cents = row.recognised(in: month)
                if cents != 0 { sums[row.account * 100 + row.product, default: 0] += cents }
            }
            for (key, cents) in sums.sorted(by: { $0.key < $1.key }) {
                lines.append(
                    Line(
                        account: key / 100, product: key % 100, day: month.lastDay, cents: cents))
            }
        }
        let last = Company.lastMonth.lastDay
        for delivery in market.deliveries
        where delivery.day >= Company.firstMonth.firstDay && delivery.day <= last {
            lines.append(
                Line(
                    account: delivery.account, product: delivery.product, day: delivery.day,
                    cents: delivery.cents))
        }
        self.lines = lines.enumerated().sorted {
            let left = $0.element
            let right = $1.element
            return (left.day.number, left.account, left.product, $0.offset)
                < (right.day.number, right.account, right.product, $1.offset)
        }.map(\.element)
    }

    /// A file for each year: semicolons, decimal commas, windows-1252.
    func files(_ accounts: [Account]) -> [(path: String, bytes: [UInt8])] {
        let years = Company.firstMonth.year...Company.lastMonth.year
        return years.map { year in
            let ofYear = lines.filter { $0.day.parts.year == year }
            return ("data/ledger-\(year).csv", windows1252(text(ofYear, year, accounts)))
        }
    }

    private func text(_ lines: [Line], _ year: Int, _ accounts: [Account]) -> String {
        var text = "Posting Date;Document;Pos;Account;Account Name;Item;Posting Group;Net Amount\n"
        var document = 0
        var position = 0
        var previous: Line?
        for line in lines {
            if let previous, previous.day.month != line.day.month {
                document += 1
                text += intercompany(previous.day.month, document)
            }
            let continues =
                previous.map { $0.day == line.day && $0.account == line.account } ?? false
            position = continues ? position + 1 : 1
            document += continues ? 0 : 1
            previous = line
            let product = Products.all[line.product]
            text +=
                [
                    line.day.german, number(document, year), String(position),
                    Account.id(line.account), semicolonCell(accounts[line.account].name),
                    product.id,
                    product.group.rawValue, euros(line.cents, decimal: ","),
                ].joined(separator: ";") + "\n"
        }
        if let previous { text += intercompany(previous.day.month, document + 1) }
        return text
    }

    private func number(_ document: Int, _ year: Int) -> String {
        "RE\(year % 100)\(padded(document, 5))"
    }

    /// The month's charge to the American subsidiary, which is not revenue.
    private func intercompany(_ month: DemoMonth, _ document: Int) -> String {
        [
            month.lastDay.german, number(document, month.year), "1", "K90001",
            "Vestring Metrology US, Inc.", "P-310", Product.PostingGroup.intercompany.rawValue,
            euros(18_500_000 + month.index % 7 * 412_350, decimal: ","),
        ].joined(separator: ";") + "\n"
    }

    private func semicolonCell(_ text: String) -> String {
        text.utf8.contains { $0 == 34 || $0 == 59 } ? csvQuoted(text) : text
    }
}
