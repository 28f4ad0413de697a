"""The drawer of organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Cell, Instant, Organisation, Site

__all__ = ["Organisations"]


class Organisations(Protocol):
    """Organisations and what articles of published stories say of them.

    One is known by its id, and found by the keys of its names (`newsfold.text.names`).
    """

    def known(self, keys: Iterable[str], *, shown: bool = False) -> dict[str, str]:
        """Ids of the organisations that have these keys, by key, where there is one.

        `shown`: only those of which something is said, which have a page.
        """

    def mint(self, key: str, name: str, *, at: Instant) -> str:
        """A new organisation that has this key; returns its id, which nothing else has
        or had.
        """

    def call(self, key: str, organisation: str) -> None:
        """Let a key that no organisation has name this one."""

    def keep(self, story: str, cells: Iterable[Cell]) -> set[str]:
        """Write what a story says, in place of what it said; returns whom that touched:
        they are to `follow`.
        """

    def follow(self, organisations: Iterable[str]) -> None:
        """Let names, counts and times follow what is said; an editor's name stays."""

    def settle(self, organisation: str, site: Site) -> None:
        """Note whose a domain is; the first evidence stays."""

    def get(self, organisation: str) -> Organisation | None:
        """One by its id, or by an id that was merged into it."""

    def all(self, *, limit: int | None = None) -> list[Organisation]:
        """Those of which published stories say something, the latest first."""

    def cells(self, organisation: str) -> list[Cell]:
        """What published stories say of one, the latest first."""

    def met_in(self, *, story: str = "", article: str = "") -> list[str]:
        """Ids of those of which a story, or an article, says something."""

    def merge(self, old: str, new: str) -> None:
        """Let `new` take in `old`: names, cells, and its id, which redirects."""

    def rename(self, organisation: str, name: str) -> None:
        """Give one the name that an editor wants."""

    def part(self, organisation: str, key: str, name: str, *, at: Instant) -> str:
        """Make one of its names an organisation of its own; returns the new id."""

    def merged(self) -> dict[str, str]:
        """Ids that are no more, with the id that each answers as."""
