"""What an element's tag, class, id and role, and a block's words, say of its content.

Each hint is one bit.  The words stand in `hints.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["NAMES", "TOPICS", "bit", "bits_of", "topics_of"]

_TAGS = {
    "article": "article",
    "main": "main",
    "aside": "aside",
    "footer": "footer",
    "header": "header",
    "nav": "nav",
    "figure": "figure",
    "figcaption": "figcaption",
    "li": "li",
    "dd": "li",
    "dt": "li",
    "table": "table",
    "td": "table",
    "th": "table",
    "blockquote": "blockquote",
    "a": "a",
    "form": "form",
    "pre": "pre",
    "p": "p",
    "details": "details",
    "section": "section",
}
_ROLES = frozenset(
    """
    navigation complementary banner contentinfo search dialog alert menu toolbar
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_LONGEST_CLASS = 200
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_UP = 160
"""Characters of a block whose words are looked up."""
_MOST_WORDS = 50_000
"""Words that are remembered: more than a language has in use."""


class _Words(dict[str, int]):
    """The words of a table of `hints.toml`: one bit for each list that has the word."""

    def __init__(self, table: str) -> None:
        text = files(__package__).joinpath("hints.toml").read_text("utf-8")
        lists = tomllib.loads(text)[table]
        self.names: tuple[str, ...] = tuple(lists)
        listed = [
            (word, 1 << number)
            for number, words in enumerate(lists.values())
            for word in words.split()
        ]
        self._starts = [(word[:-1], bit) for word, bit in listed if word.endswith("*")]
        self._any = tuple(start for start, _ in self._starts)
        for word, bit in listed:
            if not word.endswith("*"):
                self[word] = self.get(word, 0) | bit | self._started(word)

    def _started(self, word: str) -> int:
        found = 0
        if word.startswith(self._any):
            for start, bit in self._starts:
                if word.startswith(start):
                    found |= bit
        return found

    def __missing__(self, word: str) -> int:
        found = self._started(word)
        if len(self) < _MOST_WORDS:
            self[word] = found
        return found


_CLASS_WORDS = _Words("hints")
_TOPIC_WORDS = _Words("topics")

NAMES: tuple[str, ...] = (
    *_CLASS_WORDS.names,
    *(f"<{tag}>" for tag in dict.fromkeys(_TAGS.values())),
    "marked-body",
    "marked-other",
)
"""The hints in the order of their bits."""
TOPICS = _TOPIC_WORDS.names
"""What the words of a block may be about."""


def bit(name: str) -> int:
    """The bit of a hint of `NAMES`."""
    return 1 << NAMES.index(name)


_TAG_BIT = {tag: bit(f"<{name}>") for tag, name in _TAGS.items()}
_MARKED_BODY = bit("marked-body")
"""Microdata: `itemprop=articleBody`."""
_MARKED_OTHER = bit("marked-other")
"""By its role or state navigation, an aside, hidden from readers."""


def bits_of(node: LexborNode, tag: str) -> int:
    """The hints of one element."""
    bits = _TAG_BIT.get(tag, 0)
    given = node.attributes
    if not given:
        return bits
    name = given.get("class") or ""
    if own := given.get("id"):
        name = f"{name} {own}"
    if name:
        bits |= _class_bits(name[:_LONGEST_CLASS])
    if "itemprop" in given and "articlebody" in (given["itemprop"] or "").lower():
        bits |= _MARKED_BODY
    if (role := given.get("role")) and role.lower() in _ROLES:
        bits |= _MARKED_OTHER
    if given.get("aria-hidden") == "true" or "hidden" in given:
        bits |= _MARKED_OTHER
    return bits


@lru_cache(maxsize=16384)
def _class_bits(name: str) -> int:
    found = 0
    for word in _CLASS_WORD.findall(name):
        found |= _CLASS_WORDS[word.lower()]
    return found


def topics_of(text: str) -> int:
    """One bit for each of `TOPICS` of which the text's start has a word."""
    found = 0
    for word in _WORD.findall(text[:_LOOKED_UP].lower()):
        found |= _TOPIC_WORDS[word]
    return found
