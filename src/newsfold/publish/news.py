"""What is new in a story: what each report adds, which are worth reading, which facts
moved.  Ready for a template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from newsfold.publish.card import EXCERPT, story_path, web
from newsfold.publish.summary import NAME, TITLE, language_of, outlet_of
from newsfold.publish.weight import MOVES, MOVES_PAGE, within
from newsfold.publish.wording import When, shorten, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsfold.model import Change, Dossier, Member, Novelty, Summary

__all__ = ["Adds", "Move", "Worth", "adds", "all_moves", "moves", "worth_reading"]

_CLAIMS, _NAMES = 3, 4
"""New claims and new names of one report that are shown."""
_CLAIM = 110
"""Characters of a claim."""
_LONG = 8
"""Reports from which on it is said which are worth reading."""
_WORTH = 3


class Adds(NamedTuple):
    """What no earlier report of its story had."""

    claims: tuple[str, ...]
    names: str
    more: int
    """Claims and names that are not shown."""


class Worth(NamedTuple):
    """A report that is worth reading, and how much it was the first to tell."""

    outlet: str
    title: str
    href: str
    language: str
    claims: int


class Move(NamedTuple):
    """A fact that is told otherwise than before."""

    what: str
    before: str
    after: str
    revised: bool
    """Its outlet changed it in a report that said otherwise."""
    outlet: str
    href: str
    """Where who says so can be read; empty where that is not to be linked."""
    quote: str
    language: str
    when: When
    story: str
    story_href: str
    """Its story's headline and page, where many stories are listed."""
    story_language: str


def adds(found: Iterable[Novelty], first: str) -> dict[str, Adds]:
    """What each report added, by article id; nothing of `first`, which began it."""
    added = {}
    for one in found:
        if one.article == first or not (one.claims or one.names):
            continue
        claims, names = one.claims[:_CLAIMS], one.names[:_NAMES]
        added[one.article] = Adds(
            tuple(shorten(claim, _CLAIM) for claim in claims),
            ", ".join(shorten(name, NAME) for name in names),
            len(one.claims) + len(one.names) - len(claims) - len(names),
        )
    return added


def worth_reading(
    found: Sequence[Novelty], members: Mapping[str, Member]
) -> tuple[Worth, ...]:
    """The few reports that tell most, where there are many; `found` in that order."""
    if len(members) < _LONG:
        return ()
    chosen = [members[one.article] for one in found if one.article in members]
    claims = {one.article: len(one.claims) for one in found}
    return tuple(
        Worth(
            outlet=outlet_of(member.article),
            title=shorten(member.article.title, TITLE),
            href=web(member.article.web_url),
            language=language_of(member.article),
            claims=claims[member.article.id],
        )
        for member in chosen[:_WORTH]
    )


def moves(dossier: Dossier) -> tuple[tuple[Move, ...], int]:
    """The facts of a story that changed, oldest first, as many of the latest as its
    page can carry, and how many are left out.
    """
    members = {member.article.id: member for member in dossier.members}
    rows = []
    for change in reversed(dossier.fact_changes):
        member = members.get(change.detail["article"])
        article = member.article if member else None
        said = article.time if article and not change.detail["revised"] else change.at
        rows.append(
            _move(change)._replace(
                href=web(article.web_url) if article else "",
                language=language_of(article) if article else "",
                when=when(said),
            )
        )
    shown = within(MOVES, rows)
    return shown[::-1], len(rows) - len(shown)


def all_moves(told: Iterable[tuple[Change, Summary]]) -> tuple[Move, ...]:
    """The facts that changed in many stories, in the order given, as many as one page
    can carry.
    """
    rows = (
        _move(change)._replace(
            story=shorten(story.lead.title, TITLE),
            story_href=quote(story_path(story)),
            story_language=language_of(story.lead),
        )
        for change, story in told
    )
    return within(MOVES_PAGE, rows)


def _move(change: Change) -> Move:
    told = change.detail
    what = shorten(told["what"], TITLE).removeprefix("count of ").replace("_", " ")
    return Move(
        what=what[:1].upper() + what[1:],
        before=shorten(told["before"], NAME),
        after=shorten(told["after"], NAME),
        revised=told["revised"],
        outlet=shorten(told["outlet"], NAME),
        href="",
        quote=shorten(told["quote"], EXCERPT),
        language="",
        when=when(change.at),
        story="",
        story_href="",
        story_language="",
    )
