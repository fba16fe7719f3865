"""Watches the preview in a browser: how fast pages change, and what a reader keeps.

preview_check.py DRIVER SITE SCREENSHOTS [CHROMIUM]
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


class Driver:
    def __init__(self, program, folder):
        self.process = subprocess.Popen(
            [program, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.address = self.process.stdout.readline().strip()

    def tell(self, line):
        """Publishes; the snapshot's number and the time in milliseconds just before."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        number, time = self.process.stdout.readline().split()
        return int(number), float(time)

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


failures = []


def check(name, holds):
    if not holds:
        failures.append(name)


def reached(page, number):
    page.wait_for_function(
        "n => Number(document.documentElement.dataset.snapshot) >= n", arg=number, timeout=10000
    )


WATCH = """() => {
  window.times = {};
  new MutationObserver(() => {
    window.times[document.documentElement.dataset.snapshot] =
      performance.timeOrigin + performance.now();
  }).observe(document.documentElement, {attributes: true, attributeFilter: ['data-snapshot']});
}"""


def latency(page, driver, count=50):
    page.evaluate(WATCH)
    times = []
    for _ in range(count):
        number, start = driver.tell("page")
        reached(page, number)
        end = page.evaluate("n => window.times[n]", str(number))
        heading = page.inner_text("h1")
        check(f"heading of {number}", heading.startswith(f"Build {number}: "))
        times.append(end - start)
    return times


def small_site(folder):
    for name, size in [("index.html", 100), ("other.html", 1)]:
        Path(folder, name).write_text(
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            f'<title>{name}</title><link rel="stylesheet" href="site.css"></head>'
            f'<body><h1>{name}</h1><a id="link" href="other.html">other</a>'
            f'<input id="field"><details id="d"><summary>more</summary>text</details>'
            + "".join(f"<p>Line {i} of the page</p>" for i in range(size))
            + "</body></html>"
        )
    Path(folder, "site.css").write_text("h1 { color: rgb(1, 2, 3) }")


def behaviour(browser, program):
    with tempfile.TemporaryDirectory() as folder:
        small_site(folder)
        driver = Driver(program, folder)
        context = browser.new_context(viewport={"width": 900, "height": 600})
        page = context.new_page()
        messages = []
        page.on("console", lambda one: messages.append(one.text))
        page.on("pageerror", lambda one: messages.append(str(one)))
        dialogs = []
        page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
        page.goto(driver.address)
        page.evaluate("() => { window.kept = true }")

        page.click("summary")
        page.fill("#field", "typed")
        page.evaluate("() => scrollTo(0, 700)")
        number, _ = driver.tell("page")
        reached(page, number)
        state = page.evaluate(
            "() => [window.kept, document.getElementById('d').open, scrollY,"
            " document.activeElement.id, document.getElementById('field').value]"
        )
        check(f"reader's state kept: {state}", state == [True, True, 700, "field", "typed"])

        number, _ = driver.tell("style")
        reached(page, number)
        outline = page.evaluate("() => getComputedStyle(document.querySelector('h1')).outlineWidth")
        check(f"style sheet exchanged: {outline}", outline == "9px")
        check("style in place", page.evaluate("() => window.kept === true"))

        number, _ = driver.tell("page")
        reached(page, number)
        outline = page.evaluate("() => getComputedStyle(document.querySelector('h1')).outlineWidth")
        check(f"style sheet still the new one: {outline}", outline == "9px")

        number, _ = driver.tell("error")
        reached(page, number)
        alert = page.locator("#revsite-overlay[role=alert]")
        check("overlay shown", alert.is_visible() and "1 error" in alert.inner_text())
        check("overlay has text", "<script>alert(1)</script>" in alert.inner_text())
        check("mark", page.inner_text("#revsite-overlay mark") == "kpi")
        check("page below", page.inner_text("h1").startswith("Build"))
        page.screenshot(path=sys.argv[3] + "/overlay-light.png")
        page.emulate_media(color_scheme="dark")
        page.screenshot(path=sys.argv[3] + "/overlay-dark.png")
        page.emulate_media(color_scheme="light")
        page.keyboard.press("Escape")
        check("Escape folds", not page.locator("#revsite-overlay ol").is_visible())
        page.screenshot(path=sys.argv[3] + "/overlay-folded.png")
        number, _ = driver.tell("page")
        reached(page, number)
        check("stays folded", not page.locator("#revsite-overlay ol").is_visible())
        page.click("#link")
        page.wait_for_selector("#revsite-overlay")
        reached(page, number)
        check("folded on the next page", not page.locator("#revsite-overlay ol").is_visible())
        page.click("#revsite-overlay summary")
        check("unfolds", page.locator("#revsite-overlay ol").is_visible())
        page.emulate_media(media="print")
        check("not printed", not alert.is_visible())
        page.emulate_media(media="screen")
        number, _ = driver.tell("good")
        reached(page, number)
        check("overlay gone", page.locator("#revsite-overlay").count() == 0)

        number, _ = driver.tell("drop other.html")
        reached(page, number)
        check("page gone", "no such page" in page.inner_text("body"))
        number, _ = driver.tell("back other.html")
        reached(page, number)
        page.wait_for_function("() => document.querySelector('h1')?.textContent === 'other.html'")

        # More tabs than connections that a browser opens to one server.
        tabs = [context.new_page() for _ in range(20)]
        for tab in tabs:
            tab.goto(driver.address, timeout=10000)
        number, _ = driver.tell("page")
        for tab in tabs:
            reached(tab, number)
            check("tab", tab.inner_text("h1").startswith(f"Build {number}: "))
        # Whoever listened for all may go.
        page.close()
        for tab in tabs[:10]:
            tab.close()
        number, _ = driver.tell("page")
        for tab in tabs[10:]:
            reached(tab, number)
        check(f"console: {messages}", all("404" in one for one in messages))
        check(f"dialogs: {dialogs}", not dialogs)
        context.close()
        driver.close()


def scripted(browser, program):
    """Pages with a script of their own: loaded again, or in place where the script agrees."""
    agrees = "addEventListener('revsite:swap', (event) => event.preventDefault());"
    for script, in_place in [("window.own = 1;", None), ("document." + agrees, True)]:
        with tempfile.TemporaryDirectory() as folder:
            small_site(folder)
            index = Path(folder, "index.html")
            index.write_text(
                index.read_text().replace("</body>", '<script src="own.js"></script></body>')
            )
            Path(folder, "own.js").write_text(script)
            driver = Driver(program, folder)
            page = browser.new_page(viewport={"width": 900, "height": 600})
            page.goto(driver.address)
            page.click("summary")
            page.click("#field")
            page.evaluate("() => { window.kept = true; scrollTo(0, 700) }")
            number, _ = driver.tell("page")
            page.wait_for_function(
                "n => document.querySelector('h1').textContent.startsWith(`Build ${n}: `)",
                arg=number,
            )
            reached(page, number)
            page.wait_for_function("() => scrollY === 700")
            state = page.evaluate(
                "() => [window.kept ?? null, document.getElementById('d').open,"
                " document.activeElement.id]"
            )
            check(f"own script, {in_place}: {state}", state == [in_place, True, "field"])
            page.close()
            driver.close()


def nothing_good(browser, program):
    with tempfile.TemporaryDirectory() as folder:
        driver = Driver(program, folder)
        page = browser.new_page()
        page.goto(driver.address)
        check("overlay alone", page.locator("#revsite-overlay").is_visible())
        page.screenshot(path=sys.argv[3] + "/overlay-alone.png")
        page.close()
        driver.close()


def main():
    program, site = sys.argv[1], sys.argv[2]
    chromium = sys.argv[4] if len(sys.argv) > 4 else "/usr/bin/chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        behaviour(browser, program)
        scripted(browser, program)
        nothing_good(browser, program)
        results = {}
        with tempfile.TemporaryDirectory() as folder:
            small_site(folder)
            for name, place in [("small page", folder), ("real site", site)]:
                driver = Driver(program, place)
                page = browser.new_page()
                page.goto(driver.address)
                if name == "real site":
                    # Its headings have markup within.
                    driver.tell("site")
                times = latency(page, driver)
                results[name] = {
                    "median": round(statistics.median(times), 1),
                    "worst": round(max(times), 1),
                    "least": round(min(times), 1),
                }
                page.close()
                driver.close()
        browser.close()
    print(json.dumps({"failures": failures, "milliseconds": results}, indent=1))
    sys.exit(1 if failures else 0)


main()
