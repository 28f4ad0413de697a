"""Proper names in running text, without a model.

A name is a run of capitalised words (`Alibaba Group Holding Ltd.`, `Bank of America`,
`Alwaleed bin Talal`) or a brand that is spelt oddly on purpose (`xAI`, `3M`, `a16z`).
A single capitalised word that begins a sentence proves nothing and is marked `weak`.
`key` folds a name to what it is compared by.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from newsfold.text.unparted import unparted
from newsfold.text.words import fold, stopwords

__all__ = ["NameSpan", "cased", "find", "is_demonym", "key", "place", "same", "thing"]


class NameSpan(NamedTuple):
    """A name at `text[start:end]`; `weak`: its capital may be the sentence's."""

    start: int
    end: int
    weak: bool = False


_UPPER = "".join(
    chr(c)
    for c in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000))
    if chr(c).isupper()
)
_U = f"A-Z{_UPPER}"
_TOKEN = (
    rf"(?:(?:[{_U}]\.){{2,}}[{_U}]?(?![\w])"
    rf"|(?:Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Jr|Sr|Prof|Bros|[{_U}])\."
    rf"|[{_U}][a-z]{{1,4}}\.(?=\s[{_U}]\.)"
    rf"|(?:Men|Women|Children|People)['’]s(?=\s[{_U}])"
    rf"|[{_U}](?:[\w&-]|['’](?![sS]\b)(?=\w))*(?:!(?=\s(?:Inc|Corp|Ltd))|\.(?:com|ai|io"
    rf"|org|net)\b)?"
    rf"|[a-z]{{1,2}}[A-Z]\w*|\d+(?:-)?[A-Z][\w-]*|[a-z]\d+[a-z]\w*"
    r"|\d+(?:st|nd|rd|th)(?=\s[A-Z]))"
)
_HEAD = (
    "Administration|Commission|Bank|Ministry|Department|Cent(?:er|re)|Institute|Agency"
    "|Office|Court|Council|Committee|Association|Organi[sz]ation|Union|University"
    "|Bureau|Board|Federation|Society|Authority|Fund|House|Secretary|Minister|College"
    "|School|Church|Republic|Kingdom|States|Republic|Bay|Gulf|Strait|Duke|Prince|King"
    "|Chamber|Academy|League|Museum|Registrar|Service|Museo|Banco|Academy|Port"
)
_LINK = (
    rf"(?:\s(?:{_TOKEN})"
    rf"|(?<=\w)\s(?:de(?:\sla|l)?|di|del|della|da|do|dos|du|des|der|von|van(?:\sder?)?"
    rf"|bin|ibn|al|el|zu|&|i)\s(?={_TOKEN}){_TOKEN}"
    rf"|\s&\s\w+"
    rf"|,\s(?:Inc|Ltd|LLC|Incorporated|Corp|Limited)\b\.?)"
)
_NAME = re.compile(
    rf"(?<![\w@#/])(?=[{_U}\d]|[a-z](?:[a-z]?[A-Z]|\d))(?:{_TOKEN})(?:{_LINK}|(?<=(?:..))\s(?:of|for|on)(?:\sthe)?\s"
    rf"(?={_TOKEN}){_TOKEN})*"
)
_OF = re.compile(r"\s(?:of|for|on)(?:\sthe)?\s")
_FORM = re.compile(
    r"(?<=\s(?:Inc|Ltd)\.)\s(?!Inc|Ltd|LLC)|(?<=\sCorp\.)\s(?!Inc|Ltd)"
    r"|(?<=\sCo\.)\s(?!Ltd|Inc)"
)
_INSTITUTION = re.compile(rf"(?:{_HEAD})$")
_ENDS = frozenset(".!?…:;\n•|。！？")
_OPENS = frozenset("\"“”‘'’«([ \t\u00a0")
_CASED = re.compile(r"[^\W\d_]{4,}")


@cache
def _lists() -> dict[str, dict[str, str]]:
    text = resources.files("newsfold.text").joinpath("names.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _set(section: str, entry: str) -> frozenset[str]:
    return frozenset(fold(_lists()[section][entry]).split())


@cache
def _places() -> frozenset[str]:
    return frozenset(
        fold(p.strip()) for p in _lists()["places"]["places"].split(",") if p.strip()
    )


def is_demonym(word: str) -> bool:
    """Whether it is an adjective or noun of nationality (`Chinese`, `Germans`)."""
    low = fold(word)
    known = _set("words", "demonyms")
    return low in known or (low.endswith("s") and low[:-1] in known)


def place(name: str) -> bool:
    """Whether the name is a country, a capital or another place known to everyone."""
    return fold(name).replace(".", "") in _places()


def thing(name: str) -> bool:
    """Whether it names an asset, a technology or an office, not somebody who acts."""
    parts = fold(name).split()
    return bool(parts) and all(part in _set("words", "things") for part in parts)


def cased(title: str) -> bool:
    """Whether a headline Capitalises Nearly Every Word: its capitals prove nothing."""
    words = _CASED.findall(title)
    if len(words) < 4:  # noqa: PLR2004  too short to tell
        return False
    upper = sum(1 for word in words if word[0].isupper())
    return upper >= 0.75 * len(words)


_SPLIT = re.compile(r"[^\w&]+")


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """What a name is compared by: folded, without legal forms, titles and articles."""
    text = fold(name).replace(".", "")
    for suffix in ("股份有限公司", "有限公司", "集团", "集團", "公司", "株式会社"):
        if text.endswith(suffix) and len(text) > len(suffix) + 1:
            text = text[: -len(suffix)]
    parts = [p for p in _SPLIT.split(text) if p]
    forms, titles = _set("words", "forms"), _set("words", "titles")
    while len(parts) > 1 and parts[-1] in forms:
        parts.pop()
    while len(parts) > 1 and (parts[0] in titles or parts[0] == "the"):
        parts.pop(0)
    if len(parts) > 1 and parts[-1] == "s":
        parts.pop()
    return " ".join(parts)


def same(a: str, b: str) -> bool:
    """Whether two names may stand for one party: equal keys, one within the other as
    whole words, or one the other's initials.
    """
    first, second = key(a), key(b)
    if not first or not second:
        return False
    if first == second:
        return True
    if len(first) > len(second):
        first, second = second, first
    if len(first) >= 3 and f" {first} " in f" {second} ":  # noqa: PLR2004  `US` is within too much
        return True
    if first[0] > "\u3040" and first in second:
        return len(first) > 1
    initials = "".join(
        w[0] for w in second.split() if w not in {"of", "the", "for", "and"}
    )
    return 1 < len(first) == len(initials) and initials == first != second.split()[0]


def _trim(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a run at an `of` that no institution carries: `Iran of Britain` is two."""
    pieces, begin = [], start
    for match in _OF.finditer(text, start, end):
        if not _INSTITUTION.search(text[begin : match.start()]):
            pieces.append((begin, match.start()))
            begin = match.end()
    pieces.append((begin, end))
    # A legal form with its point ends a name, whatever follows.
    for match in _FORM.finditer(text, *pieces[-1]):
        begin = pieces.pop()[0]
        pieces += [(begin, match.start()), (match.end(), end)]
    return pieces


def _german_start(text: str, start: int, end: int) -> int:
    """Where the name begins behind the nouns that German writes with capitals, too."""
    nouns, endings = _set("words", "german"), tuple(_set("words", "german_endings"))
    position = begin = start
    for piece in text[start:end].split(" "):
        low = fold(piece)
        tail = low.rsplit("-", 1)[-1]
        common = (
            low in nouns
            or (tail in nouns and tail != low)
            or (not piece.isupper() and low.endswith(endings))
            or (len(low) > _COMPOUND and any(low.endswith(n) for n in nouns if n[3:]))
        )
        if common:
            begin = position + len(piece) + 1
        elif not (position == start and low.endswith("er")):
            # `Heidelberger` goes with the noun behind it, `Wagner` is a name.
            break
        position += len(piece) + 1
    return begin


_GERMAN_LINKS = ("der ", "des ", "von ", "zu ")
_COMPOUND = 9


def _paired(word: str, text: str, space: int, end: int) -> bool:
    """Whether a common word begins a longer name: `Seven & i`, `New York`."""
    return space > 0 and (word == "new" or text.startswith("& ", space + 1, end))


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`, quotation marks looked through."""
    position = start - 1
    while position >= 0 and text[position] in _OPENS and start - position < 6:  # noqa: PLR2004  marks and a blank
        position -= 1
    return position < 0 or text[position] in _ENDS


class _Known(NamedTuple):
    """The words of one language that decide whether a capital makes a name."""

    stop: frozenset[str]
    common: frozenset[str]
    calendar: frozenset[str]
    titles: frozenset[str]
    german: bool


@cache
def _known(language: str) -> _Known:
    return _Known(
        stop=stopwords(language or "en"),
        common=_set("words", "common"),
        calendar=_set("words", "calendar"),
        titles=_set("words", "titles"),
        german=language == "de",
    )


def find(text: str, language: str = "") -> list[NameSpan]:
    """The names of `text` in its order; linear in its length."""
    if language in {"zh", "ja"}:
        return [NameSpan(start, end) for start, end in unparted(text)]
    found: list[NameSpan] = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        before = ". " if _begins(text, start) else "x "
        after = text[end] if text[end : end + 1] in _CURRENCIES else ""
        judge = _known_run if end - start <= _RUN else _run
        found += [
            NameSpan(start + begin, start + stop, weak)
            for begin, stop, weak in judge(before, match[0], after, language)
        ]
    return found


def _run(before: str, run: str, after: str, language: str) -> tuple[NameSpan, ...]:
    """The names in a run of capitals, from its start.

    `before` and `after` are all of the text around it that matters: whether it begins
    a sentence, and a currency's sign.
    """
    text, shift = f"{before}{run}{after}", len(before)
    judged = (
        _judged(text, begin, stop, _known(language))
        for begin, stop in _trim(text, shift, shift + len(run))
    )
    return tuple(
        NameSpan(span.start - shift, span.end - shift, span.weak)
        for span in judged
        if span is not None
    )


_known_run = lru_cache(maxsize=20_000)(_run)
"""The same runs come again and again."""
_RUN = 80
"""Characters of the longest run that is remembered: what a text shouts comes once."""


def _judged(text: str, start: int, end: int, known: _Known) -> NameSpan | None:
    """What of a run of capitals is a name, if anything."""
    begins = _begins(text, start)
    front = _front(text, start, end, known, begins=begins)
    if front >= end or text[end : end + 1] in _CURRENCIES:
        return None
    if known.german:
        front = _german_start(text, front, end)
        if text.startswith(_GERMAN_LINKS, front, end):
            front = text.index(" ", front) + 1
        if front >= end:
            return None
    shouted = _SHOUTED.search(text, front, end)
    if shouted and shouted.end() == end:
        end = shouted.start()
    word = text[front:end]
    low = fold(word)
    if len(word) == 1 or low in known.calendar or word in _MONEY or is_demonym(low):
        return None
    weak = begins and front == start and " " not in word and not _ODD.search(word, 1)
    if weak and (low in known.common or low.endswith(("ly", "ing"))):
        return None
    if word[-1] == "." and not _ABBREVIATED.search(word):
        end -= 1
    return NameSpan(front, end, weak)


def _front(text: str, start: int, end: int, known: _Known, *, begins: bool) -> int:
    """Where the name begins behind articles, titles, weekdays, nationalities and what
    only the beginning of a sentence has capitalised; `end` where nothing is left.
    """
    while start < end:
        space = text.find(" ", start, end)
        word = text[start : space if space > 0 else end].rstrip(".")
        low = fold(word)
        shouted = len(word) > 1 and word.isupper()
        if space < 0:
            empty = (low in known.stop and not shouted) or low in known.titles
            if (begins and low in known.common) or low.endswith(_DESCRIBING):
                empty = True
            return end if empty else start
        dropped = (
            (low in known.titles and not _firm(low, text[space + 1 : end]))
            or (low in known.calendar and len(low) > _MONTH)
            or (not shouted and (low in _ARTICLES or (begins and low in known.stop)))
            or (begins and low.endswith("ly"))
            or (begins and low in known.common and not _paired(low, text, space, end))
            or low.endswith(_DESCRIBING)
        )
        if not dropped and is_demonym(low):
            rest = text[space + 1 : end]
            dropped = rest not in _GENERIC and not _ABBREVIATED.search(rest)
        if not dropped:
            break
        start, begins = space + 1, False
    return start


def _firm(word: str, rest: str) -> bool:
    """Whether a title begins the name of a firm or an office: `General Motors`."""
    return rest.partition(" ")[0] in _NO_TITLES.get(word, ())


_NO_TITLES = {
    "general": frozenset(
        {"Motors", "Electric", "Mills", "Dynamics", "Atlantic", "Assembly", "Catalyst"}
    ),
    "justice": frozenset({"Department", "Ministry"}),
}
_SHOUTED = re.compile(r"(?<=[a-z])(?:\s[A-Z]{6,})+")
"""Words that a headline shouts after a name: no acronym is that long."""
_ODD = re.compile(rf"[{_U}]")
_MONTH = 4
"""Letters up to which a month is a name, too: `Jan`, `May`, `June`."""
_ARTICLES = frozenset({"the", "a", "an"})
_DESCRIBING = ("-based", "-born", "-owned", "-backed")
_CURRENCIES = frozenset("$¥€")
_GENERIC = frozenset(
    {"Airways", "Airlines", "Steel", "Bank", "Telecom", "Petroleum", "Gas", "Post"}
    | {"Railways", "Motors", "Energy", "Express", "Sea", "Union", "Parliament"}
    | {"Re", "Life", "Commission", "Council", "Court", "Republic", "House", "Senate"}
)
"""Words that name somebody only with the nationality before them."""
_MONEY = frozenset(
    ["RMB", "USD", "EUR", "GBP", "CNY", "JPY", "INR", "CHF", "Rs", "CAD", "AUD", "HKD"]
)
_ABBREVIATED = re.compile(r"(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|(?:\w\.)+\w?)\.$")
