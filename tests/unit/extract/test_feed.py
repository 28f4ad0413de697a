from __future__ import annotations

import pytest

from newsfold.extract import extract
from newsfold.extract.feed import extract_feed
from newsfold.extract.feed.assemble import MOST
from newsfold.model import Article, Image, Link, Page, Provider, Request
from newsfold.text import dates

POLLED = "http://127.0.0.1:9999/feeds/morning.xml"


def page(body: str | bytes, kind: str = "text/xml") -> Page:
    return Page(
        request=Request(url=POLLED, purpose="feed", source=POLLED),
        url=POLLED,
        status=200,
        fetched=1_770_000_000,
        headers={"content-type": kind},
        body=body.encode() if isinstance(body, str) else body,
    )


def rss(items: str, head: str = "", attributes: str = "") -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
        f"{attributes}><channel><title>The Harbour Post</title>"
        f"<link>https://harbour.example/</link>{head}{items}</channel></rss>"
    )


def item(inner: str, link: str = "<link>https://harbour.example/1</link>") -> str:
    return f"<item><title>A quay is rebuilt</title>{link}{inner}</item>"


def only(body: str | bytes) -> Article:
    found = extract_feed(page(body))
    assert not found.failures
    (article,) = found.articles
    return article


def time_of(article: Article) -> str | None:
    return None if article.published is None else dates.iso(article.published)


def test_an_rss_item_in_full() -> None:
    article = only(
        rss(
            item(
                "<pubDate>Tue, 03 Mar 2026 14:05:00 +0100</pubDate>"
                "<dc:creator>Ada Quill</dc:creator>"
                "<author>ed@x.example (Bo Reed)</author>"
                "<description>The &lt;b&gt;old&lt;/b&gt; quay &amp;amp; its crane."
                "</description>"
                "<content:encoded><![CDATA["
                "<p>First &mdash; <a href='/more'>more</a>.</p>"
                "<p>Second.<img src='/in.png'></p>]]></content:encoded>"
                "<category>Ports</category><category>Ports</category>"
                "<dc:subject>City</dc:subject>"
                "<media:content url='https://img.example/a.jpg' width='640'"
                " height='360' type='image/jpeg'/>"
                "<media:content url='/clip.mp4' type='video/mp4'/>"
                "<enclosure url='/sound.mp3' type='audio/mpeg'/>"
            ),
            "<language>en-GB</language><ttl>15</ttl>",
        )
    )
    assert article.title == "A quay is rebuilt"
    assert article.original_url == article.web_url == "https://harbour.example/1"
    assert time_of(article) == "2026-03-03T13:05:00Z"
    assert article.modified is None
    assert article.authors == ("Ada Quill", "Bo Reed")
    assert (article.excerpt, article.excerpt_from) == (
        "The old quay & its crane.",
        "outlet",
    )
    assert article.body == "First — more.\n\nSecond."
    assert article.marks == ("body-from-feed",)
    assert article.tags == ("Ports", "City")
    assert article.images == (
        Image(url="https://img.example/a.jpg", width=640, height=360),
    )
    assert article.links == (Link(url="https://harbour.example/more", text="more"),)
    assert article.language == "en"
    assert article.provider == Provider(
        name="The Harbour Post", domain="harbour.example"
    )
    assert article.source == POLLED
    assert article.evidence["published"] == "published"
    assert article.evidence["body"] == "content"


def test_what_the_feed_says_of_itself() -> None:
    feed = extract_feed(page(rss("", "<language>en-GB</language><ttl>15</ttl>"))).feed
    assert feed is not None
    assert (feed.title, feed.site) == ("The Harbour Post", "https://harbour.example/")
    assert (feed.language, feed.ttl) == ("en", 900)


def test_the_update_period_counts_where_there_is_no_ttl() -> None:
    space = "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
    head = (
        "<sy:updatePeriod> hourly </sy:updatePeriod>"
        "<sy:updateFrequency>2</sy:updateFrequency>"
    )
    feed = extract_feed(page(rss("", head, space))).feed
    assert feed is not None
    assert feed.ttl == 1800


def test_an_atom_entry_in_full() -> None:
    article = only(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"
        xml:base="https://ufer.example/blog/">
        <title type="html">Das &amp;amp; Ufer</title>
        <link rel="self" href="http://127.0.0.1:9999/feed"/><link href="/"/>
        <author><name>Kai Mole</name></author>
        <entry>
        <title type="html">Kai &amp;lt;neu&amp;gt; &lt;i&gt;gebaut&lt;/i&gt;</title>
        <link rel="edit" href="edit/7"/><link rel="alternate" href="7.html"/>
        <link rel="enclosure" type="image/png" href="7.png"/>
        <id>tag:ufer.example,2026:7</id>
        <published>2026-03-03T14:05:00Z</published>
        <updated>2026-03-04T10:00:00Z</updated>
        <category term="hafen" label="Hafen"/>
        <summary>Kurz &amp; gut</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
        <p>Erster <a href="mehr">Absatz</a>.</p><p>1 &lt; 2<br/>Ende</p></div></content>
        </entry></feed>"""
    )
    assert article.title == "Kai <neu> gebaut"
    assert article.web_url == "https://ufer.example/blog/7.html"
    assert time_of(article) == "2026-03-03T14:05:00Z"
    assert dates.iso(article.modified or 0) == "2026-03-04T10:00:00Z"
    assert article.authors == ("Kai Mole",)
    assert article.tags == ("Hafen",)
    assert article.excerpt == "Kurz & gut"
    assert article.body == "Erster Absatz.\n\n1 < 2\nEnde"
    assert article.links == (Link(url="https://ufer.example/blog/mehr", text="Absatz"),)
    assert article.images == (Image(url="https://ufer.example/blog/7.png"),)
    assert article.language == "de"
    assert article.provider == Provider(name="Das & Ufer", domain="ufer.example")


def test_a_sole_update_counts_as_published() -> None:
    article = only(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title>'
        '<link href="https://u.example/1"/><updated>2026-03-04</updated></entry></feed>'
    )
    assert time_of(article) == "2026-03-04T00:00:00Z"
    assert article.modified == article.published
    assert article.evidence["published"] == "updated (day only)"


def test_base64_content_and_a_lone_entry() -> None:
    article = only(
        """<entry xmlns="http://www.w3.org/2005/Atom"><title>x</title>
        <link href="https://u.example/1"/>
        <content type="application/octet-stream">PHA+QTwvcD48cD5CPC9wPg==</content>
        </entry>"""
    )
    assert article.body == "A\n\nB"


def test_rdf() -> None:
    found = extract_feed(
        page(
            """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
            xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://bay.example/rdf"><title>Bay</title>
            <link>https://bay.example</link><items/></channel>
            <item rdf:about="https://bay.example/2"><title>Two</title>
            <dc:date>2026-03-03T14:05+01:00</dc:date></item></rdf:RDF>"""
        )
    )
    (article,) = found.articles
    assert article.web_url == "https://bay.example/2"
    assert article.evidence["web_url"] == "guid"
    assert time_of(article) == "2026-03-03T13:05:00Z"
    assert found.feed is not None
    assert found.feed.title == "Bay"


def test_json_feed() -> None:
    found = extract_feed(
        page(
            """{"version": "https://jsonfeed.org/version/1.1", "title": "Pier",
            "home_page_url": "https://pier.example/", "language": "en-US", "items": [
            {"id": "1", "url": "/one", "title": "One &amp; all",
             "content_html": "<p>A</p><p>B <img src='/b.png'></p>", "summary": "S <b>",
             "date_published": "2026-03-03T14:05:00Z", "tags": ["t", 7],
             "authors": [{"name": "Ada Quill"}, "x"]},
            {"id": "https://pier.example/two",
             "content_text": "Just < text.\\n\\nMore."},
            {"id": 3, "title": "nowhere"}, "nonsense"]}""",
            "application/feed+json",
        )
    )
    one, two = found.articles
    assert one.title == "One & all"
    assert one.web_url == "https://pier.example/one"
    assert (one.excerpt, one.body) == ("S <b>", "A\n\nB")
    assert one.images == (Image(url="https://pier.example/b.png"),)
    assert (one.tags, one.authors, one.language) == (("t",), ("Ada Quill",), "en")
    assert two.web_url == "https://pier.example/two"
    assert two.body == "Just < text.\n\nMore."
    assert two.title == "Just < text. More."
    assert [failure.reason for failure in found.failures] == ["no-link"]


def test_of_a_feed_without_end_the_first_entries_are_read():
    entries = (
        item("", f"<link>https://harbour.example/{number}</link>")
        for number in range(MOST + 2)
    )
    found = extract_feed(page(rss("".join(entries))))
    assert found.articles[-1].web_url == f"https://harbour.example/{MOST - 1}"
    assert len(found.articles) == MOST
    (failure,) = found.failures
    assert (failure.reason, failure.detail) == (
        "too-many-entries",
        f"{MOST + 2} entries; the first {MOST} were read",
    )


@pytest.mark.parametrize(
    ("inner", "link", "origin"),
    [
        ("<guid>https://harbour.example/g</guid>", "https://harbour.example/g", "guid"),
        (
            "<guid isPermaLink='false'>7</guid><link>/rel</link>",
            "https://harbour.example/rel",
            "link",
        ),
        (
            "<link>https://feeds.example/~r/1</link>"
            "<feedburner:origLink>https://harbour.example/o</feedburner:origLink>",
            "https://harbour.example/o",
            "origLink",
        ),
        (
            "<a:link xmlns:a='http://www.w3.org/2005/Atom'"
            " href='https://h.example/a'/>",
            "https://h.example/a",
            "link",
        ),
        (
            "<link>\n https://harbour.example/x y \n</link>",
            "https://harbour.example/x%20y",
            "link",
        ),
    ],
)
def test_where_a_link_comes_from(inner: str, link: str, origin: str) -> None:
    article = only(rss(item(inner, link="")))
    assert article.web_url == link
    assert article.evidence["web_url"] == origin


@pytest.mark.parametrize(
    "inner",
    ["", "<guid isPermaLink='false'>7</guid>", "<link>javascript:alert(1)</link>"],
)
def test_an_entry_without_a_link_is_listed(inner: str) -> None:
    found = extract_feed(page(rss(item("") + item(inner, link=""))))
    assert len(found.articles) == 1
    (failure,) = found.failures
    assert (failure.stage, failure.reason) == ("extract", "no-link")
    assert failure.subject == f"{POLLED}#2"
    assert failure.detail == "A quay is rebuilt"


def test_an_entry_without_a_title_takes_the_first_words() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    article = only(
        rss(
            f"<item><link>https://harbour.example/1</link><description>{words}"
            "</description></item>"
        )
    )
    assert article.title == " ".join(words.split()[:12]) + " …"
    assert article.evidence["title"] == "text"


def test_a_long_description_is_the_body() -> None:
    article = only(rss(item(f"<description>{'A long story. ' * 200}</description>")))
    assert article.excerpt == ""
    assert len(article.body) > 2000
    assert article.evidence["body"] == "description"


def test_missing_and_impossible_dates_are_none() -> None:
    assert only(rss(item(""))).published is None
    assert only(rss(item("<pubDate>soon</pubDate>"))).published is None


@pytest.mark.parametrize(
    ("inner", "provider"),
    [
        ("", Provider(name="The Harbour Post", domain="harbour.example")),
        (
            "<source url='https://bay.example/rss'>Bay News</source>",
            Provider(name="Bay News", domain="bay.example"),
        ),
        (
            "<source url='https://www.harbour.example/rss'>Desk</source>",
            Provider(name="The Harbour Post", domain="harbour.example"),
        ),
    ],
)
def test_the_provider_is_the_outlet(inner: str, provider: Provider) -> None:
    assert only(rss(item(inner))).provider == provider


def test_a_feed_about_others_names_no_provider() -> None:
    items = "".join(
        item("", f"<link>https://site{number}.example/1</link>") for number in range(4)
    )
    found = extract_feed(page(rss(items)))
    assert [a.provider.domain for a in found.articles] == [
        f"site{number}.example" for number in range(4)
    ]
    assert {a.provider.name for a in found.articles} == {""}


def test_the_name_goes_to_the_domain_of_most_entries() -> None:
    body = rss(item("")).replace(
        "<link>https://harbour.example/</link>", "<link>https://feeds.test/</link>"
    )
    assert only(body).provider == Provider(
        name="The Harbour Post", domain="harbour.example"
    )


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (rss(item("")).replace("A quay", "A&nbsp;quay &euro;"), "A quay € is rebuilt"),
        (
            rss(item("")).replace("A quay", "Fish & chips &"),
            "Fish & chips & is rebuilt",
        ),
        (
            rss(item("")).replace("A quay", "A\x08 quay &#8; &#x1F;"),
            "A quay is rebuilt",
        ),
        (rss(item("")) + "<!-- 0.2 s --><script>x</script>", "A quay is rebuilt"),
        ("\n\n  " + rss(item("")), "A quay is rebuilt"),
        ("junk " + rss(item("")), "A quay is rebuilt"),
        (rss(item("")).removesuffix("</channel></rss>"), "A quay is rebuilt"),
        (rss(item("<b>open")), "A quay is rebuilt"),
        (rss(item("<other:tag>x</other:tag>")), "A quay is rebuilt"),
        (
            '<!DOCTYPE rss [<!ENTITY quay "pier"><!ENTITY b "&quay;&quay;">]>'
            + rss(item("")).partition("?>")[2].replace("quay", "&quay;"),
            "A pier is rebuilt",
        ),
        (
            rss(item("")).replace("A quay", "Größe").encode("latin-1"),
            "Größe is rebuilt",
        ),
        (
            rss(item("")).replace("A quay", "Größe").encode("utf-16"),
            "Größe is rebuilt",
        ),
        (
            rss(item(""))
            .replace('"1.0"?', '"1.0" encoding="utf-16"?')
            .replace("A quay", "Größe")
            .encode(),
            "Größe is rebuilt",
        ),
        (
            rss(item("")).replace("A quay", "A <b>quay</b> <i>now</i>"),
            "A quay now is rebuilt",
        ),
    ],
)
def test_ill_formed_feeds_are_mended(body: str | bytes, title: str) -> None:
    found = extract_feed(page(body))
    assert [article.title for article in found.articles] == [title]


def test_child_markup_does_not_cut_text() -> None:
    article = only(
        rss(
            item(
                "<description>Before <em>within</em> after &amp;amp; end</description>"
            )
        )
    )
    assert article.excerpt == "Before within after & end"


def test_entities_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    article = only(
        bomb + rss(item("<description>&c;&x;</description>")).partition("?>")[2]
    )
    assert "lol" not in article.excerpt
    assert "root" not in article.excerpt


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"just words", "no markup"),
        (b"<!DOCTYPE html><html><body><p>Hello</p></body></html>", "HTML"),
        (b"<html><head><title>x</title></head><body><br></body></html>", "HTML"),
        (b'<?xml version="1.0"?><svg><path/></svg>', "<svg>"),
        (b'{"a": 1}', "JSON"),
        (b'{"version": "https://jsonfeed.org/version/1"', "JSON"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ""),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, detail: str) -> None:
    found = extract_feed(page(body))
    assert found.feed is None
    assert not found.articles
    (failure,) = found.failures
    assert failure.reason == "not-a-feed"
    assert failure.subject == POLLED
    assert detail in failure.detail


def test_an_empty_feed_is_a_feed() -> None:
    found = extract_feed(page("<rss><channel></channel></rss>"))
    assert found.feed is not None
    assert found.articles == found.failures == ()


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel>" + "<item>" * 30_000,
        "<rss><channel>" + "<item><title>" * 15_000,
        "<rss><channel><item><description>" + "<b>" * 100_000,
        "<rss>" + "&amp" * 300_000,
        "<rss>" + "<![CDATA[" * 100_000,
        "<!DOCTYPE rss [" + '<!ENTITY a "b">' * 50_000,
        '{"items": ' + "[" * 200_000,
    ],
    ids=lambda text: text[:30],
)
def test_hostile_feeds_end(body: str) -> None:
    found = extract_feed(page(body))
    assert found.feed is not None or found.failures


def test_dispatch_by_purpose_and_content() -> None:
    asked_as_page = Page(
        request=Request(url=POLLED, purpose="page"),
        url=POLLED,
        status=200,
        fetched=0,
        headers={"content-type": "text/html"},
        body=rss(item("")).encode(),
    )
    assert extract(asked_as_page).feed is not None
    assert extract(page("<html></html>")).failures[0].reason == "not-a-feed"


ATOM_LINKS = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>"
    "<link rel='self' href='/f.xml'/><link rel='alternate' href='https://a.example/'/>"
    "<link rel='hub' href='https://hub.example/'/><link rel='hub' href='x'/></feed>"
)
RSS_LINKS = rss(
    "",
    "<atom:link rel='hub' href='https://hub.example/'/>"
    "<atom:link rel='self' href='/f.xml'/>",
    "xmlns:atom='http://www.w3.org/2005/Atom'",
)
JSON_HUBS = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [],'
    '"feed_url": "http://127.0.0.1:9999/f.xml", "hubs": ['
    '{"type": "rssCloud", "url": "https://x.example/"},'
    '{"type": "WebSub", "url": "https://hub.example/"}]}'
)


@pytest.mark.parametrize("body", [ATOM_LINKS, RSS_LINKS, JSON_HUBS])
def test_a_feed_names_its_hub_and_itself(body: str) -> None:
    told = extract_feed(page(body)).feed
    assert (told.hub, told.topic) == (
        "https://hub.example/",
        "http://127.0.0.1:9999/f.xml",
    )


def test_a_header_names_them_before_the_feed_does() -> None:
    link = '<https://h.example/>; rel="hub", </own>; title=x; rel="self canonical"'
    asked = page(ATOM_LINKS)
    asked.headers["link"] = link
    told = extract_feed(asked).feed
    assert (told.hub, told.topic) == ("https://h.example/", "http://127.0.0.1:9999/own")


def test_without_a_hub_there_is_no_topic_either() -> None:
    body = ATOM_LINKS.replace("rel='hub'", "rel='other'")
    told = extract_feed(page(body)).feed
    assert (told.hub, told.topic) == ("", "")
    body = ATOM_LINKS.replace("rel='hub' href='https:", "rel='hub' href='ftp:")
    assert extract_feed(page(body)).feed.hub == ""


def test_without_its_own_address_a_feed_is_known_by_the_one_polled() -> None:
    told = extract_feed(page(ATOM_LINKS.replace("rel='self'", "rel='x'"))).feed
    assert told.topic == POLLED
