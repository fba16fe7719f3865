import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    private static let standardCohorts = 12

    /// Cohorts by their age: what is left of each, as a share of its first month.
    init(cohorts request: ChartRequest, _ metric: MetricDefinition, _ setting: Setting) {
        let cohorts = Cohorts(request.query, metric, setting)
        what = cohorts.what
        when = cohorts.when
        sheet = cohorts.sheet(setting)
        notes = setting.incompleteNotes([request.query.period])
        if cohorts.rows.isEmpty { notes.append(setting.words[.noValues]) }
        summary = cohorts.summary(setting)
        isWide = true
        let corner = setting.words[.cohortCorner]
        drawing = { isNarrow in
            let columns = cohorts.columns(atMost: isNarrow ? 6 : 13)
            return .heatmap(
                HeatmapChart(
                    corner: corner, columns: columns.map(String.init),
                    rows: cohorts.rows.map { row in
                        HeatmapRow(
                            row.name, detail: isNarrow ? nil : row.detail,
                            columns.map {
                                row.shares.indices.contains($0)
                                    ? row.shares[$0].datum
                                    : ChartDatum(nil, "")
                            })
                    }))
        }
    }

    /// The same as a table.
    init(cohortTable request: TableRequest, _ metric: MetricDefinition, _ setting: Setting) {
        let cohorts = Cohorts(request.query, metric, setting)
        what = cohorts.what
        when = cohorts.when
        sheet = cohorts.sheet(setting)
        notes = setting.incompleteNotes([request.query.period])
        if cohorts.rows.isEmpty { notes.append(setting.words[.noValues]) }
        isWide = true
    }

    /// Worded cohorts.
    private struct Cohorts: Sendable {
        struct Share: Sendable {
            var number: ExactDecimal?
            var text: String
            var reason: String?

            var datum: ChartDatum { ChartDatum(number?.approximate, text, reason: reason) }
        }

        struct Row: Sendable {
            var name: String
            var month: Month
            var detail: String
            var shares: [Share]
        }

        var rows: [Row]
        var what: String
        var when: String
        let plain: @Sendable (ExactDecimal) -> String

        init(_ query: GridQuery, _ metric: MetricDefinition, _ setting: Setting) {
            let grid = setting.computation.cohorts(
                metric, through: query.period, last: query.last ?? ComposedForm.standardCohorts)
            let writer = setting.writer
            let percent: @Sendable (ExactDecimal) -> String = { share in
                writer.text(
                    share * ExactDecimal(100), unit: .count, FigureFormat(.table, digits: 0))
            }
            plain = percent
            rows = (grid?.rows ?? []).map { row in
                Row(
                    name: setting.language.text(row.cohort, .short), month: row.cohort,
                    detail: setting.words[.cohortSize, ["n": String(row.size)]],
                    shares: row.shares.map { share in
                        Share(
                            number: share.number, text: share.number.map(percent) ?? "",
                            reason: share.reason.map(setting.reason))
                    })
            }
            what = setting.words[.cohortTitle, ["metric": setting.label(metric)]]
            let months = (grid?.rows ?? []).map { setting.site.settings.calendar.period($0.cohort) }
            when = setting.when(setting.range(months), [])
        }

        var age: Int { rows.map(\.shares.count).max() ?? 0 }

        /// Every month, or every third, sixth, twelfth, so that there are not too many.
        func columns(atMost limit: Int) -> [Int] {
            let step = [1, 3, 6, 12].first { (age + $0 - 1) / $0 <= limit } ?? 12
            return Array(stride(from: 0, to: age, by: step))
        }

        func sheet(_ setting: Setting) -> FigureSheet {
            let columns = columns(atMost: 13)
            return FigureSheet(
                corner: setting.words[.cohort].capitalisedFirst,
                columns: columns.map {
                    FigureSheet.Column(
                        name: String($0), notation: .plain, unit: "%",
                        exactUnit: FigureColumnFormat.fraction)
                },
                rows: rows.map { row in
                    FigureSheet.Row(
                        name: row.name, exactName: row.month.description, detail: row.detail,
                        kind: .period,
                        cells: columns.map { column in
                            guard row.shares.indices.contains(column) else {
                                return FigureSheet.Cell(text: "")
                            }
                            let share = row.shares[column]
                            return FigureSheet.Cell(
                                text: share.text, number: share.number, reason: share.reason)
                        })
                })
        }

        /// How far the cohorts are apart at the last age that at least three of them have reached.
        func summary(_ setting: Setting) -> String {
            let age = (0..<age).last { age in
                rows.count { $0.shares.indices.contains(age) && $0.shares[age].number != nil } >= 3
            }
            let shares = rows.compactMap { row in
                age.flatMap { row.shares.indices.contains($0) ? row.shares[$0].number : nil }
            }
            guard let age, let least = shares.min(), let most = shares.max() else {
                return setting.words[.noValues]
            }
            return setting.words[
                .cohortSummary,
                [
                    "n": String(rows.count), "month": String(age), "min": plain(least),
                    "max": plain(most),
                ]]
        }
    }
}
