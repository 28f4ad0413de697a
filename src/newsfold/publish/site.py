"""The site: pages rendered from dossiers, pure and deterministic.

Every link within it is relative, so that the folder works at any address and from a
disk.  No page has a script or an inline style; a strict content security policy says
so.  A story's page depends on its dossier and the band of its heat alone, so that it
changes only when the story does.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from msgspec.structs import replace

from newsfold.model import Record
from newsfold.publish import feeds
from newsfold.publish.card import Link, also, card, story_path, web
from newsfold.publish.page import page
from newsfold.publish.wording import VERDICTS, when
from newsfold.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import jinja2

    from newsfold.model import Dossier, Instant, Poll, Source
    from newsfold.publish.card import Card
    from newsfold.publish.wording import When

__all__ = ["ASSETS", "Site", "SiteInfo"]

PAGE_SIZE = 48
"""Stories on one page of a list."""
SECTIONS = 9
"""Topics in the masthead."""
SECONDS = 4
ALSO = 4
"""Other headlines below the lead's."""
DISPUTES = 6
FEED_ITEMS = 100
ASSETS = ("newsfold.css",)

_CSP = (
    "default-src 'none'; style-src 'self'; img-src http: https: data:;"
    " base-uri 'none'; form-action 'none'"
)


class SiteInfo(Record, frozen=True, kw_only=True):
    """What the site says of itself.  `url`: where it is published, empty if unknown."""

    title: str
    now: Instant
    url: str = ""
    language: str = "en"
    description: str = ""
    generator: str = "Newsfold"
    pictures: bool = True
    """Show the outlets' pictures, from where the outlets keep them."""


class _Section(NamedTuple):
    name: str
    cards: list[Card]


class _Outlet(NamedTuple):
    name: str
    href: str
    kind: str
    reports: int
    stories: int
    led: int
    copies: int
    latest: When


class _Feed(NamedTuple):
    name: str
    href: str
    state: str
    last: When | None


class Site:
    """The pages of one edition.

    `dossiers`: the stories that its lists show, in any order; what is withheld is left
    out here.  A story's own page can be made of any other, too.
    """

    def __init__(self, info: SiteInfo, dossiers: Iterable[Dossier]) -> None:
        self._info = info
        self._dossiers = [self._seen(one) for one in dossiers if one.published]
        self._dossiers.sort(
            key=lambda d: (-_heat(d, info.now), -d.story.updated, d.story.id)
        )
        self._cards = [card(dossier, info.now) for dossier in self._dossiers]
        self._topics = self._by_topic()
        self._sections = tuple(
            Link(section.name, path)
            for path, section in list(self._topics.items())[:SECTIONS]
        )

    def lists(
        self, sources: Sequence[tuple[Source, Poll]] = ()
    ) -> Iterator[tuple[str, str]]:
        """Every file but the stories' pages, as (path below the root, text)."""
        yield from self.front()
        yield from self.latest()
        for path in self._topics:
            yield from self.topic(path)
        yield "about.html", self.about(sources)
        yield "404.html", self.missing()
        yield from self.feeds()
        for name in ASSETS:
            yield f"assets/{name}", asset(name)

    def front(self) -> Iterator[tuple[str, str]]:
        """The front page and the pages that go on from it."""
        first, *others = _paged(self._cards) or [[]]
        pages = 1 + len(others)
        disputes = [each for each in self._cards if each.disputed]
        yield (
            "index.html",
            self._render(
                "front.j2",
                "index.html",
                now=when(self._info.now),
                lead=first[0] if first else None,
                also=also(self._dossiers[0], ALSO) if first else (),
                seconds=first[1 : 1 + SECONDS],
                rest=first[1 + SECONDS :],
                disputes=disputes[:DISPUTES],
                **_pager(1, pages, _front_path),
            ),
        )
        yield from self._list(others, "More stories", _front_path, 2, len(self._cards))

    def latest(self) -> Iterator[tuple[str, str]]:
        """All stories, the one whose lead is newest first."""
        newest = sorted(self._cards, key=lambda each: each.when.iso, reverse=True)
        yield from self._list(
            _paged(newest) or [[]], "Latest", _latest_path, 1, len(newest)
        )

    def story(self, dossier: Dossier) -> str:
        """The page of one story."""
        path = story_path(dossier)
        return self._render(
            "story.j2",
            path,
            page=page(self._seen(dossier), self._info.now),
            address=feeds.address(self._info.url, path),
        )

    def _seen(self, dossier: Dossier) -> Dossier:
        """The dossier as the site shows it: without pictures where it has none."""
        if self._info.pictures:
            return dossier
        members = tuple(
            replace(member, article=replace(member.article, images=()))
            for member in dossier.members
        )
        return replace(dossier, members=members)

    def moved(self, old: str, new: str) -> str:
        """The page at `old`, of a story whose reports now stand at `new`."""
        return self._render(
            "moved.j2",
            old,
            target=quote(new),
            address=feeds.address(self._info.url, new),
        )

    def topic(self, path: str) -> Iterator[tuple[str, str]]:
        """The pages of the topic whose first page stands at `path`."""
        name, cards = self._topics[path]

        def path_at(number: int) -> str:
            return path if number == 1 else f"{path[:-5]}-page-{number}.html"

        yield from self._list(_paged(cards), name, path_at, 1, len(cards), here=path)

    def about(self, sources: Sequence[tuple[Source, Poll]] = ()) -> str:
        """The page on the outlets and on how to read the marks."""
        return self._render(
            "about.j2",
            "about.html",
            outlets=_outlets(self._dossiers),
            stories=len(self._dossiers),
            verdicts=[c for key, c in VERDICTS.items() if key != "single-source"],
            feeds=[_feed(source, poll) for source, poll in sources],
        )

    def missing(self) -> str:
        """The page for an address that leads nowhere, which a host may serve at any
        depth.
        """
        base = self._info.url
        root = base.rstrip("/") + "/" if base else ""
        return self._render("missing.j2", "404.html", root=root)

    def feeds(self) -> Iterator[tuple[str, str]]:
        """RSS, JSON Feed and, where the site's address is known, the sitemap."""
        newest = sorted(self._dossiers, key=lambda d: (-d.story.updated, d.story.id))
        info = self._info
        yield "feed.xml", feeds.rss(info, newest[:FEED_ITEMS])
        yield "feed.json", feeds.json_feed(info, newest[:FEED_ITEMS])
        if info.url:
            yield "sitemap.xml", feeds.sitemap(info, newest, self._topics)

    def _list(
        self,
        paged: Sequence[list[Card]],
        heading: str,
        path_at: Callable[[int], str],
        first: int,
        total: int,
        here: str = "",
    ) -> Iterator[tuple[str, str]]:
        """The pages of a list of stories, numbered from `first`."""
        pages = first - 1 + len(paged)
        for number, cards in enumerate(paged, first):
            path = path_at(number)
            values = _pager(number, pages, path_at)
            text = self._render(
                "list.j2",
                path,
                heading=heading,
                here=here,
                cards=cards,
                total=total,
                **values,
            )
            yield path, text

    def _render(self, template: str, path: str, **values: object) -> str:
        values = {"root": "../" * path.count("/"), "here": ""} | values
        return (
            _environment()
            .get_template(template)
            .render(site=self._info, csp=_CSP, sections=self._sections, **values)
        )

    def _by_topic(self) -> dict[str, _Section]:
        """The topics by the path of their page, the one with most stories first."""
        topics: dict[str, _Section] = {}
        for each in self._cards:
            for link in each.topics:
                section = topics.setdefault(link.href, _Section(link.name, []))
                section.cards.append(each)
        ranked = sorted(topics.items(), key=lambda item: (-len(item[1].cards), item[0]))
        return dict(ranked)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    """The compiled templates: escaped everywhere, strict about names."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("newsfold.publish", "templates/site"),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def asset(name: str) -> str:
    """The text of a stylesheet of the site."""
    folder = resources.files("newsfold.publish") / "static"
    return (folder / name).read_text("utf-8")


def _heat(dossier: Dossier, now: Instant) -> int:
    return dossier.heat.value(now) if dossier.heat else -1


def _paged(cards: list[Card]) -> list[list[Card]]:
    return [cards[n : n + PAGE_SIZE] for n in range(0, len(cards), PAGE_SIZE)]


def _front_path(number: int) -> str:
    return "index.html" if number == 1 else f"page/{number}.html"


def _latest_path(number: int) -> str:
    return "latest.html" if number == 1 else f"latest/{number}.html"


def _pager(number: int, pages: int, path_at: Callable[[int], str]) -> dict[str, object]:
    return {
        "number": number,
        "pages": pages,
        "newer": path_at(number - 1) if number > 1 else "",
        "older": path_at(number + 1) if number < pages else "",
    }


def _outlets(dossiers: Sequence[Dossier]) -> list[_Outlet]:
    """Every outlet of the edition, the one with most reports first."""
    known: dict[str, _Outlet] = {}
    for dossier in dossiers:
        told: set[str] = set()
        for member in dossier.members:
            provider = member.article.provider
            key = provider.domain or provider.name
            latest = when(member.article.time)
            row = known.get(key) or _Outlet(
                provider.name or key,
                web(f"https://{provider.domain}/") if provider.domain else "",
                provider.kind,
                *(0, 0, 0, 0),
                latest,
            )
            known[key] = row._replace(
                reports=row.reports + 1,
                stories=row.stories + (key not in told),
                led=row.led + (member is dossier.members[0]),
                copies=row.copies + (member.copy is not None),
                latest=max(row.latest, latest),
            )
            told.add(key)
    return sorted(known.values(), key=lambda row: (-row.reports, row.name.lower()))


def _feed(source: Source, poll: Poll) -> _Feed:
    state: str = source.state
    if poll.failures:
        state = f"{state}, failed {poll.failures} times: {poll.reason}"
    # The address that is polled may hold a password or a token: it is shown nowhere.
    return _Feed(
        source.title
        if source.title and "://" not in source.title
        else host_of(source.url),
        "" if source.site == source.url else web(source.site),
        state,
        when(poll.last) if poll.last else None,
    )
