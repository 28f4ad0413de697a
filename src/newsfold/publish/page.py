"""A story as its own page shows it, ready for a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsfold.publish.card import EXCERPT, NOTE, Card, Link, card, web
from newsfold.publish.charts import Coverage, Decay, coverage, decay
from newsfold.publish.edits import Edited, edited
from newsfold.publish.facts import (
    DealRow,
    FigureView,
    Parties,
    deals,
    figures,
    parties,
)
from newsfold.publish.news import Adds, Move, Worth, adds, moves, worth_reading
from newsfold.publish.rights import outward_all
from newsfold.publish.storyline import Related, related
from newsfold.publish.summary import TITLE, language_of, outlet_of, summary
from newsfold.publish.weight import COPIES, COVERAGE, MAX_ROWS, REASONS, within
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
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from newsfold.model import Comparison, Dossier, Instant, Member, Summary, Term

__all__ = ["Page", "page"]

_LONE = VERDICTS["single-source"]
_PARTED = {"subset", "conflict"}
_SHARES = 6
"""Words that a report shares with its story, shown at most."""


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
    edited: str
    """Anchor of what its outlet edited; empty where it did not."""
    adds: Adds | None
    """What no earlier report had; None where nothing, and of the first."""
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
    copy: str
    """Of whom it is a copy, and how much of it; empty where it is none."""


class Pointer(NamedTuple):
    """A verdict and where on the page its facts stand."""

    chip: Chip
    href: str


class Page(NamedTuple):
    """All that a story page shows."""

    card: Card
    original: str
    """Where the lead can be read."""
    byline: str
    excerpt_from: str
    """Whose words the excerpt is: outlet, chosen, editor or unknown (empty)."""
    quality: int
    opened: When
    updated: When
    reports: int
    chips: tuple[Pointer, ...]
    note: str
    parties_note: str
    deals: tuple[DealRow, ...]
    more_deals: int
    deal_columns: frozenset[str]
    parties: Parties
    figures: tuple[FigureView, ...]
    lone_figures: tuple[FigureView, ...]
    """What only one outlet reports."""
    more_figures: int
    moves: tuple[Move, ...]
    more_moves: int
    worth: tuple[Worth, ...]
    entries: tuple[Entry, ...]
    more_reports: int
    coverage: Coverage | None
    decay: Decay | None
    edited: tuple[Edited, ...]
    more_edited: int
    related: tuple[Related, ...]
    lead_reason: str
    decision: str
    heat_bars: tuple[Bar, ...]
    quality_bars: tuple[Bar, ...]
    joined: tuple[Joined, ...]
    topic_reasons: tuple[Link, ...]


def page(
    dossier: Dossier,
    now: Instant,
    *,
    pictures: bool = True,
    relatives: Mapping[str, Summary] | None = None,
    organisations: Mapping[str, str] | None = None,
) -> Page:
    """The story as its own page shows it, without its image unless `pictures`.

    `relatives`: what lists show of the stories that it has to do with;
    `organisations`: ids of those that its deals name, by key.
    """
    dossier = outward_all(dossier)
    lead = dossier.lead
    comparison = dossier.comparison
    shown = card(summary(dossier), now, pictures=pictures)
    by_id = {member.article.id: member for member in dossier.members}
    found = comparison.deals if comparison else ()
    rows = deals(found, by_id, organisations or {})
    told = comparison.figures if comparison else ()
    shown_figures = figures(told, by_id)
    changed, more_changed = edited(dossier.members)
    entries, more = _coverage(dossier, {each.anchor for each in changed})
    moved, more_moved = moves(dossier)
    decision = dossier.decision
    byline = shorten(", ".join(lead.article.authors[:4]), TITLE)
    return Page(
        card=shown,
        original=web(lead.article.web_url),
        byline="" if byline == shown.outlet else byline,
        excerpt_from=lead.article.excerpt_from,
        quality=lead.quality.value,
        opened=when(dossier.story.opened),
        updated=when(dossier.story.updated),
        reports=len(dossier.members),
        chips=tuple(_chips(shown, comparison)),
        note=shorten(comparison.note, NOTE) if comparison else "",
        parties=parties(found),
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
        moves=moved,
        more_moves=more_moved,
        worth=worth_reading(dossier.novelty, by_id),
        entries=entries,
        more_reports=more,
        coverage=coverage(dossier),
        decay=decay(dossier.heat),
        edited=changed,
        more_edited=more_changed,
        related=related(dossier, relatives or {}),
        lead_reason=shorten(dossier.story.lead_reason, NOTE),
        decision=shorten(f"{decision.by}: {decision.reason}", NOTE) if decision else "",
        heat_bars=_bars(dossier.heat.terms if dossier.heat else ()),
        quality_bars=_bars(lead.quality.terms),
        joined=_joined(dossier.members),
        topic_reasons=within(
            REASONS,
            (
                Link(
                    shorten(topic.name, TITLE),
                    shorten(", ".join(topic.why[:_SHARES]), TITLE),
                )
                for topic in dossier.topics[:MAX_ROWS]
            ),
        ),
    )


def _chips(shown: Card, comparison: Comparison | None) -> Iterator[Pointer]:
    """The verdicts on a story: its sums or worst figure, its parties, its dispute."""
    deal = "#deal" if comparison and comparison.deals else "#fact-1"
    if shown.chip:
        yield Pointer(shown.chip, deal)
    if comparison and comparison.deals and comparison.parties in _PARTED:
        yield Pointer(PARTIES[comparison.parties], "#deal")
    if shown.dispute and (shown.chip is None or shown.chip.kind != "conflict"):
        label = shown.dispute
        yield Pointer(VERDICTS["conflict"]._replace(label=label), "#fact-1")


def _coverage(
    dossier: Dossier, edits: Collection[str]
) -> tuple[tuple[Entry, ...], int]:
    """The reports by time, copies below their origin, and how many are left out."""
    lead = dossier.lead.article.id
    known = {member.article.id for member in dossier.members}
    copies: dict[str, list[Member]] = {}
    heads: list[Member] = []
    by_time = sorted(dossier.members, key=lambda m: (m.article.time, m.article.id))
    added = adds(dossier.novelty, by_time[0].article.id)
    for member in by_time:
        if member.copy and member.copy.of in known:
            copies.setdefault(member.copy.of, []).append(member)
        else:
            heads.append(member)
    told = (
        _entry(
            member,
            lead,
            edits,
            copies.get(member.article.id, ()),
            added.get(member.article.id),
        )
        for member in heads
    )
    entries: list[Entry] = []
    day = ""
    for entry in within(COVERAGE, told):
        entries.append(entry._replace(new_day=entry.when.day != day))
        day = entry.when.day
    shown = len(entries) + sum(len(entry.copies) for entry in entries)
    return tuple(entries), len(dossier.members) - shown


def _entry(
    member: Member,
    lead: str,
    edits: Collection[str],
    copies: Sequence[Member] = (),
    added: Adds | None = None,
) -> Entry:
    article = member.article
    anchor = f"edited-{article.id}"
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
        edited=anchor if anchor in edits else "",
        adds=added,
        copies=within(COPIES, (_entry(copy, lead, edits) for copy in copies)),
    )


def _bars(terms: Sequence[Term]) -> tuple[Bar, ...]:
    most = max((abs(term.points) for term in terms), default=0.0) or 1.0
    rows = (
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
    return within(REASONS, rows)


def _joined(members: Sequence[Member]) -> tuple[Joined, ...]:
    rows = []
    names = {member.article.id: outlet_of(member.article) for member in members}
    for member in members[:MAX_ROWS]:
        placed = member.placement
        if placed is None or not placed.terms:
            continue
        near = f"{placed.nearest_score:.2f}" if placed.nearest else ""
        copied = member.copy
        of = names.get(copied.of) if copied else None
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
                copy=f"{copied.containment:.0%} of its text is {of}’s"
                if copied and of
                else "",
            )
        )
    return within(REASONS, rows)
