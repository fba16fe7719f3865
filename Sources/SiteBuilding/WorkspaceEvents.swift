import Diagnostics
import FileAccess
import PageBinding
import PageRendering
import ReportModel
import TableReading

/// The file of what happened in the company, which charts over time have flags for.
private let eventsPath = "content/events.csv"

/// The events of a workspace, in the order of the file; none where there is no file.
///
/// Columns are `period` (`2026-05`, `2026-Q2` or a day), `text`, and where an event concerns some charts
/// only `metrics`, their ids with spaces between.
func readEvents(
    _ workspace: Workspace, _ ground: BindingGround, _ found: inout [Diagnostic]
) throws -> [Remark] {
    guard try hasFile(eventsPath, workspace),
        let text = try readText(eventsPath, workspace, &found)
    else { return [] }
    var reader = EventReader(ground: ground)
    _ = try readRecords(
        of: ByteSource(path: eventsPath, bytes: Array(text.utf8)), format: TableFormat()
    ) { fault in
        reader.diagnostics.append(
            Diagnostic(
                id: fault.kind.rawValue, "the file breaks the rules of CSV here",
                remedy: "quote cells that hold a comma, a quote or a line break",
                at: SourceLocation(path: eventsPath, line: fault.line, column: fault.column)))
    } record: { record in
        reader.take(record)
    }
    found += reader.diagnostics
    return reader.events
}

private struct EventReader {
    let ground: BindingGround
    var events: [Remark] = []
    var diagnostics: [Diagnostic] = []
    private var columns: [String]?

    private static let names = ["period", "text", "metrics"]

    init(ground: BindingGround) {
        self.ground = ground
    }

    mutating func take(_ record: CSVRecord) {
        let cells = record.cells.map { cell in
            cell.split { $0.isWhitespace }.joined(separator: " ")
        }
        guard let columns else { return takeHead(cells, record) }
        if record.isDamaged || cells.allSatisfy(\.isEmpty) { return }
        func cell(_ name: String) -> String {
            columns.firstIndex(of: name).flatMap { cells.indices.contains($0) ? cells[$0] : nil }
                ?? ""
        }
        let location = SourceLocation(path: eventsPath, line: record.line, column: 1)
        if record.hasTextBeyond {
            report(
                "too-many-columns",
                "the line has \(record.cellCount) cells and the head \(columns.count)",
                "put a text that holds a comma in quotes", location)
            return
        }
        let text = cell("text")
        // Without a head for it there is one complaint already.
        if text.isEmpty, columns.contains("text") {
            report("value-missing", "the event has no text", "say what happened", location)
        }
        let metrics = cell("metrics").split(separator: " ").map(String.init)
        for metric in metrics where ground.catalogue.metrics[metric] == nil {
            report(
                "unknown-metric", "there is no metric '\(metric)'",
                didYouMean(metric, among: ground.catalogue.order)
                    + " (metrics stand with spaces between)",
                location)
        }
        guard let period = period(cell("period"), location) else { return }
        events.append(Remark(period: period, text: text, metrics: metrics, location: location))
    }

    private mutating func takeHead(_ cells: [String], _ record: CSVRecord) {
        columns = cells
        let location = SourceLocation(path: eventsPath, line: record.line, column: 1)
        for name in cells where !Self.names.contains(name) {
            report(
                "unknown-column", "there is no column '\(name)'",
                didYouMean(name, among: Self.names), location)
        }
        for name in Self.names where cells.count(where: { $0 == name }) > 1 {
            report("named-twice", "the column '\(name)' is there twice", "remove one", location)
        }
        for name in ["period", "text"] where !cells.contains(name) {
            report(
                "column-missing", "the column '\(name)' is missing",
                "begin the file with 'period,text' or 'period,text,metrics'", location)
        }
    }

    /// The period that is named, or the month of a day.
    private mutating func period(_ text: String, _ location: SourceLocation) -> Period? {
        // Without a head for it there is one complaint already.
        if columns?.contains("period") != true { return nil }
        let calendar = ground.settings.calendar
        if let day = Day(iso: text) { return calendar.period(calendar.month(of: day)) }
        if let period = try? calendar.period(text, asOf: ground.settings.asOf) { return period }
        report(
            "period-invalid", "'\(text)' is not a period",
            "write 2026-05, 2026-05-12 or 2026-Q2", location)
        return nil
    }

    private mutating func report(
        _ id: String, _ message: String, _ remedy: String, _ location: SourceLocation
    ) {
        diagnostics.append(Diagnostic(id: id, message, remedy: remedy, at: location))
    }
}
