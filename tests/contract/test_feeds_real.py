"""Real and hostile feeds go through the real path: workers, limits and all."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsfold.engine.local import LocalEngine
from newsfold.extract import extract
from support import feeds
from support.data import data_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsfold.engine import Outcome
    from newsfold.model import Extraction, Page

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    with LocalEngine(workers=2, memory_mb=1024, item_seconds=10) as engine:
        yield engine


def weight(page: Page) -> int:
    return len(page.body) + 2000


def tally(outcomes: Iterable[Outcome[Page, Extraction]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.failure is not None:
            counts[outcome.failure.reason] += 1
        elif outcome.value is not None and outcome.value.feed is not None:
            counts["accepted"] += 1
        elif outcome.value is not None:
            (failure,) = outcome.value.failures
            assert failure.detail, failure
            counts[failure.reason] += 1
    return counts


def test_every_real_feed_is_accepted(engine: LocalEngine) -> None:
    pages = feeds.recorded(data_path("feeds").parent)
    assert len(pages) == 190
    assert tally(engine.map(extract, pages, cost=weight)) == {"accepted": 190}


def test_every_hostile_file_is_accounted_for(engine: LocalEngine) -> None:
    # Every file, whatever its suffix: .htaccess and notes are hostile feeds, too.
    files = [
        Path(folder) / name
        for folder, _, names in os.walk(data_path("hostile/feeds"))
        for name in names
    ]
    assert len(files) == 2491
    pages = [feeds.page_of(path) for path in sorted(files)]
    counts = tally(engine.map(extract, pages, cost=weight))
    assert set(counts) <= {"accepted", "not-a-feed", "quarantined"}
    assert counts.total() == len(files)
    assert counts["quarantined"] <= 5
    assert counts["not-a-feed"] <= 30


def test_every_entry_of_the_wire_is_an_article(engine: LocalEngine) -> None:
    wire = feeds.recorded(data_path("wire").parent)[-26:]
    found = [o.value for o in engine.map(extract, wire) if o.value is not None]
    articles = [article for value in found for article in value.articles]
    assert len(articles) + sum(len(value.failures) for value in found) == 1185
    assert len({article.original_url for article in articles}) >= 1160
    assert all(article.published for article in articles)
    assert all(article.provider.domain for article in articles)
    assert sum(bool(article.provider.name) for article in articles) > 1100


def test_we_agree_with_feedparser_on_a_sample() -> None:
    entries, differing = 0, 0
    for page in feeds.recorded(data_path("feeds").parent)[::7]:
        count, differences = feeds.compare(page, extract(page))
        entries += count
        differing += len(differences)
    assert entries > 500
    assert differing <= 0.03 * entries
