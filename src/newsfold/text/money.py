"""Sums of money in running text: numbers with a currency before or after them.

`US$1.3bn`, `1,3 milliards d'euros`, `₹1,000 crore`, `25亿元`, `RMB 2.5bn`, `about a
billion dollars`.  Currencies come out as ISO 4217; one that cannot be told (`crowns`,
`pesos` alone) is `XXX`, the standard's own code for none.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import Qualifier
    from newsfold.text.numbers import Number

__all__ = ["Money", "money"]


class Money(NamedTuple):
    """A sum at `text[start:end]`, in whole units of `currency`."""

    start: int
    end: int
    value: float
    currency: str
    qualifier: Qualifier = "exact"
    high: float | None = None


def _load() -> dict[str, Any]:
    source = resources.files("newsfold.text").joinpath("money.toml")
    return tomllib.loads(source.read_text("utf-8"))


_DATA = _load()
_SIGNS: dict[str, str] = {
    s: code for code, all_ in _DATA["signs"].items() for s in all_
}
_WORDS: dict[str, str] = {
    w: code for code, all_ in _DATA["words"].items() for w in all_
}
_ADJECTIVES: dict[str, dict[str, str]] = _DATA["adjectives"]
_CODES = frozenset(s.upper() for s in _SIGNS if len(s) == 3 and s.isalpha())  # noqa: PLR2004  ISO 4217
_UNPARTED = "\u3000"
"""First of the signs that no blank parts."""


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _lettered(word: str) -> bool:
    return word[0].isalpha() and word[0] < _UNPARTED


_ADJECTIVE = _any({a for codes in _ADJECTIVES.values() for a in codes})
_LATIN = _any(w for w in _WORDS if _lettered(w))
_OTHER = _any(w for w in _WORDS if not _lettered(w))
_AFTER = re.compile(
    rf"[\s\u00a0\u202f-]?(?:(?:of|de|di|d['’]|in|an)\s?)?"
    rf"(?:(?P<a>{_ADJECTIVE})[\s-])?"
    rf"(?:(?P<w>{_LATIN})\b(?!-)|(?P<s>{_OTHER})(?!\d))"
    rf"(?P<us>\s(?:US|canadiens|australiens)\b)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:\b(?:{_any(s for s in _SIGNS if _lettered(s) and s.isascii())})"
    rf"|{_any(s for s in _SIGNS if not (_lettered(s) and s.isascii()))})"
    r"[\s\u00a0\u202f]?$",
    re.IGNORECASE,
)
_SIGN_CHARS = frozenset("$€£¥￥＄￡₹₩₽₺₪₦₱฿₫₴₿币.sSdDrRfFkKnNbBlLmMyYeEzZCc")
_YUAN = re.compile(r"yuan|renminbi|RMB|人民币|\bChin|Beijing|中国", re.IGNORECASE)


def _currency_before(text: str, start: int, language: str) -> tuple[str, int] | None:
    """Currency that ends right before `start`, and where it begins."""
    if start == 0:
        return None
    last = text[start - 1]
    if last in " \u00a0\u202f" and start > 1:
        last = text[start - 2]
    if last not in _SIGN_CHARS:
        return None
    offset = max(0, start - 6)
    match = _BEFORE.search(text[offset:start])
    if match is None:
        return None
    sign = match[0].strip("\u00a0\u202f ")
    low = sign.lower()
    if low.isalpha() and low.isascii() and low != "rs" and sign not in _CODES:
        return None  # `try 5` is no lira.
    currency = _SIGNS[low]
    if low in {"¥", "￥"} and (language == "zh" or _YUAN.search(text)):
        currency = "JPY" if re.search(r"\byen\b|Japan|日本", text) else "CNY"
    return currency, offset + match.start()


def _currency_after(text: str, end: int) -> tuple[str, int] | None:
    """Currency that begins right after `end`, and where it ends."""
    match = _AFTER.match(text, end)
    if match is None:
        return None
    word = (match["w"] or match["s"]).lower()
    currency = _WORDS[word]
    if match["a"]:
        adjective = match["a"].lower()
        for stem, codes in _ADJECTIVES.items():
            if word.startswith(stem):
                currency = codes.get(adjective, currency)
    return currency, match.end()


def money(text: str, found: Sequence[Number], language: str = "") -> list[Money]:
    """The sums among the numbers that `numbers.numbers` found in `text`."""
    sums: list[Money] = []
    for number in found:
        if number.form in {"fraction", "ordinal", "one"}:
            continue
        before = _currency_before(text, number.start, language)
        if before is not None:
            start, end, currency = before[1], number.end, before[0]
        else:
            after = _currency_after(text, number.end)
            if after is None:
                continue
            if (
                number.start
                and text[number.start - 1].isalpha()
                and text[number.start - 1] < "\u3000"
            ):
                continue
            start, end, currency = number.start, after[1], after[0]
        qualifier = number.qualifier
        sums.append(Money(start, end, number.value, currency, qualifier, number.high))
    return sums
