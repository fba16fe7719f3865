"""What can be told of a finished page from its text alone, quickly enough for ten thousand."""

import html
import re
from collections import Counter
from dataclasses import dataclass, field

# A tag, with what no tag may be looked for in: comments, and what scripts and styles hold. The
# possessive forms keep the time linear. check_pages.py has the markup itself validated.
TAG = re.compile(
    r"<!--.*?-->|<(?:script|style)\b([^>]*+)>.*?</(?:script|style)>"
    r"""|<(/?)([a-zA-Z][\w-]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""", re.DOTALL)
ATTRIBUTE = re.compile(r"""([^\s=/"'>]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""")
# Most tags are of drawings; only these attributes of theirs matter.
MATTERS = re.compile(r"""\b(?:id|href|src|srcset|aria-[a-z]+by|aria-controls|headers)\s*=|url\(#""")
PAGE_TAGS = frozenset(
    "html title h1 h2 h3 h4 h5 h6 header nav main footer article aside section table th a base "
    "button img link script source form object iframe video audio track label output input".split())
ADDRESSES = ("href", "xlink:href", "src", "poster", "data", "action")
IDENTIFIERS = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list")
# Links lead to what is read next; all else is loaded with the page.
LINKS = frozenset(["a", "area", "form"])
LINK_RELATIONS = frozenset("canonical alternate author license next prev help".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# Those whose words are read.
SPEAKING = HEADINGS | {"title", "a", "th", "table"}
SCOPES = frozenset("col row colgroup rowgroup".split())
SECTIONS = frozenset("article aside main nav section".split())
LANDMARKS = ("header", "nav", "main", "footer")


@dataclass
class PageFacts:
    """A page's references, identifiers and outline, and what is wrong with them by themselves."""

    language: str = ""
    title: str = ""
    has_icon: bool = False
    ids: set = field(default_factory=set)
    # Pairs of an address as it is written and whether it is loaded with the page.
    references: set = field(default_factory=set)
    # Identifiers that other attributes than addresses name.
    named: set = field(default_factory=set)
    problems: list = field(default_factory=list)


def attributes_of(text):
    """A tag's attributes by name, with their characters spelled out."""
    return {name.lower(): html.unescape(one or two or bare)
            for name, one, two, bare in ATTRIBUTE.findall(text)}


def words_of(text):
    """What a reader gets from a piece of markup: its text and the texts in place of images."""
    told = re.findall(r"""\b(?:alt|aria-label)\s*=\s*"([^"]*)\"""", text)
    return " ".join(" ".join([re.sub(r"<[^>]*>", " ", text), *told]).split())


def read_page(text):
    """Reads one page."""
    facts, outline, inside, landmarks, labels = PageFacts(), [], 0, Counter(), []
    for match in TAG.finditer(text):
        script, closes, name, rest = match.groups()
        # A comment is matched too, and has none of these.
        name, rest = ("script", script or "") if name is None else (name.lower(), rest)
        if closes:
            inside -= name in SECTIONS
            continue
        if name not in PAGE_TAGS and not (rest and MATTERS.search(rest)):
            continue
        attributes = attributes_of(rest)
        collect(name, attributes, facts)
        if name in SPEAKING:
            inner = text[match.end():text.find(f"</{name}", match.end())]
            facts.problems += element_problems(name, attributes, inner)
            if name in HEADINGS:
                outline.append((int(name[1]), words_of(inner)))
            elif name == "title" and not facts.title:
                facts.title = words_of(inner)
        # Headers and footers within a section or the main part are no landmarks.
        if name == "nav":
            label = attributes.get("aria-label") or attributes.get("aria-labelledby")
            # Several lists of links are told apart by their labels.
            landmarks[name] += not labels or not label or label in labels
            labels.append(label)
        elif name == "main" or name in LANDMARKS and inside == 0:
            landmarks[name] += 1
        inside += name in SECTIONS
    facts.problems += outline_problems(outline)
    facts.problems += [f"there are {landmarks[name]} {name} landmarks, not one"
                       for name in LANDMARKS if landmarks[name] != 1]
    return facts


def element_problems(name, attributes, inner):
    """What is wrong with one element and the markup in it."""
    if name == "a" and "href" in attributes:
        label = attributes.get("aria-label", "") + attributes.get("aria-labelledby", "")
        if not words_of(inner) and not label.strip():
            yield f"the link to {attributes['href']} has no text"
    elif name == "th" and attributes.get("scope") not in SCOPES:
        yield f'the table head "{words_of(inner)}" has no scope'
    elif name == "table" and "<th" not in inner:
        yield "a table has no heads"


def collect(name, attributes, facts):
    """Notes the identifier and the references of one tag."""
    identifier = attributes.get("id")
    if identifier is not None:
        if identifier in facts.ids:
            facts.problems.append(f"the id {identifier} is there twice")
        facts.ids.add(identifier)
    if name == "html":
        facts.language = attributes.get("lang", "")
    elif name == "base":
        facts.problems.append("a base element changes where links lead")
    relations = attributes.get("rel", "").lower().split()
    facts.has_icon |= "icon" in relations and "href" in attributes
    is_asset = name not in LINKS and not LINK_RELATIONS.intersection(relations)
    for key in ADDRESSES:
        if key in attributes:
            facts.references.add((attributes[key].strip(), is_asset))
    for candidate in attributes.get("srcset", "").split(","):
        if candidate.strip():
            facts.references.add((candidate.split()[0], True))
    for key in IDENTIFIERS:
        facts.named.update(attributes.get(key, "").split())
    for value in attributes.values():
        if "url(#" in value:
            facts.named.update(re.findall(r"""url\(#([^)"']+)""", value))


def outline_problems(outline):
    """What is wrong with the order of a page's headings, pairs of a level and a text."""
    count = sum(level == 1 for level, _ in outline)
    if count != 1:
        yield f"there are {count} h1, not one"
    before = 0
    for level, words in outline:
        if level > before + 1:
            yield f'the heading "{words[:60]}" is an h{level} after ' + (
                f"an h{before}" if before else "no heading")
        if not words:
            yield f"an h{level} is empty"
        before = level
