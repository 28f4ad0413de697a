from typing import Any

import pytest

from newsfold.model import Article
from newsfold.read.terms import numbers, roundup, sketch, terms


def article(title: Any, excerpt: Any = "", body: Any = ""):
    return Article(
        title=title, excerpt=excerpt, body=body, web_url="https://x.example/"
    )


def test_title_words_count_more_than_the_lead():
    found = terms(article("Ferry sinks", "A ferry went down off the coast."), "en")
    assert found["sink"] > found["coast"]
    assert "the" not in found


def test_the_rest_of_the_body_is_background():
    body = "A ferry sank. " + "Waiting relatives prayed quietly. " * 30 + "Submarine."
    assert "submarin" not in terms(article("Ferry sinks", body=body), "en")


def test_credit_and_dateline_are_no_content():
    found = terms(
        article("Ferry sinks", body="OSLO, March 3 (Reuters) - A ferry sank."), "en"
    )
    assert "reuter" not in found
    assert "oslo" not in found
    bracket = terms(
        article("Ferry sinks", body="[Harbour Gazette] A ferry sank."), "en"
    )
    assert "gazett" not in bracket


def test_a_summary_and_a_body_that_differ_both_tell():
    found = terms(
        article("Ferry sinks", "Divers searched the wreck.", "Rain hindered rescuers."),
        "en",
    )
    assert {"diver", "rescuer"} <= set(found)


def test_numbers_are_rare_ones():
    found = numbers(
        article("12 dead, 1,204 rescued in 2026", "3 boats, 42.5 knots and 07 crew")
    )
    assert found == ("12", "1204", "42.5", "07")


@pytest.mark.parametrize(
    "title",
    [
        "Morning briefing: what you need to know",
        "The week in pictures",
        "Your Tuesday briefing",
        "News quiz: how closely did you follow?",
        "All of Asia today - March 3",
        "Markets wrap: shares slide",
        "Ferry owner charged. And, the ice is back",
    ],
)
def test_roundups_are_known_by_their_title(title: Any):
    assert roundup(article(title))


@pytest.mark.parametrize(
    "title",
    [
        "Mayor briefs council on the flood",
        "Lunar New Year in photos and video: crowds return",
        "Talks resume for a brief round",
        "Live: premier expected to resign",
        "This week's storm killed nine",
    ],
)
def test_articles_on_one_event_are_no_roundups(title: Any):
    assert not roundup(article(title))


def test_the_sketch_holds_text_and_title():
    one = article("Ferry sinks off the coast of Norway", body="Rain fell. " * 5)
    other = article("Ferry sinks off the coast of Norway", body="Snow fell on hills.")
    assert set(sketch(one)) & set(sketch(other))
    assert sketch(article("")) == ()
