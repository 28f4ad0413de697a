"""Words as they are compared: folded, without marks, in any script.

Folding is compatibility decomposition, case folding and the loss of combining marks.
Scripts that part no words (Han, kana, Thai …) come as overlapping pairs of characters,
the usual substitute for a dictionary (Nie et al., 2000).  `stem` takes the endings of
inflection off, so that “charges” and “charged” meet; the endings and stop words of a
language stand in `languages.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources

__all__ = ["fold", "sentences", "stem", "stopwords", "words"]

_PAIRED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Thai, Lao, Burmese, Khmer, kana, Han."""
_UNPARTED = re.compile(f"[{_PAIRED}]")
_ASCII = re.compile(r"\d+(?:[.,]\d+)*|[a-z0-9]+")
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{_PAIRED}]+|[^\W_{_PAIRED}]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_INITIAL = re.compile(r"\.[^\W\d_]\.")
"""What every dotted abbreviation has: sooner found than the abbreviation."""
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u0670]+")
_APOSTROPHE = re.compile(r"['’ʼ＇](?:s\b)?")
_END = re.compile(
    r"[.!?…。！？\n]"  # first, since any of these is soon found
    r"(?:(?<=[.!?…])[.!?…]*[\"'”’»)\]]*(?=\s|$)|(?<=[。！？])[。！？]*[」』”’）]*"
    r"|(?<=\n)\s*\n)"
)
_SHORT = re.compile(
    r"(?:^|[\s(“\"])(?:\w|mr|mrs|ms|dr|st|gen|sen|rep|gov|prof|col|lt|sgt|jr|sr|inc|co"
    r"|corp|ltd|vs|no|approx|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|(?:\w\.)+\w|z\.b|bzw|usw|ca|nr|mme|mm|ul|г|ул|им|тыс|млн|млрд|руб)$",
    re.IGNORECASE,
)


_NEXT_INITIAL = re.compile(r"\.\s[A-Z]\.")
_NAME = re.compile(r"(?:^|\s)[A-Z][a-z]{1,3}$")
"""`Jos.` before `A. Bank`."""
_TYPED = tuple(zip("’‘“”–—\xa0", "''\"\"   ", strict=True))
"""What printers set for what typists type: most text is ASCII but for these."""


def fold(text: str) -> str:
    """`text` in the form in which it is compared: no case, no marks, one apostrophe."""
    if text.isascii():
        return text.lower()
    plain = text
    for printed, typed in _TYPED:
        plain = plain.replace(printed, typed)
    if plain.isascii():
        return plain.lower()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def words(text: str, language: str = "") -> list[str]:  # noqa: ARG001  the contract names a language; folding needs none yet
    """The folded words of `text` in order, numbers without grouping commas.

    Possessive endings go, dotted abbreviations close up (“U.N.” is `un`), unparted
    scripts come as pairs of characters.
    """
    text = fold(text)
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub("", text)
    if _INITIAL.search(text):
        text = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", text)
    if text.isascii():
        found = _ASCII.findall(text)
    else:
        found = _WORD.findall(text)
        if _UNPARTED.search(text):
            found = [part for word in found for part in _parted(word)]
    if "," in text:
        return [_grouped(word) if "," in word else word for word in found]
    return found


def _parted(word: str) -> list[str]:
    """A run of an unparted script as its pairs of characters; others as they are."""
    if len(word) > 1 and _UNPARTED.match(word):
        return [word[at : at + 2] for at in range(len(word) - 1)]
    return [word]


def _grouped(number: str) -> str:
    """A number without the commas that group its thousands."""
    head, *groups = number.split(",")
    if all(len(group.partition(".")[0]) == 3 for group in groups):  # noqa: PLR2004  thousands
        return head + "".join(groups)
    return number.replace(",", ".")


def sentences(text: str, language: str = "") -> list[tuple[int, int]]:  # noqa: ARG001  one rule serves all languages so far
    """Spans `(start, end)` of the sentences of `text`, without surrounding blanks.

    A full stop after a title, an initial or a common short form ends nothing.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[0] == "." and _shortens(text, start, match.start()):
            continue
        _keep(spans, text, start, match.end())
        start = match.end()
    _keep(spans, text, start, len(text))
    return spans


def _shortens(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` shortens a word of the sentence from `start`."""
    start = max(start, stop - 12)
    if _SHORT.search(text, start, stop):
        return True
    return bool(_NEXT_INITIAL.match(text, stop) and _NAME.search(text, start, stop))


def _keep(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    if start < end:
        spans.append((start, end))


@cache
def _languages() -> dict[str, dict[str, str]]:
    source = resources.files("newsfold.text").joinpath("languages.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def stopwords(language: str) -> frozenset[str]:
    """Folded words of `language` that carry no content; of all languages where it is
    empty, of English where it is not known to us.
    """
    known = _languages()
    if not language:
        return frozenset(w for one in known for w in stopwords(one))
    listed = known.get(language[:2], known["en"])["stop"]
    return frozenset(words(listed))


@cache
def _endings(language: str) -> tuple[str, ...]:
    listed = _languages().get(language[:2] or "en", {}).get("endings", "")
    return tuple(sorted((fold(e) for e in listed.split()), key=lambda e: (-len(e), e)))


@lru_cache(maxsize=200_000)
def stem(word: str, language: str = "") -> str:
    """`word` without its ending of inflection: the longest listed one that leaves three
    letters, then a doubled last consonant made single.  Numbers stay.
    """
    endings = _endings(language)
    if len(word) < 4 or not endings or word[0].isdigit():  # noqa: PLR2004  nothing to take off
        return word
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004  a stem of three letters
            word = word[: -len(ending)]
            break
    if word[-1] == word[-2] and len(word) > 3 and word[-1] not in "aeiouls":  # noqa: PLR2004  as above
        word = word[:-1]
    return word
