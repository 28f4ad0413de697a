"""Articles a second that one core reads, and where the time goes.

    python benchmarks/reading.py [DATA] [--rounds 5]

The recorded wires, each at its own lengths, read again and again by one process; the
fastest round counts, in CPU time.  A busy machine makes all of it slower, hence the
yardstick: folding and splitting the same texts into words, the least that reading them
can cost.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from newsfold.evaluate.items import article, lines
from newsfold.model import Article
from newsfold.read import language
from newsfold.read.claims import claims
from newsfold.read.deal import deal
from newsfold.read.fields import fields
from newsfold.read.links import links
from newsfold.read.names import names
from newsfold.read.origin import origin
from newsfold.read.quantities import quantities
from newsfold.read.terms import numbers, roundup, sketch, terms
from newsfold.text.words import words

ROOT = Path(__file__).resolve().parents[1]
WIRES = ("wire", "vertical")
FACTS = ("names", "quantities", "claims", "deal")
"""The parts that read the facts; the others serve the folding."""


def timed(parts: dict[str, Callable[[], object]], spent: dict[str, float]) -> None:
    """Run each part and add its CPU seconds."""
    for name, part in parts.items():
        began = time.process_time()
        part()
        spent[name] = spent.get(name, 0.0) + time.process_time() - began


def once(articles: list[Article]) -> dict[str, float]:
    """CPU seconds of each part over all articles."""
    spent: dict[str, float] = {}
    for one in articles:
        spoken = language(one)
        found, amounts = names(one, spoken), quantities(one, spoken)
        parts: dict[str, Callable[[], object]] = {
            "words": lambda a=one: [words(text) for _, text in fields(a)],
            "language": lambda a=one: language(a),
            "names": lambda a=one, s=spoken: names(a, s),
            "quantities": lambda a=one, s=spoken: quantities(a, s),
            "claims": lambda a=one, s=spoken, f=found, q=amounts: claims(a, q, f, s),
            "deal": lambda a=one, s=spoken: deal(a, s),
            "origin": lambda a=one, s=spoken: origin(a, s),
            "links": lambda a=one: links(a),
            "terms": lambda a=one, s=spoken: (terms(a, s), numbers(a), roundup(a)),
            "sketch": lambda a=one: sketch(a),
        }
        timed(parts, spent)
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="?", default=ROOT.parent / "shared" / "data")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    for wire in WIRES:
        rows = lines(Path(given.data) / wire / "items.jsonl")
        articles = [article(row) for row in rows]
        rounds = [once(articles) for _ in range(given.rounds)]
        best = {name: min(one[name] for one in rounds) for name in rounds[0]}
        yardstick = best.pop("words")
        whole, facts = sum(best.values()), sum(best[name] for name in FACTS)
        size = sum(len(text) for a in articles for _, text in fields(a))
        print(
            f"{wire}: {len(articles)} articles, {size / len(articles):.0f} characters"
        )
        print(
            f"  whole reading {len(articles) / whole:6.0f} a second,"
            f" {whole / yardstick:.1f} times the yardstick"
        )
        print(
            f"  facts alone   {len(articles) / facts:6.0f} a second,"
            f" {facts / yardstick:.1f} times the yardstick"
        )
        for name, seconds in sorted(best.items(), key=lambda one: -one[1]):
            print(
                f"    {name:<11} {seconds / len(articles) * 1e6:6.0f} µs"
                f" {seconds / whole:5.0%}"
            )


if __name__ == "__main__":
    main()
