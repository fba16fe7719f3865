#!/usr/bin/env python3
"""Recomputes the driver-based forecast of a company: driver_forecast.py CONTENT_DIR MONTHLY_JSON

MONTHLY_JSON gives month-by-month figures that are taken as they are: {"mrr": {"2026-09": "123.45", ...}, ...};
a month that is missing there is unknown, not zero. All arithmetic is exact, rounded half away from zero where
the rules say so and in the output. Months are indices, year * 12 + month - 1; None is "does not exist".
"""
import csv
import json
import re
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

PERIODS = "2026-10", "2026-11", "2026-12", "2026-Q4", "2027-Q1", "2027-H1"
BACKTESTS = {"driver_mrr": [3], "expected_won_amount": [1, 2, 3]}  # figure: horizons
QUANTILES = {"low50": 25, "high50": 75, "low80": 10, "high80": 90}
GROWTH = {"expansion_mrr": 1, "reactivation_mrr": 1, "discount_expiry_mrr": 1, "contraction_mrr": -1}
AGES = [(12, "12+"), (6, "6-11"), (3, "3-5"), (1, "1-2")]
DATES = {"at", "created", "closed", "start", "end", "signed", "term_end", "date"}
NUMBERS = {"amount", "quantity", "score"}
HORIZON, PAST_ORIGINS, DAY = 18, 36, timedelta(days=1)


def month_of(day):
    return day.year * 12 + day.month - 1


def last_day(month):
    return date((month + 1) // 12, (month + 1) % 12 + 1, 1) - DAY


def rounded(value, digits):
    scaled = int(abs(value) * 10 ** digits + Fraction(1, 2))
    return Fraction(scaled if value >= 0 else -scaled, 10 ** digits)


def text(value, digits=2):
    return None if value is None else f"{Decimal(int(rounded(value, digits) * 10 ** digits)).scaleb(-digits):f}"


def quotient(a, b):
    return None if a is None or not b else Fraction(a) / b


def total(values):
    return None if None in values else sum(values)


def read_config(path):
    """The subset of YAML in use: nested mappings and flow values; lists of blocks are skipped."""
    levels = [(-1, {})]
    for line in path.read_text(encoding="utf-8").splitlines():
        key, colon, value = re.sub(r"(^|\s)#.*", "", line).strip().partition(":")
        indent, value = len(line) - len(line.lstrip()), value.strip()
        if colon and not key.startswith("- "):
            if value.startswith(("{", "[")):
                value = json.loads(re.sub(r'"[^"]*"|[^\s{}\[\],:"][^{}\[\],:]*',
                                          lambda m: json.dumps(m[0].strip('" ')), value))
            while levels[-1][0] >= indent:
                levels.pop()
            levels[-1][1][key] = {} if value == "" else value
            levels.append((indent, levels[-1][1][key]))
    return levels[0][1]


def read_table(folder, config, name):
    """Rows with our field names, mapped values, dates and numbers; an empty cell is None."""
    def converted(field, cell):
        convert = date.fromisoformat if field in DATES else Fraction if field in NUMBERS else str
        return convert(mapped.get((field, cell), cell)) if cell else None

    table = config["tables"][name]
    if not {"where", "format", "compute"}.isdisjoint(table):
        raise SystemExit(f"{name}: where, format and compute are not supported here")
    mapped = {(field, theirs): ours for field, values in table.get("values", {}).items()
              for ours, names in values.items() for theirs in names}
    with open(folder / table["file"], encoding="utf-8-sig", newline="") as file:
        return [{field: converted(field, row[column]) for field, column in table["columns"].items()}
                for row in csv.DictReader(file)]


class Deal:
    def __init__(self, row, log):
        self.type, self.stage, self.amount = row["type"], row["stage"], row["amount"] or 0
        self.created, self.closed = row["created"], row["closed"]
        self.won = month_of(self.closed) if self.stage == "won" and self.closed else None
        self.days, self.states = [change["at"] for change in log], [("", 0)]
        for stage, amount in ((change["stage"], change["amount"]) for change in log):  # empty: as before
            self.states.append((stage or self.states[-1][0], self.states[-1][1] if amount is None else amount))

    def state_at(self, month):
        """(stage, age band, amount) if the deal was open at the end of the month, else None."""
        day = last_day(month)
        position = bisect_right(self.days, day)
        if not position and (day < self.created if self.created else self.days):
            return None
        stage, amount = self.states[max(position, 1)] if self.days else (self.stage, self.amount)
        stage = "" if not self.days and stage in ("won", "lost") and self.closed and day < self.closed else stage
        age = month - month_of(self.created) if self.created else 0
        band = next((name for low, name in AGES if age >= low), "0") if self.created else "none"
        return None if stage in ("won", "lost") else (stage, band, amount)


class Wins:
    def __init__(self, folder, config, as_of, origin):
        log = [row for row in read_table(folder, config, "opportunity_history") if row["at"] <= as_of]
        changes, self.open, self.exposed, self.hits = defaultdict(list), {}, {}, {}
        for row in sorted(log, key=lambda row: row["at"]):  # stable: file order within a day
            changes[row["id"]].append(row)
        self.first = month_of(min(row["at"] for row in log))
        self.deals = [Deal(row, changes[row["id"]]) for row in read_table(folder, config, "opportunities")]
        for month in range(self.first, origin + 1):
            self.open[month] = [(deal, *state) for deal in self.deals if (state := deal.state_at(month))]
            self.exposed[month] = Counter((deal.type, stage, band) for deal, stage, band, _ in self.open[month])
            self.hits[month] = Counter((deal.type, stage, band, deal.won - month)
                                       for deal, stage, band, _ in self.open[month] if deal.won is not None)
        self.first_close = min(month_of(deal.closed) for deal in self.deals if deal.closed)

    def amount(self, months, kind=None):
        return sum(deal.amount for deal in self.deals if deal.won in months and kind in (None, deal.type))

    def chances(self, origin):
        exposures, hits = Counter(), Counter()
        for month in range(max(self.first, origin - 36), origin):
            for k in range(1, min(HORIZON, origin - month) + 1):
                for (kind, stage, band), count in self.exposed[month].items():
                    for cell in ((kind, stage, band, k), (kind, stage, k), (kind, k), (k,)):
                        exposures[cell] += count
                        hits[cell] += self.hits[month][kind, stage, band, k]

        def chance(kind, stage, band, k):
            cells = (kind, stage, band, k), (kind, stage, k), (kind, k)
            cell = next((c for c in cells if exposures[c] >= 20), (k,))
            return quotient(hits[cell], exposures[cell]) or 0
        return chance

    def forecast(self, origin):
        """W and N by horizon, where there is a forecast."""
        chance, won, won_new, amounts = self.chances(origin), {}, {}, Counter()
        for deal, stage, band, amount in self.open[origin]:
            amounts[deal.type, stage, band] += amount
        for h in range(1, min(HORIZON, origin - self.first - 5) + 1):  # at least six months to learn from
            months, by_type = range(max(self.first, origin - h - 11), origin - h + 1), Counter()
            for deal in self.deals:  # won h months after one of these months, created after it
                before = None if deal.won is None else deal.won - h
                if before in months and deal.created and deal.created > last_day(before):
                    by_type[deal.type] += Fraction(deal.amount) / len(months)
            for (kind, stage, band), amount in amounts.items():
                by_type[kind] += amount * chance(kind, stage, band, h)
            won[h], won_new[h] = sum(by_type.values()), by_type["new"]
        return won, won_new


class Term:
    def __init__(self, row):
        self.id, self.customer, self.previous = row["id"], row["customer"], row["renewed_from"]
        self.start, self.end, self.known = row["start"], row["term_end"], row["signed"] or row["start"]
        self.auto_renew, self.value = row["auto_renew"] == "yes", Fraction(row["value"]) if row["value"] else None
        self.digits = max(2, len((row["value"] or "").partition(".")[2]))
        first, last, after = month_of(self.start), month_of(self.end), self.end + DAY
        self.length = Fraction(last - first) if self.end.day == min(self.start.day, last_day(last).day) else \
            Fraction(month_of(after) - first if after.day == self.start.day
                     else Fraction((self.end - self.start).days * 12, 365))
        self.due, self.price = month_of(self.end - DAY), rounded((self.value or 0) / self.length, 6)


class Renewals:
    def __init__(self, folder, config):
        rows = [row for row in read_table(folder, config, "contracts") if row["start"] and row["term_end"]]
        self.terms = [Term(row) for row in rows if row["start"] < row["term_end"]]
        self.followers, self.lines, self.readings = defaultdict(list), defaultdict(list), defaultdict(list)
        for term in self.terms:
            self.followers[term.previous].append(term)
        for row in read_table(folder, config, "subscriptions"):
            if (row["amount"] or 0) > 0 and (row["quantity"] or 0) > 0:
                self.lines[row["customer"]].append((row["start"], row["end"] or date.max))
        for row in sorted(read_table(folder, config, "health"), key=lambda row: row["date"]):
            self.readings[row["customer"]].append((row["component"], row["date"], row["score"]))
        health = {"weights": {}, "red": 50, "amber": 70} | config.get("health", {})
        self.weights = {component: Fraction(weight) for component, weight in health["weights"].items()}
        self.red, self.amber = Fraction(health["red"]), Fraction(health["amber"])

    def band(self, customer, day):
        latest = {c: value for c, at, value in self.readings[customer] if day - 365 * DAY <= at <= day}
        weights = {c: self.weights.get(c, 0) if self.weights else 1 for c in latest}
        score = quotient(sum(weights[c] * latest[c] for c in latest), sum(weights.values()))
        if score is None:
            return "none"
        return next((b for b, top in (("red", self.red), ("amber", self.amber)) if rounded(score, 12) < top), "green")

    def renewed(self, term, today):
        """What the term was renewed at, as known on that day; None if undecided."""
        known = [follower for follower in self.followers[term.id] if follower.known <= today]
        if known:
            values = [term.value if f.value is None else f.value if f.length == term.length
                      else rounded(f.value * term.length / f.length, f.digits) for f in known]
            return min(sum(values), term.value)
        in_force = any(start <= term.end < end for start, end in self.lines[term.customer])
        return None if term.end > today else term.value if term.auto_renew and in_force else 0

    def rates(self, origin):
        """The renewal rate of a band, `distance` months before the due month (None: at any time); number of terms.

        At a distance it is that of the terms that had no follower at the end of that month either.
        """
        today, due, renewed, count = last_day(origin), Counter(), Counter(), Counter()
        for term in self.terms:
            if term.value is not None and origin - 23 <= term.due <= origin and term.end <= today:
                open_at = [k for k in range(13) if not any(f.known <= last_day(term.due - k)
                                                           for f in self.followers[term.id])]
                for band in (self.band(term.customer, term.end - 90 * DAY), "all"):
                    for distance in [None, *open_at]:
                        due[band, distance] += term.value
                        renewed[band, distance] += self.renewed(term, today)
                        count[band, distance] += 1

        def rate(band, distance):
            cells = ((band, distance), 10), (("all", distance), 5), ((band, None), 10), (("all", None), 0)
            cell = next(cell for cell, fewest in cells if count[cell] >= fewest)
            return rounded(quotient(renewed[cell], due[cell]) or 0, 12)
        return rate if count["all", None] >= 5 else None, count

    def forecast(self, origin):
        """R and L by month, C, rates, numbers of terms."""
        today, renewals, lost, (rate, count) = last_day(origin), Counter(), Counter(), self.rates(origin)
        terms = [term for term in self.terms if term.value is not None and term.start <= today < term.end
                 and not any(follower.start <= today for follower in self.followers[term.id])]
        for term in terms if rate else []:
            band, known = self.band(term.customer, today), self.renewed(term, today)
            later, first = rate(band, None), rate(band, min(12, max(0, term.due - origin)))
            share, chance = Fraction(1), first if known is None else quotient(known, term.value) or 0
            for shift in range(0, origin + HORIZON - term.due + 1, max(1, int(rounded(term.length, 0)))):
                renewals[term.due + shift] += term.value * share * chance
                lost[month_of(term.end) + shift] += share * (1 - chance) * term.price
                share, chance = share * chance, later
        rates = rate and {band: rate(band, None) for band in ("red", "amber", "green", "none", "all")}
        return renewals, lost, sum(term.price for term in terms), rates, count


class Forecast:
    def __init__(self, origin, wins, renewals, monthly):
        self.origin, self.mrr, year = origin, {}, range(origin - 11, origin + 1)
        self.won, self.won_new = wins.forecast(origin)
        self.renewals, self.lost, self.contracted, self.rates, self.terms = renewals.forecast(origin)
        sums = {name: total([values.get(month) for month in year]) for name, values in monthly.items()}
        growth = None if None in map(sums.get, GROWTH) else sum(sign * sums[name] for name, sign in GROWTH.items())
        self.churn, self.growth = quotient(sums["churned_mrr"], sums["mrr"]), quotient(growth, sums["mrr"])
        has_year = wins.first_close <= origin - 11  # a rate of less than a year's wins would be too high
        self.kappa = quotient(sums["new_mrr"], wins.amount(year, "new")) if has_year else None
        self.rho, self.start = quotient(sums["revenue"], sums["mrr"]), monthly["mrr"].get(origin)
        if None not in (self.churn, self.growth, self.kappa, self.start, self.rates):
            rest, lost, new = self.start - self.contracted, 0, 0
            for h in self.won_new:
                lost, new = lost + self.lost[origin + h], new + self.won_new[h]
                self.mrr[h] = (self.start - lost + rest * ((1 - self.churn) ** h - 1)
                               + self.start * ((1 + self.growth) ** h - 1) + self.kappa * new)

    def figures(self, horizons):
        """The four figures of the period made of these horizons."""
        mrr = total([self.mrr.get(h) for h in horizons])
        return {"driver_mrr": self.mrr.get(horizons[-1]),
                "driver_revenue": None if None in (mrr, self.rho) else mrr * self.rho,
                "expected_won_amount": total([self.won.get(h) for h in horizons]),
                "expected_renewals": sum(self.renewals[self.origin + h] for h in horizons) if self.rates else None}


def main(content, monthly_path):
    config, taken = read_config(content / "revsite.yml"), json.loads(Path(monthly_path).read_text(), parse_float=str)
    monthly = {name: {month_of(date.fromisoformat(month + "-01")): Fraction(value) for month, value in values.items()
                      if value is not None} for name, values in taken.items()}
    as_of, periods = date.fromisoformat(config["as_of"]), {}
    origin = month_of(as_of + DAY) - 1  # the last complete month
    wins, renewals = Wins(content, config, as_of, origin), Renewals(content, config)
    now, *past = [Forecast(origin - s, wins, renewals, monthly) for s in range(PAST_ORIGINS + 1)]

    def judged(name, horizons):
        """(origin, forecast, actual, error) of the past origins whose period is over."""
        for forecast in past:
            months, expected = [forecast.origin + h for h in horizons], forecast.figures(horizons)[name]
            revenue, mrr = total([monthly["revenue"].get(month) for month in months]), monthly["mrr"].get(months[-1])
            actual = {"driver_mrr": mrr, "driver_revenue": revenue, "expected_won_amount": wins.amount(months)}[name]
            if months[-1] <= origin and None not in (expected, actual) and expected > 0:
                yield forecast.origin, expected, actual, actual / expected - 1

    for period in PERIODS:
        length = {"Q": 3, "H": 6}.get(period[5], 1)
        first = int(period[:4]) * 12 + (int(period[5:].lstrip("QH")) - 1) * length - origin
        horizons = range(first, first + length)
        periods[period] = {name: {"value": text(value)} for name, value in now.figures(horizons).items()}
        for name in ("driver_mrr", "driver_revenue", "expected_won_amount"):
            value, errors = now.figures(horizons)[name], sorted(row[3] for row in judged(name, horizons))
            periods[period][name]["errors"] = len(errors)
            for label, percent in QUANTILES.items() if value is not None and len(errors) >= 8 else []:
                low, rest = divmod(Fraction((len(errors) - 1) * percent, 100), 1)
                bound = value * (1 + errors[low] + rest * (errors[min(low + 1, len(errors) - 1)] - errors[low]))
                periods[period][name][label] = text((min if label[0] == "l" else max)(bound, value))
    parts = {"churn_rate": text(now.churn, 12), "growth_rate": text(now.growth, 12), "kappa": text(now.kappa, 12),
             "rho": text(now.rho, 12), "mrr": text(now.start), "contracted_mrr": text(now.contracted, 6),
             "renewal_rates": {b: {"rate": text(r, 12), "terms": now.terms[b, None]} for b, r in (now.rates or {}).items()},
             "by_horizon": {h: {"W": text(now.won.get(h)), "N": text(now.won_new.get(h)), "driver_mrr":
                                text(now.mrr.get(h)), "R": text(now.renewals[origin + h]),
                                "L": text(now.lost[origin + h])} for h in range(1, HORIZON + 1)}}
    backtest = {name: [{"origin": f"{o // 12}-{o % 12 + 1:02d}", "forecast": text(f), "actual": text(a),
                        "error": text(e, 6)} for o, f, a, e in sorted(judged(name, h))]
                for name, h in BACKTESTS.items()}
    print(json.dumps({"as_of": str(as_of), "periods": periods, "parts": parts, "backtest": backtest}, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
