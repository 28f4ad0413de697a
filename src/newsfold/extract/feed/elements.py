"""An XML feed's elements → drafts.

RSS, RDF and Atom are read by one table from element names to readers, since feeds mix
them freely (an Atom link in an RSS item, Dublin Core dates in either).  Of repeated
elements the first that says something counts; a format's own element beats an
extension's.
"""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING

from newsfold.extract.feed.draft import Channel, Draft
from newsfold.extract.feed.names import Names, inner_html
from newsfold.model import Image
from newsfold.text.html import pixels, to_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    _Reader = Callable[[Draft, _Element], None]

__all__ = ["read"]

_XML = "{http://www.w3.org/XML/1998/namespace}"
_BASE, _LANG = f"{_XML}base", f"{_XML}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_MOST_TAGS = 50
_MOST_MEDIA = 50
_PERIODS = {
    "hourly": 3600,
    "daily": 86_400,
    "weekly": 7 * 86_400,
    "monthly": 30 * 86_400,
    "yearly": 365 * 86_400,
}
_LONGEST_PAUSE = 30 * 86_400  # seconds; a feed that asks for more is mistaken
_TEXT_TYPES = ("text/", "html", "message/")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#&]|\Z)", re.IGNORECASE)
_MAILBOX = re.compile(r"[\w.+-]+@[\w.-]+")
_IN_PARENTHESES = re.compile(r"\(([^()]+)\)\s*\Z")


class _Readers(dict[str, "_Reader | None"]):
    """lxml's tag → what reads such a child of an entry, None for nothing."""

    def __init__(self, names: Names, table: dict[str, _Reader]) -> None:
        self._names = names
        self._table = table

    def __missing__(self, tag: str) -> _Reader | None:
        # Entities that nobody declared have a function for a tag.
        reader = self._table.get(self._names[tag]) if isinstance(tag, str) else None
        self[tag] = reader
        return reader


def read(root: _Element, url: str, *, has_base: bool = True) -> Channel:
    """Read a feed off its tree.

    `url` is where it was found, for `xml:base`; `has_base` says whether the document
    may hold any.
    """
    names = Names(root)
    atom = names[root.tag] in {"feed", "entry"}
    channel = Channel()
    head = root if atom else _channel_of(root, names)
    if head is not None and names[root.tag] != "entry":
        _read_channel(channel, head, names)
        if has_base:
            channel.base = _base_of(head, url)
    readers = _Readers(names, _ATOM if atom else _RSS)
    for item in root.iter("{*}item", "{*}entry"):
        draft = _read_entry(item, readers)
        if has_base:
            draft.base = _base_of(item, url)
        channel.drafts.append(draft)
    return channel


def _channel_of(root: _Element, names: Names) -> _Element | None:
    if names[root.tag] == "channel":
        return root
    for child in root:
        if isinstance(child.tag, str) and names[child.tag] == "channel":
            return child
    return root


def _base_of(element: _Element, url: str) -> str:
    """What `xml:base` on the element and around it comes to."""
    from urllib.parse import urljoin

    stated = [
        base
        for node in (element, *element.iterancestors())
        if (base := node.get(_BASE))
    ]
    found = url if stated else ""
    for base in reversed(stated):
        try:
            found = urljoin(found, base.strip())
        except ValueError:
            continue
    return found


def _read_channel(channel: Channel, head: _Element, names: Names) -> None:
    period, frequency = 0, 1
    for child in head:
        name = names[child.tag] if isinstance(child.tag, str) else "?"
        if name in {"item", "entry"}:
            continue
        text = (child.text or "").strip()
        match name:
            case "title" | "dc:title":
                channel.title = channel.title or _line(child)
            case "link":
                channel.site = channel.site or _site(child, text)
            case "language" | "dc:language":
                channel.language = channel.language or text
            case "author" if head.tag == child.tag.replace("author", "feed"):
                _author(draft := Draft(), child)
                channel.authors += draft.authors
            case "ttl" if text.isdecimal() and len(text) < 7:  # noqa: PLR2004  # digits of minutes
                channel.ttl = min(int(text) * 60, _LONGEST_PAUSE)
            case "sy:updateperiod":
                period = _PERIODS.get(text.lower(), 0)
            case "sy:updatefrequency" if text.isdecimal() and len(text) < 5:  # noqa: PLR2004  # digits
                frequency = max(1, int(text))
    if not channel.ttl and period:
        channel.ttl = min(period // frequency, _LONGEST_PAUSE)
    if not channel.language:
        root = head.getroottree().getroot()
        channel.language = head.get(_LANG) or root.get(_LANG) or ""


def _site(child: _Element, text: str) -> str:
    href = child.get("href")
    if href is None:
        return text
    return href.strip() if child.get("rel", "alternate") == "alternate" else ""


def _read_entry(item: _Element, readers: _Readers) -> Draft:
    draft = Draft()
    for name, value in item.items():
        if name == _ABOUT:
            draft.guid = value
        elif name == _LANG:
            draft.language = value
    for child in item:
        reader = readers[child.tag]
        if reader is not None:
            reader(draft, child)
    return draft


def _line(element: _Element) -> str:
    """A title or name in one line, by the type that its element states."""
    if len(element):
        return to_line(inner_html(element))
    text = element.text
    return to_line(text) if text else ""


def _text(element: _Element) -> str:
    return (element.text or "").strip() if not len(element) else _line(element)


def _html(element: _Element) -> str:
    return inner_html(element) if len(element) else element.text or ""


def _is_plain(element: _Element) -> bool:
    """Whether an Atom text construct is text rather than HTML."""
    kind = element.get("type")
    mode = element.get("mode")
    return (
        not len(element)
        and kind in {None, "text", "text/plain"}
        and mode not in {"escaped", "base64"}
    )


def _decoded(element: _Element) -> str:
    """An Atom text construct or content as HTML or text, base64 undone.

    Atom 0.3 says so by `mode`; Atom 1.0 means it by a type that is neither text nor XML
    (RFC 4287, 4.1.3.3).
    """
    kind = element.get("type", "")
    binary = "/" in kind and not kind.startswith(_TEXT_TYPES) and "xml" not in kind
    if element.text and (element.get("mode") == "base64" or binary):
        try:
            return b64decode(element.text, validate=False).decode("utf-8")
        except ValueError:
            return "" if binary else element.text
    return _html(element)


def _title(draft: Draft, element: _Element) -> None:
    if not draft.title:
        draft.title = _line(element)


def _atom_title(draft: Draft, element: _Element) -> None:
    if draft.title:
        return
    if _is_plain(element):
        draft.title = " ".join((element.text or "").split())
    else:
        draft.title = to_line(_decoded(element))


def _other_title(draft: Draft, element: _Element) -> None:
    if not draft.other_title:
        draft.other_title = _line(element)


def _link(draft: Draft, element: _Element) -> None:
    if draft.link_from == "origLink":
        return
    href = element.get("href")
    if href is None:
        if draft.link_from != "link" and (text := _text(element)):
            draft.link, draft.link_from = text, "link"
        return
    rel = element.get("rel", "alternate").lower()
    kind = element.get("type", "")
    if rel == "enclosure" and kind.startswith("image/"):
        draft.images.append(Image(url=href))
    elif rel.endswith("alternate") and (
        not draft.link_from or (draft.link_from == "other" and "html" in kind)
    ):
        plain = not kind or "html" in kind
        draft.link, draft.link_from = href.strip(), "link" if plain else "other"


def _original_link(draft: Draft, element: _Element) -> None:
    if text := _text(element):
        draft.link, draft.link_from = text, "origLink"


def _guid(draft: Draft, element: _Element) -> None:
    if text := _text(element):
        draft.guid = text
        draft.guid_is_link = element.get("isPermaLink", "true").lower() != "false"


def _id(draft: Draft, element: _Element) -> None:
    if text := _text(element):
        draft.guid = text


def _summary(draft: Draft, element: _Element) -> None:
    if not draft.summary:
        draft.summary = _html(element)


def _atom_summary(draft: Draft, element: _Element) -> None:
    if not draft.summary:
        draft.summary, draft.summary_plain = _decoded(element), _is_plain(element)


def _other_summary(draft: Draft, element: _Element) -> None:
    if not draft.other_summary:
        draft.other_summary = _html(element)


def _content(draft: Draft, element: _Element) -> None:
    if not draft.content:
        draft.content = _html(element)


def _atom_content(draft: Draft, element: _Element) -> None:
    kind = element.get("type", "")
    if not draft.content and not kind.startswith(("image/", "video/", "audio/")):
        draft.content, draft.content_plain = _decoded(element), _is_plain(element)


def _published(draft: Draft, element: _Element) -> None:
    if not draft.published:
        draft.published = _text(element)


def _updated(draft: Draft, element: _Element) -> None:
    if not draft.updated:
        draft.updated = _text(element)


def _author(draft: Draft, element: _Element) -> None:
    """`Name`, `box@host (Name)`, `Name <box@host>`; Atom's `<name>` child."""
    if len(element):
        name = next(
            (
                _line(child)
                for child in element
                if isinstance(child.tag, str) and child.tag.endswith("name")
            ),
            "",
        )
    else:
        name = _line(element)
    if "@" in name:
        inner = _IN_PARENTHESES.search(name)
        name = inner[1] if inner else _MAILBOX.sub("", name).strip(" <>()[]:,;")
    if name and name not in draft.authors and len(draft.authors) < _MOST_TAGS:
        draft.authors.append(name)


def _other_author(draft: Draft, element: _Element) -> None:
    if not draft.authors:
        _author(draft, element)


def _tag(draft: Draft, element: _Element) -> None:
    tag = element.get("label") or element.get("term")
    tag = to_line(tag) if tag else _line(element)
    if tag and tag not in draft.tags and len(draft.tags) < _MOST_TAGS:
        draft.tags.append(tag)


def _keywords(draft: Draft, element: _Element) -> None:
    for word in _line(element).split(","):
        tag = word.strip()
        if tag and tag not in draft.tags and len(draft.tags) < _MOST_TAGS:
            draft.tags.append(tag)


def _language(draft: Draft, element: _Element) -> None:
    draft.language = draft.language or _text(element)


def _media(draft: Draft, element: _Element) -> None:
    """`media:content` and `media:group`: pictures, and the thumbnails within."""
    for node in element.iter():
        if not isinstance(node.tag, str) or len(draft.images) >= _MOST_MEDIA:
            continue
        url = node.get("url")
        if url and (node.tag.endswith("thumbnail") or _is_picture(node, url)):
            draft.images.append(_sized(node, url))
        elif node is not element and node.tag.endswith("}description"):
            _other_summary(draft, node)


def _thumbnail(draft: Draft, element: _Element) -> None:
    url = element.get("url") or (element.text or "").strip()
    if url and len(draft.images) < _MOST_MEDIA:
        draft.images.append(_sized(element, url))


def _enclosure(draft: Draft, element: _Element) -> None:
    url = element.get("url")
    if url and _is_picture(element, url) and len(draft.images) < _MOST_MEDIA:
        draft.images.append(_sized(element, url))


def _picture(draft: Draft, element: _Element) -> None:
    url = element.get("href") or element.get("url")
    for child in element:
        if isinstance(child.tag, str) and child.tag.endswith("url"):
            url = url or child.text
    url = (url or element.text or "").strip()
    if url and len(draft.images) < _MOST_MEDIA:
        draft.images.append(Image(url=url))


def _is_picture(node: _Element, url: str) -> bool:
    medium, kind = node.get("medium"), node.get("type")
    if medium or kind:
        return medium == "image" or (kind or "").startswith("image")
    return _PICTURE.search(url) is not None


def _sized(node: _Element, url: str) -> Image:
    return Image(
        url=url, width=pixels(node.get("width")), height=pixels(node.get("height"))
    )


def _source(draft: Draft, element: _Element) -> None:
    """RSS: `<source url="…">Name</source>`; Atom: the feed that it was taken from."""
    if not len(element):
        draft.source_name = draft.source_name or _line(element)
        draft.source_url = draft.source_url or element.get("url", "")
        return
    for child in element:
        if not isinstance(child.tag, str):
            continue
        local = child.tag.rpartition("}")[2]
        if local == "title":
            draft.source_name = draft.source_name or _line(child)
        elif local == "link" and child.get("rel", "alternate") == "alternate":
            draft.source_url = draft.source_url or child.get("href", "")


_SHARED: dict[str, _Reader] = {
    "link": _link,
    "feedburner:origlink": _original_link,
    "guid": _guid,
    "id": _id,
    "pubdate": _published,
    "published": _published,
    "issued": _published,
    "created": _published,
    "dc:date": _published,
    "dc:created": _published,
    "dcterms:created": _published,
    "dcterms:issued": _published,
    "updated": _updated,
    "modified": _updated,
    "dcterms:modified": _updated,
    "lastbuilddate": _updated,
    "author": _author,
    "dc:creator": _author,
    "dc:author": _author,
    "itunes:author": _other_author,
    "category": _tag,
    "dc:subject": _tag,
    "keywords": _keywords,
    "media:keywords": _keywords,
    "itunes:keywords": _keywords,
    "dc:language": _language,
    "language": _language,
    "media:content": _media,
    "media:group": _media,
    "media:thumbnail": _thumbnail,
    "enclosure": _enclosure,
    "image": _picture,
    "itunes:image": _picture,
    "source": _source,
    "dc:title": _other_title,
    "media:title": _other_title,
    "itunes:title": _other_title,
    "dc:description": _other_summary,
    "media:description": _other_summary,
    "itunes:summary": _other_summary,
    "content:encoded": _content,
    "xhtml:body": _content,
    "xhtml:div": _content,
}
_RSS = _SHARED | {
    "title": _title,
    "description": _summary,
    "summary": _summary,
    "content": _content,
    "body": _content,
    "fullitem": _content,
}
_ATOM = _SHARED | {
    "title": _atom_title,
    "summary": _atom_summary,
    "tagline": _atom_summary,
    "description": _atom_summary,
    "content": _atom_content,
}
