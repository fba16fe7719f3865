package import Diagnostics
package import ReportModel

/// Exports of the same deals taken on several days: the last one is what deals are now, and what changed
/// from one to the next is the log of their changes.
package struct DealSnapshots: Sendable {
    /// The rows of the last export that is not later than the data.
    package private(set) var current: [TableBatch] = []
    /// A row for each change, with the fields of `opportunity_history`.
    package private(set) var history: [TableBatch] = []
    /// Rows of exports taken later.
    package private(set) var later = 0
    /// Where rows stand that say no day.
    package private(set) var undated: [SourceLocation] = []
    /// Where a deal stands that was exported before on the same day.
    package private(set) var repeated: [(id: String, at: SourceLocation)] = []
    /// The deals of earlier exports that the last one lacks, in order.
    package private(set) var vanished: [String] = []

    /// What the exports tell of each change.
    private static let told = ["id", "stage", "amount", "closed", "currency"]
    package static let field = "snapshot"
    package static let fields: Set<String> = ["id", "at", "stage", "amount", "closed"]

    private struct Place {
        var batch: Int
        var row: Int
        var day: Day
    }

    /// - Complexity: O(rows log rows).
    package init(
        _ batches: [TableBatch], _ dictionaries: [String: TextDictionary], asOf: Day
    ) {
        var places: [Place] = []
        for (index, batch) in batches.enumerated() {
            guard case .dates(let days)? = batch.columns[Self.field] else { continue }
            for row in 0..<batch.rowCount {
                if days[row] == TableBatch.Column.missingDay {
                    undated.append(batch.location(ofRow: row))
                    continue
                }
                let day = Day(number: days[row])
                if day <= asOf {
                    places.append(Place(batch: index, row: row, day: day))
                } else {
                    later += 1
                }
            }
        }
        let days = Set(places.map(\.day)).sorted()
        guard let last = days.last else { return }
        let before = Dictionary(uniqueKeysWithValues: zip(days.dropFirst(), days))
        let stages = dictionaries["stage"] ?? TextDictionary()
        let over = Set(["won", "lost"].compactMap(stages.code(of:)))
        var known: [Int32: Deal] = [:]
        var changes: [Int: [Change]] = [:]
        let ids = dictionaries["id"] ?? TextDictionary()
        var now: [Int: [Int]] = [:]
        for place in places.sorted(by: {
            ($0.day, $0.batch, $0.row) < ($1.day, $1.batch, $1.row)
        }) {
            let batch = batches[place.batch]
            let deal = Deal(batch, place.row)
            if known[deal.id]?.seen == place.day {
                repeated.append((ids[deal.id], batch.location(ofRow: place.row)))
                continue
            }
            if place.day == last { now[place.batch, default: []].append(place.row) }
            if let earlier = known[deal.id], earlier.isSame(as: deal) {
                known[deal.id]?.seen = place.day
                continue
            }
            let isNew = known[deal.id] == nil
            known[deal.id] = deal
            known[deal.id]?.seen = place.day
            var at = place.day
            // One that is over was over from the day on which it closed, if that was since the last export;
            // before the first one nothing is known.
            if over.contains(deal.stage), let closed = deal.closed, closed < at,
                let earlier = before[place.day], closed > earlier
            {
                at = closed
                if isNew, let created = deal.created, created > earlier, created < closed {
                    changes[place.batch, default: []].append(
                        Change(row: place.row, at: created, isOpen: true))
                }
            }
            changes[place.batch, default: []].append(Change(row: place.row, at: at))
        }
        vanished = known.filter { $0.value.seen != last }.map { ids[$0.key] }.sorted()
        for index in batches.indices {
            if let rows = now[index] { current.append(batches[index].picked(rows)) }
            guard let own = changes[index] else { continue }
            var log = batches[index].picked(own.map(\.row))
            log.columns = log.columns.filter { Self.told.contains($0.key) }
            log.columns["at"] = .dates(own.map(\.at.number))
            if case .text(let codes)? = log.columns["stage"] {
                // At which stage it was when it came nobody has seen.
                log.columns["stage"] = .text(zip(codes, own).map { $1.isOpen ? 0 : $0 })
            }
            history.append(log)
        }
    }

    private struct Change {
        var row: Int
        var at: Day
        /// Of a deal that came and was closed between two exports: that it was open in between.
        var isOpen = false
    }

    /// What a row says of a deal.
    private struct Deal {
        var id: Int32 = 0
        var stage: Int32 = 0
        var amount: ExactDecimal?
        var created: Day?
        var closed: Day?
        var seen: Day?

        init(_ batch: TableBatch, _ row: Int) {
            if case .text(let codes)? = batch.columns["id"] { id = codes[row] }
            if case .text(let codes)? = batch.columns["stage"] { stage = codes[row] }
            if case .numbers(let numbers)? = batch.columns["amount"] { amount = numbers[row] }
            created = Self.day("created", batch, row)
            closed = Self.day("closed", batch, row)
        }

        private static func day(_ field: String, _ batch: TableBatch, _ row: Int) -> Day? {
            guard case .dates(let days)? = batch.columns[field],
                days[row] != TableBatch.Column.missingDay
            else { return nil }
            return Day(number: days[row])
        }

        func isSame(as other: Deal) -> Bool {
            stage == other.stage && amount == other.amount && closed == other.closed
        }
    }
}

extension TableBatch {
    /// Some of its rows.
    fileprivate func picked(_ rows: [Int]) -> TableBatch {
        TableBatch(
            rowCount: rows.count,
            columns: columns.mapValues { column in
                switch column {
                case .text(let codes): .text(rows.map { codes[$0] })
                case .dates(let days): .dates(rows.map { days[$0] })
                case .numbers(let numbers): .numbers(DecimalColumn(rows.map { numbers[$0] }))
                }
            }, lines: rows.map { lines[$0] }, path: path)
    }
}
