"""How times, sums and verdicts are worded for readers."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsfold.publish.record import HEAT_BANDS

if TYPE_CHECKING:
    from newsfold.model import Amount, Instant, Qualifier

__all__ = [
    "HEAT_WORDS",
    "ORIGINS",
    "PARTIES",
    "ROLES",
    "VERDICTS",
    "Chip",
    "Span",
    "When",
    "amount",
    "quantity",
    "shorten",
    "when",
]

_MONTHS = (
    "January February March April May June July August September October November"
    " December"
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_MONTH_NAMES = tuple(_MONTHS.split())
_DAY_NAMES = tuple(_DAYS.split())
_SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "CNY": "CN¥",
    "INR": "₹",
    "KRW": "₩",
    "AUD": "A$",
    "CAD": "C$",
    "HKD": "HK$",
    "SGD": "S$",
    "NZD": "NZ$",
    "TWD": "NT$",
    "BRL": "R$",
    "ILS": "₪",
    "TRY": "₺",
    "UAH": "₴",
    "RUB": "₽",
}
_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
_EARLIEST, _LATEST = -62_135_596_800, 253_402_300_799
_GROUPED = 10_000
"""From here on digits are grouped: 1200 people, 14,000 robots."""
_ISO_LENGTH = 3

HEAT_WORDS = dict(
    zip(HEAT_BANDS, ("Top", "Hot", "Lively", "Warm", "Cooling", "Cold"), strict=True)
)


class Chip(NamedTuple):
    """A verdict that reads at a glance: a colour, a sign and a word."""

    kind: str
    """Style: conflict, agree, near, moved or open."""
    sign: str
    label: str
    why: str


class Span(NamedTuple):
    """A run of words and how it stands out: `same`, `del`, `ins` or `mark`."""

    kind: str
    text: str


VERDICTS = {
    "agree": Chip("agree", "=", "Sources agree", "The outlets report the same."),
    "rounded": Chip("near", "≈", "Rounded", "The figures differ only by rounding."),
    "converted": Chip(
        "near", "⇄", "Converted", "The same sum, told in different currencies."
    ),
    "conflict": Chip(
        "conflict", "≠", "Sources disagree", "The outlets report what cannot all hold."
    ),
    "part-of": Chip(
        "moved", "⊂", "Part of a whole", "One figure is a part of what another counts."
    ),
    "superseded": Chip(
        "moved", "↑", "Count has moved", "A later report updates an earlier count."
    ),
    "unclear": Chip(
        "open", "?", "Unclear", "The figures differ and nothing explains why."
    ),
    "single-source": Chip("open", "1", "One source", "Only one outlet reports it."),
}
PARTIES = {
    "agree": Chip("agree", "=", "Same parties", "The outlets name the same parties."),
    "subset": Chip(
        "moved", "⊂", "Parties partly named", "Some outlets name only some of them."
    ),
    "conflict": Chip(
        "conflict", "≠", "Parties disputed", "The outlets name different parties."
    ),
    "single-source": Chip("open", "1", "One source", "Only one outlet names them."),
}
ORIGINS = {
    "agency-copy": "agency text from",
    "cited-scoop": "citing",
    "aggregated-quote": "quoting",
    "release": "after a release by",
    "own-exclusive-claim": "its own report, claims",
}
ROLES = {
    "valuation": "valuation",
    "previous_round": "earlier round",
    "rival": "a rival's",
    "revenue": "revenue",
    "share_price": "a share",
    "other": "also named",
}


class When(NamedTuple):
    """A moment, for machines and for people, in UTC."""

    iso: str
    day: str
    """Wednesday, 18 February 2026"""
    short: str
    """18 Feb"""
    clock: str
    """03:00"""
    year: int

    @property
    def full(self) -> str:
        """18 Feb 2026, 03:00 UTC"""
        return f"{self.short} {self.year}, {self.clock} UTC"


@lru_cache(maxsize=4096)
def when(instant: Instant) -> When:
    """Word a moment; one before year 1 or after 9999 is moved there."""
    moment = datetime.fromtimestamp(min(max(instant, _EARLIEST), _LATEST), UTC)
    month = _MONTH_NAMES[moment.month - 1]
    return When(
        iso=moment.isoformat().removesuffix("+00:00") + "Z",
        day=f"{_DAY_NAMES[moment.weekday()]}, {moment.day} {month} {moment.year}",
        short=f"{moment.day} {month[:3]}",
        clock=f"{moment.hour:02}:{moment.minute:02}",
        year=moment.year,
    )


def quantity(value: float | None, unit: str, qualifier: Qualifier = "exact") -> str:
    """Word a figure: `about $340 million`, `40%`, `at least 14 people`.

    Empty where there is no value.
    """
    if value is None:
        return ""
    lead = "" if qualifier == "exact" else f"{qualifier} "
    if unit in {"percent", "%"}:
        return f"{lead}{_number(value)}%"
    if len(unit) == _ISO_LENGTH and unit.isupper():
        symbol = _SYMBOLS.get(unit, f"{unit} ")
        return f"{lead}{'−' if value < 0 else ''}{symbol}{_number(abs(value))}"
    return f"{lead}{_number(value)} {unit}".rstrip()


def amount(sum_: Amount | None) -> str:
    """Word a sum; empty where there is none."""
    if sum_ is None:
        return ""
    hedge: Qualifier = "exact"
    if sum_.approx:
        hedge = "more than" if sum_.floor else "about"
    return quantity(sum_.value, sum_.currency, hedge)


def _number(value: float) -> str:
    size = abs(value)
    if size == float("inf") or value != value:  # noqa: PLR0124  # NaN
        return "?"
    for scale, word in _SCALES:
        if size >= scale:
            return _trimmed(value / scale) + word
    return _trimmed(value)


def _trimmed(value: float) -> str:
    text = f"{value:,.2f}" if abs(value) >= _GROUPED / 10 else f"{value:.2f}"
    return text.rstrip("0").rstrip(".")


def shorten(text: str, most: int) -> str:
    """Cut text between words, with an ellipsis, at `most` characters."""
    if len(text) <= most:
        return text
    cut = text.rfind(" ", most // 2, most)
    return text[: cut if cut > 0 else most].rstrip(" ,;:.–—-") + "…"
