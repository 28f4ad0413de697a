"""What hostile servers cost: bombs, drips, depth, endless redirects, endless items.

    python evals/reliability.py [DATA]

Each case is fetched over loopback and read in a worker, by a process of its own whose
peak memory is measured; DATA is not needed.  For what is read, the cost of twice as
much stands beside it.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import resource
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsfold.engine.local import LocalEngine  # noqa: E402  # the path comes first
from newsfold.fetch.picture import render  # noqa: E402  # the same
from newsfold.model import Page  # noqa: E402  # the same
from newsfold.steps.parse import Job, parse  # noqa: E402  # the same
from support.fetching import get_all  # noqa: E402  # the same
from support.pictures import bomb, film  # noqa: E402  # the same
from support.replay import Replay, Reply  # noqa: E402  # the same

GIGABYTE = 1_000_000_000
CHUNK = bytes(10_000_000)
DEADLINE = 5.0
"""Seconds, for the drips; the others have the default."""
MAIN, TOTAL = 300.0, 700.0
"""MB that the main process may grow by, and that all may have together."""
RATIO = 2.5
"""Twice as much may cost so much more; below a second it is noise."""
LARGEST = 15_500_000
"""Bytes; a body may have 16,000,000."""


class Case(NamedTuple):
    name: str
    url: str
    purpose: str = "feed"
    deadline: float = 30.0


# ── what is served ───────────────────────────────────────────────────────────────────


def packed(wbits: int) -> bytes:
    packer = zlib.compressobj(9, wbits=wbits)
    parts = [packer.compress(CHUNK) for _ in range(GIGABYTE // len(CHUNK))]
    return b"".join([*parts, packer.flush()])


def others() -> dict[str, bytes]:
    """The same gigabyte by the codings of the extra `codings`, where it is there."""
    found = {}
    if importlib.util.find_spec("brotli"):
        import brotli

        packer = brotli.Compressor(quality=1)
        parts = [packer.process(CHUNK) for _ in range(GIGABYTE // len(CHUNK))]
        found["br"] = b"".join([*parts, packer.finish()])
    if importlib.util.find_spec("backports.zstd"):
        from backports import zstd

        zstandard = zstd.ZstdCompressor()
        parts = [zstandard.compress(CHUNK) for _ in range(GIGABYTE // len(CHUNK))]
        found["zstd"] = b"".join([*parts, zstandard.flush()])
    return found


def items(count: int) -> bytes:
    one = "<item><title>Item {0}</title><link>https://q.example/{0}</link></item>"
    body = "".join(one.format(number) for number in range(count))
    return (
        f"<rss version='2.0'><channel><title>Q</title>{body}</channel></rss>".encode()
    )


def comments(size: int) -> bytes:
    return b"<rss version='2.0'><channel>" + b"<!-- - -->" * (size // 10)


def deep(tag: str, count: int) -> bytes:
    return f"<{tag}>".encode() * count + b"x"


def cases(web: Replay) -> list[Case]:
    bombs = {"gzip": packed(31), **others()}
    bombs["gzip, gzip"] = gzip.compress(bombs["gzip"])
    found = [
        Case(
            f"1 GB by {coding}",
            web.answer(
                f"/{coding.replace(', ', '-')}",
                Reply(body, headers=(("Content-Encoding", coding),), compress=False),
            ),
        )
        for coding, body in bombs.items()
    ]
    for number in range(100):
        web.redirect(f"/hop{number}", f"/hop{number + 1}")
    head = b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 99
    return [
        *found,
        Case("redirects without end", web.url("/hop0")),
        Case(
            "head, a byte a second",
            web.serve("/head", head, raw=True, drip=1.0),
            deadline=DEADLINE,
        ),
        Case(
            "body, a byte a second",
            web.serve("/body", "x" * 99, drip=1.0, compress=False),
            deadline=DEADLINE,
        ),
        Case(
            "picture of 5 gigapixels",
            web.serve("/5g.png", bomb(100_000, 50_000)),
            "image",
        ),
        Case("picture of 180 frames", web.serve("/180.gif", film(180)), "image"),
        Case("100,000 items", web.serve("/all", items(100_000))),
        *(
            Case(f"{name}, {part}", web.serve(f"/{slug}-{part}", body), purpose)
            for slug, name, purpose, make, size in (
                ("html", "HTML a million deep", "page", "div", 1_000_000),
                ("xml", "XML a million deep", "feed", "a", 1_000_000),
                ("comments", "comments without end", "feed", "", LARGEST),
                ("items", "20,000 items", "feed", "item", 20_000),
            )
            for part, body in (
                ("half", _made(slug, make, size // 2)),
                ("whole", _made(slug, make, size)),
            )
        ),
    ]


def _made(slug: str, tag: str, size: int) -> bytes:
    if slug == "comments":
        return comments(size)
    return items(size) if slug == "items" else deep(tag, size)


# ── one case, in a process of its own ────────────────────────────────────────────────


def attempt(case: Case) -> dict[str, object]:
    """Fetch and read it as a run does; what came of it, and what it cost."""
    idle = _peak("self")
    began = time.monotonic()
    (answer,) = get_all([case.url], purpose=case.purpose, deadline=case.deadline)
    said, worked, workers = "", 0.0, 0.0
    if isinstance(answer, Page):
        with LocalEngine(workers=1) as engine:
            function = render if case.purpose == "image" else parse
            item = answer if case.purpose == "image" else Job(page=answer)
            (outcome,) = engine.map(function, [item])
            said = _words(outcome)
            workers = sum(map(_peak, _children()))
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        worked = used.ru_utime + used.ru_stime
    else:
        said = answer.reason
    main = _peak("self")
    return {
        "said": said,
        "seconds": time.monotonic() - began,
        "cpu": worked,
        "grown": main - idle,
        "total": main + workers,
    }


def _words(outcome: object) -> str:
    failure = getattr(outcome, "failure", None)
    if failure is not None:
        return f"{failure.reason} {failure.detail}"[:60]
    value = outcome.value  # type: ignore[attr-defined]  # an Outcome
    if hasattr(value, "articles"):
        kinds = sorted({failure.reason for failure in value.failures})
        return ", ".join([f"{len(value.articles)} articles", *kinds])
    return value.reason or "a rendition"


def _peak(process: str) -> float:
    """MB of memory that a process had at most; rusage counts its parent's, too."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0  # it has ended


def _children() -> list[str]:
    tasks = Path("/proc/self/task").glob("*/children")
    return [pid for task in tasks for pid in task.read_text().split()]


def main() -> int:
    bad = 0
    costs: dict[str, float] = {}
    print(f"{'case':34} {'answer':38} {'s':>6} {'main MB':>8} {'all MB':>7} {'x2':>5}")
    with Replay() as web:
        for case in cases(web):
            done = subprocess.run(  # noqa: S603  # ourselves, with a case of ours
                [sys.executable, __file__, "--case", json.dumps(case)],
                capture_output=True,
                text=True,
                check=False,
                timeout=600,
            )
            if done.returncode:
                print(f"{case.name:34} DIED {done.stderr[-300:]}")
                bad += 1
                continue
            told = json.loads(done.stdout)
            ratio = 0.0
            name, _, part = case.name.rpartition(", ")
            if part == "half":
                costs[name] = told["cpu"]
            elif part == "whole" and name in costs:
                ratio = told["cpu"] / costs[name]
            late = case.deadline == DEADLINE and told["seconds"] > DEADLINE + 1
            steep = ratio > RATIO and told["cpu"] > 1
            over = told["grown"] > MAIN or told["total"] > TOTAL
            bad += late or steep or over
            print(
                f"{case.name:34} {told['said'][:38]:38} {told['seconds']:6.1f} "
                f"{told['grown']:8.0f} {told['total']:7.0f} "
                f"{f'{ratio:.1f}' if ratio else '':>5}"
                f"{'  BAD' if late or steep or over else ''}",
                flush=True,
            )
    return int(bad > 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        print(json.dumps(attempt(Case(*json.loads(sys.argv[2])))))
    else:
        sys.exit(main())
