"""What every store must do with organisations; run for each that there is."""

from __future__ import annotations

import pytest

from newsfold.model import Article, Cell, Placement, Site, Story, Summary
from newsfold.store import open_store


@pytest.fixture(params=["newsfold.db"])
def store(request, tmp_path):
    opened = open_store(request.param, tmp_path)
    yield opened
    opened.close()


def _publish(store, story, *, published=True):
    with store.transaction():
        _, article = store.articles.save(
            Article(title=story, web_url=f"https://quay.example/{story}"),
            at=1,
            extractor="test",
        )
        made = Story(id=story, lead=article, articles=(article,), opened=1, updated=1)
        store.stories.save(made)
        store.stories.place(Placement(article=article, story=story))
        lead = store.articles.get(article)
        store.summaries.save(Summary(story=made, lead=lead, published=published))
    return article


def _cell(organisation, story, article, *, name="Tern", key="tern", at=5, **fields):
    fields = {"role": "target", "what": "sum", "value": 1.0, "unit": "USD"} | fields
    return Cell(
        organisation=organisation,
        key=key,
        name=name,
        story=story,
        article=article,
        at=at,
        **fields,
    )


def test_an_id_is_minted_once_and_alike_everywhere(store, tmp_path):
    with store.transaction():
        one = store.organisations.mint("tern", "Tern Ltd", at=7)
        other = store.organisations.mint("plover", "Plover", at=8)
    assert one[0] == "o"
    assert len(one) == 13
    assert one != other
    assert store.organisations.known(["tern", "heron"]) == {"tern": one}
    found = store.organisations.get(one)
    assert (found.name, found.seen, found.deals) == ("Tern Ltd", 7, 0)
    (tmp_path / "b").mkdir()
    elsewhere = open_store("newsfold.db", tmp_path / "b")
    with elsewhere.transaction():
        assert elsewhere.organisations.mint("tern", "TERN", at=9) == one
    elsewhere.close()


def test_cells_are_replaced_and_counted(store):
    articles = {name: _publish(store, name) for name in ("s1", "s2")}
    with store.transaction():
        one = store.organisations.mint("tern", "Tern", at=1)
        first = _cell(one, "s1", articles["s1"], at=5)
        second = _cell(one, "s2", articles["s2"], at=9, name="Tern Ltd")
        third = _cell(one, "s2", articles["s2"], at=9, name="Tern Ltd", role="subject")
        assert store.organisations.keep("s1", [first]) == {one}
        assert store.organisations.keep("s2", [second, third]) == {one}
        assert store.organisations.keep("s1", [first]) == set()
        store.organisations.follow([one])
    assert store.organisations.cells(one) == [second, third, first]
    (found,) = store.organisations.all()
    assert (found.name, found.aliases) == ("Tern Ltd", ("Tern",))
    assert (found.deals, found.latest) == (2, 9)
    assert store.organisations.met_in(story="s2") == [one]
    with store.transaction():
        assert store.organisations.keep("s2", []) == {one}
        store.organisations.follow([one])
    assert store.organisations.get(one).deals == 1
    with store.transaction():
        store.organisations.keep("s1", [])
        store.organisations.follow([one])
    assert store.organisations.all() == []
    assert store.organisations.known(["tern"]) == {"tern": one}
    assert store.organisations.known(["tern"], shown=True) == {}


def test_what_is_withheld_is_not_shown(store):
    article = _publish(store, "s1", published=False)
    with store.transaction():
        one = store.organisations.mint("tern", "Tern", at=1)
        store.organisations.keep("s1", [_cell(one, "s1", article)])
    assert store.organisations.cells(one) == []
    assert store.organisations.all() == []


def test_a_merge_takes_names_cells_and_the_id_along(store):
    articles = {name: _publish(store, name) for name in ("s1", "s2", "s3")}
    with store.transaction():
        one = store.organisations.mint("tern", "Tern", at=1)
        other = store.organisations.mint("sterna", "Sterna", at=1)
        third = store.organisations.mint("arctic", "Arctic", at=1)
        store.organisations.keep("s1", [_cell(one, "s1", articles["s1"])])
        named = _cell(other, "s2", articles["s2"], key="sterna", name="Sterna")
        store.organisations.keep("s2", [named])
        site = Site(key="sterna", domain="sterna.example", article="a1", evidence="x")
        store.organisations.settle(other, site)
        store.organisations.merge(third, other)
        store.organisations.merge(other, one)
    assert store.organisations.get(other).id == one
    assert store.organisations.get(third).id == one
    assert store.organisations.known(["sterna", "arctic"]) == {
        "sterna": one,
        "arctic": one,
    }
    assert len(store.organisations.cells(one)) == 2
    assert {c.organisation for c in store.organisations.cells(one)} == {one}
    assert store.organisations.get(one).domain == "sterna.example"
    assert store.organisations.merged() == {third: one, other: one}
    with store.transaction():
        assert store.organisations.mint("sterna 2", "Sterna 2", at=2) != other


def test_an_editors_name_stays_and_a_name_can_be_parted(store):
    articles = {name: _publish(store, name) for name in ("s1", "s2")}
    with store.transaction():
        one = store.organisations.mint("tern", "Tern", at=1)
        store.organisations.call("tern labs", one)
        store.organisations.rename(one, "The Tern Company")
        cells = [
            _cell(one, "s1", articles["s1"]),
            _cell(one, "s1", articles["s1"], key="tern labs", name="Tern Labs"),
        ]
        store.organisations.keep("s1", cells)
        store.organisations.follow([one])
    found = store.organisations.get(one)
    assert (found.name, found.given) == ("The Tern Company", True)
    assert set(found.aliases) == {"Tern", "Tern Labs"}
    with store.transaction():
        new = store.organisations.part(one, "tern labs", "Tern Labs", at=3)
    assert new != one
    assert [c.key for c in store.organisations.cells(new)] == ["tern labs"]
    assert [c.key for c in store.organisations.cells(one)] == ["tern"]
    assert store.organisations.known(["tern labs"]) == {"tern labs": new}


def test_a_forgotten_article_takes_its_cells_names_and_evidence_away(store):
    articles = {name: _publish(store, name) for name in ("s1", "s2")}
    with store.transaction():
        one = store.organisations.mint("tern", "Tern", at=1)
        gone = store.organisations.mint("plover", "Plover", at=1)
        store.organisations.call("sterna", one)
        store.organisations.keep("s1", [_cell(one, "s1", articles["s1"])])
        store.organisations.keep(
            "s2",
            [
                _cell(one, "s2", articles["s2"], key="sterna", name="Sterna"),
                _cell(gone, "s2", articles["s2"], key="plover", name="Plover"),
            ],
        )
        site = Site(
            key="tern", domain="tern.example", article=articles["s2"], evidence="x"
        )
        store.organisations.settle(one, site)
        store.forgotten.article(articles["s2"])
    found = store.organisations.get(one)
    assert (found.name, found.aliases, found.domain) == ("Tern", (), "")
    assert store.organisations.get(gone) is None
    assert store.organisations.known(["sterna", "plover"]) == {}
