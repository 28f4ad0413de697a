"""What is on disk: every story's page, nothing that was withdrawn, no secret."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import lxml.html
import msgspec
import pytest

from newsfold.errors import RecordError
from newsfold.hub import Hub
from newsfold.model import Source
from newsfold.publish import as_json
from newsfold.publish.edition import Edition
from newsfold.publish.site import Site
from newsfold.publish.slug import slug
from newsfold.steps import publish
from support.replay import Replay

if TYPE_CHECKING:
    from pathlib import Path

FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "never",
    "engine.workers": 1,
}
NOW = 1_772_400_000
DAY = 86_400
TITLES = (
    "Ferry to Sant Oriel sails again after a winter of repairs",
    "Glassmakers of Tarn walk out over their pensions",
    "Rare owl nests in the bell tower of Velden",
    "Parliament in Ruthen passes its budget by one vote",
    "Chess prodigy, nine, beats the champion of Ostmark",
    "Drought empties the Lomar reservoir for the first time",
)


def _open(folder: Path, now: int = NOW) -> Hub:
    return Hub.open(folder, environ={}, flags=FLAGS, now=now)


def _run(folder: Path, now: int = NOW) -> dict[str, int]:
    with _open(folder, now) as hub:
        return hub.run().counts


def _bring(folder: Path, *titles: str) -> None:
    lines = [
        json.dumps(
            {
                "title": title,
                "excerpt": f"{title}.",
                "publishedDateTime": "2026-03-01T08:00:00Z",
                "webUrl": f"https://quay.example/{slug(title)}",
                "topics": ["Harbour"],
            }
        )
        for title in titles
    ]
    path = folder.parent / "items.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    with _open(folder) as hub:
        hub.import_files([path])


def _stories(folder: Path) -> dict[str, str]:
    """Path below `content/` by the lead's title."""
    with _open(folder) as hub:
        return {d.lead.article.title: d.path for d in hub.stories()}


def _page(root: Path, path: str) -> Path:
    return root / "site" / path.replace(".md", ".html")


def _tree(root: Path) -> dict[str, int]:
    """Every file that is published, with the moment it was written."""
    return {
        str(path.relative_to(root)): path.stat().st_mtime_ns
        for part in ("content", "site")
        for path in (root / part).rglob("*")
        if path.is_file()
    }


def _decide(folder: Path, path: str, kind: str) -> None:
    with _open(folder) as hub:
        (story,) = [d for d in hub.stories() if d.path == path]
        hub.decide(story.story.id, kind, "a test says so")


def _merge(folder: Path, old: str, heir: str) -> None:
    """Let one story take in another, as folding does; both are told by their path."""
    with _open(folder) as hub:
        found = {d.path: d.story for d in hub.stories()}
        one, other = found[old], found[heir]
        store = hub._store
        joined = msgspec.structs.replace(
            other, articles=tuple(sorted({*one.articles, *other.articles}))
        )
        with store.transaction():
            for placement in store.stories.placements(one.articles).values():
                store.stories.place(msgspec.structs.replace(placement, story=other.id))
            store.stories.save(joined)
            store.stories.merge(one.id, other.id)
            store.log.add("story.merged", one.id, at=NOW, into=other.id)
            store.log.add("story.changed", other.id, at=NOW)


@pytest.fixture
def folder(tmp_path):
    return Hub.create(tmp_path / "hub")


def test_no_password_is_published_or_listed(folder):
    item = (
        "<item><title>Pier is closed</title><link>/pier</link>"
        "<description>The pier is closed, the harbour master said.</description>"
        "<enclosure url='/pier.jpg' type='image/jpeg' length='9'/>"
        "<pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate></item>"
    )
    with Replay() as web:
        web.serve(
            "/f.xml?key=t0ken", f"<rss version='2.0'><channel>{item}</channel></rss>"
        )
        url = web.url("/f.xml?key=t0ken").replace("//", "//anna:gehe1m@")
        with _open(folder) as hub:
            hub.watch([Source(url=url), Source(url=f"{url}&b=2", title="t0ken://at")])
            assert hub.run().counts["new"] == 1
    text = "".join(
        path.read_text("utf-8")
        for part in ("content", "site")
        for path in (folder / part).rglob("*.*")
        if path.is_file()
    )
    assert "Pier is closed" in text
    assert "gehe1m" not in text
    assert "t0ken" not in text
    about = lxml.html.parse(folder / "site" / "about.html").getroot()
    rows = about.cssselect("section:last-of-type tbody tr")
    assert [row.cssselect("th")[0].text_content() for row in rows] == ["127.0.0.1"] * 2
    with _open(folder) as hub:
        listed = [
            *(as_json.article(article) for article in hub.articles()),
            *(as_json.source(*source) for source in hub.sources()),
            *(as_json.failure(*failure) for failure in hub.failures()),
        ]
    assert len(listed) >= 3
    assert "gehe1m" not in json.dumps(listed)


def test_a_story_keeps_its_page_when_the_lists_have_moved_on(folder, monkeypatch):
    monkeypatch.setattr(publish, "_LISTED", 2)
    _bring(folder, *TITLES)
    _run(folder)
    for path in _stories(folder).values():
        assert (folder / "content" / path).is_file()
        assert _page(folder, path).is_file()
    front = (folder / "site" / "index.html").read_text("utf-8")
    assert sum(title in front for title in TITLES) == 2


def test_lists_are_filled_past_what_is_withheld(folder, monkeypatch):
    monkeypatch.setattr(publish, "_LISTED", 2)
    _bring(folder, *TITLES[:4])
    _run(folder)
    with _open(folder) as hub:
        newest = {d.path: d.lead.article.title for d in list(hub.stories())[:2]}
    for path in newest:
        _decide(folder, path, "withheld")
    _run(folder)
    front = (folder / "site" / "index.html").read_text("utf-8")
    assert {title for title in TITLES if title in front} == set(TITLES[:4]) - {
        *newest.values()
    }


def test_only_what_changed_is_rendered(folder, monkeypatch):
    _bring(folder, *TITLES)
    _run(folder)
    before = _tree(folder)
    rendered = []
    story = Site.story
    monkeypatch.setattr(
        Site,
        "story",
        lambda self, d, *known: rendered.append(d.path) or story(self, d, *known),
    )
    _bring(folder, "Lighthouse keeper of Holm retires after forty years")
    _run(folder)
    new = _stories(folder)["Lighthouse keeper of Holm retires after forty years"]
    assert len(rendered) == 1
    assert _page(folder, new).is_file()
    for path in set(_stories(folder).values()) - {new}:
        name = str(_page(folder, path).relative_to(folder))
        assert _tree(folder)[name] == before[name]
    front = (folder / "site" / "index.html").read_text("utf-8")
    assert "Lighthouse keeper" in front


def test_another_folder_is_withdrawn_from_as_well(folder, tmp_path):
    _bring(folder, *TITLES[:3])
    _run(folder)
    paths = _stories(folder)
    out = tmp_path / "out"
    gone, merged, heir = TITLES[:3]
    with _open(folder) as hub:
        hub.build(out=out)
    assert all(_page(out, path).is_file() for path in paths.values())
    _decide(folder, paths[gone], "cancelled")
    _merge(folder, paths[merged], paths[heir])
    _run(folder)
    with _open(folder) as hub:
        hub.build(out=out)
    kept = {str(path.relative_to(out / "content")) for path in out.rglob("*.md")}
    assert kept == {paths[heir]}
    assert not _page(out, paths[gone]).exists()
    assert "refresh" in _page(out, paths[merged]).read_text("utf-8")


def test_pages_of_lists_go_when_there_are_fewer(folder):
    titles = [f"Lot {n} of the auction house goes to bidder {n * 7}" for n in range(3)]
    _bring(folder, *titles)
    stale = [folder / "site" / part / "9.html" for part in ("latest", "page", "topics")]
    for page in stale:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("an older edition had that many", "utf-8")
    _run(folder)
    assert not any(page.exists() for page in stale)


def test_an_imported_heat_does_not_make_work_in_every_run(folder, tmp_path):
    record = (
        '---\ncategory: news\ntitle: "Harbour Bank buys Tollgate"\nexcerpt: ""\n'
        "publishedDateTime: 2026-03-01T08:15:00Z\n"
        'originalUrl: "https://ledger.example/a"\nwebUrl: "https://ledger.example/a"\n'
        "type: article\nquality: 71\nheat: 42\npublished: true\n\n"
        "provider:\n  name: The Ledger\n  domain: ledger.example\n---\n"
    )
    (tmp_path / "r.md").write_text(record, "utf-8")
    with _open(folder) as hub:
        hub.import_files([tmp_path / "r.md"])
    _run(folder)
    (path,) = (folder / "content").rglob("*.md")
    assert "heat: 42" in path.read_text("utf-8")
    before = _tree(folder)
    assert _run(folder, NOW + 60) == {"sources": 0}
    assert _tree(folder) == before


def test_a_record_that_is_fine_again_is_no_failure(folder, monkeypatch):
    _bring(folder, TITLES[0])
    verified = publish.verified

    def fail(*_given: object) -> str:
        message = "it would not read back"
        raise RecordError(message)

    monkeypatch.setattr(publish, "verified", fail)
    assert _run(folder)["failures"] == 1
    with _open(folder) as hub:
        ((failure, _),) = hub.failures()
        assert (failure.stage, failure.reason) == ("publish", "unsafe-record")
    monkeypatch.setattr(publish, "verified", verified)
    with _open(folder) as hub:
        hub.build()
        assert hub.failures() == []


def test_the_address_of_a_merged_story_leads_to_its_heir(folder):
    _bring(folder, *TITLES[:3])
    _run(folder)
    paths = _stories(folder)
    old, heir, last = TITLES[:3]
    _merge(folder, paths[old], paths[heir])
    _run(folder)
    assert not (folder / "content" / paths[old]).exists()
    assert _target(folder, paths[old]) == _page(folder, paths[heir])
    # The heir goes, comes back, and is itself taken in by another.
    _decide(folder, paths[heir], "cancelled")
    _run(folder)
    assert not _page(folder, paths[old]).exists()
    _decide(folder, paths[heir], "usable")
    _run(folder)
    assert _target(folder, paths[old]) == _page(folder, paths[heir])
    _merge(folder, paths[heir], paths[last])
    _decide(folder, paths[last], "usable")
    _run(folder)
    for path in (paths[old], paths[heir]):
        assert _target(folder, path) == _page(folder, paths[last])
    before = _tree(folder)
    with _open(folder) as hub:
        hub.build()
    assert _tree(folder) == before


def _target(root: Path, path: str) -> Path:
    """Where the page leads that took the place of a story's."""
    page = _page(root, path)
    (refresh,) = lxml.html.parse(page).getroot().cssselect("[http-equiv=refresh]")
    link = refresh.get("content").removeprefix("0; url=")
    target = page.parent.joinpath(link)
    return type(page)(os.path.normpath(target))


def test_what_was_never_public_leaves_no_address(folder):
    _bring(folder, *TITLES[:2])
    _run(folder)
    paths = _stories(folder)
    _decide(folder, paths[TITLES[0]], "withheld")
    _run(folder)
    _merge(folder, paths[TITLES[0]], paths[TITLES[1]])
    _decide(folder, paths[TITLES[1]], "usable")
    _run(folder)
    assert not _page(folder, paths[TITLES[0]]).exists()


def test_a_run_that_broke_off_is_made_good_by_the_next(folder, monkeypatch):
    _bring(folder, *TITLES[:2])
    _run(folder)
    with _open(folder) as hub, hub._store.transaction():
        story = next(hub.stories()).story.id
        judged = hub._store.stories.judgements([story])[story]["heat"]
        hot = {**judged.value, "level": 90.0, "at": NOW}
        hub._store.stories.save_judgement(msgspec.structs.replace(judged, value=hot))
        hub._store.log.add("story.judged", story, at=NOW)
    _run(folder)
    later = NOW + 3 * DAY
    files = Edition.files

    def stop(*_given: object) -> None:
        raise KeyboardInterrupt

    # Nothing but time has passed: the stories have cooled.
    monkeypatch.setattr(Edition, "files", stop)
    with pytest.raises(KeyboardInterrupt):
        _run(folder, later)
    monkeypatch.setattr(Edition, "files", files)
    counts = _run(folder, later)
    assert counts["files"] > 0
    before = _tree(folder)
    with _open(folder, later) as hub:
        hub.build()
    assert _tree(folder) == before
