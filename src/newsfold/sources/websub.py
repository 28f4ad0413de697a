"""WebSub: whether to subscribe, what to ask, and whether an answer is genuine.

Facts in, records out; the routes are in `serve`, the requests in `steps.push`.
https://www.w3.org/TR/websub/
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsfold.model import Instant, Push

__all__ = [
    "LEASE",
    "MAX_BYTES",
    "asked",
    "ending",
    "is_signed",
    "verified",
    "wanted",
]

LEASE = 7 * 86_400
"""Seconds for which we ask to be subscribed."""
MAX_BYTES = 4_000_000
"""Of one delivery; larger ones are refused, and come with the next poll."""
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})
_HOUR, _DAY = 3_600, 86_400
_SHORTEST, _LONGEST = 300, 30 * _DAY
"""Leases that are believed."""
_DENIED_FOR = 7 * _DAY
_MOST_CHALLENGE = 1_000


def wanted(known: Push | None, hub: str, topic: str, now: Instant) -> bool:
    """Whether a source's subscription has to be asked for now.

    At first, when its hub or topic changes, and when a quarter of the lease is left;
    without an answer again after an hour, four hours and then daily; after a denial,
    after a week.
    """
    if known is None or known.state == "ending":
        return True
    if (known.hub, known.topic) != (hub, topic):
        return True
    if known.state == "denied":
        return now - known.asked >= _DENIED_FOR
    if known.state == "active" and known.until - now > known.lease // 4:
        return False
    return _due(known, now)


def ending(push: Push, now: Instant) -> tuple[Push | None, bool]:
    """What becomes of a subscription that nobody wants any more, and whether the hub
    has to be told so now; None where there is none, or no longer.
    """
    if push.state not in {"active", "ending"} or now >= push.until:
        return None, False
    if push.state == "active":
        push = replace(push, state="ending", attempts=0)
    return push, _due(push, now)


def _due(push: Push, now: Instant) -> bool:
    """Whether it is time to ask a hub that has not answered."""
    pause = min(_HOUR * 4 ** max(0, min(push.attempts, 4) - 1), _DAY)
    return not push.attempts or now - push.asked >= pause


def asked(push: Push, callback: str, now: Instant) -> tuple[Push, dict[str, str]]:
    """A subscription that is asked for, or its end, and the form that asks the hub."""
    form = {
        "hub.callback": callback,
        "hub.mode": "unsubscribe" if push.state == "ending" else "subscribe",
        "hub.topic": push.topic,
    }
    if push.state != "ending":
        form |= {"hub.secret": push.secret, "hub.lease_seconds": str(LEASE)}
    return replace(push, asked=now, attempts=push.attempts + 1), form


def verified(
    push: Push, told: Mapping[str, str], now: Instant
) -> tuple[Push, str] | None:
    """What a hub's call makes of a subscription, and the challenge to give back.

    None for what we did not ask: another topic, the other of the two, no challenge.
    """
    if told.get("hub.topic") != push.topic:
        return None
    mode, challenge = told.get("hub.mode", ""), told.get("hub.challenge", "")
    if mode == "denied":
        return replace(push, state="denied", until=0), ""
    if not 0 < len(challenge) <= _MOST_CHALLENGE:
        return None
    if (mode, push.state) == ("unsubscribe", "ending"):
        return replace(push, state="ended", until=0), challenge
    if mode != "subscribe" or push.state == "ending":
        return None
    stated = told.get("hub.lease_seconds", "")
    seconds = int(stated[:12]) if stated.isascii() and stated.isdecimal() else LEASE
    lease = min(max(seconds, _SHORTEST), _LONGEST)
    active = replace(push, state="active", attempts=0, until=now + lease, lease=lease)
    return active, challenge


def is_signed(header: str, secret: str, body: bytes) -> bool:
    """Whether an X-Hub-Signature (`sha256=…`) is one of this body by this secret.

    Compared in a time that tells nothing of it.
    """
    method, _, digest = header.strip().partition("=")
    method = method.lower()
    if method not in _METHODS:
        return False
    expected = hmac.new(secret.encode(), body, method).hexdigest()
    given = digest.strip().lower().encode("utf-8", "replace")
    return hmac.compare_digest(expected.encode(), given)
