"""An article as one line of JSON: `fold` and `extract` write it, `import` reads it."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from newsfold.model import Article, Image, Provider
from newsfold.text.dates import parse as parse_date
from newsfold.text.urls import is_web, registrable

__all__ = ["Line", "article_of"]


class _Author(msgspec.Struct):
    """Who wrote an article."""

    name: str = ""


class _Outlet(msgspec.Struct):
    """Who published it; what else a line says of the outlet is passed over."""

    name: str = ""
    domain: str = ""
    authors: list[_Author] = []  # msgspec copies empty defaults


class Line(msgspec.Struct, rename="camel"):
    """One article as `fold` and `extract` write it; only a title is needed."""

    title: str
    id: str | int = ""
    excerpt: str = ""
    body: str = ""
    published_date_time: str | None = None
    web_url: str = ""
    original_url: str = ""
    type: str = "article"
    category: str = "news"
    language: str = ""
    provider: _Outlet = msgspec.field(default_factory=_Outlet)
    topics: list[str] = []  # msgspec copies empty defaults
    images: list[Image] = []  # the same


def article_of(line: Line) -> Article:
    """A line as an article; it stands at its URL, or at a `urn:` of what names it."""
    moment = parse_date(line.published_date_time or "")
    url = line.web_url or line.original_url
    domain = line.provider.domain or registrable(url)
    return Article(
        title=line.title,
        web_url=url if is_web(url) else _urn(line),
        original_url=line.original_url or url,
        excerpt=line.excerpt,
        excerpt_from="outlet" if line.excerpt else "",
        body=line.body,
        published=moment.instant if moment else None,
        category=line.category,
        type=line.type,
        language=line.language,
        provider=Provider(name=line.provider.name or domain, domain=domain),
        authors=tuple(author.name for author in line.provider.authors),
        tags=tuple(line.topics),
        images=tuple(line.images),
    )


def _urn(line: Line) -> str:
    """Where an article without a URL stands: an id alone is another file's, too."""
    named = (line.provider.domain, line.id, line.title, line.published_date_time)
    digest = blake2b(msgspec.json.encode(named), digest_size=12).hexdigest()
    return f"urn:newsfold:{digest}"
