"""What the hub makes of many articles: copies, stories, judgements, decisions."""

from __future__ import annotations

import math
from typing import Any, Literal

from newsfold.model.article import Article, Provider, Revision
from newsfold.model.base import Instant, Record
from newsfold.model.reading import Deal, Field, Origin, Qualifier, Reading

Verdict = Literal[
    "agree",
    "rounded",
    "converted",
    "conflict",
    "single-source",
    "part-of",
    "superseded",
    "unclear",
]
PartiesVerdict = Literal["agree", "subset", "conflict", "single-source"]


Told = Literal["", "silent", "dated", "corrected"]
"""How an outlet told of an edit: nobody looked; not at all; by the modified time of its
page alone; in words."""


class Copy(Record, frozen=True, kw_only=True):
    """An article whose text is another's.  `of` is an origin, never itself a copy."""

    article: str
    of: str
    kind: Literal["exact", "near", "title"]
    containment: float = 1.0
    """Share of the shorter text's word 3-shingles that stand in the other's."""


class Placement(Record, frozen=True, kw_only=True):
    """Why an article stands in its story."""

    article: str
    story: str
    score: float = 0.0
    """Similarity to the story when it was placed; 0 for a story's first."""
    terms: tuple[tuple[str, float], ...] = ()
    """What joined it, heaviest first: term and its share of the score."""
    nearest: str = ""
    """The nearest story that it did not join."""
    nearest_score: float = 0.0
    reason: str = ""
    """An editor's, where it was an editor who put it there."""


class Rearrangement(Record, frozen=True, kw_only=True):
    """Articles that move between stories, and what becomes of stories left empty."""

    moved: tuple[Placement, ...]
    gone: dict[str, str] = {}  # msgspec copies empty mutable defaults
    """Story that may be left without articles → the one that takes its place."""
    decided: int = 0
    """How many decisions on folding were known when it was planned."""


class Story(Record, frozen=True, kw_only=True):
    """Articles on one event: the lead first in `articles`, the rest by time."""

    id: str
    lead: str
    articles: tuple[str, ...]
    opened: Instant
    """Time of its earliest article."""
    updated: Instant
    """Time of its latest article."""
    lead_reason: str = ""


class Relation(Record, frozen=True, kw_only=True):
    """`story` has to do with `other` and is not the same event."""

    story: str
    other: str
    kind: Literal["follows", "touches", "split"]
    """`story` tells what came of `other`, is a round-up that touches it, or was split
    from it by an editor.
    """
    reason: str = ""


class Term(Record, frozen=True, kw_only=True):
    """One term of a score: `points` it added, and why, for people."""

    name: str
    points: float
    why: str = ""


class Score(Record, frozen=True, kw_only=True):
    """A number from 0 to 100 and the terms that it is the sum of (-1: not scored)."""

    value: int = -1
    terms: tuple[Term, ...] = ()


class Heat(Record, frozen=True, kw_only=True):
    """A score that fades: worth `level` at `at`, half of it `half_life` seconds on."""

    level: float
    at: Instant
    half_life: int
    terms: tuple[Term, ...] = ()

    def value(self, now: Instant) -> int:
        """Heat from 0 to 100 as it stands at `now`."""
        age = max(0, now - self.at)
        return round(min(100.0, self.level * math.exp2(-age / self.half_life)))

    def below(self, value: int) -> Instant:
        """The first moment at which it is worth less than `value`, which is over 0."""
        age = self.half_life * math.log2(max(self.level, 1e-9) / (value - 0.5))
        moment = self.at + max(0, math.floor(age))
        while self.value(moment) >= value:
            moment += 1
        while moment > self.at and self.value(moment - 1) < value:
            moment -= 1
        return moment

    @property
    def cold(self) -> Instant:
        """The moment at which it is worth 1: of two heats, the hotter is cold later,
        whatever the time is now, as long as their half-lives are the same.
        """
        return self.at + round(self.half_life * math.log2(max(self.level, 1e-9)))


class Topic(Record, frozen=True, kw_only=True):
    """A topic that a rule gave, with the words that made it."""

    name: str
    weight: float = 1.0
    why: tuple[str, ...] = ()


class Report(Record, frozen=True, kw_only=True):
    """What one article reports for one figure.  Offsets: code points in `place`."""

    article: str
    value: float | None
    unit: str
    qualifier: Qualifier
    quote: str
    place: Field
    start: int
    end: int

    def public(self) -> dict[str, Any]:
        """The contract's keys: `in` is a Python keyword, hence `place` here."""
        return {
            "article": self.article,
            "value": self.value,
            "unit": self.unit,
            "qualifier": self.qualifier,
            "quote": self.quote,
            "in": self.place,
            "start": self.start,
            "end": self.end,
        }


class Figure(Record, frozen=True, kw_only=True):
    """One attribute that articles of a story report, and whether they agree."""

    what: str
    subject: str
    verdict: Verdict
    note: str
    reports: tuple[Report, ...]


class Comparison(Record, frozen=True, kw_only=True):
    """The facts of one story side by side."""

    story: str
    verdict: Verdict = "single-source"
    parties: PartiesVerdict = "single-source"
    deals: tuple[Deal, ...] = ()
    figures: tuple[Figure, ...] = ()
    note: str = ""
    """Why the sums have their verdict, in words ("2.5bn yuan = $342M at 7.31")."""
    parties_note: str = ""


class Novelty(Record, frozen=True, kw_only=True):
    """What an article adds to its story: what no earlier article of it had."""

    article: str
    claims: tuple[str, ...] = ()
    """The words of each new claim."""
    names: tuple[str, ...] = ()


class FactChange(Record, frozen=True, kw_only=True):
    """A fact of a story that is told otherwise than before: a line of the change log
    (`fact.changed`).
    """

    what: str
    """The attribute: `killed`, `sum`, `status` …"""
    before: str
    after: str
    article: str
    """Who says so."""
    quote: str
    outlet: str = ""
    """The article's provider, by name."""
    revised: bool = False
    """The outlet changed it in an article that said otherwise."""


class Judgement(Record, frozen=True, kw_only=True):
    """Something computed.  Only what was made by another version, or from another
    input, is stale and made again.
    """

    subject: str
    """Id of a story or article."""
    kind: Literal["topics", "quality", "lead", "heat", "comparison", "novelty"]
    value: Any
    stage_version: str
    input_hash: str


class Decision(Record, frozen=True, kw_only=True):
    """Something editorial.  A person's always wins over the policy's."""

    subject: str
    """Story id (or article id for `lead`, `pin`)."""
    kind: Literal["usable", "withheld", "cancelled", "merge", "split", "pin", "lead"]
    by: Literal["policy", "person"]
    reason: str
    at: Instant
    value: str = ""
    """The other id of a merge, split, pin or lead."""


class Change(Record, frozen=True, kw_only=True):
    """One line of the change log, which drives everything downstream."""

    seq: int
    at: Instant
    kind: str
    """`article.new`, `article.revised`, `story.changed`, `judged`, `decided` …"""
    subject: str
    detail: dict[str, Any] = {}


class Edit(Record, frozen=True, kw_only=True):
    """What an outlet changed in an article that it had published: two states of it.

    `after.fetched` is when we saw it.  Completing a feed's text by its page is none.
    """

    before: Revision
    after: Revision
    told: Told = ""
    notice: str = ""
    """The outlet's own words on it, where it has some."""


class Member(Record, frozen=True, kw_only=True):
    """An article as part of a story, with what is known of it."""

    article: Article
    reading: Reading
    quality: Score = Score()
    copy: Copy | None = None
    origin: Origin | None = None
    placement: Placement | None = None
    edits: tuple[Edit, ...] = ()
    """Oldest first."""


class Dossier(Record, frozen=True, kw_only=True):
    """Everything the hub knows of one story; what stages 8 to 10 work on."""

    story: Story
    members: tuple[Member, ...]
    """The lead first, then by time."""
    topics: tuple[Topic, ...] = ()
    heat: Heat | None = None
    comparison: Comparison | None = None
    novelty: tuple[Novelty, ...] = ()
    """One entry a member, in the order in which they are worth reading."""
    decision: Decision | None = None
    """The one in force."""
    path: str = ""
    """Where its record stands below `content/`, fixed at first publication."""
    relations: tuple[Relation, ...] = ()
    """What it has to do with other stories, in both directions."""
    fact_changes: tuple[Change, ...] = ()
    """Lines `fact.changed` of the log, oldest first: what is told otherwise by now."""

    @property
    def lead(self) -> Member:
        """The member that leads."""
        return self.members[0]

    @property
    def published(self) -> bool:
        """Whether the decision in force lets it out."""
        return self.decision is not None and self.decision.kind == "usable"

    @property
    def outlets(self) -> tuple[str, ...]:
        """Domains of the providers, in order of the members, each once."""
        return tuple(dict.fromkeys(m.article.provider.domain for m in self.members))

    @property
    def independent(self) -> int:
        """Number of members that are nobody's copy and name no origin among them."""
        return sum(1 for m in self.members if m.copy is None)


class Voice(Record, frozen=True, kw_only=True):
    """Another outlet's headline for the same story."""

    outlet: str
    title: str
    language: str = ""


class Summary(Record, frozen=True, kw_only=True):
    """A story as lists show it: all that is said of it without its members' texts."""

    story: Story
    lead: Article
    """Without its body, links, repairs, evidence, signals and rights."""
    quality: int = -1
    outlets: tuple[str, ...] = ()
    """Domains of the providers, the lead's first."""
    independent: int = 0
    topics: tuple[str, ...] = ()
    heat: Heat | None = None
    """Without its terms."""
    verdict: Verdict = "single-source"
    parties: PartiesVerdict = "single-source"
    dispute: str = ""
    """What cannot all hold, in words: `Jobs cut: 900 or 1,200`."""
    voices: tuple[Voice, ...] = ()
    published: bool = False
    path: str = ""
    """Where its record stands below `content/`; empty before its first publication."""

    @property
    def disputed(self) -> bool:
        """Whether outlets report what cannot all hold."""
        return bool(self.dispute) or self.verdict == "conflict"


class Tally(Record, frozen=True, kw_only=True):
    """What one outlet has in the published stories, as counts."""

    provider: Provider
    reports: int
    stories: int
    led: int
    copies: int
    latest: Instant
