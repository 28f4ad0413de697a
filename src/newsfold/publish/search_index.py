"""The latest stories as a script that search reads where the site is made of files.

It sets one global, a list of lines; `newsfold.js` says what stands where in a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsfold.publish.wording import VERDICTS, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import Summary
    from newsfold.publish.card import Card

__all__ = ["search_index"]

BUDGET = 56_000
"""Bytes: with stylesheet, script and its page it stays below 100 KB."""
_EXCERPT = 90
_TOPICS, _OUTLETS = 4, 12


def search_index(newest: Iterable[tuple[Card, Summary]]) -> str:
    """The stories as they are given, as many as fit."""
    lines: list[str] = []
    left = BUDGET
    for card, told in newest:
        line = msgspec.json.encode(_line(card, told)).decode()
        left -= len(line.encode()) + 2
        if left < 0:
            break
        lines.append(line)
    return "globalThis.newsfoldIndex = [\n" + ",\n".join(lines) + "\n];\n"


def _line(card: Card, told: Summary) -> list[str | int]:
    """One story; text with half a surrogate pair, which JSON has not, is mended."""
    chip = VERDICTS["conflict"] if card.dispute else card.chip
    line: list[str | int] = [
        card.href,
        card.title,
        shorten(card.excerpt, _EXCERPT),
        card.outlet,
        card.outlets - 1,
        card.when.iso,
        "|".join(topic.name for topic in card.topics[:_TOPICS]),
        " ".join(told.outlets[:_OUTLETS]),
        card.language,
        told.verdict,
        chip.kind if chip else "",
        chip.sign if chip else "",
        card.dispute or (chip.label if chip else ""),
    ]
    return [
        part.encode("utf-8", "replace").decode() if isinstance(part, str) else part
        for part in line
    ]
