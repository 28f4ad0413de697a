"""The same text twice: finds of which earlier article a new one is a copy.

A copy points to its origin, never to another copy.  The origin is the earliest, unless
an article credits the other's outlet: then the credited one owns the text, whenever it
came.  What one outlet publishes again is its own later state and no copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.dedupe.memory import InProcess, Known, Memory
from newsfold.dedupe.near import Match, match, ready
from newsfold.model import Copy
from newsfold.text.urls import registrable
from newsfold.text.words import fold

if TYPE_CHECKING:
    from newsfold.model import Article, Reading

__all__ = ["Index", "describe"]

LOOKED_AT = 12
"""Candidates that are verified, those that share most sketch values first."""

APART = 30 * 86400
"""Seconds after which the same text is a reprint and no copy any more."""


class Index:
    """Finds copies among what it was given; remembers in `memory`."""

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory: Memory = InProcess() if memory is None else memory
        self._found: tuple[str, tuple[Known, Match] | None] = ("", None)

    def find(self, article: Article, reading: Reading) -> Copy | None:
        """The origin whose text `article` carries; None where the text is its own."""
        known = describe(article, reading)
        best = self._best(known, reading)
        if best is None or _owns(known, best[0]):
            return None
        origin, how = best
        return Copy(
            article=known.id, of=origin.id, kind=how.kind, containment=how.containment
        )

    def add(
        self, article: Article, reading: Reading, copy_of: str = ""
    ) -> tuple[Copy, ...]:
        """Remember `article`; `copy_of` restores what an earlier run found.

        Returns the earlier articles that turn out to be copies of it, because it was
        published before them or because they credit its outlet: usually none.
        """
        known = describe(article, reading)
        if copy_of:
            self._memory.keep(known._replace(copy_of=copy_of), reading.sketch)
            return ()
        best = self._best(known, reading)
        if best is None:
            self._memory.keep(known, reading.sketch)
            return ()
        origin, how = best
        if not _owns(known, origin):
            self._memory.keep(known._replace(copy_of=origin.id), reading.sketch)
            return ()
        self._memory.keep(known, reading.sketch)
        turned = [origin.id, *self._memory.copies(origin.id)]
        for other in turned:
            before = self._memory.known(other)
            self._memory.keep(before._replace(copy_of=known.id), ())
        return tuple(
            Copy(article=other, of=known.id, kind=how.kind, containment=how.containment)
            for other in turned
        )

    def _best(self, known: Known, reading: Reading) -> tuple[Known, Match] | None:
        """The origin behind the best match, and how it matches; found once a text."""
        if self._found[0] == known.id and known.id:
            return self._found[1]
        best: tuple[Known, Match] | None = None
        text = None
        looked_at = 0
        for other in self._memory.candidates(reading.sketch):
            if other == known.id:
                continue
            held = self._memory.known(other)
            if held.domain == known.domain or abs(held.time - known.time) > APART:
                continue
            text = text or ready(known)
            how = match(text, ready(held))
            if how and (best is None or how.containment > best[1].containment):
                best = held, how
            looked_at += 1
            if looked_at >= LOOKED_AT or (how and how.kind == "exact"):
                break
        if best is not None and best[0].copy_of:
            origin = self._memory.known(best[0].copy_of)
            best = None if origin.domain == known.domain else (origin, best[1])
        self._found = known.id, best
        return best


def describe(article: Article, reading: Reading) -> Known:
    """What this stage has to know of an article."""
    text = (
        article.body if len(article.body) >= len(article.excerpt) else article.excerpt
    )
    origin = reading.origin
    domain = article.provider.domain
    return Known(
        id=article.id,
        title=article.title,
        text=text,
        domain=registrable(domain) or domain,
        provider=article.provider.name,
        time=article.time,
        credits=origin.name if origin and origin.kind != "own-exclusive-claim" else "",
    )


def _owns(new: Known, old: Known) -> bool:
    """Whether the text is the new article's: credited to it, or published before."""
    if _credited(new, old):
        return True
    if _credited(old, new):
        return False
    return new.time < old.time


def _credited(owner: Known, by: Known) -> bool:
    """Whether `by` names `owner`'s outlet as the origin of its text."""
    name = "".join(c for c in fold(by.credits) if c.isalnum()).removeprefix("the")
    if len(name) < 2:  # noqa: PLR2004  no name
        return False
    outlet = "".join(c for c in fold(owner.provider) if c.isalnum()).removeprefix("the")
    return name in (outlet, owner.domain.partition(".")[0].replace("-", ""))
