"""Pages that ask whether one is human."""

from __future__ import annotations

import pytest

from newsfold.extract import extract
from newsfold.extract.challenge import challenge_of
from newsfold.model import Page, Request

CHALLENGE = (
    b"<!DOCTYPE html><html lang='en-US'><head><title>Just a moment...</title></head>"
    b"<body><div>Enable JavaScript and cookies to continue</div></body></html>"
)


@pytest.mark.parametrize(
    ("body", "wall"),
    [
        (CHALLENGE, "Cloudflare"),
        (b"<script src='https://geo.captcha-delivery.com/c.js'></script>", "DataDome"),
        (b"<iframe src='/_Incapsula_Resource?SWUDNSAI=1&xinfo=2'>", ""),
        (b"<iframe src='/_Incapsula_Resource?SWUDS=1&xinfo=2'>", "Imperva"),
        (b"<p>Cloudflare asks its readers to wait just a moment.</p>", ""),
        (CHALLENGE + b" " * 60_000, ""),
    ],
)
def test_whose_challenge_it_is(body, wall):
    assert challenge_of(body) == wall


@pytest.mark.parametrize("purpose", ["feed", "page"])
def test_it_is_neither_a_feed_nor_an_article(purpose):
    url = "https://quay.example/1"
    page = Page(
        request=Request(url=url, purpose=purpose),
        url=url,
        status=200,
        fetched=1,
        headers={"content-type": "text/html"},
        body=CHALLENGE,
    )
    found = extract(page)
    assert found.articles == ()
    (failure,) = found.failures
    assert (failure.reason, failure.detail) == ("walled", "Cloudflare")
