"""Stage 1: what to ask for next."""

from newsfold.sources import discover, opml, schedule

__all__ = ["discover", "opml", "schedule"]
