"""Quality floors of the reading of pages: `python evals/pages.py ../shared/data/pages`.

Prints our figures beside those of the peers that are installed, and fails where ours
fall below a floor or below what trafilatura does in the same run.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from newsfold.evaluate.pages import evaluate

FLOORS = {
    "fundus": {
        "body": 0.955,
        "title": 0.84,
        "minute": 0.98,
        "day": 0.985,
        "authors": 0.85,
        "topics": 0.76,
    },
    "benchmark": {"body": 0.95},
    "annotated": {"title": 0.79, "day": 0.85, "authors": 0.58, "segments": 0.92},
}
SPEED = 0.5
"""Our CPU time a page, in trafilatura's, at most."""


def main(data: Path) -> int:
    failed = 0
    for name, figures in evaluate(data).items():
        print(f"{name}: {figures['pages']} pages")
        for reader in figures.keys() - {"pages"}:
            print(f"  {reader:18}", json.dumps(figures[reader]))
        ours, theirs = figures["newsfold"], figures.get("trafilatura", {})
        wanted = dict(FLOORS.get(name, {}))
        if "segments" in theirs:
            wanted["segments"] = max(wanted.get("segments", 0), theirs["segments"])
        for field, floor in wanted.items():
            if ours.get(field, 0) < floor:
                failed += 1
                print(f"  BELOW THE FLOOR: {field} {ours.get(field)} < {floor}")
        if theirs and ours["ms"] > SPEED * theirs["ms"]:
            failed += 1
            print(f"  TOO SLOW: {ours['ms']} ms against {theirs['ms']} ms")
    return failed


if __name__ == "__main__":
    where = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/pages")
    sys.exit(min(1, main(where)))
