import Foundation

/// What DuckDB says about a ledger: decimals by the name of the figure.
struct PeerAnswers {
    var months: [String]
    var cuts: [(dimension: String, values: [String])]
    var figures: [String: Decimal]

    private struct Answer: Decodable {
        var months: [String]
        var cuts: [String: [String]]
        var figures: [String: String]
    }

    static func ask(python: String, of ledger: Ledger, in scratch: URL) throws -> PeerAnswers {
        let outcome = try ChildProcess.run(
            python, ["-c", script, ledger.csv.path], scratch: scratch)
        try outcome.requireSuccess("the questions to DuckDB")
        let answer = try JSONDecoder().decode(Answer.self, from: outcome.output)
        var figures: [String: Decimal] = [:]
        for (key, text) in answer.figures {
            guard let value = Decimal(string: text) else {
                throw Lack("DuckDB's \(key) is no number: \(text)")
            }
            figures[key] = value
        }
        return PeerAnswers(
            months: answer.months,
            cuts: answer.cuts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            figures: figures)
    }

    /// Amounts are summed as DECIMAL; shares are divided by Python's decimals and rounded once, to
    /// the 15 digits that revsite promises. A month is a number, year × 12 + month − 1.
    private static let script = #"""
        import json, sys
        from decimal import Context, Decimal, ROUND_HALF_UP
        import duckdb

        db = duckdb.connect()
        db.execute("set enable_progress_bar = false")
        db.execute("create temp table line as select year(day) * 12 + month(day) - 1 as m, customer, "
            "case charge when 'Subscription' then 'recurring' when 'Usage' then 'usage' "
            "when 'Setup' then 'one_time' when 'Royalty' then 'royalty' end as type, "
            "region, product, channel, amount from (select invoice_date::date as day, "
            "account_id as customer, charge, region, product, channel, "
            "net_amount::decimal(18, 2) as amount from read_csv(?, all_varchar = true))",
            [sys.argv[1]])
        db.execute("create temp table paid as select customer, m, sum(amount) as amount from line "
            "where type = 'recurring' group by customer, m")
        db.execute("create temp table born as select customer, min(m) as m from paid group by customer")
        first, last = db.execute("select min(m), max(m) from line").fetchone()

        exact = Context(prec=60, rounding=ROUND_HALF_UP)
        figures = {}

        def month(m): return f"{m // 12}-{m % 12 + 1:02}"
        def money(key, value): figures[key] = str(value if value is not None else 0)
        def share(key, part, whole):
            quotient = exact.divide(Decimal(part or 0), Decimal(whole))
            figures[key] = format(Context(prec=15, rounding=ROUND_HALF_UP).plus(quotient), "f")
        def rows(sql, *values): return db.execute(sql, values).fetchall()

        cuts = {}
        for m, amount in rows("select m, sum(amount) from line group by m"):
            money(f"revenue {month(m)}", amount)
        for cut in ["channel", "product", "region", "type"]:
            cuts[cut] = [v for v, in rows(f"select distinct {cut} from line order by 1")]
            for m, value, amount in rows(f"select m, {cut}, sum(amount) from line group by 1, 2"):
                money(f"revenue {month(m)} {cut}={value}", amount)

        year = f"{month(last - 11)}–{month(last)}"
        top = rows("select customer, sum(amount) from line where m > ? group by 1 order by 2 desc, 1 "
            "limit 20", last - 12)
        total = rows("select sum(amount) from line where m > ?", last - 12)[0][0]
        for customer, amount in top: money(f"revenue {year} customer={customer}", amount)
        money(f"revenue {year}", total)
        share(f"top10_share {month(last)}", sum(amount for _, amount in top[:10]), total)

        for m, count, amount in rows("select m, count(*), sum(amount) from paid group by m"):
            money(f"mrr {month(m)}", amount)
            money(f"customers {month(m)}", count)
        for name in [f"mrr {year}", f"recurring_revenue {month(last)}"]:
            figures[name] = figures[f"mrr {month(last)}"]

        names = ["new", "reactivation", "expansion", "contraction", "churned"]
        for m, *amounts in rows("with step as (select coalesce(b.customer, a.customer) as customer, "
            "coalesce(b.m, a.m + 1) as m, coalesce(a.amount, 0) as was, coalesce(b.amount, 0) as became "
            "from paid a full join paid b on b.customer = a.customer and b.m = a.m + 1) "
            "select step.m, sum(became) filter (was = 0 and step.m = born.m), "
            "sum(became) filter (was = 0 and step.m > born.m), "
            "sum(became - was) filter (became > was and was > 0), "
            "sum(was - became) filter (became < was and became > 0), "
            "sum(was) filter (became = 0) from step join born using (customer) group by step.m"):
            if m > last: continue
            for name, amount in zip(names, amounts): money(f"{name}_mrr {month(m)}", amount)

        for m in range(first + 12, last + 1):
            then, now, kept = rows("select sum(a.amount), sum(b.amount), sum(least(a.amount, b.amount)) "
                "filter (b.amount is not null) from paid a left join paid b "
                "on b.customer = a.customer and b.m = ? where a.m = ?", m, m - 12)[0]
            share(f"nrr {month(m)}", now, then)
            share(f"grr {month(m)}", kept, then)

        cells = {(c, m): (count, amount) for c, m, count, amount in rows("select born.m, paid.m, "
            "count(*), sum(amount) from paid join born using (customer) group by 1, 2")}
        for start in sorted({c for c, _ in cells}):
            for m in range(start, last + 1):
                place = f"{month(m)} age={m - start} cohort={month(start)}"
                for name, now, then in zip(["customers", "mrr"], cells.get((start, m), (0, 0)),
                        cells[start, start]):
                    money(f"{name} {place}", now)
                    share(f"{name}_retention {place}", now, then)

        json.dump({"months": [month(m) for m in range(first, last + 1)], "cuts": cuts,
            "figures": figures}, sys.stdout)
        """#
}
