"""Whatever servers say and feeds do, the manners hold."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from newsfold.model import Failure, FeedInfo, Page, Poll, Request, Source
from newsfold.sources.schedule import MIN_INTERVAL, after, due

URL = "https://news.example/feed"
DAY = 86_400
times = st.integers(0, 4_000_000_000)
jitters = st.floats(0, 1)
headers = st.dictionaries(
    st.sampled_from(
        ["cache-control", "expires", "date", "age", "etag", "last-modified"]
    ),
    st.one_of(
        st.text(max_size=30),
        st.integers(0, 10**12).map(lambda n: f"max-age={n}"),
        st.integers(-5, 10**12).map(str),
        st.just("Wed, 18 Feb 2026 03:00:00 GMT"),
    ),
)
redirects = st.lists(
    st.tuples(
        st.sampled_from([301, 302, 307, 308]),
        st.sampled_from(["https://a.example/", "https://b.example/", URL]),
    ),
    max_size=3,
).map(tuple)
pages = st.builds(
    lambda status, fields, hops: Page(
        request=Request(url=URL, purpose="feed"),
        url=URL,
        status=status,
        fetched=0,
        headers=fields,
        redirects=hops,
    ),
    st.sampled_from([200, 304]),
    headers,
    redirects,
)
failures = st.builds(
    lambda reason, wait: Failure(stage="fetch", subject=URL, reason=reason, wait=wait),
    st.sampled_from(
        ["timeout", "http-404", "http-410", "http-429", "http-503", "backed-off", "tls"]
    ),
    st.integers(0, 31 * DAY),
)
polls = st.builds(
    Poll,
    last=times,
    due=times,
    declared=st.integers(0, DAY),
    interval=st.integers(0, DAY),
    failures=st.integers(0, 1000),
    moved_to=st.sampled_from(["", "https://a.example/", URL]),
    moved_since=times,
)
feeds = st.none() | st.builds(FeedInfo, ttl=st.integers(0, 10**9))


@given(
    polls,
    pages | failures,
    feeds,
    st.integers(0, 500),
    st.integers(0, 10**9),
    jitters,
    st.data(),
)
def test_the_next_poll_is_neither_too_soon_nor_too_late(  # what hypothesis gives
    poll: Poll,
    outcome: Page | Failure,
    feed: FeedInfo | None,
    total: int,
    elapsed: int,
    jitter: float,
    data: st.DataObject,
) -> None:
    now = poll.last + elapsed
    fresh = data.draw(st.integers(0, total))
    following = after(
        poll, outcome, feed=feed, fresh=fresh, total=total, now=now, jitter=jitter
    )
    wait = following.due - now
    assert wait >= MIN_INTERVAL
    stated = outcome.wait if isinstance(outcome, Failure) else 0
    assert stated <= wait <= max(int(DAY * 1.1), int(stated * 1.1) + MIN_INTERVAL)
    good = isinstance(outcome, Page) and (outcome.status == 304 or feed is not None)
    if good:
        assert following.failures == 0
        assert wait <= max(3600, following.declared) * 1.1
    else:
        assert following.etag == poll.etag
    pair = (Source(url=URL), following)
    assert not due([pair], following.due - 1)
    if following.reason != "gone":
        assert due([pair], following.due)


@given(
    st.lists(st.tuples(pages | failures, st.integers(0, 30)), max_size=30),
    st.lists(st.integers(1, 5000), min_size=40, max_size=40),
    jitters,
)
def test_no_source_is_ever_asked_twice_within_ten_minutes(
    outcomes: list[tuple[Page | Failure, int]], steps: list[int], jitter: float
) -> None:
    now, poll, asked, not_before = 1_700_000_000, Poll(), [], 0
    for step in steps:
        now += step
        if not due([(Source(url=URL), poll)], now):
            continue
        assert now >= not_before
        asked.append(now)
        outcome, fresh = outcomes[len(asked) % len(outcomes)] if outcomes else (None, 0)
        if outcome is None:
            break
        poll = after(
            poll,
            outcome,
            feed=FeedInfo(),
            fresh=fresh,
            total=30,
            now=now,
            jitter=jitter,
        )
        if isinstance(outcome, Failure) and outcome.wait:
            not_before = now + outcome.wait
    gaps = [after_ - before for before, after_ in itertools.pairwise(asked)]
    assert all(gap >= MIN_INTERVAL for gap in gaps)
