/// The distributors and integrators through whom the company sells.
enum Partners {
    private static let names: [[String]] = [
        [
            "Meßkontor Rheinau GmbH", "Nordlys Instrumentering AB", "Delta Mesure Conseil SAS",
            "Alpvera Sensorik AG",
        ],
        ["Prairie Gauge Supply, Inc.", "Caldera Flow Partners LLC"],
        ["Straitline Process Systems Pte. Ltd."],
        ["Instrumentos Pampeanos S.A."],
    ]

    /// A partner of the region; the first of them carry more.
    static func draw(_ region: Region, _ random: inout SeededRandom) -> String {
        let present = names[region.rawValue]
        return present[random.index(weights: present.indices.map { 5 - $0 })]
    }
}
