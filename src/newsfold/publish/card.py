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
from newsfold.publish.summary import TITLE, language_of, outlet_of
from newsfold.publish.wording import HEAT_WORDS, VERDICTS, Chip, When, shorten, when
from newsfold.text.urls import shown

if TYPE_CHECKING:
    from newsfold.model import Article, Dossier, Instant, Summary, Voice

__all__ = [
    "EXCERPT",
    "NOTE",
    "Card",
    "Link",
    "Picture",
    "card",
    "page_path",
    "picture_of",
    "story_path",
    "topic_path",
    "web",
]

EXCERPT, NOTE = 320, 400
"""Characters of an excerpt or quote, of a note that a page shows."""
_LONG = 68
"""Characters from which on a headline is set smaller."""


class Link(NamedTuple):
    """Words and where they lead."""

    name: str
    href: str


class Picture(NamedTuple):
    """An image with the room that it needs."""

    url: str
    """Relative to the site's root where it is our own rendition."""
    width: int
    height: int
    source: str
    """Where its outlet keeps it."""

    @property
    def own(self) -> bool:
        """Whether it stands in the site."""
        return self.url != self.source


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
    voices: tuple[Voice, ...]
    """How other outlets head it."""

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


def web(url: str) -> str:
    """The URL if a page may point to it: http(s), nothing odd in it; else empty.

    User name and password are left out.
    """
    if url[:8].lower().startswith(("http://", "https://")) and url.isprintable():
        return "" if " " in url or "\\" in url else shown(url)
    return ""


def story_path(told: Dossier | Summary) -> str:
    """Where a story's page stands in the site."""
    return page_path(path_of(told))


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


def card(told: Summary, now: Instant, *, pictures: bool = True) -> Card:
    """The story as a list shows it, without its image unless `pictures`."""
    article = told.lead
    heat = heat_band(told.heat, now)
    return Card(
        href=quote(story_path(told)),
        title=shorten(article.title, TITLE),
        language=language_of(article),
        excerpt=shorten(article.excerpt, EXCERPT),
        image=picture_of(article) if pictures else None,
        topics=tuple(Link(name, topic_path(name)) for name in told.topics),
        outlet=outlet_of(article),
        outlets=len(told.outlets),
        independent=told.independent,
        when=when(article.time),
        chip=None if told.verdict == "single-source" else VERDICTS[told.verdict],
        dispute=told.dispute,
        heat=heat,
        heat_word=HEAT_WORDS.get(heat, ""),
        voices=told.voices,
    )


def picture_of(article: Article) -> Picture | None:
    """The picture that stands for an article: the first that a page may show."""
    for image in article.images:
        url = web(image.url)
        if url:
            known = image.width > 0 and image.height > 0
            size = (image.width, image.height) if known else (1600, 900)
            return Picture(f"media/{image.file}" if image.file else url, *size, url)
    return None
