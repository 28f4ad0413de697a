import msgspec
import pytest

from newsfold.cluster.storyline import follow_up, told, touches
from newsfold.model import Article
from newsfold.read import read

DAY = 86400
START = 1_772_400_000


def heard(title, day=0.0, body=""):
    article = Article(
        id=title,
        title=title,
        body=body or f"{title}, it was said on Monday.",
        web_url="",
        published=START + int(day * DAY),
        language="en",
    )
    return told(article, read(article))


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (
            "Trial of banker Ovelio Trasker opens in Maravel",
            "Ovelio Trasker found guilty of fraud in Maravel",
            "ruling after trial",
        ),
        (
            "Composer Ilma Vostrand dies at 91",
            "Thousands attend funeral of composer Ilma Vostrand",
            "funeral after death",
        ),
        (
            "Ovelio Trasker convicted of fraud",
            "Ovelio Trasker appeals against fraud conviction",
            "appeal after ruling",
        ),
    ],
)
def test_a_later_phase_of_the_same_names_follows(before, after, reason):
    assert follow_up(heard(after, 20), heard(before)) == reason
    assert follow_up(heard(before), heard(after, 20)) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Trial of banker Ovelio Trasker opens in Maravel",
            "Singer Pell Anstruther found guilty of fraud",
        ),
        (
            "Ovelio Trasker opens hospital in Maravel",
            "Ovelio Trasker found guilty of fraud in Maravel",
        ),
        (
            "Composer Ilma Vostrand dies at 91",
            "Composer Ilma Vostrand dead at 91, family says",
        ),
    ],
)
def test_others_and_the_same_phase_follow_nothing(before, after):
    assert follow_up(heard(after, 20), heard(before)) == ""


def test_the_time_between_has_bounds():
    before = heard("Composer Ilma Vostrand dies at 91")
    funeral = "Thousands attend funeral of composer Ilma Vostrand"
    assert follow_up(heard(funeral, 0.01), before) == ""
    assert follow_up(heard(funeral, 500), before) == ""


def test_another_round_of_the_same_firm():
    first = heard(
        "Quillbane raises $20 million in Series A funding",
        body="Quillbane raised $20 million in a Series A round led by Corvane Capital.",
    )
    second = heard(
        "Quillbane raises $80 million in Series B funding",
        200,
        body="Quillbane raised $80 million in a Series B round led by Tarn Partners.",
    )
    assert follow_up(second, first) == "another round"
    assert follow_up(second, first._replace(deal=None)) == ""
    other = msgspec.structs.replace(first.deal, target="Marrow")
    assert follow_up(second, first._replace(deal=other)) == ""
    talks = msgspec.structs.replace(second.deal, status="rumoured")
    closed = second._replace(time=second.time + DAY)
    assert follow_up(closed, second._replace(deal=talks)).endswith("after rumoured")


def test_one_bare_word_is_no_name_to_link_by():
    before = heard("Trial over Zorvax opens")
    assert follow_up(heard("Zorvax found guilty", 20), before) == ""


def test_a_round_up_touches_what_it_names_whole():
    roundup = read(
        Article(
            title="Morning briefing",
            body="In Maravel, a court convicted the banker Ovelio Trasker. "
            "Ilma Vostrand is in town.",
            web_url="",
            language="en",
        )
    )
    assert touches(roundup, heard("Ovelio Trasker convicted in Maravel court"))
    assert not touches(roundup, heard("Ovelio Trasker visits Lanthe"))
    assert not touches(roundup, heard("Composer Ilma Vostrand dies at 91"))
