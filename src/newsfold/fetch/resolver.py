"""Names looked up in threads of our own.

The system's resolver blocks, for many seconds where a name server is dead, and cannot
be stopped.  In the event loop's shared pool a few dead names would hold up everything
else that runs there, and its end.
"""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

__all__ = ["Resolver"]

_THREADS = 32
_FLAGS = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


class Resolver(AbstractResolver):
    """`getaddrinfo`, side by side for many names."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="resolve")

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,
    ) -> list[ResolveResult]:
        """The addresses of a name, in the order of preference of the system."""
        return await asyncio.get_running_loop().run_in_executor(
            self._pool, _look_up, host, port, family
        )

    async def close(self) -> None:
        """Let go of the threads; one that still waits for an answer ends by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int, family: int) -> list[ResolveResult]:
    found = socket.getaddrinfo(
        host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG
    )
    return [
        ResolveResult(
            hostname=host,
            host=str(address[0]),
            port=int(address[1]),
            family=kind,
            proto=proto,
            flags=_FLAGS,
        )
        for kind, _, proto, _, address in found
        if kind in {socket.AF_INET, socket.AF_INET6}
    ]
