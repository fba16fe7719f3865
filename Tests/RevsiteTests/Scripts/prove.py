#!/usr/bin/env python3
"""Breaks a copy of a finished site in many ways, a page each, and shows that each is found.

    python prove.py SITE_FOLDER
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import check_serving
from web_server import WebServer

END, HEAD = "</main>", "</head>"


def add(markup, before=END):
    """Puts something before the end of the content, or of the head."""
    return lambda text: text.replace(before, markup + before, 1)


def style(rules):
    """Adds a style sheet of the page's own."""
    return rules, lambda text, name: text.replace(
        HEAD, f'<link rel="stylesheet" href="{name}.css">' + HEAD, 1)


def script(code):
    """Adds a script of the page's own, and lets it run."""
    return code, lambda text, name: text.replace(
        "default-src 'none'", "default-src 'none'; script-src 'self'", 1).replace(
            HEAD, f'<script src="{name}.js" defer></script>' + HEAD, 1)


def titled(text):
    """Gives a page a title that another has too."""
    return re.sub("<title>.*?</title>", "<title>x</title>", text, count=1)


# The part that finds it, words of what it tells, and how a page is broken.
BREAKS = [
    ("links", "there is no file", add('<a href="nowhere.html">x</a>')),
    ("links", "there is no id", add('<a href="#nowhere">x</a>')),
    ("links", "no relative path", add('<a href="/index.html">x</a>')),
    ("links", "outside the site", add('<img src="https://example.org/x.png" alt="x">')),
    ("links", "above the site", add('<a href="../../x.html">x</a>')),
    ("links", "a folder", add('<a href="./">x</a>')),
    ("links", "there is no file", add('<img srcset="a.png 1x, b.png 2x" alt="x">')),
    ("links", "there is no file", style("p { background: url(missing.svg); }")),
    ("links", "names the id", add('<p aria-describedby="nowhere">x</p>')),
    ("structure", "2 h1", add("<h1>x</h1>")),
    ("structure", "h5 after", add("<h5>x</h5>")),
    ("structure", "language is fr", lambda text: titled(
        re.sub('lang="[^"]*"', 'lang="fr"', text, count=1))),
    ("structure", "main landmarks", add("<main>x</main>", "<footer")),
    ("structure", "is that of", titled),
    ("structure", "is there twice", add('<p id="content">x</p>')),
    ("structure", "has no text", add('<a href="index.html"><b></b></a>')),
    ("structure", "has no scope", add("<table><tr><th>x</th></tr></table>")),
    ("serving", "console", script("console.debug('x')")),
    ("serving", "error: ", script("throw new Error('x')")),
    ("serving", "outside the site", add('<img src="//127.0.0.1:9/x.png" alt="x">')),
    ("serving", "answered by 404", add('<img src="nowhere.png" alt="x">')),
    ("serving", "violates", add('<p style="color: red">x</p>')),
    ("serving", "after its script", script(
        "document.querySelector('main').append(Object.assign(document.createElement('a'), "
        "{ href: 'nowhere.html', textContent: 'x' }))")),
    ("file", "did not get", add('<img src="nowhere.png" alt="x">')),
    ("file", "violates", add("<script>1</script>")),
    ("noscript", "svg without the script", script(
        "document.querySelector('main').append(document.createElementNS("
        "'http://www.w3.org/2000/svg', 'svg'))")),
    ("noscript", "follows, with it", script("document.querySelector('main').prepend('Only so.')")),
    ("noscript", "that show without", script("document.querySelector('svg, table').remove()")),
    ("keyboard", "does not show", style(":focus-visible { outline: none }")),
    ("keyboard", "does not reach", script(
        "addEventListener('keydown', e => document.activeElement.matches('nav li:nth-child(3) a')"
        " && (document.querySelector('.skip').focus(), e.preventDefault()))")),
    ("keyboard", "is trapped", script(
        "addEventListener('keydown', e => document.activeElement.matches('nav a')"
        " && e.preventDefault())")),
    ("keyboard", "is not seen", style(".skip:focus { top: -4rem }")),
    ("keyboard", "on what is not seen", style(".company { position: absolute; left: -999px }")),
    ("keyboard", "does not lead", lambda text: text.replace(
        '"#content"', '"#x"', 1).replace("<nav", '<nav id="x"', 1)),
    ("keyboard", "no link within", lambda text: re.sub('<a class="skip".*?</a>', "", text)),
    ("widths", "scrolls sideways", style("h1 { width: 2000px }")),
    ("widths", "cut", style("h1 { width: 20px; overflow: hidden; white-space: nowrap }")),
    ("widths", "overlap", style("h1 { margin-bottom: -30px }")),
    ("widths", "overlap", add(
        '<svg viewBox="0 0 90 40"><text y="20" font-size="11">One</text>'
        '<text y="30" font-size="11">Two</text></svg>')),
    ("widths", "dark: the page scrolls", style(
        "@media (prefers-color-scheme: dark) { h1 { width: 2000px } }")),
    ("widths", "print", style("@media print { h1 { width: 2000px } }")),
]


def main():
    """Breaks, checks, and tells what was not found; ends with 1 then."""
    with tempfile.TemporaryDirectory() as folder:
        site = shutil.copytree(sys.argv[1], Path(folder, "site"))
        pages = sorted(site.rglob("*.html"), key=lambda page: (page.name == "index.html", page))
        if len(pages) < len(BREAKS):
            sys.exit(f"there are {len(pages)} pages to break in {len(BREAKS)} ways")
        broken = []
        for number, (part, words, change) in enumerate(BREAKS):
            page, name = pages[number], f"broken-{number}"
            text = page.read_text("utf-8")
            if isinstance(change, tuple):
                code, change = change
                suffix = ".css" if "stylesheet" in change("</head>", name) else ".js"
                page.with_name(name + suffix).write_text(code, "utf-8")
                changed = change(text, name)
            else:
                changed = change(text)
            assert changed != text, (part, words)
            page.write_text(changed, "utf-8")
            broken.append((str(page.relative_to(site)), part, words))
        failures = check_serving.run(check_serving.arguments([str(site)]))[0]
        found = [any(
            failure["page"] in (page, str(Path(page).with_name(f"broken-{number}.css")))
            and failure["part"] == part and words in failure["what"] for failure in failures)
            for number, (page, part, words) in enumerate(broken)]
        for (page, part, words), is_found in zip(broken, found):
            print("found    " if is_found else "NOT FOUND", part, words, page)
        try:
            with WebServer(folder) as server:
                raise InterruptedError
        except InterruptedError:
            ended = not os.path.exists(f"/proc/{server.process.pid}")
        print("ended    " if ended else "NOT ENDED", "nginx")
        sys.exit(0 if all(found) and ended else 1)


if __name__ == "__main__":
    main()
