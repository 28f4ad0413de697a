from __future__ import annotations

import pytest
from msgspec.structs import replace

from newsfold.model import Failure, FeedInfo, Page, Poll, Request, Source
from newsfold.sources.schedule import after, due, moved

NOW = 1_771_380_000
HOUR, DAY = 3600, 86_400
URL = "https://news.example/feed.xml"
NEW = "https://news.example/new.xml"
SOURCE = Source(url=URL)
FEED = FeedInfo()


def _page(status: int = 200, url: str = URL, **how: object) -> Page:
    request = Request(url=url, purpose="feed", source=URL)
    return Page(request=request, url=url, status=status, fetched=NOW, **how)  # type: ignore[arg-type]  # a Page's fields


def _after(
    poll: Poll = Poll(),  # noqa: B008  # it is frozen
    outcome: Page | Failure | None = None,
    *,
    feed: FeedInfo | None = FEED,
    fresh: int = 0,
    total: int = 20,
    now: int = NOW,
    jitter: float = 0.0,
) -> Poll:
    return after(
        poll,
        outcome or _page(),
        feed=feed,
        fresh=fresh,
        total=total,
        now=now,
        jitter=jitter,
    )


def _failure(reason: str, wait: int = 0, subject: str = URL) -> Failure:
    return Failure(stage="fetch", subject=subject, reason=reason, wait=wait)


# When to ask


def test_a_new_source_is_due_at_once() -> None:
    (request,) = due([(SOURCE, Poll())], NOW)
    assert request == Request(url=URL, purpose="feed", source=URL)


def test_validators_go_with_the_request() -> None:
    poll = Poll(etag='W/"x"', last_modified="yesterday", last=NOW - DAY, due=NOW)
    (request,) = due([(SOURCE, poll)], NOW)
    assert (request.etag, request.last_modified) == ('W/"x"', "yesterday")


def test_what_is_not_due_is_not_asked_unless_forced() -> None:
    poll = Poll(last=NOW - HOUR, due=NOW + 1)
    assert due([(SOURCE, poll)], NOW) == []
    assert due([(SOURCE, poll)], NOW + 1)
    assert due([(SOURCE, poll)], NOW, force=True)


def test_ten_minutes_hold_whatever_the_record_says() -> None:
    poll = Poll(last=NOW - 599, due=NOW - 500)
    assert due([(SOURCE, poll)], NOW) == []
    assert due([(SOURCE, poll)], NOW + 1)


def test_a_clock_that_was_put_right_silences_nobody() -> None:
    poll = Poll(last=NOW + 900 * DAY, due=NOW + 901 * DAY)
    assert due([(SOURCE, poll)], NOW)
    assert due([(SOURCE, Poll(due=NOW + 5))], NOW) == []


@pytest.mark.parametrize("state", ["paused", "gone"])
def test_only_active_sources_are_asked(state: str) -> None:
    source = replace(SOURCE, state=state)
    assert due([(source, Poll())], NOW, force=True) == []


def test_what_is_gone_is_asked_only_when_forced() -> None:
    poll = Poll(reason="gone", last=NOW - DAY)
    assert due([(SOURCE, poll)], NOW) == []
    assert due([(SOURCE, poll)], NOW, force=True)


def test_the_longest_overdue_comes_first() -> None:
    pairs = [
        (Source(url=f"https://h{late}.example/"), Poll(last=1, due=NOW - late))
        for late in (5, 50, 0, 500)
    ]
    hosts = [request.url for request in due(pairs, NOW)]
    assert hosts == [f"https://h{late}.example/" for late in (500, 50, 5, 0)]


# The pace


def test_never_more_often_than_every_ten_minutes() -> None:
    poll = Poll(last=NOW - 600, interval=600, due=NOW)
    busy = _after(poll, fresh=20, total=20)
    assert busy.due == NOW + 600
    greedy = _after(poll, _page(headers={"cache-control": "max-age=1"}), fresh=5)
    assert greedy.due >= NOW + 600


def test_hourly_where_nothing_is_declared_and_nothing_moves() -> None:
    poll = Poll()
    for number in range(30):
        poll = _after(poll, now=NOW + number * HOUR, jitter=0.0)
    assert poll.interval == HOUR
    assert poll.due == NOW + 29 * HOUR + HOUR


def test_jitter_only_lengthens_and_at_most_by_a_tenth() -> None:
    still = Poll(last=NOW - HOUR, interval=HOUR)
    waits = [_after(still, jitter=jitter).due - NOW for jitter in (0.0, 0.5, 1.0, 9.0)]
    assert waits == [3600, 3780, 3960, 3960]


@pytest.mark.parametrize(
    ("headers", "declared"),
    [
        ({"cache-control": "max-age=7200"}, 7200),
        ({"cache-control": 'public, Max-Age = "7200"'}, 7200),
        ({"cache-control": "max-age=7200", "age": "1200"}, 6000),
        ({"cache-control": "s-maxage=7200"}, 0),
        ({"cache-control": "no-cache, max-age=7200"}, 0),
        ({"cache-control": "max-age=junk"}, 0),
        (
            {
                "expires": "Wed, 18 Feb 2026 05:00:00 GMT",
                "date": "Wed, 18 Feb 2026 03:00:00 GMT",
            },
            7200,
        ),
        ({"expires": "0"}, 0),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"expires": "-1", "date": "junk"}, 0),
        ({"cache-control": "max-age=99999999"}, DAY),
        ({}, 0),
    ],
)
def test_what_a_server_declares_is_kept(headers: dict[str, str], declared: int) -> None:
    poll = _after(Poll(last=NOW - HOUR, interval=HOUR), _page(headers=headers))
    assert poll.declared == declared
    assert poll.interval == max(HOUR, declared)


def test_a_feeds_own_ttl_is_kept_and_survives_a_304() -> None:
    poll = _after(feed=FeedInfo(ttl=7200))
    assert poll.interval == 7200
    again = _after(poll, _page(304), feed=None, total=0, now=NOW + 7200)
    assert (again.declared, again.interval) == (7200, 7200)


def test_a_lively_feed_is_asked_more_often_and_a_quiet_one_less() -> None:
    lively = quiet = Poll(last=NOW - 1800, interval=1800)
    for number in range(1, 6):
        now = NOW + number * 1800
        lively = _after(lively, fresh=8, total=30, now=now)
        quiet = _after(quiet, fresh=0, total=30, now=now)
    assert lively.interval < 900
    assert quiet.interval == HOUR


def test_an_overflow_is_said_and_hurries_whatever_is_declared() -> None:
    headers = {"cache-control": "max-age=86400"}
    poll = Poll(last=NOW - 4 * HOUR, interval=HOUR)
    missed = _after(poll, _page(headers=headers), fresh=20, total=20)
    assert missed.overflow
    assert missed.interval <= 1800
    calm = _after(missed, _page(headers=headers), fresh=3, total=20, now=missed.due)
    assert not calm.overflow
    assert calm.interval == DAY


def test_a_first_poll_is_no_overflow_and_neither_is_a_feed_of_one() -> None:
    assert not _after(Poll(), fresh=20, total=20).overflow
    assert not _after(Poll(last=NOW - HOUR), fresh=1, total=1).overflow
    assert not _after(Poll(last=NOW - HOUR), fresh=0, total=0).overflow


# Validators


def test_validators_advance_with_the_data_they_stand_for() -> None:
    old = Poll(etag='"old"', last_modified="then")
    headers = {"etag": '"new"', "last-modified": "now"}
    good = _after(old, _page(headers=headers))
    assert (good.etag, good.last_modified) == ('"new"', "now")
    no_feed = _after(old, _page(headers=headers), feed=None)
    assert (no_feed.etag, no_feed.last_modified) == ('"old"', "then")
    assert no_feed.reason == "not-a-feed"
    failed = _after(old, _failure("timeout"))
    assert (failed.etag, failed.last_modified) == ('"old"', "then")
    bare = _after(old, _page())
    assert (bare.etag, bare.last_modified) == ("", "")
    same = _after(old, _page(304), feed=None)
    assert (same.etag, same.last_modified, same.status) == ('"old"', "then", 304)
    renewed = _after(old, _page(304, headers={"etag": '"e"'}), feed=None)
    assert (renewed.etag, renewed.last_modified) == ('"e"', "then")


# Failures


def test_failures_back_off_up_to_a_day_and_one_answer_ends_it() -> None:
    poll = Poll(last=NOW - HOUR, interval=1800)
    waits = []
    for _ in range(12):
        poll = _after(poll, _failure("timeout"))
        waits.append(poll.due - NOW)
    assert waits[:4] == [1800, 3600, 7200, 14_400]
    assert waits[-1] == DAY
    assert (poll.failures, poll.reason, poll.status) == (12, "timeout", 0)
    good = _after(poll)
    assert (good.failures, good.reason, good.status) == (0, "", 200)


def test_a_failure_has_the_status_of_its_answer() -> None:
    assert _after(outcome=_failure("http-503")).status == 503
    assert _after(outcome=_failure("http-lol")).status == 0


def test_gone_is_told() -> None:
    poll = _after(outcome=_failure("http-410"))
    assert (poll.reason, poll.status) == ("gone", 410)
    assert _after(outcome=_failure("http-404")).reason == "http-404"


def test_a_stated_wait_is_never_cut_short_not_even_when_forced() -> None:
    poll = _after(outcome=_failure("http-429", wait=3 * DAY))
    assert poll.due >= NOW + 3 * DAY
    pairs = [(SOURCE, poll)]
    assert due(pairs, NOW + 3 * DAY - 1, force=True) == []
    assert due(pairs, NOW + 3 * DAY)
    unstated = _after(outcome=_failure("http-503"))
    assert due([(SOURCE, unstated)], NOW + 700, force=True)


def test_a_stated_wait_holds_for_the_whole_host() -> None:
    refused = _after(outcome=_failure("http-429", wait=DAY))
    sister = Source(url="https://news.example/other.xml")
    other = Source(url="https://other.example/feed.xml")
    pairs = [(SOURCE, refused), (sister, Poll()), (other, Poll())]
    assert [request.source for request in due(pairs, NOW, force=True)] == [other.url]
    assert len(due(pairs, NOW + DAY)) == 3


def test_who_was_not_asked_is_not_blamed() -> None:
    poll = Poll(last=NOW - HOUR, interval=HOUR, etag='"x"')
    held = _after(poll, _failure("backed-off", wait=900))
    assert (held.failures, held.reason, held.last) == (0, "", NOW - HOUR)
    assert held.due == NOW + 900


# Moves


def test_a_permanent_move_is_adopted_after_a_week() -> None:
    hop = _page(url=URL, redirects=((301, NEW),))
    poll = _after(outcome=hop)
    assert (poll.moved_to, poll.moved_since) == (NEW, NOW)
    poll = _after(poll, hop, now=NOW + 6 * DAY)
    assert poll.moved_since == NOW
    assert moved(SOURCE, poll, NOW + 7 * DAY - 1) == URL
    (request,) = due([(SOURCE, poll)], NOW + 7 * DAY)
    assert (request.url, request.source) == (NEW, URL)
    kept = _after(poll, _page(url=NEW), now=NOW + 7 * DAY)
    assert (kept.moved_to, kept.moved_since) == (NEW, NOW)


def test_a_move_that_does_not_last_is_forgotten() -> None:
    poll = _after(outcome=_page(redirects=((308, NEW),)))
    assert _after(poll, _page()).moved_to == ""


def test_only_what_is_permanent_from_the_start_counts() -> None:
    chain = ((301, "https://a.example/"), (302, "https://b.example/"), (301, NEW))
    assert _after(outcome=_page(redirects=chain)).moved_to == "https://a.example/"
    assert _after(outcome=_page(redirects=((302, NEW),))).moved_to == ""
    chain = ((301, "https://a.example/"), (308, NEW))
    assert _after(outcome=_page(redirects=chain)).moved_to == NEW


def test_a_move_to_what_is_no_feed_does_not_count() -> None:
    parked = _page(redirects=((301, "https://parked.example/"),))
    assert _after(outcome=parked, feed=None).moved_to == ""


def test_another_target_starts_anew() -> None:
    poll = Poll(moved_to="https://a.example/", moved_since=NOW - DAY)
    later = _after(poll, _page(redirects=((301, NEW),)))
    assert (later.moved_to, later.moved_since) == (NEW, NOW)


def test_a_new_address_that_refuses_is_given_up() -> None:
    poll = Poll(moved_to=NEW, moved_since=NOW - 8 * DAY)
    assert _after(poll, _failure("http-404", subject=NEW)).moved_to == ""
    assert _after(poll, _failure("http-503", subject=NEW)).moved_to == NEW
    assert _after(poll, _failure("timeout", subject=NEW)).moved_to == NEW


def test_a_poll_remembers_since_when_it_fails_at_whom_and_when_news_came() -> None:
    good = _after(fresh=2, total=9)
    assert good.news == NOW
    first = _after(good, _failure("http-403"))
    assert (first.failing_since, first.detail, first.news) == (NOW, "", NOW)
    walled = replace(_failure("http-403"), detail="behind Cloudflare")
    later = _after(first, walled, now=NOW + 2 * DAY)
    assert (later.failing_since, later.detail) == (NOW, "behind Cloudflare")
    again = _after(later, now=NOW + 3 * DAY)
    assert (again.failing_since, again.detail, again.news) == (0, "", NOW)
