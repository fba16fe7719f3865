"""Goes through pages by the keyboard alone."""

from pathlib import Path
from urllib.parse import quote

# Widths, and whether what stands behind summaries is opened.
VIEWS = ((1440, True), (360, False))
HEIGHT = 900

# Notes what should be reached and how it looks without focus; then, before each Tab moves on,
# what has the focus and how that shows.
WATCH = """
opened => {
  document.querySelectorAll("details").forEach(e => e.open = opened);
  const shows = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const words = e => "<" + e.localName + '> "' + (e.getAttribute("aria-label") || e.textContent
    || e.getAttribute("href") || e.id).replace(/\\s+/g, " ").trim().slice(0, 60) + '"';
  const look = e => {
    const s = getComputedStyle(e);
    return [s.boxShadow, s.backgroundColor, s.borderColor, s.borderWidth, s.color,
      s.textDecoration].join("|");
  };
  const scrolls = e => {
    const s = getComputedStyle(e), moves = value => value === "auto" || value === "scroll";
    return e !== document.documentElement && e !== document.body
      && (moves(s.overflowX) && e.scrollWidth > e.clientWidth
        || moves(s.overflowY) && e.scrollHeight > e.clientHeight);
  };
  const stops = `a[href], button:enabled, summary, select:enabled, textarea:enabled, iframe,
    input:enabled:not([type=hidden], [type=radio]), [contenteditable], [tabindex]`;
  const expected = [], looks = new Map();
  for (const e of document.body.querySelectorAll("*")) {
    if (!shows(e) || e.closest("[inert]")) continue;
    const stop = e.matches(stops) && e.getAttribute("tabindex") !== "-1";
    if (stop || scrolls(e)) expected.push(e);
    if (stop) looks.set(e, look(e));
  }
  const reached = [], problems = [];
  const note = () => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return;
    const again = reached.includes(e);
    reached.push(e);
    if (again) return;
    const s = getComputedStyle(e), r = e.getBoundingClientRect();
    const outlined = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0
      && !/, 0\\)|transparent/.test(s.outlineColor);
    if (!outlined && look(e) === looks.get(e)) problems.push("focus does not show on " + words(e));
    if (!shows(e) || r.width < 2 || r.height < 2 || r.right <= 0 || r.bottom <= 0
        || r.left >= innerWidth || r.top >= innerHeight)
      problems.push("focus is on what is not seen, " + words(e));
  };
  addEventListener("keydown", event => { if (event.key === "Tab") note(); }, true);
  window.walk = () => {
    note();
    // A region that scrolls may be reached by what it holds.
    const missed = expected.filter(e => !reached.some(r => r === e || !looks.has(e)
      && e.contains(r)));
    const round = new Set(reached.slice(-8)), last = reached[reached.length - 1];
    if (missed.length && round.size < 4 && reached.length > 8)
      problems.push("focus is trapped at " + words(last));
    for (const e of missed.slice(0, 3)) problems.push("Tab does not reach " + words(e));
    if (missed.length > 3) problems.push("Tab does not reach " + (missed.length - 3) + " more");
    return problems;
  };
  return expected.length;
}
"""

# The link to the content, when it has the focus, and the place it leads to.
SKIP = """
() => {
  const link = document.activeElement, target = link.hash && document.getElementById(
    decodeURIComponent(link.hash.slice(1)));
  if (!target) return "the first stop is no link within the page";
  if (!target.closest("main")) return "the first stop does not lead to the content";
  const r = link.getBoundingClientRect();
  if (r.top < 0 || r.left < 0 || r.width < 2) return "the link to the content is not seen";
  return "";
}
"""

SKIPPED = """
() => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const e = document.activeElement;
  if (!target) return "the link to the content leads nowhere by Enter";
  const after = target.compareDocumentPosition(e)
    & (Node.DOCUMENT_POSITION_CONTAINED_BY | Node.DOCUMENT_POSITION_FOLLOWING);
  return e === document.body || after ? "" : "after the link to the content, Tab goes back";
}
"""


def keyboard_problems(browser, pages, folder):
    """Pairs of a page and what cannot be done in it without a pointer."""
    context = browser.new_context(reduced_motion="reduce")
    tab = context.new_page()
    for name in pages:
        address = f"{Path(folder).as_uri()}/{quote(name)}"
        for width, opened in VIEWS:
            tab.set_viewport_size({"width": width, "height": HEIGHT})
            tab.goto(address)
            # Past the last stop, the focus leaves the page and comes back to its beginning.
            for _ in range(tab.evaluate(WATCH, opened) + 2):
                tab.keyboard.press("Tab")
            for problem in tab.evaluate("() => walk()"):
                yield name, f"at {width}: {problem}"
        tab.goto(address)
        tab.keyboard.press("Tab")
        problem = tab.evaluate(SKIP)
        if not problem:
            tab.keyboard.press("Enter")
            tab.keyboard.press("Tab")
            problem = tab.evaluate(SKIPPED)
        if problem:
            yield name, problem
    context.close()
