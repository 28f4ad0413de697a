"""How much is being made of a story: outlets, origins, agencies, speed.

Heat is a level at a moment that fades by half-lives (`model.Heat`), so that nothing
has to be computed again only because time passed.  Each outlet and each origin fades
from the time at which it joined; since all fade alike, their faded counts at the
latest joining say everything.  A count enters by its logarithm: the second outlet
matters more than the tenth.

    level = 5 + 12·log2(outlets) + 20·log2(origins) + 8·agencies + 15·2^(-t3 / 3 h)

`outlets` and `origins` are faded counts, at least 1; `t3` the time from the first
outlet to the third.  Copies of one text, several articles of one outlet, and articles
that name the same origin for their news have one origin together.  See
`docs/explanation/scores.md`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

from newsfold.errors import UsageError
from newsfold.model import Heat, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import Instant, Member

__all__ = ["heat", "origins"]

_BASE = 5.0
_OUTLETS, _OUTLETS_MOST = 12.0, 35.0
_ORIGINS, _ORIGINS_MOST = 20.0, 45.0
_AGENCY, _AGENCIES_MOST = 8.0, 16.0
_SPEED = 15.0
_SPEED_HALF = 3 * 3600
_QUORUM = 3

_K = TypeVar("_K", str, int)


def heat(members: Sequence[Member], *, half_life: int) -> Heat:
    """Heat of a story from its members, at least one; `half_life` in seconds.

    Needs no clock: the result is worth `level` at the time at which the latest outlet
    joined.  Raises UsageError where there is no member or `half_life` is no positive
    number.
    """
    if not members or half_life <= 0:
        raise UsageError("heat needs a member and a positive half-life")
    joined = sorted(_earliest((_outlet(m), _time(m)) for m in members).values())
    at = joined[-1]
    groups = origins(members)
    begun = _earliest(zip(groups, map(_time, members), strict=True)).values()
    outlets = _faded(joined, at, half_life)
    independent = _faded(begun, at, half_life)
    agencies = len({_agency(m) for m in members} - {""})
    terms = [Term(name="told", points=_BASE, why="it is told at all")]
    if len(joined) > 1:
        points = min(_OUTLETS_MOST, _OUTLETS * math.log2(max(1.0, outlets)))
        why = f"{len(joined)} outlets, {outlets:.1f} when the older are faded"
        terms.append(Term(name="outlets", points=round(points, 1), why=why))
    if len(begun) > 1:
        points = min(_ORIGINS_MOST, _ORIGINS * math.log2(max(1.0, independent)))
        why = f"{len(begun)} independent origins, {independent:.1f} when faded"
        terms.append(Term(name="origins", points=round(points, 1), why=why))
    if agencies:
        points = min(_AGENCIES_MOST, _AGENCY * agencies)
        why = "an agency reports it" if agencies == 1 else f"{agencies} agencies"
        terms.append(Term(name="agencies", points=points, why=why))
    if len(joined) >= _QUORUM:
        gap = joined[_QUORUM - 1] - joined[0]
        points = round(_SPEED * math.exp2(-gap / _SPEED_HALF), 1)
        why = f"the third outlet followed the first after {gap / 3600:.1f} h"
        if points:
            terms.append(Term(name="speed", points=points, why=why))
    level = min(100.0, sum(term.points for term in terms))
    return Heat(level=round(level, 1), at=at, half_life=half_life, terms=tuple(terms))


def origins(members: Sequence[Member]) -> tuple[int, ...]:
    """A number for each member, the same for those whose news has one origin."""
    owner: dict[str, int] = {}
    group = list(range(len(members)))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    for number, member in enumerate(members):
        for key in _keys(member):
            first = root(owner.setdefault(key, number))
            group[max(first, root(number))] = min(first, root(number))
    return tuple(map(root, range(len(members))))


def _keys(member: Member) -> list[str]:
    """What ties a member to others of the same origin."""
    article = member.article
    keys = ["article " + article.id, "outlet " + _outlet(member)]
    if article.provider.name:
        keys.append("name " + article.provider.name.casefold())
    if member.copy is not None:
        keys.append("article " + member.copy.of)
    origin = member.origin or member.reading.origin
    if origin is not None and origin.name and origin.kind != "own-exclusive-claim":
        keys.append("name " + origin.name.casefold())
    return keys


def _outlet(member: Member) -> str:
    provider = member.article.provider
    return provider.domain or provider.name or member.article.web_url


def _agency(member: Member) -> str:
    """Name of the agency behind a member, empty where there is none."""
    origin = member.origin or member.reading.origin
    if origin is not None and origin.kind == "agency-copy":
        return origin.name.casefold()
    provider = member.article.provider
    return provider.name.casefold() if provider.kind == "agency" else ""


def _time(member: Member) -> Instant:
    """When it entered the news; a date in the future is not believed."""
    article = member.article
    return article.seen if "future-date" in article.marks else article.time


def _earliest(pairs: Iterable[tuple[_K, Instant]]) -> dict[_K, Instant]:
    first: dict[_K, Instant] = {}
    for key, time in pairs:
        first[key] = min(time, first.get(key, time))
    return first


def _faded(times: Iterable[Instant], at: Instant, half_life: int) -> float:
    return math.fsum(math.exp2(-max(0, at - time) / half_life) for time in times)
