"""What was forgotten is in no file of the hub, and does not come back."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import apsw
import pytest

from newsfold.errors import NotFoundError, StorageError
from newsfold.hub import Hub
from support.replay import Replay

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_772_400_000
CANARIES = ("quetzalmoth", "vermillioncrag", "ombraluxe")
"""Words of the title, the excerpt and the body, which nothing else has."""
TITLE = "Quetzalmoth ferry sails for Lanthe again after the winter storm"
CANARY = {
    "title": TITLE,
    "excerpt": "The Vermillioncrag ferry sails for Lanthe again after the storm.",
    "body": "The ferry to Lanthe sails again after the winter storm, said Ada "
    "Ombraluxe of the harbour on Monday. It carries 240 passengers and 32 cars.",
    "publishedDateTime": "2026-03-01T08:00:00Z",
    "webUrl": "https://quay.example/quetzalmoth",
    "provider": {"name": "The Quay", "domain": "quay.example"},
    "topics": ["Harbour"],
}
SECOND = {
    **CANARY,
    "title": "Ferry sails for Lanthe again after the winter storm",
    "excerpt": "It carries 310 passengers.",
    "body": "The ferry to Lanthe sails again after the winter storm, the harbour "
    "master said. It carries 310 passengers and 40 cars to the island from today on.",
    "publishedDateTime": "2026-03-01T09:00:00Z",
    "webUrl": "https://wire.example/ferry",
    "provider": {"name": "The Wire", "domain": "wire.example"},
}
OTHER = {
    **CANARY,
    "title": "Glassmakers of Tarn walk out over their pensions",
    "excerpt": "Six works stand still.",
    "body": "Six glassworks in Tarn stand still since the morning.",
    "webUrl": "https://wire.example/glass",
    "provider": {"name": "The Wire", "domain": "wire.example"},
}


def _open(folder: Path) -> Hub:
    return Hub.open(folder, environ={}, flags={"engine.workers": 1}, now=NOW)


def _bring(folder: Path, *items: dict[str, object]) -> None:
    path = folder.parent / "items.jsonl"
    path.write_text("\n".join(map(json.dumps, items)), "utf-8")
    with _open(folder) as hub:
        hub.import_files([path])
        hub.run()


@pytest.fixture
def folder(tmp_path) -> Path:
    return Hub.create(tmp_path / "hub")


def _traces(folder: Path) -> set[str]:
    """Files that hold a canary's word, in their name or inside."""
    found = set()
    for path in folder.rglob("*"):
        text = str(path.relative_to(folder)).lower().encode()
        if path.is_file():
            text += path.read_bytes().lower()
        if any(word.encode() in text for word in CANARIES):
            found.add(str(path.relative_to(folder)))
    return found


def _packed(folder: Path) -> set[str]:
    """Tables with packed columns that hold a canary's word."""
    database = apsw.Connection(str(folder / "newsfold.db"))
    found = set()
    for table, column in (("page", "body"), ("visit", "told")):
        rows = database.execute(f"SELECT {column} FROM {table}")  # noqa: S608  # ours
        texts = [zlib.decompress(data).lower() for (data,) in rows if data]
        if any(word.encode() in text for text in texts for word in CANARIES):
            found.add(table)
    database.close()
    return found


def _terms(folder: Path) -> set[str]:
    """Canary's words in the search index, where they stand without what they share."""
    database = apsw.Connection(str(folder / "newsfold.db"))
    database.execute(
        "CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, search, row)"
    )
    terms = {term for (term,) in database.execute("SELECT term FROM temp.term")}
    database.close()
    return {term for term in terms if term in CANARIES}


def _article(hub: Hub) -> str:
    return next(a.id for a in hub.articles() if a.title == TITLE)


@pytest.mark.parametrize("beside", [(), (OTHER,), (SECOND,), (SECOND, OTHER)])
def test_no_file_of_the_hub_holds_a_word_of_it(folder, beside):
    _bring(folder, CANARY, *beside)
    with _open(folder) as hub:
        (story,) = (
            d for d in hub.stories() if TITLE in {m.article.title for m in d.members}
        )
        hub.decide(story.story.id, "usable", "seen")
        hub.lead(story.story.id, _article(hub))
        hub.run()
        assert len(story.members) == 1 + (SECOND in beside)
    assert len(_traces(folder)) > 5
    assert _terms(folder) == set(CANARIES)
    with _open(folder) as hub:
        assert hub.forget(["https://quay.example/quetzalmoth?utm_source=mail"])
        # While the hub is open, its WAL stands there too.
        assert _traces(folder) == set()
    assert _traces(folder) == set()
    assert _terms(folder) == set()
    with _open(folder) as hub:
        assert {a.title for a in hub.articles()} == {b["title"] for b in beside}
        titles = {m.article.title for d in hub.stories() for m in d.members}
        assert titles == {b["title"] for b in beside}
        for dossier in hub.stories():
            assert (folder / "content" / dossier.path).is_file()


def test_kept_pages_are_forgotten_with_it_and_those_that_may_tell_of_it(folder):
    flags = {
        "engine.workers": 1,
        "fetch.allow_private_networks": True,
        "fetch.host_delay": 0.0,
        "fetch.pages": "always",
    }
    text = "".join(f"<p>{CANARY['body']}</p>" for _ in range(3))
    page = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    item = "<item><title>{}</title><link>https://quay.example/{}</link></item>"
    with Replay() as web:
        items = item.format(TITLE, "quetzalmoth") + item.format("Pier closed", "pier")
        web.serve(
            "/f.xml",
            "<rss version='2.0'><channel><title>The Quay</title>"
            f"<link>https://quay.example/</link>{items}</channel></rss>",
        )
        web.serve("/quetzalmoth", f"{page}{text}</article></body></html>")
        # The same outlet's other page leads to it.
        link = f"<a href='/quetzalmoth'>{TITLE}</a>"
        other = "The pier is closed for all of March, they said. " * 9
        web.serve("/pier", f"<html><body><article><h1>Pier</h1><p>{other}</p>{link}")
        with Hub.open(folder, environ={}, flags=flags, now=NOW) as hub:
            hub.add([web.url("/f.xml")])
            hub.run(route=lambda url: url.replace("https://quay.example", web.url("")))
    assert _packed(folder) == {"page", "visit"}
    with _open(folder) as hub:
        hub.forget([_article(hub)])
    assert _packed(folder) == set()
    assert _traces(folder) == set()


def test_it_is_not_taken_in_again(folder):
    _bring(folder, CANARY, OTHER)
    with _open(folder) as hub:
        forgotten = hub.forget([_article(hub)])
    _bring(folder, CANARY, OTHER)
    assert _traces(folder) == set()
    with _open(folder) as hub:
        assert [a.title for a in hub.articles()] == [OTHER["title"]]
        assert hub.forget(forgotten) == []


def test_a_record_that_tells_of_it_is_not_taken_in_again(folder, tmp_path):
    _bring(folder, CANARY, SECOND)
    (record,) = (folder / "content").rglob("*.md")
    kept = tmp_path / "kept.md"
    kept.write_bytes(record.read_bytes())
    with _open(folder) as hub:
        hub.forget([_article(hub)])
        (brought,) = hub.import_files([kept])
        assert (brought.taken, brought.known) == (0, 1)
        hub.run()
    assert _traces(folder) == set()


def test_an_imported_record_forgets_its_lead(folder, tmp_path):
    _bring(folder, CANARY, SECOND)
    (record,) = (folder / "content").rglob("*.md")
    other = Hub.create(tmp_path / "other")
    with _open(other) as hub:
        hub.import_files([record])
        hub.run()
    assert _traces(other)
    with _open(other) as hub:
        hub.forget([CANARY["webUrl"]])
        assert [a.title for a in hub.articles()] == [SECOND["title"]]
    assert _traces(other) == set()


def test_a_copy_of_it_stands_for_itself(folder):
    copy = {**SECOND, "body": CANARY["body"].replace("Ada Ombraluxe", "Ada Brook")}
    _bring(folder, CANARY, copy)
    with _open(folder) as hub:
        (other,) = (a.id for a in hub.articles() if a.title != TITLE)
        ((_, (_, origin)),) = hub.placed([hub.article(other)])
        assert origin == _article(hub)
        hub.forget([_article(hub)])
        ((_, (story, origin)),) = hub.placed([hub.article(other)])
    assert story
    assert origin is None
    assert _traces(folder) == set()


def test_the_pages_of_stories_that_lead_to_it_are_written_anew(folder):
    _bring(folder, CANARY, {**SECOND, "body": "It is full, and there is a queue."})
    with _open(folder) as hub:
        (story,) = hub.stories()
        hub.split(story.story.id, [_article(hub)], "another ferry")
        hub.run()
        (path,) = (d.path for d in hub.stories() if d.lead.article.title != TITLE)
    page = folder / "site" / path.replace(".md", ".html")
    assert TITLE in page.read_text("utf-8")
    with _open(folder) as hub:
        hub.forget([_article(hub)])
        (story,) = hub.stories()
        assert story.relations == ()
    assert _traces(folder) == set()


def test_what_is_not_known_is_a_mistake_and_nothing_is_done(folder):
    _bring(folder, CANARY)
    with _open(folder) as hub, pytest.raises(NotFoundError):
        hub.forget([CANARY["webUrl"], "https://quay.example/never-seen"])
    assert _traces(folder)


def test_a_reader_that_keeps_an_old_state_open_is_told_of(folder, monkeypatch):
    monkeypatch.setattr("newsfold.store.sqlite.BUSY_MILLISECONDS", 200)
    _bring(folder, CANARY)
    reader = apsw.Connection(str(folder / "newsfold.db"))
    with _open(folder) as hub:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM article").fetchall()
        with pytest.raises(StorageError, match="another process reads it"):
            hub.forget([CANARY["webUrl"]])
        reader.execute("COMMIT")
        reader.close()
        assert hub.forget([CANARY["webUrl"]]) == []
    assert _traces(folder) == set()
