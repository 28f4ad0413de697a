"""Floors for the reading of pages: `python evals/pages.py DATA [--peers]`.

Prints our figures beside trafilatura's (with `--peers` beside all that are installed),
and fails where ours fall below a floor, below trafilatura's segments, or cost more.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

from newsfold.evaluate.floors import beyond
from newsfold.evaluate.pages import evaluate

LEAST = {
    "fundus": {
        "body": 0.96,
        "title": 0.86,
        "minute": 0.98,
        "day": 0.985,
        "authors": 0.88,
        "topics": 0.76,
    },
    "benchmark": {"body": 0.95},
    "annotated": {"title": 0.825, "day": 0.878, "authors": 0.67, "segments": 0.93},
}
SPEED = 0.32
"""Our CPU time a page, in trafilatura's, at most."""


def main(data: Path) -> int:
    low = []
    for name, figures in evaluate(data, peers="--peers" in sys.argv).items():
        print(f"{name}: {figures.pop('pages')} pages")
        for reader, told in figures.items():
            print(f"  {reader:18}", json.dumps(told))
        ours, theirs = figures["newsfold"], figures["trafilatura"]
        least = dict(LEAST.get(name, {}))
        if "segments" in theirs:
            least["segments"] = max(least.get("segments", 0), theirs["segments"])
        found = beyond(ours, least, {"ms": SPEED * theirs["ms"]})
        low += [f"{name}: {line}" for line in found]
    print(*low, sep="\n")
    return bool(low)


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # the peers complain of dates
    sys.exit(main(Path(sys.argv[1])))
