"""The sample hub, as `make demo` makes it."""

from __future__ import annotations

import pytest

from support.command import answer, newsfold


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("demo") / "hub"
    done = newsfold("demo", folder)
    return folder, done.stdout


def _ask(folder, *arguments):
    return answer("--hub", folder, *arguments, NEWSFOLD_NOW="2025-02-12T18:00:00Z")


def test_it_says_what_it_did_and_where_to_look(demo):
    folder, told = demo
    for word in ("fetched", "repaired", "folded", "compared", "Where to look"):
        assert word in told
    assert str(folder / "site" / "index.html") in told
    assert (folder / "site" / "index.html").is_file()


def test_stories_are_told_by_several_outlets(demo):
    folder, _ = demo
    stories = _ask(folder, "list", "stories")
    assert sum(len(story["outlets"]) > 1 for story in stories) >= 10
    assert _ask(folder, "list", "failures") == []


def test_one_deal_in_three_sums_is_the_same_money(demo):
    folder, _ = demo
    stories = _ask(folder, "list", "stories")
    found = [story["id"] for story in stories if story["verdict"] == "converted"]
    converted = [_ask(folder, "facts", story) for story in found]
    assert converted
    assert converted[0]["parties"] == "subset"
    amounts = {
        (deal["amount"]["currency"], deal["amount"]["value"])
        for deal in converted[0]["deals"]
        if deal["amount"]
    }
    assert {("USD", 342e6), ("USD", 340e6), ("CNY", 2.5e9)} <= amounts


def test_broken_text_is_repaired_and_the_repair_kept(demo):
    folder, _ = demo
    articles = _ask(folder, "list", "articles")
    assert not any("â€" in a["title"] + a["excerpt"] for a in articles)
    repaired = (_ask(folder, "explain", a["id"])["repairs"] for a in articles)
    assert any(r["kind"] == "mojibake" for repairs in repaired for r in repairs)


def test_agency_copies_point_to_their_origin(demo):
    folder, _ = demo
    articles = {a["id"]: a for a in _ask(folder, "list", "articles")}
    copies = [a for a in articles.values() if a["copyOf"]]
    assert len(copies) >= 2
    assert all(articles[a["copyOf"]]["copyOf"] is None for a in copies)


def test_an_edited_article_has_two_revisions(demo):
    folder, _ = demo
    articles = _ask(folder, "list", "articles")
    shown = [_ask(folder, "show", a["id"]) for a in articles if a["revision"] > 1]
    assert any(
        len({revision["title"] for revision in article["revisions"]}) > 1
        or len({revision["excerpt"] for revision in article["revisions"]}) > 1
        for article in shown
    )


def test_making_it_again_replaces_it_and_nothing_else(demo, tmp_path):
    folder, _ = demo
    newsfold("demo", folder)
    (tmp_path / "mine.txt").write_text("keep")
    done = newsfold("demo", tmp_path, code=2)
    assert "no sample hub" in done.stderr
    assert (tmp_path / "mine.txt").read_text() == "keep"
