"""Bylines: the names in what is written in the place of an author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.text.html import to_line
from newsfold.text.titles import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["names"]

_MOST = 12
_LONGEST = 60
_MOST_WORDS = 6

_LEAD = re.compile(
    r"^\W*(?:written\s+by|posted\s+by|reported\s+by|by|von|vom|par|por|di|da|av|af|door|"
    r"autor(?:in|e|es)?|author|text|texte?|story|from|słowa|napisał|автор|текст|oleh|bởi|"
    r"yazan|skrevet\s+af|skriven\s+av|geschrieben\s+von|ein\s+(?:artikel|bericht|gastbeitrag|"
    r"kommentar|interview)\s+von)\b\s*:?\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[,;|/•·]|\s(?:and|und|et|y|e|og|och|en|ja|i|и|dan|ve|with|mit|&)\s)\s*",
    re.IGNORECASE,
)
_CAMEL_GLUE = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÄÖÜ][a-zß-ÿ]+\s)")
_ADDRESS = re.compile(
    r"https?:|www\.|@|\[at\]|\.(?:com|org|net|html?|php)\b", re.IGNORECASE
)
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
    r"|beiträge|posts|profil|profile|alle|all|view|zeige|mehr)\b",
    re.IGNORECASE,
)


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """The names in bylines: without `By`, roles, addresses; each once, in order."""
    found: dict[str, str] = {}
    for text in texts:
        line = to_line(text)
        if _ADDRESS.search(line) and " " not in line.strip():
            continue
        line = _LEAD.sub("", _PARENTHESIS.sub(" ", line)).strip()
        for part in _SPLIT.split(line):
            name = _clean(part)
            if name and len(found) < _MOST:
                found.setdefault(fold(name), name)
    return tuple(found.values())


def _clean(part: str) -> str:
    name = _LEAD.sub("", part).strip(" \t.,:;-–—|*•\"'“”„»«")
    name = _TITLES.sub("", name).strip()
    if (
        not name
        or len(name) > _LONGEST
        or len(name.split()) > _MOST_WORDS
        or _ADDRESS.search(name)
        or _DATE.search(name)
        or not any(letter.isalpha() for letter in name)
        or _ROLE.search(name)
    ):
        return ""
    return name
