from __future__ import annotations

import gzip
import http.client
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from lxml import etree

from newsfold.demo.content import outlets, pieces
from newsfold.demo.press import NOTICE
from newsfold.demo.server import DemoServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running


def get(
    server: DemoServer, url: str, *, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(server.address_of(url))
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    query = f"?{parts.query}" if parts.query else ""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, parts.path + query, headers=sent)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body


def test_every_feed_page_and_picture_is_there(server: DemoServer):
    for phase in (1, 2):
        for feed in server.feeds:
            assert get(server, feed)[0] == 200
        for piece in pieces(phase):
            status, _, body = get(server, piece.link)
            assert status == 200
            assert b"<article>" in body
        server.advance()
    for url in {piece.image for piece in pieces(2) if piece.image}:
        status, headers, body = get(server, url)
        assert (status, headers["content-type"]) == (200, "image/png")
        assert body.startswith(b"\x89PNG")


def test_validators_are_answered_with_304_and_no_body(server: DemoServer):
    for feed in server.feeds:
        _, headers, _ = get(server, feed)
        again = get(server, feed, If_None_Match=headers["etag"])
        assert (again[0], again[2]) == (304, b"")
        since = get(server, feed, If_Modified_Since=headers["last-modified"])
        assert since[0] == 304
        assert get(server, feed, If_None_Match='"other"')[0] == 200


def test_a_tag_counts_before_a_date(server: DemoServer):
    feed = server.feeds[0]
    modified = get(server, feed)[1]["last-modified"]
    stale = {"If_None_Match": '"old"', "If_Modified_Since": modified}
    assert get(server, feed, **stale)[0] == 200
    assert get(server, feed, If_Modified_Since="no date")[0] == 200


def test_gzip_when_asked_for(server: DemoServer):
    plain = get(server, server.feeds[0])
    packed = get(server, server.feeds[0], Accept_Encoding="gzip, br")
    assert "content-encoding" not in plain[1]
    assert packed[1]["content-encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == plain[2]
    assert packed[1]["etag"] == plain[1]["etag"]


def test_the_second_phase_changes_some_feeds_and_leaves_the_others(server: DemoServer):
    tags = {feed: get(server, feed)[1]["etag"] for feed in server.feeds}
    clock = server.clock
    server.advance()
    assert server.clock > clock
    changed = [
        f for f, tag in tags.items() if get(server, f, If_None_Match=tag)[0] == 200
    ]
    assert len(changed) == 4
    server.advance()
    assert server.phase == 2


def test_the_edited_page_is_another_at_the_same_address(server: DemoServer):
    url = "https://harborledger.example/2025/02/tollgate-bridge-to-reopen"
    before = get(server, url)
    server.advance()
    after = get(server, url, If_None_Match=before[1]["etag"])
    assert after[0] == 200
    assert b"end of March" in after[2]
    assert b"end of March" not in before[2]


def test_head_has_the_headers_only(server: DemoServer):
    status, headers, body = get(server, server.feeds[0], method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 1000


@pytest.mark.parametrize(
    "url",
    [
        "https://harborledger.example/none",
        "https://harborledger.example/images/none.png",
        "https://elsewhere.example/feed.xml",
        "https://tickertapedaily.example/story/yunqiao-342m",
        "https://tickertapedaily.example/story/yunqiao-342m?id=1",
    ],
)
def test_everything_else_is_not_found(server: DemoServer, url: str):
    assert get(server, url)[0] == 404


def test_outlets_are_also_found_by_their_host(server: DemoServer):
    ip, port = server.resolve("northerndispatch.example") or ("", 0)
    connection = http.client.HTTPConnection(ip, port, timeout=5)
    connection.request("GET", "/feed.xml", headers={"Host": "northerndispatch.example"})
    assert b"The Northern Dispatch" in connection.getresponse().read()
    connection.close()
    assert server.resolve("elsewhere.example") is None


def test_well_formed_feeds_but_one(server: DemoServer):
    for outlet in outlets():
        body = get(server, outlet.feed_url)[2]
        if outlet.feed == "json":
            assert json.loads(body)["items"]
        elif outlet.broken:
            with pytest.raises(etree.XMLSyntaxError):
                etree.fromstring(body)
        else:
            assert etree.fromstring(body) is not None
    assert sum(outlet.broken for outlet in outlets()) == 1


def test_one_feed_carries_teasers_only(server: DemoServer):
    (teaser,) = [outlet for outlet in outlets() if not outlet.full]
    body = get(server, teaser.feed_url)[2].decode()
    for piece in (p for p in pieces(1) if p.outlet == teaser):
        assert piece.body.split("\n\n")[-1] not in body


def test_front_pages_announce_their_feeds_and_say_that_all_is_invented(
    server: DemoServer,
):
    for outlet in outlets():
        status, _, body = get(server, outlet.home)
        text = body.decode(outlet.charset)
        assert status == 200
        assert outlet.feed_url in text
        assert NOTICE in text


def test_robots_may_read(server: DemoServer):
    assert get(server, "https://eastquay.example/robots.txt")[0] == 200
