"""Floors for the articles worth reading first: `python evals/novelty.py DATA`."""

import json
import sys
from pathlib import Path

from newsfold.evaluate.floors import beyond
from newsfold.evaluate.novelty import evaluate

LEAST = {"mean": 0.9, "least": 0.8}

if __name__ == "__main__":
    figures = evaluate(Path(sys.argv[1]))
    print(json.dumps(figures, indent=2))
    sys.exit("\n".join(beyond(figures, LEAST)) or 0)
