#!/usr/bin/env python3
"""Checks that a page in the preview is exchanged in place, and its script begins again.

    python preview_keeps_script.py ADDRESS SOURCE LIST

ADDRESS  of a page in the preview that has a table to sort
SOURCE   the file that it is made from; text is added to it
LIST     the address of a list of pages that is long enough to be searched

Prints what is wrong, a line each.
"""

import sys
from itertools import chain
from pathlib import Path

from playwright.sync_api import sync_playwright

LIMIT = 20_000
# The names of the rows of the first table that can be sorted.
NAMES = """() => [...document.querySelector("main .sorter").closest("table")
    .querySelectorAll("tbody tr.r-value > th")].map((head) => head.textContent.trim())"""


def check(page, address, source):
    """Yields what is wrong."""
    page.goto(address)
    page.wait_for_function("() => document.documentElement.dataset.snapshot", timeout=LIMIT)
    page.evaluate("() => { window.isSamePage = true; }")
    page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true }")
    sorters = page.locator("main .sorter").count()
    if sorters == 0:
        yield "no column can be sorted"
        return
    names = page.evaluate(NAMES)
    page.locator("main .sorter").first.click()
    if page.evaluate(NAMES) != sorted(names, key=str.casefold):
        yield f"sorted by name: {page.evaluate(NAMES)}"
    text = source.read_text()
    for turn in range(3):
        source.write_text(f"{text}\n\nChanged in turn {turn}.\n")
        page.wait_for_function(
            "(text) => document.body.textContent.includes(text)",
            arg=f"Changed in turn {turn}.", timeout=LIMIT)
        page.wait_for_function("() => document.querySelector('.sorter')", timeout=LIMIT)
        if not page.evaluate("() => window.isSamePage === true"):
            yield f"turn {turn}: the page was loaded again"
        if page.evaluate(NAMES) != names:
            yield f"turn {turn}: the rows are not as they were"
        for selector, wanted in (
                ("main .sorter", sorters), ("#tip", 1), ("form.search input", 1),
                ("[aria-sort]", 0)):
            found = page.locator(selector).count()
            if found != wanted:
                yield f"turn {turn}: {found} of {selector}, not {wanted}"
        page.locator("main .sorter").first.click()
        if page.locator("[aria-sort]").count() != 1:
            yield f"turn {turn}: sorting does nothing"
        page.keyboard.press("/")
        if not page.evaluate("() => document.activeElement.matches('form.search input')"):
            yield f"turn {turn}: the key of the search does nothing"
        page.keyboard.press("Escape")
        page.evaluate("() => document.activeElement.blur()")


def check_list(page, address):
    """Yields what is wrong with a list of pages by their initials."""
    page.goto(address)
    entries, sections = page.locator(".directory > li"), page.locator("section.initial")
    field = page.locator(".filter input")
    if field.count() != 1:
        yield f"the list has {field.count()} fields"
        return
    last = entries.last.locator("a").text_content().strip()
    for text, wanted in ((last, 1), (last + "?", 0), ("", entries.count())):
        field.fill(text)
        shown = sum(one.is_visible() for one in entries.all())
        headed = sum(one.is_visible() for one in sections.all())
        if shown != wanted or (headed > 0) != (shown > 0) or headed > shown:
            yield f"'{text}' shows {shown} in {headed} sections, not {wanted}"
        if not field.is_visible():
            yield f"'{text}' hides its field"


def main():
    """Prints what is wrong with the pages."""
    address, source, pages = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        for problem in chain(check(page, address, source), check_list(page, pages)):
            print(problem)
        browser.close()


if __name__ == "__main__":
    main()
