"""The sample hub's content: outlets and what they publish.  All of it is invented.

`content/outlets.toml` holds the outlets, each other file the tellings of one event side
by side.  A piece may have a second state (`edited`), appear only in the second phase,
carry an agency's text (`carries`, whole, cut or between boilerplate) or be damaged on
its way out (`mojibake`).  `pieces(phase)` gives all of it as it stands in that phase.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import Literal

import msgspec

from newsfold.text.dates import iso

__all__ = ["CLOCKS", "Outlet", "Piece", "outlets", "pieces"]

CLOCKS = (1739374200, 1739383200)
"""The hub's clock in each phase: 2025-02-12, 15:30 and 18:00 UTC."""


class Outlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One invented outlet; see `content/outlets.toml` for what the fields mean."""

    key: str
    name: str
    domain: str
    about: str
    feed: Literal["rss", "atom", "json"]
    full: bool
    colour: str
    language: str = "en"
    charset: str = "utf-8"
    broken: bool = False
    tracked: bool = False

    @property
    def home(self) -> str:
        """Address of its front page."""
        return f"https://{self.domain}/"

    @property
    def feed_url(self) -> str:
        """Address of its feed."""
        name = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}[self.feed]
        return self.home + name


class _Edited(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    time: datetime
    title: str
    excerpt: str
    body: str


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece as its file has it."""

    outlet: str
    slug: str
    time: datetime
    title: str
    excerpt: str
    body: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    image: str = ""
    number: int = 0
    phase: int = 1
    dateless: bool = False
    mojibake: bool = False
    carries: str = ""
    keep: float = 1.0
    before: str = ""
    after: str = ""
    edited: _Edited | None = None


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """What an outlet shows of one article in one phase."""

    outlet: Outlet
    event: str
    """Name of the file that tells the event; pieces of one event share it."""
    slug: str
    url: str
    """The article's own address."""
    link: str
    """The address that the feed gives: with trackers where the outlet adds them."""
    title: str
    excerpt: str
    body: str
    """Paragraphs parted by a blank line; links as `[words](address)`."""
    time: int
    """When it was published, even where the outlet keeps that to itself."""
    modified: int
    dateless: bool
    author: str
    tags: tuple[str, ...]
    image: str
    """Address of its picture, empty where it has none."""

    @property
    def published(self) -> str:
        """The date that it states, empty where it states none."""
        return "" if self.dateless else iso(self.time)


@lru_cache(maxsize=1)
def outlets() -> tuple[Outlet, ...]:
    """All outlets."""
    return msgspec.convert(_read("outlets.toml")["outlet"], tuple[Outlet, ...])


@lru_cache(maxsize=2)
def pieces(phase: int) -> tuple[Piece, ...]:
    """Everything that stands in phase 1 or 2, the newest first."""
    by_key = {outlet.key: outlet for outlet in outlets()}
    written = _written()
    texts = {piece.slug: piece.body for _, piece in written}
    shown = [
        _piece(event, piece, by_key[piece.outlet], texts, phase)
        for event, piece in written
        if piece.phase <= phase
    ]
    return tuple(sorted(shown, key=lambda piece: -piece.time))


@lru_cache(maxsize=1)
def _written() -> tuple[tuple[str, _Written], ...]:
    folder = resources.files("newsfold.demo").joinpath("content")
    names = sorted(
        entry.name
        for entry in folder.iterdir()
        if entry.name.endswith(".toml") and entry.name != "outlets.toml"
    )
    return tuple(
        (name.removesuffix(".toml"), piece)
        for name in names
        for piece in msgspec.convert(_read(name)["article"], tuple[_Written, ...])
    )


def _read(name: str) -> dict[str, object]:
    folder = resources.files("newsfold.demo").joinpath("content")
    return tomllib.loads(folder.joinpath(name).read_text("utf-8"))


def _piece(
    event: str, piece: _Written, outlet: Outlet, texts: dict[str, str], phase: int
) -> Piece:
    state = piece.edited if piece.edited and phase > 1 else piece
    body = state.body
    if piece.carries:
        body = _cut(texts[piece.carries].strip(), piece.keep)
        body = "\n\n".join(filter(None, (piece.before, body, piece.after)))
    damage = _mojibake if piece.mojibake else str
    url = _url(piece, outlet)
    trackers = "utm_source=rss&utm_medium=feed&utm_campaign=all"
    joint = "&" if "?" in url else "?"
    return Piece(
        outlet=outlet,
        event=event,
        slug=piece.slug,
        url=url,
        link=f"{url}{joint}{trackers}" if outlet.tracked else url,
        title=damage(state.title),
        excerpt=damage(state.excerpt),
        body=damage(body.strip()),
        time=int(piece.time.timestamp()),
        modified=int(state.time.timestamp()),
        dateless=piece.dateless,
        author=piece.author,
        tags=piece.tags,
        image=f"{outlet.home}images/{piece.image}.png" if piece.image else "",
    )


def _url(piece: _Written, outlet: Outlet) -> str:
    if piece.number:
        return f"{outlet.home}story/{piece.slug}?id={piece.number}"
    if piece.dateless:
        return f"{outlet.home}features/{piece.slug}"
    return f"{outlet.home}{piece.time:%Y/%m}/{piece.slug}"


def _cut(text: str, keep: float) -> str:
    """The first part of a text, up to the end of a sentence."""
    if keep >= 1:
        return text
    end = text.rfind(". ", 0, round(len(text) * keep))
    return text[: end + 1]


def _mojibake(text: str) -> str:
    """UTF-8 read as Windows-1252: the commonest way in which texts break."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode()
    )
