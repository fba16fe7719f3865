/// How dark the steps of a heat map are, in hundredths of the way from `--heat-lo` to `--heat-hi`;
/// the middle is left out, where neither ink nor paper can be read.
package let heatSteps = [0, 12, 24, 36, 70, 85, 100]

/// How dark the parts of a stack are from the bottom up, in hundredths of `--ac` on `--paper`;
/// the middle is left out as in a heat map, and the last is for what is left.
package let partSteps = [100, 86, 72, 40, 28, 18, 9]

/// The steps up to this one are light: their texts are in ink, those beyond in paper.
package let lightestLegibleStep = 50

/// The presentation of every chart; the page carries it once. Colours are custom properties with
/// those of `ChartPalette.light` to fall back on, so that a theme can turn them dark.
package let chartStyleSheet: String = {
    var rules = """
        .chart { display: block; width: 100%; height: auto; direction: ltr; overflow: visible; \
        font-family: var(--chart-font, Inter, "Helvetica Neue", Arial, "Liberation Sans", \
        sans-serif); \
        print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        .chart-spark { display: inline-block; width: auto; max-width: 100%; }
        .chart text { fill: \(color("ink")); }
        .chart text.c-muted { fill: \(color("muted")); }
        .chart text.c-on-dark { fill: \(color("paper")); }
        .c-ac { fill: \(color("ac")); }
        .c-py { fill: \(color("py")); }
        .c-pl { fill: \(color("paper")); stroke: \(color("ink")); stroke-width: var(--chart-outline, 1.2); }
        .c-fc { stroke: \(color("ac")); stroke-width: 1.2; }
        .c-ar { fill: \(color("paper")); stroke: \(color("ink")); stroke-width: 1.2; \
        stroke-dasharray: 1.5 2; }
        .c-good { fill: \(color("good")); }
        .c-bad { fill: \(color("bad")); }
        .c-muted-fill { fill: \(color("muted")); }
        .c-even { fill: \(color("muted")); }
        .c-ink { fill: \(color("ink")); }
        .c-blank { fill: none; pointer-events: all; }
        .c-paper { fill: \(color("paper")); }
        .c-axis { stroke: \(color("ink")); stroke-width: 1; }
        .c-line { stroke: \(color("line")); stroke-width: 1; }
        .c-link { stroke: \(color("muted")); stroke-width: 0.8; fill: none; }
        .c-mark { stroke: \(color("ink")); stroke-width: 1.2; }
        .c-split { stroke: \(color("muted")); stroke-width: 1; stroke-dasharray: 2 2; }
        .c-cut { stroke: \(color("paper")); stroke-width: 2; }
        .c-pin-good { stroke: \(color("good")); stroke-width: 2.4; }
        .c-pin-bad { stroke: \(color("bad")); stroke-width: 2.4; }
        .c-pin-even { stroke: \(color("muted")); stroke-width: 2.4; }
        .l-ac, .l-py, .l-pl, .l-fc, .l-ar, .l-spark { fill: none; stroke: \(color("ac")); \
        stroke-linejoin: round; stroke-linecap: round; }
        .l-ac { stroke-width: var(--chart-line, 2.2); }
        .l-py { stroke: \(color("py")); stroke-width: 1.4; }
        .l-pl { stroke-width: 1.2; }
        .l-fc { stroke-width: 2; stroke-dasharray: 5 4; }
        .l-ar { stroke-width: 1.2; stroke-dasharray: 1.5 2.5; }
        .l-spark { stroke-width: 1.4; }
        .l-bad { fill: none; stroke: \(color("bad")); stroke-width: 1.8; stroke-linecap: round; }
        .c-area { fill: color-mix(in srgb, \(color("ac")) 16%, \(color("paper"))); }
        .c-band-0 { fill: color-mix(in srgb, \(color("ac")) 10%, \(color("paper"))); }
        .c-band-1 { fill: color-mix(in srgb, \(color("ac")) 22%, \(color("paper"))); }
        .c-band-2 { fill: color-mix(in srgb, \(color("ac")) 32%, \(color("paper"))); }
        .c-point { fill: color-mix(in srgb, \(color("ac")) 55%, transparent); \
        stroke: \(color("ac")); stroke-width: 1; }
        .c-flag { fill: \(color("ink")); }
        .c-soft { fill: color-mix(in srgb, \(color("ac")) 26%, \(color("paper"))); \
        stroke: \(color("ink")); stroke-width: 1; }
        .c-outline { fill: \(color("paper")); stroke: \(color("ink")); stroke-width: 1; }
        .c-hatched { stroke: \(color("ink")); stroke-width: 1; }
        .m-ac { fill: \(color("ac")); stroke: \(color("paper")); stroke-width: 0.8; }
        .m-py { fill: \(color("py")); }
        .m-pl, .m-fc, .m-ar { fill: \(color("paper")); stroke: \(color("ac")); stroke-width: 1.2; }

        """
    for (step, shade) in heatSteps.enumerated() {
        rules += ".c-heat-\(step) { fill: color-mix(in srgb, \(color("heat-hi")) \(shade)%, "
        rules += "\(color("heat-lo"))); }\n"
    }
    for (step, shade) in partSteps.enumerated() {
        rules += ".c-part-\(step) { fill: color-mix(in srgb, \(color("ac")) \(shade)%, "
        rules += "\(color("paper"))); stroke: \(color("paper")); stroke-width: 1; }\n"
    }
    for (step, shade) in lineSteps.enumerated() {
        let mixed = "color-mix(in srgb, \(color("ac")) \(shade)%, \(color("paper")))"
        rules += ".l-\(step) { stroke: \(mixed); }\n.m-\(step) { fill: \(mixed); }\n"
    }
    return rules
}()

/// How dark lines are that stand for different things in the same scenario.
let lineSteps = [100, 62, 82, 54, 72, 58]

private func color(_ name: String) -> String {
    "var(--\(name), \(ChartPalette.light[name] ?? "currentColor"))"
}
