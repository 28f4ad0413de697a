"""Finding articles by their words, outlet, time, language and story, newest first.

The newest are looked at first and the search ends with the last that is asked for, so
that what is common costs little.  What is rare would walk through everything: where a
topic or verdict has few stories, the search starts from these instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import apsw

    from newsfold.text.query import Query

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_FEW = 1_500
"""Stories of a shelf from which a search starts; more are met soon enough."""


def indexable(text: str) -> str:
    """CJK is written without spaces: index it character by character."""
    return _CJK.sub(r" \g<0> ", text)


def find(
    db: apsw.Connection, query: Query, *, limit: int, below: int, shown: bool
) -> list[tuple[int, str]]:
    """The number and record of each article found, newest first.

    `below`: only articles with a lower number.  `shown`: only those of published
    stories; a topic or verdict asks for these anyway.  An empty query asks for all.
    """
    match = _match(query.words, query.without)
    where, bindings = _where(db, query)
    where.append("f.n < ?")
    bindings.append(below)
    shelves = [
        *(f"topic:{topic.casefold()}" for topic in query.topics),
        *(f"verdict:{verdict}" for verdict in query.verdicts),
    ]
    few = next((shelf for shelf in shelves if _is_short(db, shelf)), None)
    for shelf in shelves if shelves or not shown else [""]:
        if shelf != few:
            where.append(
                """EXISTS (SELECT 1 FROM placement p
                   JOIN shelf h ON h.story = p.story AND h.shelf = ?
                   WHERE p.article = f.id)"""
            )
            bindings.append(shelf)
    if few is not None:
        source = """shelf h JOIN placement p ON p.story = h.story
                    JOIN article i ON i.id = p.article
                    CROSS JOIN article f INDEXED BY article_facets ON f.n = i.n"""
        where.append("h.shelf = ?")
        bindings.append(few)
        if match:
            where.append("f.n IN (SELECT rowid FROM search WHERE search MATCH ?)")
            bindings.append(match)
    elif match:
        source = """search s
                    CROSS JOIN article f INDEXED BY article_facets ON f.n = s.rowid"""
        where.append("search MATCH ?")
        bindings.append(match)
    else:
        source = "article f INDEXED BY article_facets"
    order = "s.rowid" if match and few is None else "f.n"
    numbers = db.execute(
        f"SELECT f.n FROM {source} WHERE {' AND '.join(where)}"  # noqa: S608  # our own words, marks for theirs
        f" ORDER BY {order} DESC LIMIT ?",
        (*bindings, limit),
    ).fetchall()
    fetch = "SELECT record FROM article WHERE n = ?"
    return [(n, db.execute(fetch, (n,)).fetchall()[0][0]) for (n,) in numbers]


def _match(words: tuple[str, ...], without: tuple[str, ...]) -> str:
    """Words and phrases as an FTS5 expression; empty where none is asked for."""
    wanted = " AND ".join(filter(None, map(_term, words)))
    spurned = " OR ".join(filter(None, map(_term, without)))
    return f"({wanted}) NOT ({spurned})" if wanted and spurned else wanted


def _term(word: str) -> str:
    text = indexable(word).replace('"', " ").strip()
    if not any(character.isalnum() for character in text):
        return ""
    return f'"{text}"{"*" if text.endswith("*") else ""}'


def _where(db: apsw.Connection, query: Query) -> tuple[list[str], list[str | int]]:
    """What the article itself must fulfil."""
    where: list[str] = []
    bindings: list[str | int] = []
    for column, values in (
        ("domain", _domains(db, query.sources) if query.sources else None),
        ("language", query.languages or None),
    ):
        if values is not None:
            where.append(f"f.{column} IN ({', '.join('?' * len(values))})")
            bindings += values
    for sign, moment in ((">=", query.after), ("<", query.before)):
        if moment is not None:
            where.append(f"f.time {sign} ?")
            bindings.append(moment)
    if query.without and not query.words:
        where.append("f.n NOT IN (SELECT rowid FROM search WHERE search MATCH ?)")
        bindings.append(" OR ".join(filter(None, map(_term, query.without))))
    return where, bindings


def _domains(db: apsw.Connection, sources: tuple[str, ...]) -> list[str]:
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
    return list(found)


def _is_short(db: apsw.Connection, shelf: str) -> bool:
    """Whether few enough stories stand on the shelf; counted no further than that."""
    rows = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM shelf WHERE shelf = ? LIMIT ?)",
        (shelf, _FEW),
    ).fetchall()
    return bool(rows[0][0] < _FEW)
