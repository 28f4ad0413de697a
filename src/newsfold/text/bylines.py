"""Bylines: the names in what is written in the place of an author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.text.dates import is_month, parse
from newsfold.text.html import to_line
from newsfold.text.titles import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["names"]

_MOST = 12
_LONGEST = 60
_MOST_WORDS = 6
_DATE_WORDS = 10

_LEAD = re.compile(
    r"^\W*(?:(?:written|posted|reported|published)\s+(?:on\s+[\w., ]{5,30}?\s+)?by|by|"
    r"(?:(?:geschrieben|erstellt|veröffentlicht|gepostet|verfasst)\s+)?von|"
    r"(?:publié|escrit[oa]|publicad[oa]|posté)\s+(?:par|por)|"
    r"(?:alles|mehr|(?:zeige\s+)?alle|weitere)\s+(?:(?:artikel|beiträge)\s+)?von|vom|par|por|di|da|av|af|door|"
    r"autor(?:in|e|es)?|author|text|texte?|story|from|słowa|napisał|автор|текст|oleh|bởi|"
    r"yazan|skrevet\s+af|skriven\s+av|ein\s+(?:artikel|bericht|gastbeitrag|"
    r"kommentar|interview)\s+von)\b\s*:?\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[,;|•·]|\s/\s|\s(?:and|und|et|y|e|og|och|en|ja|i|и|dan|ve|with|mit|&)\s)\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"https?:|www\.|@|\[at\]|\.(?:com|org|net|html?|php)\b", re.IGNORECASE
)
_HANDLE = re.compile(r"(?<=\w)\s+@\w+")
_BEFORE_DATES = frozenset(
    "on am le el il den at vor på op — – - | · @".split()  # noqa: SIM905 - as words
)
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}\b")
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\s*")
_DATE = re.compile(r"\d{1,2}[./:]\d{1,2}|\b(?:19|20)\d\d\b|\d{3}")
_TITLES = re.compile(
    r"^(?:dr|prof|mr|mrs|ms|herr|frau|sir|dame|rev|fr)\.?\s+(?=\S+\s+\S)"
    r"|\s+(?:기자|記者|记者|특파원)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|korrespondent\w*|redakteur\w*|staff writer"
    r"|writer|journalist\w*|contributor|columnist|editorial|chef\w*|desk|producer|"
    r"freier|political|business|senior|deputy|special to|updated|published|read|min"
    r"|foto|photo|photographer|newsletter|follow|contact|email|artikel\w*|articles?"
    r"|beiträge|posts|profil|profile|alle|all|view|zeige|mehr|twitter|facebook"
    r"|instagram|whatsapp|linkedin|kommentare?|comments?)\b|^in\s",
    re.IGNORECASE,
)


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """The names in bylines: without `By`, roles, addresses; each once, in order."""
    found: dict[str, str] = {}
    for text in texts:
        line = to_line(text)
        if _ADDRESS.search(line) and " " not in line.strip():
            continue
        line = _HANDLE.sub("", _PARENTHESIS.sub(" ", line).replace("\u00ad", ""))
        line = _without_date(_LEAD.sub("", line).strip())
        for part in _parted(line):
            name = _clean(part)
            if name and len(found) < _MOST:
                found.setdefault(fold(name), name)
    return tuple(found.values())


def _parted(line: str) -> Iterator[str]:
    for part in _SPLIT.split(line):
        sides = part.split("/")
        # “Ada Lund/Ben Okri” are two, “AFP/The Local” is one signature.
        yield from sides if all(" " in side.strip() for side in sides) else (part,)


def _without_date(line: str) -> str:
    """The line up to the date that ends it: `Ada Lund on 2 March 2026, 09:30`."""
    words = line.split()
    for at, word in enumerate(words):
        start = at
        while start and (
            words[start - 1].lower() in _BEFORE_DATES or is_month(words[start - 1])
        ):
            start -= 1
        if start and word[0].isdigit():
            rest = " ".join(words[start : start + _DATE_WORDS])
            if parse(rest[:_LONGEST]) or _CLOCK.match(word):
                return " ".join(words[:start])
    return line


def _clean(part: str) -> str:
    name = _LEAD.sub("", part).strip(" \t.,:;-–—|*•\"'“”„»«")
    name = _TITLES.sub("", name).strip()
    if (
        not name
        or len(name) > _LONGEST
        or len(name.split()) > _MOST_WORDS
        or _ADDRESS.search(name)
        or (" " in name and _DATE.search(name))
        or not any(letter.isalpha() for letter in name)
        or _ROLE.search(name)
    ):
        return ""
    return name
