"""Measures how much of a large story the articles carry that are worth reading first.

Data: `items.jsonl` with the articles and, beside it, `stories*.tsv` with their stories.
Of the ten largest stories, the share of their distinct claims that the first three
articles by novelty carry.  A story in which nobody claims anything is left out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from newsfold.evaluate.items import article, lines, locate, pairs
from newsfold.judge.novelty import distinct, novelty
from newsfold.model import Member
from newsfold.read import read

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["evaluate"]

_STORIES = 10
_FIRST = 3


def evaluate(data: Path) -> dict[str, Any]:
    """Share of claims that the first three carry: by story, in the mean, at the least.

    `data` is the items' folder, or one that holds it as `wire/`.  Raises InputError for
    what cannot be read.
    """
    (path,) = locate(data, "items.jsonl", "wire/items.jsonl")[:1]
    articles = {one.id: one for one in map(article, lines(path))}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for table in locate(path.parent, "stories*.tsv"):
        for name, story, *_ in pairs(table):
            if name in articles:
                groups[story.strip()].append(name)
    largest = sorted(groups.items(), key=lambda one: (-len(one[1]), one[0]))[:_STORIES]
    shares: dict[str, float] = {}
    for story, names in largest:
        members = [
            Member(article=articles[name], reading=read(articles[name]))
            for name in names
        ]
        said = {
            member.article.id: set(claims)
            for member, claims in zip(members, distinct(members), strict=True)
        }
        every = set().union(*said.values())
        first = [one.article for one in novelty(members)[:_FIRST]]
        if every:
            shares[story] = len(set().union(*(said[a] for a in first))) / len(every)
    return {
        "stories": len(largest),
        "with_claims": len(shares),
        "mean": round(sum(shares.values()) / len(shares), 4) if shares else 0.0,
        "least": round(min(shares.values(), default=0.0), 4),
        "by_story": {story: round(share, 4) for story, share in shares.items()},
    }
