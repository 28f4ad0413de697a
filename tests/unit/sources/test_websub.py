from __future__ import annotations

import hashlib
import hmac

import pytest
from msgspec.structs import replace

from newsfold.model import Push
from newsfold.sources.websub import LEASE, asked, is_signed, verified, wanted

NOW, HOUR, DAY = 1_772_400_000, 3_600, 86_400
TOKEN, SECRET = "t", "geheim €"
PUSH = Push(
    source="s",
    hub="https://hub.example/",
    topic="https://quay.example/f",
    token=TOKEN,
    secret=SECRET,
)
TOLD = {
    "hub.mode": "subscribe",
    "hub.topic": PUSH.topic,
    "hub.challenge": "c1",
    "hub.lease_seconds": "864000",
}


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_signature_is_of_this_body_by_this_secret(method):
    digest = hmac.new(PUSH.secret.encode(), b"body", method).hexdigest()
    assert is_signed(f"{method}={digest}", PUSH.secret, b"body")
    assert is_signed(f" {method.upper()}={digest.upper()} ", PUSH.secret, b"body")
    assert not is_signed(f"{method}={digest}", PUSH.secret, b"bodx")
    assert not is_signed(f"{method}={digest}", "other", b"body")
    assert not is_signed(f"{method}={digest[:-1]}", PUSH.secret, b"body")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "sha256",
        "sha256=",
        "md5=" + hashlib.md5(b"", usedforsecurity=False).hexdigest(),
        "sha256=é€",
        "=" * 1000,
    ],
)
def test_what_is_no_signature(header):
    assert not is_signed(header, PUSH.secret, b"")


def _wanted(push, now=NOW):
    return wanted(push, PUSH.hub, PUSH.topic, now)


def test_it_is_asked_for_at_first_and_anew_when_the_hub_moves():
    assert _wanted(None)
    active = replace(PUSH, state="active", until=NOW + DAY, lease=DAY)
    assert not _wanted(active)
    assert wanted(active, "https://other.example/", PUSH.topic, NOW)
    assert wanted(active, PUSH.hub, "https://other.example/", NOW)


def test_it_is_renewed_when_a_quarter_of_the_lease_is_left():
    active = replace(PUSH, state="active", until=NOW + 8 * HOUR, lease=8 * HOUR)
    assert not _wanted(active, NOW + 5 * HOUR)
    assert _wanted(active, NOW + 6 * HOUR)


def test_without_an_answer_it_is_asked_for_ever_less_often():
    push, waits = PUSH, []
    for _ in range(5):
        push, _ = asked(push, "https://news.example/websub/t", NOW)
        waits.append(
            next(h for h in range(50) if _wanted(push, NOW + h * HOUR)),
        )
    assert waits == [1, 4, 16, 24, 24]
    assert not _wanted(replace(push, state="denied"), NOW + 6 * DAY)
    assert _wanted(replace(push, state="denied"), NOW + 7 * DAY)


def test_what_is_asked():
    push, form = asked(PUSH, "https://news.example/websub/t", NOW)
    assert (push.asked, push.attempts) == (NOW, 1)
    assert form == {
        "hub.callback": "https://news.example/websub/t",
        "hub.mode": "subscribe",
        "hub.topic": PUSH.topic,
        "hub.secret": PUSH.secret,
        "hub.lease_seconds": str(LEASE),
    }


def test_a_hub_that_asks_back_makes_it_active():
    active, challenge = verified(replace(PUSH, attempts=3), TOLD, NOW)
    assert challenge == "c1"
    assert (active.state, active.attempts) == ("active", 0)
    assert (active.until, active.lease) == (NOW + 864_000, 864_000)


@pytest.mark.parametrize(
    ("seconds", "lease"), [("", LEASE), ("x", LEASE), ("1", 300), ("9" * 40, 30 * DAY)]
)
def test_leases_are_believed_within_reason(seconds, lease):
    active, _ = verified(PUSH, TOLD | {"hub.lease_seconds": seconds}, NOW)
    assert active.lease == lease


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"hub.mode": "unsubscribe"},
        {"hub.topic": "https://quay.example/other"},
        {"hub.challenge": ""},
        {"hub.challenge": "c" * 1_001},
    ],
)
def test_what_was_not_asked_for_is_not_confirmed(told):
    assert verified(PUSH, TOLD | told if told else told, NOW) is None


def test_a_denial():
    denied, challenge = verified(PUSH, TOLD | {"hub.mode": "denied"}, NOW)
    assert (denied.state, challenge) == ("denied", "")
