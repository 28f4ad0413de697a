"""Which texts of an article are read: each once, the excerpt only where it adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsfold.model import Article, Field

__all__ = ["LONGEST", "fields"]

LONGEST = 20_000
"""Characters of a body that are read for facts; what matters stands before."""

_OPENING = 60


def fields(article: Article) -> list[tuple[Field, str]]:
    """Title, excerpt and body; the excerpt only where the body lacks its beginning."""
    body = article.body[:LONGEST]
    parts: list[tuple[Field, str]] = [("title", article.title)]
    if article.excerpt and article.excerpt[:_OPENING] not in body:
        parts.append(("excerpt", article.excerpt[:LONGEST]))
    if body:
        parts.append(("body", body))
    return parts
