"""The site's pages: pure, deterministic, the same for the folder of files (`edition`
says which pages that has) and for a server.

Every link within it is relative, so that the folder works at any address and from a
disk.  Pages work without their one script; nothing is inline, neither script nor style,
and a strict content security policy says so.  A story's page depends on its dossier and
the band of its heat alone, so that it changes only when the story does.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from newsfold.model import Record
from newsfold.publish import feeds, health
from newsfold.publish.card import card, story_path, web
from newsfold.publish.ledger_pages import LedgerPages
from newsfold.publish.page import page
from newsfold.publish.paging import PAGE_SIZE, pager, pages_of
from newsfold.publish.wording import VERDICTS, when
from newsfold.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import jinja2

    from newsfold.model import (
        Dossier,
        HostRights,
        Instant,
        Poll,
        Source,
        Summary,
        Tally,
    )
    from newsfold.publish.card import Card, Link
    from newsfold.publish.wording import When

__all__ = [
    "ASSETS",
    "PAGE_SIZE",
    "POLICY",
    "SECTIONS",
    "Site",
    "SiteInfo",
    "asset",
    "front_path",
    "latest_path",
    "pages_of",
    "topic_page",
]

SECTIONS = 9
"""Topics in the masthead."""
SECONDS = 4
DISPUTES = 6
ASSETS = ("newsfold.css", "newsfold.js")

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self';"
    " img-src 'self' http: https: data:; base-uri 'none'; form-action 'self'"
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
    """Show pictures: our renditions, or from where the outlets keep them."""


class _Outlet(NamedTuple):
    name: str
    href: str
    kind: str
    reports: int
    stories: int
    led: int
    copies: int
    latest: When


class Site(LedgerPages):
    """Renders the pages of one site.

    `sections`: the topics in its masthead; `live`: a server answers its searches, else
    the page does, from the list of latest stories that stands beside it.
    """

    def __init__(
        self, info: SiteInfo, sections: Sequence[Link] = (), *, live: bool = False
    ) -> None:
        self.info = info
        self._sections = tuple(sections)
        self._live = live
        self._search_path = "search" if live else "search.html"

    def card(self, told: Summary) -> Card:
        """The story as this site's lists show it."""
        return card(told, self.info.now, pictures=self.info.pictures)

    def front(
        self,
        cards: Sequence[Card],
        *,
        disputes: Sequence[Card] = (),
        number: int = 1,
        total: int = 0,
    ) -> str:
        """The front page, its cards by heat, or one of the pages that go on from it.

        `disputes`: stories whose outlets disagree, shown on the first page; `total`:
        how many stories stand on all of them.
        """
        if number > 1:
            return self.listing(
                "More stories", cards, path_at=front_path, number=number, total=total
            )
        return self._render(
            "front.j2",
            "index.html",
            now=when(self.info.now),
            lead=cards[0] if cards else None,
            seconds=cards[1 : 1 + SECONDS],
            rest=cards[1 + SECONDS :],
            disputes=disputes[:DISPUTES],
            **pager(1, pages_of(total), front_path),
        )

    def listing(
        self,
        heading: str,
        cards: Sequence[Card],
        *,
        path_at: Callable[[int], str],
        number: int = 1,
        total: int = 0,
    ) -> str:
        """One page of a list of so many stories; `path_at`: where each page stands."""
        return self._render(
            "list.j2",
            path_at(number),
            heading=heading,
            here=path_at(1),
            cards=cards,
            total=total,
            **pager(number, pages_of(total), path_at),
        )

    def story(
        self,
        dossier: Dossier,
        relatives: Mapping[str, Summary] | None = None,
        organisations: Mapping[str, str] | None = None,
    ) -> str:
        """The page of one story.

        `relatives`: what lists show of the stories that it has to do with, by id;
        `organisations`: ids of those that its deals name, by key.
        """
        path = story_path(dossier)
        shown = page(
            dossier,
            self.info.now,
            pictures=self.info.pictures,
            relatives=relatives,
            organisations=organisations,
        )
        image = shown.card.image
        own = image.url if image is not None and image.own else ""
        return self._render(
            "story.j2",
            path,
            page=shown,
            picture_address=own and feeds.address(self.info.url, own),
            address=feeds.address(self.info.url, path),
        )

    def moved(self, old: str, new: str) -> str:
        """The page at `old`, of a story whose reports now stand at `new`."""
        return self._render(
            "moved.j2",
            old,
            target=quote(new),
            address=feeds.address(self.info.url, new),
        )

    def about(
        self,
        tallies: Sequence[Tally] = (),
        sources: Sequence[tuple[Source, Poll]] = (),
        hosts: Sequence[HostRights] = (),
        *,
        stories: int = 0,
    ) -> str:
        """The page on the outlets, what they reserve, and on how to read the marks."""
        read = health.feeds(sources)
        return self._render(
            "about.j2",
            "about.html",
            outlets=[_outlet(tally) for tally in tallies],
            stories=stories,
            verdicts=[c for key, c in VERDICTS.items() if key != "single-source"],
            feeds=read,
            health=health.tally(read),
            reserving=[row for host in hosts if (row := _reserving(host))],
        )

    def search(
        self,
        query: str = "",
        cards: Sequence[Card] = (),
        *,
        total: int = 0,
        more: str = "",
        problem: str = "",
    ) -> str:
        """The page of a search and what it found.

        `more`: where the next results stand; `problem`: what is wrong with the query.
        """
        return self._render(
            "search.j2",
            self._search_path,
            query=query,
            cards=cards,
            total=total,
            more=more,
            problem=problem,
            live=self._live,
        )

    def missing(self, root: str = "") -> str:
        """The page for an address that leads nowhere.

        `root`: the way up from there to the front page.  Where it is not known, since a
        host may serve the page at any depth, the site's own address stands for it.
        """
        base = self.info.url
        root = root or (base.rstrip("/") + "/" if base else "")
        return self._render("missing.j2", "404.html", root=root)

    def _render(self, template: str, path: str, **values: object) -> str:
        values = {
            "root": "../" * path.count("/"),
            "here": "",
            "search_path": self._search_path,
        } | values
        return (
            _environment()
            .get_template(template)
            .render(site=self.info, csp=POLICY, sections=self._sections, **values)
        )


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
    """The text of the site's stylesheet or script."""
    folder = resources.files("newsfold.publish") / "static"
    return (folder / name).read_text("utf-8")


def front_path(number: int) -> str:
    """Where the front page and those that go on from it stand."""
    return "index.html" if number == 1 else f"page/{number}.html"


def latest_path(number: int) -> str:
    """Where the pages of all stories by time stand."""
    return "latest.html" if number == 1 else f"latest/{number}.html"


def topic_page(path: str, number: int) -> str:
    """Where the pages of the topic stand whose first stands at `path`."""
    return path if number == 1 else f"{path[:-5]}-page-{number}.html"


def _reserving(host: HostRights) -> dict[str, str] | None:
    """A host that keeps its pages, or some, from text and data mining."""
    kept = [(where, policy) for where, is_kept, policy in host.rules if is_kept]
    if not kept:
        return None
    whole = any(where in {"/", "/*", "*"} for where, _ in kept)
    where = "all pages" if whole else "some pages"
    return {"name": host_of(host.host), "where": where, "policy": web(kept[0][1])}


def _outlet(tally: Tally) -> _Outlet:
    provider = tally.provider
    return _Outlet(
        provider.name or provider.domain,
        web(f"https://{provider.domain}/") if provider.domain else "",
        provider.kind,
        tally.reports,
        tally.stories,
        tally.led,
        tally.copies,
        when(tally.latest),
    )
