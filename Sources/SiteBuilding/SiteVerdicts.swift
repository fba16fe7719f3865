import Diagnostics
import FigureJudging
import FigureWording
import KPIComputing
import PageBinding
import PageRendering
import ReportModel

/// What was found true or false in what the pages say.
struct SiteVerdicts: Sendable {
    private(set) var claims = 0
    private(set) var assertions = 0
    private var found: [Diagnostic] = []
    /// What is wrong at one place of a form, for several values.
    private var repeated: [Place: (first: [Diagnostic], more: Int)] = [:]

    private struct Place: Hashable {
        var location: SourceLocation?
        var id: String
    }

    /// At one place of a form.
    private static let most = 5

    /// Judges the pages that stand for themselves, in each language.
    mutating func judge(_ inputs: WorkspaceInputs, _ computation: Computation) {
        for language in inputs.languages {
            let writer = FigureWriter(language: language, currency: inputs.settings.currency)
            for page in inputs.written.pages[language.code] ?? [] where page.fallback == nil {
                take(FigureJudging.judge(page, computation: computation, writer: writer))
            }
        }
    }

    /// Judges the page of a value.
    mutating func judge(
        _ page: BoundPage, of series: PageSeries, at index: Int, _ language: Language,
        _ inputs: WorkspaceInputs, _ computation: Computation
    ) {
        // What is not translated is judged in its own language.
        let page = page.foreignText == nil ? page : series.page(at: index)
        // Of a form that says nothing that could be false one page tells all.
        let hasOwn = page.bindings.count > series.page.bindings.count
        guard index == 0 || hasOwn || series.page.hasStatements else { return }
        let isOwnLanguage = page.fallback == nil && series.page.fallback == nil
        guard isOwnLanguage else { return }
        let writer = FigureWriter(language: language, currency: inputs.settings.currency)
        var verdict = FigureJudging.judge(
            page, computation: computation.of(page.part), writer: writer)
        let value = page.part.parts[0]
        verdict.diagnostics = verdict.diagnostics.map { diagnostic in
            var named = diagnostic
            named.message += ", for the \(value.dimension) '\(value.value)'"
            return named
        }
        take(verdict, isOfForm: true)
    }

    private mutating func take(_ verdict: PageVerdict, isOfForm: Bool = false) {
        claims += verdict.claims
        assertions += verdict.assertions
        if !isOfForm {
            found += verdict.diagnostics
            return
        }
        for diagnostic in verdict.diagnostics { add(diagnostic) }
    }

    private mutating func add(_ diagnostic: Diagnostic) {
        let place = Place(location: diagnostic.location, id: diagnostic.id)
        var known = repeated[place] ?? ([], 0)
        if known.first.count < Self.most {
            known.first.append(diagnostic)
        } else {
            known.more += 1
        }
        repeated[place] = known
    }

    /// Counts what was judged elsewhere.
    mutating func add(claims: Int, assertions: Int) {
        self.claims += claims
        self.assertions += assertions
    }

    mutating func merge(_ other: SiteVerdicts) {
        claims += other.claims
        assertions += other.assertions
        found += other.found
        for (place, list) in other.repeated {
            for diagnostic in list.first { add(diagnostic) }
            if let known = repeated[place] {
                repeated[place] = (known.first, known.more + list.more)
            }
        }
    }

    /// All of it; of what is wrong for many values the first few.
    var diagnostics: [Diagnostic] {
        found
            + repeated.values.flatMap { list in
                let sorted = list.first.sorted { $0.message < $1.message }
                guard list.more > 0, var last = sorted.last else { return sorted }
                // The mark at its beginning has it stand after the others.
                last.message = "… and the same for \(list.more) more"
                last.remedy = nil
                return sorted + [last]
            }
    }
}

extension BoundPage {
    /// Whether it says something that may be false of one value and true of another.
    fileprivate var hasStatements: Bool {
        assertion != nil
            || bindings.values.contains { binding in
                switch binding {
                case .figure(let request): request.claim != nil
                case .chart(let request): request.captions.assertion != nil
                case .table(let request): request.captions.assertion != nil
                case .tiles, .note: false
                }
            }
    }
}
