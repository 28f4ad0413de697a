"""What an element's tag, class, id and role, and a block's words, say of its content.

Each hint is one bit.  The words stand in `hints.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["NAMES", "TOPICS", "bit", "bits_of", "topic_row", "unpacked"]

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


class _Words(NamedTuple):
    """A list of words, some with any ending."""

    whole: frozenset[str]
    starts: tuple[str, ...]

    def has(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.starts)


@cache
def _lists(table: str) -> dict[str, _Words]:
    text = files(__package__).joinpath("hints.toml").read_text("utf-8")
    return {
        name: _Words(
            frozenset(word for word in listed.split() if not word.endswith("*")),
            tuple(word[:-1] for word in listed.split() if word.endswith("*")),
        )
        for name, listed in tomllib.loads(text)[table].items()
    }


NAMES: tuple[str, ...] = (
    *_lists("hints"),
    *(f"<{tag}>" for tag in dict.fromkeys(_TAGS.values())),
    "marked-body",
    "marked-other",
)
"""The hints in the order of their bits."""
TOPICS: tuple[str, ...] = tuple(_lists("topics"))
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
        found |= _word_bits("hints", word.lower())
    return found


@lru_cache(maxsize=65536)
def _word_bits(table: str, word: str) -> int:
    lists = _lists(table).values()
    return sum(1 << number for number, words in enumerate(lists) if words.has(word))


def topic_row(text: str) -> tuple[float, ...]:
    """One number for each of `TOPICS`: 1 where the text has a word of it, else 0."""
    found = 0
    for word in _WORD.findall(text[:_LOOKED_UP].lower()):
        found |= _word_bits("topics", word)
    return unpacked(found, len(TOPICS))


@lru_cache(maxsize=8192)
def unpacked(bits: int, count: int) -> tuple[float, ...]:
    """The lowest `count` bits as numbers."""
    return tuple(float(bits >> number & 1) for number in range(count))
