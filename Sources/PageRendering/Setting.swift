import ChartDrawing
import Diagnostics
import FigureWording
import FormulaReading
import KPIComputing
import MarkdownReading
import PageBinding
import ReportModel

/// What all pages of a site have in common; an object, for each of them has it.
final class SiteGround: Sendable {
    let site: SitePages
    let writer: FigureWriter
    /// Of pages that are not translated.
    let baseWriter: FigureWriter
    /// What happened in the company, in order of time.
    let events: [Remark]
    let drawings = DrawingMemory()
    /// The period of the site and the day of its data in words.
    let period: String
    let asOf: String
    /// Those for whose values there are very many pages.
    let largeDimensions: Set<String>

    init(_ site: SitePages) {
        self.site = site
        let currency = site.settings.currency
        period = site.language.text(site.settings.period)
        asOf = site.language.text(site.settings.asOf)
        writer = FigureWriter(language: site.language, currency: currency)
        baseWriter = FigureWriter(language: site.base, currency: currency)
        events = Setting.inOrder(site.events)
        largeDimensions = Set(site.series.filter(\.isLarge).map(\.dimension))
    }
}

/// What everything on a page is worded and linked with.
final class Setting: Sendable {
    let ground: SiteGround
    let words: Words
    let writer: FigureWriter
    /// That of the page's text: the site's own, but for a page that is not translated.
    let language: Language
    /// From the page to the top of its language: empty, or `../`.
    let root: String
    let page: BoundPage
    /// Of the part of the company that the page is about.
    let computation: Computation
    /// What is remarked on periods: the notes of the page and the events of the company, in order of
    /// time.
    let remarks: [Remark]
    /// What the ids of the page begin with where it stands among others.
    let idPrefix: String

    /// - Parameters:
    ///   - slug: of the page that the content stands on, where that is another one.
    ///   - idPrefix: what the ids of the content begin with there.
    init(
        _ ground: SiteGround, _ words: Words, page: BoundPage, at slug: String? = nil,
        idPrefix: String = ""
    ) {
        self.idPrefix = idPrefix
        self.ground = ground
        computation =
            page.part == .whole
            ? ground.site.computation : ground.site.computation.of(page.part)
        self.words = words
        self.page = page
        remarks = Self.remarks(ground, page)
        writer = page.fallback == nil ? ground.writer : ground.baseWriter
        language = writer.language
        root = Self.root(of: slug ?? page.slug)
    }

    var site: SitePages { ground.site }

    /// A period in the words of the page.
    func text(_ period: Period) -> String {
        page.fallback == nil && period == site.settings.period
            ? ground.period : language.text(period)
    }

    private static func remarks(_ ground: SiteGround, _ page: BoundPage) -> [Remark] {
        let hasNotes = page.bindings.values.contains { binding in
            if case .note = binding { true } else { false }
        }
        if !hasNotes { return ground.events }
        let notes = page.bindingsInOrder.compactMap { binding -> Remark? in
            guard case .note(let note) = binding else { return nil }
            return Remark(
                period: note.period, text: inOneLine(note.text), location: note.location)
        }
        return inOrder(notes + ground.site.events)
    }

    /// In order of time, those of one period as they come.
    static func inOrder(_ remarks: [Remark]) -> [Remark] {
        remarks.enumerated().sorted {
            ($0.element.period.last, $0.offset) < ($1.element.period.last, $1.offset)
        }.map(\.element)
    }

    private static func inOneLine(_ text: String) -> String {
        text.split { $0.isWhitespace }.joined(separator: " ")
    }

    /// Whether a block is of the part of the page's text that is in another language.
    func isForeign(_ block: Block) -> Bool { block.location.path == page.foreignText?.path }

    var asOf: Day { site.settings.asOf }

    func metric(_ id: String) -> MetricDefinition? { computation.catalogue.metrics[id] }

    func label(_ metric: MetricDefinition) -> String {
        metric.label[language.code] ?? metric.label["en"] ?? metric.id
    }

    func label(_ id: String) -> String { metric(id).map { label($0) } ?? id }

    /// `NRR` where there is little room; the label where there is no such word.
    func shortLabel(_ metric: MetricDefinition) -> String {
        metric.id.utf8.count <= 4 ? metric.id.uppercased() : label(metric)
    }

    /// A step of a bridge of recurring revenue.
    func movement(_ metric: String) -> String {
        if metric == "joined_later" { return words[.walkJoined] }
        return Words.Key(rawValue: "bridge_" + metric).map { words[$0] } ?? label(metric)
    }

    /// What a page calls a value of a dimension.
    func name(of value: String, in dimension: String) -> String {
        if value.isEmpty { return words[.notAssigned] }
        let name = computation.name(of: value, in: dimension)
        return name == value ? words.value(value, in: dimension) : name
    }

    func definition(_ metric: MetricDefinition) -> String {
        computation.definitionText(of: metric, language: language.code)
    }

    private static func root(of slug: String) -> String {
        String(repeating: "../", count: slug.utf8.count { $0 == UInt8(ascii: "/") })
    }

    /// Whether the page holds the figures of its tables itself, since there are very many like it.
    var holdsData: Bool {
        page.part.parts.count == 1
            && ground.largeDimensions.contains(page.part.parts[0].dimension)
    }

    /// From the page to the top of the site.
    var siteRoot: String { site.prefix.isEmpty ? root : root + "../" }

    /// The page of a value, from this page; nil where it has none, or is this one.
    func link(to value: String, in dimension: String) -> String? {
        guard let slug = site.slug(of: value, in: dimension), slug != page.slug else { return nil }
        return "\(root)\(slug).html"
    }

    /// Where a metric is defined, from this page.
    func definitionLink(_ metric: String) -> String { "\(root)definitions.html#\(metric)" }

    /// The name of a value as a page writes it.
    func name(of row: FigureGrid.Row, _ axis: GridQuery.Axis) -> String {
        switch row.kind {
        case .value:
            if case .dimension(let dimension) = axis {
                name(of: row.key, in: dimension)
            } else {
                row.name
            }
        case .other: words[.other, ["n": String(row.valueCount)]]
        case .total: words[.total]
        case .period: language.text(row.period, .short)
        }
    }

    /// Why a figure is undefined, as a clause.
    func reason(_ undefined: Undefined) -> String {
        switch undefined {
        case .noRows(let what): words[.noRows, ["what": readable(what)]]
        case .divisionByZero(let what): words[.divisionByZero, ["what": readable(what)]]
        case .afterAsOf(let day): words[.afterAsOf, ["day": language.text(day)]]
        case .notKnown(let what): readable(what)
        case .missingInput(let what): words[.missingInput, ["what": readable(what)]]
        }
    }

    /// A reason with the periods and metrics that it names written as on the page: `Sep 2026` for
    /// `2026-09`, and `plan of NRR` for `plan of nrr`.
    private func readable(_ reason: String) -> String {
        var before = Substring()
        return reason.split(separator: " ", omittingEmptySubsequences: false).map { word in
            defer { before = word }
            let end = word.last.map { ",.;:".contains($0) } ?? false
            let bare = String(end ? word.dropLast() : word)
            let mark = end ? String(word.suffix(1)) : ""
            if before == "of", let metric = metric(bare) { return shortLabel(metric) + mark }
            let ends = bare.split(separator: "–").map { end -> String? in
                guard end.contains("-") else { return nil }
                return (try? site.settings.calendar.period(String(end), asOf: asOf)).map {
                    language.text($0, .short)
                }
            }
            guard let from = ends.first ?? nil, let to = ends.last ?? nil else {
                return String(word)
            }
            return
                (ends.count == 1
                ? from : language.periods.range.filling(["from": from, "to": to])) + mark
        }.joined(separator: " ")
    }

    func word(_ scenario: Scenario) -> String {
        switch scenario {
        case .actual: words[.actual]
        case .previousPeriod: words[.previousPeriod]
        case .previousYear: words[.previousYear]
        case .plan: words[.plan]
        case .forecast: words[.forecast]
        case .model: words[.model]
        }
    }

    func word(_ grain: Period.Grain) -> String {
        switch grain {
        case .month: words[.month]
        case .quarter: words[.quarter]
        case .half: words[.half]
        case .year: words[.year]
        case .yearToDate, .run: words[.period]
        }
    }

    /// `Q3 2026, AC, PL, PY`.
    func when(_ period: String, _ comparisons: [Scenario], of main: Scenario = .actual) -> String {
        // The codes stay in one line.
        period + ", " + ([main.code] + comparisons.map(\.code)).joined(separator: ",\u{A0}")
    }

    /// What figures of metrics are: a forecast where all of them are forecasts of others.
    func main(_ metrics: [MetricDefinition]) -> Scenario {
        metrics.allSatisfy { computation.forecastMetric(of: $0) != nil } ? .forecast : .actual
    }

    /// `Halden Instruments · Revenue in €m by region · Q3 2026, AC, PL, PY`.
    func titleLine(_ what: String, _ when: String, of filter: Expression? = nil) -> String {
        var line = site.settings.companyName
        for part in page.part.parts { line += ", " + name(of: part.value, in: part.dimension) }
        if let filter { line += ", " + words(of: filter) }
        return line + " · " + what + " · " + when
    }

    /// The part of the company that a filter leaves: its values by name where it says no more, else as
    /// it is written.
    private func words(of filter: Expression) -> String {
        func value(_ filter: Expression) -> String? {
            switch filter.kind {
            case .binary(.equal, let left, let right):
                guard case .name(let dimension) = left.kind, case .text(let value) = right.kind
                else {
                    return nil
                }
                return name(of: value, in: dimension)
            case .binary(.and, let left, let right):
                guard let one = value(left), let other = value(right) else { return nil }
                return one + ", " + other
            default:
                return nil
            }
        }
        return value(filter) ?? filter.text
    }

    /// `Revenue in €m`; the name alone where figures carry their unit or have none.
    func title(_ name: String, in unit: String) -> String {
        unit.isEmpty ? name : words[.inUnit, ["what": name, "unit": unit]]
    }
}
