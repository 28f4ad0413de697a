from __future__ import annotations

import time

import pytest

from newsfold.model import Image, Link
from newsfold.text import html

BASE = "https://a.example/news/"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain  words\nonly", "plain words only"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<P CLASS=x>One<p>Two", "One\n\nTwo"),
        ("<p>a<br>b<br/><br />c</p>", "a\nb\n\nc"),
        ("a<br><br><br><br>b", "a\n\nb"),
        ("one <b>t</b>wo", "one two"),
        ("<td>1</td><td>2</td>", "1 2"),
        ("fish &amp; chips&nbsp;&#8212; &#x201C;ok&rdquo;", "fish & chips — “ok”"),
        ("&lt;p&gt; stays", "<p> stays"),
        ("<script>if (a < b) alert('<p>')</script>x", "x"),
        ("x<STYLE>p {}</STYLE>y", "xy"),
        ("x<script>never closed", "x"),
        ("x<!-- a <b> comment -->y", "xy"),
        ("x<!-- never closed", "x"),
        ("<![CDATA[in <i>it</i>]]>", "in it"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ('<img alt="a > b"> after', "after"),
        ('<p style="font:"Times"">styled</p> "q"', 'styled\n\n"q"'),
        (
            'on <a href="https://x.example/@<a href="/u" title="u\'s">u</a>/1">end</a>'
            ' and "more" in <b>bold</b>, it\'s all here',
            'on u/1">end and "more" in bold, it\'s all here',
        ),
        ("<a title=it's>one</a> it's <b>two</b>", "one it's two"),
        ("cut <a href='http://x.example/", "cut"),
        ("<svg><text>drawn</text></svg>seen", "seen"),
        ("<p> \n </p><div></div>", ""),
        ("", ""),
        ("<o:p>office</o:p>", "office"),
    ],
)
def test_to_text(markup: str, text: str) -> None:
    assert html.to_text(markup) == text


def test_to_line_is_one_line() -> None:
    assert html.to_line("<p>One</p>\n<p>Two &amp;\tthree<br>four</p>") == (
        "One Two & three four"
    )


def test_links_are_absolute_and_named() -> None:
    markup = (
        '<a href="/x?a=1&amp;b=2">one <i>two</i></a><A HREF=https://b.example/>B</A>'
        "<a name=y>no</a><a href='#top'>no</a><a href='mailto:a@b.example'>no</a>"
        '<a class="c" href="story">three</a><a href="/x?a=1&b=2">again</a>'
        '<a href="javascript:alert(1)">no</a><abbr href="/no">no</abbr>'
    )
    assert html.links(markup, BASE) == (
        Link(url="https://a.example/x?a=1&b=2", text="one two"),
        Link(url="https://b.example/", text="B"),
        Link(url="https://a.example/news/story", text="three"),
    )


def test_images_have_their_size_and_no_trackers() -> None:
    markup = (
        '<img src="/a.png" width="640" height="480px"><img src=t.gif width=1 height=1>'
        '<IMG src="data:image/gif;base64,xx" data-src="//c.example/z.jpg">'
        '<img src="/a.png"><img alt="nothing">'
    )
    assert html.images(markup, BASE) == (
        Image(url="https://a.example/a.png", width=640, height=480),
        Image(url="https://c.example/z.jpg"),
    )
    assert len(html.images(markup, BASE, most=1)) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "<a " * 300_000,
        '<a "' * 300_000,
        "<a '" * 300_000,
        "<a \"'" * 300_000,
        "<a '\"'\"" * 200_000,
        '<a "="' * 200_000,
        "<a ='\"'=\"" * 200_000,
        "<a =" * 300_000,
        "<!--" * 300_000,
        "<script " * 200_000,
        "<svg>" * 200_000,
        "<b>" * 300_000,
        "&" * 500_000,
        "&amp" * 300_000,
        "<br>" * 300_000,
        "<p> " * 300_000,
        "<img src=" * 200_000,
        "<a href='x'>" * 200_000,
        "<![CDATA[" * 200_000,
        "&#x" * 300_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_markup_takes_linear_time(hostile: str) -> None:
    started = time.process_time()
    html.to_text(hostile)
    html.links(hostile, BASE)
    html.images(hostile, BASE)
    assert time.process_time() - started < 3
