"""`newsfold explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Self

import click
import msgspec

from newsfold.cli.explain_prose import article_told, story_told
from newsfold.cli.session import Session, kind_of, safe, with_globals
from newsfold.errors import UsageError
from newsfold.publish.as_json import edit, fact_change, rights
from newsfold.text import urls
from newsfold.text.dates import iso

if TYPE_CHECKING:
    from newsfold.hub import Hub
    from newsfold.model import (
        Article,
        Change,
        Dossier,
        Member,
        Reading,
        Revision,
        Source,
        Term,
    )


@click.command("explain", short_help="Why a score is what it is, and a story one.")
@click.argument("name", metavar="ID")
@with_globals
def command(session: Session, name: str) -> None:
    """Say why: every term of a score, every reason of a merge.

    ID is a story's (s…) or an article's (a…).  For an article also where each field
    comes from, what was mended, and how its text changed.

    \b
    Example:
      newsfold explain s1f2e3d4c5b6a
      newsfold explain a1f2e3d4c5b6a --json
    """
    kind = kind_of(name)
    if kind == "organisation":
        raise UsageError(f"'newsfold show {name}' has the words behind every figure")
    with session.open_hub() as hub:
        if kind == "story":
            dossier = hub.story(name)
            session.answer(
                _story(dossier, hub),
                lambda: safe(story_told(dossier, hub.now)),
            )
        else:
            told = _Told.of(hub, name)
            session.answer(told.data(), lambda: safe(article_told(*told)))


class _Told(NamedTuple):
    """What there is to say about one article."""

    article: Article
    reading: Reading
    dossier: Dossier | None
    member: Member | None
    """It, as part of its story."""
    revisions: list[Revision]
    history: list[Change]
    source: Source | None
    """What brought it, while that is watched."""

    @classmethod
    def of(cls, hub: Hub, name: str) -> Self:
        dossier, article = hub.story_of(name), hub.article(name)
        members = dossier.members if dossier else ()
        return cls(
            article,
            hub.reading(name),
            dossier,
            next((m for m in members if m.article.id == name), None),
            hub.revisions(name),
            hub.history(name),
            hub.source(article.source),
        )

    def data(self) -> dict[str, Any]:
        """The same for machines."""
        article, reading, dossier, member, revisions, history, source = self
        return {
            "article": article.id,
            "title": article.title,
            "source": urls.shown(article.source),
            "sourceKind": source.kind if source else "",
            "sourceRule": source.rule if source else "",
            "evidence": article.evidence,
            "marks": list(article.marks),
            "signals": article.signals,
            "rights": rights(article.rights),
            "excerptFrom": article.excerpt_from,
            "repairs": [msgspec.to_builtins(repair) for repair in article.repairs],
            "language": reading.language,
            "roundup": reading.roundup,
            "story": dossier.story.id if dossier else None,
            **({"inStory": _member(member)} if member else {}),
            "revisions": [
                {"number": one.number, "fetchedDateTime": iso(one.fetched)}
                for one in revisions
            ],
            "history": [f"{change.kind} at {iso(change.at)}" for change in history],
        }


def _story(dossier: Dossier, hub: Hub) -> dict[str, Any]:
    heat = dossier.heat
    decision = dossier.decision
    return {
        "story": dossier.story.id,
        "title": dossier.lead.article.title,
        "lead": f"{dossier.story.lead}: {dossier.story.lead_reason}",
        "published": (
            f"{decision.kind} by {decision.by}: {decision.reason}"
            if decision
            else "undecided"
        ),
        "heat": (
            "not scored"
            if heat is None
            else {
                "now": heat.value(hub.now),
                "level": round(heat.level, 1),
                "at": iso(heat.at),
                "halvesEverySeconds": heat.half_life,
                "terms": _terms(heat.terms),
            }
        ),
        "relations": [
            f"{one.story} {one.kind} {one.other}: {one.reason}".rstrip(": ")
            for one in dossier.relations
        ],
        "topics": {topic.name: ", ".join(topic.why) for topic in dossier.topics},
        "members": [_member(member) for member in dossier.members],
        "worthReading": [
            {
                "article": one.article,
                "newClaims": list(one.claims),
                "newNames": ", ".join(one.names),
            }
            for one in dossier.novelty
        ],
        "factChanges": [fact_change(change) for change in dossier.fact_changes],
    }


def _member(member: Member) -> dict[str, Any]:
    placed = member.placement
    told: dict[str, Any] = {
        "article": member.article.id,
        "title": member.article.title,
        "outlet": member.article.provider.domain,
        "quality": {
            "value": member.quality.value,
            "terms": _terms(member.quality.terms),
        },
    }
    if member.copy:
        told["copy"] = (
            f"{member.copy.kind} copy of {member.copy.of}, "
            f"{member.copy.containment:.0%} of its text"
        )
    if member.edits:
        told["edits"] = [edit(each) for each in member.edits]
    if member.origin:
        told["origin"] = f"{member.origin.kind}: {member.origin.name}"
    if placed:
        told["joined"] = {
            "score": round(placed.score, 3),
            "by": {term: round(share, 3) for term, share in placed.terms},
            "nearestOther": placed.nearest,
            "nearestScore": round(placed.nearest_score, 3),
            **({"editor": placed.reason} if placed.reason else {}),
        }
    return told


def _terms(terms: tuple[Term, ...]) -> dict[str, str]:
    return {term.name: f"{term.points:+.1f} {term.why}".rstrip() for term in terms}
