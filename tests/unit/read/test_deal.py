import pytest

from newsfold.model import Article
from newsfold.read.deal import deal


def read(title: str, body: str = "", language: str = "en"):
    return deal(Article(title=title, body=body, web_url="https://a.example/"), language)


def test_a_round_with_its_parties_and_the_sums_that_are_not_its_own():
    found = read(
        "Lumora raises $120m",
        "Lumora, a start-up from Marburg, has raised $120m in a funding round led by "
        "Sparrow Capital, with Brindle and Norvane also taking part. It is now valued "
        "at $1.1bn. In 2021 it had raised $30m. Rival Cortexa has revenue of $400m.",
    )
    assert found is not None
    assert not found.weak
    assert (found.kind, found.target, found.status) == (
        "funding",
        "Lumora",
        "completed",
    )
    assert found.buyer_or_investors == ("Sparrow Capital", "Brindle", "Norvane")
    assert found.amount is not None
    assert (found.amount.value, found.amount.currency) == (1.2e8, "USD")
    roles = {o.value: o.role for o in found.other_amounts}
    assert roles[1.1e9] == "valuation"
    assert roles[3e7] == "previous_round"
    assert roles[4e8] in {"rival", "revenue"}


def test_a_purchase_either_way_round():
    active = read(
        "Harrow to buy Quillet for $6bn", "Harrow is to acquire Quillet for $6bn."
    )
    passive = read(
        "Quillet sold to Harrow for $6bn",
        "Quillet is being taken over by Harrow for $6bn.",
    )
    for found in (active, passive):
        assert found is not None
        assert found.kind == "acquisition"
        assert found.target == "Quillet"
        assert found.buyer_or_investors == ("Harrow",)


def test_an_abandoned_deal_keeps_its_kind():
    found = read(
        "Harrow drops $6bn bid for Quillet",
        "Harrow has abandoned its $6bn acquisition of Quillet after regulators spoke.",
    )
    assert found is not None
    assert (found.kind, found.status) == ("acquisition", "abandoned")


def test_layoffs_count_people():
    found = read(
        "Harrow to cut 12,000 jobs",
        "Harrow is dismissing 12,000 employees. Quillet let go 3,000 last year.",
    )
    assert found is not None
    assert (found.kind, found.people, found.target) == ("layoffs", 12000, "Harrow")
    assert found.amount is None


def test_a_rate_that_the_article_states():
    found = read(
        "Lumora raises 2.5 billion yuan",
        "Lumora has raised 2.5 billion yuan ($342 million) from investors including "
        "Brindle and Norvane.",
    )
    assert found is not None
    assert found.stated_rate is not None
    assert [a.currency for a in found.stated_rate] == ["CNY", "USD"]
    assert found.parties_partial


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Ministers meet for second round of talks",
            "The second round of talks began.",
        ),
        ("Storm kills 28 in Marland", "At least 28 people died when the storm hit."),
        ("Harrow wins cup", "Harrow beat Quillet 3-1 in the final on Sunday."),
        ("Parliament passes $5bn budget", "The budget of $5bn was passed on Monday."),
        ("", ""),
    ],
)
def test_other_news_is_no_plain_deal(title: str, body: str):
    found = read(title, body)
    assert found is None or found.weak


def test_goods_and_papers_bought_are_no_deal():
    for title in (
        "Harrow buys $204M of Bitcoin in its third purchase",
        "Harrow purchased more than $200 million in bitcoin last week",
        "Harrow spends $3bn to buy 12 jets",
    ):
        assert read(title, "Harrow said on Monday that it paid in cash.") is None


def test_a_stake_sold_has_a_buyer_and_a_target():
    found = read(
        "Grocer Harrow sells 40% stake in delivery arm to Quillet for $500 million",
        "Harrow has agreed to sell a 40% stake in its delivery business, Zipper, to "
        "Quillet Holdings for $500 million. The deal values Zipper at $1.25 billion.",
    )
    assert found is not None
    assert (found.kind, found.target) == ("acquisition", "Zipper")
    assert found.buyer_or_investors == ("Quillet Holdings",)
    assert found.share_percent == 40.0
    assert [o.role for o in found.other_amounts] == ["valuation"]


def test_a_parent_is_what_is_bought():
    found = read(
        "Harrow buys Quillet as part of $1.2 billion deal",
        "Harrow is acquiring Zipper parent company Quillet in a $1.2 billion deal.",
    )
    assert found is not None
    assert found.target == "Quillet"


def test_what_is_won_is_not_bought():
    found = read(
        "Harrow wins Quillet contract",
        "Harrow won a Quillet contract before its merger with Zipper for $2bn.",
    )
    assert found is None or found.target != "Quillet"


def test_many_stories_in_one_headline_are_no_deal():
    assert read("Harrow raises $70m: your weekly recap", "Harrow raised $70m.") is None


def test_what_one_says_to_have_done_is_no_history():
    found = read(
        "Lumora tops up",
        "Lumora said it had raised more than $65m from backers including Sparrow "
        "Capital, Brindle and Norvane. The deal puts its value at $500m.",
    )
    assert found is not None
    assert found.buyer_or_investors == ("Sparrow Capital", "Brindle", "Norvane")
    assert found.amount is not None
    assert (found.amount.approx, found.amount.floor) == (True, True)


def test_several_buy_one_firm():
    found = read(
        "Two publishers buy Quillet",
        "Harrow and Brandt Media are buying Quillet for $297m, they said on Monday.",
    )
    assert found is not None
    assert found.buyer_or_investors == ("Harrow", "Brandt Media")
    assert found.target == "Quillet"


def test_a_year_ahead_is_no_history_and_its_firms_are_partners():
    found = read(
        "Harrow and Quillet to spend $3bn on battery factory",
        "Harrow and Quillet plan to invest more than $3bn in a battery plant that will "
        "open in 2036.",
    )
    assert found is not None
    assert (found.kind, found.buyer_or_investors) == (
        "partnership",
        ("Harrow", "Quillet"),
    )


def test_the_maker_is_meant_and_not_its_product():
    found = read(
        "Harrow to buy Quillet for $68bn",
        "Harrow is to acquire the maker of Pinta, Quillet, for $68bn in cash.",
    )
    assert found is not None
    assert (found.buyer_or_investors, found.target) == (("Harrow",), "Quillet")


def test_a_price_of_a_share_is_no_sum_of_a_listing():
    found = read(
        "Lumora prices IPO at $51 to raise $4.9bn",
        "Chip designer Lumora has priced its shares at $51, the top of the range.",
    )
    assert found is not None
    assert (found.kind, found.target) == ("ipo", "Lumora")
    assert found.amount is not None
    assert found.amount.value == 4.9e9


def test_a_share_of_the_staff_is_not_counted():
    found = read(
        "Lumora to lay off more than 10% of staff",
        "Lumora is cutting more than a tenth of its workforce, it told employees. That "
        "would be about 14,000 people.",
    )
    assert found is not None
    assert found.people == 14_000


def test_a_headline_in_capitals_that_stands_alone():
    found = read("Harrow Quay To Buy Jos. A. Brandt For $1.8 Billion")
    assert found is not None
    assert (found.buyer_or_investors, found.target) == (
        ("Harrow Quay",),
        "Jos. A. Brandt",
    )
    assert found.amount is not None
    assert not found.weak
    rumour = read("Harrow Quay To Buy Jos. A. Brandt")
    assert rumour is None or rumour.weak


@pytest.mark.parametrize(
    ("language", "title", "body", "kind", "parties", "target"),
    [
        (
            "de",
            "Harrow steckt Milliarden in Quillet",
            "Harrow beteiligt sich mit bis zu vier Milliarden Dollar an der Firma "
            "Quillet.",
            "funding",
            ("Harrow",),
            "Quillet",
        ),
        (
            "de",
            "Harrow greift nach Quillet",
            "Harrow will den Rivalen Quillet für 50 Milliarden Dollar übernehmen.",
            "acquisition",
            ("Harrow",),
            "Quillet",
        ),
        (
            "pt",
            "Quillet recebe aporte de US$ 400 milhões",
            "A Quillet anunciou um aporte de US$ 400 milhões em rodada de investimento "
            "liderada pelo fundo Harrow, com participação da Brandt e da Norvane.",
            "funding",
            ("Harrow", "Brandt", "Norvane"),
            "Quillet",
        ),
        (
            "ja",
            "ハロー、クイレットに出資",
            "ハローは、英新興企業クイレットに出資すると発表した。出資額は10億ドル。",
            "funding",
            ("ハロー",),
            "クイレット",
        ),
        (
            "ru",
            "Harrow сократит 9 тысяч сотрудников",
            "Концерн Harrow объявил о сокращении 9 тысяч рабочих мест.",
            "layoffs",
            (),
            "Harrow",
        ),
    ],
)
def test_in_other_languages(language, title, body, kind, parties, target):
    found = read(title, body, language)
    assert found is not None
    assert (found.kind, found.buyer_or_investors, found.target) == (
        kind,
        parties,
        target,
    )
