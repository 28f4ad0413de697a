"""What `newsfold explain` says to a person: sentences, with the numbers beside them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from newsfold.publish.as_json import time
from newsfold.publish.edits import TOLD, told_of
from newsfold.publish.wording import ORIGINS, shorten
from newsfold.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsfold.model import (
        Article,
        Change,
        Dossier,
        Edit,
        Grant,
        Instant,
        Member,
        Placement,
        Reading,
        Revision,
        Source,
        Term,
    )

__all__ = ["article_told", "moved", "story_told"]

_TITLE = 66
"""Characters of a title beside an id."""
_SHOWN = 90
"""Characters of a text that was mended."""
_TERMS = 6
"""Shared words that are named; the rest are summed up."""
_FIELDS = {"web_url": "address", "published": "time", "provider": "outlet"}
"""Fields by the words of people."""


_USES: dict[str, dict[Grant, str]] = {
    "fetch": {
        "allow": "its page may be asked for",
        "deny": "its page is not asked for",
    },
    "analyse": {
        "allow": "its page is read",
        "deny": "nothing but the feed's own words is read",
    },
    "model": {
        "allow": "its text may be given to a language model",
        "private": "its text may be given to a model on this machine alone",
        "deny": "its text is given to no language model",
    },
    "republish": {
        "allow": "its text may be reprinted (Newsfold shows its summary all the same)",
        "private": "its summary is shown, its text stays in the hub",
        "deny": "its headline and link alone are shown",
    },
    "image": {
        "allow": "a copy of ours may be shown",
        "private": "its picture is shown from its outlet, not copied",
        "deny": "no picture is shown",
    },
}
"""What each outcome means, for people."""


def story_told(dossier: Dossier, now: Instant) -> Iterator[str]:
    """Why a story is one, leads with what it does, and has its scores."""
    story, lead = dossier.story, dossier.lead.article
    yield f"{story.id}  {lead.title}"
    yield ""
    yield from _heat(dossier, now)
    decision = dossier.decision
    if decision is None:
        yield "Nothing is decided about it yet, so it is not published."
    else:
        by = "a person" if decision.by == "person" else "the rules"
        why = decision.reason
        yield f"It is {decision.kind}, by {by} ({time(decision.at)}): {why}."
    why = story.lead_reason or "its time"
    yield f"It is led by {story.lead} of {_outlet(lead)}: {why}."
    for topic in dossier.topics:
        yield f"Its topic is {topic.name}: {', '.join(topic.why)}."
    if not dossier.topics:
        yield "It has no topic: no rule matches."
    yield from _worth_reading(dossier)
    if dossier.fact_changes:
        yield ""
        yield "Facts that changed:"
    yield from (f"  {moved(change)}" for change in dossier.fact_changes)
    count = len(dossier.members)
    yield ""
    yield f"{count} article{'' if count == 1 else 's'}:"
    for member in dossier.members:
        yield ""
        title = shorten(member.article.title, _TITLE)
        yield f"{member.article.id}  {_outlet(member.article)}: {title}"
        yield from (f"  {line}" for line in _member(member, dossier))


def article_told(
    article: Article,
    reading: Reading,
    dossier: Dossier | None,
    member: Member | None,
    revisions: Sequence[Revision],
    history: Sequence[Change],
    source: Source | None = None,
) -> Iterator[str]:
    """Where an article's fields come from, what was mended, why it stands there."""
    yield f"{article.id}  {article.title}"
    yield f"{_outlet(article)}, {time(article.published) or 'undated'}"
    yield article.web_url
    if source is not None:
        kind = "an API" if source.kind == "api" else f"a {source.kind}"
        rule = f", by rules/{source.rule}.toml" if source.rule else ""
        yield f"It came from {kind}, {urls.shown(source.url)}{rule}."
    yield ""
    if dossier is None or member is None:
        yield "It stands in no story yet: the next run places it."
    else:
        title = shorten(dossier.lead.article.title, _TITLE)
        yield f"It stands in {dossier.story.id} “{title}”."
        yield from _member(member, dossier)
    if reading.roundup:
        yield "It tells many stories (a round-up), so it stands alone."
    if reading.language:
        yield f"It is read as {reading.language}."
    yield ""
    yield "Where its fields come from:"
    for field, evidence in article.evidence.items():
        said = "; ".join(evidence.split("\n"))
        yield f"  {_FIELDS.get(field, field):<10} {said}"
    if article.excerpt_from == "chosen":
        yield "  The excerpt was chosen from its text, the outlet gives none."
    if article.marks:
        yield f"  marks      {', '.join(article.marks)}"
    yield ""
    yield from _rights(article)
    yield ""
    yield "Mended on its way in:" if article.repairs else "Nothing had to be mended."
    for repair in article.repairs:
        before, after = (shorten(t, _SHOWN) for t in (repair.before, repair.after))
        yield f"  {repair.field} ({repair.kind}): “{before}” → “{after}”"
    yield ""
    yield from _revised(revisions)
    yield "What happened to it:"
    for change in reversed(history):
        yield f"  {time(change.at)}  {change.kind}"


def moved(change: Change) -> str:
    """A fact that changed: from what to what, by whom, when, with the words."""
    told = change.detail
    how = "revised to" if told["revised"] else "now"
    return (
        f"{time(change.at)}  {told['what']}: {told['before']}, {how} "
        f"{told['after']}, says {told['outlet']}: “{told['quote']}”"
    )


def _worth_reading(dossier: Dossier) -> Iterator[str]:
    """What each article added that no earlier one had, those worth reading first."""
    names = {member.article.id: _outlet(member.article) for member in dossier.members}
    adding = [one for one in dossier.novelty if one.claims or one.names]
    if len(dossier.novelty) < 2 or not adding:  # noqa: PLR2004  # an order needs two
        return
    yield ""
    yield "What each added, those worth reading first:"
    for one in adding:
        yield f"  {one.article}  {names.get(one.article, '')}"
        for claim in one.claims[:_TERMS]:
            yield f"    “{shorten(claim, _SHOWN)}”"
        if len(one.claims) > _TERMS:
            yield f"    and {len(one.claims) - _TERMS} more claims"
        if one.names:
            yield f"    names {', '.join(one.names)}"


def _heat(dossier: Dossier, now: Instant) -> Iterator[str]:
    heat = dossier.heat
    if heat is None:
        yield "Heat is not scored."
        return
    hours = heat.half_life / 3600
    yield (
        f"Heat {heat.value(now)} now; it was {heat.level:g} at {time(heat.at)}, and "
        f"halves every {hours:g} h:"
    )
    yield from _sum(heat.terms)


def _member(member: Member, dossier: Dossier) -> Iterator[str]:
    """Why an article stands in its story, and how good it is."""
    place = member.placement
    if member.copy:
        share = f"{member.copy.containment:.0%} of its words stand there"
        yield f"It is a copy of {member.copy.of} ({member.copy.kind}: {share})."
    if member.origin:
        what = ORIGINS[member.origin.kind]
        yield f"It names where its news is from: {what} {member.origin.name}."
    for edit in member.edits:
        yield from _edited(edit)
    if place is None or not place.terms:
        yield _unjoined(member, dossier)
    else:
        yield f"It joined with a likeness of {_share(place.score)}: {_shared(place)}."
    if place is not None and place.nearest:
        nearest = f"{place.nearest}, at {_share(place.nearest_score)}"
        yield f"The nearest other story was {nearest}."
    quality = member.quality
    if not quality.terms:
        yield "Its quality is not scored."
    else:
        yield f"Quality {quality.value}:"
        yield from _sum(quality.terms)


def _rights(article: Article) -> Iterator[str]:
    """What may be done with it, and by which of its outlet's signals."""
    rights = article.rights
    yield "What may be done with it:"
    for use, words in _USES.items():
        grant = getattr(rights, use)
        why = rights.why.get(use)
        said = f" (its outlet says {why})" if why else ""
        yield f"  {use:<10} {grant}: {words[grant]}{said}"
    if rights.snippet >= 0:
        yield f"  snippet    at most {rights.snippet} characters of its text are shown"
    for name, value in article.signals.items():
        yield f"  said       {name}: {value}"


def _edited(edit: Edit) -> Iterator[str]:
    told, notice = told_of(edit)
    how = f": {TOLD[told]}" if told else ""
    yield f"Its outlet edited it, seen {time(edit.after.fetched)}{how}."
    if notice:
        yield f"  “{shorten(notice, 3 * _SHOWN)}”"


def _unjoined(member: Member, dossier: Dossier) -> str:
    """Why an article stands there that no words brought."""
    if len(dossier.members) == 1:
        return "It stands alone: nothing else tells of it."
    if member.copy:
        return "It went where its original stands."
    if member.article.time <= dossier.story.opened:
        return "It began the story."
    return "It was put there, by a record or an editor, or began a part of the story."


def _shared(place: Placement) -> str:
    named = [f"‘{term}’ ({_share(share)})" for term, share in place.terms[:_TERMS]]
    rest = place.score - sum(share for _, share in place.terms[:_TERMS])
    more = f" and what else they share ({_share(rest)})" if rest >= 0.005 else ""  # noqa: PLR2004  # what two digits show
    return f"it shares {', '.join(named)}{more}"


def _share(value: float) -> str:
    """A number from 0 to 1 with two digits: `.31`."""
    return f"{value:.2f}".removeprefix("0")


def _sum(terms: Sequence[Term]) -> Iterator[str]:
    """The terms of a score, the points in a column."""
    for term in terms:
        yield f"  {term.points:+6.1f}  {term.name}: {term.why}".rstrip(": ")


def _revised(revisions: Sequence[Revision]) -> Iterator[str]:
    if len(revisions) <= 1:
        yield "Its text stands as it was first seen."
        return
    yield f"Its text has changed {_times(len(revisions) - 1)}:"
    for before, after in pairwise(revisions):
        fields = ("title", "excerpt", "body")
        changed = [f for f in fields if getattr(before, f) != getattr(after, f)]
        line = f"  {time(after.fetched)}  revision {after.number}: {', '.join(changed)}"
        yield line
        if before.title != after.title:
            yield (
                f"    “{shorten(before.title, _SHOWN)}” → "
                f"“{shorten(after.title, _SHOWN)}”"
            )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _outlet(article: Article) -> str:
    return article.provider.name or article.provider.domain
