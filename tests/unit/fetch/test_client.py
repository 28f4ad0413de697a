from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from urllib.parse import parse_qsl

import pytest

from newsfold.config import Fetch
from newsfold.fetch import Client, Politeness, shown
from newsfold.model import Failure, Page, Request
from support.fetching import NOW, get, get_all, refused
from support.replay import Asked, Replay, Reply


def test_a_page_is_what_came(web: Replay) -> None:
    url = web.serve("/feed.xml", b"<rss/>", headers=[("X-A", "1"), ("x-a", "2")])
    request = Request(url=url, purpose="feed", source="s")
    page = get(request)
    assert page.request is request
    assert (page.url, page.status, page.body) == (url, 200, b"<rss/>")
    assert page.fetched == NOW
    assert page.headers["x-a"] == "1, 2"
    assert page.redirects == ()


def test_it_says_who_it_is_and_no_more(web: Replay) -> None:
    url = web.serve("/", "x", headers=[("Set-Cookie", "id=1; Path=/")])
    answers = get_all([url, url], concurrency=1)
    assert [answer.status for answer in answers if isinstance(answer, Page)] == [
        200,
        200,
    ]
    for asked in web.log:
        assert asked.headers["user-agent"] == "newsfold/9.9 (+https://newsfold.example)"
        assert not {"cookie", "authorization", "referer", "from"} & set(asked.headers)
    assert web.connections == 1  # kept alive
    assert "set-cookie" not in get(url).headers
    get(url, user_agent="mine/1")
    assert web.log[-1].headers["user-agent"] == "mine/1"


def test_validators_go_back_verbatim(web: Replay) -> None:
    url = web.serve("/", "x")
    first = get(url)
    again = Request(url=url, purpose="feed", etag=first.headers["etag"])
    page = get(again)
    assert (page.status, page.body) == (304, b"")
    since = Request(
        url=url, purpose="feed", last_modified=first.headers["last-modified"]
    )
    assert get(since).status == 304
    odd = 'W/"a b,;\\-–"'
    get(Request(url=url, purpose="feed", etag=odd, last_modified="yesterday, about"))
    sent = web.log[-1].headers
    assert sent["if-none-match"].encode("latin-1").decode() == odd
    assert sent["if-modified-since"] == "yesterday, about"


@pytest.mark.parametrize("etag", ['"a\r\nX-Injected: 1"', '"a\x00"', '"\ufffd"', ""])
def test_a_validator_that_cannot_be_sent_is_left_out(web: Replay, etag: str) -> None:
    get(Request(url=web.serve("/", "x"), purpose="feed", etag=etag))
    assert not {"if-none-match", "x-injected"} & set(web.log[-1].headers)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 429, 500, 502, 503])
def test_a_refusal_is_a_failure_with_its_status(web: Replay, status: int) -> None:
    failure = refused(web.refuse("/x", status, retry_after=7))
    assert failure.reason == f"http-{status}"
    assert failure.subject == web.url("/x")
    assert (failure.stage, failure.at, failure.wait) == ("fetch", NOW, 7)


def test_retry_after_may_be_a_date(web: Replay) -> None:
    date = "Wed, 18 Feb 2026 03:00:00 GMT"  # an hour and 40 minutes past NOW
    assert refused(web.refuse("/a", 429, retry_after=date)).wait == 3600
    assert refused(web.refuse("/b", 429, retry_after="soon")).wait == 0
    assert refused(web.refuse("/c", 429, retry_after="9" * 30)).wait == 31 * 86_400
    past = "Wed, 18 Feb 2015 03:00:00 GMT"
    assert refused(web.refuse("/d", 503, retry_after=past)).wait == 0


def test_redirects_are_followed_and_told(web: Replay) -> None:
    web.serve("/c", "x")
    web.redirect("/b", "c", status=302)
    page = get(web.redirect("/a", web.url("/b"), status=301))
    assert page.url == web.url("/c")
    assert page.redirects == ((301, web.url("/b")), (302, web.url("/c")))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect(web: Replay, status: int) -> None:
    web.serve("/b", "x")
    page = get(web.redirect("/a", "/b#part", status=status))
    assert page.redirects == ((status, web.url("/b")),)


def test_redirects_end(web: Replay) -> None:
    for number in range(30):
        web.redirect(f"/{number}", f"/{number + 1}")
    assert refused(web.url("/0"), max_redirects=8).reason == "too-many-redirects"
    assert web.count() == 9
    web.redirect("/here", "/there")
    assert refused(web.redirect("/there", "/here")).reason == "too-many-redirects"
    assert web.count("/here") + web.count("/there") == 2  # a loop is seen at once


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("", "http-302"),
        ("ftp://news.example/", "bad-url"),
        ("javascript:alert(1)", "bad-url"),
        ("http://[::1", "bad-url"),
        ("/" + "x" * 9000, "bad-url"),
    ],
)
def test_redirects_to_nowhere(web: Replay, location: str, reason: str) -> None:
    assert refused(web.redirect("/a", location)).reason == reason


def test_a_redirect_may_be_written_sloppily(web: Replay) -> None:
    web.serve("/caf%C3%A9%20au%20lait?q=%2Fa", "x")
    page = get(web.redirect("/a", "/café au lait?q=%2Fa"))
    assert page.body == b"x"


def test_credentials_stay_with_their_host_and_out_of_sight(web: Replay) -> None:
    other = web.url("/other", host="127.0.0.2")
    web.redirect("/a", "/b")
    web.redirect("/b", other)
    web.serve("/other", "x")
    page = get(f"http://reader:s%3Acret@127.0.0.1:{web.port}/a")
    sent = [asked.headers.get("authorization") for asked in web.log]
    assert sent == ["Basic cmVhZGVyOnM6Y3JldA=="] * 2 + [None]
    assert "cret" not in page.url + str(page.redirects)
    web.redirect("/bad", "http://x:y@127.0.0.2:1/nowhere")
    failure = refused(f"http://reader:s%3Acret@127.0.0.1:{web.port}/bad")
    assert failure.subject == web.url("/bad")
    assert "cret" not in str(failure)


def test_credentials_do_not_come_back_from_another_host(web: Replay) -> None:
    web.redirect("/a", web.url("/b", host="127.0.0.2"))
    web.redirect("/b", f"http://eve:x@127.0.0.2:{web.port}/c")
    web.serve("/c", "x")
    get(f"http://reader:secret@127.0.0.1:{web.port}/a")
    assert [bool(asked.headers.get("authorization")) for asked in web.log] == [
        True,
        False,
        False,
    ]


def test_what_is_shown_of_a_url() -> None:
    assert shown("https://a:b@h.example/x@y?z=@") == "https://h.example/x@y?z=@"
    assert shown("https://a@h.example") == "https://h.example"
    assert shown("https://h.example/a@b") == "https://h.example/a@b"
    assert shown("//a:b@h/") == "//h/"
    assert shown("junk") == "junk"


@pytest.mark.parametrize(
    "url",
    ["", " ", "news.example", "http://", "ftp://news.example/", "http://[::1/",
     "http://news.example:99999/", "http://" + "a" * 64 + ".example/", "\x00",
     "http://news.example:http/", "data:text/html,x", "http://x/" + "y" * 10_000],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    assert refused(url).reason in {"bad-url", "dns"}


def test_a_url_is_asked_for_as_it_is_written(web: Replay) -> None:
    path = "/a%2Fb/%7Ex?sig=a%2Bb+c%3D&&=&x=%41;'()*!"
    web.serve(path, "x")
    assert get(web.url(path)).body == b"x"
    web.serve("/%D0%BC%D0%B8%D1%80?q=%20c", "y")
    assert get(web.url("/мир?q= c")).body == b"y"
    assert get(web.url("/м\nир?q= c#part")).body == b"y"


def test_nobody_there(web: Replay) -> None:
    port = web.port
    failure = refused(f"http://127.0.0.3:{port}/")
    assert failure.reason == "connection"
    assert refused("http://nobody.invalid/").reason == "dns"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "connection"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "bad-http"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "bad-http"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "bad-http"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", "bad-http"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 400 + b"\r\n", "bad-http"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 9000 + b"\r\n", "connection"),
        (
            b"HTTP/1.1 200 OK\r\n"
            + (b"X: " + b"a" * 30_000 + b"\r\n") * 12
            + b"Content-Length: 0\r\n\r\n",
            "bad-http",
        ),
    ],
)
def test_answers_that_are_none(web: Replay, answer: bytes, reason: str) -> None:
    assert refused(web.serve("/", answer, raw=True)).reason == reason


def test_odd_but_usable_answers(web: Replay) -> None:
    for head in (
        b"HTTP/1.0 200 OK\r\n\r\n",  # ends with the connection
        b"HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: \xe9\xff\r\nContent-Length: 1\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n",
    ):
        web.serve("/", head + b"x", raw=True)
        assert get(web.url("/")).body == b"x", head
    page = get(web.serve("/", b'HTTP/1.1 200 OK\r\nETag: "\xe9"\r\n\r\nx', raw=True))
    page.headers["etag"].encode()  # proper text, whatever came


def test_every_drip_ends_with_the_deadline(web: Replay) -> None:
    body = web.serve("/body", "x" * 100, drip=0.1, compress=False)
    head = web.serve(
        "/head", b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 99, raw=True, drip=0.1
    )
    silent = web.serve("/silent", "x", wait=9)
    hints = web.serve(
        "/hints", b"HTTP/1.1 102 Processing\r\n\r\n" * 99, raw=True, drip=0.02
    )
    start = time.monotonic()
    answers = get_all([body, head, silent, hints], deadline=0.6)
    assert [getattr(answer, "reason", "") for answer in answers] == ["timeout"] * 4
    assert 0.5 < time.monotonic() - start < 2


def test_the_deadline_holds_for_all_hops_together(web: Replay) -> None:
    for number in range(8):
        head = (("Location", f"/{number + 1}"),)
        web.answer(f"/{number}", Reply(status=302, headers=head, wait=0.2))
    assert refused(web.url("/0"), deadline=0.5).reason == "timeout"
    assert web.count() <= 3


def test_good_hosts_do_not_wait_for_dripping_ones(web: Replay) -> None:
    slow = [web.serve(f"/s{n}", "x" * 99, drip=0.1, compress=False) for n in range(8)]
    fast = [
        web.serve(f"/f{n}", "x").replace("127.0.0.1", "127.0.0.2") for n in range(8)
    ]
    start = time.monotonic()
    seen = []

    async def run() -> None:
        settings = Fetch(allow_private_networks=True, host_delay=0.001, deadline=1)
        requests = [Request(url=url, purpose="feed") for url in (*slow, *fast)]
        async with Client(settings, version="1", clock=lambda: 0) as client:
            async for _, answer in client.fetch_all(requests):
                seen.append((isinstance(answer, Page), time.monotonic() - start))
                if len(seen) == 8:
                    return

    asyncio.run(run())
    assert all(good for good, _ in seen)
    assert seen[-1][1] < 0.9


def test_good_ones_hardly_wait_for_fifty_that_drip(web: Replay) -> None:
    fast = [web.serve(f"/f{n}", "x" * 2000) for n in range(50)]
    hosts = [f"127.0.1.{number}" for number in range(1, 51)]
    with Replay(hosts=hosts) as dripping:
        dripping.serve("/", "x" * 99, drip=0.3, compress=False)
        _race([dripping.url("/", host) for host in hosts], fast)


def _race(slow: list[str], fast: list[str]) -> None:
    start = time.monotonic()
    seen = []

    async def run() -> None:
        settings = Fetch(allow_private_networks=True, host_delay=0, deadline=3)
        requests = [Request(url=url, purpose="feed") for url in (*slow, *fast)]
        async with Client(settings, version="1", clock=lambda: 0) as client:
            async for _, answer in client.fetch_all(requests):
                seen.append((answer, time.monotonic() - start))
                if len(seen) == 50:
                    return

    asyncio.run(run())
    assert all(isinstance(answer, Page) for answer, _ in seen)
    assert seen[-1][1] < 1.5


def test_the_body_is_capped(web: Replay) -> None:
    plain = web.serve("/plain", b"x" * 5000, compress=False)
    assert len(get(plain, max_bytes=5000).body) == 5000
    assert refused(plain, max_bytes=4999).reason == "too-large"
    packed = web.serve("/packed", b"x" * 5000)
    assert len(get(packed, max_bytes=5000).body) == 5000
    assert refused(packed, max_bytes=4999).reason == "too-large"
    endless = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_000
    assert (
        refused(web.serve("/e", endless, raw=True), max_bytes=999).reason == "too-large"
    )


def test_one_host_is_asked_at_its_pace(web: Replay) -> None:
    urls = [web.serve(f"/{number}", "x") for number in range(4)]
    others = [url.replace("127.0.0.1", "127.0.0.2") for url in urls]
    start = time.monotonic()
    assert len(get_all([*urls, *others], host_delay=0.15)) == 8
    took = time.monotonic() - start
    for host in ("127.0.0.1", "127.0.0.2"):
        times = [asked.at for asked in web.log if host in asked.headers["host"]]
        gaps = [after - before for before, after in pairwise(times)]
        assert len(gaps) == 3
        assert min(gaps) > 0.12
    assert took < 0.8  # side by side: one after the other would take over 1.05


def test_redirects_keep_the_pace_and_the_deadline_allows_for_it(web: Replay) -> None:
    web.redirect("/a", "/b")
    web.redirect("/b", "/c")
    web.serve("/c", "x")
    assert get(web.url("/a"), host_delay=0.3, deadline=0.4).body == b"x"
    times = [asked.at for asked in web.log]
    assert min(times[1] - times[0], times[2] - times[1]) > 0.25


def test_a_host_that_refuses_is_left_alone_as_a_whole(web: Replay) -> None:
    busy = web.refuse("/busy", 429, retry_after=300)
    urls = [busy, *[web.serve(f"/{number}", "x") for number in range(5)]]
    other = web.url("/1", host="127.0.0.2")
    answers = get_all([*urls, other], host_delay=0.01)
    reasons = sorted(getattr(answer, "reason", "good") for answer in answers)
    assert reasons == ["backed-off"] * 5 + ["good", "http-429"]
    waits = [
        a.wait for a in answers if isinstance(a, Failure) and a.reason == "backed-off"
    ]
    assert all(290 < wait <= 301 for wait in waits)
    assert web.count(status=429) == 1
    assert web.count() == 2


def test_a_short_wait_is_waited_for(web: Replay) -> None:
    replies = [Reply(status=503, headers=(("Retry-After", "1"),)), Reply(b"x")]
    web.handle("/", lambda _asked: replies.pop(0))
    answers = get_all([web.url(), web.url()], host_delay=0.01)
    assert [getattr(answer, "reason", "good") for answer in answers] == [
        "http-503",
        "good",
    ]
    assert web.log[1].at - web.log[0].at > 0.95


def test_a_host_that_cannot_be_reached_is_left_alone(web: Replay) -> None:
    dead = [f"http://127.0.0.3:{web.port}/{number}" for number in range(6)]
    answers = get_all(dead, host_delay=0.01)
    reasons = [getattr(answer, "reason", "") for answer in answers]
    assert reasons == ["connection"] * 3 + ["backed-off"] * 3


def test_who_redirects_to_dead_hosts_is_not_to_blame(web: Replay) -> None:
    urls = [
        web.redirect(f"/{number}", f"http://127.0.0.3:{web.port}/")
        for number in range(5)
    ]
    urls.append(web.serve("/good", "x"))
    answers = get_all(urls, host_delay=0.01)
    assert isinstance(answers[-1], Page)


def test_every_request_is_answered_once(web: Replay) -> None:
    urls = [web.serve(f"/{number}", str(number)) for number in range(50)]
    bad = ["junk", "http://nobody.invalid/", web.url("/missing")]
    answers = get_all([*urls, *bad, urls[0]])
    assert len(answers) == 54
    bodies = sorted(int(answer.body) for answer in answers if isinstance(answer, Page))
    assert bodies == sorted([*range(50), 0])


def test_it_can_be_stopped_half_way(web: Replay) -> None:
    urls = [web.serve(f"/{number}", "x", wait=0.05) for number in range(200)]

    async def run() -> int:
        settings = Fetch(allow_private_networks=True, host_delay=0, concurrency=4)
        async with Client(settings, version="1", clock=lambda: 0) as client:
            answers = client.fetch_all(
                [Request(url=url, purpose="feed") for url in urls]
            )
            async for _ in answers:
                break
            await answers.aclose()  # type: ignore[attr-defined]  # it is a generator
            return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
    assert web.count() < 20


def test_a_slow_reader_slows_the_fetching_down(web: Replay) -> None:
    urls = [web.serve(f"/{number}", "x") for number in range(60)]

    async def run() -> None:
        settings = Fetch(allow_private_networks=True, host_delay=0, concurrency=4)
        async with Client(settings, version="1", clock=lambda: 0) as client:
            async for _ in client.fetch_all(
                [Request(url=url, purpose="feed") for url in urls]
            ):
                await asyncio.sleep(0.3)
                assert web.count() <= 8
                return

    asyncio.run(run())


def test_back_off_is_carried_over_to_the_next_client(web: Replay) -> None:
    hosts = Politeness(0)
    settings = Fetch(allow_private_networks=True, host_delay=0)
    requests = [
        Request(url=web.refuse("/busy", 429, retry_after=99), purpose="feed"),
        Request(url=web.serve("/page", "x"), purpose="page"),
    ]

    async def run(request: Request) -> Page | Failure:
        client = Client(settings, version="1", clock=lambda: 0, hosts=hosts)
        async with client:
            return await client.fetch(request)

    answers = [asyncio.run(run(request)) for request in requests]
    reasons = [getattr(answer, "reason", "good") for answer in answers]
    assert reasons == ["http-429", "backed-off"]
    assert web.count() == 1


def test_a_route_stands_for_the_web(web: Replay) -> None:
    web.serve("/moved", "x")
    web.redirect("/feed", "/moved", status=301)

    async def run() -> Page | Failure:
        settings = Fetch(allow_private_networks=True, host_delay=0)
        client = Client(
            settings,
            version="1",
            clock=lambda: 0,
            route=lambda url: url.replace("https://news.example", web.url("")),
        )
        async with client:
            return await client.fetch(
                Request(url="https://news.example/feed", purpose="feed")
            )

    page = asyncio.run(run())
    assert isinstance(page, Page)
    assert page.url == "https://news.example/moved"
    assert page.redirects == ((301, "https://news.example/moved"),)


def test_a_client_that_is_not_open_says_so() -> None:
    client = Client(Fetch(host_delay=0), version="1", clock=lambda: 0)
    answer = asyncio.run(client.fetch(Request(url="http://h.example/", purpose="feed")))
    assert isinstance(answer, Failure)
    assert answer.reason == "unexpected"


def test_what_is_asked_for_suits_the_purpose(web: Replay) -> None:
    def say(asked: Asked) -> Reply:
        return Reply(asked.headers["accept"].encode())

    web.handle("/", say)
    assert b"rss" in get(web.url(), purpose="feed").body
    assert b"html" in get(web.url(), purpose="page").body
    assert b"image" in get(web.url(), purpose="image").body
    assert {b"html", b"rss"} <= set(
        get(web.url(), purpose="discover")
        .body.replace(b"+", b"/")
        .replace(b",", b"/")
        .split(b"/")
    )


def test_a_form_is_posted_and_goes_no_further(web: Replay) -> None:
    fields = (("hub.mode", "subscribe"), ("hub.topic", "https://quay.example/?a=1&b=é"))
    url = web.serve("/hub", b"", status=202)
    page = get(Request(url=url, purpose="push", form=fields))
    assert page.status == 202
    (asked,) = web.log
    assert asked.method == "POST"
    assert parse_qsl(asked.body.decode()) == list(fields)
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    for status in (301, 303, 307, 308):
        web.redirect("/moved", "/hub", status=status)
        request = Request(url=web.url("/moved"), purpose="push", form=fields)
        assert refused(request).reason == f"http-{status}"
    assert web.count("/hub") == 1


def test_a_form_is_posted_to_no_private_address(web: Replay) -> None:
    request = Request(url=web.url("/hub"), purpose="push", form=(("a", "b"),))
    failure = refused(request, allow_private_networks=False)
    assert failure.reason == "refused-address"
    assert web.log == []
