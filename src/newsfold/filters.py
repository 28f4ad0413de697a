"""JSON Lines in, JSON Lines out: the stages as filters for anyone's pipeline.

Every line is answered, in order, with its `id`; one that cannot be is answered with an
`error`.  Nothing is kept and no hub is needed.
"""

from __future__ import annotations

import gzip
import json
import time
import zlib
from collections import deque
from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.clean import clean
from newsfold.judge.compare import public
from newsfold.library import Folder, compare
from newsfold.model import Article, Comparison, Page, Request
from newsfold.read import language
from newsfold.sources.line import Line, article_of
from newsfold.text.dates import parse as parse_date

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from newsfold.model import Instant
    from newsfold.steps.parse import Job, Parsed

__all__ = ["compare_lines", "extract_lines", "fold_lines"]

_MAX_BYTES = 16_000_000
"""Bytes of one page, unpacked."""


_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What a hostile line may raise; the last where it is nested without end."""


class _PageLine(msgspec.Struct):
    """One page as `extract` takes it."""

    url: str
    id: Any = None
    file: str | None = None
    html: str | None = None
    fetched: str | None = None


class _BadLineError(Exception):
    """Why a line cannot be answered."""


# ── extract ──────────────────────────────────────────────────────────────────────────


def extract_lines(
    lines: Iterable[bytes], folder: Path, *, now: Instant | None = None
) -> Generator[str, None, None]:
    """Pages in, articles out.

    `folder`: what a line's `file` is relative to.  `now`: when a page was fetched that
    does not say so.
    """
    # Folding and comparing start without them.
    from newsfold.engine.local import LocalEngine
    from newsfold.publish import as_json
    from newsfold.steps.parse import Job, cost

    present = int(time.time()) if now is None else now
    waiting: deque[tuple[Any, str]] = deque()
    """Of each line its id, and why it is no job; in the order of the lines."""

    def jobs() -> Iterator[Job]:
        for number, line in enumerate(_filled(lines), start=1):
            name: Any = number
            try:
                given = _decode(line, _PageLine)
                name = number if given.id is None else given.id
                job = Job(page=_page(given, folder, present))
            except _BadLineError as error:
                waiting.append((_id_of(line, name), str(error)))
                continue
            waiting.append((name, ""))
            yield job

    def refused() -> Iterator[str]:
        while waiting and waiting[0][1]:
            name, error = waiting.popleft()
            yield _dump({"id": name, "error": error})

    with LocalEngine() as engine:
        for outcome in engine.map(_extracted, jobs(), cost=cost):
            yield from refused()
            name, _ = waiting.popleft()
            parsed = outcome.value
            if parsed is not None and parsed.articles:
                yield _dump(as_json.extracted(parsed.articles[0], name))
                continue
            failures = parsed.failures if parsed else (outcome.failure,)
            found = next((failure for failure in failures if failure), None)
            reason = f"{found.reason}: {found.detail}" if found else "no article in it"
            yield _dump({"id": name, "error": reason.removesuffix(": ")})
        yield from refused()


def _extracted(job: Job) -> Parsed:
    """One page parsed, its article's language known."""
    from newsfold.steps.parse import parse

    parsed = parse(job)
    told = tuple(
        msgspec.structs.replace(article, language=language(article))
        for article in parsed.articles[:1]
    )
    return msgspec.structs.replace(parsed, articles=told)


def _page(given: _PageLine, folder: Path, present: Instant) -> Page:
    headers = {"content-type": "text/html"}
    if given.html is not None:
        body = given.html.encode("utf-8", "surrogatepass")
        headers = {"content-type": "text/html; charset=utf-8"}
    elif given.file is not None:
        body = _read(folder / given.file)
    else:
        raise _BadLineError("neither file nor html is given")
    fetched = parse_date(given.fetched) if given.fetched else None
    if given.fetched and fetched is None:
        raise _BadLineError(f"fetched is no time: {given.fetched!r}")
    return Page(
        request=Request(url=given.url, purpose="page"),
        url=given.url,
        status=200,
        fetched=fetched.instant if fetched else present,
        headers=headers,
        body=body,
    )


def _read(path: Path) -> bytes:
    """A page from disk, unpacked where it is gzip, never beyond the cap."""
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if zipped else path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise _BadLineError(f"{path} cannot be read: {error}") from error
    if len(data) > _MAX_BYTES:
        raise _BadLineError(f"{path} is larger than {_MAX_BYTES} bytes")
    return data


# ── fold ─────────────────────────────────────────────────────────────────────────────


def fold_lines(
    lines: Iterable[bytes], *, at_arrival: bool = False, now: Instant | None = None
) -> Generator[str, None, None]:
    """Items in order of arrival in, the story of each out.

    The answer is how it stands at the end, or with `at_arrival` how it stood when the
    item came.  An item without a time has that of the one before it.
    """
    present = int(time.time()) if now is None else now
    folder = Folder()
    rows: list[tuple[Any, str]] = []
    arrived: dict[str, dict[str, Any]] = {}
    known: set[str] = set()
    before = present
    for number, line in enumerate(_filled(lines), start=1):
        try:
            article, name = _item(line, number, present)
        except _BadLineError as bad:
            rows.append((_id_of(line, number), str(bad)))
            continue
        if article.published is None:
            article = msgspec.structs.replace(article, seen=before)
        before = article.time
        if article.id in known:
            rows.append((name, f"id {name!r} was given before"))
            continue
        known.add(article.id)
        placement = folder.add(article)
        rows.append((name, ""))
        if at_arrival:
            arrived[article.id] = {
                "story": placement.story,
                "lead": placement.score == 0.0,
                "copyOf": folder.copy_of(article.id),
            }
    found = arrived if at_arrival else _at_end(folder)
    names = {str(name): name for name, error in rows if not error}
    for name, error in rows:
        if error:
            yield _dump({"id": name, "error": error})
            continue
        row = found[str(name)]
        origin = folder.origin(str(name))
        copy_of = row["copyOf"]
        yield _dump(
            {
                "id": name,
                **row,
                "copyOf": None if copy_of is None else names[copy_of],
                "origin": msgspec.to_builtins(origin) if origin else None,
            }
        )


def _at_end(folder: Folder) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "story": story.id,
            "lead": name == story.lead,
            "copyOf": folder.copy_of(name),
        }
        for story in folder.stories()
        for name in story.articles
    }


# ── compare ──────────────────────────────────────────────────────────────────────────


def compare_lines(
    lines: Iterable[bytes], *, now: Instant | None = None
) -> Generator[str, None, None]:
    """Items with their story in, one line a story out, in order of first mention."""
    present = int(time.time()) if now is None else now
    stories: dict[str | int, list[Article]] = {}
    names: dict[str, Any] = {}
    for number, line in enumerate(_filled(lines), start=1):
        try:
            article, name = _item(line, number, present)
            story = _decode(line, _StoryLine).story
        except _BadLineError as error:
            yield _dump({"id": _id_of(line, number), "error": str(error)})
            continue
        names[article.id] = name
        stories.setdefault(story, []).append(article)
    for story, articles in stories.items():
        answer = _renamed(compare(articles, str(story)), names)
        yield _dump({**answer, "story": story})


class _StoryLine(msgspec.Struct):
    """Which story a line belongs to."""

    story: str | int


def _renamed(comparison: Comparison, names: dict[str, Any]) -> dict[str, Any]:
    """The answer with the ids as they were given: a number stays a number."""
    answer = public(comparison)
    for deal in answer["deals"]:
        deal["article"] = names[deal["article"]]
    for figure in answer["figures"]:
        for report in figure["reports"]:
            report["article"] = names[report["article"]]
    return answer


# ── lines ────────────────────────────────────────────────────────────────────────────


def _item(line: bytes, number: int, present: Instant) -> tuple[Article, Any]:
    """An item as an article under its own id, and the id as it was given."""
    given = _decode(line, dict)
    name = given.get("id", number)
    if not isinstance(name, str | int):
        raise _BadLineError("id is neither text nor a whole number")
    try:
        parsed = msgspec.convert({**given, "id": str(name)}, Line)
    except msgspec.ValidationError as error:
        raise _BadLineError(str(error)) from error
    article = msgspec.structs.replace(article_of(parsed), id=str(name), revision=1)
    return clean(article, seen=present, as_is=True), name


def _decode(line: bytes, type_: Any) -> Any:
    try:
        return msgspec.json.decode(line, type=type_)
    except _UNREADABLE as error:
        raise _BadLineError(str(error)) from error


def _id_of(line: bytes, otherwise: Any) -> Any:
    """The id of a line that is no item, where it can be told."""
    try:
        given = msgspec.json.decode(line)
    except _UNREADABLE:
        return otherwise
    return given.get("id", otherwise) if isinstance(given, dict) else otherwise


def _filled(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line in lines if line.strip())


def _dump(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False)
