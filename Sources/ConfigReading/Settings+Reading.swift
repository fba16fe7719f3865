package import Diagnostics
package import ReportModel

/// `content/revsite.yml` to settings, or nil when something that all else needs is missing or wrong.
///
/// Settings beside an error are good for checking the rest of the workspace and for nothing else.
/// Every key of the contract is known; one that this version does not act on is a warning, or an
/// error where ignoring it would make figures wrong. Anything else is `unknown-key`.
/// - Parameter periodOverride: a period from the command line, in place of the file's.
package func readSettings(
    _ text: String, path: String, periodOverride: String? = nil,
    diagnostics: inout [Diagnostic]
) -> Settings? {
    var found: [Diagnostic] = []
    defer { diagnostics += found }
    let top = SourceLocation(path: path, line: 1, column: 1)
    guard let root = readYAML(text, path: path, diagnostics: &found) else {
        if !found.hasErrors {
            found.append(
                Diagnostic(
                    id: "settings-empty", "the settings are empty",
                    remedy: "start with 'site:', 'company:', 'period:', 'as_of:' and 'tables:'",
                    at: top))
        }
        return nil
    }
    guard var cursor = YAMLCursor(root, name: "revsite.yml", isFile: true, diagnostics: &found)
    else {
        return nil
    }
    let site = readSite(&cursor, &found)
    let company = readCompany(&cursor, &found)
    let calendar = company?.calendar ?? FiscalCalendar()
    let asOf = readAsOf(&cursor, &found)
    let periodPlace = periodOverride == nil ? cursor.location(of: "period") : nil
    let period = readPeriod(&cursor, override: periodOverride, calendar, asOf, &found)
    if let period, let asOf, let periodPlace, period.start > asOf {
        found.append(
            Diagnostic(
                id: "period-outside-data",
                "the period \(period.name) begins after the data was taken (\(asOf))",
                remedy: "report a period that has begun, or set 'as_of' to the day of the data",
                at: periodPlace))
    }
    let dimensions = cursor.texts("dimensions", &found)
    let named = cursor.keys(beneath: "tables")
    let (tables, basis) = readTables(
        &cursor, dimensions: dimensions.map(\.value), timeZone: company?.timeZone,
        currency: company?.currency, diagnostics: &found)
    let options = readMetricOptions(&cursor, &found)
    let stages = readStages(&cursor, &found)
    let health = readHealth(&cursor, &found)
    let checks = readChecks(
        &cursor,
        CheckGround(
            tables: Set(named.compactMap(TableName.init(named:))),
            dimensions: dimensions.map(\.value),
            calendar: calendar, period: period, asOf: asOf), &found)
    readLater(&cursor, &found)
    cursor.finish(&found)
    // With something to stand in for what is wrong, so that pages and tables are checked too.
    guard let company, let period = period ?? asOf.map({ calendar.period(calendar.month(of: $0)) })
    else {
        return nil
    }
    var settings = Settings(
        site: site ?? Settings.Site(title: company.name), companyName: company.name,
        currency: company.currency, calendar: calendar,
        period: period, asOf: asOf ?? period.end, tables: tables, basis: basis ?? .ledger,
        dimensions: dimensions, options: options, path: path)
    settings.periodLocation = periodPlace
    settings.checks = checks
    settings.stages = stages
    settings.health = health
    return settings
}

private func readSite(_ cursor: inout YAMLCursor, _ found: inout [Diagnostic]) -> Settings.Site? {
    let place = cursor.location(of: "site")
    guard var site = cursor.map("site", &found) else {
        if place != nil { return nil }
        found.append(
            Diagnostic(
                id: "key-missing", "the settings lack 'site'",
                remedy: "add 'site:' with a 'title:' beneath it", at: cursor.location))
        return nil
    }
    let title = site.requiredText("title", remedy: "name the pack: 'title: Board pack'", &found)
    let url = site.text("url", &found)
    let theme = site.text("theme", &found) ?? "boardroom"
    let languages = site.texts("languages", &found)
    let isUnsafe = site.flag("unsafe_html", &found) ?? false
    site.finish(&found)
    let known = ["en", "es"]
    for language in languages where !known.contains(language.value) {
        let isPlanned = ["pl", "ro", "zh-Hans"].contains(language.value)
        found.append(
            Diagnostic(
                id: "language-unknown", "there is no language '\(language.value)'",
                remedy: isPlanned
                    ? "this version speaks en and es" : didYouMean(language.value, among: known),
                at: language.location))
    }
    for (index, language) in languages.enumerated()
    where languages[..<index].contains(where: { $0.value == language.value }) {
        found.append(
            Diagnostic(
                id: "value-given-twice", "the language '\(language.value)' is given twice",
                remedy: "keep one", at: language.location))
    }
    guard let title else { return nil }
    let spoken = languages.map(\.value).filter(known.contains)
    return Settings.Site(
        title: title, url: url, theme: theme, languages: spoken.isEmpty ? ["en"] : spoken,
        allowsUnsafeHTML: isUnsafe)
}

private struct Company {
    var name: String
    var currency: String
    var calendar: FiscalCalendar
    var timeZone: String?
}

private func readCompany(_ cursor: inout YAMLCursor, _ found: inout [Diagnostic]) -> Company? {
    let place = cursor.location(of: "company")
    guard var company = cursor.map("company", &found) else {
        if place != nil { return nil }
        found.append(
            Diagnostic(
                id: "key-missing", "the settings lack 'company'",
                remedy: "add 'company:' with 'name:' and 'currency:' beneath it",
                at: cursor.location))
        return nil
    }
    let name = company.requiredText("name", remedy: "write the company's name", &found)
    let currencyNode = company.take("currency")
    let currency = currencyNode?.scalarText(named: "company.currency", &found)
    if let currencyNode, let currency,
        currency.utf8.count != 3 || !currency.utf8.allSatisfy({ 65...90 ~= $0 })
    {
        found.append(
            Diagnostic(
                id: "currency-unknown", "'\(currency)' is not a currency code",
                remedy: "write three capitals as in ISO 4217: EUR", at: currencyNode.location))
    } else if currency == nil, currencyNode?.isEmpty ?? true {
        found.append(
            Diagnostic(
                id: "key-missing", "'company' lacks the key 'currency'",
                remedy: "write the reporting currency: 'currency: EUR'", at: company.location))
    }
    let timeZone = readTimeZone(&company, &found)
    let startPlace = company.location(of: "fiscal_year_start")
    let start = company.integer("fiscal_year_start", in: 1...12, &found) ?? 1
    let label: YearLabel? = company.choice("fiscal_year_label", &found)
    var calendar = FiscalCalendar(
        startMonth: start, yearLabel: label == .start ? .start : .end)
    if let weeks = readWeekCalendar(&company, calendar.yearLabel, &found) { calendar = weeks }
    if calendar.weeks != nil, let startPlace {
        found.append(
            Diagnostic(
                id: "value-given-twice",
                "the fiscal year starts by 'fiscal_year_start' and by 'calendar'",
                remedy: "keep one", at: startPlace))
    }
    company.finish(&found)
    guard let currency else { return nil }
    return Company(
        name: name ?? "", currency: currency,
        calendar: calendar,
        timeZone: timeZone)
}

/// The values of `fiscal_year_label`.
private enum YearLabel: String, CaseIterable {
    case start, end
}

private func readAsOf(_ cursor: inout YAMLCursor, _ found: inout [Diagnostic]) -> Day? {
    guard let node = cursor.take("as_of"), !node.isEmpty else {
        found.append(
            Diagnostic(
                id: "key-missing", "the settings lack 'as_of'",
                remedy: "write the day the data was taken: 'as_of: 2026-10-04'",
                at: cursor.location))
        return nil
    }
    guard let text = node.scalarText(named: "as_of", &found) else { return nil }
    if let day = Day(iso: text) { return day }
    found.append(
        Diagnostic(
            id: "date-invalid", "'\(text)' is not a date",
            remedy: "write it as year-month-day: 2026-10-04", at: node.location))
    return nil
}

private func readPeriod(
    _ cursor: inout YAMLCursor, override: String?, _ calendar: FiscalCalendar, _ asOf: Day?,
    _ found: inout [Diagnostic]
) -> Period? {
    let node = cursor.take("period")
    guard let text = override ?? node?.scalarText(named: "period", &found) else {
        if node?.isEmpty ?? true {
            found.append(
                Diagnostic(
                    id: "key-missing", "the settings lack 'period'",
                    remedy: "write the period of the report: 'period: 2026-Q3'",
                    at: node?.location ?? cursor.location))
        }
        return nil
    }
    let place = override == nil ? node?.location : nil
    return readPeriodText(text, calendar: calendar, asOf: asOf, at: place, &found)
}

/// A period as an author writes it, or a diagnostic `period-invalid` at its place.
package func readPeriodText(
    _ text: String, calendar: FiscalCalendar, asOf: Day?, at location: SourceLocation?,
    _ diagnostics: inout [Diagnostic]
) -> Period? {
    do throws(FiscalCalendar.PeriodError) {
        return try calendar.period(text, asOf: asOf ?? Day(number: 0))
    } catch {
        let remedy =
            switch error {
            case .malformed: "write 2026-09, 2026-Q3, 2026-H1, 2026 or 2026-YTD"
            case .prefixNeeded:
                "the fiscal year starts later than January: write FY\(text) or CY\(text)"
            case .weeksNeeded:
                "the fiscal year is one of whole weeks: write FY2026-P09, FY2026-Q3 or FY2026"
            }
        diagnostics.append(
            Diagnostic(
                id: "period-invalid", "'\(text)' is not a period", remedy: remedy, at: location))
        return nil
    }
}

/// Keys of the contract that this version reads past, so that a workspace may already carry them.
private func readLater(_ cursor: inout YAMLCursor, _ found: inout [Diagnostic]) {
    for key in [
        "mail", "approvals", "restatements", "embargo",
    ] {
        guard let node = cursor.take(key) else { continue }
        found.append(
            Diagnostic(
                .warning, id: "not-supported", "'\(key)' has no effect in this version",
                remedy: "leave it out until it has", at: node.location))
    }
    if let editions = cursor.take("editions") {
        found.append(
            Diagnostic(
                .warning, id: "not-supported",
                "'editions' has no effect in this version: the one site there is withholds nothing",
                remedy: "give it to nobody who must not see all of it", at: editions.location))
    }
    if let limits = cursor.take("limits") {
        found.append(
            Diagnostic(
                id: "unknown-key", "'revsite.yml' has no key 'limits'",
                remedy: "it belongs in content/metrics.yml", at: limits.location))
    }
    for key in ["engine", "entities"] {
        guard let node = cursor.take(key) else { continue }
        found.append(
            Diagnostic(
                id: "not-supported", "'\(key)' is not computed by this version",
                remedy: "leave it out", at: node.location))
    }
}
