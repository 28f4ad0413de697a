"""Where an article's body points: other outlets' articles among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.text.urls import canonical, is_web

if TYPE_CHECKING:
    from newsfold.model import Article

__all__ = ["links"]

_MOST = 60


def links(article: Article) -> tuple[str, ...]:
    """Canonical URLs of the body's links, each once, at most 60, never its own."""
    own = article.web_url
    found: dict[str, None] = {}
    for link in article.links:
        if len(found) >= _MOST:
            break
        if is_web(link.url):
            url = canonical(link.url)
            if url and url != own:
                found[url] = None
    return tuple(found)
