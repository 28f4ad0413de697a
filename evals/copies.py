"""Floors for copies and origins on the wire: `python evals/copies.py DATA/wire`."""

import json
import sys
from pathlib import Path

from newsfold.evaluate.copies import evaluate

FLOORS = {
    "copiesFound": 1.0,
    "cutFound": 0.95,
    "wrappedFound": 1.0,
    "originsFound": 0.8,
    "rightName": 0.85,
}
MOST = {"independentCalledCopy": 0.0}

if __name__ == "__main__":
    figures = evaluate(Path(sys.argv[1]))
    print(json.dumps(figures, indent=2))
    low = [name for name, floor in FLOORS.items() if figures[name] < floor]
    low += [name for name, most in MOST.items() if figures[name] > most]
    sys.exit(f"below the floor: {', '.join(low)}" if low else 0)
