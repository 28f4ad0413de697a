"""How feeds fare: why one is silent, since when, and what mends it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from newsfold.model import Poll, Source
from newsfold.publish.health import Kind, diagnose, feeds, tally
from support.dossiers import NOW

DOCS = Path(__file__).parents[3] / "docs" / "how-to" / "silent-feeds.md"
URL = "https://user:secret@quay.example/feed"
SHOWN = "https://quay.example/feed"
SITE = "https://quay.example/"
DAY = 86_400
SOURCE = Source(url=URL, site=SITE, added=NOW - 9 * DAY)
AGAIN = f"newsfold add {SITE} && newsfold source remove {SHOWN}"
SAYS_MORE = f"newsfold add {SHOWN} says more; else newsfold source pause {SHOWN}"
ASK = f"ask its outlet, then newsfold source resume {SHOWN}"


@pytest.mark.parametrize(
    ("reason", "detail", "kind", "why", "mend"),
    [
        ("http-401", "", "blocked", "its host wants a user name and password", ASK),
        ("http-403", "", "blocked", "its host refuses us (HTTP 403)", ASK),
        ("http-403", "behind Cloudflare", "blocked", ": behind Cloudflare", ASK),
        ("http-451", "", "blocked", "by law", ASK),
        ("http-418", "", "blocked", "its host answers HTTP 418", ASK),
        ("robots", "", "blocked", "asks robots to stay away", ASK),
        ("walled", "DataDome", "blocked", "whether one is human: DataDome", ASK),
        ("http-404", "", "missing", "has it no more", AGAIN),
        ("http-429", "", "resting", "wants to be asked less", "newsfold run ("),
        ("tls", "", "certificate", "its certificate does not hold", "renew it"),
        ("timeout", "", "unreachable", "does not answer in time", SAYS_MORE),
        ("dns", "", "unreachable", "its host has no address", SAYS_MORE),
        ("connection", "", "unreachable", "its host does not answer", SAYS_MORE),
        ("http-500", "", "broken", "its host answers HTTP 500", SAYS_MORE),
        ("too-many-redirects", "", "broken", "redirects without end", SAYS_MORE),
        ("not-a-feed", "an HTML page", "unreadable", "no feed: an HTML page", AGAIN),
        ("bad-rule", "", "misread", "does not fit", "newsfold doctor"),
        ("too-large", "", "unreadable", "too large", AGAIN),
        ("quarantined", "", "unreadable", "takes too long", AGAIN),
        ("refused-address", "", "refused", "not a public one", "remove"),
        ("http-odd", "", "broken", "http-odd", SAYS_MORE),
    ],
)
def test_why_a_poll_failed_since_when_and_what_mends_it(
    reason, detail, kind, why, mend
):
    poll = Poll(
        last=NOW, failures=3, reason=reason, detail=detail, failing_since=NOW - DAY
    )
    health = diagnose(SOURCE, poll)
    assert (health.kind, health.since) == (kind, NOW - DAY)
    assert why in health.why
    assert mend in health.mend
    assert "secret" not in str(health)


@pytest.mark.parametrize(
    ("state", "poll", "kind", "since", "mend"),
    [
        ("active", Poll(last=NOW, news=NOW), "ok", 0, ""),
        ("active", Poll(), "new", 0, "newsfold run --once"),
        ("paused", Poll(last=NOW, failures=2, reason="dns"), "paused", 0, "resume"),
        ("gone", Poll(last=NOW, reason="gone", failing_since=5), "gone", 5, "remove"),
        (
            "active",
            Poll(last=NOW, moved_to="https://u:p@new.example/", moved_since=7),
            "moved",
            7,
            f"newsfold add https://new.example/ && newsfold source remove {SHOWN}",
        ),
        ("active", Poll(last=NOW, overflow=True), "overflow", NOW, "newsfold run"),
        ("active", Poll(last=NOW, news=NOW - 30 * DAY), "ok", 0, ""),
        (
            "active",
            Poll(last=NOW, news=NOW - 31 * DAY),
            "quiet",
            NOW - 31 * DAY,
            "see whether it lives",
        ),
    ],
)
def test_what_else_there_is(state, poll, kind, since, mend):
    health = diagnose(replace(SOURCE, state=state), poll)
    assert (health.kind, health.since) == (kind, since)
    assert mend in health.mend
    assert bool(health.mend) == (kind != "ok")


def test_every_kind_is_documented():
    told = re.findall(r"^\| `([a-z]+)` \|", DOCS.read_text("utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(get_args(Kind))


def test_a_source_that_never_brought_anything_is_quiet_after_a_while():
    old = replace(SOURCE, added=NOW - 40 * DAY)
    assert diagnose(old, Poll(last=NOW)).kind == "quiet"
    assert diagnose(SOURCE, Poll(last=NOW)).kind == "ok"


def test_each_state_has_its_words():
    rows = feeds(
        [
            (Source(url=URL), Poll(last=NOW, due=NOW + 600)),
            (Source(url=URL), Poll()),
            (Source(url=URL), Poll(last=NOW, failures=1, reason="timeout")),
            (Source(url=URL), Poll(last=NOW, failures=7, reason="http-503")),
            (Source(url=URL), Poll(last=NOW, overflow=True)),
            (Source(url=URL, state="paused"), Poll(last=NOW, failures=2)),
            (Source(url=URL, state="gone"), Poll(last=NOW, reason="gone")),
            (Source(url=URL), Poll(last=NOW, news=NOW - 50 * DAY)),
            (Source(url=URL), Poll(last=NOW, moved_to="https://token.example/t0ken")),
        ]
    )
    assert [(row.kind, row.state, row.why) for row in rows] == [
        ("ok", "Read well", ""),
        ("new", "Not read yet", ""),
        ("failing", "Failing, once", "it does not answer in time"),
        ("failing", "Failing, 7 times in a row", "its host answers HTTP 503"),
        ("slow", "Read too seldom", "it turned over since: items may be missing"),
        ("paused", "Paused", "nobody asks it until it is resumed"),
        ("gone", "Gone", "its host says that it is no more"),
        ("slow", "Nothing new", "it answers, and brings nothing new"),
        ("ok", "Read well", "it has moved"),
    ]
    assert [each.label for each in tally(rows)] == [
        *("2 read well", "2 bring too little", "2 failing", "1 new", "1 paused"),
        "1 gone",
    ]
    assert "t0ken" not in str(rows)
