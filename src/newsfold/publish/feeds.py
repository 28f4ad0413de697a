"""What machines read: RSS 2.0, JSON Feed 1.1 and the sitemap."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

import msgspec

from newsfold.publish.card import picture_of, story_path, web
from newsfold.publish.wording import VERDICTS, shorten, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsfold.model import Change, Instant, Summary
    from newsfold.publish.site import SiteInfo

__all__ = ["address", "changes", "json_feed", "rss", "sitemap"]

SITEMAP_URLS = 50_000
"""The most that the protocol allows in one file."""
_EXCERPT = 600
_RSS = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/">'
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def address(base: str, path: str) -> str:
    """The absolute URL of a path of the site; empty where the site's is unknown."""
    return f"{base.rstrip('/')}/{quote(path)}" if web(base) else ""


def rss(info: SiteInfo, stories: Sequence[Summary]) -> str:
    """An RSS 2.0 feed of the stories, in the order given.

    An item links to the story's page, or to the lead's article where the site's own
    address is not known (the channel then links to the front page beside it); its guid
    is the story's id.
    """
    latest = max((told.story.updated for told in stories), default=None)
    lines = _channel(info, info.title, "feed.xml", latest)
    for told in stories:
        lines.extend(_item(info, told))
    lines += ["</channel>", "</rss>", ""]
    return "\n".join(lines)


def changes(info: SiteInfo, told: Sequence[tuple[Change, Summary]]) -> str:
    """An RSS 2.0 feed of the facts that changed, each with its story, in the order
    given: what was said, what is said now, by whom and in which words.
    """
    title = f"{info.title}: facts that changed"
    latest = max((change.at for change, _ in told), default=None)
    lines = _channel(info, title, "changes.xml", latest)
    for change, story in told:
        fact = change.detail
        link = address(info.url, story_path(story)) or web(story.lead.web_url)
        how = "revised to" if fact["revised"] else "now"
        said = f"{fact['what']}: {fact['before']}, {how} {fact['after']}"
        name = _text(f"{change.subject}-{change.seq}")
        words = f"{fact['outlet']}: “{fact['quote']}”"
        lines += [
            "<item>",
            f"<title>{_text(f'{said} ({story.lead.title})')}</title>",
            *([f"<link>{_text(link)}</link>"] if link else []),
            f'<guid isPermaLink="false">{name}</guid>',
            f"<pubDate>{_rfc822(change.at)}</pubDate>",
            f"<description>{_text(escape(shorten(words, _EXCERPT)))}</description>",
            f"<dc:creator>{_text(fact['outlet'])}</dc:creator>",
            "</item>",
        ]
    lines += ["</channel>", "</rss>", ""]
    return "\n".join(lines)


def _channel(
    info: SiteInfo, title: str, path: str, latest: Instant | None
) -> list[str]:
    """How a feed begins."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        _RSS,
        "<channel>",
        f"<title>{_text(title)}</title>",
        f"<link>{_text(address(info.url, '') or 'index.html')}</link>",
        f"<description>{_text(info.description or title)}</description>",
        f"<language>{_text(info.language)}</language>",
        f"<generator>{_text(info.generator)}</generator>",
    ]
    if own := address(info.url, path):
        lines.append(
            f'<atom:link rel="self" type="application/rss+xml" href={_attribute(own)}/>'
        )
    if latest is not None:
        lines.append(f"<lastBuildDate>{_rfc822(latest)}</lastBuildDate>")
    return lines


def _item(info: SiteInfo, told: Summary) -> list[str]:
    article = told.lead
    link = address(info.url, story_path(told)) or web(article.web_url)
    outlet = article.provider.name or article.provider.domain
    lines = [
        "<item>",
        f"<title>{_text(article.title)}</title>",
        f'<guid isPermaLink="false">{_text(told.story.id)}</guid>',
        f"<pubDate>{_rfc822(article.time)}</pubDate>",
        f"<description>{_text(escape(_excerpt(told)))}</description>",
        f"<dc:creator>{_text(outlet)}</dc:creator>",
    ]
    if link:
        lines.insert(2, f"<link>{_text(link)}</link>")
    lines += [f"<category>{_text(name)}</category>" for name in told.topics]
    for image in article.images[:1]:
        if url := web(image.url):
            size = f' width="{image.width}" height="{image.height}"'
            lines.append(
                f'<media:content medium="image" url={_attribute(url)}'
                f"{size if image.width and image.height else ''}/>"
            )
    lines.append("</item>")
    return lines


def json_feed(info: SiteInfo, stories: Sequence[Summary]) -> str:
    """A JSON Feed 1.1 of the stories, in the order given.

    `_newsfold` carries what only a hub knows: outlets, independent origins, verdict.
    """
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": info.title,
        "language": info.language,
        "items": [_json_item(info, told) for told in stories],
    }
    if info.description:
        feed["description"] = info.description
    if web(info.url):
        feed["home_page_url"] = address(info.url, "")
        feed["feed_url"] = address(info.url, "feed.json")
    text = msgspec.json.encode(_encodable(feed))
    return msgspec.json.format(text, indent=1).decode("utf-8") + "\n"


def _json_item(info: SiteInfo, told: Summary) -> dict[str, Any]:
    article = told.lead
    item: dict[str, Any] = {
        "id": told.story.id,
        "title": article.title,
        "content_text": _excerpt(told),
        "date_published": when(article.time).iso,
        "date_modified": when(told.story.updated).iso,
        "authors": [
            {"name": name}
            for name in (
                article.authors or (article.provider.name or "Unknown outlet",)
            )
        ],
        "tags": list(told.topics),
        "_newsfold": {
            "outlets": list(told.outlets),
            "independent": told.independent,
            "reports": len(told.story.articles),
            "verdict": told.verdict,
            "parties": told.parties,
        },
    }
    own, original = address(info.url, story_path(told)), web(article.web_url)
    if own or original:
        item["url"] = own or original
    if original:
        item["external_url"] = original
    if article.language:
        item["language"] = article.language
    picture = picture_of(article)
    if picture is not None:
        ours = picture.own and address(info.url, picture.url)
        item["image"] = ours or picture.source
    return item


def sitemap(
    info: SiteInfo, stories: Iterable[Summary], topics: Iterable[str] = ()
) -> str:
    """The sitemap of front page, topics and stories; the newest 50,000 addresses."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    urls = [f"<loc>{_text(address(info.url, path))}</loc>" for path in ("", *topics)]
    urls += [
        f"<loc>{_text(address(info.url, story_path(told)))}</loc>"
        f"<lastmod>{when(told.story.updated).iso}</lastmod>"
        for told in stories
    ]
    lines += [f"<url>{url}</url>" for url in urls[:SITEMAP_URLS]]
    lines += ["</urlset>", ""]
    return "\n".join(lines)


def _excerpt(told: Summary) -> str:
    """The excerpt, and what the hub adds to it in one sentence."""
    outlets = len(told.outlets)
    parts = [shorten(told.lead.excerpt, _EXCERPT)]
    if outlets > 1:
        parts.append(f"[{outlets} outlets, {told.independent} independent reports]")
    if told.verdict != "single-source":
        parts.append(f"[{VERDICTS[told.verdict].label}]")
    return " ".join(part for part in parts if part)


def _rfc822(instant: Instant) -> str:
    moment = datetime.fromisoformat(when(instant).iso.removesuffix("Z"))
    return format_datetime(moment.replace(tzinfo=UTC), usegmt=True)


def _text(text: str) -> str:
    """XML text.  An item's description is HTML to readers: it is escaped twice."""
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def _encodable(value: Any) -> Any:
    """JSON has no half surrogate pairs."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list) else value
