"""What a story has to do with others."""

from __future__ import annotations

import lxml.html
import msgspec

from newsfold.model import Relation
from newsfold.publish.site import Site, SiteInfo
from newsfold.publish.storyline import related, relatives
from newsfold.publish.summary import summary
from support.dossiers import NOW, disputed_deal, plain_conflict, rising_toll

replace = msgspec.structs.replace
HERE, BEFORE, AFTER = disputed_deal(), plain_conflict(), rising_toll()


def _linked():
    here, before, after = (each.story.id for each in (HERE, BEFORE, AFTER))
    return replace(
        HERE,
        relations=(
            Relation(story=here, other=before, kind="follows", reason="a <second> one"),
            Relation(story=after, other=here, kind="touches"),
        ),
    )


KNOWN = {each.story.id: summary(each) for each in (BEFORE, AFTER)}


def test_both_sides_of_a_relation_have_their_words():
    story = _linked()
    assert relatives(story) == list(KNOWN)
    rows = related(story, KNOWN)
    assert [row.words for row in rows] == ["Follows", "In the round-up"]
    assert rows[0].title == BEFORE.lead.article.title
    assert rows[0].href.endswith(f"{BEFORE.story.id}.html")


def test_what_is_withheld_or_gone_is_not_named():
    hidden = {name: replace(told, published=False) for name, told in KNOWN.items()}
    assert related(_linked(), hidden) == ()
    assert related(_linked(), {}) == ()


def test_the_page_links_to_them():
    text = Site(SiteInfo(title="The Lantern", now=NOW)).story(_linked(), KNOWN)
    page = lxml.html.document_fromstring(text)
    links = page.cssselect(".related a")
    assert [link.text_content() for link in links] == [
        BEFORE.lead.article.title,
        AFTER.lead.article.title,
    ]
    assert links[0].get("href").startswith("../../2026/02/")
    assert "a &lt;second&gt; one" in text
