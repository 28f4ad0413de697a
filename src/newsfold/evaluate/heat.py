"""Measures heat against the order in which people put stories.

Data: JSON Lines, one story a line,

    {"id", "rank": 1, "members": [{"id", "publishedDateTime", "copyOf"?: id,
     "provider": {"domain", "name"?, "kind"?}, "origin"?: {"kind", "name"}}]}

with `rank` 1 for the hottest; stories of one rank are alike.  All stories are looked at
in one moment: that of the latest article among them.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from newsfold.errors import InputError
from newsfold.evaluate.items import decoded, locate
from newsfold.judge.heat import heat
from newsfold.model import Article, Copy, Member, Origin, Provider, Reading
from newsfold.text.dates import parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["evaluate"]

_HALF_LIFE = 12 * 3600


class _Told(msgspec.Struct, frozen=True, rename="camel"):
    id: str
    published_date_time: str
    provider: Provider
    copy_of: str | None = None
    origin: Origin | None = None


class _Line(msgspec.Struct, frozen=True):
    id: str
    rank: float
    members: tuple[_Told, ...]


def evaluate(data: Path, half_life: int = _HALF_LIFE) -> dict[str, Any]:
    """How well heat orders the stories.

    `spearman` is the correlation of the two rankings, from -1 to 1 (0 where either has
    no order); `pairs` the share of pairs of different rank that heat puts in the same
    order, an equal heat counting half.

    Raises InputError for a file that cannot be read or a line that is not as above.
    """
    lines = _read(data)
    heats = [heat(_members(line, data), half_life=half_life) for line in lines]
    now = max(one.at for one in heats)
    # Not `Heat.value`, which is rounded for people: ties would blur the order.
    values = [one.level * 2 ** ((one.at - now) / half_life) for one in heats]
    wanted = [-line.rank for line in lines]
    return {
        "stories": len(lines),
        "spearman": round(_spearman(values, wanted), 3),
        "pairs": round(_pairs(values, wanted), 3),
    }


def _members(line: _Line, data: Path) -> list[Member]:
    members = []
    for told in line.members:
        moment = parse(told.published_date_time)
        if moment is None:
            raise InputError(
                f"{data}, story {line.id}: no date is {told.published_date_time!r}"
            )
        article = Article(
            id=told.id,
            title=told.id,
            web_url="",
            published=moment.instant,
            provider=told.provider,
        )
        of = told.copy_of
        copy = Copy(article=told.id, of=of, kind="near") if of else None
        reading = Reading(article=told.id)
        members.append(
            Member(article=article, reading=reading, copy=copy, origin=told.origin)
        )
    return members


def _spearman(one: Sequence[float], other: Sequence[float]) -> float:
    first, second = _ranks(one), _ranks(other)
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return 0.0
    return float(np.corrcoef(first, second)[0, 1])


def _ranks(values: Sequence[float]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Ranks from 0; equal values share the mean of theirs."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means: np.ndarray[Any, np.dtype[np.float64]] = last - (counts + 1) / 2
    return means[which]


def _pairs(values: Sequence[float], wanted: Sequence[float]) -> float:
    points = [
        0.5 if a == b else float((a > b) == (x > y))
        for (a, x), (b, y) in combinations(zip(values, wanted, strict=True), 2)
        if x != y
    ]
    return sum(points) / len(points) if points else 0.0


def _read(data: Path) -> list[_Line]:
    data, *_ = locate(data, "heat*.jsonl", "heat/*.jsonl")
    lines = decoded(data, _Line)
    if not all(line.members for line in lines):
        raise InputError(f"{data}: a story has no members")
    if not lines:
        raise InputError(f"{data} holds no ranked stories")
    return lines
