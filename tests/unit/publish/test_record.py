"""Dossiers as records, records as articles."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from newsfold.model import Heat, Provider, Score, Topic
from newsfold.model.recordfile import StoryRecord, parse, render, verified
from newsfold.publish.record import (
    HEAT_BANDS,
    articles_of,
    heat_band,
    path_of,
    record_of,
)
from support.data import data_path
from support.dossiers import NOW, disputed_deal, dossier, edition, member

replace = msgspec.structs.replace


def test_the_record_has_the_leads_fields_and_the_rest_as_related():
    story = disputed_deal()
    record = record_of(story, now=NOW)
    lead = story.lead.article
    assert record.title == lead.title
    assert record.web_url == "https://harbourpost.example/1/story"
    assert record.original_url == "https://harbourpost.example/1/story?from=feed"
    assert record.quality == 74
    assert record.heat == 60
    assert record.published is True
    assert record.topics == ("Robotics", "Business")
    assert record.secured == ""
    assert record.body == ""
    assert [author.name for author in record.provider.authors] == list(lead.authors)
    assert [r.provider.domain for r in record.related] == [
        m.article.provider.domain for m in story.members[1:]
    ]
    assert [r.quality for r in record.related] == [66, 41, 38, 58, 71]


def test_every_record_of_an_edition_reads_back():
    for story in edition():
        for profile in ("native", "hugo"):
            assert verified(record_of(story, now=NOW), profile)


def test_it_is_the_same_until_the_heat_enters_another_band():
    story = disputed_deal()
    now = story.story.updated
    same = {render(record_of(story, now=now + s)) for s in range(3600, 18_000, 60)}
    assert len(same) == 1
    later = [record_of(story, now=now + h * 3600).heat for h in range(200)]
    assert later == sorted(later, reverse=True)
    assert set(later) == set(HEAT_BANDS)


def test_heat_bands():
    heat = Heat(level=40.0, at=NOW, half_life=3600)
    assert [heat_band(heat, NOW + h * 3600) for h in range(5)] == [40, 20, 10, 0, 0]
    assert heat_band(None, NOW) == -1


def test_what_is_withheld_says_so():
    story = dossier(5, (member(1, "meridian.example", "A", 1),), published=False)
    assert record_of(story, now=NOW).published is False
    undecided = replace(story, decision=None)
    assert record_of(undecided, now=NOW).published is False


def test_an_undated_article_has_the_time_it_was_first_seen():
    one = member(1, "meridian.example", "A", 1, marks=("undated",))
    record = record_of(dossier(5, (one,)), now=NOW)
    assert record.published_date_time == one.article.seen


def test_only_web_images_and_no_half_surrogates():
    one = member(1, "meridian.example", "A\ud800B", 1, excerpt="\udfff")
    images = [
        replace(one.article.images[0] if one.article.images else image, url=url)
        for url, image in (
            (u, disputed_deal().lead.article.images[0])
            for u in ("javascript:alert(1)", "data:,x", "HTTPS://i.example/a.png")
        )
    ]
    odd = replace(one, article=replace(one.article, images=tuple(images)))
    record = record_of(dossier(5, (odd,)), now=NOW)
    assert [image.url for image in record.images] == ["HTTPS://i.example/a.png"]
    assert record.title == "A\ufffdB"
    assert verified(record)


def test_sealing_gets_the_private_fields_and_the_address():
    calls = []

    def seal(private: dict[str, Any], original_url: str):
        calls.append((private, original_url))
        return "Y2lw;bm9u;0123456789ab"

    record = record_of(disputed_deal(), now=NOW, seal=seal)
    assert record.secured == "Y2lw;bm9u;0123456789ab"
    ((private, url),) = calls
    assert url == record.original_url
    assert private["articles"][0]["source"] == "https://harbourpost.example/feed.xml"
    assert "body" not in private["articles"][0]
    msgspec.json.encode(private)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (NOW, "2026/02/a-title-s000000000005.md"),
        (-(10**15), "0001/01/a-title-s000000000005.md"),
        (10**15, "9999/12/a-title-s000000000005.md"),
    ],
)
def test_paths(instant: int, expected: str):
    one = member(1, "meridian.example", "A title", 0)
    moved = replace(one, article=replace(one.article, published=instant))
    assert path_of(dossier(5, (moved,))) == expected


def test_the_path_of_the_first_publication_stays():
    story = replace(disputed_deal(), path="2025/12/first-s000000000001.md")
    assert path_of(story) == "2025/12/first-s000000000001.md"


def test_an_imported_record_comes_back_whole():
    """Record → articles → dossier → record: what only the record knew is kept."""
    original = parse(next(data_path("seed").glob("*.txt")).read_text("utf-8"))
    articles = articles_of(original)
    assert [article.title for article in articles] == [
        original.title,
        *(related.title for related in original.related),
    ]
    assert articles[0].web_url == original.web_url
    assert articles[0].images[0].is_cached is original.images[0].is_cached
    assert articles[0].published == original.published_date_time
    qualities = [original.quality, *(related.quality for related in original.related)]
    members = tuple(
        replace(
            member(n, "meridian.example", "", 0),
            article=replace(article, id=f"a{n:012x}"),
            quality=Score(value=quality),
        )
        for n, (article, quality) in enumerate(zip(articles, qualities, strict=True))
    )
    story = replace(
        dossier(7, members, published=original.published),
        heat=None,
        topics=tuple(Topic(name=name) for name in original.topics),
    )
    assert record_of(story, now=NOW, kept=original) == original
    sealed = record_of(story, now=NOW, kept=original, seal=lambda _, __: "YQ==;YQ==;1")
    assert sealed.secured == original.secured


def test_what_only_the_imported_record_knows_is_kept():
    story = disputed_deal()
    fresh = record_of(story, now=NOW)
    kept = replace(
        fresh,
        heat=12,
        extra={"desk": "trade"},
        body="Note.\n",
        provider=replace(fresh.provider, extra={"since": 1901}),
        related=(replace(fresh.related[0], extra={"n": 1}), *fresh.related[1:]),
        secured="Y2lw;bm9u;0123456789ab",
    )
    again = record_of(story, now=NOW, kept=kept)
    assert again.heat == fresh.heat
    assert again.secured == kept.secured
    assert again == replace(kept, heat=fresh.heat)


def test_a_minimal_record_gives_an_article():
    (article,) = articles_of(StoryRecord(title="t", original_url="https://a.example/"))
    assert article.web_url == article.original_url == "https://a.example/"
    assert article.provider == Provider()
    assert article.excerpt_from == ""
    assert article.published is None
