"""A story as a list shows it."""

from __future__ import annotations

import re

import msgspec
import pytest

from newsfold.model import Image, Provider
from newsfold.publish.card import card, story_path, topic_path, web
from newsfold.publish.summary import summary
from support.dossiers import (
    NOW,
    disputed_deal,
    dossier,
    edition,
    member,
    plain_conflict,
    rising_toll,
)

replace = msgspec.structs.replace


def test_a_card_says_who_tells_it_and_what_differs():
    shown = card(summary(disputed_deal()), NOW)
    assert shown.outlet == "The Harbour Post"
    assert (shown.outlets, shown.independent) == (6, 4)
    assert shown.chip is not None
    assert shown.chip.label == "Converted"
    assert shown.dispute == "Robots: 14,000 or about 11,000"
    assert shown.disputed
    assert shown.heat_word == "Hot"
    url = "https://img.harbourpost.example/robots.jpg"
    assert shown.image == (url, 1600, 1000, url)
    assert not shown.image.own
    assert card(summary(plain_conflict()), NOW).dispute == "Jobs cut: 900 or 1,200"
    assert not card(summary(rising_toll()), NOW).disputed


def test_one_source_has_no_chip():
    shown = card(summary(edition()[-1]), NOW)
    assert shown.chip is None
    assert shown.dispute == ""


def test_the_first_usable_image_and_room_for_one_of_unknown_size():
    one = member(1, "meridian.example", "A", 1)
    images = (Image(url="data:x"), Image(url="https://i.example/a.png", width=3))
    story = dossier(1, (replace(one, article=replace(one.article, images=images)),))
    url = "https://i.example/a.png"
    assert card(summary(story), NOW).image == (url, 1600, 900, url)


def test_our_rendition_of_an_image_is_shown_instead():
    one = member(1, "meridian.example", "A", 1)
    url = "https://i.example/a.png"
    images = (Image(url=url, width=640, height=360, is_cached=True, file="0a.webp"),)
    story = dossier(1, (replace(one, article=replace(one.article, images=images)),))
    shown = card(summary(story), NOW).image
    assert shown == ("media/0a.webp", 640, 360, url)
    assert shown is not None
    assert shown.own


def test_an_outlet_without_a_name():
    one = member(1, "meridian.example", "A", 1)
    for provider, name in (
        (Provider(domain="a.example"), "a.example"),
        (Provider(), "Unknown outlet"),
        (Provider(name="x" * 500), "x" * 80 + "…"),
    ):
        story = dossier(
            1, (replace(one, article=replace(one.article, provider=provider)),)
        )
        assert card(summary(story), NOW).outlet == name


def test_a_page_stands_where_its_record_does():
    assert story_path(plain_conflict()).endswith("-s000000000003.html")
    placed = replace(plain_conflict(), path="2020/01/old name.md")
    assert story_path(placed) == "2020/01/old name.html"
    assert card(summary(placed), NOW).href == "2020/01/old%20name.html"


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://a.example/x?y=1&z='2'", True),
        ("HTTP://a.example/", True),
        ("https://münchen.example/ä", True),
        ("javascript:alert(1)", False),
        ("//a.example/", False),
        ("https:\\\\a.example", False),
        ("https://a.example/ b", False),
        ("https://a.example/\n", False),
        ("https://a.example/\u202e", False),
        ("", False),
        ("ftp://a.example/", False),
        (" https://a.example/", False),
    ],
)
def test_only_web_addresses_are_linked(url: str, *, good: bool):
    assert web(url) == (url if good else "")


def test_topics_never_share_a_page():
    names = ["AI", "A.I.", "C", "C++", "C#", "東京", "北京", "", "R&D", "r-and-d"]
    assert topic_path("AI") == topic_path("ai") == "topics/ai.html"
    paths = [topic_path(name) for name in names]
    assert len({path.lower() for path in paths}) == len(names)
    assert all(re.fullmatch(r"topics/[a-z0-9-]+\.html", path) for path in paths)
