from __future__ import annotations

import asyncio

import pytest

from newsfold.fetch.politeness import Politeness, host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://News.Example/a", "news.example"),
        ("http://news.example:80/", "news.example"),
        ("https://news.example:443/", "news.example"),
        ("https://news.example:80/", "news.example:80"),
        ("https://a:b@news.example:8443/", "news.example:8443"),
        ("http://[::1]:8080/", "::1:8080"),
        ("http://news.example:bad/", ""),
        ("http://[::1/", ""),
        ("junk", ""),
    ],
)
def test_hosts(url: str, host: str) -> None:
    assert host_of(url) == host


def test_turns_are_booked_in_order_and_apart() -> None:
    async def run() -> list[float]:
        hosts = Politeness(0.05)
        return await asyncio.gather(
            *(hosts.turn("a") for _ in range(4)), hosts.turn("b")
        )

    *waits, other = asyncio.run(run())
    assert waits == pytest.approx([0, 0.05, 0.1, 0.15], abs=0.02)
    assert other == 0


def test_a_delay_is_honoured_within_reason() -> None:
    async def run() -> None:
        hosts = Politeness(0)
        hosts.slow_down("a", 1e9)
        assert hosts._hosts["a"].delay == 60
        hosts.slow_down("a", 1)
        assert hosts._hosts["a"].delay == 60

    asyncio.run(run())


def test_back_off_grows_and_one_answer_ends_it() -> None:
    async def run() -> None:
        hosts = Politeness(0)
        for _ in range(2):
            hosts.missed("a")
        assert hosts.blocked("a") == 0
        hosts.missed("a")
        assert 59 < hosts.blocked("a") <= 60
        hosts.missed("a")
        assert 119 < hosts.blocked("a") <= 120
        for _ in range(50):
            hosts.missed("a")
        assert 3599 < hosts.blocked("a") <= 3600
        assert hosts.blocked("b") == 0
        hosts.reached("a")
        hosts.missed("a")
        assert hosts._hosts["a"].failures == 1

    asyncio.run(run())


def test_a_wait_is_never_cut_short() -> None:
    async def run() -> None:
        hosts = Politeness(0)
        hosts.leave_alone("a", 500)
        hosts.leave_alone("a", 20)
        assert 499 < hosts.blocked("a") <= 500

    asyncio.run(run())


def test_hosts_are_forgotten_when_they_are_many() -> None:
    async def run() -> None:
        hosts = Politeness(0)
        hosts.leave_alone("kept", 500)
        for number in range(25_000):
            await hosts.turn(str(number))
        assert len(hosts._hosts) <= 10_001
        assert hosts.blocked("kept") > 400

    asyncio.run(run())


def test_what_is_due_to_a_host_outlives_the_run() -> None:
    now = 1_772_000_000
    first = Politeness(0, now=now)
    first.leave_alone("busy", 500)
    first.slow_down("slow", 30)
    for _ in range(2):
        first.missed("away")
    first.reached("well")
    known = first.changes()
    assert {pace.host for pace in known} == {"busy", "slow", "away"}
    assert first.changes() == []

    later = Politeness(0, known=known, now=now + 100)
    assert 395 < later.blocked("busy") <= 401
    assert later._hosts["slow"].delay == 0
    soon = Politeness(0, known=known, now=now + 29)
    assert 0 < asyncio.run(soon.turn("slow")) <= 2
    later.missed("away")
    assert later.blocked("away") > 50
    later.reached("away")
    assert [(p.host, p.failures) for p in later.changes()] == [("away", 0)]
    assert Politeness(0, known=known, now=now + 501).blocked("busy") == 0
    clock_set_back = Politeness(0, known=known, now=now - 10**8)
    assert clock_set_back.blocked("busy") <= 86_400
