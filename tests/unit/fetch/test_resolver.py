from __future__ import annotations

import asyncio
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest

from newsfold.fetch import resolver
from newsfold.fetch.resolver import Resolver
from support.fetching import get_all

if TYPE_CHECKING:
    from support.replay import Replay


def test_a_name_has_addresses() -> None:
    async def run() -> list[str]:
        names = Resolver()
        found = await names.resolve("localhost", 80)
        await names.close()
        return [result["host"] for result in found]

    assert set(asyncio.run(run())) <= {"127.0.0.1", "::1"}


def test_a_name_without_one_raises_what_the_client_knows() -> None:
    with pytest.raises(socket.gaierror):
        asyncio.run(Resolver().resolve("nobody.invalid", 80))


def test_dead_names_hold_up_neither_the_others_nor_the_end(
    web: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def slow(host: str, *rest: Any) -> Any:
        if host.endswith(".dead.example"):
            time.sleep(2)
            raise socket.gaierror(-2, "dead")
        return real(host, *rest)

    monkeypatch.setattr(resolver.socket, "getaddrinfo", slow)
    dead = [f"http://n{number}.dead.example/" for number in range(8)]
    web.serve("/", "x")
    start = time.monotonic()
    answers = get_all([*dead, f"http://localhost:{web.port}/"], deadline=0.5)
    assert time.monotonic() - start < 1.5
    assert [getattr(answer, "reason", "good") for answer in answers] == [
        "good",
        *["timeout"] * 8,
    ]
