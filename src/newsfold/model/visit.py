"""What the visits to an article's own page taught us."""

from __future__ import annotations

from newsfold.model.article import Article
from newsfold.model.base import Instant, Record


class Visit(Record, frozen=True, kw_only=True):
    """What the last visit to one article's page taught us: its page's `Poll`."""

    article: str
    url: str
    """The address that is asked."""
    due: Instant = 0
    """When to look again."""
    last: Instant = 0
    """When it was last asked; 0: not yet."""
    etag: str = ""
    last_modified: str = ""
    """Validators, kept and sent back verbatim."""
    digest: str = ""
    """Of the body that was last read."""
    lost: int = 0
    """Visits in a row at which there was no page any more, or robots.txt barred it."""
    extractor: str = ""
    """Version of the code that read `told`."""
    told: Article | None = None
    """What the page said last, apart from what feeds say of the article."""
