"""JSON Feed 1 and 1.1 → drafts (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any

import msgspec

from newsfold.extract.feed.draft import Channel, Draft
from newsfold.model import Image
from newsfold.text import charset
from newsfold.text.html import to_line

__all__ = ["read"]

_MOST = 50  # tags, authors, attachments of one item


def read(body: bytes) -> Channel | None:
    """Read a JSON Feed; None where it is none.  Never raises.

    A missing `version` is forgiven where there is a list of items; values of a wrong
    type count as missing.
    """
    try:
        feed = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, ValueError):
        feed = _lenient(body)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    if "jsonfeed.org" not in _text(feed, "version") and not _looks_like_one(feed):
        return None
    return Channel(
        title=_text(feed, "title"),
        site=_text(feed, "home_page_url"),
        language=_text(feed, "language"),
        authors=_authors(feed),
        hub=_hub(feed),
        topic=_text(feed, "feed_url"),
        drafts=[_draft(item) for item in feed["items"] if isinstance(item, dict)],
    )


def _lenient(body: bytes) -> Any:
    """What is not UTF-8, or has control characters in its strings."""
    import json

    text, _ = charset.decode(body)
    try:
        return json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return None


def _looks_like_one(feed: dict[str, Any]) -> bool:
    items = feed["items"]
    return bool(items) and all(
        isinstance(item, dict)
        and ("url" in item or "id" in item)
        and ("content_html" in item or "content_text" in item or "title" in item)
        for item in items[:_MOST]
    )


def _draft(item: dict[str, Any]) -> Draft:
    html, text = _text(item, "content_html"), _text(item, "content_text")
    link = _text(item, "url")
    draft = Draft(
        title=to_line(_text(item, "title")),
        link=link or _text(item, "external_url"),
        link_from="url" if link else "external_url",
        guid=_text(item, "id"),
        summary=_text(item, "summary"),
        summary_plain=True,
        content=html or text,
        content_plain=not html,
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        authors=_authors(item),
        tags=[
            tag.strip()
            for tag in _list(item, "tags")
            if isinstance(tag, str) and tag.strip()
        ],
        language=_text(item, "language"),
    )
    draft.images.extend(
        Image(url=url)
        for url in (_text(item, "image"), _text(item, "banner_image"))
        if url
    )
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict) and _text(attachment, "mime_type").startswith(
            "image/"
        ):
            draft.images.append(Image(url=_text(attachment, "url")))
    return draft


def _authors(thing: dict[str, Any]) -> list[str]:
    """Names by 1.1's `authors`, else by 1's `author`."""
    given = [*_list(thing, "authors"), thing.get("author")]
    names = (_text(author, "name") for author in given if isinstance(author, dict))
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))


def _hub(feed: dict[str, Any]) -> str:
    """The first hub that speaks WebSub."""
    for hub in _list(feed, "hubs"):
        if isinstance(hub, dict) and _text(hub, "type").lower() == "websub":
            return _text(hub, "url")
    return ""


def _text(thing: dict[str, Any], key: str) -> str:
    value = thing.get(key)
    if isinstance(value, str):
        return value
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return str(value) if is_number else ""


def _list(thing: dict[str, Any], key: str) -> list[Any]:
    value = thing.get(key)
    return value[:_MOST] if isinstance(value, list) else []
