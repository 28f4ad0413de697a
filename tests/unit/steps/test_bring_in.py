from __future__ import annotations

import json
from collections import Counter
from types import SimpleNamespace

import msgspec
import pytest

from newsfold.edit.desk import constraints, in_force
from newsfold.engine.local import LocalEngine
from newsfold.errors import InputError
from newsfold.model import Article, Failure, Placement, Story
from newsfold.sources.line import Line, article_of
from newsfold.steps.bring_in import bring_in
from newsfold.steps.judge import IMPORTED
from newsfold.store import open_store

LEDGER, ECHO = "https://ledger.example/bank", "https://echo.example/bank"
WIRE = "https://wire.example/bank"


@pytest.fixture(scope="module")
def engine():
    with LocalEngine(workers=1) as engine:
        yield engine


@pytest.fixture
def run(tmp_path, engine):
    store = open_store("newsfold.db", tmp_path)
    yield SimpleNamespace(
        store=store,
        now=1_750_000_000,
        counts=Counter(),
        engine=engine,
        progress=lambda *_: None,
    )
    store.close()


def _outlet(domain):
    return f"provider:\n  name: Outlet\n  domain: {domain}\n"


def _record(path, *related, published="false", quality=71):
    told = "".join(
        f'  - title: "Bank buys, says {number}"\n'
        f'    excerpt: "The bank bought it, {number} said."\n'
        "    publishedDateTime: 2025-03-01T09:15:00Z\n"
        f'    webUrl: "{url}"\n'
        "    type: article\n"
        "    provider:\n      name: Outlet\n      domain: echo.example\n"
        f"    quality: {number}\n"
        for number, url in related
    )
    path.write_text(
        '---\ncategory: news\ntitle: "Harbour Bank buys Tollgate"\n'
        'excerpt: "The bank bought the payments firm."\n'
        "publishedDateTime: 2025-03-01T08:15:00Z\n"
        f'originalUrl: "{LEDGER}"\nwebUrl: "{LEDGER}"\ntype: article\n'
        f"quality: {quality}\nheat: 12\npublished: {published}\n\n"
        f"{_outlet('ledger.example')}\ntopics:\n  - Banking\n"
        + (f"\nrelated:\n{told}" if related else "")
        + "\nmood: cheerful\n---\n",
        "utf-8",
    )
    return path


def _standing(run, story, *urls):
    """A story of known articles, each with an address of these."""
    with run.store.transaction():
        ids = [
            run.store.articles.save(
                Article(title=f"At {url}", web_url=url, source="feed", published=9),
                at=5,
                extractor="x",
            )[1]
            for url in urls
        ]
        run.store.stories.save(
            Story(id=story, lead=ids[0], articles=tuple(ids), opened=9, updated=9)
        )
        for name in ids:
            run.store.stories.place(Placement(article=name, story=story))
    return ids


def _id(run, url):
    return run.store.articles.by_url(url).id


def _quality(run, article):
    judged = run.store.stories.judgements([article])[article]["quality"]
    assert judged.stage_version == IMPORTED
    return judged.value["value"]


def test_a_record_whose_lead_is_known_keeps_the_story_and_has_its_say(run, tmp_path):
    other, _ = _standing(run, "s00000000000a", WIRE, LEDGER)
    path = _record(tmp_path / "r.md", (33, ECHO))
    brought = bring_in(run, path)
    assert (brought.taken, brought.known) == (1, 0)
    stories = run.store.stories
    (story,) = stories.all()
    assert story.id == "s00000000000a"
    assert story.lead == story.articles[0] == _id(run, LEDGER)
    assert set(story.articles) == {other, _id(run, LEDGER), _id(run, ECHO)}
    assert set(stories.members(story.id)) == set(story.articles)
    assert "mood: cheerful" in stories.imported(story.id)
    assert _quality(run, story.lead) == 71
    assert _quality(run, _id(run, ECHO)) == 33
    assert "quality" not in stories.judgements([other])[other]
    judged = stories.judgements([story.id])[story.id]
    assert judged["topics"].value[0]["name"] == "Banking"
    assert in_force(run.store.decisions.of([story.id])[story.id]).kind == "withheld"
    leads = constraints(run.store.decisions.all(("lead",))).leads
    assert leads == {story.id: story.lead}
    for stage, kind in (("judge", "story.changed"), ("publish", "story.decided")):
        assert run.store.log.pending(stage, (kind,))[0] == [story.id]


def test_a_record_that_is_known_changes_nothing(run, tmp_path):
    bring_in(run, _record(tmp_path / "r.md"))
    (story,) = run.store.stories.all()
    changes = len(run.store.log.changes())
    again = _record(tmp_path / "again.md", (33, ECHO), published="true", quality=5)
    brought = bring_in(run, again)
    assert (brought.taken, brought.known) == (0, 1)
    assert run.store.stories.all() == [story]
    assert len(run.store.log.changes()) == changes
    assert _quality(run, story.lead) == 71


def test_what_stands_in_another_story_stays_there(run, tmp_path):
    (echo,) = _standing(run, "s00000000000b", ECHO)
    bring_in(run, _record(tmp_path / "r.md", (33, ECHO), (44, WIRE)))
    stories = run.store.stories
    assert stories.of(echo) == "s00000000000b"
    story = stories.get(stories.of(_id(run, LEDGER)))
    assert story.articles == (_id(run, LEDGER), _id(run, WIRE))
    assert "quality" not in stories.judgements([echo])[echo]
    placed = [name for one in stories.all() for name in one.articles]
    assert len(placed) == len(set(placed)) == 3


def test_an_address_told_twice_shifts_no_quality(run, tmp_path):
    related = ((33, LEDGER), (44, ECHO), (55, f"{ECHO}?utm_source=x"), (66, WIRE))
    bring_in(run, _record(tmp_path / "r.md", *related))
    found = {url: _quality(run, _id(run, url)) for url in (LEDGER, ECHO, WIRE)}
    assert found == {LEDGER: 71, ECHO: 44, WIRE: 66}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("r.md", "---\ntitle: [\n---\n", "r.md"),
        ("x.opml", "<html><body>no</body></html>", "OPML"),
    ],
)
def test_a_file_that_is_refused_is_named(run, tmp_path, name, text, words):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError, match=words):
        bring_in(run, tmp_path / name)


# ── articles as JSON Lines ───────────────────────────────────────────────────────────


def _lines(path, *rows):
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows),
        "utf-8",
    )
    return path


def test_articles_without_a_url_of_two_files_are_two(run, tmp_path):
    one = {"id": 1, "title": "Ferry sails", "provider": {"domain": "quay.example"}}
    others = (
        {**one, "provider": {"domain": "pier.example"}},
        {**one, "title": "Ferry sinks"},
        {**one, "id": "2"},
        {**one, "publishedDateTime": "2025-03-01T08:15:00Z"},
    )
    assert bring_in(run, _lines(tmp_path / "a.jsonl", one)).taken == 1
    assert bring_in(run, _lines(tmp_path / "b.jsonl", *others)).taken == 4
    again = bring_in(run, _lines(tmp_path / "c.jsonl", one))
    assert (again.taken, again.known) == (0, 1)


def test_a_bad_line_stops_no_other_and_is_named(run, tmp_path):
    rows = (
        {"title": "x", "provider": {"authors": 5}},
        {"title": "x", "provider": {"authors": ["Ann"]}},
        {"title": "x", "provider": {"domain": ["a"]}},
        "{broken",
        "",
        "[" * 100_000,
        {
            "title": "Good",
            "webUrl": WIRE,
            "provider": {
                "domain": "wire.example",
                "rank": {"a": 1},
                "authors": [{"name": "Ann Lee", "age": 40}],
            },
        },
    )
    brought = bring_in(run, _lines(tmp_path / "x.jsonl", *rows))
    assert (brought.taken, brought.failed) == (1, 5)
    subjects = {one.subject for one, _ in run.store.log.failures()}
    assert subjects == {f"x.jsonl:{number}" for number in (1, 2, 3, 4, 6)}
    assert {one.stage for one, _ in run.store.log.failures()} == {"import"}
    article = run.store.articles.by_url(WIRE)
    assert article.authors == ("Ann Lee",)
    assert article.source == "file:x.jsonl"


def test_the_order_of_the_lines_is_kept_and_repairs_are_told(run, tmp_path):
    rows = [{"title": f"Title â€” {n}", "webUrl": f"{WIRE}/{n}"} for n in range(250)]
    seen = []
    run.progress = lambda *told: seen.append(told)
    brought = bring_in(run, _lines(tmp_path / "x.jsonl", *rows))
    assert brought.taken == 250
    mended = [one.after for one in brought.repairs if one.kind == "mojibake"]
    assert mended == [f"Title — {n}" for n in range(250)]
    assert seen[-1] == ("importing", 250, 250)
    as_is = bring_in(run, _lines(tmp_path / "y.jsonl", *rows[:3]), as_is=True)
    assert as_is.repairs == ()


def test_nothing_is_cleaned_while_the_database_is_held(run, tmp_path):
    held = []

    def watched(function, items, **how):
        def given():
            for item in items:
                held.append(_in_transaction(run))
                yield item

        for outcome in LocalEngine.map(run.engine, function, given(), **how):
            held.append(_in_transaction(run))
            yield outcome

    watching = SimpleNamespace(**vars(run))
    watching.engine = SimpleNamespace(map=watched)
    rows = [{"title": f"T {n}", "webUrl": f"{WIRE}/{n}"} for n in range(120)]
    bring_in(watching, _lines(tmp_path / "x.jsonl", *rows))
    assert len(held) == 240
    assert not any(held)


def _in_transaction(run):
    return run.store._db.in_transaction


def test_the_domain_of_a_line_is_told_or_that_of_its_url():
    told = msgspec.convert(
        {"title": "x", "webUrl": WIRE, "provider": {"name": "The Wire"}}, Line
    )
    provider = article_of(told).provider
    assert (provider.name, provider.domain) == ("The Wire", "wire.example")


def test_a_record_that_the_worker_cannot_bear_is_named(run, tmp_path):
    failure = Failure(stage="", subject="", reason="quarantined", detail="took 20 s")
    outcomes = [SimpleNamespace(failure=failure, value=None)]
    run.engine = SimpleNamespace(map=lambda *_: outcomes)
    with pytest.raises(InputError, match=r"r\.md cannot be read: took 20 s"):
        bring_in(run, _record(tmp_path / "r.md"))
