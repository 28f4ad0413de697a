"""feedparser for what no XML parser can read: markup so broken that a tree loses it."""

from __future__ import annotations

from typing import Any

from newsfold.extract.feed.draft import Channel, Draft
from newsfold.model import Image
from newsfold.text import charset
from newsfold.text.html import pixels, to_line

__all__ = ["read"]


def read(body: bytes, declared: str = "") -> Channel | None:
    """Read a feed with feedparser; None where it finds none either.  Never raises."""
    import feedparser

    text, _ = charset.decode(body, declared)
    try:
        # Text, not bytes: the charset is settled, and text is never taken for a path.
        found = feedparser.parse(
            text.encode("utf-8", "replace"),
            response_headers={"content-type": "text/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # noqa: BLE001  # a third party's parser on hostile input
        return None
    entries = found.get("entries") or []
    if not entries and not found.get("version"):
        return None
    feed = found.get("feed") or {}
    return Channel(
        title=_text(feed, "title"),
        site=_text(feed, "link"),
        language=_text(feed, "language"),
        drafts=[_draft(entry) for entry in entries],
    )


def _draft(entry: Any) -> Draft:
    contents = entry.get("content") or []
    content = next((c.get("value") or "" for c in contents if c.get("value")), "")
    original = _text(entry, "feedburner_origlink")
    draft = Draft(
        title=to_line(_text(entry, "title")),
        link=original or _text(entry, "link"),
        link_from="origLink" if original else "link",
        guid=_text(entry, "id"),
        guid_is_link=bool(entry.get("guidislink")),
        summary=_text(entry, "summary"),
        content=content,
        published=_text(entry, "published"),
        updated=_text(entry, "updated"),
    )
    for author in entry.get("authors") or []:
        if (name := _text(author, "name")) and name not in draft.authors:
            draft.authors.append(name)
    for tag in entry.get("tags") or []:
        if (term := _text(tag, "label") or _text(tag, "term")) not in draft.tags:
            draft.tags.append(term)
    for medium in [*(entry.get("media_content") or [])]:
        if (url := _text(medium, "url")) and "image" in (
            _text(medium, "type") + _text(medium, "medium")
        ):
            width, height = _text(medium, "width"), _text(medium, "height")
            draft.images.append(
                Image(url=url, width=pixels(width), height=pixels(height))
            )
    source = entry.get("source") or {}
    draft.source_name = _text(source, "title")
    draft.source_url = _text(source, "href")
    return draft


def _text(thing: Any, key: str) -> str:
    value = thing.get(key)
    return value if isinstance(value, str) else ""
