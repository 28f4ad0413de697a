from typing import Any

from newsfold.model import Article
from newsfold.read.names import names


def read(**fields: Any):
    return names(Article(web_url="https://a.example/", **fields), "en")


def test_offsets_kinds_and_keys():
    body = "On Monday Harrow Inc. said that Minister Jan Moor of France would stay."
    found = read(title="Harrow stays", body=body)
    by_text = {n.text: n for n in found}
    assert by_text["Harrow Inc."].kind == "organisation"
    assert by_text["Harrow Inc."].key == "harrow"
    assert by_text["France"].kind == "place"
    assert by_text["Jan Moor"].kind == "person"
    for name in found:
        text = "Harrow stays" if name.field == "title" else body
        assert text[name.start : name.end] == name.text


def test_a_weak_name_stands_when_met_again():
    assert "Harrow" in {n.text for n in read(title="Harrow falls", body="Harrow fell.")}
    assert read(title="A storm", body="Torrents fell on the coast.") == ()


def test_a_headline_in_capitals_only_confirms():
    found = read(
        title="Chip Giant Harrow Buys Smaller Rival",
        body="The chip maker said Harrow would pay in cash.",
    )
    assert [n.text for n in found if n.field == "title"] == ["Harrow"]


def test_tags_confirm_weak_names():
    body = "Quillon fell."
    assert read(title="a", body=body, tags=("Quillon",))[0].text == "Quillon"
