"""Makes the sample hub: the real pipeline over the invented outlets, twice."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from typing import TYPE_CHECKING

from newsfold.config import FILE_NAME
from newsfold.demo.server import DemoServer
from newsfold.demo.summary import Compared, Summary
from newsfold.errors import UsageError
from newsfold.hub import Hub, Report
from newsfold.model import Source
from newsfold.store.folder import SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from newsfold.model import Dossier, Verdict

__all__ = ["make"]

_MARKER = ".sample-hub"
_SETTINGS = """\
# The sample hub.  All outlets, people, firms and figures in it are invented.

[site]
title = "The Sample Hub"
description = "Eight invented outlets, folded into stories. None of it happened."
"""
_FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "missing",
}
_TELLING: tuple[Verdict, ...] = (
    "conflict",
    "converted",
    "rounded",
    "superseded",
    "part-of",
    "agree",
)
"""Verdicts in the order in which they are worth showing."""
_SHOWN = 5


def make(
    folder: Path,
    *,
    environ: Mapping[str, str],
    progress: Callable[[str, int, int], None] | None = None,
) -> Summary:
    """Make `folder` the sample hub and return what was done.

    The outlets are served on loopback; the hub looks at them, time passes (on the
    demo's own clock), and it looks again.  A sample hub that stands there is replaced;
    raises UsageError where something else does.
    """
    began = time.perf_counter()
    _clear(folder)
    Hub.create(folder)
    (folder / FILE_NAME).write_text(_SETTINGS, "utf-8")
    (folder / _MARKER).touch()
    counts: Counter[str] = Counter()
    with DemoServer() as server:
        first = _look(folder, server, environ, progress)
        server.advance()
        second = _look(folder, server, environ, progress)
        clock = server.clock
    counts.update(first.counts)
    counts.update(second.counts)
    with Hub.open(folder, now=clock, environ=environ, flags=_FLAGS) as hub:
        dossiers = list(hub.stories())
        repairs = Counter(
            kind
            for article in hub.articles()
            for kind in {repair.kind for repair in article.repairs}
        )
        failures = len(hub.failures())
    compared = _compared(dossiers)
    return Summary(
        folder=str(folder),
        site=str(folder / SITE / "index.html"),
        seconds=time.perf_counter() - began,
        feeds=first.counts["polled"],
        pages=counts["pages"],
        articles=sum(len(dossier.members) for dossier in dossiers),
        unchanged=counts["unchanged"],
        revised=counts["revised"],
        failures=failures,
        repairs=dict(repairs),
        copies=sum(m.copy is not None for d in dossiers for m in d.members),
        stories=len(dossiers),
        shared=sum(len(dossier.outlets) > 1 for dossier in dossiers),
        compared=tuple(case for _, case in compared[:_SHOWN]),
        story=compared[0][0] if compared else "",
        now=clock,
    )


def _clear(folder: Path) -> None:
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / _MARKER).exists():
        message = (
            f"{folder} is there already and is no sample hub: name another folder "
            "with 'newsfold demo DIR'"
        )
        raise UsageError(message)
    shutil.rmtree(folder)


def _look(
    folder: Path,
    server: DemoServer,
    environ: Mapping[str, str],
    progress: Callable[[str, int, int], None] | None,
) -> Report:
    """One run of the hub against the outlets as they stand."""
    with Hub.open(folder, now=server.clock, environ=environ, flags=_FLAGS) as hub:
        hub.watch(Source(url=url) for url in server.feeds)
        return hub.run(force=True, route=server.address_of, progress=progress)


def _compared(dossiers: list[Dossier]) -> list[tuple[str, Compared]]:
    """Stories whose outlets report the same thing in figures, most telling first."""
    found = []
    for dossier in dossiers:
        comparison = dossier.comparison
        if comparison is None or comparison.verdict not in _TELLING:
            continue
        notes = [comparison.note, *(f.note for f in comparison.figures)]
        case = Compared(
            title=dossier.lead.article.title,
            verdict=comparison.verdict,
            note=next((note for note in notes if note), ""),
        )
        rank = _TELLING.index(comparison.verdict), -len(dossier.outlets)
        found.append((rank, dossier.story.id, case))
    found.sort(key=lambda row: row[:2])
    return [(story, case) for _, story, case in found]
