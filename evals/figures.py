"""Floors for figures on the labelled wire: `python evals/figures.py DATA`."""

import json
import sys
from pathlib import Path

from newsfold.evaluate.figures import evaluate
from newsfold.evaluate.floors import beyond

LEAST = {"found": 0.86, "verdict": 0.95, "conflicts_seen": 2}

if __name__ == "__main__":
    figures = evaluate(Path(sys.argv[1]))
    print(json.dumps(figures, indent=2))
    sys.exit("\n".join(beyond(figures, LEAST)) or 0)
