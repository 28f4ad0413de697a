"""Drafts → articles: links made absolute, HTML made text, dates made instants."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newsfold.extract.failed import failed
from newsfold.model import Article, Extraction, Failure, FeedInfo, Image, Provider
from newsfold.text import dates, html, urls
from newsfold.text.language import of_tag

if TYPE_CHECKING:
    from newsfold.extract.feed.draft import Channel, Draft
    from newsfold.model import Instant, Link, Page

__all__ = ["MOST", "assemble"]

MOST = 5_000
"""Entries that are read of one feed, a hundred times what large ones have."""
_TEASER = 1000
"""Characters: a description longer than this is the article's text itself."""
_TITLE_WORDS = 12
_LONGEST_TITLE = 120  # characters of a title made from the text
_LINK = re.compile(r"<([^<>]{1,2000})>((?:\s*;[^<>;]{0,200}){0,9})")
_REL = re.compile(r"""\brel\s*=\s*["']?([\w\s-]{1,80})""", re.IGNORECASE)


def assemble(channel: Channel, page: Page) -> Extraction:
    """Make the articles of one feed.

    An entry without any address becomes a `Failure` with the reason `no-link`, those
    beyond the first `MOST` one with `too-many-entries`.  An article's provider has the
    domain of its own link; the feed's title names it only where the feed's own link, or
    most of its entries, are of that domain.
    """
    source = page.request.source or page.request.url
    site = urls.resolve(channel.base or page.url, channel.site) if channel.site else ""
    base = channel.base or site or page.url
    outlet = _Outlet(html.to_line(channel.title), site)
    language = of_tag(channel.language)
    articles: list[Article] = []
    failures: list[Failure] = []
    if len(channel.drafts) > MOST:
        failures.append(
            failed(
                page,
                "too-many-entries",
                f"{len(channel.drafts)} entries; the first {MOST} were read",
            )
        )
    for number, draft in enumerate(channel.drafts[:MOST], start=1):
        link, evidence = _link(draft, draft.base or base)
        if not link:
            failures.append(
                Failure(
                    stage="extract",
                    subject=f"{page.request.url}#{number}",
                    reason="no-link",
                    detail=draft.title[:200],
                    at=page.fetched,
                )
            )
            continue
        articles.append(
            _article(draft, channel, link, evidence, outlet, language, source)
        )
    hub, topic = _hub(channel, page)
    return Extraction(
        articles=outlet.named(articles),
        failures=tuple(failures),
        feed=FeedInfo(
            title=outlet.name,
            site=site,
            language=language,
            ttl=channel.ttl,
            hub=hub,
            topic=topic,
        ),
    )


def _hub(channel: Channel, page: Page) -> tuple[str, str]:
    """The hub that pushes a feed, and the feed's own address; the header goes first.

    Both are empty where no hub is named.
    """
    told = {"hub": channel.hub, "self": channel.topic}
    for url, parameters in reversed(_LINK.findall(page.headers.get("link", ""))):
        for relation in _REL.findall(parameters):
            told |= dict.fromkeys(relation.lower().split(), url)
    hub = urls.resolve(page.url, told["hub"]) if told["hub"] else ""
    topic = urls.resolve(page.url, told["self"]) if told["self"] else ""
    return (hub, topic or page.request.url) if hub else ("", "")


class _Outlet:
    """Who publishes a feed: its name, and the domain that the name belongs to."""

    def __init__(self, name: str, site: str) -> None:
        self.name = name
        self._site = urls.registrable(site) if site else ""
        self._label = self._site.partition(".")[0]
        self._providers: dict[str, Provider] = {}

    def of(self, link: str) -> Provider:
        """The provider of an article at `link`."""
        host = link.split("/", 3)[2]
        provider = self._providers.get(host)
        if provider is None:
            domain = urls.registrable(host)
            # One outlet may use several suffixes: name.co.uk and name.com.
            own = domain == self._site or (
                bool(domain) and domain.partition(".")[0] == self._label
            )
            provider = Provider(name=self.name if own else "", domain=domain)
            self._providers[host] = provider
        return provider

    def named(self, articles: list[Article]) -> tuple[Article, ...]:
        """Name the provider where the feed's link is missing or is another domain's."""
        if not self.name or any(p.name for p in self._providers.values()):
            return tuple(articles)
        counts = Counter(a.provider.domain for a in articles if not a.provider.name)
        if not counts:
            return tuple(articles)
        domain, most = counts.most_common(1)[0]
        if not domain or most * 2 <= len(articles):
            return tuple(articles)
        from msgspec.structs import replace

        own = Provider(name=self.name, domain=domain)
        return tuple(
            replace(article, provider=own)
            if article.provider.domain == domain and not article.provider.name
            else article
            for article in articles
        )


def _link(draft: Draft, base: str) -> tuple[str, str]:
    """The entry's address and which element gave it."""
    if draft.link and (link := urls.resolve(base, draft.link)):
        return link, draft.link_from
    if draft.guid and (
        urls.is_web(draft.guid) or (draft.guid_is_link and "/" in draft.guid)
    ):
        return urls.resolve(base, draft.guid), "guid"
    return "", ""


def _article(
    draft: Draft,
    channel: Channel,
    link: str,
    link_from: str,
    outlet: _Outlet,
    language: str,
    source: str,
) -> Article:
    evidence = {"title": "feed", "web_url": link_from}
    base = draft.base or link
    excerpt, body, markup = _texts(draft, evidence)
    title = draft.title or draft.other_title
    if not title:
        title = _title_from(excerpt or body)
        evidence["title"] = "text" if title else ""
    published, modified = _times(draft, evidence)
    provider = outlet.of(link)
    if draft.source_name or draft.source_url:
        provider = _source(draft, base, provider)
    found: tuple[Link, ...] = html.links(markup, base) if markup else ()
    return Article(
        title=title,
        web_url=link,
        original_url=link,
        excerpt=excerpt,
        excerpt_from="outlet" if excerpt else "",
        body=body,
        published=published,
        modified=modified,
        language=of_tag(draft.language) if draft.language else language,
        provider=provider,
        authors=tuple(draft.authors or channel.authors),
        tags=tuple(draft.tags),
        images=_images(draft, markup, base),
        links=found,
        source=source,
        marks=("body-from-feed",) if body else (),
        evidence=evidence,
    )


def _texts(draft: Draft, evidence: dict[str, str]) -> tuple[str, str, str]:
    """Excerpt, body, and the HTML that links and images are taken from."""
    summary, plain = draft.summary, draft.summary_plain
    if not summary:
        summary, plain = draft.other_summary, False
    content = draft.content
    markup = content
    if content and summary != content:
        body = _plain_text(content) if draft.content_plain else html.to_text(content)
        evidence["body"] = "content"
        if not summary:
            return "", body, "" if draft.content_plain else markup
        excerpt = " ".join(summary.split()) if plain else html.to_line(summary)
        if len(excerpt) > max(len(body), _TEASER):  # the two are swapped
            body = _plain_text(summary) if plain else html.to_text(summary)
            evidence["body"], excerpt = "description", ""
            markup = summary
        if excerpt:
            evidence["excerpt"] = "description"
        return excerpt, body, markup
    if content:
        summary, plain = content, draft.content_plain
    if not summary:
        return "", "", ""
    text = _plain_text(summary) if plain else html.to_text(summary)
    markup = "" if plain else summary
    if len(text) > _TEASER or content:
        evidence["body"] = "content" if content else "description"
        return "", text, markup
    if text:
        evidence["excerpt"] = "description"
    return " ".join(text.split("\n")).replace("  ", " "), "", markup


def _plain_text(text: str) -> str:
    """Text that is no HTML, in our form: blank lines part paragraphs."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())


def _title_from(text: str) -> str:
    """The first words of the text, for an entry without a title."""
    words = text[: _LONGEST_TITLE * 4].split()
    title = " ".join(words[:_TITLE_WORDS])[:_LONGEST_TITLE]
    return f"{title} …" if len(words) > _TITLE_WORDS else title


def _times(
    draft: Draft, evidence: dict[str, str]
) -> tuple[Instant | None, Instant | None]:
    """When it was published and modified; a sole date counts as both."""
    published = dates.parse(draft.published) if draft.published else None
    updated = dates.parse(draft.updated) if draft.updated else None
    evidence["published"] = "published"
    best = published
    if best is None:
        best = updated
        evidence["published"] = "updated"
    if best is None:
        del evidence["published"]
        return None, None
    if best.precision == "day":
        evidence["published"] += " (day only)"
    elif not best.zone_stated:
        evidence["published"] += " (zone assumed)"
    return best.instant, None if updated is None else updated.instant


def _source(draft: Draft, base: str, provider: Provider) -> Provider:
    """The outlet that an aggregator's entry names, where it is another one."""
    url = urls.resolve(base, draft.source_url) if draft.source_url else ""
    domain = urls.registrable(url) if url else ""
    if domain and domain != provider.domain:
        return Provider(name=html.to_line(draft.source_name), domain=domain)
    if draft.source_name and (not domain or domain == provider.domain):
        name = provider.name or html.to_line(draft.source_name)
        return Provider(name=name, domain=provider.domain)
    return provider


def _images(draft: Draft, markup: str, base: str) -> tuple[Image, ...]:
    """The entry's own pictures, else the first of its content."""
    found: dict[str, Image] = {}
    for image in draft.images:
        url = urls.resolve(base, image.url)
        if not url:
            continue
        known = found.get(url)
        if known is None or known.width < image.width:
            found[url] = Image(url=url, width=image.width, height=image.height)
    if not found and markup:
        return html.images(markup, base, most=1)
    return tuple(found.values())
