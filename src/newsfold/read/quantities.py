"""The quantities that an article states, with the words that state them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, cast

from newsfold.model import Article, Field, Quantity
from newsfold.read.fields import fields
from newsfold.read.units import unit_of
from newsfold.text.money import money
from newsfold.text.numbers import Number, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["quantities", "quantities_of"]

_MOST = 120
"""Quantities kept of one article; tables and price lists hold no more news."""

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni"
    r"|juli"
    r"|oktober|dezember|janv|févr|mars|avril|juin|juil|août|déc|enero|febrero|marzo"
    r"|abril"
    r"|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio"
    r"|aprile|maggio|giugno|luglio|settembre|ottobre|novembre|dicembre|января|февраля"
    r"|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)[a-zé]*\.?"
)
_DATED_BEFORE = re.compile(rf"\b{_MONTH}\s$|[a-z]\.?\s?[#№]$|\bNo\.\s?$", re.IGNORECASE)
_DATED_AFTER = re.compile(
    rf"(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?{_MONTH}\b|[月日号]"
    r"|\s?[ap]\.?m\b\.?|\s?(?:GMT|ET|EST|BST|CET|UTC)\b|[:/]\d|\sUhr\b",
    re.IGNORECASE,
)
_AGED_BEFORE = re.compile(r"\b(?:aged?|âgée?s? de|alter von)\s$", re.IGNORECASE)
_BARE_AGE = re.compile(r"[^\W\d_]['’]?,\s$")
_LOSS_BEFORE = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|injur(?:es?|ed|ing)|wound(?:s|ed|ing)|leav(?:es|ing)|left"
    r"|claim(?:s|ed)|arrest(?:s|ed|ing)|detain(?:s|ed|ing)|toll\s\w+(?:\s\w+)?|toll"
    r"|reached|(?:rises|rose|climbs|climbed)\sto|of|surpass\w*|evacuat\w+|displac\w+)"
    r"\s(?:at\sleast\s|more\sthan\s|about\s|around\s|nearly\s|some\s|up\sto\s"
    r"|over\s)?$",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\b(?:death\stoll|toll|kill(?:s|ed|ing))\b", re.IGNORECASE)
_OUT_OF = "out of"
_DAY = 31
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_OLDEST = 120


def _readable(text: str, number: Number) -> bool:
    """Whether the number is one of its own: no date, time, name or version."""
    start, end = number.start, number.end
    if text[max(0, start - 8) : start].rstrip().endswith(_OUT_OF):
        return False  # the whole that a number is a part of
    if number.form in {"word", "ordinal", "fraction", "scaled"}:
        before = text[start - 1] if start else ""
        return not (before.isalpha() and before < "\u3000")
    before = text[start - 1 : start]
    if before and ((before.isalnum() and before < "\u3000") or before in "-–/:#_@.'’+"):
        return False
    if _DATED_AFTER.match(text, number.plain_end):
        return False
    return (
        not (
            number.value <= _DAY
            and _DATED_BEFORE.search(text, max(0, start - 14), start)
        )
        or end < start
    )


def _people(text: str, number: Number) -> bool:
    """Whether the number alone, after a verb of loss, counts people: `killing 11,`."""
    window = text[max(0, number.start - 40) : number.start]
    if not _LOSS_BEFORE.search(window):
        return False
    return (
        bool(_TOLL.search(window)) and not text[number.end : number.end + 1].isalpha()
    )


def quantities_of(text: str, field: Field, language: str) -> Iterator[Quantity]:
    """The quantities of one text in its order."""
    found = numbers(text, language)
    if not found:
        return
    sums = {m.end: m for m in money(text, found, language)}
    ends = sorted(sums)
    starts = {sums[end].start: sums[end] for end in ends}
    covered = [(sums[end].start, end) for end in ends]
    index = 0
    for number in found:
        while index < len(covered) and covered[index][1] <= number.start:
            index += 1
        if index < len(covered) and covered[index][0] <= number.start:
            entry = starts.pop(covered[index][0], None)
            if entry is not None:
                yield Quantity(
                    kind="money",
                    value=entry.value,
                    unit=entry.currency,
                    qualifier=entry.qualifier,
                    high=entry.high,
                    field=field,
                    start=entry.start,
                    end=entry.end,
                )
            continue
        quantity = _plain(text, number, field, language)
        if quantity is not None:
            yield quantity


def _plain(text: str, number: Number, field: Field, language: str) -> Quantity | None:
    """The quantity of a number without a currency, if it is one."""
    if not _readable(text, number):
        return None
    start, value = number.start, number.value
    unit = unit_of(text, number, language)
    if unit is None:
        if number.form == "digits" and value <= _OLDEST and value == int(value):
            before = text[max(0, start - 14) : start]
            after = text[number.end : number.end + 1]
            if _AGED_BEFORE.search(before) or (
                after in {",", ")"} and _BARE_AGE.search(before) and value > 1
            ):
                return _make("duration", value, "years old", number, field, number.end)
        if number.form in {"digits", "scaled", "word"} and _people(text, number):
            if _FIRST_YEAR < value < _LAST_YEAR and "," not in text[start : number.end]:
                return None
            return _make("people", value, "people", number, field, number.end)
        return None
    if number.form == "one" and unit.kind != "people":
        return None
    year = (
        number.form == "digits"
        and _FIRST_YEAR <= value <= _LAST_YEAR
        and number.end - start == 4  # noqa: PLR2004  digits of a year
    )
    if year and unit.kind not in {"percent", "distance", "measure", "people"}:
        return None
    if unit.kind == "age":
        return _make("duration", unit.value, "years old", number, field, unit.end)
    if unit.kind == "people":
        return _make("people", unit.value, unit.name, number, field, unit.end)
    return _make(unit.kind, unit.value, unit.name, number, field, unit.end)


_Kind = Literal[
    "money", "people", "percent", "count", "duration", "distance", "measure"
]


def _make(
    kind: str, value: float, unit: str, number: Number, field: Field, end: int
) -> Quantity:
    return Quantity(
        kind=cast("_Kind", kind),
        value=value,
        unit=unit,
        qualifier=number.qualifier,
        high=number.high if number.form != "letter" else None,
        field=field,
        start=number.start,
        end=end,
    )


def quantities(article: Article, language: str) -> tuple[Quantity, ...]:
    """All quantities of title, excerpt and body, at most 120, in that order."""
    found: list[Quantity] = []
    for field, text in fields(article):
        for quantity in quantities_of(text, field, language):
            found.append(quantity)
            if len(found) >= _MOST:
                return tuple(found)
    return tuple(found)
