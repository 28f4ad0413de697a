"""Titles: what two spellings have in common, and where the site's name ends."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

__all__ = ["fold", "is_part", "without_site"]

_SEPARATOR = re.compile(
    r"\s+[|\-–—·•»«›~*]+\s+|\s*[|｜│ㅣ]\s*|\s+::\s+|\s*--\s*"
    # Scripts that write no spaces write none here.
    r"|(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])[-_]"
    r"(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
_NOT_WORD = re.compile(r"[\W_]+")
_MOST_PARTS = 8
_ENDS = 2
"""A title has two ends."""


def fold(text: str) -> str:
    """What two spellings of one title have in common: its letters, without case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _NOT_WORD.sub("", text.casefold())


def without_site(title: str, names: set[str]) -> str:
    """`title` without a part, at either end, that is one of the site's names.

    `names` are folded.  A title that is nothing but the name is left alone.
    """
    for _ in range(_ENDS):
        parts = list(_SEPARATOR.finditer(title))
        if not parts:
            return title
        first, last = parts[0], parts[-1]
        if _is_site(title[last.end() :], names) and title[: last.start()].strip():
            title = title[: last.start()].strip()
        elif _is_site(title[: first.start()], names) and title[first.end() :].strip():
            title = title[first.end() :].strip()
        else:
            return title
    return title


def is_part(folded: str, title: str) -> bool:
    """Whether `folded` is what stands before or after a separator of `title`."""
    return any(
        folded in (fold(title[: match.start()]), fold(title[match.end() :]))
        for match in islice(_SEPARATOR.finditer(title), _MOST_PARTS)
    )


def _is_site(part: str, names: set[str]) -> bool:
    folded = fold(part)
    return bool(folded) and any(
        folded in {name, f"the{name}", f"{name}com", f"{name}news"}
        or name == f"the{folded}"
        for name in names
    )
