"""What met a watch: as JSON, in words, and as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from newsfold.publish import as_json
from newsfold.publish.card import story_path, web
from newsfold.publish.feeds import address
from newsfold.publish.wording import shorten, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsfold.model import Change, Hit, Summary, Watch
    from newsfold.publish.site import SiteInfo

__all__ = ["Seen", "atom", "hit_json", "watch_json", "watch_path", "what_changed"]

_EXCERPT = 600
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Seen(NamedTuple):
    """A hit, its story, and the fact that changed, if that is it."""

    hit: Hit
    story: Summary
    change: Change | None


def watch_path(watch: Watch) -> str:
    """Where its feed stands: nobody guesses it."""
    return f"watches/{watch.secret}.xml"


def watch_json(watch: Watch) -> dict[str, Any]:
    """A watch; `feed` is below the address of the server or the site."""
    return {
        "id": watch.id,
        "query": watch.query,
        "addedDateTime": as_json.time(watch.added),
        "feed": watch_path(watch),
        "inSite": watch.published,
    }


def hit_json(seen: Seen) -> dict[str, Any]:
    """A hit: the story, and the fact that changed, if that is it."""
    return {
        "number": seen.hit.n,
        "dateTime": as_json.time(seen.hit.at),
        "story": seen.hit.story,
        "title": seen.story.lead.title,
        "webUrl": seen.story.lead.web_url,
        "outlets": list(seen.story.outlets),
        "factChange": as_json.fact_change(seen.change) if seen.change else None,
        "new": seen.hit.new,
    }


def what_changed(change: Change) -> str:
    """A fact that changed, in a few words."""
    told = change.detail
    how = "revised to" if told["revised"] else "now"
    return f"{told['what']}: {told['before']}, {how} {told['after']}"


def atom(info: SiteInfo, watch: Watch, seen: Sequence[Seen]) -> str:
    """An Atom feed of what met a watch, in the order given."""
    latest = max((one.hit.at for one in seen), default=watch.added)
    own = address(info.url, watch_path(watch))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(info.language)}>',
        f"<title>{_text(f'{info.title}: {watch.query}')}</title>",
        f"<id>urn:newsfold:{watch.id}</id>",
        f"<updated>{when(latest).iso}</updated>",
        f"<author><name>{_text(info.title)}</name></author>",
        f"<generator>{_text(info.generator)}</generator>",
    ]
    if own:
        lines.append(f'<link rel="self" href={_quoted(own)}/>')
    for one in seen:
        lines += _entry(info, watch, one)
    return "\n".join([*lines, "</feed>", ""])


def _entry(info: SiteInfo, watch: Watch, one: Seen) -> list[str]:
    lead = one.story.lead
    title, words = lead.title, lead.excerpt
    if one.change is not None:
        title = f"{what_changed(one.change)} ({title})"
        words = f"{one.change.detail['outlet']}: “{one.change.detail['quote']}”"
    link = address(info.url, story_path(one.story)) or web(lead.web_url)
    return [
        "<entry>",
        f"<title>{_text(title)}</title>",
        f"<id>urn:newsfold:{watch.id}:{one.hit.n}</id>",
        f"<updated>{when(one.hit.at).iso}</updated>",
        *([f"<link href={_quoted(link)}/>"] if link else []),
        f"<summary>{_text(shorten(words, _EXCERPT))}</summary>",
        "</entry>",
    ]


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
