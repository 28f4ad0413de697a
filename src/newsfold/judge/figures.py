"""The figures of a story: claims of several articles that speak of one thing.

Claims meet only within one attribute (`killed`, `money`, `count of jet`).  Equal values
meet when their words do; different values only when the words leave little doubt, for a
shown conflict must deserve it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from newsfold.judge import scope
from newsfold.judge.agreement import VAGUE, attribute, judged, stated
from newsfold.judge.values import tie
from newsfold.model import Claim, Figure, Member, Quantity, Report
from newsfold.text.names import same

__all__ = ["align", "figures"]

_MOST = 40
"""Figures kept of one story, those of most articles first."""
_SAME = 0.14
"""Overlap of words that equal values need."""
_OTHER = 0.38
"""Overlap of words that different values need to be called the same figure."""
_HEADED = 0.25
"""The same where both name one subject and share one of the three closest words."""
_HEADS = 3
_CLOSE = 0.2
"""The same for values so near that one may be the other rounded."""
_TOLL = 0.12
"""The same for counts of people with one fate that lie near each other."""
_TOLL_RATIO = 1.35
_FARTHEST = 3.0
_WIDEST = 0.5
"""How far apart two statements of one figure lie at most."""
_NEARBY = 0.15
_ANY_DAY = date(2020, 1, 2)
_NEAR_TERMS = 8


class _Entry(NamedTuple):
    """A claim with the article that makes it."""

    member: int
    claim: Claim
    near: frozenset[str]
    """The closest words."""
    wide: frozenset[str]


def _family(claim: Claim) -> str:
    """Claims of one family may be compared at all."""
    quantity = claim.quantity
    if quantity.kind == "duration":
        return "age" if quantity.unit == "years old" else "duration"
    if quantity.kind == "count":
        return "count"
    if quantity.kind == "people":
        return "people"
    return quantity.kind if quantity.kind in {"money", "percent"} else quantity.unit


_IN_DAYS = {
    "seconds": 1 / 86400,
    "minutes": 1 / 1440,
    "hours": 1 / 24,
    "days": 1.0,
    "weeks": 7.0,
    "months": 30.44,
    "years": 365.25,
    "decades": 3652.5,
}


def _overlap(a: _Entry, b: _Entry) -> float:
    """Likeness of the words around two claims, near ones counted twice."""
    near = len(a.near & b.near)
    wide = len(a.wide & b.wide)
    smaller = min(len(a.wide), len(b.wide)) or 1
    return (near + wide) / (2.0 * min(smaller, 10))


def _head(unit: str) -> str:
    return unit.rsplit(" ", 1)[-1].rsplit("-", 1)[-1]


def _akin(a: _Entry, b: _Entry) -> bool:
    """Whether two claims speak of one thing."""
    first, second = a.claim, b.claim
    family = _family(first)
    if family != _family(second):
        return False
    p, q = first.quantity, second.quantity
    if p.unit == q.unit:
        gap = abs(p.value - q.value) / (max(abs(p.value), abs(q.value)) or 1)
    elif family == "duration":
        x, y = p.value * _IN_DAYS[p.unit], q.value * _IN_DAYS[q.unit]
        gap = abs(x - y) / (max(x, y) or 1)
        if gap > 0.05:  # noqa: PLR2004  ten days and two weeks are told apart
            return False
    else:
        gap = 0.0 if p.value == q.value else 1.0
    equal = gap < 0.0005  # noqa: PLR2004  as equal as numbers get
    overlap = _overlap(a, b)
    if family == "people":
        return _akin_people(a, b, overlap, equal=equal)
    rounded = not equal and _rounded(p, q)
    needed = _SAME if equal else _CLOSE if rounded else _OTHER
    if not (equal or rounded):
        if gap > _WIDEST or not _one_subject(first, second):
            return False
        if scope.planned(first.quote) != scope.planned(second.quote):
            return False
        if first.subject and second.subject and _headed(first, second):
            needed = _HEADED
    if family == "money":
        return p.unit == q.unit and overlap >= needed
    if family == "count":
        if _head(p.unit) != _head(q.unit):
            return equal and overlap >= 0.3  # noqa: PLR2004  `governments` and `countries`
        return overlap >= (0.05 if equal else needed)
    if family == "age":
        return equal and overlap >= _SAME / 2
    if equal:
        return overlap >= _SAME
    return gap < _NEARBY and overlap >= needed


def _headed(first: Claim, second: Claim) -> bool:
    """Whether one of the closest words is common to both: what is done or had."""
    return not set(first.terms[:_HEADS]).isdisjoint(second.terms[:_HEADS])


def _one_subject(first: Claim, second: Claim) -> bool:
    """Whether both claims are about one name, as far as either has any."""
    if not first.subject or not second.subject:
        return True
    return same(first.subject, second.subject)


def _rounded(p: Quantity, q: Quantity) -> bool:
    """Whether two quantities of one unit may be roundings of one value."""
    if p.kind == "duration" and p.unit != q.unit:
        return True
    first, second = stated(p), stated(q)
    if p.kind in {"count", "people"}:
        first, second = first._replace(unit=""), second._replace(unit="")
    return tie(first, second, _ANY_DAY) == "rounded"


def _akin_people(a: _Entry, b: _Entry, overlap: float, *, equal: bool) -> bool:
    fate, other = a.claim.what, b.claim.what
    if fate != other:
        return equal and VAGUE in {fate, other} and overlap >= _SAME
    if equal:
        return overlap >= _SAME / 2 if fate != VAGUE else overlap >= _SAME
    if fate == VAGUE or scope.total(a.claim.quote) != scope.total(b.claim.quote):
        return False
    p, q = a.claim.quantity.value, b.claim.quantity.value
    ratio = max(p, q) / (min(p, q) or 1.0)
    return overlap >= (_TOLL if ratio <= _TOLL_RATIO else _OTHER) and ratio <= _FARTHEST


def align(members: list[Member]) -> list[list[tuple[int, Claim]]]:
    """Groups of claims that speak of one thing: pairs of member index and claim."""
    entries: dict[str, list[_Entry]] = defaultdict(list)
    for index, member in enumerate(members):
        for claim in member.reading.claims:
            entries[_family(claim)].append(
                _Entry(
                    index,
                    claim,
                    frozenset(claim.terms[:_NEAR_TERMS]),
                    frozenset(claim.terms),
                )
            )
    groups: list[list[tuple[int, Claim]]] = []
    for family in entries.values():
        groups += _group(family)
    return groups


def _keys(entry: _Entry) -> list[tuple[str, float]]:
    """Where claims that may be akin are looked for: the value itself, and values of one
    unit up to three times as large or small.
    """
    quantity = entry.claim.quantity
    value, unit = quantity.value, _head(quantity.unit)
    if quantity.kind == "people":
        unit = "people"
    elif quantity.unit in _IN_DAYS:
        value, unit = value * _IN_DAYS[quantity.unit], "duration"
    size = round(math.log(max(abs(value), 1e-6), _FARTHEST))
    return [("=", quantity.value), *((unit, float(size + step)) for step in (0, -1, 1))]


def _group(entries: list[_Entry]) -> list[list[tuple[int, Claim]]]:
    """Join claims that are akin, best first; of one article never two values."""
    clusters: list[list[_Entry]] = []
    known: defaultdict[tuple[str, float], dict[int, None]] = defaultdict(dict)
    tellers: defaultdict[float, set[int]] = defaultdict(set)
    for entry in entries:
        tellers[entry.claim.quantity.value].add(entry.member)
    # What several articles say alike is joined before what they say otherwise.
    once = [e for e in entries if len(tellers[e.claim.quantity.value]) == 1]
    often = [e for e in entries if len(tellers[e.claim.quantity.value]) > 1]
    for entry in (*often, *once):
        keys = _keys(entry)
        near = {number: None for key in keys for number in known.get(key, ())}
        best, best_score = -1, 0.0
        for number in near:
            score = _fit(entry, clusters[number])
            if score > best_score:
                best, best_score = number, score
        if best < 0:
            best = len(clusters)
            clusters.append([])
        clusters[best].append(entry)
        for key in keys[:2]:
            known[key][best] = None
    return [[(e.member, e.claim) for e in cluster] for cluster in clusters]


def _fit(entry: _Entry, cluster: list[_Entry]) -> float:
    """How well a claim fits a group; 0: not at all."""
    value, best = entry.claim.quantity.value, 0.0
    for other in cluster:
        equal = other.claim.quantity.value == value
        if other.member == entry.member and not equal and not _headline(entry, other):
            return 0.0
        if _akin(entry, other):
            best = max(best, _overlap(entry, other) + equal)
    return best


def _headline(a: _Entry, b: _Entry) -> bool:
    """Whether one stands in the headline and the other below it: they may differ."""
    return (a.claim.quantity.field == "title") != (b.claim.quantity.field == "title")


def _report(member: Member, claim: Claim) -> Report:
    quantity = claim.quantity
    return Report(
        article=member.article.id,
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        quote=claim.quote,
        place=quantity.field,
        start=claim.start,
        end=claim.end,
    )


def figures(members: list[Member], day: date) -> tuple[Figure, ...]:
    """The figures of a story, those that most articles report first."""
    made: list[tuple[int, int, Figure]] = []
    for order, group in enumerate(align(members)):
        verdict, note = judged(members, group, day)
        kept: dict[tuple[int, float], Claim] = {}
        for index, claim in group:
            kept.setdefault((index, claim.quantity.value), claim)
        subject = next((c.subject for _, c in group if c.subject), "")
        figure = Figure(
            what=attribute(group),
            subject=subject,
            verdict=verdict,
            note=note,
            reports=tuple(_report(members[i], c) for (i, _), c in kept.items()),
        )
        made.append((-len({i for i, _ in kept}), order, figure))
    made.sort(key=lambda one: one[:2])
    return tuple(figure for _, _, figure in made[:_MOST])
