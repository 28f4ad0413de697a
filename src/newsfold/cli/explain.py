"""`newsfold explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from newsfold.cli.session import Session, plain, with_globals

if TYPE_CHECKING:
    from newsfold.hub import Hub
    from newsfold.model import Dossier, Member, Term


@click.command("explain", short_help="Why a score is what it is, and a story one.")
@click.argument("name", metavar="ID")
@with_globals
def command(session: Session, name: str) -> None:
    """Give every term of a score and every reason of a merge, for a story or article.

    \b
    Example:
      newsfold explain s1f2e3d4c5b6a
    """
    with session.open_hub() as hub:
        data = (
            _article(hub, name)
            if name.startswith("a")
            else _story(hub.story(name), hub)
        )
    session.answer(data, lambda: "\n".join(_told(data, "")))


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


def _article(hub: Hub, name: str) -> dict[str, Any]:
    article = hub.article(name)
    dossier = hub.story_of(name)
    member = (
        next((m for m in dossier.members if m.article.id == name), None)
        if dossier
        else None
    )
    reading = hub.reading(name)
    return {
        "article": name,
        "title": article.title,
        "evidence": article.evidence,
        "marks": list(article.marks),
        "excerptFrom": article.excerpt_from,
        "repairs": [msgspec.to_builtins(repair) for repair in article.repairs],
        "language": reading.language,
        "roundup": reading.roundup,
        "story": dossier.story.id if dossier else None,
        **({"inStory": _member(member)} if member else {}),
        "history": [
            f"{change.kind} at {_time(change.at)}" for change in hub.history(name)
        ],
    }


def _time(at: int) -> str:
    from newsfold.text.dates import iso

    return iso(at)


def _terms(terms: tuple[Term, ...]) -> dict[str, str]:
    return {term.name: f"{term.points:+.1f} {term.why}".rstrip() for term in terms}


def _told(value: Any, margin: str) -> list[str]:
    """A tree of answers as indented lines."""
    lines: list[str] = []
    for name, item in value.items() if isinstance(value, dict) else ():
        (key,) = plain([str(name)])
        if isinstance(item, dict):
            lines += [f"{margin}{key}:", *_told(item, margin + "  ")]
        elif isinstance(item, list):
            lines.append(f"{margin}{key}:{' none' if not item else ''}")
            for entry in item:
                if isinstance(entry, dict):
                    lines += [f"{margin}  -", *_told(entry, margin + "    ")]
                else:
                    lines += [f"{margin}  - {text}" for text in plain([str(entry)])]
        else:
            lines += [f"{margin}{key}: {text}" for text in plain([str(item)])]
    return lines
