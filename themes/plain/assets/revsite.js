/* Sorts tables, searches tables and lists, shows titles beside what they explain, finds pages.
   Every page is whole without it. Its words are data of <html> and of the search form. */
(() => {
"use strict";

/** Begins with the page as it was sent; the signal ends what listens. */
function begin(signal) {
const page = document.documentElement;
const { decimal = ".", grouping = ",", wordSort = "", wordFilter, wordOf = "" } = page.dataset;

function make(name, attributes, ...content) {
  const element = document.createElement(name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...content);
  return element;
}

/** A text as it is compared: without capitals, accents and gaps. Marks of other scripts stay. */
function fold(text) {
  const bare = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ");
  return bare.normalize("NFC").toLowerCase().trim();
}

const on = (event, act, place = document) =>
  place.addEventListener(event, act, { capture: true, signal });

/** Words with numbers in the places of their names. */
function fill(words, numbers) {
  return words.replace(/{(\w+)}/g, (_, name) =>
    String(numbers[name]).replace(/\B(?=(\d{3})+$)/g, grouping));
}

/* Sorting */

const collator = new Intl.Collator(page.lang || [], { numeric: true });

/** The number of a cell without its unit; NaN for words, ranges and dates. */
function number(text) {
  const bare = text.replaceAll(grouping, "").replace(/\s/g, "").replace(decimal, ".");
  const [, before, value] = /^(\D*)(\d+(\.\d+)?)\D*$/.exec(bare) ?? [];
  return /[-\u2212]/.test(before) ? -value : +value;
}

/** Sorts by numbers, the largest first, where a column has any, else by texts. */
function makeSortable(table, rows) {
  const body = rows[0].parentNode;
  let current, clicks;

  function sort(head) {
    clicks = head === current ? (clicks + 1) % 3 : 1;
    if (current) current.ariaSort = null;
    current = head;
    if (clicks === 0) return body.prepend(...rows);
    const column = head.cellIndex;
    const texts = rows.map((row) => row.cells[column].textContent.trim());
    const numbers = column ? texts.map(number) : [];
    const hasNumbers = !numbers.every(isNaN);
    const isFalling = hasNumbers === (clicks === 1), sign = isFalling ? -1 : 1;
    const order = [...rows.keys()].sort((i, j) => hasNumbers
      ? isNaN(numbers[i]) - isNaN(numbers[j]) || sign * (numbers[i] - numbers[j])
      : sign * collator.compare(texts[i], texts[j]));
    head.ariaSort = isFalling ? "descending" : "ascending";
    body.prepend(...order.map((i) => rows[i]));
  }

  for (const head of table.querySelectorAll("thead tr:last-child > [scope=col]")) {
    if (!head.textContent.trim()) continue;
    // The bar of a scenario stands under the heading's span: the button goes inside.
    const name = head.querySelector(":scope > span") ?? head;
    // In front of a link, which cannot stand in a button.
    const words = name.querySelector("a") ? [] : name.childNodes;
    const button = make("button", { type: "button", class: "sorter" }, ...words);
    if (wordSort) button.title = wordSort;
    button.onclick = () => sort(head);
    name.prepend(button);
  }
}

/* Filtering */

/** Puts a field above a table or list that hides the items without its text, and with them all
    other rows: a total below some of its parts would look like theirs. */
function addFilter(place, items, others = []) {
  if (!wordFilter || items.length <= 12) return;
  const field = make("input", { type: "search" });
  const count = make("span", { role: "status" });
  let texts;
  field.oninput = () => {
    texts ??= items.map((item) => fold(item.textContent));
    const wanted = fold(field.value);
    const leftOut = items.filter((item, i) =>
      item.classList.toggle("left-out", !texts[i].includes(wanted)));
    for (const other of others) other.classList.toggle("left-out", wanted !== "");
    const all = items.length, n = all - leftOut.length;
    count.textContent = wanted && fill(wordOf, { n, all });
  };
  place.before(make("div", { class: "filter" }, make("label", {}, wordFilter, field), count));
}

for (const table of document.querySelectorAll("table.sheet")) {
  const all = [...table.querySelectorAll("tbody tr")], { order } = table.dataset;
  const isValue = (row) => row.classList.contains("r-value");
  const rows = all.filter(isValue), others = all.filter((row) => !isValue(row));
  // Rows below a total are in an order that means something: from opening to closing.
  if (order === "value" && rows.length >= 3 && all.slice(0, rows.length).every(isValue))
    makeSortable(table, rows);
  if (order !== "time")
    addFilter(table.closest(".table-scroll") ?? table, rows, others);
}
const entries = [...document.querySelectorAll(".directory > li")];
if (entries.length) addFilter(document.querySelector(".initials, .initial"), entries);

/* Titles */

const tip = make("div", { id: "tip", class: "tip", role: "tooltip", hidden: "" });
document.querySelector("main").append(tip);
// What is held has no title of its own: the browser would show it a second time.
let held, opening, closing, tapped;

const owner = (target) => held && (held.contains(target) || tip.contains(target)) ? held
  : target.closest("[title]");

function release() {
  clearTimeout(opening);
  clearTimeout(closing);
  if (!held) return;
  held.title = tip.textContent;
  held.removeAttribute("aria-describedby");
  held = null;
  tip.hidden = true;
}

function hold(element, wait) {
  release();
  held = element;
  tip.textContent = held.title;
  held.removeAttribute("title");
  held.setAttribute("aria-describedby", tip.id);
  opening = setTimeout(() => {
    tip.hidden = false;
    place();
  }, wait);
}

/** Puts the box above what it explains or, where there is no room, below. */
function place() {
  if (tip.hidden) return;
  tip.style.left = tip.style.top = 0;
  const box = tip.getBoundingClientRect(), target = held.getBoundingClientRect();
  const within = (value, most) => `${Math.max(8, Math.min(value, most - 8))}px`;
  const above = target.top - box.height - 6;
  tip.style.left = within(target.left, page.clientWidth - box.width);
  tip.style.top = within(above < 8 ? target.bottom + 6 : above, page.clientHeight - box.height);
}

on("scroll", place);
on("mouseleave", ({ target }) => target === page && release());
signal.onabort = release;
on("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch") return;
  const element = owner(target);
  clearTimeout(closing);
  if (element && element !== held) hold(element, 300);
  // Time to get into the box, whose text may be read and copied.
  else if (!element && !held?.matches(":focus-visible")) closing = setTimeout(release, 200);
});
on("focusin", ({ target }) => {
  const element = owner(target);
  if (element && element !== held && target.matches(":focus-visible")) hold(element, 0);
});
on("focusout", ({ target }) => held?.contains(target) && release());
on("pointerup", ({ target, pointerType }) => {
  if (pointerType !== "touch") return;
  const element = owner(target), isSecond = element === held;
  release();
  // A figure's link is followed by the second tap, that of a page at once.
  if (!isSecond && element?.matches(".figure, .undefined, abbr")) hold(tapped = element, 0);
});
on("click", (event) => {
  if (tapped?.contains(event.target)) event.preventDefault();
  tapped = null;
});
on("keydown", ({ key }) => {
  if (key !== "Escape") return;
  clearTimeout(opening);
  tip.hidden = true;
});

// What is no link is reached by Tab too; an abbreviation that comes again, once.
const known = new Set();
for (const element of document.querySelectorAll("abbr[title], .undefined[title]")) {
  if (element.closest("a, button, summary") || known.has(element.title)) continue;
  if (element.localName === "abbr") known.add(element.title);
  element.tabIndex = 0;
}

/* Search */

const form = document.querySelector("form.search[data-index]");
if (form) makeSearch(form.dataset);

function makeSearch(data) {
  const { index, root = "", key = "/", wordSearch = "", wordFound = "" } = data;
  // Thai, kana, Han and Hangul: words that no spaces part are found within others.
  const unspaced = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
  const plain = (text) => " " + fold(text.replace(/[^\p{L}\p{M}\p{N}]+/gu, " "));
  let entries, script, chosen = -1;

  const list = make("div", { id: "found", role: "listbox", "aria-label": wordSearch });
  const field = make("input", {
    type: "search", role: "combobox", "aria-label": wordSearch, placeholder: wordSearch,
    "aria-autocomplete": "list", "aria-controls": list.id, autocomplete: "off" });
  const status = make("p", { role: "status" });

  /** Entries with all words, those first whose title is or begins with them. */
  function matches(words) {
    const sought = words.map((word) => unspaced.test(word) ? word : " " + word);
    const ranks = [[], [], [], []], whole = " " + words.join(" ");
    for (const entry of entries) {
      const { title, rest } = entry, isIn = (word) => title.includes(word);
      if (!sought.every((word) => isIn(word) || rest.includes(word))) continue;
      const rank = title.startsWith(whole) ? 1 : sought.every(isIn) ? 2 : 3;
      ranks[title === whole ? 0 : rank].push(entry);
    }
    return ranks.flat();
  }

  /** A text with what was found in it marked; of a long one, some words around that. */
  function marked(text, pattern, longest = Infinity) {
    // A character whose folding would move the others stays as it is.
    const folded = text.replace(/./gsu, (character) => {
      const piece = fold(character);
      return piece.length === character.length ? piece : character;
    });
    const hits = [...folded.matchAll(pattern)], nodes = [];
    let at = Math.min((hits[0]?.index ?? 0) - 40, text.length - longest);
    at = at > 0 ? Math.max(text.lastIndexOf(" ", at) + 1, at - 20) : 0;
    const end = Math.min(text.length, at + longest);
    if (at > 0) nodes.push("…");
    for (const { index, 0: { length } } of hits) {
      if (index < at || index + length > end) continue;
      nodes.push(text.slice(at, index), make("mark", {}, text.slice(index, index + length)));
      at = index + length;
    }
    return [...nodes, text.slice(at, end), end < text.length ? "…" : ""];
  }

  function show(options = [], message = "") {
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    field.ariaExpanded = !list.hidden;
    status.textContent = message;
    form.classList.toggle("is-open", message !== "");
    choose(-1);
  }

  function search() {
    const words = plain(field.value).split(" ").filter(Boolean);
    if (!entries || words.length === 0) return show();
    const found = matches(words), shown = found.slice(0, 12);
    // Reversed, a word comes before its own beginning.
    const pattern = new RegExp(words.sort().reverse().map((word) =>
      unspaced.test(word) ? word : `(?<![\\p{L}\\p{M}\\p{N}])${word}`).join("|"), "gu");
    show(shown.map(({ name, href, kind, text }, i) => make("a", {
      id: `found-${i}`, role: "option", tabindex: -1, href: root + href
    }, make("b", {}, ...marked(name, pattern)), " ", make("small", {}, kind), " ",
    make("span", {}, ...marked(text, pattern, 120)))),
    found.length ? fill(wordFound, { n: shown.length, all: found.length }) : data.wordNothing);
  }

  function choose(i) {
    chosen = i;
    [...list.children].forEach((link, n) => link.ariaSelected = n === i);
    const link = list.children[i];
    link?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", link?.id ?? "");
  }

  window.revsiteSearch = ({ pages }) => {
    entries = pages.map(([name, href, kind, text]) => (
      { name, href, kind, text, title: plain(name), rest: plain(`${kind} ${text}`) }));
    if (document.activeElement === field) search();
  };
  field.onfocus = () => {
    if (script) return;
    script = make("script", { src: index });
    script.onload = () => script.remove();
    script.onerror = () => {
      script = null;
      show([], data.wordUnavailable);
    };
    document.head.append(script);
  };
  field.oninput = search;
  field.onkeydown = (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      if (list.hidden) search();
      // The place before the first result is the field itself.
      const places = list.children.length + 1;
      choose((chosen + 1 + step + places) % places - 1);
    } else if (event.key === "Enter") list.children[Math.max(chosen, 0)]?.click();
    // The browser empties the field at the next Escape.
    else if (event.key === "Escape" && form.matches(".is-open")) show();
    else return;
    event.preventDefault();
  };
  form.onsubmit = (event) => event.preventDefault();
  on("revsite:stale", (event) => {
    const own = new URL(index, location).pathname.slice(1);
    if (!event.detail.every((path) => path === own)) return;
    entries = script = null;
    event.preventDefault();
  });
  on("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || show(), form);
  on("keydown", (event) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    field.focus();
  });
  show();
  form.append(field, make("div", { class: "found" }, status, list));
  form.hidden = false;
}
}

/* The preview puts a fresh page in the place of the old one. */

let live;
function start() {
  live = new AbortController();
  begin(live.signal);
}
document.addEventListener("revsite:swap", (event) => {
  event.preventDefault();
  live.abort();
});
document.addEventListener("revsite:swapped", start);
start();
})();
