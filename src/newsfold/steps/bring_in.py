"""Files brought in by hand: source lists, records, articles as JSON Lines.

What a file is, its content says.  A record makes a story at once: its lead stays the
lead, and its quality, heat, topics and publication are kept until a person changes
them.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.clean import clean
from newsfold.errors import InputError
from newsfold.model import (
    Article,
    Decision,
    Failure,
    Image,
    Judgement,
    Placement,
    Provider,
    Record,
    Repair,
    Story,
)
from newsfold.model.recordfile import parse as parse_record
from newsfold.publish.record import articles_of
from newsfold.sources import opml
from newsfold.steps import BATCH
from newsfold.steps.judge import IMPORTED
from newsfold.text.charset import decode
from newsfold.text.dates import parse as parse_date
from newsfold.text.urls import is_web, registrable
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsfold.model import Instant
    from newsfold.model.recordfile import StoryRecord
    from newsfold.steps import Run

_SNIFF = 2_000


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
    try:
        sources = opml.read(data)
    except InputError as error:
        message = f"{path}: {error}"
        raise InputError(message) from error
    with run.store.transaction():
        new = sum(run.store.sources.add(source, at=run.now) for source in sources)
    return Brought(file=str(path), kind="opml", taken=new, known=len(sources) - new)


# ── records ──────────────────────────────────────────────────────────────────────────


def _record(run: Run, path: Path, data: bytes, *, as_is: bool) -> Brought:
    text = decode(data)[0]
    try:
        record = parse_record(text)
    except InputError as error:
        message = f"{path}: {error}"
        raise InputError(message) from error
    articles = [
        msgspec.structs.replace(
            found if as_is else clean(found, seen=run.now), source=f"record:{path.name}"
        )
        for found in articles_of(record)
    ]
    store = run.store
    with store.transaction():
        saved = [
            store.articles.save(article, at=run.now, extractor=__version__)
            for article in articles
        ]
        ids = tuple(dict.fromkeys(name for _, name in saved))
        standing = store.stories.of(ids[0])
        if standing is not None:
            return Brought(file=str(path), kind="record", taken=0, known=1)
        story = _story(run, ids, articles)
        store.stories.save(story)
        for name in ids:
            store.stories.place(Placement(article=name, story=story.id))
        store.stories.save_imported(story.id, text)
        _keep_judgements(run, story, ids, record)
        store.log.add("story.changed", story.id, at=run.now, why="imported")
    run.counts["stories"] += 1
    return Brought(
        file=str(path),
        kind="record",
        taken=1,
        repairs=tuple(repair for article in articles for repair in article.repairs),
    )


def _story(run: Run, ids: tuple[str, ...], articles: list[Article]) -> Story:
    times = [article.published or run.now for article in articles]
    digest = blake2b(ids[0].encode(), digest_size=6).hexdigest()
    return Story(
        id=f"s{digest}",
        lead=ids[0],
        articles=ids,
        opened=min(times),
        updated=max(times),
        lead_reason="the lead of the imported record",
    )


def _keep_judgements(
    run: Run, story: Story, ids: tuple[str, ...], record: StoryRecord
) -> None:
    """What the record says of quality, topics, heat and publication holds."""
    store = run.store
    qualities = [record.quality, *(related.quality for related in record.related)]
    for name, value in zip(ids, qualities, strict=False):
        _judge(run, name, "quality", {"value": value, "terms": []})
    topics = [{"name": n, "weight": 1.0, "why": ["imported"]} for n in record.topics]
    _judge(run, story.id, "topics", topics)
    _judge(run, story.id, "heat", None)
    store.decisions.save(
        Decision(
            subject=ids[0],
            kind="lead",
            by="person",
            reason="the lead of the imported record",
            at=run.now,
            value=story.id,
        )
    )
    store.decisions.save(
        Decision(
            subject=story.id,
            kind="usable" if record.published else "withheld",
            by="person",
            reason=f"imported with published: {str(record.published).lower()}",
            at=run.now,
        )
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


class Line(msgspec.Struct, rename="camel"):
    """One article as `fold` and `extract` write it; only a title is needed."""

    title: str
    id: str = ""
    excerpt: str = ""
    body: str = ""
    published_date_time: str | None = None
    web_url: str = ""
    original_url: str = ""
    type: str = "article"
    category: str = "news"
    language: str = ""
    provider: dict[str, Any] = {}  # msgspec copies empty defaults
    topics: list[str] = []  # the same
    images: list[Image] = []  # the same


def article_of(line: Line) -> Article:
    """A line as an article; it stands at its URL, or at a `urn:` of its id."""
    moment = parse_date(line.published_date_time or "")
    url = line.web_url or line.original_url
    domain = str(line.provider.get("domain") or registrable(url))
    authors = line.provider.get("authors") or []
    return Article(
        title=line.title,
        web_url=url if is_web(url) else f"urn:newsfold:{line.id or line.title}",
        original_url=line.original_url or url,
        excerpt=line.excerpt,
        excerpt_from="outlet" if line.excerpt else "",
        body=line.body,
        published=moment.instant if moment else None,
        category=line.category,
        type=line.type,
        language=line.language,
        provider=Provider(name=str(line.provider.get("name") or domain), domain=domain),
        authors=tuple(
            str(author.get("name", ""))
            for author in authors
            if isinstance(author, dict)
        ),
        tags=tuple(line.topics),
        images=tuple(line.images),
    )


def _articles(run: Run, path: Path, data: bytes, *, as_is: bool) -> Brought:
    taken = known = failed = 0
    repairs: list[Repair] = []
    lines = list(_lines(path, data, run.now))
    for start in range(0, len(lines), BATCH):
        with run.store.transaction():
            for found in lines[start : start + BATCH]:
                if isinstance(found, Failure):
                    run.store.log.fail(found)
                    failed += 1
                    continue
                article = clean(
                    msgspec.structs.replace(found, source=f"file:{path.name}"),
                    seen=run.now,
                    as_is=as_is,
                )
                outcome, _ = run.store.articles.save(
                    article, at=run.now, extractor=__version__
                )
                taken += outcome == "new"
                known += outcome != "new"
                repairs += article.repairs
        run.progress("importing", min(start + BATCH, len(lines)), len(lines))
    return Brought(
        file=str(path),
        kind="articles",
        taken=taken,
        known=known,
        failed=failed,
        repairs=tuple(repairs),
    )


def _lines(path: Path, data: bytes, now: Instant) -> Iterator[Article | Failure]:
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield article_of(msgspec.json.decode(line, type=Line))
        except msgspec.DecodeError as error:
            yield Failure(
                stage="import",
                subject=f"{path.name}:{number}",
                reason="bad-line",
                detail=str(error),
                at=now,
            )
