"""What may be done with an article: signals of its outlet, and what follows of them."""

from __future__ import annotations

from typing import Literal

from newsfold.model.base import Instant, Record

Use = Literal["fetch", "analyse", "model", "republish", "image"]
Grant = Literal["allow", "private", "deny"]


class Rights(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What may be done with an article; its fields are the uses.

    - fetch: its page is asked for.
    - analyse: its page's text is read; denied, the feed's own words are all we have.
    - model: its text is handed to a language model; private: to one on this machine.
    - republish: allow, its text may be reprinted; private, its summary is shown and the
      text stays in the hub; deny, headline and link alone are shown.
    - image: allow, a copy of ours is shown; private, the outlet's own; deny, none.
    """

    fetch: Grant = "allow"
    analyse: Grant = "allow"
    model: Grant = "private"
    republish: Grant = "private"
    image: Grant = "allow"
    snippet: int = -1
    """Characters of its text that may be shown at most; -1: nobody says."""
    own_summary: bool = False
    """Only the outlet's own summary is shown, none that was chosen from the text."""
    archive: bool = True
    """Its page may be kept for reading it again."""
    why: dict[str, str] = {}  # msgspec copies empty mutable defaults
    """For each use that a signal decided: the signal."""


class HostRights(Record, frozen=True, kw_only=True):
    """What a host says in `/.well-known/tdmrep.json`."""

    host: str
    at: Instant
    """When it was asked."""
    rules: tuple[tuple[str, bool, str], ...] = ()
    """Pattern of a path, whether text and data mining is reserved there, and the
    address of its policy; the first that fits holds."""
