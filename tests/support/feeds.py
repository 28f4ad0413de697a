"""Recorded feeds as pages, and how far our reading of one agrees with feedparser's."""

from __future__ import annotations

import calendar
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from newsfold.model import Article, Extraction, Failure, Page, Request
from newsfold.text.html import to_line

if TYPE_CHECKING:
    from pathlib import Path


class Disagreement(NamedTuple):
    field: str
    theirs: Any
    ours: Any


def page_of(path: Path, url: str = "") -> Page:
    """A recorded file as the page that a poll of `url` would have brought."""
    url = url or f"https://recorded.example/{path.name}"
    return Page(
        request=Request(url=url, purpose="feed", source=url),
        url=url,
        status=200,
        fetched=1_771_383_600,
        body=path.read_bytes(),
    )


def recorded(data: Path) -> list[Page]:
    """All real feeds with the addresses that they were served at."""
    urls = json.loads((data / "feeds/urls.json").read_text("utf-8"))
    pages = [
        page_of(path, urls.get(path.name, ""))
        for path in sorted((data / "feeds").glob("*.xml"))
    ]
    manifest = json.loads((data / "wire/manifest.json").read_text("utf-8"))
    return pages + [
        page_of(data / "wire" / row["file"], row["url"]) for row in manifest
    ]


def compare(page: Page, found: Extraction) -> tuple[int, list[Disagreement]]:
    """How many entries feedparser finds, and where we say something else."""
    import feedparser

    theirs = feedparser.parse(
        page.body, response_headers={"content-location": page.url}
    )["entries"]
    ours = in_order(found)
    if len(theirs) != len(ours):
        by_link = {a.original_url: a for a in found.articles}
        ours = [by_link.get(entry.get("link", "")) for entry in theirs]
    differing = []
    for entry, one in zip(theirs, ours, strict=True):
        if difference := _difference(entry, one):
            differing.append(difference)
    return len(theirs), differing


def in_order(found: Extraction) -> list[Article | Failure | None]:
    """Articles and listed failures in the order of the feed's entries."""
    failed = {int(f.subject.rpartition("#")[2]): f for f in found.failures}
    articles = iter(found.articles)
    return [
        failed.get(number) or next(articles)
        for number in range(1, len(found.articles) + len(failed) + 1)
    ]


def _difference(entry: Any, ours: Article | Failure | None) -> Disagreement | None:
    if ours is None:
        return Disagreement("entry", entry.get("link"), None)
    link = entry.get("link", "")
    if isinstance(ours, Failure):  # listed, since nobody finds a link
        return Disagreement("link", link, "") if link else None
    title = entry.get("title", "")
    if _folded(title) != _folded(ours.title) and (
        title or ours.evidence["title"] != "text"
    ):
        return Disagreement("title", title, ours.title)
    if ours.original_url not in {link, entry.get("feedburner_origlink")}:
        return Disagreement("link", link, ours.original_url)
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    moment = calendar.timegm(parsed) if parsed else None
    if moment != ours.published:
        return Disagreement("date", moment, ours.published)
    return None


def _folded(title: str) -> str:
    return "".join(to_line(title).split())
