"""Sitemaps → articles, tips and further sitemaps to ask for.

An entry of the news extension says enough to be an article at once; one that only has
an address is a tip, if an article seems to stand there.  Of an index, the sitemaps that
changed last come first.
"""

from __future__ import annotations

import heapq
import itertools
import re
from collections import Counter, deque
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsfold.extract.failed import failed
from newsfold.extract.sitemap.document import Reader, read
from newsfold.model import (
    Article,
    Extraction,
    Failure,
    FeedInfo,
    Image,
    Provider,
    Request,
    Tip,
)
from newsfold.text import dates, html, paths, urls
from newsfold.text.language import of_tag

if TYPE_CHECKING:
    from newsfold.extract.sitemap.document import Entry
    from newsfold.model import Instant, Page

__all__ = ["extract_sitemap", "is_sitemap"]

_MOST = 1_000
"""Entries that are taken from one sitemap, the newest: what the news extension lets
one hold."""
_MOST_UNDATED = 1_000
"""Entries without any date that are taken from either end: sitemaps grow at one."""
_MOST_SITEMAPS = 50
_ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?>\s+|<\?[^>]*>|<!--(?:(?!-->).)*+-->)*+"
    rb"<(?:[\w-]{1,20}:)?(?:urlset|sitemapindex)[\s>]",
    re.DOTALL,
)
_HEAD = 4096
_DIGITS = re.compile(r"(\d+)")
_KEYWORDS = 20


def is_sitemap(body: bytes) -> bool:
    """Whether bytes begin as a sitemap does, packed or not."""
    head = body[:_HEAD]
    if head.startswith(b"\x1f\x8b"):
        return bool(next(read(body, Reader()), None))
    return _ROOT.match(head) is not None


def extract_sitemap(page: Page, *, since: Instant = 0, site: str = "") -> Extraction:
    """Read a sitemap, or an index of sitemaps.

    Left out is what is known to be older than `since`, and what lies on another site
    than the sitemap and `site`: anybody could claim that (`other-site`, one Failure for
    all).  A document that is none becomes a `Failure` with the reason `not-a-sitemap`.
    Never raises for what the page holds.
    """
    reader = Reader()
    entries = read(page.body, reader)
    chosen = _Chosen(page, since, site)
    for entry in entries:
        chosen.offer(entry, is_index=reader.kind == "sitemapindex")
    if not reader.kind:
        what = (
            f"its root is <{reader.root[:60]}>" if reader.root else "no markup at all"
        )
        failure = failed(page, "not-a-sitemap", reader.trouble or what)
        return Extraction(failures=(failure,))
    failures: list[Failure] = []
    if reader.trouble:
        failures.append(failed(page, "cut-short", reader.trouble))
    if chosen.foreign:
        detail = f"{chosen.foreign} addresses, the first {chosen.first_foreign}"
        failures.append(failed(page, "other-site", detail))
    return chosen.extraction(tuple(failures))


class _Chosen:
    """The entries that are kept: the newest, and of the undated those at either end."""

    def __init__(self, page: Page, since: Instant, site: str) -> None:
        self._page = page
        self._since = since
        self._base = page.url or page.request.url
        places = (self._base, page.request.url, site)
        self._sites = {_site_of(place) for place in places if place}
        self._dated: list[tuple[Instant, int, Entry]] = []
        self._first: list[Entry] = []
        self._last: deque[Entry] = deque(maxlen=_MOST_UNDATED)
        self._children: dict[str, Instant] = {}
        self._number = itertools.count()
        self._left = 0
        self.foreign = 0
        self.first_foreign = ""

    def offer(self, entry: Entry, *, is_index: bool) -> None:
        """Look at one entry."""
        entry.loc = urls.resolve(self._base, entry.loc)
        if not entry.loc:
            self._left += 1
        elif _site_of(entry.loc) not in self._sites:
            self.foreign += 1
            self.first_foreign = self.first_foreign or urls.shown(entry.loc)[:200]
        elif is_index:
            self._name(entry)
        else:
            self._keep(entry)

    def _name(self, entry: Entry) -> None:
        changed = _instant(entry.lastmod) or 0
        if changed and changed < self._since:
            self._left += 1
        else:
            self._children[entry.loc] = changed

    def _keep(self, entry: Entry) -> None:
        if not entry.title and not paths.is_article(entry.loc):
            self._left += 1
            return
        time = _instant(entry.published) or _instant(entry.lastmod)
        time = time or paths.day(entry.loc)
        if time is None:
            self._keep_undated(entry)
        elif time < self._since:
            self._left += 1
        else:
            item = (time, -next(self._number), entry)
            if len(self._dated) < _MOST:
                heapq.heappush(self._dated, item)
            else:
                heapq.heappushpop(self._dated, item)
                self._left += 1

    def _keep_undated(self, entry: Entry) -> None:
        if len(self._first) < _MOST_UNDATED:
            self._first.append(entry)
        else:
            self._left += len(self._last) == _MOST_UNDATED
            self._last.append(entry)

    def extraction(self, failures: tuple[Failure, ...]) -> Extraction:
        """What was chosen, the newest first."""
        dated = [entry for _, _, entry in sorted(self._dated, reverse=True)]
        kept = [*dated, *self._first, *self._last]
        names = Counter(entry.name for entry in kept if entry.name)
        name = names.most_common(1)[0][0] if names else ""
        parts = urlsplit(self._base)
        languages = Counter(entry.language for entry in kept if entry.language)
        return Extraction(
            articles=tuple(self._article(entry) for entry in kept if entry.title),
            tips=tuple(_tip(entry) for entry in kept if not entry.title),
            requests=self._requests(),
            failures=failures,
            left=self._left,
            feed=FeedInfo(
                kind="sitemap",
                title=html.to_line(name) or urls.host_of(self._base),
                site=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/",
                language=of_tag(languages.most_common(1)[0][0]) if languages else "",
            ),
        )

    def _article(self, entry: Entry) -> Article:
        published = dates.parse(entry.published) if entry.published else None
        evidence = {"title": "news sitemap", "web_url": "loc"}
        if published is not None:
            day = " (day only)" if published.precision == "day" else ""
            zone = "" if day or published.zone_stated else " (zone assumed)"
            evidence["published"] = f"publication_date{day}{zone}"
        words = (html.to_line(word) for word in re.split("[,،、;]", entry.keywords))
        image = urls.resolve(self._base, entry.image) if entry.image else ""
        return Article(
            title=html.to_line(entry.title),
            web_url=entry.loc,
            original_url=entry.loc,
            published=None if published is None else published.instant,
            modified=_instant(entry.lastmod),
            language=of_tag(entry.language),
            provider=Provider(
                name=html.to_line(entry.name), domain=urls.registrable(entry.loc)
            ),
            tags=tuple(dict.fromkeys(word for word in words if word))[:_KEYWORDS],
            images=(Image(url=image),) if image else (),
            source=self._page.request.source or self._page.request.url,
            evidence=evidence,
        )

    def _requests(self) -> tuple[Request, ...]:
        """The sitemaps of an index, those that changed last first.

        Of those that do not say, by turns the last and the first in the order of the
        numbers in their names: indexes count up, and begin at either end.
        """
        dated = [(-changed, url) for url, changed in self._children.items() if changed]
        plain = [url for url, changed in self._children.items() if not changed]
        plain.sort(key=_natural)
        turns = itertools.chain.from_iterable(zip(reversed(plain), plain, strict=True))
        ordered = dict.fromkeys([*(url for _, url in sorted(dated)), *turns])
        return tuple(
            Request(
                url=url,
                purpose="sitemap",
                source=self._page.request.source,
                parent=self._page.request.url,
                changed=self._children[url],
            )
            for url in itertools.islice(ordered, _MOST_SITEMAPS)
        )


def _tip(entry: Entry) -> Tip:
    changed = _instant(entry.lastmod) or paths.day(entry.loc)
    return Tip(url=entry.loc, published=_instant(entry.published), changed=changed)


def _instant(text: str) -> Instant | None:
    moment = dates.parse(text) if text else None
    return None if moment is None else moment.instant


def _site_of(url: str) -> str:
    """Whose site an address is of: the registrable domain, else the host."""
    return urls.registrable(url) or urls.host_of(url)


def _natural(url: str) -> list[tuple[int, str]]:
    return [
        (int(part[:18]), "") if part.isdecimal() and part.isascii() else (-1, part)
        for part in _DIGITS.split(url)
    ]
