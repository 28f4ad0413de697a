"""What a person types to search: words, phrases and operators.

`zhipu "2.5 billion yuan" -opinion topic:ai source:dw.com after:2026-02-01` asks for
articles with both the word and the phrase, without the last word, of that topic and
outlet, since that day.  What is no operator is words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.errors import UsageError
from newsfold.model import Record
from newsfold.text.dates import parse as parse_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsfold.model import Instant

__all__ = ["LONGEST", "OPERATORS", "Query", "money", "parse"]

LONGEST = 400
"""Characters of a query that are read; what is longer was not typed by a person."""
OPERATORS = {
    "topic": "stories of that topic; several: of all of them",
    "source": "an outlet by its domain or a part of its name; several: any of them",
    "after": "since that day or moment (UTC)",
    "before": "before that day or moment (UTC)",
    "lang": "articles in that language, as `de`; several: any of them",
    "verdict": "stories whose figures have that verdict, as `conflict`",
    "kind": "stories that tell a deal of that kind, as `funding`; several: any of them",
    "status": "deals that are `rumoured`, `announced` … ; several: any of them",
    "org": "deals with that party, by its name or id; several: with any of them",
    "amount": "deals of more, or less, in US dollars: `amount>50M`, `amount<1.5bn`",
}
_TOKEN = re.compile(r'(-?)(?:(amount)([<>])=?|([a-z]+):)?(?:"([^"]*)"|([^\s"]+))')
_SUM = re.compile(
    r"[$]?(\d+(?:\.\d+)?|\.\d+)\s?(k|m|mn|mln|bn|b|tn|t)?", re.IGNORECASE | re.ASCII
)
_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}


class Query(Record, frozen=True, kw_only=True):
    """A search, read."""

    words: tuple[str, ...] = ()
    """Words and phrases that must all be there; `word*` begins with it."""
    without: tuple[str, ...] = ()
    """Words and phrases that must not."""
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """In lower case."""
    languages: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    after: Instant | None = None
    before: Instant | None = None
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    """Of deals: names in lower case, or ids of organisations."""
    over: float | None = None
    """Deals of more than so many US dollars."""
    under: float | None = None

    @property
    def deals(self) -> bool:
        """Whether it asks for deals."""
        asked = self.kinds, self.statuses, self.parties
        return any(asked) or self.over is not None or self.under is not None


def parse(text: str) -> Query:
    """Read what was typed.

    Raises UsageError for an `after:` or `before:` that is no time, an `amount` that is
    no sum.
    """
    values: dict[str, list[str]] = {name: [] for name in OPERATORS}
    bounds: dict[str, list[str]] = {"<": [], ">": []}
    words: list[str] = []
    without: list[str] = []
    for minus, amount, sign, operator, phrase, word in _TOKEN.findall(text[:LONGEST]):
        value = phrase or word
        if amount and value and not minus:
            bounds[sign].append(value)
        elif operator in values and operator != "amount" and value and not minus:
            values[operator].append(value)
        elif any(character.isalnum() for character in value):
            whole = f"{operator}:{value}" if operator else value
            (without if minus else words).append(whole)
    return Query(
        words=tuple(words),
        without=tuple(without),
        topics=tuple(values["topic"]),
        sources=tuple(value.lower() for value in values["source"]),
        languages=tuple(value.lower() for value in values["lang"]),
        verdicts=tuple(value.lower() for value in values["verdict"]),
        after=_moment("after", values["after"]),
        before=_moment("before", values["before"]),
        kinds=tuple(value.lower() for value in values["kind"]),
        statuses=tuple(value.lower() for value in values["status"]),
        parties=tuple(value.lower() for value in values["org"]),
        over=_bound(">", bounds[">"], max),
        under=_bound("<", bounds["<"], min),
    )


def money(text: str) -> float | None:
    """A sum as a person types it: `50M`, `$1.5bn`, `20000`; None for what is none."""
    found = _SUM.fullmatch(text.replace(",", "").strip())
    if found is None:
        return None
    return float(found[1]) * _SCALES[(found[2] or "")[:1].lower()]


def _bound(
    sign: str, values: list[str], pick: Callable[[list[float]], float]
) -> float | None:
    """The narrowest of the bounds given."""
    sums = []
    for value in values:
        found = money(value)
        if found is None:
            message = f"amount{sign}{value} is no sum; write amount{sign}50M"
            raise UsageError(message)
        sums.append(found)
    return pick(sums) if sums else None


def _moment(operator: str, values: list[str]) -> Instant | None:
    """The last of the times given: a person who types another means that one."""
    if not values:
        return None
    found = parse_date(values[-1])
    if found is None:
        message = f"{operator}:{values[-1]} is no date; write {operator}:2026-02-01"
        raise UsageError(message)
    return found.instant
