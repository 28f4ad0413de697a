"""Rules for outlets' pages, learnt from the pages that a hub keeps, and checked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from newsfold.errors import InputError, NotFoundError
from newsfold.extract.learn import Trial, agree, study
from newsfold.extract.rules import ARTICLE_FIELDS, ArticleRule
from newsfold.model import Record
from newsfold.steps.rules import article_rules
from newsfold.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsfold.model import Page
    from newsfold.steps import Run

__all__ = ["Checked", "Learnt", "Tally", "check", "learn"]

LEAST = 5
"""Pages of an outlet from which a rule is learnt."""
_MOST = 60
"""Pages that are looked at: the latest."""
_TRIED = 15
"""Selectors of each field that are tried on all pages."""
_OFTEN = 0.3
"""Share of the pages that have to speak for a selector before it is tried."""
_RIGHT, _WRONG = 0.8, 0.1
"""Shares of the pages on which a selector has to find what is read there, and may find
something else.
"""
_SAME = 0.9
"""Agreement from which what is found is what was read."""
_STANDS = 3
"""Pages from which on a paragraph is repeated."""

State = Literal["fits", "misses", "ended", "untried", "unread"]


class Tally(Record, frozen=True, kw_only=True):
    """How a selector did on the pages where its field is read without it."""

    selector: str
    pages: int
    """Of `drop`: where it takes anything."""
    agrees: int
    differs: int

    @property
    def found(self) -> int:
        """On how many it finds anything."""
        return self.agrees + self.differs


class Learnt(Record, frozen=True, kw_only=True):
    """A rule that is proposed, and what speaks for it."""

    host: str
    pages: int
    unread: int
    """Of these, such as a worker could not read."""
    fields: dict[str, Tally]
    drop: tuple[Tally, ...] = ()

    def toml(self) -> str:
        """The rule as a file's text."""
        lines = ["[article]", f'hosts = ["{self.host}"]']
        for name, tally in self.fields.items():
            lines.append(f"{name} = {_quoted(tally.selector)}{_told(tally)}")
        if self.drop:
            lines.append("drop = [")
            lines += [f"  {_quoted(t.selector)},{_told(t)}" for t in self.drop]
            lines.append("]")
        return "\n".join(lines) + "\n"


class Checked(Record, frozen=True, kw_only=True):
    """How a rule does on the pages that are kept of its hosts."""

    name: str
    state: State
    why: str = ""
    """Why it cannot be read."""
    pages: int = 0
    fields: dict[str, Tally] = {}  # noqa: RUF012  # msgspec copies empty mutable defaults


def learn(run: Run, host: str) -> Learnt:
    """The rule that the pages of a host speak for; an address of it will do.

    Raises InputError where too few are kept, or they have nothing in common.
    """
    host = host_of(host)
    pages = _pages(run, ArticleRule(hosts=(host,)))
    if len(pages) < LEAST:
        message = (
            f"{len(pages)} pages of {host} are kept, {LEAST} are needed: let "
            "'newsfold run' fetch more (fetch.pages, retention.pages_days)"
        )
        raise InputError(message)
    unread = 0
    spoken: dict[str, Counter[str]] = {}
    stands: Counter[str] = Counter()
    named: dict[str, Counter[str]] = {}
    for outcome in run.engine.map(study, pages, cost=lambda page: len(page.body)):
        if outcome.value is None:
            unread += 1
            continue
        for name, selectors in outcome.value.selectors.items():
            spoken.setdefault(name, Counter()).update(selectors)
        for text, selectors in outcome.value.paragraphs.items():
            stands[text] += 1
            named.setdefault(text, Counter()).update(selectors)
    repeated = frozenset(text for text, times in stands.items() if times >= _STANDS)
    drops: Counter[str] = Counter()
    for text in repeated:
        drops.update(named[text])
    often = max(2.0, _OFTEN * len(pages))
    asked = {
        name: tuple(s for s, times in found.most_common(_TRIED) if times >= often)
        for name, found in spoken.items()
    }
    asked["drop"] = tuple(s for s, _ in drops.most_common(_TRIED))
    tallies = _tried(run, pages, asked, repeated)
    fields = {
        name: best
        for name in ARTICLE_FIELDS
        if (best := _best(tallies.get(name, []))) is not None
    }
    drop = tuple(
        tally
        for tally in tallies.get("drop", [])
        if tally.agrees >= _STANDS and not tally.differs
    )
    if not fields and not drop:
        message = f"the {len(pages)} pages of {host} have no selector in common"
        message += f"; {unread} could not be read" if unread else ""
        raise InputError(message)
    return Learnt(host=host, pages=len(pages), unread=unread, fields=fields, drop=drop)


def check(run: Run, names: Sequence[str] = ()) -> list[Checked]:
    """How the rules for articles' pages do, or some of them.

    Raises NotFoundError for a name that no such rule has.
    """
    used = {source.rule for source, _ in run.store.sources.all()}
    rules = article_rules(run.folder, used=used)
    for name in names:
        if name not in rules.read and name not in rules.unread:
            message = f"there is no rules/{name}.toml for articles"
            raise NotFoundError(message)
    found = []
    for name in sorted({*rules.read, *rules.unread}):
        if names and name not in names:
            continue
        if name in rules.unread:
            why = rules.unread[name]
            found.append(Checked(name=name, state="unread", why=why))
            continue
        rule = rules.read[name].rule
        if isinstance(rule, ArticleRule):
            found.append(_checked(run, name, rule))
    return found


def _checked(run: Run, name: str, rule: ArticleRule) -> Checked:
    pages = _pages(run, rule)
    asked = {field: (selector,) for field, selector in rule.selectors().items()}
    tallies = _tried(run, pages, asked) if asked else {}
    fields = {field: found[0] for field, found in tallies.items() if found}
    state: State = "fits"
    if not rule.holds(run.now):
        state = "ended"
    elif not pages:
        state = "untried"
    elif any(tally.found < _RIGHT * tally.pages for tally in fields.values()):
        state = "misses"
    return Checked(name=name, state=state, pages=len(pages), fields=fields)


def _pages(run: Run, rule: ArticleRule) -> list[Page]:
    """The latest kept pages of articles on a rule's hosts."""
    return run.store.pages.latest(lambda url: rule.fits(url) > 0, limit=_MOST)


def _tried(
    run: Run,
    pages: Iterable[Page],
    asked: Mapping[str, tuple[str, ...]],
    repeated: frozenset[str] = frozenset(),
) -> dict[str, list[Tally]]:
    """How the selectors of each field do on the pages."""
    asked = dict(asked)
    trials = (Trial(page=page, selectors=asked, repeated=repeated) for page in pages)
    scores: dict[tuple[str, str], list[float]] = {}
    for outcome in run.engine.map(agree, trials, cost=lambda t: len(t.page.body)):
        for name, found in (outcome.value or {}).items():
            for selector, score in found.items():
                if name != "drop" or score >= 0:
                    scores.setdefault((name, selector), []).append(score)
    tallies: dict[str, list[Tally]] = {}
    for (name, selector), got in scores.items():
        tally = Tally(
            selector=selector,
            pages=len(got),
            agrees=sum(score >= _SAME for score in got),
            differs=sum(0 <= score < _SAME for score in got),
        )
        tallies.setdefault(name, []).append(tally)
    return tallies


def _best(tallies: Iterable[Tally]) -> Tally | None:
    """The selector that finds what is read on most pages, the shortest of several."""
    good = [
        tally
        for tally in tallies
        if tally.agrees >= max(LEAST - 1, _RIGHT * tally.pages)
        and tally.differs <= _WRONG * tally.pages
    ]
    return min(
        good,
        key=lambda t: (2 * t.differs - t.agrees, len(t.selector), t.selector),
        default=None,
    )


def _quoted(selector: str) -> str:
    """As a TOML string; selectors have no single quotes and no line ends."""
    return f"'{selector}'"


def _told(tally: Tally) -> str:
    differs = f", other words on {tally.differs}" if tally.differs else ""
    return f"  # on {tally.agrees} of {tally.pages} pages{differs}"
