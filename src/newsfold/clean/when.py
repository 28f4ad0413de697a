"""Dates that cannot be true, and what is said of an article without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.text.dates import iso

if TYPE_CHECKING:
    from newsfold.model import Article, Instant

__all__ = ["settle"]

_SLACK = 86_400
"""Seconds that an outlet's clock, or its zone, may be ahead of ours."""
_FIRST = 631_152_000
"""1990-01-01: before the web, a date is a mistake."""


def settle(
    article: Article,
    seen: Instant,
    marks: dict[str, None],
    evidence: dict[str, str],
) -> tuple[Instant | None, Instant | None]:
    """The times of publication and change that can be believed.

    Adds to `marks`: `future-date`, `undated`, `day-only`; keeps in `evidence` what was
    stated and not believed.
    """
    latest = seen + _SLACK if seen else None
    published, modified = article.published, article.modified
    if published is not None and not _possible(published, latest):
        evidence["publishedRefused"] = iso(published)
        if published >= _FIRST:
            marks["future-date"] = None
        published = None
    if modified is not None and not _possible(modified, latest):
        modified = None
    if published is None:
        marks["undated"] = None
    else:
        marks.pop("undated", None)
        if "(day only)" in evidence.get("published", ""):
            marks["day-only"] = None
    return published, modified


def _possible(instant: Instant, latest: Instant | None) -> bool:
    return instant >= _FIRST and (latest is None or instant <= latest)
