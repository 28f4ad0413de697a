from __future__ import annotations

import contextlib
import time

import pytest
from lxml import etree

from newsfold.errors import InputError
from newsfold.model import Source
from newsfold.sources.opml import read, write
from support.data import data_path


def _opml(inside: str) -> bytes:
    head = '<?xml version="1.0"?><opml version="1.1"><body>'
    return f"{head}{inside}</body></opml>".encode()


def _one(inside: str) -> Source:
    (source,) = read(_opml(inside))
    return source


@pytest.mark.parametrize("name", ["xmlUrl", "xmlurl", "XMLURL", "xmlURL"])
def test_the_address_in_any_case(name: str) -> None:
    assert _one(f'<outline {name}="https://a.example/f"/>').url == "https://a.example/f"


def test_all_that_an_outline_says() -> None:
    source = _one(
        '<outline type="rss" text="T" title=" The  Title " htmlUrl="https://a.example/"'
        ' category="/Tech/AI/,news" xmlUrl=" https://a.example/f "/>'
    )
    assert source == Source(
        url="https://a.example/f",
        title="The Title",
        site="https://a.example/",
        topics=("Tech/AI", "news"),
    )


def test_folders_become_topics_and_their_order_is_kept() -> None:
    sources = read(
        _opml(
            '<outline xmlUrl="https://a.example/"/>'
            '<outline text="World"><outline title="Asia">'
            '<outline xmlUrl="https://b.example/" category="Asia,sea"/></outline>'
            '<outline xmlUrl="https://c.example/"/></outline>'
            '<outline xmlUrl="https://d.example/"/><outline/>'
        )
    )
    assert [(source.url[8], source.topics) for source in sources] == [
        ("a", ()),
        ("b", ("World", "Asia", "sea")),
        ("c", ("World",)),
        ("d", ()),
    ]


def test_an_address_counts_once() -> None:
    twice = '<outline xmlUrl="https://a.example/" text="{}"/>'
    assert _one(twice.format("first") + twice.format("second")).title == "first"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("feed://a.example/f", "http://a.example/f"),
        ("feed:https://a.example/f", "https://a.example/f"),
        ("FEED:http://a.example/f", "http://a.example/f"),
        ("https://a.example/?a=1&b=2&amp;c=3", "https://a.example/?a=1&b=2&c=3"),
        ("https://a.example/\n  f", "https://a.example/f"),
        ("ftp://a.example/f", "ftp://a.example/f"),
        ("junk", "junk"),
    ],
)
def test_sloppy_addresses(written: str, url: str) -> None:
    assert _one(f'<outline xmlUrl="{written}"/>').url == url


def test_html_entities_and_bare_ampersands() -> None:
    source = _one('<outline xmlUrl="u" text="Caf&eacute; & &quot;Bar&quot; &nosuch;"/>')
    assert source.title == 'Café & "Bar" &nosuch;'


def test_other_encodings() -> None:
    text = '<opml><body><outline xmlUrl="u" text="Zürich"/></body></opml>'
    latin = '<?xml version="1.0" encoding="iso-8859-1"?>' + text
    utf16 = '<?xml version="1.0" encoding="utf-16"?>' + text
    for data in (
        text.encode(),
        text.encode("utf-8-sig"),
        latin.encode("latin-1"),
        utf16.encode("utf-16"),
    ):
        assert read(data)[0].title == "Zürich"


def test_a_namespace_and_a_cut_off_file() -> None:
    spaced = b'<o:opml xmlns:o="x"><o:body><o:outline xmlUrl="u"/></o:body></o:opml>'
    assert read(spaced)[0].url == "u"
    assert read(b'<opml><body><outline xmlUrl="u"/><outline xmlUrl="v')[0].url == "u"


def test_a_list_without_feeds_is_a_list() -> None:
    assert read(_opml("")) == []
    assert read(b"<opml/>") == []


ENTITY = '<!DOCTYPE opml [<!ENTITY {}>]><opml><body><outline xmlUrl="u" text="&a;"/>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no OPML"),
        (b"just text", "no OPML"),
        (b"\x00\x01\x02", "no OPML"),
        (b"<html><body>", "<html>"),
        (b'<rss version="2.0"><channel/></rss>', "<rss>"),
        (ENTITY.format('a "b"').encode(), "entities"),
        (ENTITY.format('a SYSTEM "file:///etc/passwd"').encode(), "entities"),
        (ENTITY.format('% a SYSTEM "http://127.0.0.1/"').encode(), "entities"),
        (ENTITY.format('a "b"').encode("utf-16"), "entities"),
        (b"<opml>" + b'<outline text="x">' * 1000, "deeply"),
        (b"<opml>" + b"<x>" * 1_000_000, "deeply"),
    ],
)
def test_what_is_no_opml_says_so(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_nothing_outside_is_loaded() -> None:
    head = b'<!DOCTYPE opml SYSTEM "file:///nonexistent.dtd">'
    data = head + b'<opml><body><outline xmlUrl="u"/></body></opml>'
    assert [source.url for source in read(data)] == ["u"]


@pytest.mark.parametrize(
    "unit", ['<outline xmlUrl="u{}"/>', "<!-- -->", "&x;", "<a ", "]]>"]
)
def test_time_grows_with_size_alone(unit: str) -> None:
    def cost(count: int) -> float:
        data = _opml("".join(unit.format(number) for number in range(count)))
        start = time.process_time()
        with contextlib.suppress(InputError):  # only the time is asked for
            read(data)
        return time.process_time() - start

    cost(1000)
    assert cost(60_000) < 2.5 * cost(30_000) + 0.15


def test_what_is_written_is_valid_and_comes_back() -> None:
    sources = [
        Source(
            url="https://a.example/?a=1&b=<>\"'",
            title='A & "B" <c>',
            topics=("x", "y z"),
        ),
        Source(url="https://b.example/", site="https://b.example", state="paused"),
        Source(url="https://c.example/", title="Zürich — 東京 🎈", state="gone"),
    ]
    text = write(sources, "My <list> & more")
    root = etree.fromstring(text.encode())
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "My <list> & more"
    for outline in root.iter("outline"):
        assert outline.get("type") == "rss"
        assert outline.get("text")
    assert read(text.encode()) == sources


def test_credentials_are_left_out() -> None:
    text = write([Source(url="https://reader:secret@a.example/f?x=@")], "t")
    assert "secret" not in text
    assert read(text.encode())[0].url == "https://a.example/f?x=@"


def test_a_recorded_list() -> None:
    sources = read(data_path("wire/sources.opml").read_bytes())
    assert len(sources) == 26
    assert read(write(sources, "again").encode()) == sources


def test_kind_and_rule_are_kept_and_no_feed_to_other_readers() -> None:
    sources = [
        Source(url="https://a.example/sitemap.xml", kind="sitemap"),
        Source(url="https://a.example/v1/items", kind="api", rule="items"),
        Source(url="https://a.example/news", kind="page"),
    ]
    text = write(sources, "t")
    assert 'type="rss"' not in text
    assert read(text.encode()) == sources
    strange = text.replace('newsfold:kind="page"', 'newsfold:kind="teleprinter"')
    assert read(strange.encode())[2].kind == "feed"
