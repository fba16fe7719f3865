import ChartDrawing
package import Diagnostics
import FigureWording
import KPIComputing
package import ReportModel

/// The categories of a chart's axis, with the remarks on its periods.
struct ChartAxis: Sendable {
    var categories: [ChartCategory]
    /// What the numbers of the flags stand for, the first first.
    var remarks: [Remark] = []

    init(_ grid: FigureGrid, _ setting: Setting) {
        if case .time = grid.query.axis {
            self.init(
                grid.rows.map(\.period), setting, of: grid.query.metrics, filter: grid.query.filter)
            return
        }
        self.init([], setting, of: [])
        categories = grid.rows.map { row in
            ChartCategory(
                setting.name(of: row, grid.query.axis), isEmphasized: row.kind == .total)
        }
    }

    /// - Parameter isMarked: whether periods that are not complete have an asterisk.
    init(
        _ periods: [Period], _ setting: Setting, of metrics: [String], filter: Expression? = nil,
        isMarked: Bool = true
    ) {
        categories = periods.map { Self.category($0, setting) }
        let metric = metrics.count == 1 ? setting.metric(metrics[0]) : nil
        for (index, period) in periods.enumerated() where isMarked {
            let isRunning = period.start <= setting.asOf && setting.asOf < period.end
            let start = metric.flatMap {
                setting.computation.start(of: $0, within: period, filter: filter)
            }
            if isRunning || start != nil { categories[index].name += "*" }
        }
        for (index, period) in periods.enumerated() {
            for remark in setting.remarks where remark.concerns(period, metrics) {
                remarks.append(remark)
                categories[index].flags.append(remarks.count)
            }
        }
    }

    private static func category(_ period: Period, _ setting: Setting) -> ChartCategory {
        let name = setting.language.text(period, .withoutYear)
        switch period.grain {
        case .month: return ChartCategory(name, group: String(period.first.year))
        case .quarter, .half:
            let isPrefixed = period.name.hasPrefix("FY") || period.name.hasPrefix("CY")
            return ChartCategory(name, group: String(period.name.prefix(isPrefixed ? 6 : 4)))
        case .year, .yearToDate, .run:
            return ChartCategory(setting.language.text(period, .short))
        }
    }
}

/// What an author says of a period: a note of the page, or an event of the company.
package struct Remark: Hashable, Sendable {
    package var period: Period
    package var text: String
    /// The metrics it is about; empty for all.
    package var metrics: [String]
    /// Where it was written.
    package var location: SourceLocation

    /// A remark on a period.
    package init(
        period: Period, text: String, metrics: [String] = [], location: SourceLocation
    ) {
        self.period = period
        self.text = text
        self.metrics = metrics
        self.location = location
    }

    /// Whether its flag stands at a period: the one in which its own ends.
    func concerns(_ period: Period, _ metrics: [String]) -> Bool {
        period.first <= self.period.last && self.period.last <= period.last
            && (self.metrics.isEmpty || metrics.contains { self.metrics.contains($0) })
    }
}
