/// What is fixed about the demonstration company, Vestring Metrology.
enum Company {
    /// The day the data was taken; nothing that has happened is dated later.
    static let asOf = DemoDay(2026, 10, 4)
    /// The first and last months of the ledger.
    static let firstMonth = DemoMonth(2023, 10)
    static let lastMonth = DemoMonth(2026, 9)
    static let months = DemoMonth.through(firstMonth, lastMonth)
    /// Customers live a year before the ledger begins, so that retention can look back.
    static let openingMonth = DemoMonth(2022, 10)
}

enum Region: Int, CaseIterable {
    case emea, americas, asiaPacific, latinAmerica

    var name: String {
        switch self {
        case .emea: "EMEA"
        case .americas: "Americas"
        case .asiaPacific: "Asia-Pacific"
        case .latinAmerica: "Latin America"
        }
    }

    static let weights = [500, 300, 140, 60]
}

enum Segment: Int, CaseIterable {
    case enterprise, midMarket, small

    /// The CRM's code.
    var code: String {
        switch self {
        case .enterprise: "ENT"
        case .midMarket: "MM"
        case .small: "SMB"
        }
    }
}

enum Industry {
    static let all = [
        "Chemicals", "Food & Beverage", "Pharmaceuticals", "Energy", "Water", "Metals & Mining",
    ]
    static let weights = [240, 200, 170, 170, 130, 90]
}

/// A seller, or the vice president of a region.
struct Seller {
    var id: String
    var name: String
    var manager: String
    var region: Region
    var role: String
    var start: DemoDay
    var end: DemoDay?
    var quota: Int

    func isActive(on day: DemoDay) -> Bool { start <= day && (end.map { day < $0 } ?? true) }
}

enum Sellers {
    static let managers = ["Ingrid Falkenau", "Marcus Delaney", "Yuki Arakawa", "Renata Queiroz"]

    /// Name, year and month of joining, and of leaving where somebody left.
    private static let names: [[(String, Int, Int?)]] = [
        [
            ("Anke Brückner", 201_903, nil), ("Tobias Lindemann", 202_001, nil),
            ("Sophie Marchand", 202_105, nil), ("Giulia Ferrante", 202_202, nil),
            ("Henrik Åstrand", 202_109, nil), ("Katarzyna Wilk", 202_211, nil),
            ("Pieter van Hoorn", 202_304, nil), ("Jürgen Strobel", 201_806, nil),
            ("Elena Castaño", 202_401, nil), ("Callum Rhodes", 202_409, nil),
            ("Fatima El Idrissi", 202_502, nil), ("Matthias Grün", 202_601, nil),
            ("Oliver Staudt", 202_006, 202_412), ("Birgit Hansen", 202_103, 202_511),
        ],
        [
            ("Dana Whitlock", 202_002, nil), ("Sean O'Brien", 202_107, nil),
            ("Priya Raman", 202_203, nil), ("Luke Tessier", 202_301, nil),
            ("Monique Arsenault", 202_306, nil), ("Grant Hollis", 202_402, nil),
            ("Tamara Boyd", 202_504, nil), ("Victor Salgado", 202_603, nil),
            ("Brent Coleman", 202_101, 202_602),
        ],
        [
            ("Kenji Morita", 202_008, nil), ("Wei Ling Tan", 202_204, nil),
            ("Arjun Mehta", 202_303, nil), ("Hannah Prior", 202_405, nil),
            ("Min-seo Kang", 202_506, nil),
        ],
        [
            ("Diego Arriaga", 202_102, nil), ("Luciana Prado", 202_305, nil),
            ("Tomás Villalba", 202_501, nil), ("Paula Echeverri", 202_205, 202_503),
        ],
    ]

    static let all: [Seller] = {
        var sellers: [Seller] = []
        for region in Region.allCases {
            let base = 410 + region.rawValue * 30
            for (index, entry) in names[region.rawValue].enumerated() {
                let quota = [90, 100, 85, 70][region.rawValue] * 1_000_000
                sellers.append(
                    Seller(
                        id: "E\(base + index + 1)", name: entry.0,
                        manager: managers[region.rawValue], region: region,
                        role: index < 3 ? "Senior Account Executive" : "Account Executive",
                        start: firstDay(entry.1), end: entry.2.map(firstDay), quota: quota))
            }
        }
        return sellers
    }()

    private static func firstDay(_ yearAndMonth: Int) -> DemoDay {
        DemoDay(yearAndMonth / 100, yearAndMonth % 100, 1)
    }

    /// Somebody who sells in a region on a day; those who came first carry more.
    static func draw(_ region: Region, on day: DemoDay, _ random: inout SeededRandom) -> Int {
        let present = all.indices.filter { all[$0].region == region && all[$0].isActive(on: day) }
        let weights = present.indices.map { max(5, 12 - $0) }
        return present[random.index(weights: weights)]
    }

    static func file() -> String {
        var text =
            "Employee No,Full Name,Reports To,Sales Team,Job Title,Joined,Left,"
            + "Ramp Months,Annual Quota EUR\n"
        for (index, manager) in managers.enumerated() {
            text += csvLine([
                "E\(400 + index + 1)", manager, "", Region.allCases[index].name,
                "Regional Vice President", "2018-01-01", "", "", "",
            ])
        }
        for seller in all {
            text += csvLine([
                seller.id, seller.name, seller.manager, seller.region.name, seller.role,
                seller.start.iso, seller.end?.iso ?? "", "6", euros(seller.quota),
            ])
        }
        return text
    }
}
