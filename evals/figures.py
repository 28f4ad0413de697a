"""Floors for figures on the labelled wire: `python evals/figures.py DATA/wire`."""

import json
import sys
from pathlib import Path

from newsfold.evaluate.figures import evaluate

FLOORS = {"found": 0.75, "verdict": 0.88}

if __name__ == "__main__":
    figures = evaluate(Path(sys.argv[1]))
    print(json.dumps(figures, indent=2))
    low = [name for name, floor in FLOORS.items() if figures[name] < floor]
    sys.exit(f"below the floor: {', '.join(low)}" if low else 0)
