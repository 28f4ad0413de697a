"""Title, link and date against feedparser's, over every entry of the real feeds.

    python evals/feeds.py [DATA] [--all]

Prints the share that agrees and what does not (the first of each kind, or `--all`).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsfold.extract import extract  # noqa: E402  # the same
from support.data import data_folder  # noqa: E402  # the path comes first
from support.feeds import compare, recorded  # noqa: E402  # the same

FLOOR = 0.99


def main() -> int:
    everything = "--all" in sys.argv
    given = [Path(word) for word in sys.argv[1:] if word != "--all"]
    entries = 0
    kinds: Counter[str] = Counter()
    for page in recorded(given[0] if given else data_folder()):
        count, differing = compare(page, extract(page))
        entries += count
        for difference in differing:
            kinds[difference.field] += 1
            if everything or kinds[difference.field] <= 10:
                print(page.url, *difference, sep=" | ")
    share = 1 - kinds.total() / entries
    print(f"{entries} entries, {share:.4f} agree; {dict(kinds)}; floor {FLOOR}")
    return 0 if share >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
