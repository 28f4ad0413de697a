"""What one article says: the output of stage 5."""

from __future__ import annotations

from typing import Literal

from newsfold.model.base import Instant, Record

Field = Literal["title", "excerpt", "body"]
Qualifier = Literal["exact", "about", "more than", "at least", "up to", "less than"]
DealKind = Literal[
    "funding",
    "acquisition",
    "merger",
    "ipo",
    "partnership",
    "fine",
    "settlement",
    "layoffs",
]
DealStatus = Literal["rumoured", "planned", "announced", "completed", "abandoned"]
AmountRole = Literal[
    "valuation", "previous_round", "rival", "revenue", "share_price", "other"
]
OriginKind = Literal[
    "agency-copy", "cited-scoop", "aggregated-quote", "release", "own-exclusive-claim"
]


class Name(Record, frozen=True, kw_only=True):
    """A proper name as the text has it.  Offsets are code points within `field`."""

    text: str
    key: str
    """What it is compared by: case folded, legal forms and titles dropped."""
    kind: Literal["person", "organisation", "place", "other"] = "other"
    field: Field = "body"
    start: int = 0
    end: int = 0


class Quantity(Record, frozen=True, kw_only=True):
    """A number with what it counts.  Offsets are code points within `field`."""

    kind: Literal[
        "money", "people", "percent", "count", "duration", "distance", "measure"
    ]
    value: float
    """In whole units: 342 million dollars is 342000000.0, 40 % is 40.0."""
    unit: str
    """ISO 4217 for money, `percent`, or the noun in lower case."""
    qualifier: Qualifier = "exact"
    high: float | None = None
    """Upper end of a range; `value` is the lower."""
    field: Field = "body"
    start: int = 0
    end: int = 0


class Claim(Record, frozen=True, kw_only=True):
    """A number, sum or party that a revision states, with the words.

    `what` is the attribute (`killed`, `money`, `count of companies`), `subject` who or
    what it is about; both are what claims of several outlets are aligned by.
    """

    what: str
    subject: str
    quantity: Quantity
    quote: str
    """The words that carry it: `field[start:end]` of the article."""
    start: int
    end: int
    terms: tuple[str, ...] = ()
    """Content words around it, folded, for aligning."""


class Amount(Record, frozen=True, kw_only=True):
    """A sum.  Whole units of an ISO 4217 currency."""

    value: float
    currency: str
    approx: bool = False
    floor: bool = False
    """Approximate, and told as the least: more than, at least."""


class OtherAmount(Record, frozen=True, kw_only=True):
    """A sum in a deal's report that is not the deal's own."""

    value: float
    currency: str
    role: AmountRole = "other"


class Deal(Record, frozen=True, kw_only=True):
    """A business event as one article tells it; at most one an article."""

    article: str
    kind: DealKind
    buyer_or_investors: tuple[str, ...] = ()
    target: str | None = None
    amount: Amount | None = None
    other_amounts: tuple[OtherAmount, ...] = ()
    share_percent: float | None = None
    people: int | None = None
    status: DealStatus = "announced"
    stated_rate: tuple[Amount, Amount] | None = None
    """Two sums that the article itself gives for the same money, in two currencies."""
    parties_partial: bool = False
    """The words say that these were only some ("among the investors")."""
    quote: str = ""
    """The sentence that tells it."""
    weak: bool = False
    """Its words alone make no deal: it counts beside a plain one of its story."""


class Origin(Record, frozen=True, kw_only=True):
    """The other outlet, agency or release that an article names as its news' origin."""

    kind: OriginKind
    name: str


class Gist(Record, frozen=True, kw_only=True):
    """The part of a reading that folding goes by."""

    article: str
    time: Instant = 0
    language: str = ""
    terms: dict[str, float] = {}
    """Folded content words with their within-article weight, title counted more."""
    names: tuple[Name, ...] = ()
    roundup: bool = False
    """It tells many stories (a briefing, a live page) and stands alone."""


class Reading(Gist, frozen=True, kw_only=True):
    """Everything stage 5 finds in one revision; what later stages work on."""

    revision: int = 0
    domain: str = ""
    """The provider's."""
    numbers: tuple[str, ...] = ()
    """Rare numbers as strings, for telling events apart."""
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    deal: Deal | None = None
    origin: Origin | None = None
    links: tuple[str, ...] = ()
    """Canonical URLs that the body points to, other outlets' articles among them."""
    sketch: tuple[int, ...] = ()
    """Sampled word-3-shingle hashes of the text (see `newsfold.text.shingles`)."""
