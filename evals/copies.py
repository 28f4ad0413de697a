"""Floors for copies and named origins on the wire: `python evals/copies.py DATA`."""

import json
import sys
from pathlib import Path

from newsfold.evaluate.copies import evaluate
from newsfold.evaluate.floors import beyond

LEAST = {
    "copiesFound": 1.0,
    "cutFound": 0.95,
    "wrappedFound": 1.0,
    "originsFound": 0.95,
    "rightName": 0.95,
}
MOST = {"independentCalledCopy": 0.0}

if __name__ == "__main__":
    figures = evaluate(Path(sys.argv[1]))
    print(json.dumps(figures, indent=2))
    sys.exit("\n".join(beyond(figures, LEAST, MOST)) or 0)
