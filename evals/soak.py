"""A day of a hub's life on a virtual clock: memory, files, manners, nothing lost.

    python evals/soak.py [--sources 500] [--hours 24] [--items 100000] [--step 300]

A web on loopback serves feeds whose items appear as the clock goes on; a tenth of the
sources flaps: errors, broken XML, hang-ups, redirects, "come back later".  The hub runs
in a process of its own, once a step, as `newsfold run` does on schedule; its window is
of 6 hours, so that it is full, and memory steady, after a third of the day.  Bad is:
memory that grows by 1 % or more a simulated hour from then on, open files that grow, a
poll before its time (by the server's own log), an item that was served and is no
article, a run of over 60 s: so late its news would be on the site.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter, defaultdict
from email.utils import formatdate
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from random import Random
from statistics import linear_regression, mean
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsfold.hub import Hub  # noqa: E402  # the path comes first
from newsfold.model import Source  # noqa: E402  # the same
from support.replay import Asked, Replay, Reply  # noqa: E402  # the same

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

START = 1_772_000_000
DAY, HOUR, MINUTE = 86_400, 3_600, 60
SHOWN = 30
"""Items in a feed."""
A_HOST = 5
"""Sources on one host."""
EVENTS, EVENT_SECONDS = 60, 240
"""Events that begin at once, and how long outlets report on them."""
MIN_INTERVAL, RETRY_AFTER = 600, 1_800
WARM = 8
"""Hours before memory is looked at: until then the window fills."""
PARTS = (
    "ba",
    "cor",
    "del",
    "fen",
    "gra",
    "hul",
    "jin",
    "kam",
    "lor",
    "mas",
    "nev",
    "or",
)
WORDS = ["".join(parts) for parts in product(PARTS, repeat=3)]
FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "never",
    "fetch.images": "never",
    "stories.window_hours": 6,
}


def item(source: int, number: int, at: int) -> tuple[str, str]:
    """Address and XML of an item: an outlet's words on an event of its time."""
    chance = Random(source * 1_000_003 + number)
    event = at // EVENT_SECONDS * EVENTS + int(EVENTS * chance.random() ** 2)
    told = Random(event).sample(WORDS, 14)
    name, place = told[0].capitalize(), told[1].capitalize()
    figure = Random(event).randint(3, 900)
    title = f"{name} {' '.join(chance.sample(told[2:], 4))} in {place}"
    filler = " ".join(chance.choices(WORDS, k=25))
    text = (
        f"{name} {' '.join(chance.sample(told[2:], 9))} in {place} on Monday, and "
        f"{figure} people were hurt, the office of {told[1]} said. {filler}."
    )
    url = f"https://outlet{source}.example/{number}"
    return url, (
        f"<item><title>{title}</title><link>{url}</link><guid>{url}</guid>"
        f"<description>{text}</description>"
        f"<pubDate>{formatdate(at, usegmt=True)}</pubDate></item>"
    )


class World:
    """The web outside: what every source shows now, and what it was asked when."""

    def __init__(self, sources: int, items: int, hours: int) -> None:
        self.now = START
        self.hours = hours
        chance = Random(1)
        weights = [chance.random() ** 3 + 0.05 for _ in range(sources)]
        a_day = items * DAY / (hours * HOUR) / sum(weights)
        self.every = [DAY / (a_day * weight) for weight in weights]
        """Seconds between two items of each source."""
        self.asked: dict[int, list[tuple[int, int]]] = defaultdict(list)
        """When each source was asked, and the status that it answered."""
        self.served: set[str] = set()
        """Addresses of all items in answers that are whole."""
        self.unconditional = 0
        """Requests without validator to who had given one."""

    def answer(self, source: int, asked: Asked) -> Reply:
        trouble = self._trouble(source)
        known = "if-none-match" in asked.headers or "if-modified-since" in asked.headers
        self.unconditional += not known and any(s == 200 for _, s in self.asked[source])
        reply = trouble or Reply(self._feed(source))
        self.asked[source].append((self.now, 0 if reply.raw else reply.status))
        return reply

    def _trouble(self, source: int) -> Reply | None:
        """What a source that flaps answers in the bad half of its hours."""
        if source % 10:
            return None
        bare = partial(Reply, validators=False)
        late = (("Retry-After", str(RETRY_AFTER)),)
        there = (("Location", f"/feed{source + 1}.xml"),)
        chance = Random(source * 7_919 + (self.now - START) // HOUR)
        return chance.choice(
            [
                bare(status=500),
                bare(status=429, headers=late),
                bare(status=503),
                bare(b"<html><body>We will be back.</body></html>"),
                bare(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss", raw=True),
                bare(status=302, headers=there),
                *[None] * 6,
            ]
        )

    def _feed(self, source: int) -> bytes:
        every = self.every[source]
        last = int((self.now - START + DAY) / every)
        items = []
        for number in range(last, max(last - SHOWN, 0), -1):
            at = START - DAY + int(number * every)
            url, xml = item(source, number, at)
            self.served.add(url)
            items.append(xml)
        return (
            f"<rss version='2.0'><channel><title>Outlet {source}</title>"
            f"<link>https://outlet{source}.example/</link>{''.join(items)}"
            "</channel></rss>"
        ).encode()

    def rude(self) -> list[str]:
        """Polls that came before their time."""
        found = []
        for source, times in self.asked.items():
            for (before, status), (after, _) in pairwise(times):
                wait = RETRY_AFTER if status == 429 else MIN_INTERVAL
                # Who is redirected asks the next source of the list, too.
                led = (source - 1) % 10 == 0
                if after - before < wait and not led:
                    found.append(f"source {source}, {after - before} s after {status}")
        return found


def live(folder: str, orders: Connection) -> None:
    """The hub's process: a run for each moment that it is told."""
    with Hub.open(folder, environ={}, flags=FLAGS) as hub:
        while (now := orders.recv()) is not None:
            hub._now = now
            began = time.perf_counter()
            told = hub.run()
            took = time.perf_counter() - began
            orders.send((took, told.counts, _memory(), _files(), told.seconds))
        orders.send(hub._store.articles.count())


def _memory() -> float:
    """MB that this process holds."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("no VmRSS in /proc/self/status")


def _files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, value in (("sources", 500), ("hours", 24), ("items", 100_000)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--step", type=int, default=5 * MINUTE, help="seconds")
    given, _ = parser.parse_known_args()
    world = World(given.sources, given.items, given.hours)
    hosts = [f"127.0.1.{n + 1}" for n in range(-(-given.sources // A_HOST))]
    began = time.monotonic()
    with Replay(hosts=hosts) as web, tempfile.TemporaryDirectory() as folder:
        urls = []
        for source in range(given.sources):
            path = f"/feed{source}.xml"
            web.handle(path, partial(world.answer, source))
            urls.append(web.url(path, hosts[source // A_HOST]))
        Hub.create(f"{folder}/hub")
        with Hub.open(f"{folder}/hub", environ={}, now=START) as hub:
            hub.watch(Source(url=url) for url in urls)
        told = _days(world, given, f"{folder}/hub")
    print(f"{(time.monotonic() - began) / 60:.0f} minutes for {given.hours} hours")
    return report(world, *told)


def _days(world: World, given: Any, folder: str) -> tuple[list[Any], int]:
    """Let the clock go on; what each run told, and how many articles there are."""
    spawn = multiprocessing.get_context("spawn")
    orders, theirs = spawn.Pipe()
    process = spawn.Process(target=live, args=(folder, theirs))
    process.start()
    theirs.close()
    runs = []
    for world.now in range(START, START + given.hours * HOUR, given.step):
        orders.send(world.now)
        runs.append((world.now, *orders.recv()))
        if (world.now - START) % HOUR < given.step:
            _, seconds, counts, memory, files, _ = runs[-1]
            print(
                f"hour {(world.now - START) // HOUR:3}: "
                f"{memory:6.1f} MB, {files} files, "
                f"{sum(run[2].get('new', 0) for run in runs):7} articles, "
                f"last run {seconds:.1f} s, {counts.get('polled', 0)} polled",
                flush=True,
            )
    orders.send(None)
    articles = orders.recv()
    process.join()
    return runs, articles


def report(world: World, runs: list[Any], articles: int) -> int:
    """What came out; how many of the goals were missed."""
    totals: Counter[str] = Counter()
    for run in runs:
        totals.update(run[2])
    late = [run for run in runs if run[0] >= START + WARM * HOUR] or runs
    hours = [(run[0] - START) / HOUR for run in late]
    memory = [run[3] for run in late]
    grows = 100 * linear_regression(hours, memory).slope / mean(memory)
    files = linear_regression(hours, [run[4] for run in late]).slope
    slowest, rude = max(run[1] for run in runs), world.rude()
    goals = [
        (f"memory {grows:+.2f} % an hour, {max(memory):.0f} MB at most", grows < 1),
        (f"open files {files:+.3f} an hour", files < 0.1),
        (
            f"{len(world.served)} items served, {articles} articles",
            len(world.served) == articles,
        ),
        (f"{len(rude)} polls before their time {rude[:3]}", not rude),
        (f"{world.unconditional} unconditional polls", True),
        (f"slowest run {slowest:.1f} s", slowest <= MINUTE),
    ]
    print(f"{totals['polled']} polls, {totals['unchanged']} unchanged, {dict(totals)}")
    steps: Counter[str] = Counter()
    for run in late:
        steps.update(run[5])
    shown = ", ".join(f"{s} {took / len(late):.2f}" for s, took in steps.most_common())
    print(f"seconds a run, from hour {WARM} on: {shown}")
    for words, kept in goals:
        print(f"{'ok ' if kept else 'BAD'} {words}")
    return sum(not kept for _, kept in goals)


if __name__ == "__main__":
    sys.exit(main())
