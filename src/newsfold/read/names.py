"""The proper names of an article, the same party under one key throughout."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from newsfold.model import Article, Name
from newsfold.read.fields import fields
from newsfold.text.names import cased, find, key, place
from newsfold.text.words import fold

if TYPE_CHECKING:
    from newsfold.text.names import NameSpan

__all__ = ["names", "within"]

_MOST = 200
_FORM = re.compile(
    r"(?:\b(?:Inc|Corp|Ltd|Co|PLC|Plc|plc|LLC|AG|SE|SA|NV|GmbH|AB|Group|Holdings?|Bank"
    r"|University|Ministry|Commission|Court|Council|Department|Agency|Union|Party"
    r"|Partners|Capital|Ventures|Fund|Institute|Association|Committee|Authority|Police"
    r"|Technologies|Motors|Airlines|Industries|Systems|Labs|News|Times|Post)\b\.?$)"
    r"|^[A-Z]{3,6}$"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|President|Prime Minister|Minister|Senator|Sen|Gov"
    r"|Judge"
    r"|King|Queen|Prince|Pope|Chancellor|CEO|Secretary|Chairman|General)\.?\s$"
)
_SAID = re.compile(r"(?:,\s\d{2},|\s(?:said|says|told|added|tweeted|wrote|resigned)\b)")
_Kind = Literal["person", "organisation", "place", "other"]


@lru_cache(maxsize=20_000)
def _plain_kind(name: str) -> _Kind:
    if place(name):
        return "place"
    return "organisation" if _FORM.search(name) else "other"


def _kind(text: str, start: int, end: int) -> _Kind:
    name = text[start:end]
    plain = _plain_kind(name)
    if plain != "other":
        return plain
    if _TITLED.search(text, max(0, start - 18), start):
        return "person"
    if 1 <= name.count(" ") <= 2 and _SAID.match(text, end):  # noqa: PLR2004  a person's two or three names
        return "person"
    return "other"


def names(article: Article, language: str) -> tuple[Name, ...]:
    """The names of title, excerpt and body, at most 200, in that order.

    A weak name stands when it is met again, strong or beginning another text, or is one
    of the outlet's tags.  A headline in capitals only confirms what the text names.
    """
    texts = fields(article)
    spans = [
        (field, text, span, key(text[span.start : span.end]))
        for field, text in texts
        for span in find(text, language)
    ]
    strong: set[str] = {fold(tag) for tag in article.tags}
    weak: dict[str, int] = {}
    capitals = cased(article.title)
    for field, _, span, low in spans:
        if span.weak:
            weak[low] = weak.get(low, 0) + 1
        elif not (capitals and field == "title"):
            strong.add(low)
            if " " in low:
                strong.update(low.split())
    bodies = " ".join(text for field, text in texts if field != "title")
    kept: list[Name] = []
    for field, text, span, low in spans[:_MOST]:
        pieces = [(span.start, span.end)]
        if capitals and field == "title" and low not in strong:
            pieces = within(text, span, strong, bodies)
        elif span.weak and low not in strong and weak.get(low, 0) < 2 and bodies:  # noqa: PLR2004  met again
            continue
        for start, end in pieces:
            word = text[start:end]
            kept.append(
                Name(
                    text=word,
                    key=key(word),
                    kind=_kind(text, start, end),
                    field=field,
                    start=start,
                    end=end,
                )
            )
    return tuple(kept)


_PIECE = re.compile(r"\S+")


def within(
    text: str, span: NameSpan, strong: set[str], bodies: str
) -> list[tuple[int, int]]:
    """The longest parts of a capitalised headline's run that the text itself names."""
    words = [(m.start(), m.end()) for m in _PIECE.finditer(text, span.start, span.end)][
        :12
    ]
    pieces: list[tuple[int, int]] = []
    first = 0
    while first < len(words):
        for last in range(min(len(words), first + 5), first, -1):
            piece = text[words[first][0] : words[last - 1][1]]
            low = key(piece)
            odd = any(c.isupper() for c in piece[1:]) and last == first + 1
            if low in strong or (odd and (piece in bodies or not bodies)):
                pieces.append((words[first][0], words[last - 1][1]))
                first = last
                break
        else:
            first += 1
    return pieces
