"""A published story shows our rendition of its picture, or the outlet's own."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING

import pytest

from newsfold.hub import Hub
from support.pictures import bomb, photograph
from support.replay import Replay
from support.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_772_400_000
DAY = 86_400
TITLE = "Ferry to Lanthe sails again after the winter storm"


def _open(folder: Path, now: int = NOW, **flags) -> Hub:
    given = {
        "fetch.allow_private_networks": True,
        "fetch.host_delay": 0.0,
        "fetch.pages": "never",
        "engine.workers": 1,
        **{name.replace("_", ".", 1): value for name, value in flags.items()},
    }
    return Hub.open(folder, environ={}, flags=given, now=now)


@pytest.fixture
def web():
    with Replay() as served:
        yield served


@pytest.fixture
def folder(tmp_path, web) -> Path:
    made = Hub.create(tmp_path / "hub")
    item = {
        "id": "1",
        "url": "https://quay.example/ferry",
        "title": TITLE,
        "summary": "It carries 240 passengers.",
        "date_published": "2026-03-01T08:00:00Z",
        "image": web.url("/ferry.jpg"),
    }
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Quay",
        "items": [item],
    }
    web.serve("/feed.json", json.dumps(feed).encode())
    with _open(made) as hub:
        hub.add([web.url("/feed.json")])
    return made


def _page(folder: Path) -> str:
    (page,) = (folder / "site" / "2026").rglob("*.html")
    return page.read_text("utf-8")


def _record(folder: Path) -> str:
    (record,) = (folder / "content").rglob("*.md")
    return record.read_text("utf-8")


def test_our_rendition_is_shown_and_the_record_says_so(folder, web):
    web.serve("/ferry.jpg", photograph())
    with _open(folder) as hub:
        assert hub.run().counts["pictures"] == 1
    (file,) = (folder / "media").iterdir()
    assert (folder / "site" / "media" / file.name).read_bytes() == file.read_bytes()
    page = _page(folder)
    assert f'<img src="../../media/{file.name}" width="1600" height="900"' in page
    assert f'<img src="media/{file.name}"' in (folder / "site/index.html").read_text()
    record = _record(folder)
    assert f'- url: "{web.url("/ferry.jpg")}"' in record
    assert "width: 1600\n    height: 900\n    isCached: true" in record
    with _open(folder) as hub:
        counts = hub.run().counts
        assert not {"pictures", "files", "records"} & counts.keys()
    assert web.count("/ferry.jpg") == 1


def _get(port: int, path: str) -> tuple[int, str | None, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.getheader("Content-Type"), answer.read()
    connection.close()
    return found


def test_a_server_shows_it_too_and_nothing_else_of_that_folder(folder, web):
    web.serve("/ferry.jpg", photograph())
    with _open(folder) as hub:
        hub.run()
    (file,) = (folder / "media").iterdir()
    (folder / "media" / "notes.txt").write_text("private")
    with serving(folder) as port:
        shown = _get(port, f"/media/{file.name}")
        assert shown == (200, "image/webp", file.read_bytes())
        assert f'<img src="media/{file.name}"'.encode() in _get(port, "/")[2]
        for path in ("notes.txt", "..%2Fnewsfold.db", f"{'0' * 24}.webp"):
            assert _get(port, f"/media/{path}")[0] == 404


@pytest.mark.parametrize(
    "body",
    [bomb(100_000, 50_000), photograph()[:999], b"<svg/>"],
    ids=["bomb", "cut", "svg"],
)
def test_a_picture_that_is_none_costs_a_failure_and_is_linked(folder, web, body):
    web.serve("/ferry.jpg", body)
    with _open(folder) as hub:
        counts = hub.run().counts
        assert (counts["failures"], counts["records"]) == (1, 1)
        assert "pictures" not in counts
        ((failure, times),) = hub.failures()
        assert (failure.stage, failure.subject, times) == (
            "picture",
            web.url("/ferry.jpg"),
            1,
        )
    assert not (folder / "media").exists()
    assert f'<img src="{web.url("/ferry.jpg")}"' in _page(folder)
    assert "isCached: false" in _record(folder)
    with _open(folder, NOW + DAY) as hub:
        hub.run()
    assert web.count("/ferry.jpg") == 1  # it will not become one


def test_one_that_does_not_come_is_asked_for_three_times_over_hours(folder, web):
    web.refuse("/ferry.jpg", 500)
    for hour in range(6):
        with _open(folder, NOW + hour * 3_600) as hub:
            hub.run()
    assert web.count("/ferry.jpg") == 3
    web.serve("/ferry.jpg", photograph())
    with _open(folder, NOW + DAY) as hub:
        assert "pictures" not in hub.run().counts


def test_one_that_comes_late_is_shown_then(folder, web):
    web.refuse("/ferry.jpg", 503)
    with _open(folder) as hub:
        hub.run()
    web.serve("/ferry.jpg", photograph())
    with _open(folder, NOW + DAY) as hub:
        assert hub.run().counts["pictures"] == 1
        assert hub.failures() == []
    assert "../../media/" in _page(folder)


def test_who_wants_no_robots_and_no_copies_is_linked(folder, web):
    web.serve("/robots.txt", b"User-agent: *\nDisallow: /ferry.jpg\n")
    web.serve("/ferry.jpg", photograph())
    with _open(folder) as hub:
        hub.run()
        assert [failure.reason for failure, _ in hub.failures()] == ["robots"]
    assert web.count("/ferry.jpg") == 0
    assert f'<img src="{web.url("/ferry.jpg")}"' in _page(folder)


def test_without_pictures_none_is_fetched_and_none_is_shown(folder, web):
    web.serve("/ferry.jpg", photograph())
    with _open(folder, fetch_images="never") as hub:
        hub.run()
    assert web.count("/ferry.jpg") == 0
    assert "<img" not in _page(folder)


def test_a_picture_is_had_when_its_story_is_let_out(folder, web):
    web.serve("/ferry.jpg", photograph())
    with _open(folder, fetch_images="never") as hub:
        hub.run()
        (story,) = hub.stories()
        hub.decide(story.story.id, "withheld", "why")
    with _open(folder) as hub:
        hub.run()
        assert web.count("/ferry.jpg") == 0
        hub.decide(story.story.id, "usable", "seen")
        assert hub.run().counts["pictures"] == 1


def test_a_picture_of_a_forgotten_article_goes_and_comes_with_a_backup(
    folder, web, tmp_path
):
    web.serve("/ferry.jpg", photograph())
    with _open(folder) as hub:
        hub.run()
        (file,) = (folder / "media").iterdir()
        made = hub.backup(tmp_path / "backups")
        assert (tmp_path / made.path / "media" / file.name).is_file()
        hub.forget(["https://quay.example/ferry"])
    assert list(folder.rglob("*.webp")) == []
