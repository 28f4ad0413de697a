"""An XML feed's tree → what the channel says of itself, and its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.extract.feed import constructs
from newsfold.extract.feed.draft import Channel, Draft
from newsfold.extract.feed.entry import Readers, author, read_entry
from newsfold.extract.feed.names import Names

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

_XML = "{http://www.w3.org/XML/1998/namespace}"
_BASE, _LANG = f"{_XML}base", f"{_XML}lang"
_PERIODS = {
    "hourly": 3600,
    "daily": 86_400,
    "weekly": 7 * 86_400,
    "monthly": 30 * 86_400,
    "yearly": 365 * 86_400,
}
_LONGEST_PAUSE = 30 * 86_400  # seconds; a feed that asks for more is mistaken


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
    readers = Readers(names, atom=atom)
    for item in root.iter("{*}item", "{*}entry"):
        draft = read_entry(item, readers)
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
            continue  # no address; the one around it holds
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
                channel.title = channel.title or constructs.line(child)
            case "link":
                channel.site = channel.site or _site(child, text)
                _read_hub(channel, child)
            case "language" | "dc:language":
                channel.language = channel.language or text
            case "author" if head.tag == child.tag.replace("author", "feed"):
                author(draft := Draft(), child)
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


def _read_hub(channel: Channel, link: _Element) -> None:
    href = (link.get("href") or "").strip()
    for relation in (link.get("rel") or "").split():
        if relation == "hub":
            channel.hub = channel.hub or href
        elif relation == "self":
            channel.topic = channel.topic or href


def _site(child: _Element, text: str) -> str:
    href = child.get("href")
    if href is None:
        return text
    return href.strip() if child.get("rel", "alternate") == "alternate" else ""
