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


def _noun(text: str, end: int) -> tuple[str, int] | None:
    """The noun counted, the first plural within five words, and where it ends."""
    position, before = end, ""
    joined = text[end : end + 1] == "-"  # the `includes` of `four-bedroom` is a verb
    for step in range(5):
        match = _WORD.match(text, position)
        if match is None:
            break
        word = fold(match[1])
        if word in _PASSED:
            # `33 of its employees`, but not `the two reaffirmed their resolve`
            if step >= _NEAR or (step and word in _OWNING and before != "of"):
                break
        elif word in _NO_HEAD:
            break
        else:
            owner = word.removesuffix("'s").removesuffix("s'")
            if owner == word or step >= _NEAR:
                noun = _head(word)
                if noun in _IRREGULAR and position == end and match[1][0].isupper():
                    break  # `404 Media` is a name
                if noun and (position == end or not joined or noun in _PEOPLE):
                    return noun, match.end()
        position, before = match.end(), word
    return None


def _head(word: str) -> str:
    """The counted noun that a word is, or ends in; empty where it is none."""
    if word in _PEOPLE or _plural(word):
        return word
    tail = word.rsplit("-", 1)[-1]
    return tail if tail != word and _plural(tail) else ""


def _ranked(text: str, end: int) -> tuple[str, int] | None:
    """The noun of an ordinal, two words at the most, and where it ends; None where it
    tells a rank (`third place`, `fourth-largest economy`) or is part of a name.
    """
    position = end
    taken: list[tuple[str, int]] = []
    while len(taken) < _PAIR:
        dotted = _DOTTED.match(text, position)
        match = _WORD.match(text, dotted.end() if dotted else position)
        if match is None or fold(match[1]) in _NO_NAME:
            break
        position = match.end()
        taken.append((fold(match[1]), position))
    if not taken or any(
        word in _RANKS or _SUPERLATIVE.search(word) for word, _ in taken
    ):
        return None
    if len(taken) == _PAIR and taken[0][0] in _ALONE:
        taken.pop()
    return " ".join(word for word, _ in taken), taken[-1][1]


_OWNING = frozenset(["the", "its", "his", "her", "their"])
_NO_NAME = _NO_HEAD | _PASSED | frozenset(_DATA["nouns"]["behind"])
_DOTTED = re.compile(r"\s(?:[A-Z]\.){2,}(?=\s)")
"""`U.S.`, passed over."""
_RANKS = frozenset(_DATA["nouns"]["ranks"])
_SUPERLATIVE = re.compile(
    r"^(?:(?!protest|arrest|request|contest|forest|harvest|interest|conquest|inquest)"
    r"[a-z]{3,}est|most|least|best|worst|last)$"
)
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
        if number.start and _IN_NAME.match(text, number.start):
            return None
        found = _ranked(text, end)
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
    found = _noun(text, end)
    if found is None:
        return None
    noun, stop = found
    if noun in _PEOPLE:
        return Unit("people", noun, stop, value)
    return Unit("count", _singular(noun), stop, value)


_OLD = re.compile(r"[\s-]old\b")
_IN_NAME = re.compile(r"[A-Z][a-z]+\s[A-Z]")
"""An ordinal with which a name begins: `Second World War`."""
