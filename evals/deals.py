"""Floors for what is read of business events: `python evals/deals.py DATA`."""

import json
import sys
from pathlib import Path

from newsfold.evaluate.deals import evaluate
from newsfold.evaluate.floors import beyond

LEAST = {
    "amount": 0.97,
    "kind": 0.97,
    "target": 0.96,
    "parties_f1": 0.93,
    "people": 1.0,
    "verdict": 0.93,
}
MOST = {"distractor": 0.03}

if __name__ == "__main__":
    figures = evaluate(Path(sys.argv[1]))
    print(json.dumps(figures, indent=2))
    sys.exit("\n".join(beyond(figures, LEAST, MOST)) or 0)
