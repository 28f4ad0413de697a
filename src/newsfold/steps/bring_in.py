"""Files brought in by hand: source lists, records, articles as JSON Lines.

What a file is, its content says.  A record makes a story at once: its lead stays the
lead, and its quality, heat, topics and publication are kept until a person changes
them.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from newsfold.clean import clean
from newsfold.cluster.story import mint
from newsfold.errors import InputError
from newsfold.model import (
    Article,
    Decision,
    Failure,
    Judgement,
    Placement,
    Record,
    Repair,
    Story,
)
from newsfold.model.recordfile import StoryRecord
from newsfold.model.recordfile import parse as parse_record
from newsfold.publish.record import articles_of
from newsfold.sources import opml
from newsfold.sources.line import Line, article_of
from newsfold.steps.judge import IMPORTED
from newsfold.steps.listing import list_anew
from newsfold.text.charset import decode
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from newsfold.engine import Outcome
    from newsfold.model import Instant
    from newsfold.steps import Run
    from newsfold.store import Store

_T = TypeVar("_T")
_SNIFF = 2_000
_BATCH = 40
"""Lines in one transaction: whole articles, half a millisecond each."""


class Brought(Record, frozen=True, kw_only=True):
    """What one file gave."""

    file: str
    kind: str
    """`opml`, `record` or `articles`."""
    taken: int
    """Sources, stories or articles that are new."""
    known: int = 0
    """Those that were here already."""
    failed: int = 0
    """Items that could not be taken; `list failures` names them."""
    repairs: tuple[Repair, ...] = ()
    """Everything that was mended on the way in."""


def bring_in(run: Run, path: Path, *, as_is: bool = False) -> Brought:
    """Take in one file; `as_is` repairs nothing.

    Raises InputError when the file cannot be read or is none of the kinds known.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise InputError(message) from error
    head = data[:_SNIFF].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"---"):
        return _record(run, path, data, as_is=as_is)
    if head.startswith(b"{"):
        return _articles(run, path, data, as_is=as_is)
    if head.startswith(b"<"):
        return _opml(run, path, data)
    message = (
        f"{path} is no file that can be imported: it is neither OPML, nor a record "
        "(Markdown with front matter), nor JSON Lines of articles"
    )
    raise InputError(message)


def _opml(run: Run, path: Path, data: bytes) -> Brought:
    sources = _read(run, path, opml.read, data)
    with run.store.transaction():
        new = sum(run.store.sources.add(source, at=run.now) for source in sources)
    return Brought(file=str(path), kind="opml", taken=new, known=len(sources) - new)


def _read(run: Run, path: Path, reader: Callable[[bytes], _T], data: bytes) -> _T:
    """What `reader` makes of a file, in a worker: whoever wrote it is a stranger.

    Raises InputError when it is refused.
    """
    (outcome,) = run.engine.map(partial(_or_refusal, reader), [data])
    if outcome.failure is not None:
        message = f"{path} cannot be read: {outcome.failure.detail}"
        raise InputError(message)
    if isinstance(outcome.value, _Refusal):
        message = f"{path}: {outcome.value.why}"
        raise InputError(message)
    return cast("_T", outcome.value)


class _Refusal(Record, frozen=True):
    """Why a file or line cannot be taken."""

    why: str


def _or_refusal(reader: Callable[[bytes], _T], data: bytes) -> _T | _Refusal:
    try:
        return reader(data)
    except InputError as error:
        return _Refusal(str(error))


# ── records ──────────────────────────────────────────────────────────────────────────


class _Told(Record, frozen=True, kw_only=True):
    """What a record file says."""

    text: str
    record: StoryRecord
    articles: tuple[Article, ...]
    """The lead first, each address once."""
    qualities: tuple[int, ...]
    """What each of the articles was given."""


def _record(run: Run, path: Path, data: bytes, *, as_is: bool) -> Brought:
    reader = partial(
        _read_record, seen=run.now, as_is=as_is, source=f"record:{path.name}"
    )
    told = _read(run, path, reader, data)
    store = run.store
    with store.transaction():
        forgotten = any(
            store.forgotten.has(article.web_url, article.original_url)
            for article in told.articles
        )
        if forgotten or _is_imported(store, told.articles[0]):
            return Brought(file=str(path), kind="record", taken=0, known=1)
        ids = tuple(
            store.articles.save(article, at=run.now, extractor=__version__)[1]
            for article in told.articles
        )
        story = _place(store, ids)
        store.stories.save(story)
        store.stories.save_imported(story.id, told.text)
        qualities = dict(zip(ids, told.qualities, strict=True))
        _keep_judgements(run, story, qualities, told.record)
        store.log.add("story.changed", story.id, at=run.now, why="imported")
        list_anew(store, [story.id])
    run.counts["stories"] += 1
    return Brought(
        file=str(path),
        kind="record",
        taken=1,
        repairs=tuple(r for article in told.articles for r in article.repairs),
    )


def _read_record(data: bytes, *, seen: Instant, as_is: bool, source: str) -> _Told:
    text = decode(data)[0]
    record = parse_record(text)
    qualities = [record.quality, *(related.quality for related in record.related)]
    told: dict[str, tuple[Article, int]] = {}
    for found, quality in zip(articles_of(record), qualities, strict=True):
        article = found if as_is else clean(found, seen=seen)
        article = msgspec.structs.replace(article, source=source)
        told.setdefault(article.web_url, (article, quality))
    return _Told(
        text=text,
        record=record,
        articles=tuple(article for article, _ in told.values()),
        qualities=tuple(quality for _, quality in told.values()),
    )


def _is_imported(store: Store, lead: Article) -> bool:
    """Whether the lead stands in a story that came with a record."""
    known = store.articles.by_url(lead.web_url)
    story = None if known is None else store.stories.of(known.id)
    return story is not None and store.stories.imported(story) is not None


def _place(store: Store, ids: tuple[str, ...]) -> Story:
    """The story that a record makes of its articles, the lead first.

    Where the lead stands in a story already, that story takes in the others.  What
    stands in another story stays there: an article is in one story only.
    """
    lead = ids[0]
    name = store.stories.of(lead) or mint(lead)
    placed = store.stories.placements(ids)
    for article in ids:
        if article not in placed:
            store.stories.place(Placement(article=article, story=name))
    members = store.articles.many(store.stories.members(name))
    order = sorted(members.values(), key=lambda a: (a.id != lead, a.time, a.id))
    times = [article.time for article in order]
    return Story(
        id=name,
        lead=lead,
        articles=tuple(article.id for article in order),
        opened=min(times),
        updated=max(times),
        lead_reason="the lead of the imported record",
    )


def _keep_judgements(
    run: Run, story: Story, qualities: Mapping[str, int], record: StoryRecord
) -> None:
    """What the record says of quality, topics, heat and publication holds."""
    store = run.store
    for name in story.articles:
        if name in qualities:
            _judge(run, name, "quality", {"value": qualities[name], "terms": []})
    topics = [{"name": n, "weight": 1.0, "why": ["imported"]} for n in record.topics]
    _judge(run, story.id, "topics", topics)
    _judge(run, story.id, "heat", None)
    store.decisions.save(
        Decision(
            subject=story.lead,
            kind="lead",
            by="person",
            reason="the lead of the imported record",
            at=run.now,
            value=story.id,
        )
    )
    published = Decision(
        subject=story.id,
        kind="usable" if record.published else "withheld",
        by="person",
        reason=f"imported with published: {str(record.published).lower()}",
        at=run.now,
    )
    store.decisions.save(published)
    store.log.add(
        "story.decided",
        story.id,
        at=run.now,
        decision=published.kind,
        by=published.by,
        reason=published.reason,
    )


def _judge(run: Run, subject: str, kind: Any, value: Any) -> None:
    run.store.stories.save_judgement(
        Judgement(
            subject=subject,
            kind=kind,
            value=value,
            stage_version=IMPORTED,
            input_hash="",
        )
    )


# ── articles as JSON Lines ───────────────────────────────────────────────────────────


def _articles(run: Run, path: Path, data: bytes, *, as_is: bool) -> Brought:
    lines = [
        (number, line)
        for number, line in enumerate(data.splitlines(), start=1)
        if line.strip()
    ]
    reader = partial(_read_line, seen=run.now, as_is=as_is, source=f"file:{path.name}")
    outcomes = run.engine.map(reader, lines, cost=_cost)
    repairs: list[Repair] = []
    counts: Counter[str] = Counter()
    done = 0
    while batch := list(islice(outcomes, _BATCH)):
        with run.store.transaction():
            for outcome in batch:
                article = outcome.value
                if not isinstance(article, Article):
                    subject = f"{path.name}:{outcome.item[0]}"
                    run.store.log.fail(_failure(run, subject, outcome))
                    counts["failed"] += 1
                    continue
                what, _ = run.store.articles.save(
                    article, at=run.now, extractor=__version__
                )
                counts["taken" if what == "new" else "known"] += 1
                repairs += article.repairs
        done += len(batch)
        run.progress("importing", done, len(lines))
    return Brought(
        file=str(path),
        kind="articles",
        taken=counts["taken"],
        known=counts["known"],
        failed=counts["failed"],
        repairs=tuple(repairs),
    )


def _read_line(
    numbered: tuple[int, bytes], *, seen: Instant, as_is: bool, source: str
) -> Article | _Refusal:
    try:
        found = article_of(msgspec.json.decode(numbered[1], type=Line))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _Refusal(str(error))
    article = msgspec.structs.replace(found, source=source)
    return clean(article, seen=seen, as_is=as_is)


def _cost(numbered: tuple[int, bytes]) -> int:
    return len(numbered[1])


def _failure(run: Run, subject: str, outcome: Outcome[Any, Any]) -> Failure:
    why = outcome.failure
    if why is None:
        detail = cast("_Refusal", outcome.value).why
        why = Failure(stage="", subject="", reason="bad-line", detail=detail)
    return msgspec.structs.replace(why, stage="import", subject=subject, at=run.now)
