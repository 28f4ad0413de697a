"""Which pages the folder of files has: lists in pages, topics, feeds, assets."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from newsfold.publish import feeds
from newsfold.publish.card import Card, Link, topic_path
from newsfold.publish.dealings import DEALS_PAGE, Asked, deals_path
from newsfold.publish.organisations import ORGANISATIONS_PAGE, organisations_path
from newsfold.publish.search_index import search_index
from newsfold.publish.site import (
    ASSETS,
    PAGE_SIZE,
    SECTIONS,
    Site,
    asset,
    front_path,
    latest_path,
    pages_of,
    topic_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from newsfold.model import (
        Change,
        Dealing,
        HostRights,
        Organisation,
        Poll,
        Source,
        Summary,
        Tally,
    )
    from newsfold.publish.site import SiteInfo

__all__ = ["FEED_ITEMS", "Edition", "sections"]

FEED_ITEMS = 100


class Edition:
    """The site as a folder: `stories` are those that its lists show, in any order,
    `changes` the facts that changed, `deals` what is told of deals, each with its
    story, `organisations` those that are listed, all newest first; `known`: ids of
    those that the deals name, by key.
    """

    def __init__(
        self,
        info: SiteInfo,
        stories: Iterable[Summary],
        changes: Sequence[tuple[Change, Summary]] = (),
        deals: Sequence[tuple[Dealing, Summary]] = (),
        organisations: Sequence[Organisation] = (),
        known: Mapping[str, str] | None = None,
    ) -> None:
        self._organisations = organisations
        self._known = known or {}
        self._changes = changes
        self._deals = [(deal, told) for deal, told in deals if told.published]
        self._newest = sorted(
            (told for told in stories if told.published),
            key=lambda told: (-told.story.updated, told.story.id),
        )
        counts: dict[str, int] = {}
        for told in self._newest:
            for name in told.topics:
                counts[name] = counts.get(name, 0) + 1
        self._topics = _by_path(counts)
        self.site = Site(info, sections(counts))

    def files(
        self,
        tallies: Sequence[Tally] = (),
        sources: Sequence[tuple[Source, Poll]] = (),
        hosts: Sequence[HostRights] = (),
    ) -> Iterator[tuple[str, str]]:
        """Every file but the stories' pages, as (path below the root, text)."""
        site = self.site
        by_heat = sorted(self._newest, key=_rank, reverse=True)
        cards = {told.story.id: site.card(told) for told in self._newest}
        hottest = [cards[told.story.id] for told in by_heat]
        disputes = [each for each in hottest if each.disputed]
        for number, part in _paged(hottest):
            text = site.front(
                part, disputes=disputes, number=number, total=len(hottest)
            )
            yield front_path(number), text
        by_time = sorted(hottest, key=lambda each: each.when.iso, reverse=True)
        yield from self._list("Latest", by_time, latest_path)
        for path, names in self._topics.items():
            chosen = [
                cards[told.story.id] for told in by_heat if names & {*told.topics}
            ]
            heading = min(names)
            yield from self._list(heading, chosen, partial(topic_page, path))
        yield "about.html", site.about(tallies, sources, hosts, stories=len(cards))
        yield from self._ledger()
        yield "changes.html", site.moves(self._changes)
        yield "search.html", site.search()
        newest = ((cards[told.story.id], told) for told in self._newest)
        yield "assets/search-index.js", search_index(newest)
        yield "404.html", site.missing()
        yield from self.feeds()
        for name in ASSETS:
            yield f"assets/{name}", asset(name)

    def feeds(self) -> Iterator[tuple[str, str]]:
        """RSS, JSON Feed and, where the site's address is known, the sitemap."""
        info, newest = self.site.info, self._newest
        yield "feed.xml", feeds.rss(info, newest[:FEED_ITEMS])
        yield "changes.xml", feeds.changes(info, self._changes)
        yield "feed.json", feeds.json_feed(info, newest[:FEED_ITEMS])
        if info.url:
            yield "sitemap.xml", feeds.sitemap(info, newest, self._topics)

    def _ledger(self) -> Iterator[tuple[str, str]]:
        """All deals, and those of each kind, in pages; the list of organisations."""
        counted = Counter(deal.kind for deal, _ in self._deals)
        kinds: dict[str, int] = dict(counted.most_common())
        for kind in ("", *kinds):
            found = [pair for pair in self._deals if kind in {"", pair[0].kind}]
            for number in range(1, pages_of(len(found), DEALS_PAGE) + 1):
                part = found[(number - 1) * DEALS_PAGE : number * DEALS_PAGE]
                yield (
                    deals_path(kind, number),
                    self.site.deals(
                        part,
                        kinds=kinds,
                        asked=Asked(kind=kind),
                        number=number,
                        total=len(found),
                        known=self._known,
                    ),
                )
        total = len(self._organisations)
        for number in range(1, pages_of(total, ORGANISATIONS_PAGE) + 1):
            start = (number - 1) * ORGANISATIONS_PAGE
            some = self._organisations[start : start + ORGANISATIONS_PAGE]
            text = self.site.organisations(some, number=number, total=total)
            yield organisations_path(number), text

    def _list(
        self, heading: str, cards: Sequence[Card], path_at: Callable[[int], str]
    ) -> Iterator[tuple[str, str]]:
        for number, part in _paged(cards):
            text = self.site.listing(
                heading, part, path_at=path_at, number=number, total=len(cards)
            )
            yield path_at(number), text


def sections(topics: Mapping[str, int]) -> tuple[Link, ...]:
    """The topics of the masthead: those with most stories.  `topics`: their counts."""
    counts: dict[str, int] = {}
    for name, stories in topics.items():
        counts[topic_path(name)] = counts.get(topic_path(name), 0) + stories
    ranked = sorted(counts, key=lambda path: (-counts[path], path))
    names = _by_path(topics)
    return tuple(Link(min(names[path]), path) for path in ranked[:SECTIONS])


def _by_path(names: Iterable[str]) -> dict[str, set[str]]:
    """Topics by the path of their page; names that differ in case share one."""
    paths: dict[str, set[str]] = {}
    for name in names:
        paths.setdefault(topic_path(name), set()).add(name)
    return paths


def _rank(told: Summary) -> tuple[bool, int, int, str]:
    """By heat, the hottest last; what has none before all that has."""
    heat = told.heat
    return heat is not None, heat.cold if heat else 0, told.story.updated, told.story.id


def _paged(cards: Sequence[Card]) -> Iterator[tuple[int, Sequence[Card]]]:
    """Numbered pages of cards, one where there are none."""
    for number in range(1, pages_of(len(cards)) + 1):
        yield number, cards[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
