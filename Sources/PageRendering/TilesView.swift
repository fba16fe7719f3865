import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

/// A strip of tiles.
struct TilesView: Sendable {
    struct Tile: Sendable {
        struct Comparison: Sendable {
            var code: String
            var scenario: String
            /// `▲`, `▼` or nothing.
            var sign: String
            var text: String
            var reason: String?
            var tone: FigureSheet.Tone
            /// What the colour says, for those who can't see it.
            var judgement: String?
        }

        var label: String
        var href: String
        var definition: String
        /// Around the number in small type: `€` and `m`.
        var before: String
        var number: String
        var after: String
        var reason: String?
        /// What the company has set for it otherwise than is usual.
        var variant: String?
        var comparisons: [Comparison]
        var spark: SafeHTML?
    }

    var tiles: [Tile]

    var view: ViewValue {
        .record(["count": .text(String(tiles.count)), "tiles": .list(tiles.map(\.view))])
    }
}

extension TilesView.Tile {
    var view: ViewValue {
        .record([
            "label": .text(label), "href": .text(href), "definition": .text(definition),
            "before": ViewValue(before.isEmpty ? nil : before), "number": .text(number),
            "after": ViewValue(after.isEmpty ? nil : after), "reason": ViewValue(reason),
            "variant": ViewValue(variant),
            "comparisons": .list(
                comparisons.map { comparison in
                    .record([
                        "code": .text(comparison.code), "scenario": .text(comparison.scenario),
                        "sign": ViewValue(comparison.sign.isEmpty ? nil : comparison.sign),
                        "text": .text(comparison.text), "reason": ViewValue(comparison.reason),
                        "tone": .text(comparison.tone.rawValue),
                        "judgement": ViewValue(comparison.judgement),
                    ])
                }),
            "spark": ViewValue(spark),
        ])
    }
}

extension TilesView {
    init(_ request: TilesRequest, _ setting: Setting, shown: inout [ShownFigure]) {
        tiles = request.metrics.map { Tile($0, request, setting, &shown) }
    }
}

extension TilesView.Tile {
    private static let sparkMonths = 13

    fileprivate init(
        _ metric: MetricDefinition, _ request: TilesRequest, _ setting: Setting,
        _ shown: inout [ShownFigure]
    ) {
        let computation = setting.computation
        let figure = computation.figure(metric, period: request.period)
        shown.append(ShownFigure(figure))
        label = setting.label(metric)
        href = setting.definitionLink(metric.id)
        definition = setting.definition(metric)
        reason = figure.value.reason.map(setting.reason)
        variant = setting.changedOptions(of: metric)
        let text = setting.writer.text(figure.value, unit: metric.unit)
        (before, number, after) = Self.parts(of: text, isKnown: reason == nil)
        var found: [Comparison] = []
        for scenario in request.comparisons {
            let base = computation.figure(metric, period: request.period, scenario: scenario)
            shown.append(ShownFigure(base))
            if reason != nil, base.value.number == nil { continue }
            found.append(Comparison(figure, to: base, metric, setting))
        }
        comparisons = found
        let months = setting.site.settings.calendar.last(
            Self.sparkMonths, .month, endingWith: request.period)
        let points = months.map { month in
            computation.figure(metric, period: month).value.number?.approximate
        }
        let known = points.compactMap { $0 }
        spark =
            known.count < 3
            ? nil
            : SafeHTML(
                markup: draw(
                    Chart(
                        .spark(SparkChart(points)), title: "", description: "",
                        idPrefix: "\(setting.idPrefix)spark-\(metric.id)", width: 84)
                ).text)
    }

    /// The number and what stands around it.
    private static func parts(of text: String, isKnown: Bool) -> (String, String, String) {
        guard isKnown, let first = text.firstIndex(where: { $0.isASCII && $0.isNumber }),
            let last = text.lastIndex(where: { $0.isASCII && $0.isNumber })
        else { return ("", text, "") }
        return (
            String(text[..<first]), String(text[first...last]),
            String(text[text.index(after: last)...])
        )
    }
}

extension TilesView.Tile.Comparison {
    init(_ figure: Figure, to base: Figure, _ metric: MetricDefinition, _ setting: Setting) {
        let difference = Difference(figure, to: base, metric, setting)
        code = base.scenario.code
        scenario = setting.word(base.scenario)
        text = difference.text
        reason = difference.reason
        tone = difference.tone ?? .even
        sign = tone == .even ? "" : difference.value?.isNegative == true ? "▼" : "▲"
        judgement =
            switch tone {
            case .good: setting.words[.better]
            case .bad: setting.words[.worse]
            case .even: nil
            }
    }
}
