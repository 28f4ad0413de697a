"""`newsfold show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from newsfold.cli.explain_prose import moved
from newsfold.cli.organisation_told import organisation_json, organisation_told
from newsfold.cli.session import Session, kind_of, safe, with_globals

if TYPE_CHECKING:
    from newsfold.hub import Hub
    from newsfold.model import Article, Dossier, Novelty


@click.command("show", short_help="Show a story, an article, an organisation.")
@click.argument("name", metavar="ID")
@with_globals
def command(session: Session, name: str) -> None:
    """Show what the hub has under ID: a story (s…), an article (a…), an organisation
    (o…) with its deals, sums and figures over time, the words and source beside each.

    \b
    Example:
      newsfold show s1f2e3d4c5b6a
      newsfold show o1f2e3d4c5b6a --json
    """
    with session.open_hub() as hub:
        kind = kind_of(name)
        if kind == "organisation":
            one = hub.organisation(name)
            cells = hub.cells(one.id)
            session.answer(
                organisation_json(one, cells), lambda: organisation_told(one, cells)
            )
        elif kind == "story":
            dossier = hub.story(name)
            session.answer(_story_json(dossier, hub), lambda: _story(dossier, hub))
        else:
            article = hub.article(name)
            session.answer(_article_json(article, hub), lambda: _article(article, hub))


def _story_json(dossier: Dossier, hub: Hub) -> dict[str, Any]:
    from newsfold.judge.compare import public
    from newsfold.publish import as_json
    from newsfold.publish.summary import summary

    return {
        **as_json.story(summary(dossier), hub.now),
        "relations": [msgspec.to_builtins(one) for one in dossier.relations],
        "members": [as_json.member(member) for member in dossier.members],
        "comparison": public(dossier.comparison) if dossier.comparison else None,
        "novelty": [as_json.novelty(one) for one in dossier.novelty],
        "factChanges": [as_json.fact_change(change) for change in dossier.fact_changes],
        "decision": (
            None
            if dossier.decision is None
            else {
                "kind": dossier.decision.kind,
                "by": dossier.decision.by,
                "reason": dossier.decision.reason,
                "dateTime": as_json.time(dossier.decision.at),
            }
        ),
    }


def _article_json(article: Article, hub: Hub) -> dict[str, Any]:
    from newsfold.publish import as_json

    story = hub.story_of(article.id)
    return {
        **as_json.article(article),
        "body": article.body,
        "story": story.story.id if story else None,
        "evidence": article.evidence,
        "signals": article.signals,
        "edits": [as_json.edit(edit) for edit in hub.edits(article.id)],
        "revisions": [
            {
                "number": revision.number,
                "fetchedDateTime": as_json.time(revision.fetched),
                "title": revision.title,
                "excerpt": revision.excerpt,
            }
            for revision in hub.revisions(article.id)
        ],
    }


def _story(dossier: Dossier, hub: Hub) -> str:
    from newsfold.publish.as_json import time

    lead = dossier.lead.article
    heat = "not scored" if dossier.heat is None else str(dossier.heat.value(hub.now))
    lines = [
        f"{dossier.story.id}  {lead.title}",
        f"  {lead.provider.name}, {time(lead.published) or 'undated'}",
        f"  {lead.excerpt}",
        f"  {lead.web_url}",
        f"  topics: {', '.join(topic.name for topic in dossier.topics) or 'none'}",
        f"  heat {heat}, quality {dossier.lead.quality.value}, "
        f"{len(dossier.outlets)} outlets, {dossier.independent} independent, "
        f"{'published' if dossier.published else 'withheld'}",
    ]
    if dossier.comparison:
        lines.append(
            f"  sums: {dossier.comparison.verdict} {dossier.comparison.note}; "
            f"parties: {dossier.comparison.parties} {dossier.comparison.parties_note}"
        )
    lines.append("  coverage:")
    adds = {one.article: f" ({_adds(one)})" for one in dossier.novelty if _adds(one)}
    for member in dossier.members:
        copy = f" (copy of {member.copy.of})" if member.copy else ""
        when = time(member.article.published) or "undated"
        lines.append(
            f"    {member.article.id}  {when}  {member.article.provider.name}: "
            f"{member.article.title}{copy or adds.get(member.article.id, '')}"
        )
    if dossier.fact_changes:
        lines.append("  facts changed:")
    lines += (f"    {moved(change)}" for change in dossier.fact_changes)
    return safe(lines)


def _adds(one: Novelty) -> str:
    """What an article has that no earlier one had, counted."""
    counts = ((len(one.claims), "claim"), (len(one.names), "name"))
    return ", ".join(
        f"{count} new {noun}{'s' if count > 1 else ''}"
        for count, noun in counts
        if count
    )


def _article(article: Article, hub: Hub) -> str:
    from newsfold.publish.as_json import time

    story = hub.story_of(article.id)
    lines = [
        f"{article.id}  {article.title}",
        f"  {article.provider.name} ({article.provider.domain}), "
        f"{time(article.published) or 'undated'}",
        f"  {article.web_url}",
        f"  story {story.story.id if story else 'none yet'}, "
        f"revision {article.revision}, marks: {', '.join(article.marks) or 'none'}",
        f"  {article.excerpt}",
        "",
        *article.body.split("\n"),
    ]
    return safe(lines)
