"""What a page shows of a dossier, ready for a template: words, addresses, order.

Nothing here escapes anything: the templates do.  But every address in a view is a
relative link of ours or an http(s) URL; what is neither becomes empty.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from newsfold.publish.record import heat_band, path_of
from newsfold.publish.slug import slug
from newsfold.publish.wording import (
    HEAT_WORDS,
    ORIGINS,
    PARTIES,
    ROLES,
    VERDICTS,
    Chip,
    When,
    amount,
    quantity,
    shorten,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import Article, Deal, Dossier, Figure, Instant, Member, Term

__all__ = [
    "Card",
    "Link",
    "Page",
    "also",
    "card",
    "page",
    "story_path",
    "topic_path",
    "web",
]

EXCERPT = 320
"""Characters of an excerpt that a page shows."""
FULL_REPORTS = 60
"""Reports that a story page shows one by one; the rest are counted."""
MAX_COPIES = 40
MAX_FIGURES = 24
MAX_ROWS = 24
"""Limits that keep a page below 100 KB whatever is in the dossier."""
MAX_PLACEMENTS = 24
_SHARES = 6
_LONG = 68
_RHYTHM = 3
_FEWEST_BARS, _MOST_BARS = 8, 24
_SPANS = (
    (600, "10 minutes"),
    (3600, "hour"),
    (3 * 3600, "3 hours"),
    (6 * 3600, "6 hours"),
    (86_400, "day"),
    (7 * 86_400, "week"),
)


class Link(NamedTuple):
    """Words and where they lead."""

    name: str
    href: str


class Picture(NamedTuple):
    """An image with the room that it needs."""

    url: str
    width: int
    height: int


class Card(NamedTuple):
    """A story in a list."""

    href: str
    """Relative to the site's root."""
    title: str
    language: str
    excerpt: str
    image: Picture | None
    topics: tuple[Link, ...]
    outlet: str
    outlets: int
    independent: int
    when: When
    chip: Chip | None
    dispute: str
    """What differs, in words: `jobs: 900 or 1,200`."""
    heat: int
    heat_word: str

    @property
    def disputed(self) -> bool:
        """Whether outlets report what cannot all hold."""
        return bool(self.dispute) or (
            self.chip is not None and self.chip.kind == "conflict"
        )

    @property
    def long(self) -> bool:
        """Whether the headline wants a smaller size."""
        return len(self.title) > _LONG


class Voice(NamedTuple):
    """Another outlet's headline for the same story."""

    outlet: str
    title: str
    language: str


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


class FigureRow(NamedTuple):
    """What one outlet reports for a figure."""

    outlet: str
    href: str
    value: str
    quote: str
    language: str
    place: str
    when: When | None


class FigureView(NamedTuple):
    """One figure and its reports."""

    what: str
    subject: str
    chip: Chip
    note: str
    rows: tuple[FigureRow, ...]


class Parties(NamedTuple):
    """What the two sides of a business event are called; empty: there is no such."""

    giving: str
    taking: str


class DealRow(NamedTuple):
    """A business event as one outlet tells it."""

    outlet: str
    href: str
    kind: str
    status: str
    buyers: str
    target: str
    amount: str
    others: str
    quote: str
    language: str


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
    title: str
    language: str
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
    deal_columns: frozenset[str]
    parties: Parties
    pulse: Pulse | None
    figures: tuple[FigureView, ...]
    more_figures: int
    entries: tuple[Entry, ...]
    more_reports: int
    lead_reason: str
    decision: str
    heat_bars: tuple[Bar, ...]
    quality_bars: tuple[Bar, ...]
    joined: tuple[Joined, ...]
    topic_reasons: tuple[Link, ...]


def web(url: str) -> str:
    """The URL if a page may point to it: http(s), nothing odd in it; else empty."""
    if url[:8].lower().startswith(("http://", "https://")) and url.isprintable():
        return "" if " " in url or "\\" in url else url
    return ""


def story_path(dossier: Dossier) -> str:
    """Where a story's page stands in the site: its record's path, as HTML."""
    return path_of(dossier).removesuffix(".md") + ".html"


@lru_cache(maxsize=4096)
def topic_path(name: str) -> str:
    """Where a topic's page stands; two topics never share one."""
    plain = slug(name)
    if plain != name.lower().replace(" ", "-"):
        plain += f"-{zlib.crc32(name.encode('utf-8', 'replace')):08x}"
    return f"topics/{plain}.html"


def card(dossier: Dossier, now: Instant) -> Card:
    """The story as a list shows it."""
    article = dossier.lead.article
    comparison = dossier.comparison
    verdict = comparison.verdict if comparison else "single-source"
    heat = heat_band(dossier.heat, now)
    return Card(
        href=quote(story_path(dossier)),
        title=article.title,
        language=_language(article),
        excerpt=shorten(article.excerpt, EXCERPT),
        image=_picture(article),
        topics=tuple(Link(t.name, topic_path(t.name)) for t in dossier.topics),
        outlet=_outlet(article),
        outlets=len(dossier.outlets),
        independent=dossier.independent,
        when=when(article.time),
        chip=None if verdict == "single-source" else VERDICTS[verdict],
        dispute=_dispute(dossier),
        heat=heat,
        heat_word=HEAT_WORDS.get(heat, ""),
    )


def also(dossier: Dossier, most: int = 3) -> tuple[Voice, ...]:
    """How other outlets head the story: no copies, no outlet twice."""
    voices: dict[str, Voice] = {}
    lead = dossier.lead.article.provider.domain
    for member in dossier.members[1:]:
        article = member.article
        domain = article.provider.domain
        if member.copy is None and domain != lead and domain not in voices:
            voices[domain] = Voice(_outlet(article), article.title, _language(article))
    return tuple(list(voices.values())[:most])


def page(dossier: Dossier, now: Instant) -> Page:
    """The story as its own page shows it."""
    lead = dossier.lead
    comparison = dossier.comparison
    shown = card(dossier, now)
    by_id = {member.article.id: member for member in dossier.members}
    deals = _deals(comparison.deals if comparison else (), by_id)
    figures = comparison.figures if comparison else ()
    entries, more = _coverage(dossier)
    chips: tuple[Chip, ...] = (shown.chip,) if shown.chip else ()
    if deals and comparison and comparison.parties in {"subset", "conflict"}:
        chips += (PARTIES[comparison.parties],)
    if shown.dispute and (shown.chip is None or shown.chip.kind != "conflict"):
        chips += (VERDICTS["conflict"]._replace(label=shown.dispute),)
    decision = dossier.decision
    return Page(
        card=shown,
        original=web(lead.article.web_url),
        byline=", ".join(lead.article.authors[:4]),
        excerpt_from=lead.article.excerpt_from,
        quality=lead.quality.value,
        opened=when(dossier.story.opened),
        updated=when(dossier.story.updated),
        reports=len(dossier.members),
        chips=chips,
        note=comparison.note if comparison else "",
        parties=_parties(comparison.deals if comparison else ()),
        pulse=_pulse(dossier.members),
        parties_note=comparison.parties_note if comparison else "",
        deals=deals,
        deal_columns=frozenset(
            name
            for name in ("buyers", "target", "amount", "others")
            if any(getattr(row, name) for row in deals)
        ),
        figures=tuple(_figure(each, by_id) for each in figures[:MAX_FIGURES]),
        more_figures=max(0, len(figures) - MAX_FIGURES),
        entries=entries,
        more_reports=more,
        lead_reason=dossier.story.lead_reason,
        decision=f"{decision.by}: {decision.reason}" if decision else "",
        heat_bars=_bars(dossier.heat.terms if dossier.heat else ()),
        quality_bars=_bars(lead.quality.terms),
        joined=_joined(dossier.members),
        topic_reasons=tuple(
            Link(topic.name, ", ".join(topic.why[:_SHARES])) for topic in dossier.topics
        ),
    )


def _outlet(article: Article) -> str:
    return article.provider.name or article.provider.domain or "Unknown outlet"


def _language(article: Article) -> str:
    tag = article.language
    return tag if tag.isascii() and tag.replace("-", "").isalnum() else ""


def _picture(article: Article) -> Picture | None:
    for image in article.images:
        url = web(image.url)
        if url:
            known = image.width > 0 and image.height > 0
            return Picture(
                url, *((image.width, image.height) if known else (1600, 900))
            )
    return None


def _dispute(dossier: Dossier) -> str:
    for figure in dossier.comparison.figures if dossier.comparison else ():
        if figure.verdict == "conflict":
            values = dict.fromkeys(
                quantity(report.value, _unit(report.unit), report.qualifier)
                for report in figure.reports
            )
            values.pop("", None)
            return f"{_what(figure)}: {' or '.join(list(values)[:4])}"
    return ""


def _unit(unit: str) -> str:
    """The unit where a number needs it: `Jobs cut: 900 or 1200` says enough."""
    return unit if unit == "percent" or unit.isupper() else ""


def _what(figure: Figure) -> str:
    what = figure.what.removeprefix("count of ").replace("_", " ")
    return what[:1].upper() + what[1:]


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
    entries: list[Entry] = []
    day = ""
    for member in heads[:FULL_REPORTS]:
        below = copies.get(member.article.id, ())
        entry = _entry(member, lead, copies=below)
        entries.append(entry._replace(new_day=entry.when.day != day))
        day = entry.when.day
    shown = len(entries) + sum(len(entry.copies) for entry in entries)
    return tuple(entries), len(dossier.members) - shown


def _entry(member: Member, lead: str, copies: Sequence[Member] = ()) -> Entry:
    article = member.article
    origin = member.origin
    return Entry(
        outlet=_outlet(article),
        domain=article.provider.domain,
        href=web(article.web_url),
        title=article.title,
        language=_language(article),
        excerpt=shorten(article.excerpt, EXCERPT),
        when=when(article.time),
        new_day=False,
        byline=", ".join(article.authors[:4]),
        origin=f"{ORIGINS[origin.kind]} {origin.name}" if origin else "",
        is_lead=article.id == lead,
        is_agency=article.provider.kind == "agency",
        is_undated=article.published is None,
        copies=tuple(_entry(copy, lead) for copy in copies[:MAX_COPIES]),
    )


def _figure(figure: Figure, by_id: dict[str, Member]) -> FigureView:
    rows = []
    for report in figure.reports:
        member = by_id.get(report.article)
        article = member.article if member else None
        rows.append(
            FigureRow(
                outlet=_outlet(article) if article else report.article,
                href=web(article.web_url) if article else "",
                value=quantity(report.value, report.unit, report.qualifier),
                quote=shorten(report.quote, EXCERPT),
                language=_language(article) if article else "",
                place=report.place,
                when=when(article.time) if article else None,
            )
        )
    rows.sort(key=lambda row: row.when.iso if row.when else "")
    return FigureView(
        what=_what(figure),
        subject=figure.subject,
        chip=VERDICTS[figure.verdict],
        note=figure.note,
        rows=tuple(rows[:MAX_ROWS]),
    )


def _parties(deals: Sequence[Deal]) -> Parties:
    kinds = {deal.kind for deal in deals}
    if kinds <= {"fine", "settlement"}:
        return Parties("Authority or claimant", "Who pays")
    if kinds <= {"funding", "ipo"}:
        return Parties("Investors", "Company")
    if kinds <= {"partnership", "merger"}:
        return Parties("Partners", "Target")
    return Parties("Buyer", "Employer" if kinds == {"layoffs"} else "Target")


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


def _deals(deals: Iterable[Deal], by_id: dict[str, Member]) -> tuple[DealRow, ...]:
    rows = []
    for deal in deals:
        member = by_id.get(deal.article)
        article = member.article if member else None
        others = [
            f"{amount_text} ({ROLES[other.role]})"
            for other in deal.other_amounts
            if (amount_text := quantity(other.value, other.currency))
        ]
        sums = [amount(deal.amount)]
        if deal.people is not None:
            sums.append(f"{deal.people:,} people")
        if deal.share_percent is not None:
            sums.append(quantity(deal.share_percent, "percent"))
        buyers = ", ".join(deal.buyer_or_investors[:8])
        rows.append(
            DealRow(
                outlet=_outlet(article) if article else deal.article,
                href=web(article.web_url) if article else "",
                kind=deal.kind,
                status=deal.status,
                buyers=f"{buyers} and others" if deal.parties_partial else buyers,
                target=deal.target or "",
                amount=", ".join(text for text in sums if text),
                others=", ".join(others[:4]),
                quote=shorten(deal.quote, EXCERPT),
                language=_language(article) if article else "",
            )
        )
    return tuple(rows[:MAX_ROWS])


def _bars(terms: Sequence[Term]) -> tuple[Bar, ...]:
    most = max((abs(term.points) for term in terms), default=0.0) or 1.0
    return tuple(
        Bar(
            name=term.name.replace("_", " "),
            points=f"{term.points:+.3g}".replace("-", "−"),
            why=term.why,
            width=round(100 * abs(term.points) / most),
            negative=term.points < 0,
        )
        for term in terms
        if term.points
    )


def _joined(members: Sequence[Member]) -> tuple[Joined, ...]:
    rows = []
    for member in members[:MAX_PLACEMENTS]:
        placed = member.placement
        if placed is None or not placed.terms:
            continue
        near = f"{placed.nearest_score:.2f}" if placed.nearest else ""
        rows.append(
            Joined(
                outlet=_outlet(member.article),
                title=member.article.title,
                language=_language(member.article),
                score=f"{placed.score:.2f}",
                terms=", ".join(
                    f"{term} {share:.2f}" for term, share in placed.terms[:_SHARES]
                ),
                nearest=near,
            )
        )
    return tuple(rows)
