import ChartDrawing
import Diagnostics
import FigureWording
import KPIComputing
import MarkdownReading
import PageBinding
import ReportModel

/// The charts of a page, composed together: those of one unit on one scale, or with a mark of how their
/// scales relate.
struct PageCharts {
    /// By where each is asked for.
    private(set) var forms: [SourceLocation: ComposedForm] = [:]
    /// Where the remarks were written that stand beneath a chart.
    private(set) var remarks: Set<SourceLocation> = []
    private(set) var diagnostics: [Diagnostic] = []

    private struct Entry {
        var request: ChartRequest
        var form: ComposedForm
        /// What it is measured in: lengths of one measure can be compared.
        var measure: String
        var domain: ClosedRange<Double>?
    }

    init(_ setting: Setting, foreign: Setting? = nil) {
        var entries: [Entry] = []
        for block in setting.page.text.blocks {
            guard block.mayBeBound,
                case .chart(let request)? = setting.page.bindings[block.location]
            else { continue }
            let isForeign = foreign?.isForeign(block) ?? false
            let form = ComposedForm(request, isForeign ? foreign ?? setting : setting)
            if let (found, most) = form.tooMany {
                diagnostics.append(
                    Diagnostic(
                        id: "too-many-series",
                        "a \(request.kind.rawValue) chart has at most \(most) parts, and "
                            + "'\(request.split ?? "")' has \(found) whose figures have no rest",
                        remedy: "name some with 'is', or use column with 'panels'",
                        at: request.location))
            }
            let metric = request.query.metrics.first.flatMap(setting.metric)
            entries.append(
                Entry(
                    request: request, form: form,
                    measure: metric?.unit == .money ? "money" : metric?.id ?? "",
                    domain: nil))
        }
        Self.measure(&entries)
        Self.share(&entries)
        Self.mark(&entries, setting)
        for entry in entries {
            forms[entry.request.location] = entry.form
            remarks.formUnion(entry.form.remarks.map(\.location))
        }
    }

    /// Finds the domains of charts that there are several of in one measure; others have nothing to be
    /// compared with.
    private static func measure(_ entries: inout [Entry]) {
        for place in entries.indices {
            let measure = entries[place].measure
            guard entries[place].request.scale != .log,
                entries.count(where: { $0.measure == measure }) > 1
            else { continue }
            entries[place].domain = entries[place].form.drawing?(false).domain
        }
    }

    /// Puts those that ask for it on one scale.
    private static func share(_ entries: inout [Entry]) {
        for measure in Set(entries.map(\.measure)).sorted() {
            let places = entries.indices.filter {
                entries[$0].measure == measure && entries[$0].request.scale == .shared
                    && entries[$0].domain != nil
            }
            let domains = places.compactMap { entries[$0].domain }
            guard places.count > 1, let low = domains.map(\.lowerBound).min(),
                let high = domains.map(\.upperBound).max()
            else { continue }
            for place in places {
                entries[place].form.redraw { $0.sharing(low...high) }
                entries[place].domain = low...high
            }
        }
    }

    /// Marks the length of one round value in charts of one measure whose scales differ.
    private static func mark(_ entries: inout [Entry], _ setting: Setting) {
        for measure in Set(entries.map(\.measure)).sorted() {
            let places = entries.indices.filter {
                entries[$0].measure == measure && entries[$0].domain != nil
                    && entries[$0].request.panels == nil
            }
            let spans = places.compactMap { entries[$0].domain }.map {
                $0.upperBound - $0.lowerBound
            }.filter { $0 > 0 }
            let isOneScale = places.allSatisfy { entries[$0].request.scale == .shared }
            guard places.count > 1, !isOneScale, let least = spans.min(),
                let greatest = spans.max(), greatest / least < 25,
                let metric = entries[places[0]].request.query.metrics.first.flatMap(setting.metric),
                let value = roundValue(upTo: least / 3)
            else { continue }
            let text = setting.writer.text(
                value, unit: metric.unit, FigureFormat(.prose, digits: 0))
            let mark = ChartDatum(value.approximate, text)
            for place in places { entries[place].form.redraw { $0.marking(mark) } }
        }
    }

    /// The greatest of 1, 2 or 5 times a power of ten that isn't greater than a number.
    private static func roundValue(upTo limit: Double) -> ExactDecimal? {
        guard limit > 1e-6, limit < 1e24 else { return nil }
        let candidates = (-6...24).flatMap { power in
            [1, 2, 5].map { factor in
                power < 0
                    ? ExactDecimal(Int128(factor), scale: -power)
                    : ExactDecimal(Int128(factor) * ExactDecimal.powerOfTen(power))
            }
        }
        return candidates.last { $0.approximate <= limit }
    }
}
