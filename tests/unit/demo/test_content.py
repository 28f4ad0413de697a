from __future__ import annotations

import re
from collections import Counter

import pytest

from newsfold.demo.content import CLOCKS, Piece, outlets, pieces
from newsfold.demo.press import page
from newsfold.text.dates import iso
from newsfold.text.mojibake import repair
from newsfold.text.shingles import containment, shingles
from newsfold.text.urls import canonical, registrable


def by_slug(phase: int = 1) -> dict[str, Piece]:
    return {piece.slug: piece for piece in pieces(phase)}


def event(name: str, phase: int = 1) -> list[Piece]:
    return [piece for piece in pieces(phase) if piece.event == name]


def test_eight_outlets_at_reserved_domains_of_their_own():
    domains = [outlet.domain for outlet in outlets()]
    assert len(set(domains)) == 8
    assert all(registrable(d) == d and d.endswith(".example") for d in domains)


def test_about_forty_articles_in_about_twelve_shared_stories():
    assert 38 <= len(pieces(1)) <= len(pieces(2)) <= 48
    told = Counter(name for name, _ in {(p.event, p.outlet.key) for p in pieces(1)})
    told.pop("20-single")
    assert 11 <= len(told) <= 14
    assert all(count >= 2 for count in told.values())


def test_each_article_has_one_address_and_real_text():
    for piece in pieces(2):
        assert 3 <= len(piece.body.split("\n\n")) <= 10, piece.slug
        assert len(piece.title) > 20
        assert piece.excerpt
    assert len({canonical(p.link) for p in pieces(2)}) == len(pieces(2))


def test_only_copies_share_their_wording():
    carried = {p.slug for p in event("03-rate")} - {
        "what-maravels-rate-cut-means-for-shippers"
    }
    texts = {p.slug: shingles(p.body) for p in pieces(2)}
    for one, first in texts.items():
        for other, second in texts.items():
            if one < other and not {one, other} <= carried:
                assert containment(first, second) < 0.3, (one, other)


def test_an_agency_text_in_three_outlets_whole_cut_and_between_boilerplate():
    found = by_slug()
    agency = found["maravel-central-bank-cuts-rate"].body
    assert found["bank-of-maravel-cuts-rate"].body == agency
    cut = found["key-rate-cut-to-3-25"].body
    assert agency.startswith(cut)
    assert 0.3 < len(cut) / len(agency) <= 0.4
    assert cut.endswith(".")
    around = found["rate-cut-maravel"].body
    assert agency in around
    assert not around.startswith(agency)
    assert not around.endswith(agency)


def test_broken_text_is_the_kind_that_can_be_mended():
    broken = by_slug()["yunqiao-342m"]
    assert "â€" in broken.title + broken.excerpt
    mended, kinds = repair(broken.excerpt)
    assert kinds
    assert "China’s AI ambitions — and" in mended


def test_one_deal_in_three_sums_and_with_different_investors():
    told = {piece.outlet.key: piece for piece in event("01-yunqiao")}
    assert "2.5 billion yuan" in told["eastquay"].body
    assert "were among the investors" in told["eastquay"].body
    assert "$342 million" in told["signal"].body
    assert "others" not in told["signal"].title
    assert "about $340 million" in told["meridian"].body
    assert "$342M" in told["tickertape"].title
    assert "Tengyue" not in told["tickertape"].body


def test_a_toll_that_rises():
    tolls: list[tuple[int, int]] = []
    for piece in event("02-earthquake", 2):
        found = re.search(
            r"(?:at least|toll reaches|steigt auf|to|counts) (\d+)", piece.title
        )
        if found:
            tolls.append((piece.time, int(found.group(1))))
    assert [toll for _, toll in sorted(tolls)] == [12, 19, 19, 27, 27]


def test_an_article_edited_after_publication():
    before, after = by_slug(1), by_slug(2)
    edited = [slug for slug in before if before[slug] != after[slug]]
    assert edited == ["tollgate-bridge-to-reopen"]
    one, two = before[edited[0]], after[edited[0]]
    assert one.url == two.url
    assert one.time == two.time
    assert "Friday" in one.title
    assert "end of March" in two.title
    assert one.modified < CLOCKS[0] < two.modified < CLOCKS[1]


def test_one_outlet_in_another_language_covers_two_shared_stories():
    german = [p for p in pieces(1) if p.outlet.language == "de"]
    assert len({p.outlet.key for p in german}) == 1
    assert sum(p.event != "20-single" for p in german) == 2


def test_a_page_without_a_date():
    (piece,) = [p for p in pieces(1) if p.dateless]
    html = page(piece, 1).decode()
    assert iso(piece.time)[:10] not in html
    assert "/2025/" not in html.partition("<aside>")[0]
    assert "article:published_time" not in html
    assert "datePublished" not in html


def test_a_date_in_the_future_and_no_other():
    for phase, now in ((1, CLOCKS[0]), (2, CLOCKS[1])):
        ahead = [p.slug for p in pieces(phase) if p.time > now]
        assert ahead == ["arden-space-tern-landing-software"]


def test_a_round_up_that_touches_many_stories():
    body = by_slug()["morning-briefing-12-february"].body
    for name in ("Sant Oriel", "Bank of Maravel", "Brannoc", "Tern", "Aubrey"):
        assert name in body


def test_tracked_links_lead_to_the_same_article():
    tracked = [p for p in pieces(1) if p.outlet.tracked]
    assert tracked
    for piece in tracked:
        assert "utm_source" in piece.link
        assert canonical(piece.link) == canonical(piece.url)
        assert "id=" in canonical(piece.link)


@pytest.mark.parametrize("phase", [1, 2])
def test_phases_only_add(phase: int):
    assert {p.url for p in pieces(1)} <= {p.url for p in pieces(phase)}
