import Diagnostics
package import ReportModel

/// Figures in a row, for people and for programs.
package struct FigureListing: Sendable {
    package var figures: [Figure]
    package var currency: String

    package init(_ figures: [Figure], currency: String) {
        self.figures = figures
        self.currency = currency
    }

    /// `{"currency": …, "figures": […]}`: shares as fractions, money exact, quotients at 15 digits,
    /// undefined figures null with their reason. Figures that are not actual name their scenario.
    package var json: String {
        let lines = figures.map { "  " + Self.json($0) }
        return """
            {"currency": \(jsonQuoted(currency)),
             "figures": [
            \(lines.joined(separator: ",\n"))
             ]}

            """
    }

    private static func json(_ figure: Figure) -> String {
        let cut = figure.cut.parts
            .map { "\(jsonQuoted($0.dimension)): \(jsonQuoted($0.value))" }
            .joined(separator: ", ")
        let scenario =
            figure.scenario == .actual ? "" : "\"scenario\": \(jsonQuoted(figure.scenario.code)), "
        let value = figure.value.number?.canonical ?? "null"
        let reason = figure.value.reason.map { jsonQuoted($0.text) } ?? "null"
        return "{\"metric\": \(jsonQuoted(figure.metric)), "
            + "\"period\": \(jsonQuoted(figure.period.name)), \"cut\": {\(cut)}, \(scenario)"
            + "\"unit\": \(jsonQuoted(figure.unit.rawValue)), \"value\": \(value), "
            + "\"reason\": \(reason), \"definition\": \(jsonQuoted(figure.definition))"
            + figure.furtherPairs.map { ", \(jsonQuoted($0.0)): \($0.1)" }.joined() + "}"
    }

    /// RFC 4180 with a header; a column for each dimension that any figure is cut by.
    package var csv: String {
        let dimensions = Set(figures.flatMap { $0.cut.parts.map(\.dimension) }).sorted()
        let header =
            ["metric", "period", "scenario"] + dimensions
            + ["unit", "value", "reason", "definition"]
        var lines = [header]
        for figure in figures {
            let cut = dimensions.map { figure.cut[$0] ?? "" }
            lines.append(
                [figure.metric, figure.period.name, figure.scenario.code] + cut
                    + [
                        figure.unit.rawValue, figure.value.number?.canonical ?? "",
                        figure.value.reason?.text ?? "", figure.definition,
                    ])
        }
        return lines.map { $0.map(Self.csvCell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// Quoted where it must be; a text that a spreadsheet would take for a formula gets an apostrophe.
    private static func csvCell(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), ExactDecimal(text) == nil {
            text = "'" + text
        }
        let mustQuote = text.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
        return mustQuote ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// Aligned columns for a terminal; undefined figures with their reason.
    ///
    /// - Parameter name: the label of a metric.
    package func table(_ writer: FigureWriter, name: (String) -> String) -> String {
        let rows = figures.map { figure in
            [
                name(figure.metric),
                figure.period.name + (figure.through.map { " to \($0)" } ?? ""),
                figure.scenario == .actual ? "" : figure.scenario.code,
                figure.cut.parts.map { "\($0.dimension) \($0.value)" }.joined(separator: ", "),
                figure.value.number.map { writer.text($0, unit: figure.unit) }
                    ?? writer.language.undefined,
                figure.value.reason.map { "(\($0.text))" } ?? "",
            ]
        }
        let widths = (0..<6).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() where widths[column] > 0 {
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                line += (column == 4 ? blanks + cell : cell + blanks) + "  "
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
