"""How feeds fare, in words."""

from __future__ import annotations

from newsfold.model import Poll, Source
from newsfold.publish.health import feeds, tally
from support.dossiers import NOW

URL = "https://quay.example/feed"


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
    ]
    assert [each.label for each in tally(rows)] == [
        *("1 read well", "1 read too seldom", "2 failing", "1 new", "1 paused"),
        "1 gone",
    ]


def test_a_reason_without_words_stands_as_it_is():
    (row,) = feeds([(Source(url=URL), Poll(last=NOW, failures=1, reason="http-odd"))])
    assert row.why == "http-odd"
