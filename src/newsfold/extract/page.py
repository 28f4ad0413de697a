"""One news page → one article: evidence first, guesses last.

page → text → one tree ─┬─ JSON-LD ──┐
                        ├─ markup ───┼─ evidence → fields → Article
                        └─ body ─────┘
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsfold.extract import (
    blocks,
    body,
    document,
    fields,
    jsonld,
    meta,
    ruled,
    signals,
    times,
    visible,
)
from newsfold.extract.challenge import challenge_of
from newsfold.extract.evidence import Evidence
from newsfold.model import Article, Extraction, Failure, Page
from newsfold.text import charset, corrections

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsfold.extract.rules import ArticleRule
    from newsfold.model import Instant

__all__ = ["extract_page", "read_html"]

_SMALLEST = 32
"""Bytes; less is no page."""
_NONE: Mapping[str, str] = MappingProxyType({})
_AROUND = 6
"""Blocks before and behind a text among which a notice of correction may stand."""


def extract_page(page: Page, rule: ArticleRule | None = None) -> Extraction:
    """Read the article of a fetched HTML page, by its outlet's rule where it has one.

    Gives one article, or one failure: `empty` where there is no text at all,
    `not-a-page` where the body is no HTML, `walled` where it asks whether one is
    human.  Never raises for what the page holds.
    """
    url = page.url or page.request.url
    if len(page.body) < _SMALLEST:
        return _failed(page, "empty", f"{len(page.body)} bytes")
    if wall := challenge_of(page.body):
        return _failed(page, "walled", wall)
    declared = _label(page.headers.get("content-type", ""))
    html, used = charset.decode(page.body, declared)
    if "<" not in html:
        return _failed(page, "not-a-page", "there is no markup")
    article = read_html(
        html, url, fetched=page.fetched, headers=page.headers, rule=rule
    )
    if not article.title and not article.body:
        return _failed(page, "empty", "neither a title nor a text was found")
    if used.endswith("?"):
        article = replace(article, evidence={**article.evidence, "charset": used})
    return Extraction(articles=(article,))


def read_html(
    html: str,
    url: str,
    *,
    fetched: Instant = 0,
    headers: Mapping[str, str] = _NONE,
    rule: ArticleRule | None = None,
) -> Article:
    """Read the article of a decoded page that was fetched from `url`.

    `headers`: the fields of the answer that it came in, by names in lower case.
    `rule`: its outlet's; what that does not find is read as without it.
    """
    parsed = document.parse(html)
    evidence = Evidence()
    ruled_text: list[blocks.Block] = []
    if rule is not None:
        ruled.offer(parsed.tree, rule, evidence)
        ruled.drop(parsed.tree, rule.drop)
        ruled_text = ruled.text(parsed.tree, rule.body)
    jsonld.read(parsed.scripts, url, evidence)
    meta.read(parsed.tree, evidence)
    found = fields.Fields(evidence, url)
    title, excerpt = found.title(), found.excerpt()
    found_blocks = blocks.walk(parsed.tree.body)
    visible.read(found_blocks, title, evidence)
    signed = found.is_signed()
    if not signed:
        visible.read_bylines(parsed.tree, evidence)
    told = evidence.first("body", "json-ld")
    text = body.read(
        found_blocks,
        html=parsed.html,
        url=url,
        title=title,
        excerpt=excerpt,
        told=told.value if told else "",
        ruled=ruled_text,
    )
    if text.first >= 0 and not signed:
        visible.read_signature(found_blocks, text.first, text.last, evidence)
    if text.first >= 0 and not times.is_dated(evidence):
        visible.read_around(found_blocks, text.first, text.last, evidence)
    if evidence.first("published") is None:
        times.guess(parsed.html, url, fetched, evidence)
    when = found.times(fetched)
    marks = [
        mark
        for mark, holds in (
            ("undated", when.published is None),
            ("day-only", when.day_only),
            ("paywall", found.paywalled()),
            ("body-from-page", bool(text.text)),
        )
        if holds
    ]
    said = signals.read(parsed.tree, headers)
    if found.paywalled():
        said["paywall"] = "yes"
    evidence_of = found.evidence_of
    if text.origin:
        evidence_of["body"] = text.origin
    if notice := _notice(found_blocks, text):
        evidence_of["correction"] = notice
    return Article(
        title=title,
        web_url=found.address(),
        original_url=url,
        excerpt=excerpt,
        excerpt_from="outlet" if excerpt else "",
        body=text.text,
        published=when.published,
        modified=when.modified,
        seen=fetched,
        type=found.type(),
        language=found.language(text.text),
        provider=found.provider(),
        authors=found.authors(),
        tags=found.tags(),
        images=found.images(),
        links=text.links,
        marks=tuple(marks),
        evidence=evidence_of,
        signals=said,
    )


def _notice(found: Sequence[blocks.Block], text: body.Body) -> str:
    """What the outlet says in or around the text of having corrected it, by lines."""
    if text.first < 0:
        return ""
    start, end = max(0, text.first - _AROUND), text.last + 1 + _AROUND
    said = "\n".join(b.text for b in found[start:end])
    return "\n".join(corrections.notices(said))


def _label(content_type: str) -> str:
    return content_type.lower().partition("charset=")[2].strip(" \"';")


def _failed(page: Page, reason: str, detail: str) -> Extraction:
    failure = Failure(
        stage="extract",
        subject=page.url or page.request.url,
        reason=reason,
        detail=detail,
        at=page.fetched,
    )
    return Extraction(failures=(failure,))
