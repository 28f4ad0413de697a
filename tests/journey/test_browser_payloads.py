"""Recorded attacks in every field of feeds and pages: none runs on what is published.

Each payload goes through the real ingest: in all text and URL fields of feed entries,
of the feed itself, and of the article's page (JSON-LD, OpenGraph, meta, markup).  Then
real Chromium opens every page that was published, looks at every address in it, and
sends every element the events that attacks wait for.  A control shows that the same
payloads do run under the same treatment where nothing guards.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from email.utils import formatdate
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen
from xml.sax.saxutils import escape as xml_escape

import markupsafe
import pytest

from newsfold.hub import Hub
from newsfold.model import Source
from newsfold.publish.card import story_path
from newsfold.publish.edition import Edition
from newsfold.publish.site import SiteInfo
from newsfold.publish.summary import summary
from newsfold.text.dates import iso
from support.browser import chromium, serving
from support.data import data_path
from support.dossiers import poisoned
from support.replay import Replay
from support.serving import serving as served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

pytestmark = pytest.mark.data
NOW = 1_772_400_000
LATER = 7_200
"""Seconds until the feeds say otherwise."""
WEEK = 7 * 86_400
"""Between the news of two feeds, so that each feed's make a story of their own."""
FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "always",
    "engine.workers": 1,
}
FIRES = 40
"""Recorded payloads that run in the control, at least: 44 of 151 did.  Many hold no
script, and most others need browsers of old: expression(), -o-link, E4X, VML."""
OWN = (
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript://a.example/%0aalert(1)",
    "\x01javascript:alert(1)",
    'https://a.example/" onclick="alert(1)',
    "https://a.example/' onclick='alert(1)",
    'https://a.example/"><script>alert(1)</script>',
    "https://a.example/ onerror=alert(1) x=",
    '"><img src=x onerror=alert(1)>',
    "</title></textarea></script><svg onload=alert(1)>",
)
"""What is written for URL fields, attributes and elements of text.  All of it runs."""

# Whatever an attack would do to show itself ends here, and stays without effect.
_TRAP = """
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
    window[name] = () => { fired(name); };
  }
"""
# Looks at every attribute, sends elements the events that they wait for, clicks what
# can be clicked.  Only what would lead to another page is held back.
_PROVOKE = """async () => {
  addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a, area");
    if (link && /^https?:$/.test(link.protocol || "")) event.preventDefault();
  }, true);
  addEventListener("submit", (event) => {
    const said = event.submitter?.getAttribute("formaction")
      || event.target.getAttribute("action") || "";
    const address = new URL(said, document.baseURI);
    if (/^https?:$/.test(address.protocol)) event.preventDefault();
  });
  const leads = new Set(["href", "src", "action", "formaction", "xlink:href", "data"]);
  const odd = [];
  for (const node of document.querySelectorAll("*")) {
    for (const {name, value} of [...node.attributes]) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc") {
        odd.push(name);
        const heard = new Event(name.slice(2), {bubbles: true, cancelable: true});
        try { node.dispatchEvent(heard); } catch {}
        dispatchEvent(new Event(name.slice(2)));
      } else if (leads.has(name)) {
        let scheme = "none";
        try { scheme = new URL(value, "https://base.example/").protocol; } catch {}
        const icon = node.rel === "icon" && scheme === "data:";
        if (!/^https?:$/.test(scheme) && !icon) odd.push(value);
      }
    }
    if (node.matches("a, area, button, input, select, textarea, summary, [tabindex]")
        && !node.matches("button.theme, button.keys")) {
      try { node.focus(); } catch {}
      const click = new MouseEvent("click", {bubbles: true, cancelable: true});
      try { node.click ? node.click() : node.dispatchEvent(click); } catch {}
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 10));
  return odd;
}"""
# What careless sites do with a field: set it as markup, twice, within tags and quotes.
_INSERT = """(markup) => {
  document.open();
  document.write("<!doctype html><title>control</title><body></body>");
  document.close();
  document.body.innerHTML = markup;
  document.body.innerHTML = document.body.innerHTML;
}"""
CARELESS = (
    ("", ""),
    ('<a title="', '">a</a>'),
    ("<a title='", "'>a</a>"),
    ("<img src=x alt=", ">"),
    ('<a href="', '">a</a>'),
    ("<textarea>", "</textarea>"),
    ("<template>", "</template>"),
)


def _payloads() -> list[str]:
    return [*json.loads(data_path("hostile/xss.json").read_text("utf-8")), *OWN]


class Watch:
    """A tab, and what ran in it."""

    def __init__(self, browser: Browser) -> None:
        self.fired: list[str] = []
        self.asked: list[str] = []
        """Requests to other hosts that are none for a picture."""
        self.base = ""
        context = browser.new_context()
        context.set_default_timeout(4_000)
        context.expose_binding("fired", lambda _source, name: self.fired.append(name))
        context.add_init_script(_TRAP)
        context.on("request", self._requested)
        self.page: Page = context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda popup: popup.close())

    def open(self, url: str) -> list[str]:
        """Open a page and provoke it; the addresses in it that are no http(s)."""
        self.base = "/".join(url.split("/")[:3]) + "/"
        self.page.goto(url, wait_until="load")
        return self.page.evaluate(_PROVOKE)

    def _dialog(self, dialog: Any) -> None:
        self.fired.append("dialog")
        dialog.dismiss()

    def _requested(self, request: Request) -> None:
        abroad = not request.url.startswith((self.base, "data:"))
        if abroad and request.resource_type != "image":
            self.asked.append(request.url)


def _feed(number: int, payload: str, state: str) -> str:
    """A feed whose every field holds the payload; `state` changes with each edition."""
    attribute = escape(payload)
    raw = payload.replace("]]>", "]]]]><![CDATA[>")
    site = f"https://feed{number}.example/"
    entries = []
    for kind, link in (
        ("feed", f"{site}feed/"),
        ("page", f"{site}page/?q={quote(payload)}"),
        ("link", payload),
        ("tail", f"{site}tail/?{payload}"),
    ):
        # Once escaped it is markup to who reads the feed, twice escaped it is text.
        text = xml_escape(payload)
        if kind in {"link", "tail"}:
            text = xml_escape(text)
        entries.append(
            f"""<item>
<title>{state} {kind} {number} {text}</title>
<link>{xml_escape(link)}</link>
<guid isPermaLink="{"true" if kind == "link" else "false"}">{kind}{text}</guid>
<description>{text}: {kind} {number}, at least {100 + number} people were hurt.
</description>
<content:encoded><![CDATA[<p>{state} {raw}</p><p>{text}</p>]]></content:encoded>
<author>{text}</author><dc:creator>{text}</dc:creator><category>{text}</category>
<enclosure url="{attribute}" type="image/jpeg" length="1"/>
<media:content url="https://img.example/{attribute}" medium="image"/>
<media:thumbnail url="{attribute}"/><source url="{attribute}">{text}</source>
<pubDate>{formatdate(NOW - number * WEEK - 3_600 * len(entries), usegmt=True)}</pubDate>
</item>"""
        )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>{attribute}</title><link>{attribute}</link>
<description>{attribute}</description>
<image><url>{attribute}</url><title>{attribute}</title></image>
{"".join(entries)}</channel></rss>"""


def _page(number: int, payload: str) -> str:
    """An article's page with the payload in all that states something of it."""
    stated = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": payload,
        "description": payload,
        "articleBody": f"{payload} At least {number} people were hurt. " * 9,
        "articleSection": payload,
        "keywords": [payload],
        "image": {"url": payload},
        "url": payload,
        "author": {"name": payload, "url": payload},
        "publisher": {"name": payload, "url": payload, "logo": {"url": payload}},
        "datePublished": iso(NOW - number * WEEK - 3_600),
    }
    told = json.dumps(stated).replace("</", "<\\/")
    value = escape(payload)
    meta = "".join(
        f'<meta {key}="{name}" content="{value}">'
        for key in ("property", "name")
        for name in (
            *("og:title", "og:description", "og:image", "og:url", "og:site_name"),
            *("article:author", "article:section", "article:tag", "twitter:title"),
            *("twitter:image", "author", "description", "keywords", "news_keywords"),
        )
    )
    return f"""<!doctype html><html><head><title>{value}</title>{meta}
<link rel="canonical" href="{value}"><link rel="image_src" href="{value}">
<script type="application/ld+json">{told}</script></head><body><article>
<h1>{value}</h1><p class="byline">By {value}</p><p>{value} and some more words.</p>
<p>{payload}</p><a href="{value}">{value}</a><img src="{value}" alt="{value}"></article>
</body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def hub(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub of hostile feeds alone, each of them read, changed, and read again."""
    del browser  # without one there is no use in making a hub
    folder = tmp_path_factory.mktemp("hostile") / "hub"
    Hub.create(folder)
    payloads = _payloads()

    with Replay() as web:

        def route(url: str) -> str:
            """Where the invented hosts are served: here."""
            parts = urlsplit(url)
            kind = parts.path.strip("/") or "home"
            return web.url(f"/{(parts.hostname or '').partition('.')[0]}/{kind}")

        for at, state in ((NOW, "First"), (NOW + LATER, "Second")):
            for number, payload in enumerate(payloads):
                feed = _feed(number, payload, state).encode("utf-8", "replace")
                web.serve(f"/feed{number}/rss.xml", feed, content_type="text/xml")
                for kind in ("page", "tail"):
                    page = _page(number, payload).encode("utf-8", "replace")
                    web.serve(f"/feed{number}/{kind}", page, content_type="text/html")
            with Hub.open(folder, environ={}, flags=FLAGS, now=at) as opened:
                urls = (
                    f"https://feed{n}.example/rss.xml" for n in range(len(payloads))
                )
                opened.watch(Source(url=url) for url in urls)
                counts = opened.run(force=True, route=route).counts
    assert counts["polled"] == len(payloads), counts
    return folder


@contextmanager
def _files(hub: Path) -> Iterator[tuple[str, str]]:
    """The folder of files, as a web server hands it out."""
    with serving(hub / "site") as base:
        yield base, "search.html"


@contextmanager
def _served(hub: Path) -> Iterator[tuple[str, str]]:
    """The pages as `newsfold serve` makes them for each request."""
    with served(hub, NEWSFOLD_NOW=iso(NOW + LATER)) as port:
        yield f"http://127.0.0.1:{port}/", "search"


SITES: dict[str, Callable[[Path], AbstractContextManager[tuple[str, str]]]] = {
    "files": _files,
    "served": _served,
}
"""How a hub's site comes to readers: its address, and where it answers searches."""


def _prove(watch: Watch, base: str, search: str, paths: list[str]) -> None:
    """Nothing runs on any of the pages, nor when payloads are searched for."""
    for path in paths:
        assert watch.open(base + quote(path)) == [], path
        assert watch.fired == [], path
        assert watch.asked == [], path
        assert watch.page.url.partition("#")[0].startswith(base), path
    for payload in (*OWN, *_payloads()[::8]):
        odd = watch.open(f"{base}{search}?q={quote(payload)}")
        assert (odd, watch.fired, watch.asked) == ([], [], []), payload


def test_the_ingest_took_the_payloads(hub: Path):
    payloads = _payloads()
    pages = [path.read_text("utf-8") for path in (hub / "site").rglob("*.html")]
    assert len(list((hub / "site").glob("2*/*/*.html"))) >= len(payloads)
    whole = "\n".join(pages)
    shown = sum(
        " ".join(str(markupsafe.escape(payload)).split())[:30] in whole
        for payload in payloads
    )
    assert shown > len(payloads) / 4, "what is no markup to feeds is shown as text"
    assert "Edited after publication" in whole


def _paths(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@pytest.mark.parametrize("site", sorted(SITES))
def test_no_payload_runs_on_any_page(browser: Browser, hub: Path, site: str):
    folder = hub / "site"
    with SITES[site](hub) as (base, search):
        paths = _paths(folder)
        if site == "served":
            # What is the same to the byte, but for where it searches, runs the same.
            paths = [path for path in paths if not _same(base, folder, path)]
            assert len(paths) < 40
        _prove(Watch(browser), base, search, paths)


def _same(base: str, folder: Path, path: str) -> bool:
    """Whether a page is served as it stands in the folder."""
    wanted = (folder / path).read_bytes().replace(b"search.html", b"search")
    try:
        with urlopen(base + quote(path)) as answer:  # noqa: S310  # on loopback
            return answer.read() == wanted
    except HTTPError:
        return False


def test_no_payload_would_run_if_the_ingest_let_all_through(
    browser: Browser, tmp_path: Path
):
    # A sixth of them: the rest take the same way, and each takes half a second.
    payloads = [*_payloads()[: -len(OWN) : 6], *OWN]
    stories = [poisoned(payload, n) for n, payload in enumerate(payloads)]
    edition = Edition(
        SiteInfo(title=OWN[-1], description=OWN[-2], now=NOW), map(summary, stories)
    )
    written = [(story_path(story), edition.site.story(story)) for story in stories]
    for path, text in [*written, *edition.files()]:
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", errors="replace")
    with serving(tmp_path) as base:
        _prove(Watch(browser), base, "search.html", _paths(tmp_path))


def test_the_same_payloads_run_where_nothing_guards(browser: Browser, tmp_path: Path):
    from playwright.sync_api import Error

    payloads = _payloads()
    for number, payload in enumerate(payloads):
        page = f"<!doctype html><title>control</title><body>{payload}</body>"
        (tmp_path / f"{number}.html").write_bytes(page.encode("utf-8", "replace"))
    ran: set[int] = set()
    watch = Watch(browser)
    with serving(tmp_path) as base:
        for number, payload in enumerate(payloads):
            watch.fired.clear()
            with suppress(Error):  # a page may go away, or never come to rest
                watch.open(f"{base}{number}.html")
                for before, after in CARELESS:
                    if watch.fired:
                        break
                    watch.page.evaluate(_INSERT, before + payload + after)
                    watch.page.evaluate(_PROVOKE)
            if watch.fired:
                ran.add(number)
    recorded = len(payloads) - len(OWN)
    own = [payload for n, payload in enumerate(OWN, recorded) if n not in ran]
    assert own == [], "do not run"
    assert len(ran) - len(OWN) >= FIRES, f"{len(ran)} of {len(payloads)} run"
