"""The site's pages, rendered for each request from what the store holds now."""

from __future__ import annotations

import re
import time
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from newsfold.errors import NotFoundError, UsageError
from newsfold.publish import edition, feeds
from newsfold.publish.card import story_path, topic_path
from newsfold.publish.dealings import DEALS_PAGE, KINDS, Asked
from newsfold.publish.organisations import (
    ORGANISATIONS_PAGE,
    keys,
    keys_of,
    organisation_path,
    others,
)
from newsfold.publish.site import (
    ASSETS,
    PAGE_SIZE,
    Site,
    asset,
    latest_path,
    pages_of,
    topic_page,
)
from newsfold.publish.storyline import relatives
from newsfold.publish.watching import atom
from newsfold.serve.answers import Answer, Moved
from newsfold.serve.filters import asked_of, query_of
from newsfold.store.folder import MEDIA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Literal

    from starlette.requests import Request

    from newsfold.archive import Hit
    from newsfold.hub import Hub
    from newsfold.model import Summary
    from newsfold.publish.card import Card

_FRESH = 10.0
"""Seconds for which the topics and their counts are taken as they were."""
_FOUND = 24
"""Stories on one page of a search."""
_DISPUTES = 6
_SITEMAP = 50_000
_ID = 13
_DIGITS = 7
_RENDITION = re.compile(r"[0-9a-f]{24}\.webp")
_XML, _FEED, _CSS, _JS = (
    "application/xml; charset=utf-8",
    "application/feed+json",
    "text/css; charset=utf-8",
    "text/javascript; charset=utf-8",
)


class Pages:
    """What the site's addresses answer."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._shelves: dict[str, tuple[str, int]] = {}
        self._counted = -_FRESH

    # ── lists ────────────────────────────────────────────────────────────────────

    def front(self, request: Request) -> Answer:
        """The front page, or one that goes on from it."""
        site, number = self._site(), _number(request)
        cards, total = self._page(site, "", "heat", number)
        disputes = [
            site.card(told)
            for told, _ in self._hub.summaries.shelf(
                "disputed", order="heat", limit=_DISPUTES
            )
            if number == 1
        ]
        text = site.front(cards, disputes=disputes, number=number, total=total)
        return Answer(text.encode("utf-8", "replace"))

    def latest(self, request: Request) -> Answer:
        """All stories, the one updated last first."""
        return self._list("", "time", _number(request), "Latest", latest_path)

    def topic(self, request: Request) -> Answer:
        """The stories of one topic, the hottest first."""
        name, _, page = str(request.path_params["topic"]).partition("-page-")
        path = f"topics/{name}.html"
        number = int(page) if page.isdecimal() else 1
        for shelf, (topic, _) in self._counts().items():
            if topic and topic_path(topic) == path:
                return self._list(
                    shelf, "heat", number, topic, partial(topic_page, path)
                )
        raise NotFoundError("there is no such topic")

    def _list(
        self,
        shelf: str,
        order: Literal["time", "heat"],
        number: int,
        heading: str,
        path_at: Callable[[int], str],
    ) -> Answer:
        site = self._site()
        cards, total = self._page(site, shelf, order, number)
        text = site.listing(heading, cards, path_at=path_at, number=number, total=total)
        return Answer(text.encode("utf-8", "replace"))

    def _page(
        self, site: Site, shelf: str, order: Literal["time", "heat"], number: int
    ) -> tuple[list[Card], int]:
        """The cards of one page of a shelf, and how many stories stand on all."""
        total = self._counts().get(shelf, ("", 0))[1]
        if not 1 <= number <= pages_of(total):
            raise NotFoundError("the list has no such page")
        rows = self._hub.summaries.shelf(
            shelf, order=order, limit=PAGE_SIZE, skip=(number - 1) * PAGE_SIZE
        )
        return [site.card(told) for told, _ in rows], total

    def _counts(self) -> dict[str, tuple[str, int]]:
        if time.monotonic() - self._counted >= _FRESH:
            self._shelves = self._hub.summaries.shelves()
            self._counted = time.monotonic()
        return self._shelves

    def _site(self) -> Site:
        topics = {name: count for name, count in self._counts().values() if name}
        return Site(self._hub.site_info, edition.sections(topics), live=True)

    # ── one story, search, sources ───────────────────────────────────────────────

    def story(self, request: Request) -> Answer | Moved:
        """The page of a story, whose id ends its address."""
        dossier = self._hub.story(str(request.path_params["name"])[-_ID:])
        if not dossier.published:
            raise NotFoundError("this story is not published")
        path = story_path(dossier)
        if path != request.url.path.lstrip("/"):
            return Moved(quote(path))
        known = self._hub.summaries.known(relatives(dossier))
        named = self._hub.called(keys_of(dossier))
        text = self._site().story(dossier, known, named)
        return Answer(text.encode("utf-8", "replace"))

    def search(self, request: Request) -> Answer:
        """Stories with articles that the query asks for, the newest first."""
        query = request.query_params.get("q", "").strip()
        place = request.query_params.get("below", "")
        below = int(place) if place.isdecimal() else None
        site = self._site()
        try:
            stories, more = self._found(query, below)
        except UsageError as error:
            text = site.search(query, problem=str(error))
            return Answer(text.encode("utf-8", "replace"), status=400)
        cards = [site.card(told) for told in stories]
        href = f"search?q={quote(query)}&below={more}" if more else ""
        text = site.search(query, cards, total=len(cards), more=href)
        return Answer(text.encode("utf-8", "replace"))

    def _found(self, query: str, below: int | None) -> tuple[list[Summary], int]:
        """The stories, and the place below which to go on; 0: nothing is left."""
        stories: dict[str, Summary | None] = {}
        for hit in self._hits(query, below):
            name = self._hub.story_id(hit.article.id)
            if name is not None and name not in stories:
                stories[name] = self._hub.summaries.get(name)
                if len(stories) == _FOUND:
                    return [told for told in stories.values() if told], hit.place
        return [told for told in stories.values() if told], 0

    def _hits(self, query: str, below: int | None) -> Iterator[Hit]:
        while hits := self._hub.search(query, limit=_FOUND, below=below, shown=True):
            yield from hits
            below = hits[-1].place

    def about(self, _: Request) -> Answer:
        """The outlets, the health of the sources, how to read the marks."""
        text = self._site().about(
            self._hub.summaries.tallies(),
            self._hub.sources(),
            self._hub.host_rights(),
            stories=self._counts().get("", ("", 0))[1],
        )
        return Answer(text.encode("utf-8", "replace"), seconds=60)

    def deals(self, request: Request) -> Answer | Moved:
        """The deals that are asked for by kind, status, organisation, sum and time."""
        asked = asked_of(request.query_params)
        page = request.query_params.get("page", "1")
        if "kind" in request.path_params:  # where the folder of files has them
            return self._deals_of(str(request.path_params["kind"]))
        number = int(page) if page.isdecimal() and len(page) < _DIGITS else 0
        site, kinds = self._site(), self._hub.kinds_of_deals()
        try:
            query = query_of(asked)
        except UsageError as error:
            text = site.deals((), kinds=kinds, asked=asked, problem=str(error))
            return Answer(text.encode("utf-8", "replace"), status=400)
        total = self._hub.count_deals(query)
        if not 1 <= number <= pages_of(total, DEALS_PAGE):
            raise NotFoundError("the list has no such page")
        skip = (number - 1) * DEALS_PAGE
        found = self._hub.deals(query, limit=DEALS_PAGE, skip=skip)
        named = self._hub.called(name for deal, _ in found for name in keys(deal))
        text = site.deals(
            found, kinds=kinds, asked=asked, number=number, total=total, known=named
        )
        return Answer(text.encode("utf-8", "replace"))

    def _deals_of(self, name: str) -> Moved:
        """Where the deals are that a page of the folder of files shows."""
        kind, _, part = name.partition("-page-")
        if kind.isdecimal():
            kind, part = "", kind
        number = int(part) if part.isdecimal() and len(part) < _DIGITS else 1
        if kind and kind not in KINDS:
            raise NotFoundError("there is no such kind of deal")
        return Moved(Asked(kind=kind).href(number))

    def organisations(self, request: Request) -> Answer:
        """Organisations, the one with the latest news first."""
        number, all_ = _number(request), self._hub.organisations()
        if not 1 <= number <= pages_of(len(all_), ORGANISATIONS_PAGE):
            raise NotFoundError("the list has no such page")
        start = (number - 1) * ORGANISATIONS_PAGE
        some = all_[start : start + ORGANISATIONS_PAGE]
        text = self._site().organisations(some, number=number, total=len(all_))
        return Answer(text.encode("utf-8", "replace"))

    def organisation(self, request: Request) -> Answer | Moved:
        """One organisation, with all that is said of it."""
        name = str(request.path_params["id"])
        one = self._hub.organisation(name)
        cells = self._hub.cells(one.id)
        if not cells:
            raise NotFoundError("nothing is published of it")
        if one.id != name:
            return Moved(organisation_path(one.id))
        text = self._site().organisation(
            one,
            cells,
            stories=self._hub.summaries.known({cell.story for cell in cells}),
            known=self._hub.called(others(cells)),
        )
        return Answer(text.encode("utf-8", "replace"))

    def moves(self, _: Request) -> Answer:
        """The latest facts that changed."""
        text = self._site().moves(self._hub.changed_facts(edition.FEED_ITEMS))
        return Answer(text.encode("utf-8", "replace"))

    def missing(self, root: str) -> str:
        """The page for an address that leads nowhere; `root`: the way up from there."""
        return self._site().missing(root)

    # ── for machines ─────────────────────────────────────────────────────────────

    def rss(self, _: Request) -> Answer:
        """The latest stories as RSS."""
        text = feeds.rss(self._hub.site_info, self._latest(edition.FEED_ITEMS))
        return Answer(text.encode("utf-8", "replace"), "application/rss+xml")

    def changes(self, _: Request) -> Answer:
        """The latest facts that changed, as RSS."""
        told = self._hub.changed_facts(edition.FEED_ITEMS)
        text = feeds.changes(self._hub.site_info, told)
        return Answer(text.encode("utf-8", "replace"), "application/rss+xml")

    def watch(self, request: Request) -> Answer:
        """What met the watch whose secret is in the address, as Atom."""
        name = str(request.path_params["secret"])
        watch = self._hub.find_watch(name)
        if watch.secret != name:  # its id is no secret
            raise NotFoundError("there is no such feed")
        seen = self._hub.seen(watch.id, limit=edition.FEED_ITEMS)
        text = atom(self._hub.site_info, watch, seen)
        return Answer(text.encode("utf-8", "replace"), "application/atom+xml")

    def json_feed(self, _: Request) -> Answer:
        """The latest stories as JSON Feed."""
        text = feeds.json_feed(self._hub.site_info, self._latest(edition.FEED_ITEMS))
        return Answer(text.encode("utf-8", "replace"), _FEED)

    def sitemap(self, _: Request) -> Answer:
        """Every page, where the site's address is known."""
        info = self._hub.site_info
        if not info.url:
            raise NotFoundError("set site.url to have a sitemap")
        names = (name for name, _ in self._counts().values() if name)
        topics = sorted({topic_path(name) for name in names})
        text = feeds.sitemap(info, self._latest(_SITEMAP), topics)
        return Answer(text.encode("utf-8", "replace"), _XML, seconds=600)

    def _latest(self, most: int) -> list[Summary]:
        return [told for told, _ in self._hub.summaries.shelf(limit=most)]

    def asset(self, request: Request) -> Answer:
        """The stylesheet, with the hub's own theme, and the script."""
        name = str(request.path_params["name"])
        if name not in ASSETS:
            raise NotFoundError("there is no such file")
        if name.endswith(".css"):
            return Answer((asset(name) + self._hub.theme).encode(), _CSS, seconds=3600)
        return Answer(asset(name).encode(), _JS, seconds=3600)

    def media(self, request: Request) -> Answer:
        """Our rendition of a picture; its name says what is in it."""
        name = str(request.path_params["name"])
        path = self._hub.folder / MEDIA / name
        if not _RENDITION.fullmatch(name) or not path.is_file():
            raise NotFoundError("there is no such picture")
        return Answer(path.read_bytes(), "image/webp", seconds=86_400)

    def health(self, _: Request) -> Answer:
        """`ok` where the store can be read."""
        self._hub.summaries.shelf(limit=1)
        return Answer(b"ok\n", "text/plain; charset=utf-8")


def _number(request: Request) -> int:
    return int(request.path_params.get("number", 1))
