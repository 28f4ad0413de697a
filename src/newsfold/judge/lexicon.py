"""Finds keywords in text, in one pass: whole words, phrases, stems, parts of compounds.

Each word is looked up as the first of the phrases that it may begin, and the longest
phrase wins; time is linear in the text, whatever the number of keywords.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Given", "Lexicon", "Phrase", "build", "find", "problem"]

Given = tuple[tuple[int, float], ...]
"""What a keyword adds: pairs of a topic's number and a grade; none: it only hides."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts written without spaces: a keyword there is looked for anywhere."""
_STEM = 4
"""Letters that a stem (`wahl*`) must have; stems are found by their first four."""
_COMPOUND = 8
"""Letters of a word from which on it is searched for others within it."""


class Phrase(NamedTuple):
    """One spelling of a keyword."""

    words: tuple[str, ...]
    exact: tuple[bool, ...]
    """An acronym is matched in capitals only: AI, not the French `ai`."""
    open: bool
    """The last word is a stem: anything may follow."""
    keyword: str
    given: Given


class Lexicon(NamedTuple):
    """The phrases of one language, found by their first word; longest first."""

    whole: dict[str, list[Phrase]]
    stems: dict[str, list[Phrase]]
    tails: dict[str, list[Phrase]]
    """What may stand within a longer word, as in German compounds."""
    unspaced: dict[str, Phrase]
    pattern: re.Pattern[str] | None
    """Finds the keywords of `unspaced`."""


def problem(keyword: str) -> str:
    """Why nothing useful can match `keyword`; empty where all is well."""
    stem = keyword.removesuffix("*").removeprefix("*")
    words = _WORD.findall(stem)
    if not words or "*" in stem or (keyword.startswith("*") and len(words) > 1):
        return "nothing can match it"
    if "*" in keyword and sum(map(len, words)) < _STEM:
        return f"its stem is shorter than {_STEM} letters"
    return ""


def build(keywords: Mapping[str, Given], *, english: bool) -> Lexicon:
    """Make keywords findable; in English their plurals too."""
    whole: dict[str, list[Phrase]] = {}
    stems: dict[str, list[Phrase]] = {}
    tails: dict[str, list[Phrase]] = {}
    unspaced: dict[str, Phrase] = {}
    for keyword, given in keywords.items():
        for phrase in _spellings(keyword, given, english=english):
            if _UNSPACED.search(keyword):
                unspaced[phrase.keyword] = phrase
            elif keyword.startswith("*"):
                tails.setdefault(phrase.words[0][:_STEM], []).append(phrase)
            elif phrase.open and len(phrase.words) == 1:
                stems.setdefault(phrase.words[0][:_STEM], []).append(phrase)
            else:
                whole.setdefault(phrase.words[0].casefold(), []).append(phrase)
    for phrases in (*whole.values(), *stems.values(), *tails.values()):
        phrases.sort(key=lambda p: (-len(p.words), -len(p.words[-1])))
    longest = sorted(map(re.escape, unspaced), key=len, reverse=True)
    pattern = re.compile("|".join(longest)) if longest else None
    return Lexicon(whole, stems, tails, unspaced, pattern)


def _spellings(keyword: str, given: Given, *, english: bool) -> Iterator[Phrase]:
    """The keyword itself and, in English, its plural."""
    stem = keyword.removesuffix("*").removeprefix("*")
    words = _WORD.findall(stem)
    exact = tuple(len(word) > 1 and word.isupper() for word in words)
    shape = [w if e else w.casefold() for w, e in zip(words, exact, strict=True)]
    is_open = keyword.endswith("*")
    yield Phrase(tuple(shape), exact, is_open, stem, given)
    if english and not is_open:
        plural = (*shape[:-1], _plural(shape[-1]))
        yield Phrase(plural, exact, is_open, stem, given)


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def find(text: str, lexicon: Lexicon) -> Iterator[Phrase]:
    """The keywords in `text`, left to right, none within another."""
    raw = _WORD.findall(text)
    shouted = text.isupper()
    words = [word.casefold() for word in raw]
    whole, stems = lexicon.whole, lexicon.stems
    place = 0
    while place < len(words):
        word = words[place]
        step = 1
        for phrase in (*whole.get(word, ()), *stems.get(word[:_STEM], ())):
            if _stands(phrase, raw, words, place, shouted=shouted):
                yield phrase
                step = len(phrase.words)
                break
        else:
            if lexicon.tails and len(word) > _COMPOUND:
                yield from _within(word, lexicon.tails)
        place += step
    if lexicon.pattern:
        for match in lexicon.pattern.finditer(text):
            yield lexicon.unspaced[match.group()]


def _within(word: str, tails: dict[str, list[Phrase]]) -> Iterator[Phrase]:
    """The keywords inside a compound, its beginning apart."""
    for start in range(1, len(word) - _STEM + 1):
        for phrase in tails.get(word[start : start + _STEM], ()):
            stem = phrase.words[0]
            end = start + len(stem)
            if word.startswith(stem, start) and (phrase.open or end == len(word)):
                yield phrase
                break


def _stands(
    phrase: Phrase, raw: list[str], words: list[str], place: int, *, shouted: bool
) -> bool:
    wanted = phrase.words
    if place + len(wanted) > len(words):
        return False
    last = len(wanted) - 1
    for offset, (want, exact) in enumerate(zip(wanted, phrase.exact, strict=True)):
        have = raw[place + offset] if exact else words[place + offset]
        if have != want and not (
            offset == last and phrase.open and have.startswith(want)
        ):
            return False
    return not (shouted and any(phrase.exact))
