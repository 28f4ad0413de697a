"""What each article of a story adds: claims and names that no earlier one had.

A claim is new once for the whole story, however it is worded: claims that speak of one
thing with one value are one (see `figures.align`).  A copy adds nothing.  `novelty`
puts the articles in the order in which they are worth reading: the one that tells most
first, then each time the one that adds most to those before it (greedy cover, Nemhauser
et al., 1978).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from newsfold.judge.figures import align
from newsfold.model import Novelty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsfold.model import Claim, Member

__all__ = ["distinct", "novelty"]

_NAME = 0.25
"""What a name counts against a claim."""

Said = dict[int, str]
"""Number of a distinct claim → the words that make it."""


def distinct(members: Sequence[Member]) -> list[Said]:
    """The distinct claims of each member, in the members' order."""
    said: list[Said] = [{} for _ in members]
    number = 0
    for group in align(list(members)):
        by_value: defaultdict[float, list[tuple[int, Claim]]] = defaultdict(list)
        for index, claim in group:
            by_value[claim.quantity.value].append((index, claim))
        for claims in by_value.values():
            for index, claim in claims:
                said[index].setdefault(number, claim.quote)
            number += 1
    return said


def novelty(members: Sequence[Member]) -> tuple[Novelty, ...]:
    """One entry a member, in the order in which they are worth reading."""
    said = distinct(members)
    named = [
        {}
        if member.copy is not None
        else {name.key: name.text for name in reversed(member.reading.names)}
        for member in members
    ]
    told = [
        {} if member.copy is not None else claims
        for member, claims in zip(members, said, strict=True)
    ]
    by_time = sorted(range(len(members)), key=lambda i: _moment(members[i]))
    known: tuple[set[int], set[str]] = set(), set()
    new: dict[int, tuple[list[str], list[str]]] = {}
    for index in by_time:
        new[index] = (
            [words for claim, words in told[index].items() if claim not in known[0]],
            [text for key, text in named[index].items() if key not in known[1]],
        )
        known[0].update(told[index])
        known[1].update(named[index])
    return tuple(
        Novelty(
            article=members[index].article.id,
            claims=tuple(new[index][0]),
            names=tuple(new[index][1]),
        )
        for index in _worth(by_time, told, named)
    )


def _moment(member: Member) -> tuple[int, str]:
    return member.article.time, member.article.id


def _worth(
    order: Sequence[int], told: Sequence[Said], named: Sequence[dict[str, str]]
) -> list[int]:
    """Members by what each adds to those before it; the earlier first where equal."""
    left, chosen = list(order), []
    claims: set[int] = set()
    names: set[str] = set()
    while left:
        best = max(
            left,
            key=lambda i: (
                len(told[i].keys() - claims) + _NAME * len(named[i].keys() - names)
            ),
        )
        left.remove(best)
        chosen.append(best)
        claims.update(told[best])
        names.update(named[best])
    return chosen
