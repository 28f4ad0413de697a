"""Finding articles by their words, outlet, time, language and story, newest first.

A search walks down from the newest through the articles of what it asks for that has
fewest, holds each against the rest, and ends with the last that is wanted.  What is
common is met soon, what is rare is a short walk: with two things asked for, each of
them a matter of chance, the longest walk is through the square root of all articles
times those wanted.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from newsfold.store.sqlite.asking import of_deals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import apsw

    from newsfold.text.query import Query

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_COUNTED = 5_000
"""Further than this nothing is counted: it is met soon enough."""
_FEW_STORIES = 1_500
"""A shelf with more stories is not walked through: they are not in order of arrival."""
_CHUNK = 256
_ABOVE_ALL = (1 << 63) - 1


class _Asked(NamedTuple):
    """One thing that a search asks for."""

    size: int
    """How many articles fulfil it, as far as was counted."""
    test: str
    """What holds for such an article `f`."""
    values: tuple[str | int | float, ...]
    walk: str = ""
    """Tables from which such articles `f` come in order; empty where none give it."""
    order: str = "f.n"
    stories: str = ""
    """The stories from which they come, where they are few: a query with `values`."""


def indexable(text: str) -> str:
    """CJK is written without spaces: index it character by character."""
    return _CJK.sub(r" \g<0> ", text)


def find(
    db: apsw.Connection,
    query: Query,
    *,
    limit: int,
    below: int | None = None,
    shown: bool = False,
) -> list[int]:
    """The number of each article found, newest first.

    `below`: only articles with a lower number.  `shown`: only those of published
    stories; a topic or verdict asks for these anyway.  An empty query asks for all.
    """
    below = _ABOVE_ALL if below is None else below
    asked = sorted(_asked(db, query, shown=shown), key=lambda one: one.size)
    first = next((one for one in asked if one.walk or one.stories), None)
    if first is not None and first.size >= _COUNTED:
        # All are common; to walk through the words is to test them at no cost.
        first = next((one for one in asked if one.order == "s.rowid"), None)
    rest = [
        one._replace(test=_AMONG if one.size < _COUNTED else _IN_TEXT)
        if one.order == "s.rowid"
        else one
        for one in asked
        if one is not first
    ]
    # The cheap tests come first; those that look elsewhere after them.
    rest.sort(key=lambda one: "EXISTS" in one.test)
    if first is not None and first.stories:
        return _from_stories(db, first, rest, limit=limit, below=below)
    return _walk(db, first, rest, limit=limit, below=below)


def among(db: apsw.Connection, query: Query, stories: Sequence[str]) -> list[str]:
    """Which of these stories are published and have an article that a query finds."""
    tests = list(_asked(db, query, shown=True))
    where = " AND ".join(
        one._replace(test=_IN_TEXT).test if one.order == "s.rowid" else one.test
        for one in tests
    )
    rows = db.execute(
        f"""SELECT DISTINCT p.story FROM json_each(?) w
            JOIN placement p ON p.story = w.value
            JOIN shelf h ON h.shelf = '' AND h.story = p.story
            JOIN article f ON f.id = p.article
            WHERE {where or 1}""",  # noqa: S608  # our own words, marks for theirs
        (json.dumps(stories), *(value for test in tests for value in test.values)),
    )
    found = {name for (name,) in rows}
    return [name for name in stories if name in found]


def _walk(
    db: apsw.Connection,
    first: _Asked | None,
    rest: list[_Asked],
    *,
    limit: int,
    below: int,
) -> list[int]:
    """Down from the newest, through all articles unless `first` gives fewer."""
    if first is None:
        first = _Asked(0, "1", (), "article f INDEXED BY article_facets")
    tests = [first, _Asked(0, f"{first.order} < ?", (below,)), *rest]
    rows = db.execute(
        f"SELECT f.n FROM {first.walk} WHERE {' AND '.join(t.test for t in tests)}"  # noqa: S608  # our own words, marks for theirs
        f" ORDER BY {first.order} DESC LIMIT ?",
        (*(value for test in tests for value in test.values), limit),
    )
    return [n for (n,) in rows]


def _from_stories(
    db: apsw.Connection, first: _Asked, rest: list[_Asked], *, limit: int, below: int
) -> list[int]:
    """The articles of a few stories, put in order, tested from the newest."""
    rows = db.execute(
        f"""SELECT a.n FROM ({first.stories}) h JOIN placement p ON p.story = h.story
            JOIN article a ON a.id = p.article WHERE a.n < ?""",  # noqa: S608  # our own words, marks for theirs
        (*first.values, below),
    )
    numbers = sorted((n for (n,) in rows), reverse=True)
    if not rest:
        return numbers[:limit]
    tests = " AND ".join(test.test for test in rest)
    values = [value for test in rest for value in test.values]
    found: list[int] = []
    for start in range(0, len(numbers), _CHUNK):
        chunk = numbers[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        passed = db.execute(
            f"""SELECT f.n FROM article f INDEXED BY article_facets
                WHERE f.n IN ({marks}) AND {tests} ORDER BY f.n DESC LIMIT ?""",  # noqa: S608  # our own words, marks for theirs
            (*chunk, *values, limit - len(found)),
        )
        found += [n for (n,) in passed]
        if len(found) == limit:
            break
    return found


def _asked(db: apsw.Connection, query: Query, *, shown: bool) -> Iterator[_Asked]:
    """All that the query asks for."""
    match = matching(query.words, query.without)
    if match:
        yield _Asked(
            _count(db, "search WHERE search MATCH ?", (match,)),
            "search MATCH ?",
            (match,),
            "search s CROSS JOIN article f INDEXED BY article_facets ON f.n = s.rowid",
            "s.rowid",
        )
    elif query.without:
        spurned = " OR ".join(filter(None, map(_term, query.without)))
        yield _Asked(_COUNTED, f"NOT {_IN_TEXT}", (spurned,))
    if query.sources:
        domains = _domains(db, query.sources)
        marks = ", ".join("?" * len(domains))
        test = f"f.domain IN ({marks})"
        size = _count(db, f"article f WHERE {test}", domains)
        one = "article f INDEXED BY article_domain" if len(domains) <= 1 else ""
        yield _Asked(size, test, domains, one)
    if query.languages:
        marks = ", ".join("?" * len(query.languages))
        yield _Asked(_COUNTED, f"f.language IN ({marks})", query.languages)
    for sign, moment in ((">=", query.after), ("<", query.before)):
        if moment is not None:
            yield _Asked(_COUNTED, f"f.time {sign} ?", (moment,))
    shelves = [
        *(f"topic:{topic.casefold()}" for topic in query.topics),
        *(f"verdict:{verdict}" for verdict in query.verdicts),
    ]
    for shelf in shelves if shelves or not shown else [""]:
        stories = _count(db, "shelf WHERE shelf = ?", (shelf,)) if shelf else _COUNTED
        few = _SHELF if stories < _FEW_STORIES and shelf else ""
        size = stories if few else _COUNTED
        yield _Asked(size, _ON_SHELF, (shelf,), stories=few)
    if query.deals:
        yield _telling(db, query)


def _telling(db: apsw.Connection, query: Query) -> _Asked:
    """Articles of published stories that tell such a deal."""
    tests = list(of_deals(query))
    where = " AND ".join(test.words for test in tests)
    values = tuple(value for test in tests for value in test.values)
    found = f"""SELECT d.story FROM dealing d
        JOIN shelf s ON s.shelf = '' AND s.story = d.story WHERE {where}"""  # noqa: S608  # our own words, marks for theirs
    size = _count(db, f"({found})", values)
    few = size < _FEW_STORIES
    return _Asked(
        size if few else _COUNTED,
        f"""EXISTS (SELECT 1 FROM placement p WHERE p.article = f.id
            AND p.story IN ({found}))""",  # noqa: S608  # our own words, marks for theirs
        values,
        stories=found if few else "",
    )


_AMONG = "f.n IN (SELECT rowid FROM search WHERE search MATCH ?)"
"""Words that few articles have: these are found once."""
_IN_TEXT = "EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND rowid = f.n)"
_SHELF = "SELECT story FROM shelf WHERE shelf = ?"
_ON_SHELF = """EXISTS (SELECT 1 FROM placement p
    JOIN shelf h ON h.story = p.story AND h.shelf = ? WHERE p.article = f.id)"""


def _count(
    db: apsw.Connection, rows: str, values: tuple[str | int | float, ...]
) -> int:
    query = f"SELECT count(*) FROM (SELECT 1 FROM {rows} LIMIT {_COUNTED})"  # noqa: S608  # our own words
    return int(db.execute(query, values).fetchall()[0][0])


def matching(words: tuple[str, ...], without: tuple[str, ...]) -> str:
    """Words and phrases as an FTS5 expression; empty where none is asked for."""
    wanted = " AND ".join(filter(None, map(_term, words)))
    spurned = " OR ".join(filter(None, map(_term, without)))
    return f"({wanted}) NOT ({spurned})" if wanted and spurned else wanted


def _term(word: str) -> str:
    text = indexable(word).replace('"', " ").strip()
    if not any(character.isalnum() for character in text):
        return ""
    return f'"{text}"{"*" if text.endswith("*") else ""}'


def _domains(db: apsw.Connection, sources: tuple[str, ...]) -> tuple[str, ...]:
    """The outlets that are so called: by domain, or by a part of their name."""
    found: dict[str, None] = {}
    for source in sources:
        rows = db.execute(
            """SELECT domain FROM provider
               WHERE domain = ?1 OR substr(domain, -length(?1) - 1) = '.' || ?1
                 OR instr(lower(json_extract(record, '$.name')), ?1)""",
            (source,),
        )
        found.update((domain, None) for (domain,) in rows)
    return tuple(found)
