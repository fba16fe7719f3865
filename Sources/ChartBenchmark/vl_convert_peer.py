#!/usr/bin/env python3
"""Renders a Vega-Lite chart to SVG N times with vl-convert-python and prints what it cost.

    vl_convert_peer.py DATA.json N {columns|spark} [--svg FILE] [--vl-version 6.4] [--fresh]

DATA.json: {"series": [{"name": "AC", "values": [24 numbers or null]}, ...], "categories": [24 names]}

columns: every series' bars overlapping within a month, labels on one series (--label, AC), a month
axis and no value axis; null values are left out, so the number of bars is that of the numbers.
spark: one series (--label) as a line without axes.

"seconds" is CPU time of this process, all its threads, user and system; "wall" is elapsed time.
Neither counts start-up or the one render before them. Each render starts from a dict, so turning
the specification into JSON is counted, and building it is not; --fresh counts building it too.
"""
import argparse
import json
import time

import vl_convert

STEP = 24
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# How each scenario's bars look: fill, outline, shift within the month.
LOOKS = {
    "PY": ("#a6a6a6", "#a6a6a6", -6),
    "PL": ("#ffffff", "#404040", -3),
    "AC": ("#404040", "#404040", 0),
    "FC": ("#d9d9d9", "#404040", 3),
}
SPARE = [("#8c8c8c", "#8c8c8c", 6), ("#bfbfbf", "#bfbfbf", 9)]


def rows(series, categories):
    return [
        {"month": month, "scenario": series["name"], "value": value}
        for month, value in zip(categories, series["values"], strict=True)
        if value is not None
    ]


def series_named(data, name):
    found = [s for s in data["series"] if s["name"] == name]
    return found[0] if found else data["series"][0]


def columns(data, label):
    categories = data["categories"]
    names = [s["name"] for s in data["series"]]
    looks = [LOOKS.get(n, SPARE[i % len(SPARE)]) for i, n in enumerate(names)]
    values = [row for s in data["series"] for row in rows(s, categories)]
    shared = {
        "x": {
            "field": "month", "type": "ordinal", "sort": categories,
            "scale": {"paddingInner": 0, "paddingOuter": 0},
            "axis": {
                "title": None, "labelAngle": 0, "labelFontSize": 8, "ticks": False, "grid": False,
            },
        },
        "y": {"field": "value", "type": "quantitative", "axis": None},
    }

    def scenario_scale(index):
        return {"domain": names, "range": [look[index] for look in looks]}

    return {
        "$schema": SCHEMA,
        "width": STEP * len(categories), "height": 200,
        "data": {"values": values},
        "encoding": shared,
        "layer": [
            {
                "mark": {"type": "bar", "width": 12, "strokeWidth": 1},
                "encoding": {
                    "xOffset": {
                        "field": "scenario", "type": "nominal", "sort": names,
                        "scale": {"domain": names, "range": [STEP / 2 + look[2] for look in looks]},
                    },
                    "y": {**shared["y"], "stack": None},
                    "fill": {
                        "field": "scenario", "type": "nominal", "legend": None,
                        "scale": scenario_scale(0),
                    },
                    "stroke": {
                        "field": "scenario", "type": "nominal", "legend": None,
                        "scale": scenario_scale(1),
                    },
                },
            },
            {
                "transform": [{"filter": {"field": "scenario", "equal": label}}],
                "mark": {"type": "text", "dy": -6, "fontSize": 9},
                "encoding": {
                    "text": {"field": "value", "type": "quantitative", "format": ".0f"},
                },
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def spark(data, label):
    return {
        "$schema": SCHEMA,
        "width": 96, "height": 20, "padding": 1,
        "data": {"values": rows(series_named(data, label), data["categories"])},
        "mark": {"type": "line", "strokeWidth": 1, "color": "#404040"},
        "encoding": {
            "x": {"field": "month", "type": "ordinal", "sort": data["categories"], "axis": None},
            "y": {
                "field": "value", "type": "quantitative", "axis": None,
                "scale": {"zero": False},
            },
        },
        "config": {"view": {"stroke": None}},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("count", type=int)
    parser.add_argument("kind", choices=["columns", "spark"])
    parser.add_argument("--label", default="AC", help="the series with labels, or of the line")
    parser.add_argument("--vl-version", default="6.4")
    parser.add_argument("--svg", help="a file for the last chart")
    parser.add_argument("--fresh", action="store_true", help="count building the specification")
    options = parser.parse_args()
    if options.count < 1:
        parser.error("N must be at least 1")
    with open(options.data, encoding="utf-8") as file:
        data = json.load(file)
    build = {"columns": columns, "spark": spark}[options.kind]
    label = series_named(data, options.label)["name"]
    spec = build(data, label)

    def render():
        chosen = build(data, label) if options.fresh else spec
        return vl_convert.vegalite_to_svg(chosen, vl_version=options.vl_version)

    render()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(options.count):
        svg = render()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    if options.svg:
        with open(options.svg, "w", encoding="utf-8") as file:
            file.write(svg)
    print(json.dumps({
        "charts": options.count, "seconds": round(cpu, 6), "wall": round(wall, 6),
        "svg_bytes": len(svg.encode()),
    }))


if __name__ == "__main__":
    main()
