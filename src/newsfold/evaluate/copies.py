"""Measures copies and named origins against what people read.

`data` is a folder with `items.jsonl` (or one that holds it as `wire/`) and any of

- `copies*.tsv` (item, item, same-copy or independent): a pair is called a copy when
  both have the same origin;
- `origins*.tsv` (item, kind, name as written, words); items of other folders beside
  this one (`vertical/items.jsonl`) are looked up too.

Copies are also made from the long texts of the items: cut after two fifths, and wrapped
in another outlet's furniture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.dedupe import Index
from newsfold.errors import InputError
from newsfold.evaluate.items import article, lines, locate, pairs
from newsfold.model import Provider
from newsfold.read import read
from newsfold.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from newsfold.model import Article, Reading

__all__ = ["evaluate"]

_LONG = 1500
"""Characters from which a text is long enough to be cut."""

_BEFORE = (
    "Sign up for our newsletter: the best of the day, every morning, free of charge."
)
_AFTER = "Read next: ten things to do this weekend in town. All rights reserved by us."
_ELSEWHERE = Provider(name="Elsewhere", domain="elsewhere.example")


def evaluate(data: Path) -> dict[str, Any]:
    """Copies found and wrongly called, constructed copies found, origins found and
    rightly named.  Raises InputError.
    """
    data = locate(data, "items.jsonl", "wire/items.jsonl")[0].parent
    articles = {a.id: a for a in map(article, lines(data / "items.jsonl"))}
    readings = {name: read(one) for name, one in articles.items()}
    origin = _origins_of(articles, readings)
    figures: dict[str, Any] = {"items": len(articles)}
    if tables := sorted(data.glob("copies*.tsv")):
        rows = [row for table in tables for row in pairs(table, 3)]
        _known((name for row in rows for name in row[:2]), origin)
        called = {
            kind: [origin[a] == origin[b] for a, b, k, *_ in rows if k == kind]
            for kind in ("same-copy", "independent")
        }
        figures["copiesFound"] = _share(called["same-copy"])
        figures["independentCalledCopy"] = _share(called["independent"])
    figures["pairsCalledCopy"] = sum(origin[name] != name for name in origin)
    figures.update(_constructed(articles, readings, origin))
    if tables := sorted(data.glob("origins*.tsv")):
        rows = [row for table in tables for row in pairs(table, 3)]
        others = {
            a.id: a
            for path in sorted(data.parent.glob("*/items.jsonl"))
            for a in map(article, lines(path))
        }
        _known((row[0] for row in rows), found := {**others, **articles})
        figures.update(_named(rows, found))
    return figures


def _origins_of(
    articles: Mapping[str, Article], readings: Mapping[str, Reading]
) -> dict[str, str]:
    """The origin of each article, itself where its text is its own."""
    index = Index()
    origin = {}
    for name, one in articles.items():
        copy = index.find(one, readings[name])
        origin[name] = copy.of if copy else name
        for turned in index.add(one, readings[name]):
            origin[turned.article] = turned.of
    return origin


def _constructed(
    articles: Mapping[str, Article],
    readings: Mapping[str, Reading],
    origin: Mapping[str, str],
) -> dict[str, Any]:
    index = Index()
    for name, one in articles.items():
        index.add(one, readings[name])
    cut: list[bool] = []
    wrapped: list[bool] = []
    for name, one in articles.items():
        if len(one.body) < _LONG:
            continue
        later = msgspec.structs.replace(
            one, provider=_ELSEWHERE, excerpt="", published=one.time + 60
        )
        bodies = {
            "cut": one.body[: int(0.4 * len(one.body))],
            "wrapped": f"{_BEFORE}\n\n{one.body}\n\n{_AFTER}",
        }
        for kind, found in (("cut", cut), ("wrapped", wrapped)):
            copy_ = msgspec.structs.replace(
                later, id=f"{name}-{kind}", body=bodies[kind]
            )
            copy = index.find(copy_, read(copy_))
            found.append(copy is not None and copy.of == origin[name])
    return {"cutFound": _share(cut), "wrappedFound": _share(wrapped)}


def _known(names: Iterable[str], articles: Container[str]) -> None:
    """Raises InputError for a label of an article that is not there."""
    for name in names:
        if name not in articles:
            raise InputError(f"a label is of {name!r}, but there is no such item")


def _named(rows: list[list[str]], articles: Mapping[str, Article]) -> dict[str, Any]:
    """How many of the named origins are found, with the right name and kind."""
    found, right, kinds = 0, 0, 0
    for name, kind, written, *_ in rows:
        origin = read(articles[name]).origin
        if origin is None:
            continue
        found += 1
        ours = _key(origin.name)
        right += any(
            ours and theirs and (ours in theirs or theirs in ours)
            for theirs in map(_key, written.split(";"))
        )
        kinds += origin.kind == kind
    return {
        "origins": len(rows),
        "originsFound": round(found / len(rows), 3),
        "rightName": round(right / (found or 1), 3),
        "rightKind": round(kinds / (found or 1), 3),
    }


def _key(name: str) -> str:
    return re.sub(r"\(.*?\)|\bthe\b|\W", "", fold(name))


def _share(hits: list[bool]) -> float | None:
    return round(sum(hits) / len(hits), 3) if hits else None
