"""Whether two texts are one: exactly, nearly, or by their titles.

Word-3-shingle containment (Broder, 1997) rather than resemblance: an agency text that
one outlet cuts after the second paragraph and another wraps in its own furniture is
still the same text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsfold.text.shingles import containment, shingles
from newsfold.text.words import stem, stopwords, words

if TYPE_CHECKING:
    from newsfold.dedupe.memory import Known
    from newsfold.text.shingles import Shingles

__all__ = ["Match", "Text", "match"]

SHORTEST = 10
"""Shingles below which a text alone proves nothing."""

SHORT = 60
"""Shingles from which a text is long: chance and quotation no longer fill it."""

NEARLY_ALL, MOST, HALF = 0.8, 0.6, 0.5
"""Containment that makes a copy: of a short text, of a short one under nearly the same
title, of a long one."""

TITLE_WORDS = 5
"""Content words that a title needs to prove anything."""


class Text(NamedTuple):
    """A text made ready to be compared with many."""

    shingles: Shingles
    title: frozenset[str]


class Match(NamedTuple):
    """How two texts are one."""

    kind: Literal["exact", "near", "title"]
    containment: float


@lru_cache(maxsize=512)
def ready(known: Known) -> Text:
    """The text of an article as `match` takes it."""
    stop = stopwords("en")
    title = frozenset(stem(w, "en") for w in words(known.title) if w not in stop)
    return Text(shingles(known.text), title)


def _titles(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the content words of both titles that they have in common."""
    return len(a & b) / max(1, len(a | b))


def match(a: Text, b: Text) -> Match | None:
    """How `a` and `b` are the same text, or None."""
    least = min(len(a.shingles), len(b.shingles))
    titles = _titles(a.title, b.title)
    share = containment(a.shingles, b.shingles)
    if least >= SHORTEST:
        enough = HALF if least >= SHORT else MOST if titles >= HALF else NEARLY_ALL
        if share >= enough:
            whole = share == 1.0 and len(a.shingles) == len(b.shingles)
            return Match("exact" if whole else "near", round(share, 4))
    if least >= SHORT or min(len(a.title), len(b.title)) < TITLE_WORDS:
        return None
    silent = least <= 1
    if titles >= (0.95 if silent else 0.75) and (silent or share >= 0.2):  # noqa: PLR2004  a word more or less; leads that share a phrase
        return Match("title", round(share, 4))
    return None
