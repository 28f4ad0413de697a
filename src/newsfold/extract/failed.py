"""A document of which something, or nothing, could be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.model import Failure

if TYPE_CHECKING:
    from newsfold.model import Page

__all__ = ["failed"]


def failed(page: Page, reason: str, detail: str) -> Failure:
    """Why: a word that stands for it, and what a person wants to know beside."""
    return Failure(
        stage="extract",
        subject=page.request.url,
        reason=reason,
        detail=detail,
        at=page.fetched,
    )
