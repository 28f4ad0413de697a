"""Floors for deals: `python evals/deals.py DATA/deals/dev.jsonl`."""

import json
import sys
from pathlib import Path

from newsfold.evaluate.deals import evaluate

FLOORS = {
    "amount": 0.92,
    "kind": 0.92,
    "target": 0.88,
    "parties_f1": 0.80,
    "people": 1.0,
    "verdict": 0.80,
}
MOST = {"distractor": 0.03}

if __name__ == "__main__":
    figures = evaluate(Path(sys.argv[1]))
    print(json.dumps(figures, indent=2))
    low = [name for name, floor in FLOORS.items() if figures[name] < floor]
    low += [name for name, most in MOST.items() if figures[name] > most]
    sys.exit(f"below the floor: {', '.join(low)}" if low else 0)
