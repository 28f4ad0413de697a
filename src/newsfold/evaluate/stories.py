"""Measures the folding against stories that people made.

`data` is one of

- a folder with `items.jsonl` and `stories*.tsv` (item, story): all items are folded,
  the labelled ones scored, at the end and at arrival;
- a JSON Lines file of headlines with `story`: folded whole and thinned to each tenth by
  hash of the id, at the same setting and at the best one for the thinned stream;
- a JSON Lines file of pairs `{"lang", "same_story", "a", "b"}`: how well the score of
  two articles tells the same story from another;
- a folder that holds such folders (`wire/`) or files, itself or in `stories/`.
"""

from __future__ import annotations

import time
from hashlib import blake2b
from statistics import mean
from typing import TYPE_CHECKING, Any

from newsfold.cluster import Window
from newsfold.cluster.online import THRESHOLD
from newsfold.cluster.story import OpenStory, scores, voice
from newsfold.cluster.timeline import Timeline
from newsfold.cluster.vectors import Vocabulary, title_names
from newsfold.dedupe import Index
from newsfold.errors import InputError
from newsfold.evaluate.grouping import agreement, auc, interval
from newsfold.evaluate.items import article, lines, pairs
from newsfold.model import Article
from newsfold.read import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from newsfold.model import Reading

__all__ = ["evaluate"]

_TENTHS = 10
_TUNED = (0.2, 0.25, 0.3, 0.34, 0.38, 0.42, 0.46, 0.5)


def evaluate(data: Path, threshold: float = THRESHOLD) -> dict[str, Any]:
    """The figures of one suite, or of all below a folder.  Raises InputError."""
    if data.name == "items.jsonl":
        data = data.parent
    if (data / "items.jsonl").is_file():
        return _wire(data, threshold)
    if data.is_dir():
        found = {path.parent.name: path.parent for path in data.glob("*/stories*.tsv")}
        found |= {
            path.stem: path
            for pattern in ("*.jsonl", "stories/*.jsonl")
            for path in sorted(data.glob(pattern))
        }
        if not found:
            raise InputError(
                f"{data} holds neither items nor labelled stories;"
                " see docs/reference/evaluation.md"
            )
        return {name: evaluate(path, threshold) for name, path in found.items()}
    rows = lines(data)
    if rows and "same_story" in rows[0]:
        return _pairs(rows)
    if rows and "story" in rows[0]:
        return _headlines(rows, threshold)
    raise InputError(f"{data} has neither stories nor pairs")


def _fold(
    articles: Sequence[Article], readings: Mapping[str, Reading], threshold: float
) -> tuple[dict[str, str], dict[str, str]]:
    """Story by article: at arrival, and at the end."""
    index, timeline = Index(), Timeline(Window(threshold=threshold))
    arrived = {}
    for one in articles:
        reading = readings[one.id]
        copy = index.find(one, reading)
        index.add(one, reading)
        arrived[one.id] = timeline.add(reading, copy.of if copy else "").story
    placed, _ = timeline.settle()
    return arrived, {name: placement.story for name, placement in placed.items()}


def _wire(data: Path, threshold: float) -> dict[str, Any]:
    articles = [article(row) for row in lines(data / "items.jsonl")]
    tables = sorted(data.glob("stories*.tsv"))
    if not tables:
        raise InputError(f"{data} has no stories*.tsv")
    truth = {row[0]: row[1] for table in tables for row in pairs(table)}
    if unknown := truth.keys() - {one.id for one in articles}:
        raise InputError(f"a label is of {min(unknown)!r}, but there is no such item")
    start = time.perf_counter()
    readings = {one.id: read(one) for one in articles}
    arrived, settled = _fold(articles, readings, threshold)
    seconds = time.perf_counter() - start
    groups: dict[str, list[int]] = {}
    order = sorted(truth)
    for at, name in enumerate(order):
        groups.setdefault(truth[name], []).append(at)

    def score(rows: Sequence[int]) -> float:
        chosen = {f"{n}\t{at}": order[at] for n, at in enumerate(rows)}
        found = agreement(
            {k: settled[name] for k, name in chosen.items()},
            {k: truth[name] for k, name in chosen.items()},
        )
        return float(found["all"]["f1"])

    return {
        "end": agreement(settled, truth),
        "interval": interval(score, list(groups.values())),
        "arrival": agreement(arrived, truth),
        "folded": len(articles),
        "seconds": round(seconds, 2),
    }


def _headlines(rows: Sequence[dict[str, Any]], threshold: float) -> dict[str, Any]:
    articles = sorted((article(row) for row in rows), key=lambda a: (a.time, a.id))
    truth = {str(row["id"]): row["story"] for row in rows}
    readings = {one.id: read(one) for one in articles}

    def score(chosen: Sequence[Article], at: float) -> dict[str, Any]:
        _, settled = _fold(chosen, readings, at)
        return agreement(settled, {one.id: truth[one.id] for one in chosen})

    same, tuned = [], []
    for tenth in range(_TENTHS):
        chosen = [one for one in articles if _tenth(one.id) == tenth]
        if chosen:
            same.append(score(chosen, threshold)["all"]["f1"])
            tuned.append([score(chosen, at)["all"]["f1"] for at in _TUNED])
    best = max(range(len(_TUNED)), key=lambda at: mean(row[at] for row in tuned))
    return {
        "whole": score(articles, threshold),
        "thinned": round(mean(same), 4),
        "thinnedTuned": round(mean(row[best] for row in tuned), 4),
        "tunedThreshold": _TUNED[best],
    }


def _tenth(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) % _TENTHS


def _pairs(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for language in sorted({row["lang"] for row in rows}):
        chosen = [row for row in rows if row["lang"] == language]
        found = _scores(chosen, language)
        labels = [bool(row["same_story"]) for row in chosen]

        def measure(
            at: Sequence[int],
            scores: Sequence[float] = found,
            labels: Sequence[bool] = labels,
        ) -> float:
            drawn = [labels[i] for i in at]
            if all(drawn) or not any(drawn):
                return 1.0
            return auc([scores[i] for i in at], drawn)

        figures[language] = {
            "pairs": len(chosen),
            "auc": round(auc(found, labels), 4),
            "interval": interval(measure, [[i] for i in range(len(chosen))]),
        }
    return figures


def _scores(rows: Sequence[dict[str, Any]], language: str) -> list[float]:
    """The score that one article of each pair has for a story of the other."""
    vocabulary = Vocabulary()
    vectors = []
    for row in rows:
        for side in ("a", "b"):
            told = read(
                Article(
                    title=row[side]["title"],
                    body=row[side]["body"],
                    web_url="",
                    language=language,
                )
            )
            vector, _ = vocabulary.vector(told.terms, language, title_names(told))
            vectors.append(vector)
            vocabulary.count(vector.terms, 1)
            vocabulary.stories += 1
    voices = [voice(vector, vocabulary, 0) for vector in vectors]
    found = []
    for one, other in zip(voices[::2], voices[1::2], strict=True):
        story = OpenStory("", language)
        story.join(0, one)
        found += scores(other, [story])
    return found
