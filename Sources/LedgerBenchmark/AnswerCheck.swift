import Foundation

/// Figures as `revsite kpi --format json` and `data/figures.json` list them.
private struct Listing: Decodable {
    struct Entry: Decodable {
        var metric: String
        var period: String
        var cut: [String: String]
        var value: Decimal?
        var reason: String?

        /// What the peer calls the same figure.
        var key: String {
            let parts = cut.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
            return "\(metric) \(period)" + parts.joined()
        }
    }

    var figures: [Entry]
}

/// Compares every figure that revsite gives with the peer's, exactly, and closes the bridges.
struct AnswerCheck {
    private let answers: PeerAnswers
    private(set) var differences: [String] = []
    private var compared = 0
    private var closed = 0
    /// What revsite said, by key.
    private var given: [String: Decimal] = [:]

    init(answers: PeerAnswers) { self.answers = answers }

    var summary: String {
        let verdict =
            differences.isEmpty
            ? "none differs"
            : "\(differences.count) differences:\n" + differences.joined(separator: "\n")
        return "\(given.count) figures of revsite compared with DuckDB's in \(compared) places; "
            + "the bridge closes in \(closed) of \(answers.months.count) months; " + verdict
    }

    /// The site's own figures, and those that the command line gives beyond them.
    mutating func run(revsite: String, ledger: Ledger) throws {
        let scratch = ledger.folder
        let workspace = ["--workspace", ledger.folder.path]
        try ChildProcess.run(revsite, ["build"] + workspace, scratch: scratch)
            .requireSuccess("revsite build")
        let site = ledger.folder.appending(path: "output/data/figures.json")
        try compare(Data(contentsOf: site), from: "the site")

        let last = String(answers.months.count)
        var questions = [
            ["mrr", "recurring_revenue", "nrr", "grr", "top10_share"],
            ["revenue", "customers", "--by", "month", "--last", last],
            ["nrr", "grr", "--by", "month", "--last", String(answers.months.count - 12)],
            ["mrr", "--series", "movements", "--last", last],
            ["mrr", "--series", "cohorts"],
            ["customers", "--series", "cohorts"],
        ]
        for cut in answers.cuts { questions.append(["revenue", "--by", cut.dimension]) }
        for question in questions { try ask(question, revsite, workspace, scratch) }
        for cut in answers.cuts {
            for value in cut.values {
                try ask(
                    [
                        "revenue", "--by", "month", "--last", last,
                        "--where", "\(cut.dimension) = \"\(value)\"",
                    ], revsite, workspace, scratch, narrowedTo: " \(cut.dimension)=\(value)")
            }
        }
        for key in answers.figures.keys.sorted() where given[key] == nil {
            differences.append("\(key): revsite gives none")
        }
        closeBridges()
    }

    private mutating func ask(
        _ question: [String], _ revsite: String, _ workspace: [String], _ scratch: URL,
        narrowedTo part: String = ""
    ) throws {
        let outcome = try ChildProcess.run(
            revsite, ["kpi"] + question + ["--format", "json"] + workspace, scratch: scratch)
        let name = "revsite kpi " + question.joined(separator: " ")
        try outcome.requireSuccess(name)
        try compare(outcome.output, from: name, narrowedTo: part)
    }

    private mutating func compare(
        _ json: Data, from source: String, narrowedTo part: String = ""
    ) throws {
        for entry in try JSONDecoder().decode(Listing.self, from: json).figures {
            let key = entry.key + part
            compared += 1
            guard let value = entry.value else {
                differences.append("\(key): undefined (\(entry.reason ?? "")) in \(source)")
                continue
            }
            // One currency and no discounts: these lines of the bridge are nothing.
            let isNothing = ["fx_mrr", "discount_expiry_mrr"].contains { key.hasPrefix($0) }
            guard let expected = answers.figures[key] ?? (isNothing ? 0 : nil) else {
                differences.append("\(key): \(value) in \(source); DuckDB was not asked")
                continue
            }
            given[key] = value
            if value != expected {
                differences.append("\(key): \(value) in \(source); DuckDB has \(expected)")
            }
        }
    }

    /// Opening and movements make the closing amount in every month, by revsite's figures alone.
    private mutating func closeBridges() {
        var opening: Decimal? = 0
        for month in answers.months {
            func figure(_ metric: String) -> Decimal? { given["\(metric) \(month)"] }
            let gains = ["new_mrr", "reactivation_mrr", "expansion_mrr"].map(figure)
            let losses = ["contraction_mrr", "churned_mrr"].map(figure)
            let moved = gains.reduce(opening) { sum, gain in
                sum.flatMap { a in gain.map { a + $0 } }
            }
            let expected = losses.reduce(moved) { sum, loss in
                sum.flatMap { a in loss.map { a - $0 } }
            }
            let closing = figure("mrr")
            if let expected, expected == closing {
                closed += 1
            } else {
                differences.append("the bridge of \(month) does not close")
            }
            opening = closing
        }
    }
}
