"""What a page says otherwise than before."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from newsfold.clean.revise import revise, strays
from newsfold.model import Article

TEXT = "One pile broke. Two piles held. The ferry waits. Nobody was hurt."
PAGE = Article(
    title="Pier is closed",
    web_url="https://quay.example/pier",
    excerpt="Piles broke.",
    excerpt_from="outlet",
    body=TEXT,
    modified=1_000,
)
KNOWN = replace(PAGE, id="a1", revision=2, title="Pier closed in Lanthe")


def _later(**fields) -> Article:
    return replace(PAGE, **fields)


def test_nothing_changed_is_no_edit():
    assert revise(KNOWN, PAGE, PAGE) is None
    assert revise(KNOWN, PAGE, _later(body=TEXT.replace(" ", "  "))) is None
    assert revise(KNOWN, PAGE, _later(modified=2_000, authors=("Ada",))) is None


def test_the_page_is_held_against_itself():
    found = revise(KNOWN, PAGE, _later(title="Pier is open"))
    assert (found.before.title, found.after.title) == ("Pier is closed", "Pier is open")
    assert found.before.body == found.after.body == TEXT
    assert found.after.id == "a1"
    assert found.fresh


def test_what_stayed_keeps_the_words_of_the_feed():
    found = revise(KNOWN, PAGE, _later(body=TEXT + " It rains."))
    assert found.before.title == found.after.title == KNOWN.title


def test_an_edit_that_is_known_already_brings_only_how_it_was_told():
    known = replace(KNOWN, title="Pier is open")
    found = revise(known, PAGE, _later(title="Pier is open", modified=2_000))
    assert (found.fresh, found.told) == (False, "dated")
    assert found.after == replace(known, modified=2_000, repairs=())


def test_an_excerpt_that_only_mirrors_the_text_is_none():
    mirror = {"excerpt": "It rains.", "excerpt_from": "chosen"}
    assert revise(KNOWN, PAGE, _later(**mirror)) is None
    assert revise(KNOWN, PAGE, _later(excerpt="It rains.")).after.excerpt == "It rains."


NOTICE = "Correction: two piles broke."


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ({}, "silent"),
        ({"modified": None}, "silent"),
        ({"modified": 900}, "silent"),
        ({"modified": 2_000}, "dated"),
        ({"body": f"Other.\n\n{NOTICE}"}, "corrected"),
        ({"evidence": {"correction": NOTICE}}, "corrected"),
    ],
)
def test_how_it_was_told(later, told):
    found = revise(KNOWN, PAGE, _later(**{"body": "Other words.", **later}))
    assert found.told == told
    assert found.notice == (NOTICE if told == "corrected" else "")


def test_an_old_notice_tells_of_no_new_edit():
    before = _later(body=f"{TEXT}\n\n{NOTICE}")
    found = revise(KNOWN, before, _later(body=f"{TEXT} More.\n\n{NOTICE}"))
    assert found.told == "silent"


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ({}, ""),
        ({"body": "All was rewritten. Each word of it."}, ""),
        ({"title": "Pier is open", "body": TEXT + " More."}, ""),
        ({"title": "Before you go on", "body": "We value cookies."}, "another-page"),
        ({"body": ""}, "cut-short"),
        ({"body": "One pile"}, "cut-short"),
        ({"body": "One pile broke. Two piles held."}, ""),
        ({"body": "One pile broke.", "marks": ("paywall",)}, "cut-short"),
        ({"body": "This report was withdrawn: it was wrong."}, ""),
    ],
)
def test_a_wall_is_no_edit(found, why):
    assert strays(PAGE, _later(**found)) == why
