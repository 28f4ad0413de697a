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
    rf"|[{_U}](?:[\w&-]|['’](?![sS]\b)(?=\w))*(?:!(?=\s(?:Inc|Corp|Ltd))|\.(?:com|ai|io|org|net)\b)?"
    rf"|[a-z]{{1,2}}[A-Z]\w*|\d+(?:-)?[A-Z][\w-]*|[a-z]\d+[a-z]\w*)"
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
    rf"|bin|ibn|al|el|zu|&|i|y)\s(?={_TOKEN}){_TOKEN}"
    rf"|\s&\s\w+"
    rf"|,\s(?:Inc|Ltd|LLC|Incorporated|Corp|Limited)\b\.?)"
)
_NAME = re.compile(
    rf"(?<![\w@#/])(?:{_TOKEN})(?:{_LINK}|(?<=(?:..))\s(?:of|for|on)(?:\sthe)?\s"
    rf"(?={_TOKEN}){_TOKEN})*"
)
_OF = re.compile(r"\s(?:of|for|on)(?:\sthe)?\s")
_FORM = re.compile(
    r"(?<=\s(?:Inc|Ltd)\.)\s(?!Inc|Ltd|LLC)|(?<=\sCorp\.)\s(?!Inc|Ltd)|(?<=\sCo\.)\s(?!Ltd|Inc)"
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
    """Whether a headline Capitalises Nearly Every Word, so that capitals prove nothing."""
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


def _trim(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
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
_UNPARTED_ORG = re.compile(
    r"[A-Za-z0-9]*[\u4e00-\u9fff]{2,6}(?:AI|科技|集团|集團|公司|资本|資本|银行|銀行|基金|控股|智能|创投"
    r"|股份|汽车|电子|证券|保险|ホールディングス|グループ|銀行|自動車|電機)"
)
_LISTED = re.compile(
    r"(?:[A-Za-z0-9\u30a0-\u30ff\u4e00-\u9fff]{2,12}、)+[A-Za-z0-9\u30a0-\u30ff\u4e00-\u9fff]{2,12}"
)
_LISTED_ITEM = re.compile(r"[^、和与及]+")
_LISTED_FRONT = re.compile(r"^.*(?:包括|有|为|是|由|含|与|和|来自|投资方|出资方)")
_LISTED_BACK = re.compile(r"(?:等|共同|领投|跟投|参投|联合|参与|旗下|的|など).*$")
_HEADED = re.compile(r"^([A-Za-z0-9\u30a0-\u30ff\u4e00-\u9fff]{2,10})[：:]")
_SAYING = re.compile(
    r"(?:^|[。，；\s「『、])([A-Za-z0-9\u30a0-\u30ff\u4e00-\u9fff]{2,10}?)(?=周[一二三四五六日]|宣布|表示|透露|完成|获得|获|拟"
    r"|计划|将以|收购|称|は|が)"
)
_KATAKANA = re.compile(
    r"[\u30a1-\u30fa\u30fc]{3,}|[A-Z][A-Za-z0-9]+(?:\s[A-Z][A-Za-z0-9]+)*"
)
_NO_CJK_NAME = re.compile(
    r"^\d+年|^(?:公司|该公司|本周|今年|去年|此次|同一|竞争|对手|记者|目前|其中|据|双方|投资)|[年月日]$"
)


def _unparted(text: str) -> list[NameSpan]:
    """Names where no blank parts words: lists, firms by their form, who says or does,
    the head of a headline, Latin and katakana words.
    """
    spans: dict[tuple[int, int], None] = {}

    def keep(start: int, end: int) -> None:
        word = text[start:end]
        if end - start >= 2 and not _NO_CJK_NAME.search(word) and not word.isdigit():  # noqa: PLR2004  one sign is no name
            spans[(start, end)] = None

    for match in _LISTED.finditer(text):
        for item in _LISTED_ITEM.finditer(text, match.start(), match.end()):
            start, end = item.span()
            front = _LISTED_FRONT.match(item[0])
            start += front.end() if front else 0
            back = _LISTED_BACK.search(text[start:end])
            keep(start, start + back.start() if back else end)
    for match in _UNPARTED_ORG.finditer(text):
        front = _LISTED_FRONT.match(match[0])
        keep(match.start() + (front.end() if front else 0), match.end())
    for pattern, group in (
        (_HEADED, 1),
        (_SAYING, 1),
        (_KATAKANA, 0),
    ):
        for match in pattern.finditer(text):
            keep(match.start(group), match.end(group))
    known = {text[s:e] for s, e in spans}
    for word in known:
        for match in re.finditer(re.escape(word), text):
            spans[match.span()] = None
    kept: list[NameSpan] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if kept and start < kept[-1].end:
            continue
        kept.append(NameSpan(start, end))
    return kept


def _paired(word: str, text: str, space: int, end: int) -> bool:
    """Whether a common word begins a longer name: `Seven & i`, `New York`."""
    return space > 0 and (word == "new" or text.startswith("& ", space + 1, end))


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`, quotation marks looked through."""
    position = start - 1
    while position >= 0 and text[position] in _OPENS and start - position < 6:  # noqa: PLR2004  marks and a blank
        position -= 1
    return position < 0 or text[position] in _ENDS


def find(text: str, language: str = "") -> list[NameSpan]:
    """The names of `text` in its order; linear in its length."""
    found: list[NameSpan] = []
    stop = stopwords(language or "en")
    common, calendar = _set("words", "common"), _set("words", "calendar")
    titles = _set("words", "titles")
    german = language == "de"
    if language in {"zh", "ja"}:
        return _unparted(text)
    for match in _NAME.finditer(text):
        for start, end in _trim(text, *match.span(), language):
            begins = _begins(text, start)
            # Words that carry no name are taken off the front.
            while start < end:
                space = text.find(" ", start, end)
                word = text[start : space if space > 0 else end].rstrip(".")
                low = fold(word)
                if (
                    (
                        (low in _FRONT or ((begins or space < 0) and low in stop))
                        and not (word.isupper() and len(word) > 1)
                    )
                    or (begins and low in common and not _paired(low, text, space, end))
                    or low in titles
                    or (space > 0 and low in calendar and low[4:])  # `Jan` is a name, too
                    or (begins and space > 0 and low.endswith("ly"))
                ):
                    if space < 0:
                        start = end
                        break
                    start = space + 1
                    begins = False
                    continue
                if space > 0 and low.endswith(("-based", "-born", "-owned", "-backed")):
                    start = space + 1
                    continue
                if space > 0 and is_demonym(low):
                    rest = text[space + 1 : end]
                    if rest not in _GENERIC and not _ABBREVIATED.search(rest):
                        start = space + 1
                        continue
                break
            if start >= end:
                continue
            word = text[start:end]
            low = fold(word)
            if text[end : end + 1] in {"$", "¥", "€"} or word in _MONEY:
                continue
            if low in calendar or (len(word) == 1) or low in {"i", "ai"}:
                continue
            if is_demonym(word):
                continue
            if german:
                moved = _german_start(text, start, end)
                begins = begins and moved == start
                start = moved
                if text.startswith(_GERMAN_LINKS, start, end):
                    start = text.index(" ", start) + 1
                if start >= end:
                    continue
                word = text[start:end]
            single = " " not in word
            odd = (
                not word[1:].islower()
                and word[1:] != ""
                and any(c.isupper() for c in word[1:])
            )
            weak = begins and single and not odd
            if weak and (low in common or low.endswith(("ly", "ing"))):
                continue
            if text[end - 1] == "." and not _ABBREVIATED.search(word):
                end -= 1
            found.append(NameSpan(start, end, weak))
    return found


_FRONT = frozenset({"the", "a", "an"})
_GENERIC = frozenset(
    [
        "Airways",
        "Airlines",
        "Steel",
        "Bank",
        "Telecom",
        "Petroleum",
        "Gas",
        "Post",
        "Railways",
        "Motors",
        "Energy",
        "Express",
        "Sea",
        "Union",
        "Parliament",
        "Commission",
        "Council",
        "Court",
        "Republic",
        "House",
        "Senate",
    ]
)
_MONEY = frozenset(
    ["RMB", "USD", "EUR", "GBP", "CNY", "JPY", "INR", "CHF", "Rs", "CAD", "AUD", "HKD"]
)
_ABBREVIATED = re.compile(r"(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|(?:\w\.)+\w?)\.$")
