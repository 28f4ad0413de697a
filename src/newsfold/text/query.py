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
    from newsfold.model import Instant

__all__ = ["LONGEST", "OPERATORS", "Query", "parse"]

LONGEST = 400
"""Characters of a query that are read; what is longer was not typed by a person."""
OPERATORS = {
    "topic": "stories of that topic; several: of all of them",
    "source": "an outlet by its domain or a part of its name; several: any of them",
    "after": "since that day or moment (UTC)",
    "before": "before that day or moment (UTC)",
    "lang": "articles in that language, as `de`; several: any of them",
    "verdict": "stories whose figures have that verdict, as `conflict`",
}
_TOKEN = re.compile(r'(-?)(?:([a-z]+):)?(?:"([^"]*)"|([^\s"]+))')


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


def parse(text: str) -> Query:
    """Read what was typed.

    Raises UsageError for an `after:` or `before:` that is no time.
    """
    values: dict[str, list[str]] = {name: [] for name in OPERATORS}
    words: list[str] = []
    without: list[str] = []
    for minus, operator, phrase, word in _TOKEN.findall(text[:LONGEST]):
        value = phrase or word
        if operator in values and value and not minus:
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
    )


def _moment(operator: str, values: list[str]) -> Instant | None:
    """The last of the times given: a person who types another means that one."""
    if not values:
        return None
    found = parse_date(values[-1])
    if found is None:
        message = f"{operator}:{values[-1]} is no date; write {operator}:2026-02-01"
        raise UsageError(message)
    return found.instant
