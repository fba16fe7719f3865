import ChartDrawing
import Testing

struct PaletteTests {
    @Test(
        "texts on cells and parts have a contrast of 4.5 to 1 in light and dark",
        arguments: [ChartPalette.light, .dark])
    func legibleCells(palette: ChartPalette) {
        let ramps = [("heat-lo", "heat-hi", heatSteps), ("paper", "ac", partSteps)]
        for (low, high, steps) in ramps {
            for step in steps {
                let fill = mix(rgb(palette[high]), rgb(palette[low]), Double(step) / 100)
                let text = rgb(palette[step > lightestLegibleStep ? "paper" : "ink"])
                #expect(contrast(fill, text) >= 4.5, "\(high) \(step)")
            }
        }
    }

    @Test(
        "texts stand out by 4.5 to 1 and marks by 3 to 1 from the paper",
        arguments: [ChartPalette.light, .dark])
    func visibleMarks(palette: ChartPalette) {
        let paper = rgb(palette["paper"])
        for name in ["ink", "muted", "good", "bad"] {
            #expect(contrast(rgb(palette[name]), paper) >= 4.5, "\(name)")
        }
        for name in ["ac", "py"] {
            #expect(contrast(rgb(palette[name]), paper) >= 2.99, "\(name)")
        }
        #expect(contrast(rgb(palette["ac"]), rgb(palette["py"])) >= 3)
    }

    @Test("the sheet has a rule for every class that is drawn")
    func everyClassHasARule() {
        for (_, chart) in sampleCharts(width: 640) {
            for element in drawn(chart).all {
                for name in (element["class"] ?? "").split(separator: " ") where name != "chart" {
                    let isKind = name.hasPrefix("chart-")
                    #expect(isKind || chartStyleSheet.contains(".\(name)"), "\(name)")
                }
            }
        }
    }

    private func rgb(_ hex: String?) -> [Double] {
        let number = Int((hex ?? "").dropFirst(), radix: 16) ?? 0
        return [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
    }

    private func mix(_ one: [Double], _ other: [Double], _ part: Double) -> [Double] {
        zip(one, other).map { $0 * part + $1 * (1 - part) }
    }

    /// The contrast of WCAG 2, with 2.4 as the exponent taken by repeated square roots.
    private func contrast(_ one: [Double], _ other: [Double]) -> Double {
        let lights = [luminance(one), luminance(other)]
        return ((lights.max() ?? 0) + 0.05) / ((lights.min() ?? 0) + 0.05)
    }

    private func luminance(_ color: [Double]) -> Double {
        let linear = color.map { channel in
            channel <= 0.04045 ? channel / 12.92 : power((channel + 0.055) / 1.055)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// A number to the power of 2.4 = 12 / 5, by Newton's method for the fifth root.
    private func power(_ base: Double) -> Double {
        var root = base
        for _ in 0..<60 {
            root -= (root * root * root * root * root - base) / (5 * root * root * root * root)
        }
        return base * base * root * root
    }
}
