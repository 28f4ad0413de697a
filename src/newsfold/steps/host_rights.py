"""What hosts say of the use of their pages, asked before their pages are.

`/.well-known/tdmrep.json` is asked for once a week and host.  A host that does not
answer has said nothing new, and is asked the next day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from newsfold.edit.rights import decide
from newsfold.extract.tdmrep import reserved, rules
from newsfold.model import Failure, HostRights, Request
from newsfold.steps import BATCH
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsfold.model import Article, Page
    from newsfold.steps import Run

__all__ = ["barred", "host_signals", "note_rights"]

_AGAIN = 7 * 86_400
_SOON = 86_400
"""Seconds until one is asked again that did not answer, or was not asked."""
_NONE = frozenset({"http-404", "http-410"})
_PATH = "/.well-known/tdmrep.json"


def host_signals(run: Run, requests: Sequence[Request]) -> dict[str, dict[str, str]]:
    """What the host of each request says of the page that it asks for, by address."""
    sites = {request.url: _site(request.url) for request in requests}
    known = run.store.hosts.of(filter(None, sites.values()))
    stale = [
        site
        for site in dict.fromkeys(filter(None, sites.values()))
        if site not in known or run.now - known[site].at >= _AGAIN
    ]
    learnt = list(_learn(run, stale, known))
    for start in range(0, len(learnt), BATCH):
        with run.store.transaction():
            for host in learnt[start : start + BATCH]:
                run.store.hosts.save(host)
    known |= {host.host: host for host in learnt}
    found: dict[str, dict[str, str]] = {}
    for request in requests:
        told = known.get(sites[request.url])
        said = reserved(told.rules, request.url) if told else None
        if said is not None:
            found[request.url] = {"tdmrep.json": "1" if said else "0"}
    return found


def note_rights(run: Run, known: Article, found: Article) -> bool:
    """Keep what a page says of its use; True where it is other than before."""
    if (known.signals, known.rights) == (found.signals, found.rights):
        return False
    run.store.articles.save_rights(
        msgspec.structs.replace(known, signals=found.signals, rights=found.rights)
    )
    return True


def barred(run: Run, known: Article) -> Article:
    """The article whose page robots.txt keeps from us."""
    said = {**known.signals, "robots.txt": "disallow"}
    rights = decide(said, reserved=run.settings.rights.tdm_reserved)
    return msgspec.structs.replace(known, signals=said, rights=rights)


def _learn(
    run: Run, sites: Sequence[str], known: dict[str, HostRights]
) -> Iterator[HostRights]:
    if not sites:
        return
    from newsfold.fetch.stream import stream

    silent: dict[str, bool] = {}
    """Sites that gave no file, and whether they said that they have none."""

    def pages() -> Iterator[Page]:
        for request, page in stream(
            [Request(url=f"{site}{_PATH}", purpose="rights") for site in sites],
            run.settings.fetch,
            version=__version__,
            route=run.route,
            hosts=run.hosts,
        ):
            if isinstance(page, Failure):
                none = page.reason in _NONE
                silent[request.url.removesuffix(_PATH)] = none
            else:
                yield page

    for outcome in run.engine.map(rules, pages()):
        site = outcome.item.request.url.removesuffix(_PATH)
        yield HostRights(host=site, at=run.now, rules=outcome.value or ())
    for site, none in silent.items():
        before = known.get(site)
        said = before.rules if before and not none else ()
        at = run.now if none else run.now - _AGAIN + _SOON
        yield HostRights(host=site, at=at, rules=said)


def _site(url: str) -> str:
    """`https://host:port` of an address; empty where it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme}://{host}" if host else ""
