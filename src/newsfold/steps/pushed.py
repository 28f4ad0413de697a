"""What a hub says and sends to `newsfold serve` (WebSub), noted until the next run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.model import Failure
from newsfold.sources import websub
from newsfold.text.urls import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsfold.model import Instant
    from newsfold.store import Store

__all__ = ["Pushed"]

_MOST = 50
"""Deliveries that wait for a run; what comes beyond comes again, or with a poll."""


class Pushed:
    """What is done when a hub calls at the address that has a subscription's token."""

    def __init__(self, store: Store, now: Instant) -> None:
        self._store = store
        self._now = now

    def knows(self, token: str) -> bool:
        """Whether a hub was given an address with this token."""
        return self._store.pushes.by_token(token) is not None

    def verify(self, token: str, told: Mapping[str, str]) -> str | None:
        """The challenge to give back; None for what we did not ask for.

        The subscription becomes active, or denied, or is over.
        """
        with self._store.transaction():
            known = self._store.pushes.by_token(token)
            outcome = known and websub.verified(known, told, self._now)
            if not outcome:
                return None
            push, challenge = outcome
            if push.state == "ended":
                self._store.pushes.drop(push.source)
                return challenge
            self._store.pushes.save(push)
            if push.state == "denied":
                reason = told.get("hub.reason", "")[:300]
                self._fail(push.source, "push-denied", reason)
            else:
                self._store.log.clear("sources", shown(push.source))
        return challenge

    def deliver(
        self, token: str, body: bytes, *, signature: str, content_type: str
    ) -> bool:
        """Keep what was sent; False where there is no room for it.

        What is not signed with the subscription's secret is ignored and a Failure;
        what is sent for a source that is paused is ignored.
        """
        with self._store.transaction():
            known = self._store.pushes.by_token(token)
            if known is None:
                return True
            if not websub.is_signed(signature, known.secret, body):
                reason = "bad-signature" if signature else "unsigned"
                detail = f"{len(body)} bytes were pushed to it and ignored"
                self._fail(known.source, reason, detail)
                return True
            standing = self._store.sources.get(known.source)
            if standing is None or standing[0].state != "active":
                return True
            return self._store.pushes.deliver(
                known.source, content_type, body, most=_MOST
            )

    def _fail(self, source: str, reason: str, detail: str) -> None:
        self._store.log.fail(
            Failure(
                stage="sources",
                subject=shown(source),
                reason=reason,
                detail=detail,
                at=self._now,
            )
        )
