"""An entry's elements → a draft.

RSS, RDF and Atom are read by one table from element names to readers, since feeds mix
them freely (an Atom link in an RSS item, Dublin Core dates in either).  Of repeated
elements the first that says something counts; a format's own element beats an
extension's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.extract.feed import constructs, pictures
from newsfold.extract.feed.draft import Draft
from newsfold.model import Image
from newsfold.text.html import to_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from newsfold.extract.feed.names import Names

    _Reader = Callable[[Draft, _Element], None]

__all__ = ["Readers", "author", "read_entry"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_MOST_TAGS = 50
_MAILBOX = re.compile(r"[\w.+-]+@[\w.-]+")
_IN_PARENTHESES = re.compile(r"\(([^()]+)\)\s*\Z")


class Readers(dict[str, "_Reader | None"]):
    """lxml's tag → what reads such a child of an entry, None for nothing.

    `atom`: whether the feed is Atom, whose text constructs say what they are.
    """

    def __init__(self, names: Names, *, atom: bool) -> None:
        self._names = names
        self._table = _ATOM if atom else _RSS

    def __missing__(self, tag: str) -> _Reader | None:
        # Entities that nobody declared have a function for a tag.
        reader = self._table.get(self._names[tag]) if isinstance(tag, str) else None
        self[tag] = reader
        return reader


def read_entry(item: _Element, readers: Readers) -> Draft:
    """Read one entry off its element."""
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


def _title(draft: Draft, element: _Element) -> None:
    if not draft.title:
        draft.title = constructs.line(element)


def _atom_title(draft: Draft, element: _Element) -> None:
    if draft.title:
        return
    if constructs.is_plain(element):
        draft.title = " ".join((element.text or "").split())
    else:
        draft.title = to_line(constructs.decoded(element))


def _other_title(draft: Draft, element: _Element) -> None:
    if not draft.other_title:
        draft.other_title = constructs.line(element)


def _link(draft: Draft, element: _Element) -> None:
    if draft.link_from == "origLink":
        return
    href = element.get("href")
    if href is None:
        if draft.link_from != "link" and (text := constructs.text(element)):
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
    if text := constructs.text(element):
        draft.link, draft.link_from = text, "origLink"


def _guid(draft: Draft, element: _Element) -> None:
    if text := constructs.text(element):
        draft.guid = text
        draft.guid_is_link = element.get("isPermaLink", "true").lower() != "false"


def _id(draft: Draft, element: _Element) -> None:
    if text := constructs.text(element):
        draft.guid = text


def _summary(draft: Draft, element: _Element) -> None:
    if not draft.summary:
        draft.summary = constructs.html(element)


def _atom_summary(draft: Draft, element: _Element) -> None:
    if not draft.summary:
        draft.summary, draft.summary_plain = (
            constructs.decoded(element),
            constructs.is_plain(element),
        )


def _other_summary(draft: Draft, element: _Element) -> None:
    if not draft.other_summary:
        draft.other_summary = constructs.html(element)


def _content(draft: Draft, element: _Element) -> None:
    if not draft.content:
        draft.content = constructs.html(element)


def _atom_content(draft: Draft, element: _Element) -> None:
    kind = element.get("type", "")
    if not draft.content and not kind.startswith(("image/", "video/", "audio/")):
        draft.content, draft.content_plain = (
            constructs.decoded(element),
            constructs.is_plain(element),
        )


def _published(draft: Draft, element: _Element) -> None:
    if not draft.published:
        draft.published = constructs.text(element)


def _updated(draft: Draft, element: _Element) -> None:
    if not draft.updated:
        draft.updated = constructs.text(element)


def author(draft: Draft, element: _Element) -> None:
    """`Name`, `box@host (Name)`, `Name <box@host>`; Atom's `<name>` child."""
    if len(element):
        name = next(
            (
                constructs.line(child)
                for child in element
                if isinstance(child.tag, str) and child.tag.endswith("name")
            ),
            "",
        )
    else:
        name = constructs.line(element)
    if "@" in name:
        inner = _IN_PARENTHESES.search(name)
        name = inner[1] if inner else _MAILBOX.sub("", name).strip(" <>()[]:,;")
    if name and name not in draft.authors and len(draft.authors) < _MOST_TAGS:
        draft.authors.append(name)


def _other_author(draft: Draft, element: _Element) -> None:
    if not draft.authors:
        author(draft, element)


def _tag(draft: Draft, element: _Element) -> None:
    tag = element.get("label") or element.get("term")
    tag = to_line(tag) if tag else constructs.line(element)
    if tag and tag not in draft.tags and len(draft.tags) < _MOST_TAGS:
        draft.tags.append(tag)


def _keywords(draft: Draft, element: _Element) -> None:
    for word in constructs.line(element).split(","):
        tag = word.strip()
        if tag and tag not in draft.tags and len(draft.tags) < _MOST_TAGS:
            draft.tags.append(tag)


def _language(draft: Draft, element: _Element) -> None:
    draft.language = draft.language or constructs.text(element)


def _source(draft: Draft, element: _Element) -> None:
    """RSS: `<source url="…">Name</source>`; Atom: the feed that it was taken from."""
    if not len(element):
        draft.source_name = draft.source_name or constructs.line(element)
        draft.source_url = draft.source_url or element.get("url", "")
        return
    for child in element:
        if not isinstance(child.tag, str):
            continue
        local = child.tag.rpartition("}")[2]
        if local == "title":
            draft.source_name = draft.source_name or constructs.line(child)
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
    "author": author,
    "dc:creator": author,
    "dc:author": author,
    "itunes:author": _other_author,
    "category": _tag,
    "dc:subject": _tag,
    "keywords": _keywords,
    "media:keywords": _keywords,
    "itunes:keywords": _keywords,
    "dc:language": _language,
    "language": _language,
    "media:content": pictures.media,
    "media:group": pictures.media,
    "media:thumbnail": pictures.thumbnail,
    "enclosure": pictures.enclosure,
    "image": pictures.picture,
    "itunes:image": pictures.picture,
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
