"""Floors for the folding on the labelled data: `python evals/stories.py DATA`."""

import json
import sys
from functools import reduce
from operator import getitem
from pathlib import Path

from newsfold.evaluate.stories import evaluate

FLOORS = {
    "wire.end.all.f1": 0.95,
    "wire.end.company.f1": 0.9,
    "wire.arrival.all.f1": 0.93,
    "headlines-dev.whole.all.f1": 0.85,
    "headlines-dev.thinned": 0.85,
    "pairs-dev.en.auc": 0.95,
    "pairs-dev.ru.auc": 0.80,
}
MOST = {"wire.end.operations": 6.5}

if __name__ == "__main__":
    figures = evaluate(Path(sys.argv[1]))
    print(json.dumps(figures, indent=2))
    found = {
        name: reduce(getitem, name.split("."), figures) for name in (*FLOORS, *MOST)
    }
    low = [name for name, floor in FLOORS.items() if found[name] < floor]
    low += [name for name, most in MOST.items() if found[name] > most]
    headlines = figures["headlines-dev"]
    if headlines["thinnedTuned"] - headlines["thinned"] > 0.05:
        low.append("headlines-dev.thinned against the tuned threshold")
    sys.exit(f"below the floor: {', '.join(low)}" if low else 0)
