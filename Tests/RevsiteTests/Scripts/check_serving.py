#!/usr/bin/env python3
"""Checks a finished site as readers get it: from a web server, from the disk, without a script.

    python check_serving.py SITE_FOLDER [--parts links,serving,…] [--sample N] [--only 'es/*']

Prints {"failures": [{page, part, what}, …], "pages": n, "requests": n}. Ends with 0 when every
part could run, whatever was found, and with 2 when something it needs is missing.

links      all references and anchors lead to what is there; needs no browser
structure  headings, landmarks, language, titles, identifiers; needs no browser
serving    behind nginx below a path, under a strict Content-Security-Policy, nothing goes wrong
file       nor does it over file://, where the policy is the page's own
noscript   everything is there without JavaScript
keyboard   Tab reaches everything, visibly, and the link to the content works
widths     nothing is cut, overlaps or scrolls sideways, on screens, in the dark and on paper
"""

import argparse
import fnmatch
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path
from posixpath import dirname
from zlib import crc32

import check_pages
from folder_checks import SiteFolder
from keyboard import keyboard_problems
from visiting import file_problems, noscript_problems, serving_problems
from web_server import Missing, WebServer

QUICK = ("links", "structure")
VISITED = ("serving", "file", "noscript", "keyboard")
PARTS = (*QUICK, *VISITED, "widths")
WIDTHS = (1440, 768, 360)
SCHEMES = ("light", "dark")


def widths_problems(playwright, pages, folder, options):
    """Pairs of a page and what the layout check of finished pages finds in it."""
    options.fragment = False
    site = check_pages.Site(playwright, None, options)
    for page in pages:
        site.page.goto((Path(folder) / page).as_uri())
        site.page.evaluate("() => document.fonts.ready.then(() => true)")
        site.findings, known = [], set()
        for opened in (False, True):
            if site.page.evaluate(check_pages.OPEN, opened) == 0 and opened:
                break
            for width in WIDTHS:
                for scheme in SCHEMES:
                    site.show(width, scheme=scheme)
                    view = f"{width} {scheme}" + (" opened" if opened else "")
                    known.update(site.probe_layout(page, view, known))
        for width in check_pages.PAPERS:
            site.show(width, media="print")
            site.probe_layout(page, f"print {width}")
        for finding in site.findings:
            yield page, f"at {finding['view']}: {finding['problem']}"
    site.browser.close()


def chosen(pages, options):
    """Some of the pages: of each folder alike, always the same, a summary first."""
    pages = [page for page in pages if fnmatch.fnmatch(page, options.only)]
    if options.sample is None or options.sample >= len(pages):
        return pages
    groups = {}
    for page in sorted(pages, key=lambda page: (
            not page.endswith("index.html"), crc32(page.encode()))):
        groups.setdefault(dirname(page), []).append(page)
    ranks = {page: rank for group in groups.values() for rank, page in enumerate(group)}
    return sorted(sorted(pages, key=lambda page: (ranks[page], page))[:options.sample])


def run(options):
    """Runs the chosen parts; tells the failures and the numbers of pages and requests."""
    site = SiteFolder(options.site)
    if not site.pages:
        raise Missing(f"there are no pages in {options.site}")
    failures, requests, pages = [], 0, chosen(site.pages, options)

    def part(name, problems):
        """Gathers what one part finds, and how many requests it took."""
        start = time.monotonic()
        count = 0
        while name in options.parts:
            try:
                page, what = next(problems)
            except StopIteration as end:
                count = end.value or 0
                print(f"{name}: {time.monotonic() - start:.1f} s", file=sys.stderr)
                break
            failures.append({"page": page, "part": name, "what": what})
        return count

    part("links", chain(site.style_problems(), site.icon_problems(), (
        (page, problem) for page in site.pages for problem in site.link_problems(page))))
    part("structure", site.structure_problems())
    if set(options.parts) <= set(QUICK):
        return failures, len(site.pages), requests
    if not os.access(options.chromium, os.X_OK):
        raise Missing(f"there is no Chromium at {options.chromium}: apt-get install chromium")
    from playwright.sync_api import sync_playwright
    with tempfile.TemporaryDirectory(prefix="site-") as folder, sync_playwright() as playwright:
        # Of links in the folder, the copy has the files.
        copy = shutil.copytree(options.site, Path(folder).resolve() / "site")
        if set(options.parts) & set(VISITED):
            browser = playwright.chromium.launch(
                executable_path=options.chromium, args=["--no-sandbox"])
            if "serving" in options.parts:
                with WebServer(copy.parent) as server:
                    requests += part("serving", serving_problems(browser, site, pages, server))
            requests += part("file", file_problems(browser, site, pages, copy))
            part("noscript", noscript_problems(browser, pages, copy))
            part("keyboard", keyboard_problems(browser, pages, copy))
            browser.close()
        part("widths", widths_problems(playwright, pages, copy, options))
    return failures, len(pages), requests


def arguments(words=None):
    """What the command was asked to do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", metavar="SITE_FOLDER")
    parser.add_argument("--parts", default=",".join(PARTS), help="some of " + ",".join(PARTS))
    parser.add_argument("--sample", type=int, metavar="N",
                        help="no more than N pages in the parts that need a browser")
    parser.add_argument("--only", default="*", metavar="GLOB", help="such pages in those parts")
    parser.add_argument("--chromium", default="/usr/bin/chromium", metavar="PATH")
    options = parser.parse_args(words)
    options.parts = [name for name in options.parts.split(",") if name]
    for name in set(options.parts) - set(PARTS):
        parser.error(f"there is no part {name}")
    return options


def main():
    """Runs the checks and prints what they find."""
    # An end that is asked for goes the ordinary way, and takes the server along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = arguments()
    try:
        failures, pages, requests = run(options)
    except Exception as error:  # A browser that does not start is as good as none.
        known = "" if isinstance(error, Missing) else "the checks could not run: "
        print(f"check_serving: {known}{(str(error) or repr(error)).splitlines()[0]}",
              file=sys.stderr)
        sys.exit(2)
    print(json.dumps({"failures": failures, "pages": pages, "requests": requests},
                     ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
