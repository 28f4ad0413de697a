"""A story as its own page shows it, ready for a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsfold.publish.card import EXCERPT, NOTE, Card, Link, card, web
from newsfold.publish.facts import (
    DealRow,
    FigureView,
    Parties,
    deals,
    figures,
    parties,
)
from newsfold.publish.summary import TITLE, language_of, outlet_of, summary
from newsfold.publish.weight import COPIES, COVERAGE, MAX_ROWS, within
from newsfold.publish.wording import (
    ORIGINS,
    PARTIES,
    VERDICTS,
    Chip,
    When,
    shorten,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsfold.model import Dossier, Instant, Member, Term

__all__ = ["Page", "page"]

_LONE = VERDICTS["single-source"]
_SHARES = 6
"""Words that a report shares with its story, shown at most."""
_RHYTHM = 3
"""Fewer reports make no chart."""
_FEWEST_BARS, _MOST_BARS = 8, 24
_SPANS = (
    (600, "10 minutes"),
    (3600, "hour"),
    (3 * 3600, "3 hours"),
    (6 * 3600, "6 hours"),
    (86_400, "day"),
    (7 * 86_400, "week"),
)


class Entry(NamedTuple):
    """One outlet's report in the coverage."""

    outlet: str
    domain: str
    href: str
    title: str
    language: str
    excerpt: str
    when: When
    new_day: bool
    byline: str
    origin: str
    is_lead: bool
    is_agency: bool
    is_undated: bool
    copies: tuple[Entry, ...]


class Bar(NamedTuple):
    """One term of a score; `width` from 0 to 100."""

    name: str
    points: str
    why: str
    width: int
    negative: bool


class Joined(NamedTuple):
    """Why one report stands in this story."""

    outlet: str
    score: str
    terms: str
    nearest: str


class Pulse(NamedTuple):
    """How many reports came when: heights of bars from 0 to 100, equal spans."""

    bars: tuple[int, ...]
    most: int
    span: str
    """How long one bar is: `hour`, `6 hours`, `day` …"""


class Page(NamedTuple):
    """All that a story page shows."""

    card: Card
    original: str
    byline: str
    excerpt_from: str
    quality: int
    opened: When
    updated: When
    reports: int
    chips: tuple[Chip, ...]
    note: str
    parties_note: str
    deals: tuple[DealRow, ...]
    more_deals: int
    deal_columns: frozenset[str]
    parties: Parties
    pulse: Pulse | None
    figures: tuple[FigureView, ...]
    lone_figures: tuple[FigureView, ...]
    """What only one outlet reports."""
    more_figures: int
    entries: tuple[Entry, ...]
    more_reports: int
    lead_reason: str
    decision: str
    heat_bars: tuple[Bar, ...]
    quality_bars: tuple[Bar, ...]
    joined: tuple[Joined, ...]
    topic_reasons: tuple[Link, ...]


def page(dossier: Dossier, now: Instant, *, pictures: bool = True) -> Page:
    """The story as its own page shows it, without its image unless `pictures`."""
    lead = dossier.lead
    comparison = dossier.comparison
    shown = card(summary(dossier), now, pictures=pictures)
    by_id = {member.article.id: member for member in dossier.members}
    found = comparison.deals if comparison else ()
    rows = deals(found, by_id)
    told = comparison.figures if comparison else ()
    shown_figures = figures(told, by_id)
    entries, more = _coverage(dossier)
    chips: tuple[Chip, ...] = (shown.chip,) if shown.chip else ()
    if rows and comparison and comparison.parties in {"subset", "conflict"}:
        chips += (PARTIES[comparison.parties],)
    if shown.dispute and (shown.chip is None or shown.chip.kind != "conflict"):
        chips += (VERDICTS["conflict"]._replace(label=shown.dispute),)
    decision = dossier.decision
    return Page(
        card=shown,
        original=web(lead.article.web_url),
        byline=shorten(", ".join(lead.article.authors[:4]), TITLE),
        excerpt_from=lead.article.excerpt_from,
        quality=lead.quality.value,
        opened=when(dossier.story.opened),
        updated=when(dossier.story.updated),
        reports=len(dossier.members),
        chips=chips,
        note=shorten(comparison.note, NOTE) if comparison else "",
        parties=parties(found),
        pulse=_pulse(dossier.members),
        parties_note=shorten(comparison.parties_note, NOTE) if comparison else "",
        deals=rows,
        more_deals=len(found) - len(rows),
        deal_columns=frozenset(
            name
            for name in ("buyers", "target", "amount", "others")
            if any(getattr(row, name) for row in rows)
        ),
        figures=tuple(each for each in shown_figures if each.chip != _LONE),
        lone_figures=tuple(each for each in shown_figures if each.chip == _LONE),
        more_figures=len(told) - len(shown_figures),
        entries=entries,
        more_reports=more,
        lead_reason=shorten(dossier.story.lead_reason, NOTE),
        decision=shorten(f"{decision.by}: {decision.reason}", NOTE) if decision else "",
        heat_bars=_bars(dossier.heat.terms if dossier.heat else ()),
        quality_bars=_bars(lead.quality.terms),
        joined=_joined(dossier.members),
        topic_reasons=tuple(
            Link(topic.name, shorten(", ".join(topic.why[:_SHARES]), TITLE))
            for topic in dossier.topics[:MAX_ROWS]
        ),
    )


def _coverage(dossier: Dossier) -> tuple[tuple[Entry, ...], int]:
    """The reports by time, copies below their origin, and how many are left out."""
    lead = dossier.lead.article.id
    known = {member.article.id for member in dossier.members}
    copies: dict[str, list[Member]] = {}
    heads: list[Member] = []
    for member in sorted(dossier.members, key=lambda m: m.article.time):
        if member.copy and member.copy.of in known:
            copies.setdefault(member.copy.of, []).append(member)
        else:
            heads.append(member)
    told = (_entry(member, lead, copies.get(member.article.id, ())) for member in heads)
    entries: list[Entry] = []
    day = ""
    for entry in within(COVERAGE, told):
        entries.append(entry._replace(new_day=entry.when.day != day))
        day = entry.when.day
    shown = len(entries) + sum(len(entry.copies) for entry in entries)
    return tuple(entries), len(dossier.members) - shown


def _entry(member: Member, lead: str, copies: Sequence[Member] = ()) -> Entry:
    article = member.article
    origin = member.origin
    return Entry(
        outlet=outlet_of(article),
        domain=article.provider.domain,
        href=web(article.web_url),
        title=shorten(article.title, TITLE),
        language=language_of(article),
        excerpt=shorten(article.excerpt, EXCERPT),
        when=when(article.time),
        new_day=False,
        byline=shorten(", ".join(article.authors[:4]), TITLE),
        origin=shorten(f"{ORIGINS[origin.kind]} {origin.name}", NOTE) if origin else "",
        is_lead=article.id == lead,
        is_agency=article.provider.kind == "agency",
        is_undated=article.published is None,
        copies=within(COPIES, (_entry(copy, lead) for copy in copies)),
    )


def _pulse(members: Sequence[Member]) -> Pulse | None:
    """The reports over time, from the third on: fewer make no rhythm."""
    times = [member.article.time for member in members]
    if len(times) < _RHYTHM:
        return None
    first, length = min(times), max(times) - min(times) + 1
    seconds, span = next(
        (step for step in _SPANS if length <= step[0] * _MOST_BARS),
        (-(-length // _MOST_BARS), "stretch"),
    )
    counts = [0] * max(_FEWEST_BARS, -(-length // seconds))
    for time in times:
        counts[(time - first) // seconds] += 1
    most = max(counts)
    return Pulse(tuple(round(100 * count / most) for count in counts), most, span)


def _bars(terms: Sequence[Term]) -> tuple[Bar, ...]:
    most = max((abs(term.points) for term in terms), default=0.0) or 1.0
    return tuple(
        Bar(
            name=shorten(term.name.replace("_", " "), TITLE),
            points=f"{term.points:+.3g}".replace("-", "−"),
            why=shorten(term.why, TITLE),
            width=round(100 * abs(term.points) / most),
            negative=term.points < 0,
        )
        for term in terms[:MAX_ROWS]
        if term.points
    )


def _joined(members: Sequence[Member]) -> tuple[Joined, ...]:
    rows = []
    for member in members[:MAX_ROWS]:
        placed = member.placement
        if placed is None or not placed.terms:
            continue
        near = f"{placed.nearest_score:.2f}" if placed.nearest else ""
        rows.append(
            Joined(
                outlet=outlet_of(member.article),
                score=f"{placed.score:.2f}",
                terms=shorten(
                    ", ".join(
                        f"{term} {share:.2f}" for term, share in placed.terms[:_SHARES]
                    ),
                    TITLE,
                ),
                nearest=near,
            )
        )
    return tuple(rows)
