/// Figures that other departments compute.
enum Inputs {
    static func file(seed: UInt64) -> String {
        var random = SeededRandom(seed: seed, stream: 27)
        var text = "Measure,Period,Value\n"
        var employees = 268
        for (index, month) in Company.months.enumerated() {
            employees += random.between(-1, 5)
            let uptime = 99_982 - random.below(index % 11 == 6 ? 140 : 34)
            text += csvLine(["employee_count", month.name, String(employees)])
            text += csvLine(["open_positions", month.name, String(random.between(6, 19))])
            text += csvLine(["platform_uptime", month.name, "0." + padded(uptime, 5)])
        }
        return text
    }
}
