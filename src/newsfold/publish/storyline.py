"""What a story has to do with others: what it follows, what followed it, round-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from newsfold.publish.card import NOTE, story_path
from newsfold.publish.summary import TITLE, language_of
from newsfold.publish.weight import MAX_ROWS
from newsfold.publish.wording import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsfold.model import Dossier, Relation, Summary

__all__ = ["Related", "related", "relatives"]

_WORDS = {
    "follows": ("Follows", "Followed by"),
    "touches": ("Also tells of", "In the round-up"),
    "split": ("Split from", "Split off"),
}
"""By kind: what the one calls the other, and the other the one."""


class Related(NamedTuple):
    """Another story, and what it is to this one."""

    words: str
    title: str
    language: str
    href: str
    """Relative to the site's root."""
    reason: str


def relatives(dossier: Dossier) -> list[str]:
    """Ids of the stories that this one has to do with, each once."""
    return list(dict.fromkeys(_other(dossier, one) for one in dossier.relations))


def related(dossier: Dossier, known: Mapping[str, Summary]) -> tuple[Related, ...]:
    """The stories that this one has to do with, as far as they are published.

    `known`: what lists show of the `relatives`, by id.
    """
    rows = []
    for relation in dossier.relations:
        told = known.get(_other(dossier, relation))
        if told is not None and told.published:
            ours = relation.story == dossier.story.id
            rows.append(
                Related(
                    words=_WORDS[relation.kind][0 if ours else 1],
                    title=shorten(told.lead.title, TITLE),
                    language=language_of(told.lead),
                    href=quote(story_path(told)),
                    reason=shorten(relation.reason, NOTE),
                )
            )
    return tuple(rows[:MAX_ROWS])


def _other(dossier: Dossier, relation: Relation) -> str:
    ours = relation.story == dossier.story.id
    return relation.other if ours else relation.story
