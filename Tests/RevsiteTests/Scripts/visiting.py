"""Visits pages with a browser: what they ask for and say, with their script and without."""

from pathlib import Path
from urllib.parse import quote

from page_facts import read_page

PATIENCE = 5000
TURN = 10

# Does what a reader may do that loads more: comes to each field, opens what is shut, reads on.
READ_ON = """
async () => {
  document.querySelectorAll("details").forEach(e => e.open = true);
  document.querySelectorAll("input, select, textarea").forEach(e => e.focus());
  scrollTo(0, document.documentElement.scrollHeight);
  await document.fonts.ready;
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return document.scripts.length > 0;
}
"""

# Controls that only a script can serve may come with it; the name of a column stays the same.
CONTENT = """
() => {
  const main = document.querySelector("main"), all = [...document.querySelectorAll("*")];
  const controls = all.filter(e => e.matches(`button:not(th *), th button [aria-hidden], input,
    select, textarea, label, output, [aria-live], [role=search], [role=status], [role=tooltip]`));
  controls.forEach(e => e.style.display = "none");
  const counts = {};
  for (const kind of ["svg", "table", "a.figure", "figure", "details"]) {
    const found = [...document.querySelectorAll(kind)];
    counts[kind] = found.length;
    counts[kind + " that show"] = found.filter(e => e.checkVisibility()).length;
  }
  return [counts, main ? main.innerText.split(/\\s+/).filter(Boolean) : []];
}
"""


class Visits:
    """A browser's visits to the pages below one address."""

    def __init__(self, browser, address, scripted=True):
        context = browser.new_context(java_script_enabled=scripted, reduced_motion="reduce")
        self.page = context.new_page()
        self.address, self.requests, self.open, self.problems = address, 0, 0, []
        self.page.on("console", self.told)
        self.page.on("pageerror", lambda error: self.say(f"error: {str(error)[:200]}"))
        self.page.on("request", self.requested)
        self.page.on("requestfinished", lambda _: self.answered())
        self.page.on("requestfailed", self.failed)
        self.page.on("response", self.responded)
        self.page.on("dialog", lambda dialog: (self.say("a dialog opens"), dialog.dismiss()))
        self.page.on("popup", lambda window: (self.say("a window opens"), window.close()))

    def say(self, problem):
        """Notes a problem of the page that is visited, once."""
        if problem not in self.problems:
            self.problems.append(problem)

    def told(self, message):
        """Notes what the console says."""
        source = message.location.get("url", "")
        # A browser asks for this once, at any time; that pages name no icon is told elsewhere.
        if not source.endswith("/favicon.ico") or source.startswith(self.address):
            self.say(f"console {message.type}: {message.text[:200]} ({self.within(source)})")

    def requested(self, request):
        """Counts what a page asks for, and sees that it stays within the site."""
        self.requests, self.open = self.requests + 1, self.open + 1
        if not request.url.startswith(self.address):
            self.say(f"asks for {request.url[:200]}, outside the site")

    def answered(self):
        """Counts what has come."""
        self.open -= 1

    def failed(self, request):
        """Notes what did not come."""
        self.open -= 1
        self.say(f"did not get {self.within(request.url)}: {request.failure}")

    def responded(self, response):
        """Notes what was answered by an error."""
        if response.url.startswith("http") and response.status != 200:
            self.say(f"{self.within(response.url)} is answered by {response.status}")

    def within(self, address):
        """An address as it is from the beginning of the site."""
        return address.removeprefix(self.address)[:200]

    def go(self, page):
        """Shows a page."""
        self.problems, self.open = [], 0
        self.page.goto(self.address + quote(page))

    def read(self, page, site):
        """Shows a page, reads on in it, and returns what is wrong with it by then."""
        self.go(page)
        has_script = self.page.evaluate(READ_ON)
        waited = 0
        while self.open > 0 and waited < PATIENCE:
            self.page.wait_for_timeout(TURN)
            waited += TURN
        if self.open > 0:
            self.say("waits for something still")
        if has_script:
            # A script may have loaded more, and may have made links of it, in full.
            markup = self.page.content().replace(self.address, "../" * page.count("/"))
            now = read_page(markup)
            known = {*site.link_problems(page), *site.facts[page].problems}
            for problem in [*site.link_problems(page, now), *now.problems]:
                if problem not in known:
                    self.say(f"after its script: {problem}")
        return self.problems

    def content(self, page):
        """The counts of what a page shows, and its words."""
        self.go(page)
        return self.page.evaluate(CONTENT)


def serving_problems(browser, site, pages, server):
    """Pairs of a page and what is wrong with it behind a web server."""
    visits = Visits(browser, server.address)
    yield from read_all(visits, site, pages)
    files = {"": "", **{
        site.target(page, address)[0]: page for page in pages
        for address, _ in sorted(site.facts[page].references)}}
    for file, page in sorted(files.items()):
        if file in site.files or not file:
            visits.requests += 1
            status = server.status(file)
            if status != 200:
                yield page, f"leads to {file or 'the root'}, answered by {status}"
    return visits.requests


def file_problems(browser, site, pages, folder):
    """Pairs of a page and what is wrong with it opened from the disk."""
    visits = Visits(browser, Path(folder).as_uri() + "/")
    yield from read_all(visits, site, pages)
    return visits.requests


def read_all(visits, site, pages):
    """Pairs of a page and what is wrong with it when it is visited."""
    for page in pages:
        for problem in list(visits.read(page, site)):
            yield page, problem
    visits.page.context.close()


def noscript_problems(browser, pages, folder):
    """Pairs of a page and what of it needs its script, or goes by it."""
    address = Path(folder).as_uri() + "/"
    with_script = Visits(browser, address)
    without = Visits(browser, address, scripted=False)
    for page in pages:
        more, words = with_script.content(page)
        counts, plain = without.content(page)
        for kind, count in counts.items():
            if count != more[kind]:
                yield page, f"{count} {kind} without the script, {more[kind]} with it"
        if words != plain:
            yield page, difference(plain, words)
    for visits in (with_script, without):
        visits.page.context.close()


def difference(plain, words):
    """Where two texts differ first, in words."""
    one = 0
    while one < min(len(plain), len(words)) and plain[one] == words[one]:
        one += 1
    return (f'without the script "{" ".join(plain[one:one + 6])}" follows, with it '
            f'"{" ".join(words[one:one + 6])}", after "{" ".join(plain[max(0, one - 4):one])}"')
