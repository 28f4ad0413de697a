"""What of an article goes out."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from newsfold.edit.rights import decide
from newsfold.model import Article, Edit, Image
from newsfold.publish.page import page
from newsfold.publish.record import record_of
from newsfold.publish.rights import outward, outward_all
from newsfold.publish.summary import summary
from support.dossiers import NOW, plain_conflict, state

OURS = Image(
    url="https://quay.example/1.jpg", width=9, height=9, is_cached=True, file="1.webp"
)
ARTICLE = Article(
    title="Ferry sails",
    web_url="https://quay.example/1",
    excerpt="The ferry to Lanthe sails again after the storm.",
    excerpt_from="outlet",
    images=(OURS,),
)
SUMMARY = ARTICLE.excerpt


def _with(excerpt_from: str = "outlet", **signals: str) -> Article:
    said = {name.replace("_", "-"): value for name, value in signals.items()}
    return replace(
        ARTICLE, excerpt_from=excerpt_from, signals=said, rights=decide(said)
    )


@pytest.mark.parametrize(
    ("article", "excerpt", "image"),
    [
        (_with(), SUMMARY, OURS),
        (_with(tdm_reservation="1"), SUMMARY, OURS),
        (_with(robots="nosnippet"), "", OURS),
        (_with(robots="max-snippet:20"), "The ferry to…", OURS),
        (_with(robots="max-snippet:900"), SUMMARY, OURS),
        (_with(robots="max-snippet:3"), "", OURS),
        (_with(robots="noarchive"), SUMMARY, "linked"),
        (_with(robots="noindex"), "", "linked"),
        (_with(robots="max-image-preview:none"), SUMMARY, None),
        (_with(paywall="yes"), SUMMARY, OURS),
        (_with("chosen", paywall="yes"), "", OURS),
    ],
)
def test_summary_and_picture_go_out_as_far_as_they_may(article, excerpt, image):
    shown = outward(article)
    assert shown.excerpt == excerpt
    if image == "linked":
        assert shown.images == (replace(OURS, file="", is_cached=False),)
    else:
        assert shown.images == ((image,) if image else ())


def test_every_form_of_a_story_holds_to_it():
    plain = plain_conflict()
    rights = decide({"robots": "nosnippet, max-image-preview:none"})
    edit = Edit(
        before=state(1, "A", body="It was."), after=state(1, "B", body="It is.")
    )
    members = tuple(
        replace(
            member,
            article=replace(
                member.article, excerpt="A secret.", images=(OURS,), rights=rights
            ),
            edits=(edit,),
        )
        for member in plain.members
    )
    dossier = replace(plain, members=members)
    for told in (
        record_of(dossier, now=NOW),
        summary(dossier),
        page(dossier, NOW),
        outward_all(dossier),
    ):
        for words in ("A secret.", OURS.url, "It was."):
            assert words not in str(told)


def test_who_says_nothing_costs_nothing():
    dossier = plain_conflict()
    assert outward_all(dossier) is dossier
