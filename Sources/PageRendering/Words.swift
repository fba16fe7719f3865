import FigureWording
/// The words of a theme in one language.
struct Words: Sendable {
    /// A text that the program itself asks for; every language of a theme must have all of them.
    enum Key: String, CaseIterable, Sendable {
        case figures, definitions, audit, total, other, notAssigned = "not_assigned"
        case actual, previousYear = "previous_year", previousPeriod = "previous_period"
        case plan, forecast, model
        case against, and, asOf = "as_of"
        case inUnit = "in_unit", byDimension = "by_dimension"
        case month, quarter, half, year, period, metric, cohort, step
        case better, worse
        case roundingNote = "rounding_note", incompleteNote = "incomplete_note"
        case undefinedNote = "undefined_note", openBridgeNote = "open_bridge_note"
        case notDrawn = "not_drawn", notShown = "not_shown", notKnownBy = "not_known_by"
        case partialNote = "partial_note"
        case noRows = "no_rows", divisionByZero = "division_by_zero", afterAsOf = "after_as_of"
        case missingInput = "missing_input"
        case cohortCorner = "cohort_corner", cohortTitle = "cohort_title"
        case cohortSize = "cohort_size"
        case movements, opening, closing
        case newMRR = "bridge_new_mrr", reactivationMRR = "bridge_reactivation_mrr"
        case expansionMRR = "bridge_expansion_mrr", contractionMRR = "bridge_contraction_mrr"
        case churnedMRR = "bridge_churned_mrr", fxMRR = "bridge_fx_mrr"
        case discountExpiryMRR = "bridge_discount_expiry_mrr"
        case walkBase = "walk_base", walkRetained = "walk_retained", walkJoined = "walk_joined"
        case rose, fell, unchanged, range, lastAgainst = "last_against", partsSummary = "parts"
        case band, expected, expectedWithin = "expected_within", expectedLikely = "expected_likely"
        case cameWithin = "came_within"
        case stagesTitle = "stages_title", ofStageBefore = "of_stage_before"
        case ofFirstStage = "of_first_stage", cumulative, together, largestAlone = "largest_alone",
            largestPart = "largest_part",
            spreadOfFew = "spread_of_few", movedApart = "moved_apart"
        case areaOf = "area_of", medianIs = "median_is", beyond, countedBySize = "counted_by_size"
        case rowCount = "row_count", logScale = "log_scale", spread, contracts, dueSummary =
            "due_summary"
        case wentOn = "went_on", stands, noPlan = "no_plan", growthRate = "growth_rate"
        case bridgeSummary = "bridge", cohortSummary = "cohorts", noValues = "no_values"
        case money, percent, count, days, months, ratio, score
        case higherIsBetter = "higher_is_better", lowerIsBetter = "lower_is_better"
        case flow, balance, rate, needs, ownDefinition = "own_definition"
        case limitOf = "limit_of", standard, option, limit, red, amber, green
        case pageOf = "page_of", claims, assertions, warnings, generator
        case page, pack, notTranslated = "not_translated"
        case textNotTranslated = "text_not_translated"
        case forDecision = "for_decision", forDiscussion = "for_discussion"
        case forNoting = "for_noting", ownedBy = "owned_by", presentedBy = "presented_by"
        case minutes, writtenOn = "written_on"
        case checks, checksPassed = "checks_passed", checkPassed = "check_passed"
        case checkFailed = "check_failed", checkWarned = "check_warned"
        case checkNotJudged = "check_not_judged", comparisons, andMore = "and_more", control, row
    }

    let texts: [String: String]
    /// For templates.
    let view: ViewValue

    init(texts: [String: String]) {
        self.texts = texts
        view = .record(ViewRecord(texts.mapValues(ViewValue.text)))
    }

    /// Words that a language may do without: of dimensions, areas, values, and short forms.
    static func isOptional(_ key: String) -> Bool {
        ["dimension_", "area_", "value_", "short_", "renewal_"].contains { key.hasPrefix($0) }
    }

    subscript(key: Key) -> String { texts[key.rawValue] ?? key.rawValue }

    /// A pattern with each `{name}` replaced.
    subscript(key: Key, values: KeyValuePairs<String, String>) -> String {
        self[key].filling(values)
    }

    /// What the company's readers call a dimension; its own name where the theme has no word.
    func dimension(_ id: String) -> String {
        texts["dimension_" + id] ?? id.replacing("_", with: " ").replacing(".", with: " ")
    }

    /// A value that is one of our own words, such as `one_time`, in the reader's language.
    func value(_ value: String, in dimension: String) -> String {
        guard ["type", "stage", "category"].contains(dimension) else { return value }
        return texts["value_" + value] ?? value
    }

    /// A word for where there is little room.
    func short(_ word: String) -> String { texts["short_" + word] ?? word }
}

extension String {
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
