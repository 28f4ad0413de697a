from __future__ import annotations

from newsfold.demo.summary import Compared, Summary, describe

SUMMARY = Summary(
    folder="sample",
    site="sample/site/index.html",
    seconds=7.25,
    feeds=8,
    pages=10,
    articles=45,
    unchanged=5,
    revised=1,
    failures=1,
    repairs={"mojibake": 1, "tracker": 4},
    copies=3,
    stories=17,
    shared=13,
    compared=(
        Compared(title="Baiyu and Tengyue", verdict="converted", note="2.5bn yuan"),
        Compared(title="Toll", verdict="superseded", note="a later count: 12 and 27"),
        Compared(title="A very long headline " * 9, verdict="agree"),
    ),
    story="s0123456789ab",
    now=1739383200,
)


def test_it_says_what_was_done_and_where_to_look():
    text = describe(SUMMARY)
    for part in (
        "7.2 seconds",
        "8 feeds and 10 pages",
        "5 feeds unchanged and 1 article edited",
        "tracker in 4, mojibake in 1",
        "45 articles into 17 stories; 13 of them",
        "3 articles found",
        "1 item; see: newsfold list failures",
        "the same, in another currency: 2.5bn yuan",
        "they agree\n",
        "Toll a later count: 12 and 27",
        "--now 2025-02-12T18:00:00Z",
        "sample/site/index.html",
        "newsfold --hub sample facts s0123456789ab",
        "invented",
    ):
        assert " ".join(part.split()) in " ".join(text.split()), part
    assert text.endswith("\n")


def test_no_line_is_wider_than_a_terminal():
    assert max(map(len, describe(SUMMARY).splitlines())) <= 78


def test_what_did_not_happen_is_not_told():
    bare = Summary(
        folder="h", site="h/site", seconds=1, feeds=1, pages=0, articles=1, stories=1
    )
    text = describe(bare)
    assert "1 feed and 0 pages" in text
    assert "1 article into 1 story" in text
    for word in ("repaired", "failed", "compared", "second look", "facts", "--now"):
        assert word not in text
