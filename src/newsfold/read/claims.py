"""What each number of an article is about: the noun, verb and names near it.

A claim's `what` is the attribute by which outlets are compared (`killed`, `money`,
`count of jet`); its terms are the stems near the number, the nearest first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from newsfold.model import Article, Claim, Field, Name, Quantity
from newsfold.read.fields import fields
from newsfold.text.words import sentences, stem, stopwords, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["claims"]

_MOST = 60
_ATTRIBUTES: tuple[tuple[str, str], ...] = (
    (
        "killed",
        r"kill\w*|dead|deaths?|(?:death\s)?toll|die[ds]?|dying|fatal\w*|slain|casualt\w+"
        r"|(?:claim\w*|cost|t[ao]ken?|took)\s[^.;]{1,20}\slives|lives\slost|lost\stheir\slives"
        r"|tote[nrs]?"
        r"|getötet|starben|ums\sleben|tués?|morts?|muert\w+|mort[oaie]s?|死亡|死者|遇难|死"
        r"|погиб\w*|убит\w*",
    ),
    (
        "injured",
        r"injur\w+|wound\w+|hurt|hospitali[sz]\w+|verletz\w+|bless[ée]\w+|herid\w+"
        r"|ferid\w+"
        r"|ferit[ie]|受伤|负伤|負傷|けが|ранен\w*|пострада\w+",
    ),
    ("missing", r"missing|unaccounted|vermisst\w*|dispar\w+|失踪|不明|пропал\w+"),
    (
        "arrested",
        r"arrest\w*|detain\w*|custody|jailed|imprisoned|rounded\sup|festgenommen"
        r"|détenu\w*"
        r"|detenid\w+|逮捕|задержан\w*",
    ),
    ("charged", r"charged|indicted|convicted|sentenced"),
    ("displaced", r"displac\w+|evacuat\w+|homeless|fled|flee\w*"),
    ("rescued", r"rescu\w+|saved|survivors?|survived"),
    ("abducted", r"abduct\w*|kidnap\w*|hostages?|taken\scaptive"),
    (
        "laid off",
        r"laid\soff|lay\soff|laying\soff|lay-?offs?|job\scuts?|redundanc\w+|dismiss\w*"
        r"|sack\w*|(?:cut|cuts|cutting|shed|sheds|slash\w*|axe|axes|axing)\b[^.]{0,24}"
        r"\b(?:jobs|staff|roles|positions|posts|workers|employees)",
    ),
    ("infected", r"infect\w+|cases\sof|tested\spositive"),
    ("deported", r"deport\w*|repatriat\w*|extradit\w*"),
    ("signed", r"sign(?:ed|atories|ing|s)?\b"),
)
_ATTRIBUTE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<a{i}>{p})" for i, (_, p) in enumerate(_ATTRIBUTES))
    + r")(?!\w)"
    r"|(?P<cjk>死亡|死者|遇难|受伤|负伤|負傷|失踪|逮捕|死)",
    re.IGNORECASE,
)
_CJK = {
    **dict.fromkeys(("死亡", "死者", "遇难", "死"), "killed"),
    **dict.fromkeys(("受伤", "负伤", "負傷"), "injured"),
    "失踪": "missing",
    "逮捕": "arrested",
}
_NEAR = 140
_OTHER_CLAUSE = re.compile(
    r",(?!\d)|[;:()—–\n]|\s-\s|[.!?]\s|\s(?:and|und|et|y|e|while|и)\s"
)
_BREAK = re.compile(r",(?!\d)|[;:()—–\n]|\s-\s|[.!?]\s")
_QUOTE_WORDS = 7
_TOKEN = re.compile(r"\S+")
_TERMS = 14
_BARE = frozenset({"money", "percent", "duration", "distance", "measure"})
_FAR = 90


def _attribute(text: str, quantity: Quantity, low: int, high: int) -> str:
    """What happened to the people counted: the nearest word of fate in the sentence,
    those behind the number first.
    """
    begin, stop = max(low, quantity.start - _FAR), min(high, quantity.end + 50)
    best, nearest = "", float("inf")
    for match in _ATTRIBUTE.finditer(text, begin, stop):
        if match["cjk"]:
            name = _CJK[match["cjk"]]
        else:
            name = _ATTRIBUTES[int((match.lastgroup or "a0")[1:])][0]
        if match.start() >= quantity.end:
            gap = float(match.start() - quantity.end)
            between = text[quantity.end : match.start()]
        elif match.end() <= quantity.start:
            gap = (quantity.start - match.end()) * 1.2 + 4
            between = text[match.end() : quantity.start]
        else:
            return name
        if _OTHER_CLAUSE.search(between):
            gap += 45
        if gap < nearest and gap < _NEAR:
            best, nearest = name, gap
    return best


def _quote(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The words around a number: up to seven on each side, not past a break."""
    before = list(_TOKEN.finditer(text, max(low, start - 70), start))[-_QUOTE_WORDS:]
    begin = before[0].start() if before else start
    if begin > low and begin == max(low, start - 70) and not text[begin - 1].isspace():
        begin = before[1].start() if len(before) > 1 else start
    for match in _BREAK.finditer(text, begin, start):
        begin = match.end()
    while begin < start and text[begin].isspace():
        begin += 1
    after = list(_TOKEN.finditer(text, end, min(high, end + 70)))[:_QUOTE_WORDS]
    stop = after[-1].end() if after else end
    limit = min(high, end + 70)
    if stop == limit and stop < high and not text[stop].isspace():
        stop = after[-2].end() if len(after) > 1 else end
    broken = _BREAK.search(text, end, stop)
    if broken:
        stop = broken.start()
    while stop > end and text[stop - 1] in " .,;:":
        stop -= 1
    return begin, max(stop, end)


def _subject(found: Sequence[Name], quantity: Quantity, low: int, high: int) -> str:
    """The nearest name of the sentence, those before the number preferred."""
    best, nearest = "", 10_000
    for name in found:
        if name.end <= low or name.start >= high:
            continue
        gap = (
            quantity.start - name.end
            if name.end <= quantity.start
            else (name.start - quantity.end) + 25
        )
        if -1 <= gap < nearest:
            best, nearest = name.text, gap
    return best


def _what(quantity: Quantity, attribute: str) -> str:
    if quantity.kind == "people":
        return attribute or "count of people"
    if quantity.kind == "count":
        return f"count of {quantity.unit}"
    if quantity.unit == "years old":
        return "age"
    if quantity.kind in {"distance", "measure"}:
        return quantity.unit
    return quantity.kind


def claims(
    article: Article,
    quantities: Sequence[Quantity],
    found: Sequence[Name],
    language: str,
) -> tuple[Claim, ...]:
    """A claim for each quantity, at most 60, with its quote in `field[start:end]`."""
    if not quantities:
        return ()
    made: list[Claim] = []
    texts = dict(fields(article))
    by_field: dict[Field, list[Quantity]] = {}
    for quantity in quantities[:_MOST]:
        by_field.setdefault(quantity.field, []).append(quantity)
    stop = stopwords(language or "en")
    for field, group in by_field.items():
        text = texts[field]
        spans = sentences(text, language)
        starts = [s for s, _ in spans]
        here = [n for n in found if n.field == field]
        for quantity in group:
            at = max(0, bisect_right(starts, quantity.start) - 1)
            low, high = spans[at]
            high = max(high, quantity.end)
            attribute = (
                _attribute(text, quantity, low, high)
                if quantity.kind == "people"
                else ""
            )
            if quantity.value == 1 and quantity.kind == "people" and not attribute:
                continue  # `one man said` counts nobody
            begin, end = _quote(text, quantity.start, quantity.end, low, high)
            made.append(
                Claim(
                    what=_what(quantity, attribute),
                    subject=_subject(here, quantity, low, high),
                    quantity=quantity,
                    quote=text[begin:end],
                    start=begin,
                    end=end,
                    terms=_terms(text, quantity, low, high, stop, language),
                )
            )
    return tuple(made)


def _terms(
    text: str,
    quantity: Quantity,
    low: int,
    high: int,
    stop: frozenset[str],
    language: str,
) -> tuple[str, ...]:
    """Stems of the content words around, nearest first."""
    before = words(text[max(low, quantity.start - 90) : quantity.start], language)
    after = words(text[quantity.end : min(high, quantity.end + 90)], language)
    if quantity.start - 90 > low and before:
        before = before[1:]
    # A unit is no evidence: every sum has its million.
    counted = "" if quantity.kind in _BARE else text[quantity.start : quantity.end]
    near = words(counted, language)
    before.reverse()
    for index in range(max(len(before), len(after))):
        if index < len(after):
            near.append(after[index])
        if index < len(before):
            near.append(before[index])
    kept: dict[str, None] = {}
    for word in near:
        if word in stop or len(word) < 2 or word[0].isdigit():  # noqa: PLR2004  a letter says nothing
            continue
        kept[stem(word, language)] = None
        if len(kept) == _TERMS:
            break
    return tuple(kept)
