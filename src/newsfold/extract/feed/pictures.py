"""An entry's pictures: Media RSS, enclosures, images."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsfold.extract.feed import constructs
from newsfold.model import Image
from newsfold.text.html import pixels

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsfold.extract.feed.draft import Draft

__all__ = ["enclosure", "media", "picture", "thumbnail"]

_MOST_MEDIA = 50
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#&]|\Z)", re.IGNORECASE)


def media(draft: Draft, element: _Element) -> None:
    """`media:content` and `media:group`: pictures, and the thumbnails within."""
    for node in element.iter():
        if not isinstance(node.tag, str) or len(draft.images) >= _MOST_MEDIA:
            continue
        url = node.get("url")
        if url and (node.tag.endswith("thumbnail") or _is_picture(node, url)):
            draft.images.append(_sized(node, url))
        elif node is not element and node.tag.endswith("}description"):
            draft.other_summary = draft.other_summary or constructs.html(node)


def thumbnail(draft: Draft, element: _Element) -> None:
    """`media:thumbnail`: a picture whatever its name."""
    url = element.get("url") or (element.text or "").strip()
    if url and len(draft.images) < _MOST_MEDIA:
        draft.images.append(_sized(element, url))


def enclosure(draft: Draft, element: _Element) -> None:
    """RSS's `enclosure`, where it is a picture."""
    url = element.get("url")
    if url and _is_picture(element, url) and len(draft.images) < _MOST_MEDIA:
        draft.images.append(_sized(element, url))


def picture(draft: Draft, element: _Element) -> None:
    """`image`: its `href`, its `<url>` child or its text."""
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
