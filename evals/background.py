"""Counts how usual words are in any text, for the rarity of terms.

    python evals/background.py DATA > src/newsfold/cluster/usual.txt

Reads the feeds and pages that no suite labels with stories, English ones: a word that
every blog uses tells no event from another, however few of today's articles have it.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newsfold.clean import clean
from newsfold.evaluate.items import lines
from newsfold.extract import extract
from newsfold.model import Article, Page, Request
from newsfold.read.terms import terms
from newsfold.text.language import detect

EACH = 40
"""Entries of one feed that count, so that no blog sets the tone."""

SELDOM = 0.0015
"""Share of texts below which a word is left out."""


def texts(data: Path) -> Iterator[Article]:
    for path in sorted((data / "feeds").glob("*.xml")):
        page = Page(
            request=Request(url=f"https://example.org/{path.name}", purpose="feed"),
            url=f"https://example.org/{path.name}",
            status=200,
            fetched=1771383600,
            headers={"content-type": "application/xml"},
            body=path.read_bytes(),
        )
        for one in extract(page).articles[:EACH]:
            yield clean(one, seen=1771383600)
    for path in sorted((data / "pages").glob("*/truth.jsonl")):
        for row in lines(path):
            truth = row["truth"]
            body = truth.get("body") or " ".join(truth.get("with") or [])
            yield Article(title=truth.get("title") or "", web_url="", body=body)


if __name__ == "__main__":
    counts, size = Counter(), 0
    for one in texts(Path(sys.argv[1])):
        text = f"{one.title} {one.excerpt} {one.body[:500]}"
        if detect(text) == "en":
            counts.update(terms(one, "en").keys())
            size += 1
    print("# Share of texts that have a word (its stem), in thousandths; English.")
    print(f"# Made by evals/background.py from {size} texts.")
    for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= SELDOM * size and count > 1:
            print(word, round(1000 * count / size, 1))
