"""Updating 100 real feeds over HTTP: Newsfold beside lemon24's reader.

    python benchmarks/updating.py [DATA]

Both start with an empty database and the same subscriptions, against the same server
on loopback.  `take-in` is the like of what reader does: fetch, parse, store.  `run` is
Newsfold's whole pipeline, to the site.  Start-up is included; ratios are of one run,
and the medians count.  Without reader, ours are timed alone.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.replay import Replay  # noqa: E402  # after the path is set

FEEDS, ROUNDS, TIMEOUT = 100, 3, 300
FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "never",
}


def newsfold(urls: list[str], folder: str, *, whole: bool) -> int:
    from newsfold.hub import Hub
    from newsfold.model import Source
    from newsfold.steps.take_in import take_in

    Hub.create(f"{folder}/hub")
    with Hub.open(f"{folder}/hub", environ={}, flags=FLAGS) as hub:
        hub.watch(Source(url=url) for url in urls)
        if whole:
            return hub.run().counts["new"]
        with hub._run() as run:
            take_in(run)
        return run.counts["new"]


def reader(urls: list[str], folder: str) -> int:
    from reader import make_reader

    with make_reader(f"{folder}/reader.sqlite") as feeds:
        for url in urls:
            feeds.add_feed(url)
        feeds.update_feeds(workers=2)
        return feeds.get_entry_counts().total


def _child(name: str, urls: list[str], results: multiprocessing.Queue) -> None:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        if name == "reader":
            count = reader(urls, folder)
        else:
            count = newsfold(urls, folder, whole=name == "newsfold run")
        wall = time.perf_counter() - began
    own = resource.getrusage(resource.RUSAGE_SELF)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(u.ru_utime + u.ru_stime for u in (own, workers))
    results.put((count, cpu, wall))


def main() -> None:
    data = Path(
        sys.argv[1]
        if len(sys.argv) > 1
        else os.environ.get("NEWSFOLD_DATA", ROOT.parent / "shared" / "data")
    )
    context = multiprocessing.get_context("spawn")
    names = ["newsfold take-in", "newsfold run"]
    if find_spec("reader"):
        names.append("reader")
    else:
        print("reader is not installed; left out", file=sys.stderr)
    took: dict[str, list[tuple[int, float, float]]] = {name: [] for name in names}
    with Replay() as web:
        urls = [
            web.serve(f"/{path.name}", path.read_bytes())
            for path in sorted((data / "feeds").glob("*.xml"))[:FEEDS]
        ]
        for _ in range(ROUNDS):
            for name in names:
                results = context.Queue()
                child = context.Process(target=_child, args=(name, urls, results))
                child.start()
                child.join(TIMEOUT)
                if child.exitcode != 0:
                    child.kill()
                    sys.exit(f"{name} did not finish")
                took[name].append(results.get(timeout=5))
    print(f"{len(urls)} feeds, {ROUNDS} rounds, medians")
    print(f"{'':<18} {'entries':>8} {'CPU s':>7} {'wall s':>7} {'× reader CPU':>13}")
    middle = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in took.items()
    }
    for name, (count, cpu, wall) in middle.items():
        ratio = f"{middle['reader'][1] / cpu:.1f}" if "reader" in middle else "-"
        print(f"{name:<18} {count:>8.0f} {cpu:>7.2f} {wall:>7.2f} {ratio:>13}")


if __name__ == "__main__":
    main()
