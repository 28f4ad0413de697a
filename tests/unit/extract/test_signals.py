"""What pages and hosts say of the use of pages."""

from __future__ import annotations

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsfold.extract import signals, tdmrep
from newsfold.model import Page, Request

BY = "https://creativecommons.org/licenses/by/4.0/"


def _read(html: str = "", **headers: str) -> dict[str, str]:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return signals.read(LexborHTMLParser(f"<html><head>{html}"), fields)


@pytest.mark.parametrize(
    ("html", "headers", "said"),
    [
        ("", {}, {}),
        ("<meta name=robots content='noai, NoArchive'>", {}, "noai, noarchive"),
        ("<meta name=Robots content=none><meta name=newsfold content=noai>", {}, None),
        ("<meta name=googlebot content=noindex>", {}, {}),
        ("", {"x_robots_tag": "noindex, max-snippet: 50"}, "max-snippet:50, noindex"),
        # Whose directives end where in joined fields cannot be told: all are ours.
        ("", {"x_robots_tag": "otherbot: noindex, noai"}, "noai, noindex"),
        (
            "",
            {"x_robots_tag": "bot: max-image-preview:none, unavailable_after: 1 Jan"},
            "max-image-preview:none",
        ),
        ("<meta name=robots content='noai'>", {"x_robots_tag": "noindex"}, None),
    ],
)
def test_robots_directives(html, headers, said):
    found = _read(html, **headers)
    if said is None:
        assert len(found["robots"].split(", ")) == 2
    else:
        assert found == (said if isinstance(said, dict) else {"robots": said})


def test_reservations_of_text_and_data_mining():
    html = (
        "<meta name='tdm-reservation' content='1'>"
        "<meta name='tdm-policy' content='https://quay.example/tdm.json'>"
    )
    policy = {"tdm-policy": "https://quay.example/tdm.json"}
    assert _read(html) == {"tdm-reservation": "1", **policy}
    assert _read(html, tdm_reservation="0") == {"tdm-reservation": "0", **policy}


@pytest.mark.parametrize(
    ("html", "licence"),
    [
        (f"<link rel=license href='{BY}'>", BY),
        (f"<body><a rel='license noopener' href='{BY}'>CC BY</a>", BY),
        (f"<body><a rel=license href='{BY[6:]}'>CC BY</a>", BY),
        (f"<body><a rel=license href='{BY}'>1</a><a rel=license href='{BY}'>2</a>", BY),
        # Pictures have licences of their own.
        (f"<body><a rel=license href='{BY}'>1</a><a rel=license href='/x'>2</a>", ""),
        ("<body><a rel=license href='javascript:alert(1)'>1</a>", ""),
        (f"<body><a href='{BY}'>CC BY</a>", ""),
    ],
)
def test_the_licence_of_a_page(html, licence):
    assert _read(html).get("licence", "") == licence


def _host(body: str) -> tuple[tuple[str, bool, str], ...]:
    url = "https://quay.example/.well-known/tdmrep.json"
    return tdmrep.rules(
        Page(
            request=Request(url=url), url=url, status=200, fetched=1, body=body.encode()
        )
    )


def test_the_rules_of_a_host():
    found = _host(
        '[{"location": "/free/", "tdm-reservation": 0},'
        ' {"location": "/*.pdf$", "tdm-reservation": 0},'
        ' {"location": "/", "tdm-reservation": 1, "tdm-policy": "https://q.example/p"}]'
    )
    assert found[2] == ("/", True, "https://q.example/p")
    for path, kept in (
        ("/free/1", False),
        ("/news/1.pdf", False),
        ("/news/1.pdf?x", True),
        ("/news", True),
        ("", True),
    ):
        assert tdmrep.reserved(found, f"https://quay.example{path}") is kept


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "{}",
        "<html>",
        '[1, {"location": 3}, {"location": "x"}]',
        "[" * 9_999,
    ],
)
def test_what_is_no_such_file_says_nothing(body):
    assert _host(body) == ()
    assert tdmrep.reserved((), "https://quay.example/") is None
    assert tdmrep.reserved((("/", True, ""),), "https://[bad/") is None


def test_hostile_patterns_take_no_long_time():
    began = time.process_time()
    rule = ("/" + "*a" * 140, True, "")
    for path in ("a" * 100_000, "b" * 100_000):
        tdmrep.reserved((rule,) * 500, f"https://quay.example/{path}")
    assert time.process_time() - began < 3
