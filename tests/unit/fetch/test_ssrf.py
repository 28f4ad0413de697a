"""No spelling of an address leads the fetcher to where it must not go.

The listener is a real one on loopback.  The control proves that the spellings do lead
there: the same requests, allowed, reach it.
"""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from newsfold.fetch import guard
from newsfold.model import Failure, Page
from support.fetching import get, get_all, refused
from support.replay import Replay, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

PURPOSES = ("feed", "page", "discover", "image", "robots")

# {p} is the listener's port.
SPELLINGS = """
http://127.0.0.1:{p}/
http://127.0.0.1.:{p}/
http://127.1:{p}/
http://127.0.1:{p}/
http://127.255.255.254:{p}/
http://127.0.0.2:{p}/
http://127.1.1.1:{p}/
http://127.000.000.001:{p}/
http://0177.0.0.1:{p}/
http://00000177.0.0.1:{p}/
http://0177.1:{p}/
http://0177.0.01:{p}/
http://0177.0000000.0.1:{p}/
http://017700000001:{p}/
http://0017700000001:{p}/
http://0x7f.0.0.1:{p}/
http://0x7f.0x0.0x0.0x1:{p}/
http://0X7F.0X0.0X0.0X1:{p}/
http://0x7f.1:{p}/
http://0x7F.0.1:{p}/
http://0x7f000001:{p}/
http://0x0007f000001:{p}/
http://0x7f.0.0x1:{p}/
http://127.0x0.0.1:{p}/
http://127.0.0.0x1:{p}/
http://0x7f.0.01:{p}/
http://2130706433:{p}/
http://2130706434:{p}/
http://02130706433:{p}/
http://0.0.0.0:{p}/
http://0:{p}/
http://0x0:{p}/
http://00000000:{p}/
http://0.0:{p}/
http://localhost:{p}/
http://LOCALHOST:{p}/
http://LocalHost.:{p}/
http://[::1]:{p}/
http://[0:0:0:0:0:0:0:1]:{p}/
http://[0000:0000:0000:0000:0000:0000:0000:0001]:{p}/
http://[::0001]:{p}/
http://[0::1]:{p}/
http://[0::0:1]:{p}/
http://[::0.0.0.1]:{p}/
http://[0:0::1]:{p}/
http://reader:secret@[::1]:{p}/
http://localhost:{p}/./x/..
http://[::]:{p}/
http://[::ffff:127.0.0.1]:{p}/
http://[::ffff:7f00:1]:{p}/
http://[::FFFF:7F00:0001]:{p}/
http://[0:0:0:0:0:ffff:127.0.0.1]:{p}/
http://[::ffff:127.1.2.3]:{p}/
http://[::ffff:0.0.0.0]:{p}/
http://[::127.0.0.1]:{p}/
http://[::7f00:1]:{p}/
http://[64:ff9b::127.0.0.1]:{p}/
http://[64:ff9b::7f00:1]:{p}/
http://[2002:7f00:1::]:{p}/
http://[::1%25lo]:{p}/
http://news.example@127.0.0.1:{p}/
http://news.example:80@127.0.0.1:{p}/
http://news.example%20@127.0.0.1:{p}/
http://news.example%00@127.0.0.1:{p}/
http://127.0.0.1:{p}#@news.example/
http://127.0.0.1:{p}/#news.example
http://127.0.0.1:{p}?news.example
http://127.0.0.1:{p}\\@news.example/
http:\\\\127.0.0.1:{p}/
http:/127.0.0.1:{p}/
http:127.0.0.1:{p}/
http:///127.0.0.1:{p}/
http://127%2E0%2E0%2E1:{p}/
http://%31%32%37.0.0.1:{p}/
http://１２７.０.０.１:{p}/
http://①②⑦.⓪.⓪.①:{p}/
http://127。0。0。1:{p}/
http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{p}/
http://local\u00adhost:{p}/
http://127.0.0.1\t:{p}/
 http://127.0.0.1:{p}/
http://127.0.0.1:{p}\n/
HTTP://127.0.0.1:{p}/
//127.0.0.1:{p}/
feed://127.0.0.1:{p}/
ftp://127.0.0.1:{p}/
file:///etc/passwd
gopher://127.0.0.1:{p}/
https://127.0.0.1:{p}/
""".strip("\n").split("\n")
SPELLINGS = [text.replace("\\n", "\n").replace("\\t", "\t") for text in SPELLINGS]


class _Resolver(AbstractResolver):
    """Says of every name what it is told to, one answer after the other."""

    def __init__(self, *answers: list[tuple[str, int]]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002  # the base class's
    ) -> list[ResolveResult]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [
            {
                "hostname": host,
                "host": address,
                "port": number or port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for address, number in answer
        ]

    async def close(self) -> None:
        pass


def _home() -> Replay:
    """A listener on all of loopback that must not be reached."""
    hosts = ["127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1.1.1"]
    # A machine may have no IPv6.
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        hosts.append("::1")
    home = Replay(hosts=hosts)
    home.serve("/", "secret")
    return home


def _reasons(answers: list[Page | Failure]) -> list[str]:
    """Of each its reason, empty for a page."""
    return [answer.reason if isinstance(answer, Failure) else "" for answer in answers]


def _urls(port: int) -> list[str]:
    return [text.replace("{p}", str(port)) for text in SPELLINGS]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_spelling_reaches_loopback(purpose: str) -> None:
    with _home() as home:
        answers = get_all(
            _urls(home.port), purpose=purpose, allow_private_networks=False
        )
        assert home.connections == 0
    assert len(answers) == len(SPELLINGS) >= 60
    assert set(_reasons(answers)) <= {
        "refused-address",
        "bad-url",
        "dns",
    }


def test_the_spellings_do_lead_there_when_allowed() -> None:
    with _home() as home:
        answers = get_all(_urls(home.port), allow_private_networks=True, deadline=1)
        reached = sum(getattr(answer, "body", b"") == b"secret" for answer in answers)
        assert home.connections > 0
    assert reached >= 40


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    """A server on 127.0.0.9 that the guard takes for a public one."""
    kind = guard.kind
    monkeypatch.setattr(
        guard, "kind", lambda text: "public" if text == "127.0.0.9" else kind(text)
    )
    with Replay(hosts=("127.0.0.9",)) as replay:
        yield replay


@pytest.mark.parametrize(
    ("purpose", "status"),
    list(zip(PURPOSES, (301, 302, 303, 307, 308), strict=True)),
)
def test_no_redirect_reaches_loopback(
    purpose: str, status: int, outside: Replay
) -> None:
    with _home() as home:
        urls = [
            outside.redirect(f"/{number}", url.strip(), status=status)
            for number, url in enumerate(_urls(home.port))
            if "\n" not in url and url.isascii()
        ]
        answers = get_all(
            urls, purpose=purpose, allow_private_networks=False, deadline=3
        )
        assert home.connections == 0
    assert outside.count("/0") == 1  # the first hop was made
    # Some spellings are relative to a lenient reader: they stay outside.
    assert set(_reasons(answers)) <= {
        "refused-address",
        "bad-url",
        "dns",
        "http-404",
        "timeout",  # of a slow system resolver
    }
    assert _reasons(answers).count("refused-address") >= 40


def test_robots_txt_cannot_redirect_to_loopback(outside: Replay) -> None:
    with _home() as home:
        outside.redirect("/robots.txt", home.url("/"))
        answer = refused(
            outside.serve("/page", "x"), purpose="page", allow_private_networks=False
        )
        assert home.connections == 0
    assert answer.reason == "refused-address"


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_name_that_leads_home_is_refused(purpose: str) -> None:
    with _home() as home:
        for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "127.1", ""):  # noqa: S104  # asked, not bound to
            answer = refused(
                "http://news.example/",
                purpose=purpose,
                resolver=_Resolver([(address, home.port)]),
                allow_private_networks=False,
            )
            assert answer.reason == "refused-address", address
        assert home.connections == 0


def test_a_name_with_a_good_and_a_bad_address_is_never_led_home(
    outside: Replay,
) -> None:
    with _home() as home:
        outside.serve("/", "good")
        both = [("127.0.0.1", home.port), ("127.0.0.9", outside.port)]
        answer = get(
            "http://news.example/",
            resolver=_Resolver(both),
            allow_private_networks=False,
        )
        assert answer.body == b"good"
        assert home.connections == 0


def test_a_name_that_changes_its_address_is_never_led_home(outside: Replay) -> None:
    # Good the first time, loopback ever after: the answers come on closed connections,
    # so each request wants a new one.
    outside.answer("/", Reply(b"good", headers=(("Connection", "close"),)))
    with _home() as home:
        resolver = _Resolver([("127.0.0.9", outside.port)], [("127.0.0.1", home.port)])
        urls = [f"http://news.example:{port}/" for port in range(8000, 8010)]
        answers = get_all(urls, resolver=resolver, allow_private_networks=False)
        assert home.connections == 0
    assert resolver.asked == 10
    assert sorted(_reasons(answers)) == ["", *["refused-address"] * 9]


def test_a_proxy_of_the_environment_is_ignored(
    web: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, web.url())
    answer = refused("http://news.invalid/")
    assert answer.reason == "dns"
    assert not web.log


def test_a_proxy_is_used_when_asked_for_but_not_for_private_addresses(
    web: Replay, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("http_proxy", web.url())
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    web.serve("http://news.invalid/a", "by proxy")
    how: dict[str, bool] = {
        "trust_proxy_variables": True,
        "allow_private_networks": False,
    }
    assert get("http://news.invalid/a", **how).body == b"by proxy"
    for url in ("http://127.1/", "http://localhost/", "http://[::1]/", "http://10.1/"):
        assert refused(url, **how).reason == "refused-address"
    assert len(web.log) == 1
