"""When to look at an article's page again: facts in, a moment out.

Most edits come early, so the pages of live articles are looked at 1, 6 and 24 hours
after publication, then daily, as long as their story lives: while an article that came
now could still join it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsfold.model import Article, Instant

__all__ = ["lives", "look_after"]

_HOUR, _DAY = 3_600, 86_400
_RUNGS = (_HOUR, 6 * _HOUR, _DAY)
"""Seconds after publication."""
_APART = 1_200
"""Seconds that two looks are apart at least."""


def look_after(article: Article, last: Instant) -> Instant:
    """When to look at an article's page after the look at `last`.

    Counted from publication, or from first sight where nobody says when that was (or
    says that it is still to come).
    """
    since = article.seen
    if article.published is not None:
        since = min(article.published, article.seen)
    for rung in _RUNGS:
        if since + rung >= last + _APART:
            return since + rung
    days = -(-(last + _APART - since) // _DAY)
    return since + days * _DAY


def lives(updated: Instant, at: Instant, window: int) -> bool:
    """Whether a story lives: its latest article is at most `window` seconds old."""
    return at <= updated + window
