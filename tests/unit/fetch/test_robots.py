from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from newsfold.fetch.robots import _relevant
from newsfold.model import Page
from support.fetching import get, get_all, refused

if TYPE_CHECKING:
    from support.replay import Replay


def _asked(web: Replay, text: str, path: str = "/private/a") -> str:
    web.serve("/robots.txt", text)
    web.serve(path, "x")
    (answer,) = get_all([web.url(path)], purpose="page")
    return "good" if isinstance(answer, Page) else answer.reason


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "good"),
        ("User-agent: *\nDisallow:", "good"),
        ("User-agent: *\nDisallow: /", "robots"),
        ("User-agent: *\nDisallow: /private", "robots"),
        ("User-agent: *\nDisallow: /public", "good"),
        ("User-agent: *\nDisallow: /\nAllow: /private/", "good"),
        ("User-agent: newsfold\nDisallow: /", "robots"),
        ("User-Agent: NewsFold # us\ndisallow: /", "robots"),
        ("User-agent: *\nDisallow: /\n\nUser-agent: newsfold\nDisallow: /x", "good"),
        ("User-agent: other\nDisallow: /", "good"),
        ("User-agent: other\nUser-agent: *\nDisallow: /", "robots"),
        ("User-agent: *\nUser-agent: other\nDisallow: /", "robots"),
        (
            "User-agent: *\nDisallow: /a\n\nUser-agent: other\nDisallow: /private",
            "good",
        ),
        ("User-agent: *\nDisallow: /*/a$", "robots"),
        ("\ufeffUser-agent: *\nDisallow: /private", "robots"),
        ("<html>nothing here</html>", "good"),
        ("\x00\xff\n:::\nDisallow: /", "good"),
    ],
)
def test_rules(web: Replay, text: str, answer: str) -> None:
    assert _asked(web, text) == answer


def test_robots_txt_is_for_pages_and_pictures(web: Replay) -> None:
    web.serve("/robots.txt", "User-agent: *\nDisallow: /")
    web.serve("/feed", "x")
    for purpose in ("feed", "discover"):
        assert get(web.url("/feed"), purpose=purpose).body == b"x"
    assert web.count("/robots.txt") == 0
    for purpose in ("page", "image"):
        assert refused(web.url("/feed"), purpose=purpose).reason == "robots"


def test_it_is_asked_for_once(web: Replay) -> None:
    web.serve("/robots.txt", "User-agent: *\nDisallow: /no", wait=0.1)
    urls = [web.serve(f"/{number}", "x") for number in range(20)]
    for delay in (0, 0.001):
        web.log.clear()
        answers = get_all(urls, purpose="page", host_delay=delay)
        assert all(isinstance(answer, Page) for answer in answers)
        assert web.count("/robots.txt") == 1
        assert web.log[0].path == "/robots.txt"


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, ""), (403, ""), (410, ""), (500, "robots"), (503, "backed-off")],
)
def test_where_there_are_none_or_they_cannot_be_read(
    web: Replay, status: int, reason: str
) -> None:
    web.refuse("/robots.txt", status)
    web.serve("/a", "x")
    (answer,) = get_all([web.url("/a")], purpose="page")
    assert getattr(answer, "reason", "") == reason
    assert web.count("/a") == (not reason)


def test_a_redirect_is_held_to_the_rules_of_where_it_leads(web: Replay) -> None:
    other = web.url("/no/a", host="127.0.0.2")
    web.redirect("/go", other)
    web.serve("/no/a", "x")
    web.serve("/robots.txt", "User-agent: *\nDisallow: /no")
    assert refused(web.url("/go"), purpose="page").reason == "robots"
    assert web.count("/no/a") == 0
    assert web.count("/robots.txt") == 2


def test_the_pace_holds_between_robots_txt_and_page(web: Replay) -> None:
    web.serve("/robots.txt", "")
    urls = [web.serve(f"/{number}", "x") for number in range(2)]
    get_all(urls, purpose="page", host_delay=0.2)
    times = [asked.at for asked in web.log]
    assert len(times) == 3
    assert min(times[1] - times[0], times[2] - times[1]) > 0.17


@pytest.mark.parametrize("delay", [0, 0.01])
def test_a_crawl_delay_is_honoured(web: Replay, delay: float) -> None:
    web.serve("/robots.txt", "User-agent: *\nCrawl-delay: 0.3")
    urls = [web.serve(f"/{number}", "x") for number in range(3)]
    get_all(urls, purpose="page", host_delay=delay)
    times = [asked.at for asked in web.log]
    gaps = [after - before for before, after in pairwise(times)]
    assert len(gaps) == 3
    assert min(gaps) > 0.25


def test_a_robots_txt_of_many_agents_and_rules_costs_no_product() -> None:
    agents = "".join(f"User-agent: bot{number}\n" for number in range(20_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(20_000))
    start = time.process_time()
    kept = _relevant(agents + rules, "newsfold")
    assert kept.count("User-agent") == 1
    assert time.process_time() - start < 1


def test_an_endless_robots_txt_is_not_read(web: Replay) -> None:
    web.serve("/robots.txt", "# " + "x" * 3_000_000)
    web.serve("/a", "x")
    assert refused(web.url("/a"), purpose="page").reason == "robots"
