"""A story as one Markdown file with YAML front matter: what a hub publishes.

The native profile has exactly these keys, in this order; `actions`, `secured` and the
provider's `images` and `authors` only where there are any:

    category title excerpt publishedDateTime originalUrl webUrl type quality heat
    published · provider{name domain} · topics[] · images[{url width height isCached}] ·
    related[{title excerpt publishedDateTime webUrl type provider quality images}] ·
    secured

`title`, `excerpt`, `originalUrl`, `webUrl`, `url` and `secured` always stand in double
quotes, other strings only where YAML needs it; a blank line stands before the keys set
off by `·`.  Keys that we do not know survive, at every level, after those that we do.

The hugo profile says the same under names that Hugo does not take for its own (see
`newsfold.model.hugo`).  `parse` reads both.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from newsfold.errors import RecordError
from newsfold.model import frontmatter, hugo
from newsfold.model.base import Instant, Record
from newsfold.model.frontmatter import Plain, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Plain",
    "Profile",
    "RecordAction",
    "RecordAuthor",
    "RecordImage",
    "RecordProvider",
    "RelatedRecord",
    "StoryRecord",
    "parse",
    "render",
    "verified",
]

Profile = Literal["native", "hugo"]


class RecordImage(Record, frozen=True, kw_only=True):
    """A picture; width and height in pixels, 0 where unknown."""

    url: str
    width: int = 0
    height: int = 0
    is_cached: bool = False
    extra: dict[str, Any] = {}


class RecordAuthor(Record, frozen=True, kw_only=True):
    """Somebody who wrote it."""

    name: str
    extra: dict[str, Any] = {}


class RecordProvider(Record, frozen=True, kw_only=True):
    """The outlet."""

    name: str = ""
    domain: str = ""
    images: tuple[RecordImage, ...] = ()
    authors: tuple[RecordAuthor, ...] = ()
    extra: dict[str, Any] = {}


class RecordAction(Record, frozen=True, kw_only=True):
    """Something that a reader may do: a link with its words."""

    url: str = ""
    type: str = ""
    title: str = ""
    attribution: str = ""
    extra: dict[str, Any] = {}


class RelatedRecord(Record, frozen=True, kw_only=True):
    """Another outlet's report of the story.  `quality` -1: not scored."""

    title: str
    web_url: str
    excerpt: str = ""
    published_date_time: Instant | None = None
    type: str = "article"
    provider: RecordProvider = RecordProvider()
    quality: int = -1
    images: tuple[RecordImage, ...] = ()
    extra: dict[str, Any] = {}


class StoryRecord(Record, frozen=True, kw_only=True):
    """One record file.  `quality` and `heat` run from 0 to 100; -1: not scored."""

    title: str
    original_url: str = ""
    web_url: str = ""
    category: str = "news"
    excerpt: str = ""
    published_date_time: Instant | None = None
    type: str = "article"
    quality: int = -1
    heat: int = -1
    published: bool = False
    provider: RecordProvider = RecordProvider()
    topics: tuple[str, ...] = ()
    images: tuple[RecordImage, ...] = ()
    actions: tuple[RecordAction, ...] = ()
    related: tuple[RelatedRecord, ...] = ()
    secured: str = ""
    """The encrypted private part (see `newsfold.store.seal`)."""
    extra: dict[str, Any] = {}
    """Keys that we do not know, as they were."""
    body: str = ""
    """What follows the front matter and its empty line, as it is."""


_QUOTED = frozenset({"title", "excerpt", "originalUrl", "webUrl", "url", "secured"})
_SPACED = frozenset(
    {"provider", "topics", "images", "imageDetails", "actions", "related", "secured"}
)
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?"
    r" ?(Z|z|[+-]\d\d:?\d\d)?)?"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WHOLE = re.compile(r"[-+]?\d{1,15}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse(text: str) -> StoryRecord:
    """Read a record file of either profile.

    Raises RecordError, with the line where there is one, for anything else.
    """
    front, body = frontmatter.split(text)
    tree = frontmatter.load(front)
    if hugo.recognises(tree):
        tree = hugo.restore(tree)
    record: StoryRecord = _STORY.read(tree, "record")
    if not record.title.strip():
        raise RecordError("record: it has no title")
    if not (record.web_url or record.original_url):
        raise RecordError("record: it has neither webUrl nor originalUrl")
    return msgspec.structs.replace(record, body=body)


def render(record: StoryRecord, profile: Profile = "native") -> str:
    """Write a record file.  Raises RecordError for what a file cannot hold."""
    tree = _STORY.write(record)
    if profile == "hugo":
        tree = hugo.rename(tree, known=_STORY.names)
    front = frontmatter.emit(tree, quoted=_QUOTED, spaced=_SPACED)
    return f"---\n{front}---\n\n{record.body}"


def verified(record: StoryRecord, profile: Profile = "native") -> str:
    """Write a record file, read it again and compare.

    What comes out says what `record` says, no more: no value of it can flip
    `published`, add a key or end the front matter.  Raises RecordError otherwise.
    """
    text = render(record, profile)
    if not text.isascii() and _SURROGATE.search(text):
        raise RecordError("the body holds half a surrogate pair")
    if parse(text) != record:
        raise RecordError(f"record {record.title[:60]!r} does not read back as written")
    return text


class _Key(NamedTuple):
    """How one key of a record is read from a node and written to a value."""

    name: str
    attribute: str
    read: Callable[[Any, str], Any]
    write: Callable[[Any], Any]
    optional: bool = False
    """Not written where it is empty."""


class _Shape:
    """The keys of one kind of record, in their order."""

    def __init__(
        self, kind: type[Record], keys: tuple[_Key, ...], bare: str = ""
    ) -> None:
        self._kind = kind
        self._keys = keys
        self.names = {key.name: key for key in keys}
        self._bare = bare
        """The key that a bare text stands for."""

    def read(self, node: Any, where: str) -> Any:
        """A record from a mapping.  Raises RecordError with its place."""
        if isinstance(node, Scalar) and self._bare:
            node = {self._bare: node}
        if not isinstance(node, dict):
            raise RecordError(f"{where}: no mapping{_line(node)}")
        values: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for name, item in node.items():
            key = self.names.get(name)
            if key is None:
                extra[name] = frontmatter.plain_value(item)
            elif not _is_null(item):
                values[key.attribute] = key.read(item, f"{where}.{name}")
        if extra:
            values["extra"] = extra
        try:
            return self._kind(**values)
        except TypeError as error:
            raise RecordError(f"{where}: {str(error).lower()}") from error

    def write(self, record: Any) -> dict[str, Any]:
        """The tree that `frontmatter.emit` takes."""
        tree: dict[str, Any] = {}
        last: dict[str, Any] = {}
        for key in self._keys:
            value = getattr(record, key.attribute)
            if value or not key.optional:
                (last if key.name == "secured" else tree)[key.name] = key.write(value)
        for name, value in record.extra.items():
            if name in self.names:
                raise RecordError(f"extra key {name!r} is one of the record's own")
            tree[name] = value
        return tree | last


def _line(node: Any) -> str:
    return f" (line {node.line})" if isinstance(node, Scalar) else ""


def _is_null(node: Any) -> bool:
    return isinstance(node, Scalar) and node.plain and node.text in _NULLS


def _text(node: Any, where: str) -> str:
    if not isinstance(node, Scalar):
        raise RecordError(f"{where}: must be one text")
    return node.text


def _whole(node: Any, where: str) -> int:
    text = _text(node, where)
    if not _WHOLE.fullmatch(text):
        raise RecordError(f"{where}: must be a whole number{_line(node)}")
    return int(text)


def _flag(node: Any, where: str) -> bool:
    text = _text(node, where).lower()
    if not node.plain or text not in {"true", "false"}:
        raise RecordError(f"{where}: must be true or false{_line(node)}")
    return text == "true"


def _moment(node: Any, where: str) -> Instant:
    match = _TIME.fullmatch(_text(node, where).strip())
    wrong = f"{where}: must be a time like 2026-02-18T03:00:00Z{_line(node)}"
    if match is None:
        raise RecordError(wrong)
    day, clock, zone = match.groups()
    text = f"{day}T{clock or '00:00'}{(zone or 'Z').upper()}"
    try:
        return (datetime.fromisoformat(text) - _EPOCH) // timedelta(seconds=1)
    except (ValueError, OverflowError) as error:
        raise RecordError(wrong) from error


def _iso(instant: Instant | None) -> Plain | None:
    if instant is None:
        return None
    try:
        moment = _EPOCH + timedelta(seconds=instant)
    except OverflowError as error:
        raise RecordError(f"time {instant} is beyond the year 9999") from error
    return Plain(text=moment.isoformat().removesuffix("+00:00") + "Z")


def _many(read: Callable[[Any, str], Any]) -> Callable[[Any, str], tuple[Any, ...]]:
    def read_all(node: Any, where: str) -> tuple[Any, ...]:
        nodes = node if isinstance(node, list) else [node]
        return tuple(read(item, f"{where}[{n}]") for n, item in enumerate(nodes))

    return read_all


def _same(value: Any) -> Any:
    return value


def _string(name: str, attribute: str = "", *, optional: bool = False) -> _Key:
    return _Key(name, attribute or name, _text, _same, optional)


def _list(name: str, shape: _Shape, *, optional: bool = False) -> _Key:
    return _Key(
        name,
        name,
        _many(shape.read),
        lambda records: [shape.write(record) for record in records],
        optional,
    )


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_IMAGE = _Shape(
    RecordImage,
    (
        _string("url"),
        _Key("width", "width", _whole, _same),
        _Key("height", "height", _whole, _same),
        _Key("isCached", "is_cached", _flag, _same),
    ),
    bare="url",
)
_PROVIDER = _Shape(
    RecordProvider,
    (
        _string("name"),
        _string("domain"),
        _list("images", _IMAGE, optional=True),
        _list(
            "authors", _Shape(RecordAuthor, (_string("name"),), "name"), optional=True
        ),
    ),
    bare="name",
)
_ACTION = _Shape(
    RecordAction,
    (
        _string("url"),
        _string("type", optional=True),
        _string("title", optional=True),
        _string("attribution", optional=True),
    ),
)
_TIME_KEY = _Key("publishedDateTime", "published_date_time", _moment, _iso)
_PROVIDER_KEY = _Key("provider", "provider", _PROVIDER.read, _PROVIDER.write)
_QUALITY_KEY = _Key("quality", "quality", _whole, _same)
_RELATED = _Shape(
    RelatedRecord,
    (
        _string("title"),
        _string("excerpt"),
        _TIME_KEY,
        _string("webUrl", "web_url"),
        _string("type"),
        _PROVIDER_KEY,
        _QUALITY_KEY,
        _list("images", _IMAGE),
    ),
)
_STORY = _Shape(
    StoryRecord,
    (
        _string("category"),
        _string("title"),
        _string("excerpt"),
        _TIME_KEY,
        _string("originalUrl", "original_url"),
        _string("webUrl", "web_url"),
        _string("type"),
        _QUALITY_KEY,
        _Key("heat", "heat", _whole, _same),
        _Key("published", "published", _flag, _same),
        _PROVIDER_KEY,
        _Key("topics", "topics", _many(_text), list),
        _list("images", _IMAGE),
        _list("actions", _ACTION, optional=True),
        _list("related", _RELATED),
        _string("secured", optional=True),
    ),
)
