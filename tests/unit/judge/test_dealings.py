"""What all articles of a story tell of one deal."""

from __future__ import annotations

import msgspec
import pytest

from newsfold.judge.dealings import dealing
from newsfold.model import Amount, Claim, Quantity
from support.dossiers import disputed_deal, plain_conflict, rising_toll

replace = msgspec.structs.replace


def test_what_most_articles_say_stands_for_all():
    story = disputed_deal()
    told = dealing(story)
    assert told is not None
    assert (told.story, told.kind, told.target) == (story.story.id, "funding", "Orsolo")
    assert told.sums[0] == Amount(value=342e6, currency="USD")
    assert {sum_.currency for sum_ in told.sums} == {"USD", "CNY"}
    assert told.usd == 342e6
    assert (told.verdict, told.agreed) == ("converted", "subset")
    copies = {m.article.id for m in story.members if m.copy}
    assert told.article not in copies
    assert told.at == min(
        m.article.time
        for m in story.members
        if m.copy is None
        and m.article.id in {d.article for d in story.comparison.deals}
    )


def test_a_sum_in_another_currency_is_weighed_in_dollars():
    story = disputed_deal()
    (yuan,) = [
        d for d in story.comparison.deals if d.amount and d.amount.value == 2.5e9
    ]
    alone = replace(story, comparison=replace(story.comparison, deals=(yuan,)))
    told = dealing(alone)
    assert told is not None
    assert told.usd == pytest.approx(360e6, rel=0.1)


def test_the_words_are_those_that_carry_the_sum():
    story = disputed_deal()
    told = dealing(story)
    (member,) = [m for m in story.members if m.article.id == told.article]
    claim = Claim(
        what="money",
        subject="Orsolo",
        quantity=Quantity(kind="money", value=342e6, unit="USD"),
        quote="the words with $342 million",
        start=0,
        end=9,
    )
    reading = replace(member.reading, claims=(claim,))
    members = tuple(
        replace(m, reading=reading) if m is member else m for m in story.members
    )
    assert dealing(replace(story, members=members)).quote == claim.quote


def test_people_of_layoffs_and_a_status_that_moves():
    told = dealing(plain_conflict())
    assert told is not None
    assert (told.kind, told.people, told.usd) == ("layoffs", 900, None)
    assert told.status == "planned"
    assert told.target == "Lindholm Lines"


def test_a_story_without_a_deal_tells_none():
    assert dealing(rising_toll()) is None
