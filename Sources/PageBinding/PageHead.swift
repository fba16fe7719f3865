import ConfigReading
import Diagnostics
import KPIComputing
import MarkdownReading
import ReportModel

/// What the front matter of a page says.
struct PageHead {
    var title: String?
    var order = 1000
    var section: String?
    var period: Period
    var assertion: Expression?
    var each: String?
    var isInPack: Bool?
    var facts = PageFacts()
    /// Whether it stands above what is written about one value, whose page has a head already.
    var isOfValue = false

    /// As that of the page that is translated or commented on, if any.
    init(_ original: BoundPage?, _ ground: BindingGround) {
        period = original?.period ?? ground.settings.period
        guard let original else { return }
        order = original.order
        section = original.section
        assertion = original.assertion
        each = original.each
        isInPack = original.isInPack
        facts = original.facts
    }

    /// - Returns: false where it can't be used.
    mutating func read(
        _ text: PageText, _ ground: BindingGround, _ found: inout [Diagnostic]
    ) -> Bool {
        guard let raw = text.frontMatter,
            let root = readYAML(
                raw.text, path: text.path, firstLine: raw.location.line, diagnostics: &found)
        else { return true }
        guard var cursor = YAMLCursor(root, name: "front matter", isFile: true, diagnostics: &found)
        else { return false }
        if isOfValue {
            for key in ["title", "order", "section", "period", "each", "pack"] {
                guard let node = cursor.take(key) else { continue }
                found.append(
                    Diagnostic(
                        id: "key-without-effect",
                        "'\(key)' has no effect above what is written about one value",
                        remedy: "write it in the page that all of them have", at: node.location))
            }
        }
        title = cursor.text("title", &found)
        order = cursor.integer("order", in: 0...100_000, &found) ?? order
        section = cursor.text("section", &found) ?? section
        if let own = cursor.formula("assert", &found) {
            assertion = own
            found += formulaDiagnostics(own, ground.catalogue)
        }
        if let node = cursor.take("period"), let name = node.scalarText(named: "period", &found),
            let own = readPeriodText(
                name, calendar: ground.settings.calendar, asOf: ground.settings.asOf,
                at: node.location, &found)
        {
            period = own
        }
        isInPack = cursor.flag("pack", &found) ?? isInPack
        readFacts(&cursor, &found)
        readEach(&cursor, ground, &found)
        for key in ["editions", "type"] {
            guard let node = cursor.take(key), node.text != "page" else { continue }
            let isType = key == "type"
            found.append(
                Diagnostic(
                    isType ? .error : .warning, id: "not-supported",
                    isType
                        ? "'type: \(node.text ?? "…")' is not built by this version"
                        : "'editions' has no effect in this version",
                    remedy: isType
                        ? "leave the key out"
                        : "give the site to nobody who must not see this page",
                    at: node.location))
        }
        cursor.finish(&found)
        return true
    }

    private mutating func readFacts(_ cursor: inout YAMLCursor, _ found: inout [Diagnostic]) {
        facts.owner = cursor.text("owner", &found) ?? facts.owner
        facts.presenter = cursor.text("presenter", &found) ?? facts.presenter
        facts.minutes = cursor.integer("minutes", in: 1...600, &found) ?? facts.minutes
        facts.purpose = cursor.choice("for", &found) ?? facts.purpose
        guard let node = cursor.take("date"), let name = node.scalarText(named: "date", &found)
        else { return }
        if let day = Day(iso: name) {
            facts.date = day
        } else {
            found.append(
                Diagnostic(
                    id: "date-invalid", "'\(name)' is not a day", remedy: "write 2026-10-04",
                    at: node.location))
        }
    }

    private mutating func readEach(
        _ cursor: inout YAMLCursor, _ ground: BindingGround, _ found: inout [Diagnostic]
    ) {
        guard let node = cursor.take("each"), let name = node.scalarText(named: "each", &found)
        else { return }
        if ground.dimensions.contains(name) {
            each = name
        } else {
            found.append(
                Diagnostic(
                    id: "dimension-unknown", "there is no dimension '\(name)'",
                    remedy: didYouMean(name, among: ground.dimensions), at: node.location))
        }
    }
}
