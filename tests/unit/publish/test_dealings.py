"""The list of deals, as its pages show it."""

from __future__ import annotations

import lxml.html
import msgspec
import pytest

from newsfold.judge.dealings import dealing
from newsfold.model import Amount
from newsfold.publish.dealings import DEALS_PAGE, Asked, deal_lines, deals_path
from newsfold.publish.edition import Edition
from newsfold.publish.site import ASSETS, Site, SiteInfo, asset
from newsfold.publish.summary import summary
from support.dossiers import NOW, disputed_deal, plain_conflict

replace = msgspec.structs.replace
INFO = SiteInfo(title="The Lantern", now=NOW)
PAIRS = [(dealing(one), summary(one)) for one in (disputed_deal(), plain_conflict())]


def test_a_row_says_who_how_much_and_by_whom():
    first, second = deal_lines(PAIRS, {"orsolo": "o000000000001"})
    assert first.target.name == "Orsolo"
    assert first.target.href == "organisations/o000000000001.html"
    assert first.sums.startswith("$342 million, ")
    assert first.chip.label == "Converted"
    assert first.outlets > 1
    assert second.sums == "900 people"
    assert second.href.startswith("2026/02/ferry-operator-lindholm")


def test_the_folder_of_files_has_a_page_a_kind():
    files = dict(Edition(INFO, [told for _, told in PAIRS], deals=PAIRS).files())
    assert {"deals.html", "deals/funding.html", "deals/layoffs.html"} <= set(files)
    assert "Lindholm" in files["deals.html"]
    assert "Lindholm" not in files["deals/funding.html"]
    page = lxml.html.document_fromstring(files["deals/funding.html"])
    links = [a.get("href") for a in page.cssselect(".kinds a")]
    assert set(links) == {
        "../deals.html",
        "../deals/funding.html",
        "../deals/layoffs.html",
    }
    assert not page.cssselect("form.filters")


def test_what_is_withheld_is_in_no_list():
    (deal, told), other = PAIRS
    held = (deal, replace(told, published=False))
    files = dict(Edition(INFO, [other[1]], deals=[held, other]).files())
    assert "deals/funding.html" not in files
    assert "Orsolo" not in files["deals.html"]


def test_a_server_filters():
    asked = Asked(kind="funding", org='"><b>', over="5M")
    page = Site(INFO, live=True).deals(
        PAIRS[:1], kinds={"funding": 40}, asked=asked, number=1, total=40
    )
    shown = lxml.html.document_fromstring(page)
    assert shown.cssselect("option[selected]")[0].text_content() == "funding"
    assert shown.cssselect("[name=org]")[0].get("value") == '"><b>'
    (older,) = shown.cssselect("a[rel=next]")
    assert (
        older.get("href") == "deals.html?kind=funding&org=%22%3E%3Cb%3E&over=5M&page=2"
    )
    assert all(label.cssselect("input, select") for label in shown.cssselect("label"))


def test_many_deals_are_paged():
    many = [
        (replace(PAIRS[0][0], story=f"s{n}"), PAIRS[0][1])
        for n in range(2 * DEALS_PAGE + 1)
    ]
    files = dict(Edition(INFO, [PAIRS[0][1]], deals=many).files())
    paths = {p for p in files if p.startswith("deals")}
    assert paths == {
        *(deals_path("", n) for n in (1, 2, 3)),
        *(deals_path("funding", n) for n in (1, 2, 3)),
    }
    assert "Page 2 of 3" in files["deals/2.html"]


@pytest.mark.parametrize("word", ["word ", "東京 ", "Tom's & \"Ann's\" "])
def test_a_page_of_long_deals_stays_light(word: str):
    long = word * 400
    deal, told = PAIRS[0]
    heavy = replace(
        deal,
        target=long,
        parties=(long,) * 12,
        sums=(Amount(value=1.23e9, currency="USD", approx=True),) * 9,
        people=123_456,
        share_percent=12.34,
        outlet=long,
        quote=long,
        language="zh",
    )
    lead = replace(told.lead, title=long, language="ja")
    pairs = [(heavy, replace(told, lead=lead, verdict="conflict"))] * DEALS_PAGE
    page = Site(INFO).deals(pairs, kinds={"funding": 999}, total=999)
    assets = sum(len(asset(name).encode()) for name in ASSETS)
    assert len(page.encode()) + assets < 100_000
