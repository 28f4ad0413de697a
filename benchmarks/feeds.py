"""Bytes → records over all real feeds: CPU of us, feedparser and fastfeedparser.

    python benchmarks/feeds.py [DATA] [--repeat N]

We are timed for the whole way to `Article`s (plain text, links, images, dates); the
others for their own `parse` alone.  The data is DATA, `$NEWSFOLD_DATA` or
`../shared/data`.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsfold.extract import extract  # noqa: E402  # the same
from support.data import data_folder  # noqa: E402  # the path comes first
from support.feeds import recorded  # noqa: E402  # the same

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsfold.model import Page

FLOOR, AIM = 12, 25


def peers() -> dict[str, Callable[[Page], Any]]:
    import feedparser

    found: dict[str, Callable[[Page], Any]] = {
        "feedparser": lambda page: feedparser.parse(page.body).entries
    }
    try:
        import fastfeedparser
    except ImportError:
        print("fastfeedparser is not installed; left out", file=sys.stderr)
    else:
        found["fastfeedparser"] = lambda page: fastfeedparser.parse(page.body).entries
    return found


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--repeat", type=int, default=1)
    arguments.add_argument("data", type=Path, nargs="?", default=data_folder())
    given = arguments.parse_args()
    repeat = given.repeat
    pages = recorded(given.data)
    readers: dict[str, Callable[[Page], Any]] = {
        "newsfold": lambda page: extract(page).articles,
        **peers(),
    }
    for read in readers.values():  # imports and first compilations are not the path
        read(pages[0])
    spent = dict.fromkeys(readers, 0.0)
    entries = dict.fromkeys(readers, 0)
    refused = dict.fromkeys(readers, 0)
    for _ in range(repeat):
        for page in pages:  # in turn on each, so that a busy machine is so for all
            for name, read in readers.items():
                gc.collect()  # nobody tidies up after another
                started = time.process_time()
                try:
                    found = read(page)
                except Exception:  # noqa: BLE001  # a peer that gives up is counted
                    found = ()
                    refused[name] += 1
                spent[name] += time.process_time() - started
                entries[name] += len(found)
                del found
    size = sum(len(page.body) for page in pages) / 1e6
    print(f"{len(pages)} feeds, {size:.1f} MB, CPU seconds (mean of {repeat} runs)")
    for name, seconds in sorted(spent.items(), key=lambda pair: pair[1]):
        ratio = spent["feedparser"] / seconds
        print(
            f"{name:15} {seconds / repeat:7.3f} s  {ratio:6.1f} x feedparser"
            f"  {entries[name] // repeat:5} entries  {refused[name] // repeat} refused"
        )
    ratio = spent["feedparser"] / spent["newsfold"]
    print(f"floor {FLOOR}x, aim {AIM}x: {'met' if ratio >= FLOOR else 'MISSED'}")
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
