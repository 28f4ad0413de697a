"""Mutated pages and feeds neither raise nor hang nor grow the process.

    python evals/hostile.py DATA [COUNT]

Reads COUNT mutations (2,000; in full 20,000) of the recorded pages, and as many of the
recorded and the hostile feeds, as a run reads them.  Every one has an answer: articles,
a failure that says why not, or a feed that is empty.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsfold.clean import clean  # noqa: E402  # the path comes first
from newsfold.extract.feed import extract_feed  # noqa: E402  # the same
from newsfold.extract.page import extract_page  # noqa: E402  # the same
from newsfold.model import Page, Request  # noqa: E402  # the same
from support.mutations import mutated  # noqa: E402  # the same

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsfold.model import Extraction

SLOWEST = 5.0
"""CPU seconds for one of them, on a machine that has other work to do."""
GROWTH = 150.0
"""MB by which the process may grow after the first tenth of them."""
_SEEN = 1_772_500_000
_FEEDS = ("xml", "rdf", "atom", "rss", "json", "gz")


def pages(data: Path) -> list[tuple[str, bytes]]:
    found = []
    for truth in sorted((data / "pages").glob("*/truth.jsonl")):
        for line in truth.read_text("utf-8").splitlines():
            given = json.loads(line)
            found.append((given["url"], _body(truth.parent / given["file"])))
    return found


def feeds(data: Path) -> list[tuple[str, bytes]]:
    places = (data / "feeds", data / "hostile" / "feeds")
    return [
        (f"https://feed.example/{path.name}", _body(path))
        for place in places
        for path in sorted(place.rglob("*"))
        if path.is_file() and path.name.rpartition(".")[2] in _FEEDS
    ]


def _body(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(
    name: str,
    found: list[tuple[str, bytes]],
    read: Callable[[Page], Extraction],
    count: int,
) -> bool:
    slowest, worst, early, answered = 0.0, "", 0.0, 0
    for number in range(count):
        url, body = found[number % len(found)]
        page = Page(
            request=Request(url=url),
            url=url,
            status=200,
            fetched=_SEEN,
            body=mutated(body, number),
        )
        start = time.process_time()
        told = read(page)
        for article in told.articles:
            clean(article, seen=_SEEN)
        taken = time.process_time() - start
        if taken > slowest:
            slowest, worst = taken, f"{url} no. {number}"
        answered += bool(told.articles or told.failures or told.feed)
        if number == count // 10:
            early = peak()
    grown = peak() - early
    print(
        f"{count} mutations of {len(found)} {name}: {answered} answered, slowest "
        f"{slowest:.2f} s CPU ({worst}), grown by {grown:.0f} MB",
        flush=True,
    )
    return answered == count and slowest <= SLOWEST and grown <= GROWTH


def main(data: Path, count: int) -> int:
    good = [
        run("pages", pages(data), extract_page, count),
        run("feeds", feeds(data), extract_feed, count),
    ]
    return int(not all(good))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    asked = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    sys.exit(main(Path(sys.argv[1]), asked))
