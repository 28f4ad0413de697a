/* The site's one script: colours, keys, and search where the site is made of files.
   No page needs it; it loads nothing and sends nothing. */

"use strict";

(() => {
  const html = document.documentElement;
  const root = document.body.dataset.root;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  html.classList.add("scripted");

  /** An element with classes and children, which are elements or text. */
  function make(name, classes, ...children) {
    const node = document.createElement(name);
    if (classes) node.className = classes;
    node.append(...children);
    return node;
  }

  // Colours: as the system has them, or as the reader chose.

  const THEMES = ["auto", "light", "dark"];
  const kept = (() => {
    try { return window.localStorage; } catch { return {}; }  // it may be forbidden
  })();

  function paint(theme) {
    if (theme === "auto") delete html.dataset.theme;
    else html.dataset.theme = theme;
    for (const button of all("button.theme")) {
      button.textContent = theme[0].toUpperCase() + theme.slice(1);
      button.setAttribute("aria-label", `${button.textContent}: change the colours`);
    }
  }

  function chosen() {
    return THEMES.includes(kept.theme) ? kept.theme : "auto";
  }

  function repaint() {
    const next = THEMES[(THEMES.indexOf(chosen()) + 1) % THEMES.length];
    try { kept.theme = next; } catch { /* full or forbidden: it holds for this page */ }
    paint(next);
  }

  // Keys

  const HELP = [
    ["j k", "next and previous story or report"],
    ["o", "open it"],
    ["/", "search"],
    ["t", "light, dark or automatic colours"],
    ["g h", "front page"],
    ["g l", "latest"],
    ["g s", "sources"],
    ["?", "these keys"],
  ];
  const PLACES = { h: "index.html", l: "latest.html", s: "about.html" };
  const ITEMS = ".card :is(h2, h3) a, .report h4 a";
  let going = 0;

  function step(by) {
    const items = all(ITEMS);
    const owner = document.activeElement.closest(".card, .report");
    let at = items.findIndex((item) => owner && owner.contains(item));
    if (at < 0) {
      const below = items.findIndex((item) => item.getBoundingClientRect().top >= 0);
      at = (below < 0 ? items.length : below) - (by > 0 ? 1 : 0);
    }
    const next = items[at + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  function help() {
    let dialog = one("dialog.help");
    if (!dialog) {
      const rows = HELP.map(([keys, what]) => make("div", "",
        make("dt", "", ...keys.split(" ").map((key) => make("kbd", "", key))),
        make("dd", "", what)));
      const close = make("button", "", "Close");
      const title = make("h2", "label", "Keyboard");
      title.id = "keyboard";
      dialog = make("dialog", "help", title, make("dl", "", ...rows), close);
      dialog.setAttribute("aria-labelledby", title.id);
      close.addEventListener("click", () => dialog.close());
      document.body.append(dialog);
    }
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  const ACTIONS = {
    j: () => step(1),
    k: () => step(-1),
    o: () => { if (document.activeElement.matches(ITEMS)) document.activeElement.click(); },
    t: repaint,
    "?": help,
    "/": () => { one(".find input").focus(); one(".find input").select(); },
    g: () => { going = Date.now(); },
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (one("dialog[open]") && event.key !== "?") return;
    const place = Date.now() - going < 1500 && PLACES[event.key];
    const action = place ? () => location.assign(root + place) : ACTIONS[event.key];
    if (!action) return;
    event.preventDefault();
    if (event.key !== "g") going = 0;
    action();
  });

  // Search over the list of latest stories that a site of files carries.

  const MOST = 100;
  const DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;
  const DATE = { day: "numeric", month: "short", timeZone: "UTC" };
  const UNPARTED = /[\u2e80-\u9fff\uac00-\ud7af]/;

  function folded(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /** The words of a text, parted by single blanks and between two. */
  function spaced(text) {
    return ` ${(folded(text).match(/[\p{L}\p{N}]+/gu) || []).join(" ")} `;
  }

  const same = (wanted, found) => folded(wanted) === folded(found);

  /** Operators; of `source`, `lang` and `verdict` a story needs one, not all. */
  const TESTS = {
    topic: (story, value) => story.topics.some((name) =>
      same(value, name) || same(value.replaceAll("-", " "), name)),
    source: (story, value) => folded(story.outlet).includes(folded(value))
      || story.domains.some((name) => name === value || name.endsWith(`.${value}`)),
    after: (story, value) => story.time.slice(0, value.length) >= value,
    before: (story, value) => story.time.slice(0, value.length) < value,
    lang: (story, value) => same(value, story.language),
    verdict: (story, value) => same(value, story.verdict),
  };
  const ANY = new Set(["source", "lang", "verdict"]);

  /** Whether a word, `begin*` or a phrase stands in the story. */
  function says(story, words) {
    const text = spaced(words);
    if (UNPARTED.test(text)) return story.text.includes(text.trim());
    return story.text.includes(words.endsWith("*") ? text.trimEnd() : text);
  }

  /** What a query demands: tests that a story passes; throws what is wrong with it. */
  function demands(query) {
    const found = [];
    const any = {};
    const pattern = /(-?)(?:([a-z]+):)?(?:"([^"]*)"|([^\s"]+))/gu;
    for (const [whole, minus, name, phrase, word] of query.matchAll(pattern)) {
      const value = phrase || word || "";
      if (Object.hasOwn(TESTS, name || "") && value && !minus) {
        if ((name === "after" || name === "before") && !DAY.test(value)) {
          throw new Error(`${whole} is no date; write ${name}:2026-02-01`);
        }
        const test = (story) => TESTS[name](story, value);
        if (ANY.has(name)) (any[name] ||= []).push(test);
        else found.push(test);
      } else if (/[\p{L}\p{N}]/u.test(value)) {
        const words = name ? `${name}:${value}` : value;
        found.push((story) => says(story, words) !== Boolean(minus));
      }
    }
    for (const tests of Object.values(any)) {
      found.push((story) => tests.some((test) => test(story)));
    }
    return found;
  }

  /** A line of the index as a story; see search_index.py. */
  function read(line) {
    const [href, title, excerpt, outlet, more, time, topics, domains, language, verdict,
      kind, sign, label] = line;
    return { href, title, excerpt, outlet, more, time, topics: topics.split("|"),
      domains: domains.split(" "), language, verdict, kind, sign, label,
      text: spaced(`${title} ${excerpt} ${outlet}`) };
  }

  function shown(story) {
    const link = make("a", "", story.title);
    link.href = root + story.href;
    link.dir = "auto";
    if (story.language) link.lang = story.language;
    const words = make("div", "words", make("h2", "", link));
    if (story.excerpt) words.append(make("p", "excerpt", story.excerpt));
    if (story.label) {
      words.append(make("p", "verdict", make("span", `chip ${story.kind}`,
        make("span", "sign", story.sign), story.label)));
    }
    const by = make("span", "", make("b", "outlet", story.outlet));
    if (story.more) by.append(` and ${story.more} more`);
    const day = new Date(story.time).toLocaleDateString("en-GB", DATE);
    const time = make("time", "", `${day}, ${story.time.slice(11, 16)}`);
    time.dateTime = story.time;
    words.append(make("p", "meta", by, " ", time));
    return make("article", "card", words);
  }

  function search(index) {
    const query = (new URLSearchParams(location.search).get("q") || "").trim();
    const status = one("#found");
    one(".find input").value = query;
    if (!query) {
      status.textContent = `Over the latest ${index.length} stories.`;
      return;
    }
    let tests;
    try { tests = demands(query); } catch (problem) {
      status.textContent = problem.message;
      return;
    }
    const found = tests.length
      ? index.map(read).filter((story) => tests.every((test) => test(story))) : [];
    document.title = `${query} – ${document.title}`;
    one(".operators").open = !found.length;
    status.textContent = `${found.length} ${found.length === 1 ? "story" : "stories"}`
      + ` for “${query}” among the latest ${index.length}`
      + (found.length > MOST ? `; the newest ${MOST} are shown` : "");
    one("#results").append(...found.slice(0, MOST).map(shown));
  }

  paint(chosen());
  for (const button of all("button.theme")) button.addEventListener("click", repaint);
  for (const button of all("button.keys")) button.addEventListener("click", help);
  if (globalThis.newsfoldIndex) search(globalThis.newsfoldIndex);
})();
