"""What a feed says, before it is made into articles: the readers' common output."""

from __future__ import annotations

import msgspec

from newsfold.model import Image

__all__ = ["Channel", "Draft"]


class Draft(msgspec.Struct, kw_only=True):
    """One entry as the feed has it.  Every field may be missing (empty)."""

    title: str = ""
    """Plain, in one line."""
    link: str = ""
    """As written; may be relative to `base`."""
    link_from: str = ""
    """Which element gave the link: `link`, `origLink`, `guid`, `id`."""
    guid: str = ""
    """Identifier, the last resort for a link."""
    guid_is_link: bool = False
    base: str = ""
    """What `xml:base` says, '' where it says nothing."""
    summary: str = ""
    """HTML, or text where `summary_plain`."""
    summary_plain: bool = False
    other_title: str = ""
    other_summary: str = ""
    """An extension's, for entries without the format's own."""
    content: str = ""
    """HTML, or text where `content_plain`."""
    content_plain: bool = False
    published: str = ""
    updated: str = ""
    """Dates as written."""
    authors: list[str] = []
    tags: list[str] = []
    images: list[Image] = []
    """Addresses as written."""
    language: str = ""
    source_name: str = ""
    source_url: str = ""
    """The outlet that the entry was taken from, where the feed passes on others'."""


class Channel(msgspec.Struct, kw_only=True):
    """A feed: what it says of itself, and its entries."""

    title: str = ""
    site: str = ""
    """Link of the site, as written."""
    base: str = ""
    language: str = ""
    ttl: int = 0
    """Seconds."""
    hub: str = ""
    topic: str = ""
    """Addresses of a WebSub hub and of the feed itself, as written."""
    authors: list[str] = []
    """They stand for entries that name none (Atom)."""
    drafts: list[Draft] = []
