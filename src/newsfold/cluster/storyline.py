"""Which stories follow one another, and which a round-up touches.

A ruling after a trial, a funeral after a death, a second round of funding: the same
names, a later phase.  It is another event and so another story, but who reads the one
wants the other.  Better no link than a wrong one: names alone link nothing.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from newsfold.text.words import stem, stopwords, words

if TYPE_CHECKING:
    from newsfold.model import Article, Deal, DealStatus, Instant, Reading

__all__ = ["Told", "follow_up", "names_to_search", "told", "touches"]

EARLIEST = 3600
"""Seconds between two stories before which the later follows nothing."""

LATEST = 400 * 86400
"""Seconds after which it follows nothing any more."""

MOST = 0.5
"""Share of a title's words that a round-up has more of where it touches the story."""

ALIKE = 0.5
"""Share of the names of both titles that they have in common."""


_STEPS: tuple[DealStatus, ...] = (
    "rumoured",
    "planned",
    "announced",
    "abandoned",
    "completed",
)


class Told(NamedTuple):
    """What a story's lead tells, as far as storylines are concerned."""

    time: Instant
    names: frozenset[str]
    """Keys of the names in the title."""
    words: frozenset[str]
    """Stems of the title's content words."""
    phases: tuple[int, ...]
    """The latest phase of each chain that the title tells; -1: none."""
    deal: Deal | None


def told(article: Article, reading: Reading) -> Told:
    """What an article tells."""
    stop = stopwords(reading.language or "en")
    title = words(article.title, reading.language)
    stems = frozenset(stem(w, reading.language) for w in title if w not in stop)
    return Told(
        time=reading.time,
        names=frozenset(_title_names(reading)),
        words=stems,
        phases=tuple(_phase(chain, stems) for chain in _chains()),
        deal=reading.deal,
    )


def names_to_search(reading: Reading) -> list[str]:
    """Names of the title by which earlier stories are found: the longest first."""
    found = dict.fromkeys(n.text for n in reading.names if n.field == "title")
    return sorted(found, key=lambda name: (-name.count(" "), -len(name), name))[:2]


def follow_up(later: Told, earlier: Told) -> str:
    """Why `later` follows `earlier`, in words; empty where it does not."""
    if not EARLIEST <= later.time - earlier.time <= LATEST:
        return ""
    if later.deal and earlier.deal:
        return _next_step(later.deal, earlier.deal)
    step = _next_phase(later.phases, earlier.phases)
    if not step:
        return ""
    common = _known(later.names, earlier.names), _known(earlier.names, later.names)
    all_names = len(later.names) + len(earlier.names)
    if not common[0] or sum(map(len, common)) < ALIKE * all_names:
        return ""
    if len(common[0]) < 2 and " " not in "".join(common[0]):  # noqa: PLR2004  one bare word names too many
        return ""
    return step


def _next_phase(later: tuple[int, ...], earlier: tuple[int, ...]) -> str:
    """The phase that comes after an earlier one, and that; empty where none does."""
    for chain, after, before in zip(_chains(), later, earlier, strict=True):
        if 0 <= before < after:
            return f"{chain[after][0]} after {chain[before][0]}"
    return ""


def _next_step(later: Deal, earlier: Deal) -> str:
    """Why one deal follows another: the same target's next round, or further on."""
    ours, theirs = (later.target or "").casefold(), (earlier.target or "").casefold()
    if not ours or ours != theirs or later.kind != earlier.kind:
        return ""
    if later.weak or earlier.weak:
        return ""
    sums = [deal.amount.value for deal in (later, earlier) if deal.amount]
    if later.kind == "funding" and len(set(sums)) > 1:
        return "another round"
    if _STEPS.index(later.status) > _STEPS.index(earlier.status):
        return f"{later.status} after {earlier.status}"
    return ""


def touches(roundup: Reading, story: Told) -> bool:
    """Whether a round-up tells of a story: its own beginning has all the names of the
    story's title and most of its other words.
    """
    known = frozenset(name.key for name in roundup.names)
    if not story.names or _known(story.names, known) != story.names:
        return False
    return len(story.words & roundup.terms.keys()) > MOST * len(story.words)


def _known(names: frozenset[str], others: frozenset[str]) -> set[str]:
    """Those of `names` that the others have too, in full or as a part of one."""
    whole = [set(other.split()) for other in others]
    return {
        name
        for name in names
        if any(o <= set(name.split()) or o >= set(name.split()) for o in whole)
    }


def _title_names(reading: Reading) -> list[str]:
    return [n.key for n in reading.names if n.field == "title" and len(n.key) > 2]  # noqa: PLR2004  initials name nobody


@cache
def _chains() -> tuple[tuple[tuple[str, frozenset[str]], ...], ...]:
    source = resources.files("newsfold.cluster").joinpath("storylines.toml")
    listed = tomllib.loads(source.read_text("utf-8"))["chain"]
    return tuple(
        tuple(
            (phase["name"], frozenset(stem(w, "en") for w in phase["words"].split()))
            for phase in chain["phases"]
        )
        for chain in listed
    )


def _phase(chain: tuple[tuple[str, frozenset[str]], ...], title: frozenset[str]) -> int:
    """The latest phase of a chain that a title tells; -1: none."""
    return max((at for at, (_, told) in enumerate(chain) if told & title), default=-1)
