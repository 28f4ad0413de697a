"""Many patterns asked of one text: those that cannot match are not asked.

What a pattern matches contains one of a few short strings, which its own tree tells
(Cox, “Regular expression matching with a trigram index”, 2012).  Whether a string
stands in a text is known in a hundredth of the time that the pattern takes.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Patterns", "needed"]

_Of = TypeVar("_Of")

_parser: Any = import_module("re._parser")
"""The standard library's own reader of patterns."""

_MOST = 60
"""Strings that are kept of a part of a pattern."""

_EMPTY = frozenset({""})


_compiled = cache(re.compile)


class Patterns(Generic[_Of]):
    """Patterns in which case counts, each with what it stands for.  Most are never
    able; they are compiled when they are.
    """

    def __init__(self, told: Iterable[tuple[str, _Of]]) -> None:
        self._told = tuple((needed(p), p, of) for p, of in told)
        self._looks = tuple(
            sorted({one for looks, _, _ in self._told for one in looks})
        )

    def able(self, text: str) -> Iterator[tuple[re.Pattern[str], _Of]]:
        """Those that may match somewhere in `text`, in their order."""
        seen = {one for one in self._looks if one in text}
        for looks, pattern, of in self._told:
            if not looks or not seen.isdisjoint(looks):
                yield _compiled(pattern), of


def needed(pattern: str) -> frozenset[str]:
    """Strings one of which stands in all that `pattern` matches; none where that
    cannot be told.
    """
    found = _of(_parser.parse(pattern))
    told = _better(found.whole, found.part) or frozenset()
    return frozenset(one for one in told if not any(o in one for o in told if o != one))


class _Found(NamedTuple):
    """What a part of a pattern is known to match."""

    whole: frozenset[str] | None
    """All that it can match, where that is few."""
    part: frozenset[str] | None = None
    """Else strings one of which stands in whatever it matches, where any are known."""


def _better(
    one: frozenset[str] | None, other: frozenset[str] | None
) -> frozenset[str] | None:
    """Whichever tells more: that with the longer strings, of equals the smaller."""
    able = [told for told in (one, other) if told and "" not in told]
    return max(able, key=lambda t: (min(map(len, t)), -len(t)), default=None)


def _of(sequence: Any) -> _Found:
    """What a sequence of nodes matches: its parts put together while they are few."""
    whole, part, broken = _EMPTY, None, False
    for operator, told in sequence:
        node = _node(str(operator), told)
        joined = {a + b for a in whole for b in node.whole or ()}
        if 0 < len(joined) <= _MOST:
            whole = frozenset(joined)
            continue
        part, broken = _better(_better(part, whole), node.part), True
        whole = node.whole or _EMPTY
    return _Found(None, _better(part, whole)) if broken else _Found(whole)


def _node(operator: str, told: Any) -> _Found:
    match operator:
        case "LITERAL":
            return _Found(frozenset({chr(told)}))
        case "IN" if len(told) <= _FEW and all(str(o) == "LITERAL" for o, _ in told):
            return _Found(frozenset(chr(code) for _, code in told))
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return _Found(_EMPTY)
        case "SUBPATTERN" if not told[1] & re.IGNORECASE:
            return _of(told[3])
        case "ATOMIC_GROUP":
            return _of(told)
        case "BRANCH":
            return _either([_of(branch) for branch in told[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, repeated = told
            once = _of(repeated)
            if least == 0:
                whole = once.whole if most == 1 else None
                return _Found(whole | _EMPTY if whole else None)
            return _Found(None, _better(once.whole, once.part))
        case _:
            return _Found(None)


_FEW = 4
"""Letters of a class that are taken one by one."""


def _either(branches: list[_Found]) -> _Found:
    wholes = [branch.whole for branch in branches if branch.whole is not None]
    if len(wholes) == len(branches):
        return _Found(frozenset[str]().union(*wholes))
    parts = [_better(branch.whole, branch.part) for branch in branches]
    known = [part for part in parts if part]
    if len(known) < len(parts):
        return _Found(None)
    return _Found(None, frozenset[str]().union(*known))
