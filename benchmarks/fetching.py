"""Ten thousand small conditional requests: CPU of our client and of httpx.

    python benchmarks/fetching.py [DATA] [--requests 10000] [--rounds 3]

A server in a process of its own answers 304 to who sends its ETag back, on 50 loopback
addresses, as 50 hosts.  We are timed with all manners: the guard on every connection, a
queue a host, the deadline, headers read and kept; httpx with nothing but the request.
Both keep connections alive and have 32 requests under way.  Goal: at least 5 times as
many requests a CPU second.  DATA is not needed.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

from newsfold.config import Fetch
from newsfold.fetch import Client
from newsfold.model import Page, Request

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

HOSTS = [f"127.0.1.{number}" for number in range(1, 51)]
UNDER_WAY = 32
ETAG = '"as it was"'
ANSWER = (
    f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\nCache-Control: max-age=600\r\n\r\n"
)
GOAL = 5.0


def serve(ready: Connection) -> None:
    """Answer until the process is ended."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                known = f"if-none-match: {ETAG}".encode() in head.lower()
                writer.write(
                    ANSWER.encode()
                    if known
                    else b"HTTP/1.1 400 Unconditional\r\nContent-Length: 0\r\n\r\n"
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def all_hosts() -> None:
        port = 0
        for host in HOSTS:
            server = await asyncio.start_server(one, host, port)
            port = server.sockets[0].getsockname()[1]
        ready.send(port)
        await asyncio.Event().wait()

    asyncio.run(all_hosts())


def ours(urls: list[str]) -> None:
    asked = [Request(url=url, purpose="feed", etag=ETAG) for url in urls]
    settings = Fetch(
        allow_private_networks=True, host_delay=0, concurrency=UNDER_WAY, deadline=30
    )

    async def run() -> int:
        async with Client(settings, version="9.9", clock=lambda: 0) as client:
            return sum(
                [
                    isinstance(answer, Page) and answer.status == 304
                    async for _, answer in client.fetch_all(asked)
                ]
            )

    _check(asyncio.run(run()), urls)


def httpx(urls: list[str]) -> None:
    from httpx import AsyncClient, Limits

    head = {"If-None-Match": ETAG, "User-Agent": "benchmark"}
    left = list(reversed(urls))
    limits = Limits(max_connections=None, max_keepalive_connections=None)

    async def run() -> int:
        async with AsyncClient(limits=limits, trust_env=False, timeout=30) as client:

            async def work() -> int:
                good = 0
                while left:
                    answer = await client.get(left.pop(), headers=head)
                    good += answer.status_code == 304
                return good

            return sum(await asyncio.gather(*(work() for _ in range(UNDER_WAY))))

    _check(asyncio.run(run()), urls)


def _check(good: int, urls: list[str]) -> None:
    if good != len(urls):
        sys.exit(f"{len(urls) - good} of {len(urls)} requests failed")


def timed(work: Callable[[list[str]], None], urls: list[str], told: Connection) -> None:
    """CPU seconds of the work, in this process; imports and first use are apart."""
    work(urls[: len(HOSTS)])
    began = time.process_time()
    work(urls)
    told.send(time.process_time() - began)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given, _ = parser.parse_known_args()
    spawn = multiprocessing.get_context("spawn")
    heard, ready = spawn.Pipe(duplex=False)
    server = spawn.Process(target=serve, args=(ready,))
    server.start()
    try:
        port = heard.recv()
        urls = [
            f"http://{HOSTS[n % len(HOSTS)]}:{port}/feed{n}.xml"
            for n in range(given.requests)
        ]
        ratios = []
        for _ in range(given.rounds):
            seconds = {}
            for work in (ours, httpx):
                process = spawn.Process(target=timed, args=(work, urls, ready))
                process.start()
                process.join()
                if process.exitcode:
                    return 1
                seconds[work.__name__] = heard.recv()
            rates = {name: given.requests / used for name, used in seconds.items()}
            ratios.append(rates["ours"] / rates["httpx"])
            print(
                f"newsfold {rates['ours']:6.0f} requests a CPU second, "
                f"httpx {rates['httpx']:6.0f}: {ratios[-1]:.1f} times as many",
                flush=True,
            )
    finally:
        server.kill()
        server.join()
    kept = median(ratios) >= GOAL
    print(f"median {median(ratios):.1f}, at least {GOAL:g}{'' if kept else ': MISSED'}")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
