/// One of several small charts of a kind.
package struct ChartPanel: Hashable, Sendable {
    /// What it shows: `EMEA`.
    package var name: String
    package var kind: ChartKind

    /// A small chart under its name.
    package init(_ name: String, _ kind: ChartKind) {
        self.name = name
        self.kind = kind
    }
}

/// Small charts of one kind side by side and below each other.
package struct PanelChart: Hashable, Sendable {
    /// The charts in reading order, on one scale where their data says so.
    package var panels: [ChartPanel]

    /// Small multiples.
    package init(panels: [ChartPanel]) {
        self.panels = panels
    }
}
