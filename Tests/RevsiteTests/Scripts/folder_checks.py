"""Checks the pages of a finished folder without a browser: where they lead, how they are built."""

import os
import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from page_facts import read_page

CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+["']([^"']*)""")
LANGUAGE = re.compile("[a-z]{2}(-[A-Za-z0-9]+)*")


class SiteFolder:
    """The files of a finished site, and the facts of all its pages."""

    def __init__(self, path):
        self.path = str(path)
        self.files = set()
        for place, folders, names in os.walk(self.path, followlinks=True):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inner = os.path.relpath(place, self.path)
            self.files.update(name if inner == "." else f"{inner}/{name}" for name in names)
        self.folders = {parent for file in self.files for parent in parents(file)}
        self.pages = sorted(file for file in self.files if file.endswith(".html"))
        self.places = {}
        places = [os.path.join(self.path, page) for page in self.pages]
        # A process of its own costs more than a few pages do.
        if len(places) < 400:
            facts = map(read_file, places)
        else:
            with ProcessPoolExecutor() as pool:
                facts = list(pool.map(read_file, places, chunksize=50))
        self.facts = dict(zip(self.pages, facts))

    def root(self, page):
        """The folder of the edition or language that a page belongs to."""
        for folder in parents(page):
            if f"{folder}/manifest.json" in self.files or (
                    LANGUAGE.fullmatch(PurePosixPath(folder).name)
                    and f"{folder}/index.html" in self.files):
                return folder
        return ""

    def target(self, source, address):
        """The file that an address on a page or style sheet leads to, and its fragment."""
        path, _, fragment = address.partition("#")
        path = path.partition("?")[0]
        if not path:
            return source, unquote(fragment)
        key = dirname(source), path
        if key not in self.places:
            self.places[key] = normpath(join(dirname(source), unquote(path))) + (
                "/" if path.endswith("/") else "")
        return self.places[key], unquote(fragment)

    def reference_problem(self, source, address, is_asset, facts=None):
        """What is wrong with one address, or nothing."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return f"{address} is no address"
        what = "loads" if is_asset else "leads to"
        if parts.scheme == "data" and address.startswith("data:text/csv;"):
            return None
        if parts.scheme:
            allowed = () if is_asset else ("http", "https", "mailto", "tel")
            return None if parts.scheme in allowed else f"{what} {address[:80]}, outside the site"
        if address.startswith("/"):
            return f"{what} {address}, which is no relative path"
        if not address:
            return f"{what} nothing: an address is empty"
        file, fragment = self.target(source, address)
        if file.startswith(".."):
            return f"{what} {address}, above the site"
        if file.rstrip("/") in self.folders or file == "." or file.endswith("/"):
            return f"{what} {address}, a folder, of which file:// shows a list"
        if file not in self.files:
            return f"{what} {address}, and there is no file {file}"
        known = facts if file == source and facts else self.facts.get(file)
        if fragment and known and fragment != "top" and fragment not in known.ids:
            return f"{what} {address}, and there is no id {fragment}"
        return None

    def link_problems(self, page, facts=None):
        """Where a page leads that is not there; by its own facts or those that a browser tells."""
        facts = facts or self.facts[page]
        for address, is_asset in sorted(facts.references):
            problem = self.reference_problem(page, address, is_asset, facts)
            if problem:
                yield problem
        for name in sorted(facts.named - facts.ids):
            yield f"names the id {name}, which is not there"

    def icon_problems(self):
        """The first page that has a browser ask the host for `/favicon.ico`, outside the site."""
        without = [page for page, facts in self.facts.items() if not facts.has_icon]
        if without:
            more = f", like {len(without) - 1} others" if len(without) > 1 else ""
            yield without[0], f"names no icon{more}: browsers ask for /favicon.ico then"

    def style_problems(self):
        """Pairs of a style sheet and what it loads that is not there."""
        for sheet in sorted(file for file in self.files if file.endswith(".css")):
            with open(os.path.join(self.path, sheet), encoding="utf-8") as file:
                text = CSS_COMMENT.sub("", file.read())
            for found in CSS_ADDRESS.findall(text):
                address = next(filter(None, found), "")
                problem = not address.startswith("#") and self.reference_problem(
                    sheet, address, True)
                if problem:
                    yield sheet, problem

    def structure_problems(self):
        """Pairs of a page and what is wrong with its outline, language or title."""
        titles = {}
        for page, facts in self.facts.items():
            yield from ((page, problem) for problem in facts.problems)
            root = self.root(page)
            # What stands in the folder of a language is in it; all else is in that of the summary.
            name = PurePosixPath(root).name
            home = self.facts.get(f"{root}/index.html".lstrip("/"), facts)
            expected = name if LANGUAGE.fullmatch(name) else home.language
            if not LANGUAGE.fullmatch(facts.language):
                yield page, f'the language "{facts.language}" is none'
            elif facts.language != expected:
                yield page, f"the language is {facts.language}, not {expected}"
            # Two languages may well have the same name for something.
            other = titles.setdefault((root, facts.title), page)
            if not facts.title:
                yield page, "there is no title"
            elif other != page:
                yield page, f'the title "{facts.title}" is that of {other} too'


def parents(file):
    """The folders that a file is in, the innermost first."""
    return [str(folder) for folder in PurePosixPath(file).parents][:-1]


def read_file(place):
    """The facts of a page on the disk."""
    with open(place, encoding="utf-8") as file:
        return read_page(file.read())
