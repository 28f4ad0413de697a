"""Stage 4: articles → articles: text repaired, one address, times in UTC, an excerpt.

Every change to the outlet's words is listed in the article's `repairs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from newsfold.clean import excerpts, mend, providers, when
from newsfold.text import bylines, titles, urls

if TYPE_CHECKING:
    from newsfold.model import Article, Instant, Provider

__all__ = ["clean"]


def clean(article: Article, *, seen: Instant, as_is: bool = False) -> Article:
    """Bring one article into the form that all later stages rely on.

    `seen` is when it was fetched: the measure of a date in the future.  With `as_is`
    its words stay as they are; only times and addresses are made normal, since they
    decide what the article is.  Idempotent.
    """
    work = mend.Mender()
    marks = dict.fromkeys(article.marks)
    evidence = dict(article.evidence)
    original = article.original_url or article.web_url
    web_url = urls.canonical(article.web_url) or article.web_url
    published, modified = when.settle(article, seen, marks, evidence)
    if as_is:
        return replace(
            article,
            web_url=web_url,
            original_url=original,
            published=published,
            modified=modified,
            seen=article.seen or seen,
            marks=tuple(marks),
            evidence=evidence,
        )
    work.note_address(article.web_url, web_url)
    provider = _provider(article, web_url)
    title = work.line("title", article.title)
    if title:
        short = titles.without_site(title, _names(article, provider))
        work.note("title", "site-name", title, short)
        title = short
    body = work.text("body", article.body)
    excerpt = work.line("excerpt", article.excerpt)
    # A title that we made ourselves repeats the excerpt, not the other way round.
    own = "" if "untitled" in marks else title
    chosen = excerpts.choose(excerpt, body, own, article.language)
    work.note("excerpt", "stray-quotes", excerpt, chosen.unquoted)
    if chosen.origin == "chosen":
        evidence["excerpt"] = "body"
    elif chosen.shortened:
        evidence["excerpt"] = (
            evidence.get("excerpt", "outlet").removesuffix(", shortened")
            + ", shortened"
        )
        if not body:
            body = chosen.unquoted
    if not title:
        title = excerpts.headline_of(chosen.text)
        marks["untitled"] = None
    return replace(
        article,
        title=title,
        web_url=web_url,
        original_url=original,
        excerpt=chosen.text,
        excerpt_from=_excerpt_from(article, chosen),
        body=body,
        published=published,
        modified=modified,
        seen=article.seen or seen,
        provider=provider,
        authors=_authors(article, work),
        tags=_tags(article, work),
        marks=tuple(marks),
        repairs=(*article.repairs, *work.repairs),
        evidence=evidence,
    )


def _provider(article: Article, web_url: str) -> Provider:
    """Who published it, by the register."""
    given = article.provider
    known = providers.resolve(given.domain or urls.registrable(web_url), given.name)
    return replace(known, images=given.images) if given.images else known


def _names(article: Article, provider: Provider) -> set[str]:
    """Folded names that the source itself, or its domain, proves to be the outlet's."""
    domain = provider.domain
    names = (article.provider.name, provider.name, domain, domain.partition(".")[0])
    return {folded for name in names if (folded := titles.fold(name))}


def _authors(article: Article, work: mend.Mender) -> tuple[str, ...]:
    mended = [work.line("authors", author) for author in article.authors]
    found = bylines.names(mended)
    return found or tuple(author for author in mended if author)


def _tags(article: Article, work: mend.Mender) -> tuple[str, ...]:
    mended = (work.line("tags", tag) for tag in article.tags)
    return tuple(dict.fromkeys(tag for tag in mended if tag))


def _excerpt_from(
    article: Article, chosen: excerpts.Chosen
) -> Literal["", "outlet", "chosen", "editor"]:
    if article.excerpt_from == "editor":
        return "editor"
    if chosen.origin == "chosen" or article.excerpt_from == "chosen":
        return "chosen" if chosen.text else ""
    return "outlet" if chosen.text else ""
