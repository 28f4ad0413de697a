"""A story as a list shows it: words, addresses, order, ready for a template.

Nothing in a view is escaped: the templates do that.  But every address in it is a
relative link of ours or an http(s) URL; what is neither becomes empty.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from newsfold.publish.record import heat_band, path_of
from newsfold.publish.slug import slug
from newsfold.publish.wording import (
    HEAT_WORDS,
    VERDICTS,
    Chip,
    When,
    quantity,
    shorten,
    when,
)
from newsfold.text.urls import shown

if TYPE_CHECKING:
    from newsfold.model import Article, Dossier, Figure, Instant

__all__ = [
    "EXCERPT",
    "NOTE",
    "TITLE",
    "Card",
    "Link",
    "Picture",
    "Voice",
    "also",
    "card",
    "language_of",
    "naming",
    "outlet_of",
    "page_path",
    "story_path",
    "topic_path",
    "web",
]

TITLE, EXCERPT, NOTE = 240, 320, 400
"""Characters of a headline, of an excerpt or quote, of a note that a page shows."""
_NAME = 80
_LONG = 68
"""Characters from which on a headline is set smaller."""


class Link(NamedTuple):
    """Words and where they lead."""

    name: str
    href: str


class Picture(NamedTuple):
    """An image with the room that it needs."""

    url: str
    width: int
    height: int


class Card(NamedTuple):
    """A story in a list."""

    href: str
    """Relative to the site's root."""
    title: str
    language: str
    excerpt: str
    image: Picture | None
    topics: tuple[Link, ...]
    outlet: str
    outlets: int
    independent: int
    when: When
    chip: Chip | None
    dispute: str
    """What differs, in words: `jobs: 900 or 1,200`."""
    heat: int
    heat_word: str

    @property
    def disputed(self) -> bool:
        """Whether outlets report what cannot all hold."""
        return bool(self.dispute) or (
            self.chip is not None and self.chip.kind == "conflict"
        )

    @property
    def long(self) -> bool:
        """Whether the headline wants a smaller size."""
        return len(self.title) > _LONG


class Voice(NamedTuple):
    """Another outlet's headline for the same story."""

    outlet: str
    title: str
    language: str


def web(url: str) -> str:
    """The URL if a page may point to it: http(s), nothing odd in it; else empty.

    User name and password are left out.
    """
    if url[:8].lower().startswith(("http://", "https://")) and url.isprintable():
        return "" if " " in url or "\\" in url else shown(url)
    return ""


def story_path(dossier: Dossier) -> str:
    """Where a story's page stands in the site."""
    return page_path(path_of(dossier))


def page_path(record: str) -> str:
    """Where the page of the story stands that has its record at this path."""
    return record.removesuffix(".md") + ".html"


@lru_cache(maxsize=4096)
def topic_path(name: str) -> str:
    """Where a topic's page stands; topics share one only if they differ in case."""
    plain = slug(name)
    if plain != name.lower().replace(" ", "-"):
        plain += f"-{zlib.crc32(name.encode('utf-8', 'replace')):08x}"
    return f"topics/{plain}.html"


def card(dossier: Dossier, now: Instant) -> Card:
    """The story as a list shows it."""
    article = dossier.lead.article
    comparison = dossier.comparison
    verdict = comparison.verdict if comparison else "single-source"
    heat = heat_band(dossier.heat, now)
    return Card(
        href=quote(story_path(dossier)),
        title=shorten(article.title, TITLE),
        language=language_of(article),
        excerpt=shorten(article.excerpt, EXCERPT),
        image=_picture(article),
        topics=tuple(Link(t.name, topic_path(t.name)) for t in dossier.topics),
        outlet=outlet_of(article),
        outlets=len(dossier.outlets),
        independent=dossier.independent,
        when=when(article.time),
        chip=None if verdict == "single-source" else VERDICTS[verdict],
        dispute=_dispute(dossier),
        heat=heat,
        heat_word=HEAT_WORDS.get(heat, ""),
    )


def also(dossier: Dossier, most: int) -> tuple[Voice, ...]:
    """How other outlets head the story: no copies, no outlet twice."""
    voices: dict[str, Voice] = {}
    lead = dossier.lead.article.provider.domain
    for member in dossier.members[1:]:
        article = member.article
        domain = article.provider.domain
        if member.copy is None and domain != lead and domain not in voices:
            voices[domain] = Voice(
                outlet_of(article), shorten(article.title, TITLE), language_of(article)
            )
    return tuple(list(voices.values())[:most])


def outlet_of(article: Article) -> str:
    """The outlet's name, or its domain."""
    name = article.provider.name or article.provider.domain or "Unknown outlet"
    return shorten(name, _NAME)


def language_of(article: Article) -> str:
    """The article's language where it can stand in an attribute."""
    tag = article.language
    return tag if tag.isascii() and tag.replace("-", "").isalnum() else ""


def naming(figure: Figure) -> str:
    """What a figure counts, for people: `count of robots` is `Robots`."""
    what = shorten(figure.what, TITLE).removeprefix("count of ").replace("_", " ")
    return what[:1].upper() + what[1:]


def _picture(article: Article) -> Picture | None:
    for image in article.images:
        url = web(image.url)
        if url:
            known = image.width > 0 and image.height > 0
            return Picture(
                url, *((image.width, image.height) if known else (1600, 900))
            )
    return None


def _dispute(dossier: Dossier) -> str:
    for figure in dossier.comparison.figures if dossier.comparison else ():
        if figure.verdict == "conflict":
            values = dict.fromkeys(
                quantity(report.value, _unit(report.unit), report.qualifier)
                for report in figure.reports
            )
            values.pop("", None)
            return f"{naming(figure)}: {' or '.join(list(values)[:4])}"
    return ""


def _unit(unit: str) -> str:
    """The unit where a number needs it: `Jobs cut: 900 or 1200` says enough."""
    return unit if unit == "percent" or unit.isupper() else ""
