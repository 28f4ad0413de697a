"""robots.txt: whether a page may be fetched, and how slowly (RFC 9309).

An answer of 4xx means that there are no rules; one that could not be read, that
everything is forbidden until it can.  Rules are kept for a run, at most a day.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, NamedTuple

from protego import Protego

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["MAX_BYTES", "Robots", "Rules"]

MAX_BYTES = 1_000_000
"""A larger robots.txt cannot be read; RFC 9309 asks for half of this."""
_LIFETIME = 86_400.0
_SITES = 2_000
_AGENT_LINE = re.compile(r"user[- ]?agent\s*:?(.*)", re.IGNORECASE)
_RULE_STARTS = ("allow", "dis", "dia", "crawl")
"""How the lines begin that state a rule, misspelt ones among them."""


class Rules(NamedTuple):
    """What one site's robots.txt means for us."""

    rules: Protego | None = None
    """None: there are no rules."""
    trouble: str = ""
    """Why it could not be read; then nothing may be fetched."""


class Robots:
    """The rules of many sites for one agent.

    `load` fetches the robots.txt at an address and gives its text ("" where there is
    none) or the reason why it could not be read, as `(text, reason)`.  `kept` holds
    what others before us read in the same run, and gets what we read.
    """

    def __init__(
        self,
        agent: str,
        load: Callable[[str], Awaitable[tuple[str, str]]],
        kept: dict[str, Rules] | None = None,
    ) -> None:
        self._agent = agent
        self._load = load
        self._kept = {} if kept is None else kept
        self._before = frozenset(self._kept)
        self._sites: dict[str, tuple[float, asyncio.Future[Rules]]] = {}

    def knows(self, site: str) -> bool:
        """Whether the answer for this site is at hand."""
        if site in self._before:
            return True
        kept = self._sites.get(site)
        now = asyncio.get_running_loop().time()
        return kept is not None and now - kept[0] < _LIFETIME and kept[1].done()

    async def close(self) -> None:
        """Stop what is still being read."""
        tasks = [task for _, task in self._sites.values() if not task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def allows(self, site: str, url: str) -> tuple[bool, float, str]:
        """Whether `url` of `site` (`https://host:port`) may be fetched.

        Returns the answer, the crawl-delay in seconds (0: none), and, where the rules
        could not be read, the reason.
        """
        found = await self._rules_of(site)
        if found.rules is None:
            return not found.trouble, 0.0, found.trouble
        delay = found.rules.crawl_delay(self._agent) or 0.0
        return found.rules.can_fetch(url, self._agent), delay, ""

    async def _rules_of(self, site: str) -> Rules:
        if site in self._before:
            return self._kept[site]
        now = asyncio.get_running_loop().time()
        kept = self._sites.get(site)
        if kept is not None and now - kept[0] < _LIFETIME:
            return await asyncio.shield(kept[1])
        # A future, so that pages of one site that are asked at once share one fetch.
        task = asyncio.ensure_future(self._read(site))
        self._sites.pop(site, None)
        while len(self._sites) >= _SITES:
            del self._sites[next(iter(self._sites))]
        self._sites[site] = (now, task)
        return await asyncio.shield(task)

    async def _read(self, site: str) -> Rules:
        text, trouble = await self._load(f"{site}/robots.txt")
        rules = Rules(trouble=trouble)
        if text and not trouble:
            rules = Rules(Protego.parse(_relevant(text, self._agent)))
        if len(self._kept) < _SITES:
            self._kept[site] = rules
        return rules


def _relevant(text: str, agent: str) -> str:
    """Only the lines that can concern us.

    The parser notes every rule for every agent of its group, so a file of a thousand
    agents and as many rules would cost their product.
    """
    agent = agent.lower()
    kept: list[str] = []
    for raw in text.lstrip("\ufeff").splitlines():
        line = raw.partition("#")[0].strip()
        opens = _AGENT_LINE.match(line)
        if opens:
            name = opens[1].strip().lower().replace("*", "")
            # A group of others still ends the one before it.
            line = f"User-agent: {(name if name in agent else '-') or '*'}"
            if kept and kept[-1] == line:
                continue
        elif not line.lower().startswith(_RULE_STARTS):
            continue
        kept.append(line)
    return "\n".join(kept)
