"""What holds of any feed, any markup, any date and any bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsfold.extract import extract
from newsfold.extract.feed import extract_feed
from newsfold.model import Extraction, Page, Request
from newsfold.text import charset, dates, html

URL = "https://n.example/feed"
WORDS = st.text(
    st.characters(categories=("Ll", "Lu", "Lo", "Nd")), min_size=1, max_size=12
)


def page(body: bytes, content_type: str = "") -> Page:
    return Page(
        request=Request(url=URL, purpose="feed", source=URL),
        url=URL,
        status=200,
        fetched=1_771_383_600,
        headers={"content-type": content_type} if content_type else {},
        body=body,
    )


def holds(found: Extraction) -> None:
    """Articles with an address, or failures that say why; never nothing."""
    assert found.feed is not None or found.failures
    assert all(article.web_url.startswith("http") for article in found.articles)
    assert all(failure.reason for failure in found.failures)


MARKUP = st.lists(
    st.sampled_from(
        [
            b"<?xml version='1.0'?>",
            b"<?xml version='1.0' encoding='utf-16'?>",
            b"<!DOCTYPE rss [<!ENTITY a 'b'><!ENTITY c SYSTEM 'file:///x'>]>",
            b"<rss>",
            b"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'>",
            b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='../x'>",
            b"<rdf:RDF>",
            b"<channel>",
            b"<item>",
            b"<item rdf:about='x'>",
            b"<entry>",
            b"<title>",
            b"<title type='xhtml'><div>",
            b"<link>https://n.example/1</link>",
            b"<link href='/2'/>",
            b"<guid>3</guid>",
            b"<pubDate>Tue, 03 Mar 2026 14:05:00 GMT</pubDate>",
            b"<dc:date>2026-03-03</dc:date>",
            b"<content:encoded>",
            b"<description><![CDATA[",
            b"<p>one <b>two",
            b"]]></description>",
            b"&amp;lt;i&gt;",
            b"&nbsp;",
            b"&a;",
            b"&",
            b"<",
            b">",
            b"\x00",
            b"\x0b",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\xe9",
            b"<!--",
            b"-->",
            b"</title>",
            b"</item>",
            b"</entry>",
            b"</channel>",
            b"</rss>",
            b"</feed>",
            b'{"items":[',
            b'{"id":"https://n.example/4","content_html":"<p>x"}',
            b"]}",
        ]
    ),
    max_size=25,
).map(b"".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(MARKUP, st.binary(max_size=200)), st.booleans())
@example(body=b"", dispatched=True)
def test_no_bytes_make_a_feed_raise(body: bytes, dispatched: bool) -> None:  # noqa: FBT001  # hypothesis gives it
    holds((extract if dispatched else extract_feed)(page(body)))


@settings(max_examples=60, deadline=None)
@given(MARKUP, st.text(max_size=20))
def test_no_content_type_makes_it_raise(body: bytes, kind: str) -> None:
    holds(extract_feed(page(body, f"text/xml; charset={kind}")))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
            st.integers(0, 4_102_444_799),
        ),
        max_size=5,
    ),
    st.sampled_from(["utf-8", "utf-16"]),
    st.booleans(),
)
def test_what_a_feed_says_is_read(
    entries: list[tuple[str, int]],
    encoding: str,
    cdata: bool,  # noqa: FBT001  # hypothesis gives it
) -> None:
    items = "".join(
        f"<item><title>{f'<![CDATA[{title}]]>' if cdata else escape(title)}</title>"
        f"<link>https://n.example/{number}</link>"
        f"<pubDate>{format_datetime(datetime.fromtimestamp(at, UTC))}</pubDate></item>"
        for number, (title, at) in enumerate(entries)
    )
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel>'
        f"<title>Feed</title>{items}</channel></rss>"
    )
    found = extract_feed(page(text.encode(encoding)))
    assert not found.failures
    assert [(a.title, a.published) for a in found.articles] == entries


INSTANTS = st.integers(-2_208_988_800, 4_102_444_799)  # 1900 to 2099
ZONES = {"GMT": 0, "UTC": 0, "EST": -300, "PDT": -420, "CET": 60, "JST": 540}
OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: quarters * 15)


def at(instant: int, offset: int = 0) -> datetime:
    zone = timezone(timedelta(minutes=offset))
    return datetime(1970, 1, 1, tzinfo=UTC).astimezone(zone) + timedelta(
        seconds=instant
    )


@pytest.mark.parametrize(
    "form",
    [
        "%Y-%m-%dT%H:%M:%S{z}",
        "%Y-%m-%d %H:%M:%S {z}",
        "%Y-%m-%dT%H:%M:%S.123{z}",
        "%Y%m%dT%H%M%S{z}",
        "%a, %d %b %Y %H:%M:%S {z}",
        "%d %b %Y %H:%M:%S {z}",
        "%A, %d-%b-%Y %H:%M:%S {z}",
        "%a, %d %b %Y %H:%M:%S {z} (zone)",
        "%B %d, %Y %I:%M:%S %p {z}",
        "%d. %B %Y, %H:%M:%S {z}",
        "%Y/%m/%d %H:%M:%S {z}",
    ],
)
@pytest.mark.parametrize("colon", ["", ":"])
@settings(max_examples=40, deadline=None)
@given(INSTANTS, OFFSETS)
def test_a_written_date_is_read_back(
    form: str, colon: str, instant: int, offset: int
) -> None:
    hours, minutes = divmod(abs(offset), 60)
    zone = f"{'-' if offset < 0 else '+'}{hours:02d}{colon}{minutes:02d}"
    text = at(instant, offset).strftime(form).replace("{z}", zone)
    moment = dates.parse(text)
    assert moment is not None, text
    assert (moment.instant, moment.precision) == (instant, "second"), text
    assert moment.zone_stated


@settings(max_examples=150, deadline=None)
@given(INSTANTS, st.sampled_from(sorted(ZONES)))
def test_named_zones_minutes_and_days(instant: int, zone: str) -> None:
    local = at(instant, ZONES[zone])
    named = dates.parse(f"{local:%a, %d %b %Y %H:%M:%S} {zone}")
    assert named == dates.Moment(instant, "second", zone_stated=True)
    minute = dates.parse(f"{at(instant):%Y-%m-%dT%H:%M}Z")
    assert minute == dates.Moment(instant // 60 * 60, "minute", zone_stated=True)
    midnight = instant // 86_400 * 86_400
    for form in ("%Y-%m-%d", "%Y%m%d", "%Y-%j", "%d %B %Y", "%b %d, %Y"):
        day = dates.parse(at(instant).strftime(form))
        assert day == dates.Moment(midnight, "day", zone_stated=False), form


@settings(max_examples=100, deadline=None)
@given(INSTANTS)
def test_forms_without_a_zone_mean_utc(instant: int) -> None:
    for form in ("%c", "%Y-%m-%dT%H:%M:%S", "%d/%b/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S"):
        moment = dates.parse(at(instant).strftime(form))
        assert moment == dates.Moment(instant, "second", zone_stated=False), form


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 3_124_223_999))  # two digits tell 1969 to 2068
def test_years_of_two_digits(instant: int) -> None:
    moment = dates.parse(f"{at(instant):%a, %d %b %y %H:%M:%S} GMT")
    assert moment == dates.Moment(instant, "second", zone_stated=True)


@given(INSTANTS)
def test_iso_is_the_standard_librarys(instant: int) -> None:
    assert dates.iso(instant) == f"{at(instant):%Y-%m-%dT%H:%M:%SZ}"
    assert dates.parse(dates.iso(instant)) == dates.Moment(
        instant, "second", zone_stated=True
    )


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=130), st.text("0123456789:-+/., TZMarjun", max_size=40))
)
def test_no_text_makes_a_date_raise(text: str) -> None:
    moment = dates.parse(text)
    assert moment is None or dates.iso(moment.instant)


NAMES = ["p", "div", "span", "b", "a", "li", "td", "h2", "x-y", "P", "blockquote"]
ATTRIBUTES = [
    "",
    " class='k'",
    ' href="/a>b"',
    ' title="1 < 2"',
    " hidden",
    " data-x=1",
]
TREES = st.recursive(
    st.one_of(
        WORDS,
        st.sampled_from(
            ["<br>", "<br/>", "<img src='/i.png' alt='>'>", "<!-- <p> -->"]
        ),
        st.sampled_from(["<script>if (1 <p) x</script>", "<style>p>b {}</style>"]),
    ),
    lambda inner: st.builds(
        lambda name, attributes, parts: (
            f"<{name}{attributes}>{' '.join(parts)}</{name}>"
        ),
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=15,
)
HIDDEN = re.compile(r"<!--.*?-->|<script>.*?</script>|<style>.*?</style>")
TAG = re.compile(r"""<[^\s>]+(?:"[^"]*"|'[^']*'|[^"'>])*>""")


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_well_formed_markup_leaves_its_words_alone(markup: str) -> None:
    words = TAG.sub(" ", HIDDEN.sub(" ", markup)).split()
    for text in (html.to_text(markup), html.to_line(markup)):
        assert "<" not in text
        assert ">" not in text
        assert "".join(text.split()) == "".join(words)
        assert text == text.strip()
    assert "\n" not in html.to_line(markup)
    assert "\n\n\n" not in html.to_text(markup)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.sampled_from(["&", "<", ">", '"', "'", "\u2019"]))
def test_escaped_text_comes_back(word: str, sign: str) -> None:
    text = f"{word} {sign}b> {word}"
    assert html.to_text(f"<p>{escape(text)}</p>") == text
    assert html.to_line(escape(text)) == text


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.text(max_size=120),
        st.text("<>/!-=\"'&;#abpr \x00\x01\x1e", max_size=60),
        st.lists(
            st.sampled_from([*NAMES, "<", "</", ">", "<!--", "-->", "=", '"', " "])
        ).map("".join),
    )
)
def test_no_markup_makes_text_raise(markup: str) -> None:
    assert "\n" not in html.to_line(markup)
    html.to_text(markup)
    assert all(link.url.startswith("http") for link in html.links(markup, URL))
    assert all(image.url.startswith("http") for image in html.images(markup, URL))


@settings(max_examples=250, deadline=None)
@given(st.binary(max_size=300), st.one_of(st.text(max_size=12), st.just("gb2312")))
def test_no_bytes_make_decoding_raise(body: bytes, declared: str) -> None:
    text, used = charset.decode(body, declared)
    text.encode("utf-8", "surrogatepass")
    assert used


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=20).map(" ".join), st.sampled_from(["utf-8", "latin1"]))
def test_what_is_utf8_is_read_as_such_whatever_the_label(text: str, label: str) -> None:
    assert charset.decode(text.encode(), label) == (text, "utf-8")
    assert charset.decode(text.encode("utf-16"), label) == (text, "utf-16")
