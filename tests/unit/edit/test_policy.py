from __future__ import annotations

from newsfold.edit.policy import decide
from newsfold.model import (
    Article,
    Decision,
    Dossier,
    Member,
    Provider,
    Reading,
    Score,
    Story,
)


def dossier(*outlets: str, quality: int = 50, title: str = "A headline") -> Dossier:
    members = tuple(
        Member(
            article=Article(
                id=f"a{n}", title=title, web_url="", provider=Provider(domain=outlet)
            ),
            reading=Reading(article=f"a{n}"),
            quality=Score(value=quality),
        )
        for n, outlet in enumerate(outlets)
    )
    ids = tuple(m.article.id for m in members)
    story = Story(id="s1", lead=ids[0], articles=ids, opened=0, updated=0)
    return Dossier(story=story, members=members)


def decided(told: Dossier, quality: int = 0, outlets: int = 1) -> Decision:
    return decide(told, min_quality=quality, min_outlets=outlets, at=7)


def test_usable_with_its_reason():
    decision = decided(dossier("a.example", "b.example"), 40, 2)
    assert (decision.kind, decision.by) == ("usable", "policy")
    assert (decision.subject, decision.at) == ("s1", 7)
    assert decision.reason == "quality 50, told by 2 outlets"


def test_withheld_for_quality_for_outlets_and_for_both():
    assert "quality of 50 is below 60" in decided(dossier("a"), 60).reason
    assert (
        decided(dossier("a", "a"), 0, 2).reason == "told by 1 outlet of the 2 asked for"
    )
    both = decided(dossier("a"), 60, 3)
    assert both.kind == "withheld"
    assert both.reason.count(";") == 1


def test_the_bounds_themselves_are_enough():
    assert decided(dossier("a", "b"), 50, 2).kind == "usable"


def test_what_was_never_scored_meets_no_bound_but_zero():
    assert decided(dossier("a", quality=-1)).kind == "usable"
    assert "not scored" in decided(dossier("a", quality=-1), 1).reason
    assert decided(dossier("a", quality=-1), 1).kind == "withheld"


def test_no_headline_no_publication():
    assert decided(dossier("a", title=" ")).kind == "withheld"
