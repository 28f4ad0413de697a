"""Organisations' pages: every figure with its words, light, safe."""

from __future__ import annotations

import lxml.html
import msgspec
import pytest

from newsfold.judge.organisations import entries
from newsfold.model import Cell, Organisation
from newsfold.publish.organisations import holding, linked, rows
from newsfold.publish.site import ASSETS, Site, SiteInfo, asset
from newsfold.publish.summary import summary
from support.dossiers import HOUR, NOW, disputed_deal

replace = msgspec.structs.replace
INFO = SiteInfo(title="The Lantern", now=NOW)
ONE = Organisation(
    id="o000000000001", name="Orsolo", aliases=("Orsolo Ltd",), seen=NOW, deals=1
)
STORY = disputed_deal()
CELLS = tuple(
    replace(cell, organisation=ONE.id)
    for cell in entries(STORY).cells
    if cell.key == "orsolo"
)
STORIES = {STORY.story.id: summary(STORY)}


def _cell(hours, value, *, what="valuation", unit="USD", story="s1"):
    return Cell(
        organisation=ONE.id,
        key="orsolo",
        name="Orsolo",
        story=story,
        article="a1",
        at=NOW - hours * HOUR,
        role="target",
        what=what,
        value=value,
        unit=unit,
        kind="funding",
        status="announced",
        quote="words",
        outlet="The Quay",
        url="https://quay.example/1",
    )


def test_every_row_has_its_words_source_and_date():
    page = Site(INFO).organisation(ONE, CELLS, stories=STORIES, known={})
    shown = lxml.html.document_fromstring(page)
    bodies = shown.cssselect("table.deals tbody")
    assert len(bodies) == len(CELLS)
    for body in bodies:
        assert body.cssselect("time")[0].get("datetime")
        assert body.cssselect("q")[0].text_content()
        links = [a.get("href") for a in body.cssselect(".words a")]
        assert links[0].startswith("https://")
        assert links[1].startswith("../2026/02/")


def test_names_lead_to_pages_where_there_are_some():
    known = {"brightwater": "o00000000000b", "brightwater capital": "o00000000000b"}
    one, other = linked(("Brightwater Capital", "Nobody"), known)
    assert one.href == "organisations/o00000000000b.html"
    assert other.href == ""


def test_sums_are_drawn_once_a_story_in_one_currency():
    cells = (
        _cell(90, 1e8),
        _cell(80, 1e8),
        _cell(50, 3e8, story="s2"),
        _cell(50, 5e7, what="sum", story="s2"),
        _cell(40, 9e9, unit="CNY", story="s3"),
        _cell(30, 1e6, what="revenue", story="s3"),
    )
    chart = holding(ONE, cells, stories={}, known={}).chart
    assert chart is not None
    assert [p.outlet for p in chart.points] == [
        "valuation $100 million",
        "sum $50 million",
        "valuation $300 million",
    ]
    assert chart.high == "$300 million"
    assert "The Quay" in chart.points[0].label
    assert holding(ONE, cells[:1], stories={}, known={}).chart is None


def test_a_table_for_other_programs_keeps_who_said_it():
    (row,) = rows([(ONE, _cell(1, 5e7))])
    assert row["organisation"] == ONE.id
    assert (row["value"], row["quote"], row["provider"]) == (5e7, "words", "The Quay")


@pytest.mark.parametrize("word", ["word ", "東京 ", "Tom's & \"Ann's\" "])
def test_a_page_of_much_stays_light_and_counts_the_rest(word: str):
    long = word * 300
    heavy = replace(
        _cell(1, 1e6),
        quote=long,
        outlet=long,
        others=(long,) * 20,
        language="zh",
        what=long,
    )
    cells = [replace(heavy, at=NOW - n * HOUR) for n in range(400)]
    cells += [replace(cell, role="subject", kind="", status="") for cell in cells]
    one = replace(ONE, name=long, aliases=(long,) * 9)
    page = Site(INFO).organisation(one, cells, stories={}, known={})
    assets = sum(len(asset(name).encode()) for name in ASSETS)
    assert len(page.encode()) + assets < 100_000
    shown = len(lxml.html.document_fromstring(page).cssselect("table.deals tbody"))
    assert f"{800 - shown} more, the earliest" in page
    many = Site(INFO).organisations([one] * 60, total=60)
    assert len(many.encode()) + assets < 100_000


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>']
)
def test_nothing_that_outlets_write_becomes_markup(payload: str):
    cell = replace(
        _cell(1, 2.0),
        quote=payload,
        outlet=payload,
        others=(payload,),
        url=payload,
        language=payload,
        what=payload,
        unit=payload,
    )
    one = replace(ONE, name=payload, domain=payload, evidence=payload)
    page = Site(INFO).organisation(one, [cell], stories={}, known={})
    shown = lxml.html.document_fromstring(page)
    assert not shown.cssselect("main script, main img, [onerror]")
    assert payload in shown.text_content()
