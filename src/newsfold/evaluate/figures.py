"""Measures the figures compared in stories against those that people found there.

Data: `figures*.jsonl`, one story a line,

    {"story", "figures": [{"what", "subject", "verdict",
     "reports": [{"id", "value", "unit", "qualifier", "quote", "in"}]}]}

and beside it `items.jsonl` with the articles and `stories*.tsv` with their stories.
A figure that two or more articles report is found when one of ours joins at least two
of its (article, value) pairs.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.errors import InputError
from newsfold.evaluate.items import locate, pairs
from newsfold.judge.compare import compare
from newsfold.model import Article, Figure, Member, Provider
from newsfold.read import read
from newsfold.text.dates import parse

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["evaluate"]

_VERDICTS = {"differs": "conflict"}
_TWO = 2


class _Provider(msgspec.Struct, frozen=True):
    name: str = ""
    domain: str = ""


class _Item(msgspec.Struct, frozen=True, rename="camel"):
    id: str
    title: str
    published_date_time: str
    excerpt: str = ""
    body: str = ""
    web_url: str = ""
    language: str = ""
    provider: _Provider = _Provider()


class _Told(msgspec.Struct, frozen=True):
    id: str
    value: float | None = None


class _Truth(msgspec.Struct, frozen=True):
    what: str
    subject: str
    verdict: str
    reports: tuple[_Told, ...]


class _Story(msgspec.Struct, frozen=True):
    story: str
    figures: tuple[_Truth, ...]


def _member(item: _Item) -> Member:
    moment = parse(item.published_date_time)
    article = Article(
        id=item.id,
        title=item.title,
        excerpt=item.excerpt,
        body=item.body,
        web_url=item.web_url,
        language=item.language,
        published=None if moment is None else moment.instant,
        provider=Provider(name=item.provider.name, domain=item.provider.domain),
    )
    return Member(article=article, reading=read(article))


def evaluate(data: Path) -> dict[str, Any]:
    """Shares found, of right verdicts among these, of true conflicts seen and of shown
    conflicts that are true as far as the labels reach.

    `data` is the labels' file, its folder, or one that holds this as `wire/`.  Raises
    InputError for what cannot be read.
    """
    labels = locate(data, "figures*.jsonl", "wire/figures*.jsonl")
    folder = labels[0].parent
    try:
        stories = [
            msgspec.json.decode(line, type=_Story)
            for path in labels
            for line in path.read_bytes().splitlines()
            if line.strip()
        ]
        items = {
            item.id: item
            for line in (folder / "items.jsonl").read_bytes().splitlines()
            for item in [msgspec.json.decode(line, type=_Item)]
        }
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{data}: {error}") from error
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for table in locate(folder, "stories*.tsv"):
        for item, name, *_ in pairs(table):
            if item in items:
                groups[name.strip()].append(item)
    total = found = right = conflicts = seen = shown = 0
    missed: list[str] = []
    for story in stories:
        ours = compare(
            story.story, [_member(items[one]) for one in groups[story.story]]
        ).figures
        shown += sum(1 for figure in ours if figure.verdict == "conflict")
        for truth in story.figures:
            if len(truth.reports) < _TWO:
                continue
            total += 1
            verdict = _VERDICTS.get(truth.verdict, truth.verdict)
            conflicts += verdict == "conflict"
            best = _joined(ours, truth)
            if best is None:
                missed.append(f"{story.story}: {truth.what} ({truth.subject})")
                continue
            found += 1
            if best.verdict == verdict:
                right += 1
                seen += verdict == "conflict"
            else:
                missed.append(
                    f"{story.story}: {truth.what} {best.verdict}, not {verdict}"
                )
    return {
        "figures": total,
        "found": round(found / total, 4) if total else 0.0,
        "verdict": round(right / found, 4) if found else 0.0,
        "conflicts": conflicts,
        "conflicts_seen": seen,
        "conflicts_shown": shown,
        "wrong": missed,
    }


def _joined(ours: tuple[Figure, ...], truth: _Truth) -> Figure | None:
    """Our figure that joins most of the truth's pairs, two at the least."""
    true = {(told.id, told.value) for told in truth.reports if told.value is not None}
    best, most = None, 1
    for figure in ours:
        joined = len(true & {(r.article, r.value) for r in figure.reports})
        if joined > most:
            best, most = figure, joined
    return best
