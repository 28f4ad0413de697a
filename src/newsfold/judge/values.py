"""Whether two stated values say the same: equal, rounded, converted, or in conflict."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsfold.judge.rates import convert

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Stated", "Tie", "compact", "significant", "tie", "worst"]

Tie = Literal["agree", "rounded", "converted", "part-of", "conflict", "unclear"]
_ORDER: tuple[Tie, ...] = (
    "agree",
    "rounded",
    "converted",
    "part-of",
    "unclear",
    "conflict",
)


class Stated(NamedTuple):
    """A value as an article states it.  `unit` is a currency, `percent` or a noun."""

    value: float
    unit: str
    loose: bool = False
    """Hedged: about, nearly, up to."""
    floor: bool = False
    """A lower bound: more than, at least."""


_CURRENCY_LENGTH = 3
_EQUAL = 0.0005
_HALF = 0.5
_MOST = 0.10
"""Two roundings of one number never lie further apart than this."""
_FLOOR = 0.15
"""How far above `more than` the true value may lie."""
_COUNTED = 100
"""Below it people count exactly."""
_RATE = 0.015
"""By how much two outlets' exchange rates of one day differ at most."""
_RATE_MOST = 0.05


def significant(value: float) -> tuple[int, float]:
    """How many digits the value shows, and what one of the last digit is worth."""
    if value == 0 or not math.isfinite(value):
        return 1, 1.0
    text = f"{abs(value):.6e}"
    mantissa, exponent = text.split("e")
    digits = mantissa.replace(".", "").rstrip("0") or "0"
    unit = 10.0 ** (int(exponent) - len(digits) + 1)
    return len(digits), unit


def _gap(a: float, b: float) -> float:
    top = max(abs(a), abs(b))
    return abs(a - b) / top if top else 0.0


def _rounds(a: Stated, b: Stated) -> bool:
    """Whether one may be the other rounded."""
    first, second = significant(a.value), significant(b.value)
    coarse, fine, (digits, unit) = (
        (a, b, first)
        if (first[1], a.floor, a.loose) >= (second[1], b.floor, b.loose)
        else (b, a, second)
    )
    gap = _gap(a.value, b.value)
    if coarse.floor and coarse.value < fine.value:
        limit = _MOST if fine.floor else _FLOOR
        return fine.value - coarse.value <= unit * 1.0001 and gap <= limit
    if abs(a.value - b.value) <= _HALF * unit * 1.0001 and gap <= _MOST:
        # Small whole counts are not rounded: 3 dead and 4 dead are two statements.
        return _money(a) or coarse.loose or max(a.value, b.value) >= _COUNTED
    return (a.loose or b.loose) and gap <= _MOST / 2 and digits <= 2  # noqa: PLR2004  a round number


def tie(
    a: Stated, b: Stated, day: date, rates: dict[tuple[str, str], float] | None = None
) -> Tie:
    """How two stated values stand to each other.

    `rates` holds what articles themselves state: (from, into) → factor.  Without any
    rate between the two currencies the answer is `unclear`.
    """
    if a.unit == b.unit or not (_money(a) and _money(b)):
        if _gap(a.value, b.value) <= _EQUAL:
            return "agree"
        return "rounded" if _rounds(a, b) else "conflict"
    halves = sum(
        _HALF * significant(one.value)[1] / abs(one.value)
        for one in (a, b)
        if one.value
    )
    slack = min(_RATE_MOST, _RATE + halves)
    stated = (rates or {}).get((a.unit, b.unit))
    candidates = [
        None if stated is None else a.value * stated,
        convert(a.value, a.unit, b.unit, day),
    ]
    known = [c for c in candidates if c is not None]
    if not known:
        return "unclear"
    if any(_gap(value, b.value) <= slack for value in known):
        return "converted"
    if (a.loose or b.loose or a.floor or b.floor) and any(
        _gap(value, b.value) <= _RATE_MOST + 0.01 for value in known
    ):
        return "converted"
    return "conflict"


def _money(stated: Stated) -> bool:
    return len(stated.unit) == _CURRENCY_LENGTH and stated.unit.isupper()


def worst(ties: list[Tie]) -> Tie:
    """The gravest of several."""
    return max(ties, key=_ORDER.index) if ties else "agree"


def compact(value: float, unit: str) -> str:
    """A value as people write it: `$342M`, `2.5bn CNY`, `40 %`, `11,000 people`."""
    size = abs(value)
    for limit, sign in ((1e12, "tn"), (1e9, "bn"), (1e6, "M")):
        if size >= limit:
            number = f"{value / limit:.4g}{sign}"
            break
    else:
        number = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")
    signs = {"USD": "$", "EUR": "€", "GBP": "£"}
    if unit in signs:
        return signs[unit] + number
    return f"{number} %" if unit == "percent" else f"{number} {unit}".rstrip()
