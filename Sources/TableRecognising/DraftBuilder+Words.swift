import ReportModel

extension DraftBuilder {
    private static let distinctLimit = 200

    /// Finds our words among theirs.
    mutating func translate(_ rule: FieldRule, _ column: SampledColumn) {
        guard let theirs = column.distinct(limit: Self.distinctLimit) else {
            draft.doubt("\(shown(column)) has many values to be the field \(rule.field)")
            if rule.field == "type" || rule.field == "category" { draft.remove(rule.field) }
            return
        }
        var found: [String: [String]] = [:]
        var unknown: [String] = []
        for text in theirs {
            let plain = squashed(text)
            if let word = rule.words.first(where: { $0.theirs.contains(plain) }) {
                found[word.ours, default: []].append(text)
            } else {
                unknown.append(text)
            }
        }
        if rule.field == "stage" {
            readFlags(of: column, &found, &unknown)
        } else if !unknown.isEmpty {
            settle(unknown, rule, isAll: found.isEmpty, &found)
        }
        if !draft.gives(rule.field) { return }
        let words = rule.words.map(\.ours).compactMap { ours -> (String, [String])? in
            guard let theirs = found[ours], theirs != [ours] else { return nil }
            return (ours, theirs)
        }
        if !words.isEmpty {
            draft.values.removeAll { $0.field == rule.field }
            draft.values.append((rule.field, words))
        }
    }

    /// Words that nobody knows, in fields that take none but ours.
    private mutating func settle(
        _ unknown: [String], _ rule: FieldRule, isAll: Bool, _ found: inout [String: [String]]
    ) {
        let listed = yamlList(Array(unknown.prefix(8))) + (unknown.count > 8 ? " and others" : "")
        switch rule.field {
        case "interval", "status":
            let word = rule.field == "interval" ? "month" : "active"
            found[word, default: []] += unknown
            draft.doubt("\(listed) of '\(rule.field)' counts as \(word)")
        case "type", "category":
            if isAll {
                draft.remove(rule.field)
                if schema.table == .opportunities, rule.field == "type",
                    sample.columns.contains(where: { $0.name == rule.field })
                {
                    // The column is read for its name; a word that isn't ours would hide all deals.
                    draft.compute(rule.field, "\"new\"")
                    draft.doubt("\(listed) of 'type' are no words for it: all deals count as new")
                } else {
                    draft.doubt("\(listed) are no words for '\(rule.field)', which is not mapped")
                }
            } else {
                draft.doubt("\(listed) of '\(rule.field)' are none of our words")
            }
        default: draft.doubt("\(listed) of '\(rule.field)' are none of our words")
        }
    }

    /// Stages that no word tells, by the columns that say whether a deal is closed and won.
    private mutating func readFlags(
        of column: SampledColumn, _ found: inout [String: [String]], _ unknown: inout [String]
    ) {
        let won = sample.column(anyOf: "iswon|won|isclosedwon|hsisclosedwon")
        let closed = sample.column(anyOf: "isclosed|closed|hsisclosed|isdealclosed")
        let lost = sample.column(anyOf: "isclosedlost|islost|hsisclosedlost")
        for text in unknown {
            let rows = column.cells.indices.filter { column.cells[$0] == text }
            func all(_ flag: SampledColumn?, are value: Bool) -> Bool {
                flag.map { flag in rows.allSatisfy { isTrue(flag.cells[$0]) == value } } ?? false
            }
            if all(won, are: true) {
                found["won", default: []].append(text)
            } else if all(lost, are: true) || all(closed, are: true) && all(won, are: false) {
                found["lost", default: []].append(text)
            } else if !all(closed, are: false), won != nil {
                draft.doubt("deals of the stage \(yamlScalar(text)) are partly closed: open here")
            }
        }
        let isByFlags = won != nil && (closed != nil || lost != nil)
        if isByFlags, !found.isEmpty {
            draft.findings.append("won and lost stages by the flags of closed deals")
        }
        if schema.table == .opportunities {
            let words = [
                ("won", ["Closed Won", "closedwon"]), ("lost", ["Closed Lost", "closedlost"]),
            ]
            for (ours, standard) in words where found[ours] == nil {
                found[ours] = standard
                draft.doubt("no stage of the file is known to be \(ours)")
            }
        }
    }

    func isTrue(_ cell: String) -> Bool? {
        switch squashed(cell) {
        case "true", "1", "yes", "t", "y", "ja", "si", "wahr", "oui": true
        case "false", "0", "no", "f", "n", "nein", "falsch", "non", "": false
        default: nil
        }
    }
}
