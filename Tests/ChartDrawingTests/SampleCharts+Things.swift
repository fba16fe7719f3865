import ChartDrawing

/// A number with one decimal, or more where asked, with a true minus sign.
private func fixed(_ value: Double, _ digits: Int = 1) -> String {
    let power = (0..<digits).reduce(1) { power, _ in power * 10 }
    let number = Int((value.magnitude * Double(power)).rounded())
    let rest = String(number % power)
    let fraction =
        digits == 0 ? "" : "." + String(repeating: "0", count: digits - rest.count) + rest
    return (value < 0 && number > 0 ? "−" : "") + String(number / power) + fraction
}

private func datum(_ value: Double?, _ digits: Int = 1) -> ChartDatum {
    ChartDatum(value, value.map { fixed($0, digits) } ?? "–")
}

private func ticks(_ values: [Double], _ digits: Int = 0) -> [ChartDatum] {
    values.map { datum($0, digits) }
}

/// Points, counts, calendars and small multiples.
func thingSamples() -> [(name: String, kind: ChartKind)] {
    [
        ("scatter-areas", scatterRegions()), ("scatter", scatterProducts()),
        ("scatter-log", scatterCustomers()), ("histogram", histogramCycles()),
        ("histogram-beyond", histogramDeals()), ("calendar", calendarYear()),
        ("calendar-quarters", calendarQuarters()), ("calendar-months", calendarMonths()),
        ("panels", panelColumns()), ("panels-lines", panelLines()),
        ("panels-variance", panelVariances()), ("panels-bars", panelBars()),
    ]
}

/// Regions by win rate and cycle, their areas by revenue, with lines at the figures of the company.
private func scatterRegions() -> ChartKind {
    let rows: [(String, Double, Double, Double)] = [
        ("DACH", 31.2, 64, 6.8), ("Nordics", 34.5, 58, 2.9), ("UK & Ireland", 28.4, 71, 5.1),
        ("France", 24.1, 83, 3.3), ("Iberia", 22.8, 88, 1.2), ("Italy", 21.5, 92, 1.6),
        ("Benelux", 29.6, 66, 2.1), ("Central Europe", 26.7, 74, 1.4),
        ("US East", 27.9, 79, 7.4), ("US West", 25.2, 86, 5.6), ("Canada", 30.1, 69, 1.9),
        ("Latin America", 18.3, 104, 1.1), ("Japan", 19.9, 118, 2.4),
        ("Australia & New Zealand", 32.0, 61, 1.7), ("South-East Asia", 20.7, 97, 0.9),
        ("India", 23.6, 95, 0.8), ("Middle East", 17.2, 111, 0.5),
    ]
    return .scatter(
        ScatterChart(
            points: rows.map {
                ScatterPoint($0.0, x: datum($0.2, 0), y: datum($0.1), size: datum($0.3))
            },
            x: ValueAxis(
                "Sales cycle in days, median", ticks: ticks([50, 60, 70, 80, 90, 100, 110, 120])),
            y: ValueAxis("Win rate in %", ticks: ticks([15, 20, 25, 30, 35])),
            sizeTitle: "Revenue in m€", xReference: ChartDatum(76, "All: 76"),
            yReference: ChartDatum(27.3, "All: 27.3")))
}

/// Products by growth and margin, all alike, some with a loss and one unknown.
private func scatterProducts() -> ChartKind {
    let rows: [(String, Double?, Double?)] = [
        ("Sensors", 12.4, 38.0), ("Gateways", 3.1, 22.5), ("Analytics", 41.0, 61.2),
        ("Field service", -4.2, 9.8), ("Training", -11.5, -6.0), ("Calibration", 8.0, 31.0),
        ("Spare parts", 1.2, 44.1), ("Licences", 18.9, 72.4), ("Consulting", 6.3, -3.2),
    ]
    var points = rows.map { ScatterPoint($0.0, x: datum($0.1), y: datum($0.2)) }
    points.append(
        ScatterPoint(
            "Leasing", x: ChartDatum(nil, "–", reason: "First sold this year"), y: datum(14)))
    return .scatter(
        ScatterChart(
            points: points,
            x: ValueAxis(
                "Growth on previous year in %", ticks: ticks([-20, -10, 0, 10, 20, 30, 40, 50])),
            y: ValueAxis("Contribution margin in %", ticks: ticks([-20, 0, 20, 40, 60, 80]))))
}

/// Customers by users and revenue on logarithmic axes; one without revenue is left out.
private func scatterCustomers() -> ChartKind {
    let names = [
        "Aldermoor Mills", "Brightwater", "Corvane Foods", "Delphin AG", "Estmark", "Ferrowell",
        "Gladstone Rail", "Hartmann & Söhne", "Ilvora", "Jarrow Ports", "Kestrel Air", "Lumen Grid",
        "Marlowe Paper", "Norvik", "Ostara Pharma", "Pellworm", "Quarrystone", "Rosendal",
        "Saltmarsh Energy", "Tidewell", "Umbrien", "Varga Steel", "Westerholt", "Yarrow", "Zephyr",
    ]
    var points = names.enumerated().map { index, name in
        let users = 4.0 * [1, 2.1, 4.7, 9.5, 22, 48, 95, 210, 430, 900][index * 7 % 10]
        let factor = [0.8, 1.3, 2.2, 0.5, 1.0, 1.7, 0.65][index * 3 % 7]
        return ScatterPoint(name, x: datum(users, 0), y: datum(users * factor, 0))
    }
    points.append(ScatterPoint("Trial of Wexmoor", x: datum(35, 0), y: datum(0, 0)))
    return .scatter(
        ScatterChart(
            points: points,
            x: ValueAxis(
                "Users", ticks: ticks([1, 10, 100, 1000, 10000]), spread: .logarithmic),
            y: ValueAxis(
                "Annual revenue in k€", ticks: ticks([1, 10, 100, 1000, 10000]),
                spread: .logarithmic)))
}

/// The lengths of sales cycles with their median, some beyond the last bin.
private func histogramCycles() -> ChartKind {
    let counts = [3.0, 11, 24, 31, 27, 18, 12, 9, 5, 2, 0, 1]
    return .histogram(
        HistogramChart(
            bins: counts.enumerated().map { index, count in
                HistogramBin(
                    from: Double(index) * 20, to: Double(index + 1) * 20, datum(count, 0))
            },
            axis: ValueAxis(
                "Sales cycle in days", ticks: ticks((0...12).map { Double($0) * 20 })),
            median: ChartDatum(71, "Median 71 days"), beyond: "4 above 240"))
}

/// The sizes of deals in fine bins, without more.
private func histogramDeals() -> ChartKind {
    .histogram(
        HistogramChart(
            bins: (0..<36).map { index in
                let distance = Double(index - 9)
                let count = (120 / (1 + distance * distance / 22)).rounded() - 3
                return HistogramBin(
                    from: Double(index) * 5, to: Double(index + 1) * 5, datum(count, 0))
            },
            axis: ValueAxis("Deal size in k€", ticks: ticks((0...36).map { Double($0) * 5 }))))
}

/// Renewals of a year: what is over is settled, what is far off is unknown; one month without any.
private func calendarYear() -> ChartKind {
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let rows: [(String, CalendarPart.Risk, [Double])] = [
        ("Renewed", .settled, [1.2, 0.8, 2.1, 0.6, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("Lost", .lost, [0.3, 0, 0.4, 0.1, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("Safe", .low, [0, 0, 0.3, 0.9, 1.4, 1.9, 0.7, 0, 1.6, 0.8, 0.5, 1.1]),
        ("Watch", .watch, [0, 0, 0, 0.4, 0.3, 0.8, 0.5, 0, 0.9, 0.2, 0, 0.6]),
        ("At risk", .high, [0, 0, 0, 0.2, 0, 0.6, 0.4, 0, 0.7, 0.1, 0, 0.3]),
        ("Not yet rated", .unknown, [0, 0, 0, 0, 0, 0, 0, 0, 0.4, 0.7, 0.9, 2.2]),
    ]
    let totals = months.indices.map { month in rows.reduce(0) { $0 + $1.2[month] } }
    return .calendar(
        CalendarChart(
            categories: months.map {
                ChartCategory($0, group: "2026")
            },
            parts: rows.map { CalendarPart($0.0, $0.1, $0.2.map { datum($0 == 0 ? nil : $0) }) },
            totals: totals.map { datum($0) },
            counts: [7, 4, 11, 6, 5, 9, 4, 0, 10, 6, 5, 13].map { datum($0, 0) },
            countName: "Contracts"))
}

/// Renewals of the next quarters, all parts in the last one, their names beside it.
private func calendarQuarters() -> ChartKind {
    let rows: [(String, CalendarPart.Risk, [Double])] = [
        ("Safe", .low, [5.2, 4.4, 6.1, 7.3]), ("Watch", .watch, [1.2, 0.8, 1.9, 2.0]),
        ("At risk", .high, [0.7, 0.9, 0.4, 1.3]), ("Not yet rated", .unknown, [0, 0.6, 1.8, 3.5]),
    ]
    let totals = (0..<4).map { quarter in rows.reduce(0) { $0 + $1.2[quarter] } }
    return .calendar(
        CalendarChart(
            categories: ["2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3"].map { ChartCategory($0) },
            parts: rows.map { CalendarPart($0.0, $0.1, $0.2.map { datum($0 == 0 ? nil : $0) }) },
            totals: totals.map { datum($0) }))
}

/// Renewals of three years by month, many columns with counts.
private func calendarMonths() -> ChartKind {
    let names = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"]
    let safe = (0..<36).map { Double($0 * 7 % 11) / 4 + 0.4 }
    let watch = (0..<36).map { Double($0 * 5 % 7) / 5 }
    let high = (0..<36).map { Double($0 * 3 % 5) / 6 }
    return .calendar(
        CalendarChart(
            categories: (0..<36).map { ChartCategory(names[$0 % 12], group: "\(2026 + $0 / 12)") },
            parts: [
                CalendarPart("Safe", .low, safe.map { datum($0) }),
                CalendarPart("Watch", .watch, watch.map { datum($0) }),
                CalendarPart("At risk", .high, high.map { datum($0) }),
            ],
            totals: (0..<36).map { datum(safe[$0] + watch[$0] + high[$0]) },
            counts: (0..<36).map { datum(Double($0 * 7 % 11 + 3), 0) }, countName: "Contracts"))
}

let panelMonths = [
    "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
].map { ChartCategory($0) }

/// A year of figures around a level, the same for the same seed.
private func year(_ level: Double, _ seed: Int, count: Int = 12) -> [ChartDatum] {
    let waves = [0, 0.01, 0.025, 0.03, 0.02, 0.005, -0.01, -0.02, -0.015, 0, 0.01, 0.005]
    return (0..<count).map { month in
        let wave = waves[(month + seed * 5) % waves.count]
        return datum(level * (0.9 + Double(month) * 0.012 + wave))
    }
}

/// Revenue of regions by month in columns on one scale.
private func panelColumns() -> ChartKind {
    let rows: [(String, Double)] = [
        ("EMEA", 3.8), ("Americas", 2.6), ("Asia-Pacific", 1.1), ("Latin America", 0.4),
        ("Services", 1.7), ("Marketplace", 0.7),
    ]
    return .panels(
        PanelChart(
            panels: rows.enumerated().map { index, row in
                ChartPanel(
                    row.0,
                    .column(
                        ColumnChart(
                            categories: panelMonths,
                            series: [ChartSeries("AC", .actual, year(row.1, index))],
                            sharedDomain: 0...4.6)))
            }))
}

/// Retention of segments in lines against plan.
private func panelLines() -> ChartKind {
    let rows: [(String, Double)] = [
        ("Enterprise", 112), ("Mid-market", 104), ("Small business", 92), ("Public sector", 98),
    ]
    return .panels(
        PanelChart(
            panels: rows.enumerated().map { index, row in
                ChartPanel(
                    row.0,
                    .line(
                        LineChart(
                            categories: panelMonths,
                            series: [
                                ChartSeries("AC", .actual, year(row.1, index)),
                                ChartSeries("PL", .plan, year(row.1 * 0.97, index + 3)),
                            ], sharedDomain: 70...130)))
            }))
}

/// Columns with plan, previous year and differences, each for a region.
private func panelVariances() -> ChartKind {
    let rows: [(String, Double)] = [("EMEA", 11.4), ("Americas", 7.0), ("Asia-Pacific", 2.7)]
    let quarters = ["Q4", "Q1", "Q2", "Q3"].map { ChartCategory($0) }
    return .panels(
        PanelChart(
            panels: rows.enumerated().map { index, row in
                let actual = year(row.1, index, count: 4)
                let factors = [0.93, 1.05, 1.02, 0.96, 1.04]
                let plan = actual.enumerated().map { quarter, one in
                    datum((one.value ?? 0) * factors[(quarter + index) % factors.count])
                }
                let change = zip(actual, plan).map { one, other -> ChartDatum in
                    let difference = (one.value ?? 0) - (other.value ?? 0)
                    return ChartDatum(
                        difference, (difference > 0.05 ? "+" : "") + fixed(difference))
                }
                return ChartPanel(
                    row.0,
                    .column(
                        ColumnChart(
                            categories: quarters,
                            series: [
                                ChartSeries("AC", .actual, actual), ChartSeries("PL", .plan, plan),
                            ],
                            variance: [VarianceTier(.absolute, "ΔPL", against: .plan, change)],
                            sharedDomain: 0...12)))
            }))
}

/// What makes up revenue, in bars for each of two periods.
private func panelBars() -> ChartKind {
    let names = ["Subscriptions", "Services", "Hardware", "Training"]
    return .panels(
        PanelChart(
            panels: ["2025", "2026"].enumerated().map { index, name in
                ChartPanel(
                    name,
                    .bar(
                        BarChart(
                            categories: names.map { ChartCategory($0) },
                            series: [ChartSeries("AC", .actual, year(5, index * 3, count: 4))],
                            sharedDomain: 0...6)))
            }))
}
