/// One line of the price list.
struct Product {
    /// How the ledger groups what is sold.
    enum PostingGroup: String {
        case subscription = "Subscription"
        case support = "Support"
        case metered = "Metered"
        case hardware = "Hardware"
        case services = "Services"
        case licence = "Licence fee"
        case intercompany = "Intercompany"
    }

    var id: String
    var name: String
    var family: String
    var group: PostingGroup
    /// In cents; a month's price where it recurs.
    var price: Int
    var costPercent: Int
}

enum Products {
    static let analytics = 0
    static let predictive = 1
    static let fleet = 2
    static let edge = 3
    static let gateway = 4
    static let stream = 5
    static let calibrationPlan = 10
    static let onSiteCalibration = 11
    static let commissioning = 12
    static let designLicence = 13
    static let hardware = [6, 7, 8, 9]
    static let recurring = [analytics, fleet, edge, gateway, calibrationPlan, predictive]

    static let all: [Product] = [
        product("P-110", "Insight Analytics", "Analytics", .subscription, 95, 16),
        product("P-120", "Insight Predictive", "Analytics", .subscription, 42, 19),
        product("P-130", "Fleet Monitor", "Analytics", .subscription, 18, 18),
        product("P-210", "Edge Connect", "Connectivity", .subscription, 12, 24),
        product("P-220", "Gateway Link", "Connectivity", .subscription, 140, 27),
        product("P-230", "Data Stream", "Connectivity", .metered, 2, 31),
        product("P-310", "VX-200 Flow Meter", "Instruments", .hardware, 1850, 52),
        product("P-320", "VX-400 Mass Flow Meter", "Instruments", .hardware, 4900, 49),
        product("P-330", "PT-80 Pressure Transmitter", "Instruments", .hardware, 720, 55),
        product("P-340", "LS-30 Level Sensor", "Instruments", .hardware, 1140, 54),
        product("P-410", "Calibration Plan", "Calibration", .support, 26, 41),
        product("P-420", "On-site Calibration", "Calibration", .services, 1450, 62),
        product("P-510", "Commissioning & Training", "Services & Licences", .services, 1280, 66),
        product("P-520", "Sensor Design Licence", "Services & Licences", .licence, 45_000, 4),
    ]

    private static func product(
        _ id: String, _ name: String, _ family: String, _ group: Product.PostingGroup,
        _ euros: Int, _ costPercent: Int
    ) -> Product {
        Product(
            id: id, name: name, family: family, group: group, price: euros * 100,
            costPercent: costPercent)
    }

    static func file() -> String {
        var text = "Item No,Description,Product Line,List Price EUR,Unit Cost EUR\n"
        for product in all {
            text += csvLine([
                product.id, product.name, product.family, euros(product.price),
                euros(product.price * product.costPercent / 100),
            ])
        }
        return text
    }
}
