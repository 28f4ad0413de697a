"""Mutated pages neither raise nor hang nor grow the process.

    python evals/hostile_pages.py DATA [COUNT]

Reads COUNT mutations (2,000; in full 20,000) of the recorded pages, as a run reads
pages.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsfold.clean import clean  # noqa: E402  # the path comes first
from newsfold.extract.page import extract_page  # noqa: E402  # the same
from newsfold.model import Page, Request  # noqa: E402  # the same
from support.mutations import mutated  # noqa: E402  # the same

SLOWEST = 5.0
"""CPU seconds for one page, on a machine that has other work to do."""
GROWTH = 150.0
"""MB by which the process may grow after the first tenth of the pages."""
_SEEN = 1_772_500_000


def recorded(data: Path) -> list[tuple[str, bytes]]:
    found = []
    for truth in sorted((data / "pages").glob("*/truth.jsonl")):
        for line in truth.read_text("utf-8").splitlines():
            given = json.loads(line)
            packed = (truth.parent / given["file"]).read_bytes()
            body = gzip.decompress(packed) if given["file"].endswith(".gz") else packed
            found.append((given["url"], body))
    return found


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(data: Path, count: int) -> int:
    pages = recorded(data)
    slowest, early, answered = 0.0, 0.0, 0
    for number in range(count):
        url, body = pages[number % len(pages)]
        page = Page(
            request=Request(url=url),
            url=url,
            status=200,
            fetched=_SEEN,
            body=mutated(body, number),
        )
        start = time.process_time()
        read = extract_page(page)
        for article in read.articles:
            clean(article, seen=_SEEN)
        slowest = max(slowest, time.process_time() - start)
        answered += len(read.articles) + len(read.failures) == 1
        if number == count // 10:
            early = peak()
    grown = peak() - early
    print(
        f"{count} mutations: {answered} answered, slowest {slowest:.2f} s CPU, "
        f"grown by {grown:.0f} MB"
    )
    return int(answered < count or slowest > SLOWEST or grown > GROWTH)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    asked = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    sys.exit(main(Path(sys.argv[1]), asked))
