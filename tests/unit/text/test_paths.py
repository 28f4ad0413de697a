from __future__ import annotations

import pytest

from newsfold.text import dates
from newsfold.text.paths import day, is_article


@pytest.mark.parametrize(
    "url",
    [
        "https://quay.example/news/ferry-sails-again",
        "https://quay.example/news/ferry_sails_again.html",
        "https://quay.example/world-68123456",
        "https://quay.example/news/articles/cvgveqzld59o",
        "https://quay.example/articles/crmlgpnnzyxo",
        "https://quay.example/2026/03/01/ferry",
        "https://quay.example/2026/03/ferry/",
        "https://quay.example/news/view.php?id=8576",
        "https://quay.example/?p=1234",
        "https://quay.example/category/world/ferry-sails-again-after-the-storm",
        "https://quay.example/%E6%B8%A1%E8%BD%AE%E5%91%A8%E4%B8%80%E5%90%AF%E8%88%AA",
        "https://quay.example/plan-raises-2.7-billion-for-piers",
    ],
)
def test_an_article_seems_to_stand_there(url):
    assert is_article(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://quay.example",
        "https://quay.example/",
        "https://quay.example/world",
        "https://quay.example/real-estate/",
        "https://quay.example/tag/ferry-pier-storm",
        "https://quay.example/author/ada-b-quill",
        "https://quay.example/2026/03/",
        "https://quay.example/2026/03/01/",
        "https://quay.example/files/annual-report.pdf",
        "https://quay.example/search?q=2026",
        "https://quay.example/about/our-long-history",
        "https://[quay/ferry-sails-again",
    ],
)
def test_none_seems_to(url):
    assert not is_article(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://quay.example/2026/03/01/ferry", "2026-03-01T00:00:00Z"),
        ("https://quay.example/news/2026-3-1/ferry", "2026-03-01T00:00:00Z"),
        ("https://quay.example/news/20260301/ferry", "2026-03-01T00:00:00Z"),
        ("https://quay.example/ferry-2026-03-01.html", "2026-03-01T00:00:00Z"),
        ("https://quay.example/2026/13/01/ferry", None),
        ("https://quay.example/2026/ferry", None),
        ("https://quay.example/a/202603011234", None),
    ],
)
def test_the_day_in_an_address(url, said):
    found = day(url)
    assert (None if found is None else dates.iso(found)) == said
