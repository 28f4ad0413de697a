"""What may follow a number: percent, durations, measures, people, counted nouns."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from newsfold.text.words import fold

if TYPE_CHECKING:
    from newsfold.text.numbers import Number

__all__ = ["Unit", "unit_of"]


class Unit(NamedTuple):
    """What a number counts; `value` is the number in that unit."""

    kind: str
    name: str
    end: int
    """Where its words end in the text."""
    value: float


_PERCENT = re.compile(
    r"[\s\u00a0\u202f-]?(?:%|％|percentage(?P<p>\spoints?)|percent\b|per\scent\b|pct\b"
    r"|Prozent(?P<q>punkte?n?)?\b|pour\scent\b|por\sciento\b|por\scento\b|per\scento\b"
    r"|процент\w*|パーセント)(?P<r>\spoints?\b)?",
    re.IGNORECASE,
)


def _load() -> dict[str, dict[str, list[str]]]:
    source = resources.files("newsfold.read").joinpath("units.toml")
    return tomllib.loads(source.read_text("utf-8"))


_DATA = _load()
_TABLE: dict[str, tuple[str, str]] = {
    word: (kind, name)
    for section, kind in (
        ("durations", "duration"),
        ("distances", "distance"),
        ("measures", "measure"),
    )
    for name, words in _DATA[section].items()
    for word in words
}
_CJK = sorted((w for w in _TABLE if w[0] > "\u3000"), key=len, reverse=True)
_CJK_PEOPLE = ("人", "名", "位")
_CJK_AGE = ("岁", "歲", "歳")

_PEOPLE = frozenset(_DATA["nouns"]["people"])
_IRREGULAR = frozenset(_DATA["nouns"]["irregular"])
_NO_HEAD = frozenset(_DATA["nouns"]["ends"])
_STOP_NOUN = frozenset(_DATA["nouns"]["false_plurals"])
_PASSED = frozenset(
    ["of", "the", "its", "his", "her", "their", "more", "new", "other", "additional"]
)
_WORD = re.compile(r"[\s\u00a0-]+([^\W\d_](?:[\w&]|['’‑-](?=\w)){0,40})")


_SHORT = 3
"""Letters up to which no noun is a plural."""
_NEAR = 3
"""Words within which a possessive or `of the` is passed over."""
_PAIR = 2
"""Words that an ordinal's noun has at the most: `aircraft carrier`."""


_SHORT = 3
"""Letters up to which no noun is a plural."""
_NEAR = 3
"""Words within which a possessive or `of the` is passed over."""
_PAIR = 2
"""Words that an ordinal's noun has at the most: `aircraft carrier`."""


def _plural(word: str) -> bool:
    if word in _IRREGULAR:
        return True
    return (
        len(word) > _SHORT
        and word[-1] == "s"
        and word[-2] not in "su'’"
        and word not in _STOP_NOUN
    )


def _singular(noun: str) -> str:
    if noun.endswith("ies") and len(noun) > _SHORT + 1:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _listed(text: str, end: int) -> tuple[str, str, int] | None:
    """Kind, name and end of the listed unit that follows, past one adjective."""
    char = text[end : end + 1]
    if char > "\u3000" or (char == " " and text[end + 1 : end + 2] > "\u3000"):
        at = end + (char == " ")
        for word in _CJK:
            if text.startswith(word, at):
                return (*_TABLE[word], at + len(word))
        return None
    if char == "°" or text.startswith(" °", end):
        return "measure", "degrees", end + 2
    match = _NEXT.match(text, end)
    if match is None:
        return None
    word = match[1].lower()
    entry = _TABLE.get(word)
    if entry is not None:
        return (*entry, match.end())
    if word in _FILLERS:
        second = _WORD.match(text, match.end())
        if second is not None:
            entry = _TABLE.get(second[1].lower())
            if entry is not None and entry[0] == "duration":
                return (*entry, second.end())
    return None


_NEXT = re.compile(r"[\s\u00a0\u202f-]?([^\W\d_]{1,24}(?:/h)?)(?!\w)")
_FILLERS = frozenset(
    ["more", "straight", "consecutive", "full", "whole", "long", "additional", "other"]
)


def _noun(text: str, end: int, *, ordinal: bool) -> tuple[str, int] | None:
    """The noun counted: the first plural within five words (of an ordinal: the words up
    to the next function word), and where it ends.
    """
    position, taken = end, []
    for step in range(5):
        match = _WORD.match(text, position)
        if match is None:
            break
        word = fold(match[1])
        if word in _NO_HEAD or (ordinal and word in _PASSED):
            if not ordinal and word in _PASSED and step < _NEAR:
                position = match.end()
                continue
            break
        position = match.end()
        bare = word.removesuffix("'s").removesuffix("s'")
        if bare != word and step < _NEAR:
            continue
        if not ordinal and (word in _PEOPLE or _plural(word)):
            return word, position
        tail = word.rsplit("-", 1)[-1]
        if not ordinal and tail != word and _plural(tail):
            return tail, position
        taken.append((word, position))
        if ordinal and len(taken) == _PAIR:
            break
    if ordinal and taken:
        if len(taken) == _PAIR and taken[0][0] in _ALONE:
            taken.pop()
        return " ".join(w for w, _ in taken), taken[-1][1]
    return None


_ALONE = frozenset(
    ["round", "time", "day", "week", "month", "year", "anniversary", "quarter", "term"]
)


def unit_of(text: str, number: Number, language: str) -> Unit | None:  # noqa: ARG001  one table serves all languages
    """What `number` counts, from the words that follow it; None where nothing does."""
    end = number.end
    if number.form == "fraction":
        return Unit("percent", "percent", end, number.value)
    percent = _PERCENT.match(text, end)
    if percent is not None:
        points = percent["p"] or percent["q"] or percent["r"]
        return Unit(
            "measure" if points else "percent",
            "percentage points" if points else "percent",
            percent.end(),
            number.value,
        )
    if number.form == "ordinal":
        found = _noun(text, end, ordinal=True)
        if found is None:
            return None
        noun, stop = found
        head = noun.split()[0]
        if head == "anniversary":
            return Unit("duration", "years", stop, number.value)
        if head == "day":
            return Unit("duration", "days", stop, number.value)
        if head in {"year", "month", "week", "quarter", "century", "time", "half"}:
            return None
        return Unit("count", noun, stop, number.value)
    value = number.value
    if number.form == "letter":
        end, value = number.plain_end, number.plain
        if text[end].isalpha() and _listed(text, end) is None:
            return None
    listed = _listed(text, end)
    if listed is not None:
        kind, name, stop = listed
        old = _OLD.match(text, stop)
        if kind == "duration" and old is not None:
            return Unit("age", name, old.end(), value)
        return Unit(kind, name, stop, value)
    if text.startswith(_CJK_AGE, end):
        return Unit("age", "years", end + 1, value)
    if text.startswith(_CJK_PEOPLE, end):
        return Unit("people", "people", end + 1, value)
    if number.form == "letter" or text[end : end + 1].isalpha():
        return None
    found = _noun(text, end, ordinal=False)
    if found is None:
        return None
    noun, stop = found
    if noun in _PEOPLE:
        return Unit("people", noun, stop, value)
    return Unit("count", _singular(noun), stop, value)


_OLD = re.compile(r"[\s-]old\b")
