"""Speed and memory of the whole fold as the window grows.

    python benchmarks/folding.py [DATA] [--to 100000]

Real texts repeated and mixed: an event is a recorded item in which half of the longer
words are made its own, so that events stay as many as they are in a growing stream; an
article tells an event with some words of another text put in.  Timed is what a stream
costs: terms, placing, settling once a day of news.  The window is filled first; what is
timed is the next tenth of it (at least 2,000 articles).  Every window has a process
of its own, so that its memory is its own; what the stream takes without it is taken
off.  `--to 1000000` takes an hour.
"""

import argparse
import math
import multiprocessing
import os
import resource
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from random import Random

from newsfold.cluster import Window
from newsfold.cluster.timeline import Timeline
from newsfold.evaluate.items import article, lines
from newsfold.model import Article, Reading
from newsfold.read.terms import roundup, terms

ROOT = Path(__file__).resolve().parents[1]
HOURS = 96
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
NEW = 0.4
"""Share of articles that open an event."""

KEPT = 0.7
"""Share of an event's words that stay in an article."""


def stream(data: Path, size: int, chance: Random) -> Iterator[Article]:
    """Articles without end, `size` of them in the hours of a window."""
    rows = [
        *lines(data / "wire" / "items.jsonl"),
        *lines(data / "vertical" / "items.jsonl"),
    ]
    texts = [
        (a.title.split(), (a.excerpt or a.body[:300]).split())
        for a in map(article, rows)
    ]
    gap = HOURS * 3600 / size
    living: list[list[list[str]]] = []
    for number in count():
        if not living or chance.random() < NEW:
            living.append(event(chance.choice(texts), number, chance))
            del living[: -size // 4]
        told = living[int(len(living) * (1 - chance.random() ** 2))]
        title, lead = mixed(told, chance.choice(texts), chance)
        yield Article(
            id=f"a{number}",
            title=" ".join(title),
            excerpt=" ".join(lead),
            web_url="",
            published=1_700_000_000 + int(number * gap),
            language="en",
        )


def event(text: Sequence[list[str]], number: int, chance: Random) -> list[list[str]]:
    """`text` as of another event: half of its longer words are like no others."""
    own = {w for words in text for w in words if len(w) > 4 and chance.random() < 0.5}
    return [[f"{w}x{number}" if w in own else w for w in words] for words in text]


def mixed(
    one: Sequence[list[str]], other: Sequence[list[str]], chance: Random
) -> list[list[str]]:
    """The words of `one`, some replaced by words of `other`."""
    return [
        [
            w if not others or chance.random() < KEPT else chance.choice(others)
            for w in words
        ]
        for words, others in zip(one, other, strict=True)
    ]


def reading(one: Article) -> Reading:
    return Reading(
        article=one.id,
        time=one.time,
        language="en",
        terms=terms(one, "en"),
        roundup=roundup(one),
    )


def resident() -> float:
    """Bytes of memory at their peak."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def burden(data: Path, size: int) -> float:
    """Bytes of memory that the stream itself takes, without a window."""
    articles = stream(data, size, Random(1))
    before = resident()
    for _ in range(size):
        reading(next(articles))
    return resident() - before


def measure(data: Path, size: int) -> tuple[float, float, int]:
    """Seconds of CPU an article at a window of `size`, bytes of memory that it takes
    with the stream, and the stories in it.
    """
    articles = stream(data, size, Random(1))
    before = resident()
    window = Window(HOURS)
    timeline = Timeline(window)
    for _ in range(size):
        timeline.add(reading(next(articles)))
    held = resident() - before
    timeline.settle()
    told = [next(articles) for _ in range(max(2_000, size // 10))]
    start = time.process_time()
    for one in told:
        timeline.add(reading(one))
    timeline.settle()
    seconds = time.process_time() - start
    return seconds / len(told), held, len(window.stories())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    where = os.environ.get("NEWSFOLD_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("data", type=Path, nargs="?", default=Path(where))
    parser.add_argument("--to", type=int, default=100_000, help="largest window")
    options = parser.parse_args()
    print(
        f"{'window':>9} {'articles/s':>11} {'µs each':>8} {'growth':>12}"
        f" {'bytes each':>11} {'stories':>9}"
    )
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core, in every process
    first = None
    spawn = multiprocessing.get_context("spawn")
    for size in (s for s in SIZES if s <= options.to):
        with spawn.Pool(1) as process:
            cost, held, stories = process.apply(measure, (options.data, size))
        with spawn.Pool(1) as process:
            held = (held - process.apply(burden, (options.data, size))) / size
        first = first or (size, cost)
        growth = ""
        if size > first[0]:
            exponent = math.log(cost / first[1]) / math.log(size / first[0])
            growth = f"window^{exponent:.2f}"
        print(
            f"{size:>9,} {1 / cost:>11,.0f} {1e6 * cost:>8.0f} {growth:>12}"
            f" {held:>11,.0f} {stories:>9,}",
            flush=True,
        )


if __name__ == "__main__":
    main()
