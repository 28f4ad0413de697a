import json

import pytest
import yaml

from newsfold.judge.compare import compare, public
from newsfold.model import Article, Copy, Member
from newsfold.read import read
from support.data import data_path

FRIDAY = 1697760000


def member(
    number: int, title: str, body: str = "", *, after: int = 0, copy_of: str = ""
):
    article = Article(
        id=f"a{number:012d}",
        title=title,
        body=body,
        web_url=f"https://o{number}.example/",
        published=FRIDAY + after,
        language="en",
    )
    copied = Copy(article=article.id, of=copy_of, kind="near") if copy_of else None
    return Member(article=article, reading=read(article), copy=copied)


ROUND = (
    member(
        1,
        "Tech groups Brindle and Norvane put $342 million into start-up Lumora",
        "Brindle and Norvane have invested $342M in Lumora, a start-up for chatbots.",
    ),
    member(
        2,
        "Brindle and Norvane join $340 million funding for start-up Lumora",
        "Brindle Group Holding Ltd. and Norvane Holdings Ltd. were among investors "
        "that put 2.5 billion yuan ($342 million) into the start-up Lumora this year.",
    ),
)


def test_sums_that_are_rounded_and_converted_agree_and_parties_are_a_subset():
    found = compare("s1", ROUND)
    assert found.verdict in {"rounded", "converted"}
    assert found.parties == "subset"
    assert "among" in found.parties_note
    assert {d.target for d in found.deals} == {"Lumora"}


def test_a_rate_that_an_article_states_is_named():
    yuan = member(
        3,
        "Lumora raises 2.5 billion yuan",
        "Lumora has raised 2.5 billion yuan from Brindle and Norvane.",
    )
    found = compare("s1", (*ROUND, yuan))
    assert found.verdict == "converted"
    assert "7.31" in found.note
    assert "article states" in found.note


@pytest.mark.data
def test_the_founding_record_comes_out_with_its_warning():
    text = next(data_path("seed").iterdir()).read_text("utf-8")
    record = yaml.safe_load(text.split("---")[1])
    members = [
        member(number, told["title"], told["excerpt"])
        for number, told in enumerate([record, *record["related"]])
    ]
    found = compare("s1", members)
    assert found.verdict in {"rounded", "converted"}
    assert "7.31, as an article states" in found.note
    assert found.parties == "subset"
    assert "were among" in found.parties_note


def test_sums_in_conflict():
    found = compare(
        "s1",
        (
            member(
                1,
                "Harrow buys Quillet for $6bn",
                "Harrow is to acquire Quillet for $6bn.",
            ),
            member(
                2,
                "Harrow buys Quillet for $8bn",
                "Harrow will acquire Quillet for $8bn.",
            ),
        ),
    )
    assert found.verdict == "conflict"
    assert found.parties == "agree"


def test_copies_count_once():
    first = member(
        1, "Harrow buys Quillet for $6bn", "Harrow is to acquire Quillet for $6bn."
    )
    second = member(
        2,
        "Harrow buys Quillet for $6bn",
        "Harrow is to acquire Quillet for $6bn.",
        copy_of=first.article.id,
    )
    assert compare("s1", (first, second)).verdict == "single-source"


def test_a_toll_that_rises_is_superseded():
    found = compare(
        "s1",
        (
            member(
                1,
                "Storm kills 12 people in Marland",
                "The storm killed 12 people in Marland.",
            ),
            member(
                2,
                "Marland storm kills 19 people",
                "The storm in Marland killed 19 people, the governor said.",
                after=7200,
            ),
        ),
    )
    (toll,) = [f for f in found.figures if f.what == "killed"]
    assert toll.verdict == "superseded"
    assert {r.value for r in toll.reports} == {12, 19}


def test_a_total_explains_a_larger_sum():
    found = compare(
        "s1",
        (
            member(1, "Lumora raises $120m", "Lumora has raised $120m from Brindle."),
            member(
                2,
                "Lumora has raised $310m so far this year",
                "Lumora has raised $310m in total this year from Brindle and others.",
            ),
        ),
    )
    assert found.verdict == "part-of"
    assert found.note == "$120M is part of $310M"


def test_an_estimate_gives_way_to_a_count():
    found = compare(
        "s1",
        (
            member(1, "Marlow party to win about 185 seats in Harland election"),
            member(2, "Marlow party wins 212 seats in Harland election", after=90_000),
        ),
    )
    assert [f.verdict for f in found.figures] == ["superseded"]
    assert "estimates first" in found.note


def test_a_price_that_moves_is_no_conflict():
    found = compare(
        "s1",
        (
            member(1, "Copper price jumps to $8,700 a tonne in London trading"),
            member(2, "Copper price falls to $8,100 a tonne in London trading"),
        ),
    )
    assert {f.verdict for f in found.figures} == {"unclear"}


def test_a_headline_may_contradict_its_own_text():
    found = compare(
        "s1",
        (
            member(
                1,
                "Harrow guards chained Marlow for 20 days",
                "Marlow was chained for 18 days by Harrow guards, his mother said.",
            ),
            member(2, "Marlow speaks", "Harrow guards had Marlow chained for 18 days."),
        ),
    )
    (figure,) = [f for f in found.figures if f.what == "duration"]
    assert figure.verdict == "conflict"
    assert {r.value for r in figure.reports} == {18, 20}


def test_what_may_be_does_not_contradict_what_is():
    found = compare(
        "s1",
        (
            member(1, "Marlow council spent $200m on the Marlow bridge"),
            member(2, "Marlow council may spend $300m on the Marlow bridge"),
        ),
    )
    assert all(f.verdict == "single-source" for f in found.figures)


def test_equal_figures_of_two_articles_agree():
    found = compare(
        "s1",
        (
            member(1, "Army of Marland kills 11 people in three strikes on boats"),
            member(2, "Strikes on boats off Marland leave 11 people dead"),
        ),
    )
    (toll,) = [f for f in found.figures if f.what == "killed"]
    assert toll.verdict == "agree"
    assert len(toll.reports) == 2


def test_public_has_the_keys_of_the_contract():
    told = public(compare("s1", ROUND))
    assert list(told) == ["story", "verdict", "parties", "deals", "figures"]
    assert list(told["deals"][0]) == [
        "article",
        "kind",
        "buyerOrInvestors",
        "target",
        "amount",
        "otherAmounts",
        "sharePercent",
        "people",
        "status",
    ]
    assert told["deals"][0]["amount"] == {
        "value": 342000000,
        "currency": "USD",
        "approx": False,
    }
    figure = told["figures"][0]
    assert list(figure) == ["what", "subject", "verdict", "note", "reports"]
    assert list(figure["reports"][0]) == [
        "article",
        "value",
        "unit",
        "qualifier",
        "quote",
        "in",
        "start",
        "end",
    ]
    json.dumps(told)


def test_nobody_says_anything():
    assert compare("s1", ()).verdict == "single-source"
    assert compare("s1", (member(1, ""),)).figures == ()
