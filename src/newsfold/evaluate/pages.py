"""Measures the reading of pages against what people, or an outlet's own parser, read.

Data: a folder with `truth.jsonl`, one of several such folders, or one that holds these
in `pages/`; one line a page,

    {"id", "file", "url", "fetched"?, "truth": {"title"?, "published"?, "authors"?,
     "topics"?, "body"?, "with"?, "without"?}}

where `file` may be gzip and a missing field of the truth is unknown.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from newsfold.clean import clean
from newsfold.errors import InputError
from newsfold.evaluate.items import locate
from newsfold.extract.page import extract_page
from newsfold.model import Page, Request
from newsfold.text import charset, dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["evaluate"]

_MINUTE = 60.5
"""Seconds; what still counts as the same minute."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")
_WORDS = 4
_NOT_WORD = re.compile(r"\W")


class _Sample(NamedTuple):
    """One page of the data."""

    url: str
    fetched: int
    content: bytes
    truth: dict[str, Any]


class _Read(NamedTuple):
    """What one reader found; None where it does not read that field.

    One that reads no authors reads no times either.
    """

    body: str
    title: str | None = None
    published: int | None = None
    """Epoch seconds; None: not found, or no such field."""
    day: date | None = None
    authors: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None


_WARM = _Sample("https://quay.example/", 0, b"<p>Nothing but words.</p>" * 9, {})
"""A page that states nothing makes a reader load all that it has, once: that is
start-up, not the price of a page."""

_Reader: TypeAlias = Callable[[_Sample, str], _Read]


def evaluate(data: Path, *, peers: bool = False) -> dict[str, Any]:
    """Accuracy and CPU time by set and reader.

    Figures of a set: `body` (F1 over four-word shingles, mean over pages), `segments`
    (F1 of what must and must not be kept), `title`, `minute` (of times with
    a zone), `day`, `authors` (F1), `topics` (recall), `ms` (CPU milliseconds a page,
    start-up apart).  Readers: `newsfold`, `trafilatura` and, with `peers`, those of
    newspaper4k, readability-lxml and resiliparse that are installed; a peer that raises
    reads nothing of that page.

    Raises InputError where there is no truth or it cannot be read.
    """
    readers: dict[str, _Reader] = {"newsfold": _newsfold, "trafilatura": _trafilatura}
    if peers:
        readers |= _peers()
    truths = locate(data, "truth.jsonl", "*/truth.jsonl", "pages/*/truth.jsonl")
    return {path.parent.name: _one_set(path, readers) for path in truths}


def _one_set(truth: Path, readers: dict[str, _Reader]) -> dict[str, Any]:
    tallies = {name: _Tally() for name in readers}
    pages = 0
    for reader in readers.values():
        with suppress(Exception):  # a peer may raise anything
            reader(_WARM, _WARM.content.decode())
    for sample in _samples(truth):
        pages += 1
        text, _ = charset.decode(sample.content)
        for name, reader in readers.items():
            tally = tallies[name]
            start = time.process_time()
            try:
                read = reader(sample, text)
            except Exception:  # a peer may raise anything
                if name == "newsfold":
                    raise
                read = _Read("")
            tally.seconds += time.process_time() - start
            tally.add(sample, read)
    return {"pages": pages} | {
        name: one.figures(pages) for name, one in tallies.items()
    }


def _samples(path: Path) -> Iterator[_Sample]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise InputError(message) from error
    for number, line in enumerate(lines, start=1):
        try:
            given = json.loads(line)
            content = (path.parent / given["file"]).read_bytes()
            if given["file"].endswith(".gz"):
                content = gzip.decompress(content)
            moment = dates.parse(given["fetched"]) if given.get("fetched") else None
            fetched = moment.instant if moment else 0
            yield _Sample(given["url"], fetched, content, given["truth"])
        except (ValueError, KeyError, TypeError, OSError) as error:
            message = f"{path}:{number}: {error}"
            raise InputError(message) from error


# ── the measures ─────────────────────────────────────────────────────────────────────


class _Tally:
    """What one reader got right so far."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._scores: defaultdict[str, list[float]] = defaultdict(list)
        self._kept = self._missed = self._wrong = 0

    def add(self, sample: _Sample, read: _Read) -> None:
        """Compare what was read of one page with its truth."""
        truth = sample.truth
        if "body" in truth:
            self._scores["body"].append(_body_score(truth["body"], read.body))
        if "with" in truth:
            self._count_segments(truth, read.body)
        if "title" in truth and read.title is not None:
            self._scores["title"].append(_fold(truth["title"]) == _fold(read.title))
        if "published" in truth and read.authors is not None:
            self._score_time(truth["published"], read)
        if truth.get("authors") is not None and read.authors is not None:
            self._scores["authors"].append(_set_score(truth["authors"], read.authors))
        if truth.get("topics") and read.topics is not None:
            wanted = set(map(_fold, truth["topics"]))
            found = wanted & set(map(_fold, read.topics))
            self._scores["topics"].append(len(found) / len(wanted))

    def _count_segments(self, truth: dict[str, Any], body: str) -> None:
        text = _squeezed(body)
        kept = sum(_squeezed(segment) in text for segment in truth["with"])
        self._kept += kept
        self._missed += len(truth["with"]) - kept
        self._wrong += sum(_squeezed(s) in text for s in truth.get("without", ()))

    def _score_time(self, stated: str, read: _Read) -> None:
        try:
            wanted = datetime.fromisoformat(stated)
        except ValueError:
            return
        zone = wanted.tzinfo
        if zone is not None:  # without one, the truth is no moment
            near = (
                read.published is not None
                and abs(read.published - wanted.timestamp()) <= _MINUTE
            )
            self._scores["minute"].append(near)
        days = {read.day}
        if read.published is not None:
            found = datetime.fromtimestamp(read.published, UTC)
            days.add(found.date())
            if zone is not None:
                days.add(found.astimezone(zone).date())
        utc = wanted.astimezone(UTC).date() if zone else wanted.date()
        self._scores["day"].append(wanted.date() in days or utc in days)

    def figures(self, pages: int) -> dict[str, float]:
        """The means, rounded to what they are worth."""
        means = {
            field: round(sum(scores) / len(scores), 4)
            for field, scores in self._scores.items()
        }
        if self._kept + self._missed:
            most = 2 * self._kept + self._missed + self._wrong
            means["segments"] = round(2 * self._kept / max(1, most), 4)
        means["ms"] = round(self.seconds / max(1, pages) * 1000, 2)
        return means


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if len(words) < _WORDS:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(zip(*(words[start:] for start in range(_WORDS)), strict=False))


def _body_score(wanted: str, found: str) -> float:
    one, other = _shingles(wanted), _shingles(found)
    if not one or not other:
        return float(one == other)
    return 2 * (one & other).total() / (one.total() + other.total())


def _set_score(wanted: Iterable[str], found: Iterable[str]) -> float:
    one, other = set(map(_fold, wanted)), set(map(_fold, found))
    if not one and not other:
        return 1.0
    return 2 * len(one & other) / (len(one) + len(other))


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", html.unescape(text)).casefold()
    return _NOT_WORD.sub("", folded)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


# ── the readers ──────────────────────────────────────────────────────────────────────


def _newsfold(sample: _Sample, text: str) -> _Read:
    del text  # ours decodes for itself
    request = Request(url=sample.url)
    page = Page(
        request=request,
        url=sample.url,
        status=200,
        fetched=sample.fetched,
        body=sample.content,
    )
    found = extract_page(page).articles
    if not found:
        return _Read("", "", authors=(), topics=())
    article = clean(found[0], seen=sample.fetched)
    stated = article.evidence.get("publishedAsStated", "")[:10]
    day = date.fromisoformat(stated) if _ISO_DAY.fullmatch(stated) else None
    return _Read(
        article.body,
        article.title,
        article.published,
        day,
        article.authors,
        article.tags,
    )


_ISO_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])")


def _peers() -> dict[str, _Reader]:
    known: tuple[tuple[str, str, _Reader], ...] = (
        ("newspaper4k", "newspaper", _newspaper),
        ("readability-lxml", "readability", _readability),
        ("resiliparse", "resiliparse", _resiliparse),
    )
    return {
        name: reader for name, module, reader in known if find_spec(module) is not None
    }


def _trafilatura(sample: _Sample, text: str) -> _Read:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        text, url=sample.url, with_metadata=True, include_comments=False
    )
    if found is None:
        return _Read("", "", authors=(), topics=())
    moment = dates.parse(found.date) if found.date else None
    authors = tuple(found.author.split("; ")) if found.author else ()
    topics = (*(found.categories or ()), *(found.tags or ()))
    return _Read(
        found.text or "",
        found.title or "",
        moment.instant if moment else None,
        authors=authors,
        topics=topics,
    )


def _newspaper(sample: _Sample, text: str) -> _Read:
    # Unless told, it asks the network for pictures and for the public suffixes.
    suffixes: Any = import_module("tldextract.tldextract")
    if suffixes.TLD_EXTRACTOR.suffix_list_urls:
        suffixes.TLD_EXTRACTOR = suffixes.TLDExtract(suffix_list_urls=())
    article = import_module("newspaper").Article(sample.url, fetch_images=False)
    article.download(input_html=text)
    article.parse()
    moment = article.publish_date
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return _Read(
        article.text or "",
        article.title or "",
        int(moment.timestamp()) if moment else None,
        authors=tuple(article.authors),
        topics=(*article.meta_keywords, *(article.tags or ())),
    )


def _readability(sample: _Sample, text: str) -> _Read:
    del sample
    from lxml.html import fromstring

    document = import_module("readability").Document(text)
    return _Read(fromstring(document.summary()).text_content(), document.short_title())


def _resiliparse(sample: _Sample, text: str) -> _Read:
    del sample
    plain = import_module("resiliparse.extract.html2text").extract_plain_text
    return _Read(plain(text, main_content=True, alt_texts=False))
