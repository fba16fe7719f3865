/// The colours of charts as custom properties of a page: one set for light paper, one for dark.
package struct ChartPalette: Sendable {
    /// The colours by the name of their property without its dashes, in the order of the sheet.
    package let colors: [(name: String, hex: String)]

    /// For white paper and for print.
    package static let light = ChartPalette([
        ("ink", "#1b2430"), ("muted", "#566070"), ("line", "#d3d8df"), ("paper", "#ffffff"),
        ("ac", "#2d394b"), ("py", "#8793a5"), ("good", "#2b7a4b"), ("bad", "#b3312a"),
        ("heat-lo", "#eceff3"), ("heat-hi", "#2d394b"),
    ])

    /// For dark screens.
    package static let dark = ChartPalette([
        ("ink", "#eceff4"), ("muted", "#a3adbb"), ("line", "#3a4350"), ("paper", "#151a21"),
        ("ac", "#d3dae4"), ("py", "#707b8b"), ("good", "#4fb27c"), ("bad", "#ec7468"),
        ("heat-lo", "#232a34"), ("heat-hi", "#d3dae4"),
    ])

    /// The declarations of the properties, to stand inside a rule: `--ink: #1b2430; …`.
    package var declarations: String {
        colors.map { "--\($0.name): \($0.hex);" }.joined(separator: " ")
    }

    /// The colour of a property, or nil where there is none of that name.
    package subscript(_ name: String) -> String? {
        colors.first { $0.name == name }?.hex
    }

    private init(_ colors: [(name: String, hex: String)]) {
        self.colors = colors
    }
}
