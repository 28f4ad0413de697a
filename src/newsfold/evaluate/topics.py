"""Measures topics by rules against topics that people gave.

Data: JSON Lines, one article a line,

    {"id", "title", "excerpt"?, "body"?, "tags"?: [], "language"?, "topics": [names]}

with `topics` as the labels, in any case; an article that has none has an empty list.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.errors import InputError
from newsfold.evaluate.items import decoded, locate
from newsfold.judge.topics import Rules, shipped, topics
from newsfold.model import Article, Reading

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["evaluate"]


class _Line(msgspec.Struct, frozen=True):
    id: str
    title: str
    topics: tuple[str, ...]
    excerpt: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""


def evaluate(data: Path, rules: Rules | None = None) -> dict[str, Any]:
    """Precision, recall and F1 over all (article, topic) pairs and for each topic.

    `micro` counts every pair alike, `macro` is the mean of the topics' F1.  A label
    that the rules do not know counts as missed, and is listed in `unknown`.

    Raises InputError for a file that cannot be read or a line that is not as above.
    """
    known = rules or shipped()
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    spelling = {name.casefold(): name for name in known.names}
    lines = _read(data)
    for line in lines:
        article = Article(
            id=line.id,
            title=line.title,
            web_url="",
            excerpt=line.excerpt,
            body=line.body,
            tags=line.tags,
            language=line.language,
        )
        found = {topic.name for topic in topics(article, Reading(article=""), known)}
        true = {spelling.get(name.casefold(), name) for name in line.topics}
        given.update(found)
        labelled.update(true)
        right.update(found & true)
    each = {
        name: _figures(right[name], given[name], labelled[name])
        for name in sorted(labelled | given)
    }
    scores = [figures["f1"] for name, figures in each.items() if labelled[name]]
    return {
        "items": len(lines),
        "micro": _figures(right.total(), given.total(), labelled.total()),
        "macro": round(sum(scores) / len(scores), 3) if scores else 0.0,
        "topics": each,
        "unknown": sorted(set(labelled) - set(known.names)),
    }


def _figures(right: int, given: int, labelled: int) -> dict[str, float]:
    total = given + labelled
    return {
        "precision": round(right / given, 3) if given else 0.0,
        "recall": round(right / labelled, 3) if labelled else 0.0,
        "f1": round(2 * right / total, 3) if total else 0.0,
        "labelled": labelled,
    }


def _read(data: Path) -> list[_Line]:
    data, *_ = locate(data, "topics*.jsonl", "topics/*.jsonl")
    lines = decoded(data, _Line)
    if not lines:
        raise InputError(f"{data} holds no labelled articles")
    return lines
