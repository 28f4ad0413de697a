"""When pages are looked at again."""

from __future__ import annotations

import pytest

from newsfold.model import Article
from newsfold.sources.again import lives, look_after

HOUR, DAY = 3_600, 86_400
SINCE = 1_772_400_000


def _article(published: int | None = SINCE, seen: int = SINCE) -> Article:
    return Article(title="A", web_url="https://a", published=published, seen=seen)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (0, HOUR),
        (HOUR - 1_200, HOUR),
        (HOUR - 1_199, 6 * HOUR),
        (HOUR, 6 * HOUR),
        (2 * HOUR, 6 * HOUR),
        (6 * HOUR, DAY),
        (DAY, 2 * DAY),
        (2 * DAY + 9, 3 * DAY),
        (50 * DAY, 51 * DAY),
    ],
)
def test_the_ladder(last, due):
    assert look_after(_article(), SINCE + last) == SINCE + due


def test_it_begins_at_first_sight_where_publication_is_unknown_or_to_come():
    assert look_after(_article(None), SINCE) == SINCE + HOUR
    assert look_after(_article(SINCE + 9 * DAY), SINCE) == SINCE + HOUR


def test_what_was_seen_late_is_on_its_rung_already():
    late = SINCE + 3 * HOUR
    assert look_after(_article(seen=late), late) == SINCE + 6 * HOUR


def test_a_story_lives_while_an_article_could_join_it():
    assert lives(SINCE, SINCE + DAY, DAY)
    assert not lives(SINCE, SINCE + DAY + 1, DAY)
