from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsfold.errors import ConfigError
from newsfold.judge.topics import load, shipped, together, topics
from newsfold.model import Article, Reading, Topic

RULES = load(
    """
    [[topic]]
    name = "Tides"
    tags = ["tidal power"]
    [topic.words.any]
    sure = ["TID"]
    [topic.words.en]
    sure = ["tide mill"]
    likely = ["ebb"]
    hint = ["sea", "wave"]
    ignore = ["heat wave"]
    [topic.words.de]
    sure = ["gezeiten*"]
    likely = ["*mühle", "*deich*"]
    [topic.words.ja]
    sure = ["潮力"]
    [[topic]]
    name = "Bread"
    words.en = { sure = ["bakery"], likely = ["flour"], hint = ["wave"] }
    """
)


def names(**fields: object) -> list[str]:
    language = str(fields.pop("language", "en"))
    article = Article(web_url="https://a.example/1", **{"title": "", **fields})
    reading = Reading(article="", language=language)
    return [topic.name for topic in topics(article, reading, RULES)]


def test_a_sure_word_in_headline_or_lead_is_enough():
    assert names(title="The old tide mill runs again") == ["Tides"]
    assert names(title="Runs again", excerpt="Two Tide Mills turn.") == ["Tides"]
    assert names(title="Runs again", body="The tide mill turns.") == ["Tides"]


def test_a_likely_word_needs_the_headline_or_company():
    assert names(title="Ebb comes early") == ["Tides"]
    assert names(title="Early", excerpt="The ebb came.") == []
    assert names(title="Early", excerpt="The ebb took the sea.") == ["Tides"]


def test_hints_never_decide_alone():
    assert names(title="The sea") == []
    assert names(title="Sea and wave", excerpt="A wave in the sea.") == []


def test_the_body_confirms_but_never_decides():
    filler = "nothing to see here at all " * 40
    assert names(title="Early", body=f"{filler} tide mill ebb sea wave") == []


def test_words_match_whole_words_only():
    assert names(title="Webbed feet and seaside bakeryless towns") == []


def test_english_plurals_need_no_mention():
    assert names(title="Three bakeries close") == ["Bread"]


def test_a_longer_ignored_phrase_hides_the_word_in_it():
    assert names(title="Ebb and wave") == ["Tides"]
    assert names(title="Flour in the heat wave") == ["Bread"]
    why = topics(
        Article(title="Flour in the heat wave", web_url=""), Reading(article=""), RULES
    )[0].why
    assert not any("wave" in word for word in why)


def test_acronyms_match_in_capitals_only_and_not_in_a_shouted_headline():
    assert names(title="The TID reports") == ["Tides"]
    assert names(title="The tid reports") == []
    assert names(title="THE TID REPORTS") == []


def test_stems_and_languages():
    assert names(title="Gezeitenkraftwerk eröffnet", language="de") == ["Tides"]
    assert names(title="Gezeitenkraftwerk eröffnet", language="fr") == []
    assert names(title="TID en service", language="fr") == ["Tides"]
    assert names(title="新しい潮力発電所", language="ja") == ["Tides"]


def test_compounds_are_searched_within():
    assert names(title="Die alte Wassermühle", language="de") == ["Tides"]
    assert names(title="Die alten Wassermühlen", language="de") == []
    assert names(title="Der Winterdeichbau", language="de") == ["Tides"]
    assert names(title="Die Mühle", language="de") == []


def test_the_outlets_own_tag_counts():
    assert names(title="Opened", tags=("Tidal Power",)) == ["Tides"]
    assert names(title="Opened", tags=("bread",)) == ["Bread"]


def test_why_names_word_and_place_heaviest_first():
    article = Article(title="Tide mill", web_url="", excerpt="At the sea.")
    (topic,) = topics(article, Reading(article=""), RULES)
    assert topic.why == ("“tide mill” in the title", "“sea” in the lead")
    assert 0 < topic.weight <= 1


def test_the_stronger_topic_comes_first():
    assert names(title="Tide mill bakery", excerpt="Ebb and sea") == ["Tides", "Bread"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("topic = [", "not valid TOML"),
        ("", "wrong"),
        ("topic = []", "no topic"),
        ("[[topic]]\nname = ' '\ntags = ['x']", "without a name"),
        ("[[topic]]\nname = 'A'", "neither words nor tags"),
        ("[[topic]]\nname='A'\ntags=['x']\n" * 2, "twice"),
        ("[[topic]]\nname='A'\nwords.english={sure=['x']}", "no language code"),
        ("[[topic]]\nname='A'\nwords.en={certain=['x']}", "certain"),
        ("[[topic]]\nname='A'\nwords.en={sure='x'}", "array"),
        ("[[topic]]\nname='A'\nwords.en={sure=['…']}", "nothing can match it"),
        ("[[topic]]\nname='A'\nwords.en={sure=['ab*']}", "shorter than"),
        ("[[topic]]\nname='A'\nwords.en={sure=['a*b*']}", "nothing can match it"),
        ("[[topic]]\nname='A'\nwords.en={sure=['*two words']}", "nothing can match it"),
        ("[[topic]]\nname='A'\nwords.en={sure=['*']}", "nothing can match it"),
        ("[[topic]]\nname='A'\nwords.en={sure=['*abc']}", "shorter than"),
    ],
)
def test_nonsense_is_a_config_error_that_says_what(text: str, part: str):
    with pytest.raises(ConfigError, match=part):
        load(text)


def test_together_keeps_what_is_common_or_weighs_much():
    a, b = (
        Topic(name="A", weight=0.9, why=("“x” in the title",)),
        Topic(name="B", weight=0.3),
    )
    assert [(t.name, t.weight) for t in together([(a, b), (a,)])] == [("A", 0.9)]
    assert [t.name for t in together([(a, b), (b,), ()])] == ["B"]
    assert [t.name for t in together([(a, b), (b,)])] == ["A", "B"]
    assert [t.name for t in together([(b,)])] == ["B"]
    assert together([]) == ()


def test_together_tells_each_word_once_at_its_best_place():
    one = Topic(name="A", why=("“tide” in the title", "“Sea” in the text"))
    two = Topic(name="A", why=("“Tide” in the tags", "“sea” in the lead"))
    (merged,) = together([(one,), (two,)])
    assert merged.why == ("“tide” in the title", "“sea” in the lead")


@pytest.mark.parametrize(
    ("language", "title", "name"),
    [
        ("en", "Earthquake leaves hundreds homeless in island chain", "Disasters"),
        ("en", "Central bank holds interest rates for third time", "Economy"),
        ("en", "Striker signs for second-division football club", "Sport"),
        ("de", "Bundestag stimmt über neues Gesetz ab", "Politics"),
        ("de", "Innenministerin stellt Pläne vor", "Politics"),
        ("de", "Erdbeben erschüttert die Küste", "Disasters"),
        ("fr", "La banque centrale relève ses taux d'intérêt", "Economy"),
        ("es", "Un terremoto sacude la costa", "Disasters"),
        ("zh", "研究人员发现人工智能的新用途", "AI"),
    ],
)
def test_the_shipped_rules_know_plain_cases(language: str, title: str, name: str):
    article = Article(title=title, web_url="")
    given_topics = topics(article, Reading(article="", language=language), shipped())
    assert name in [topic.name for topic in given_topics]


def test_german_war_is_no_conflict():
    article = Article(title="Es war ein langer Abend im Hafen", web_url="")
    assert topics(article, Reading(article="", language="de"), shipped()) == ()


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_taken(title: str, body: str):
    article = Article(title=title, web_url="", body=body)
    for topic in topics(article, Reading(article=""), shipped()):
        assert topic.why


def test_long_text_takes_linear_time():
    article = Article(title="x", web_url="", body="interest rate cut war " * 200_000)
    begun = time.perf_counter()
    topics(article, Reading(article=""), shipped())
    assert time.perf_counter() - begun < 0.5
