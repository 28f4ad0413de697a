"""RSS, JSON Feed and sitemap."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import feedparser
import msgspec
import pytest

from newsfold.model import Change
from newsfold.publish.feeds import (
    SITEMAP_URLS,
    address,
    changes,
    json_feed,
    rss,
    sitemap,
)
from newsfold.publish.site import SiteInfo
from newsfold.publish.summary import summary
from support.dossiers import NOW, disputed_deal, dossier, edition, member, plain

replace = msgspec.structs.replace
INFO = SiteInfo(title="The Lantern & Co", now=NOW, url="https://lantern.example/n/")
HOME = replace(INFO, url="")
HOSTILE = "<b>]]>&amp; \x00\x08\ud800\ufffe </title><script>alert(1)</script>"


def told():
    return [summary(each) for each in edition()]


def test_rss_is_read_by_a_feed_reader():
    feed = feedparser.parse(rss(INFO, told()))
    assert not feed.bozo
    assert feed.feed.title == "The Lantern & Co"
    assert feed.feed.link == "https://lantern.example/n/"
    assert len(feed.entries) == 10
    first = feed.entries[0]
    assert first.title.startswith("Orsolo Robotics raises $342 million")
    assert first.id == "s000000000001"
    assert first.link.startswith("https://lantern.example/n/2026/02/orsolo-")
    assert first.published == "Tue, 17 Feb 2026 18:00:00 GMT"
    assert [tag.term for tag in first.tags] == ["Robotics", "Business"]
    assert first.media_content[0]["url"].endswith("robots.jpg")
    assert "[6 outlets, 4 independent reports] [Converted]" in first.summary


def test_without_an_address_items_link_to_the_lead():
    feed = feedparser.parse(rss(HOME, [summary(disputed_deal())]))
    assert feed.entries[0].link == "https://harbourpost.example/1/story"
    assert "self" not in {link.rel for link in feed.feed.links}


def test_json_feed():
    feed = json.loads(json_feed(INFO, told()))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://lantern.example/n/feed.json"
    first = feed["items"][0]
    assert first["id"] == "s000000000001"
    assert first["external_url"] == "https://harbourpost.example/1/story"
    assert first["date_published"] == "2026-02-17T18:00:00Z"
    assert first["authors"] == [{"name": "Mira Castellane"}, {"name": "Jon Okafor"}]
    assert first["_newsfold"]["verdict"] == "converted"
    assert first["_newsfold"]["independent"] == 4
    assert all({"id", "content_text"} <= set(item) for item in feed["items"])


def test_the_sitemap_has_absolute_addresses():
    root = ET.fromstring(sitemap(INFO, told(), ["topics/ai.html"]))  # noqa: S314  # our own words
    locations = [node.text or "" for node in root.iter() if node.tag.endswith("loc")]
    assert locations[:2] == [
        "https://lantern.example/n/",
        "https://lantern.example/n/topics/ai.html",
    ]
    assert len(locations) == 12
    assert all(url.startswith("https://lantern.example/n/") for url in locations)


def test_the_sitemap_keeps_to_the_protocols_limit():
    story = plain(5, "A", "meridian.example", 1, ("AI",))
    text = sitemap(INFO, (summary(story) for _ in range(SITEMAP_URLS + 10)))
    assert text.count("<loc>") == SITEMAP_URLS


@pytest.mark.parametrize("info", [INFO, HOME])
def test_hostile_words_stay_words(info: SiteInfo):
    one = member(1, "meridian.example", HOSTILE, 1, excerpt=HOSTILE)
    odd = replace(
        one,
        article=replace(
            one.article, web_url=f"javascript:{HOSTILE}", authors=(HOSTILE,)
        ),
    )
    story = dossier(5, (odd,), topics=(HOSTILE,))
    root = ET.fromstring(rss(replace(info, title=HOSTILE), [summary(story)]))  # noqa: S314  # our own words
    assert not list(root.iter("script"))
    title = root.findtext("channel/item/title") or ""
    assert "<script>alert(1)</script>" in title
    assert "<script" not in (root.findtext("channel/item/description") or "")
    assert "javascript:" not in (root.findtext("channel/item/link") or "")
    item = json.loads(json_feed(info, [summary(story)]))["items"][0]
    assert item["title"].startswith("<b>]]>&amp; \x00")
    assert "external_url" not in item


def test_an_empty_hub_has_empty_feeds():
    assert not feedparser.parse(rss(INFO, [])).bozo
    assert json.loads(json_feed(INFO, []))["items"] == []


def test_addresses():
    assert (
        address("https://a.example/x/", "b c.html") == "https://a.example/x/b%20c.html"
    )
    assert address("https://a.example", "") == "https://a.example/"
    assert address("javascript:x", "y") == ""
    assert address("", "y") == ""


def test_facts_that_changed():
    told = summary(edition()[0])
    change = Change(
        seq=7,
        at=NOW,
        kind="fact.changed",
        subject=told.story.id,
        detail={
            "what": "killed",
            "before": "11 people",
            "after": "28 people",
            "article": told.lead.id,
            "quote": "killing <28> people & more",
            "revised": False,
            "outlet": "Harbour Post",
        },
    )
    feed = feedparser.parse(changes(INFO, [(change, told)]))
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.title.startswith("killed: 11 people, now 28 people (")
    assert "Harbour Post: “killing &lt;28&gt; people &amp; more”" in entry.summary
    assert entry.id == f"{told.story.id}-7"
    assert entry.link.startswith("https://lantern.example/n/2026/02/")
    assert feedparser.parse(changes(INFO, [])).entries == []
