"""`newsfold serve` as readers and programs meet it: over HTTP, from a real process."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import pytest

from newsfold.hub import Hub
from newsfold.publish.site import POLICY
from newsfold.serve import app
from support.command import newsfold

ROOT = Path(__file__).parents[2]
NOW = "2026-03-01T12:00:00Z"


class _Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    def found(self, selector: str) -> list[str]:
        page = lxml.html.document_fromstring(self.text)
        return [" ".join(n.text_content().split()) for n in page.cssselect(selector)]


class _Server:
    """A server in a process of its own on a free port."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "newsfold", "--hub", str(folder)]
        self.folder = folder
        self.process = subprocess.Popen(
            [*command, "--now", NOW, "--json", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        text = ""
        while not text.rstrip().endswith("}"):
            line = self.process.stdout.readline()
            assert line, self.process.stderr and self.process.stderr.read()
            text += line
        self.url = json.loads(text)["url"]

    def get(self, path: str, **headers: str) -> _Answer:
        host = self.url.removeprefix("http://").rstrip("/")
        connection = http.client.HTTPConnection(host, timeout=30)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=names)
            response = connection.getresponse()
            lowered = {name.lower(): value for name, value in response.getheaders()}
            return _Answer(response.status, lowered, response.read().decode())
        finally:
            connection.close()

    def stop(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        self.process.send_signal(how)
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve") / "hub"
    newsfold("--quiet", "demo", folder)
    newsfold("--hub", folder, "--now", NOW, "build")
    running = _Server(folder)
    yield running
    code, errors = running.stop()
    assert code == 0, errors
    assert "Traceback" not in errors


def _story(server) -> dict[str, Any]:
    (story,) = server.get("/api/v1/stories?topic=ai&order=heat&limit=1").json["stories"]
    return story


def test_pages_are_those_of_the_folder(server: _Server):
    site = server.folder / "site"
    for path in ("index.html", "latest.html", "feed.xml", "feed.json"):
        answer = server.get(f"/{path}")
        assert answer.status == 200
        wanted = (site / path).read_text("utf-8")
        assert _titles(answer.text) == _titles(wanted), path
    story = next(site.glob("20*/*/*.html")).relative_to(site)
    shown = server.get(f"/{story}").text
    live = (site / story).read_text("utf-8").replace("search.html", "search")
    assert shown == live
    assert server.get("/").text == server.get("/index.html").text
    assert server.get("/assets/newsfold.css").text == (
        site / "assets" / "newsfold.css"
    ).read_text("utf-8")


def _titles(text: str) -> list[str]:
    found = re.findall(
        r'<h\d[^>]*><a [^>]*>(.*?)</a>|<title>(.*?)</title>|"title": "(.*?)"', text
    )
    return sorted("".join(each) for each in found)


def test_every_answer_is_guarded_and_has_a_validator(server: _Server):
    for path in ("/", "/about.html", "/search?q=yuan", "/api/v1/stories", "/feed.xml"):
        answer = server.get(path)
        headers = answer.headers
        assert headers["content-security-policy"].startswith(POLICY)
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers
        again = server.get(path, If_None_Match=headers["etag"])
        assert (again.status, again.text) == (304, "")
        assert server.get(path, If_None_Match='"other"').status == 200


def test_what_is_not_there_is_said(server: _Server):
    for path in (
        "/nothing",
        "/2026/02/no-such-s000000000000.html",
        "/topics/none.html",
        "/page/999.html",
        "/assets/../newsfold.db",
        "/assets/%2e%2e%2fnewsfold.db",
        "/sitemap.xml",
    ):
        answer = server.get(path)
        assert answer.status == 404, path
        assert "not here" in answer.text
    for path in ("/api/v1/stories/s0", "/api/v1/articles/a0", "/api/v1/none"):
        answer = server.get(path)
        assert answer.status == 404
        assert answer.json["error"]
    deep = server.get("/a/b/c")
    assert 'href="../../assets/newsfold.css"' in deep.text


def test_an_address_of_before_leads_to_the_story(server: _Server):
    story = _story(server)
    old = server.get(f"/2020/01/another-title-{story['id']}.html")
    assert old.status == 308
    assert old.headers["location"] == "../../" + story["path"].replace(".md", ".html")


def test_search_page_and_api_take_operators(server: _Server):
    page = server.get("/search?q=yuan")
    assert page.status == 200
    assert page.found("#results h2 a")
    assert page.found("input[name=q]") == [""]
    words = server.get("/api/v1/search?q=yuan").json["articles"]
    assert {article["story"] for article in words}
    domain = words[0]["provider"]["domain"]
    one = server.get(f"/api/v1/search?q=yuan+source:{domain}").json["articles"]
    assert {article["provider"]["domain"] for article in one} == {domain}
    assert server.get("/api/v1/search?q=yuan+before:1999-01-01").json["articles"] == []
    bad = server.get("/search?q=yuan+after:soon")
    assert bad.status == 400
    assert "after:soon is no date" in bad.text
    assert server.get("/api/v1/search?q=after:soon").status == 400
    assert server.get("/api/v1/search").status == 400
    hostile = server.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27")
    assert "<script>alert" not in hostile.text


@pytest.mark.parametrize(
    ("path", "key", "limit"),
    [
        ("stories", "stories", 3),
        ("articles", "articles", 7),
        ("facts", "facts", 5),
        ("changes", "changes", 1),
        ("deals", "deals", 2),
        ("organisations", "organisations", 4),
    ],
)
def test_cursors_walk_through_all(server: _Server, path: str, key: str, limit: int):
    whole = server.get(f"/api/v1/{path}?limit=200").json
    assert whole["next"] is None
    walked: list[Any] = []
    cursor = ""
    while True:
        part = server.get(f"/api/v1/{path}?limit={limit}{cursor}").json
        walked += part[key]
        if part["next"] is None:
            break
        cursor = f"&cursor={part['next']}"
    assert walked == whole[key]
    assert len(walked) > limit
    for bad in ("limit=0", "limit=x", "cursor=%00", "cursor=bnVsbA=="):
        assert server.get(f"/api/v1/{path}?{bad}").status == 400


def test_the_api_says_what_the_command_line_does(server: _Server):
    hub = ("--hub", server.folder, "--now", NOW, "--json")
    told = newsfold(*hub, "list", "stories")
    listed = {story["id"]: story for story in json.loads(told.stdout)}
    shown = server.get("/api/v1/stories?limit=200").json["stories"]
    assert {story["id"]: story for story in shown} == {
        name: story for name, story in listed.items() if story["published"]
    }
    story = _story(server)
    whole = server.get(f"/api/v1/stories/{story['id']}").json
    facts = server.get(f"/api/v1/facts/{story['id']}").json
    assert whole["comparison"] == facts
    asked = newsfold(*hub, "facts", story["id"])
    assert json.loads(asked.stdout) == facts
    article = server.get(f"/api/v1/articles/{story['lead']}").json
    assert article["story"] == story["id"]
    lists = {"stories", "articles", "facts", "changes", "deals", "organisations"}
    lists.add("search")
    assert set(server.get("/api/v1").json) == lists
    shown = json.loads(newsfold(*hub, "show", story["id"]).stdout)
    assert whole["novelty"] == shown["novelty"]
    assert whole["factChanges"] == shown["factChanges"]


def test_deals_are_filtered_on_the_page_and_in_the_api(server: _Server):
    deals = server.get("/api/v1/deals").json["deals"]
    page = server.get("/deals.html")
    assert len(page.found("table.deals tbody")) == len(deals) > 1
    kind = deals[0]["kind"]
    some = server.get(f"/api/v1/deals?kind={kind}").json["deals"]
    assert some == [deal for deal in deals if deal["kind"] == kind]
    shown = server.get(f"/deals.html?kind={kind}&status=&org=&over=&since=")
    assert len(shown.found("table.deals tbody")) == len(some) < len(deals)
    rich = [deal for deal in deals if (deal["usd"] or 0) > 1e8]
    assert server.get("/api/v1/deals?over=100M").json["deals"] == rich
    moved = server.get(f"/deals/{kind}.html")
    assert (moved.status, moved.headers["location"]) == (
        308,
        f"../deals.html?kind={kind}",
    )
    for path in ("/deals/none.html", "/deals.html?page=99", "/deals.html?page=x"):
        assert server.get(path).status == 404
    for asked in ("kind=none", "over=much", "since=soon"):
        assert server.get(f"/api/v1/deals?{asked}").status == 400
        assert server.get(f"/deals.html?{asked}").status == 400
    files = (server.folder / "site" / "deals.html").read_text("utf-8")
    assert files.count("<tbody>") == len(deals)


def test_an_organisation_has_a_page_and_an_address_in_the_api(server: _Server):
    listed = server.get("/api/v1/organisations").json["organisations"]
    page = server.get("/organisations.html")
    assert page.found("table.outlets th a") == [one["name"] for one in listed]
    one = next(each for each in listed if each["deals"])
    whole = server.get(f"/api/v1/organisations/{one['id']}").json
    assert {key: whole[key] for key in one} == one
    path = f"/organisations/{one['id']}.html"
    shown = server.get(path).text.replace("search.html", "search")
    files = (server.folder / "site" / path.lstrip("/")).read_text("utf-8")
    assert shown == files.replace("search.html", "search")
    assert f"organisations/{one['id']}.html" in server.get("/deals.html").text
    for missing in ("/organisations/o0.html", "/organisations/page-9.html"):
        assert server.get(missing).status == 404
    assert server.get("/api/v1/organisations/o0").status == 404


def test_a_watch_has_a_feed_under_its_secret_alone(server: _Server):
    with Hub.open(server.folder, environ={}) as hub:
        watch, now = hub.add_watch("kind:funding")
        assert now
    try:
        answer = server.get(f"/watches/{watch.secret}.xml")
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/atom+xml"
        assert f"<id>urn:newsfold:{watch.id}</id>" in answer.text
        for name in (watch.id, "x"):
            assert server.get(f"/watches/{name}.xml").status == 404
    finally:
        with Hub.open(server.folder, environ={}) as hub:
            hub.remove_watch(watch.id)
    assert server.get(f"/watches/{watch.secret}.xml").status == 404


def test_facts_that_changed_have_a_page_a_list_and_a_section(server: _Server):
    told = server.get("/api/v1/changes?limit=200").json["changes"]
    assert told
    page = server.get("/changes.html")
    assert len(page.found(".moves li")) == len(told)
    assert told[0]["quote"] in page.text.replace("&#39;", "'")
    story = server.get(f"/api/v1/stories/{told[0]['story']}").json
    assert told[0] == {"story": story["id"], **story["factChanges"][-1]}
    path = "/" + story["path"].replace(".md", ".html")
    shown = server.get(path).found(".moves li")
    assert len(shown) == len(story["factChanges"])


def test_nothing_private_leaves(server: _Server):
    story = _story(server)
    for path in (
        f"/api/v1/stories/{story['id']}",
        "/api/v1/articles?limit=200",
        f"/api/v1/articles/{story['lead']}",
        "/api/v1/search?q=yuan",
    ):
        text = server.get(path).text
        assert '"body":' not in text
        assert '"source":"http' not in text


def test_a_decision_is_seen_at_once_and_what_is_withheld_nowhere(server: _Server):
    story = _story(server)
    path = "/" + story["path"].replace(".md", ".html")
    title = story["title"]
    try:
        with Hub.open(server.folder, environ={}) as hub:
            hub.decide(story["id"], "withheld", "a test")
        assert server.get(path).status == 404
        for address in (
            f"/api/v1/stories/{story['id']}",
            f"/api/v1/facts/{story['id']}",
            f"/api/v1/articles/{story['lead']}",
        ):
            assert server.get(address).status == 404
        for address in (
            "/",
            "/latest.html",
            "/feed.xml",
            "/search?q=yuan",
            "/api/v1/stories?limit=200",
            "/api/v1/articles?limit=200",
            "/api/v1/search?q=yuan&limit=200",
            "/api/v1/facts?limit=200",
            "/api/v1/deals?limit=200",
            "/api/v1/organisations?limit=200",
            "/organisations.html",
            "/api/v1/changes?limit=200",
            "/changes.html",
            "/deals.html",
        ):
            text = server.get(address).text
            assert story["id"] not in text, address
            assert title not in text, address
    finally:
        with Hub.open(server.folder, environ={}) as hub:
            hub.decide(story["id"], "usable", "a test")
    assert server.get(path).status == 200


def test_other_methods_are_refused(server: _Server):
    host = server.url.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(host, timeout=30)
    for method in ("POST", "PUT", "DELETE"):
        connection.request(method, "/")
        response = connection.getresponse()
        response.read()
        assert response.status == 405
    connection.request("HEAD", "/")
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, b"")
    connection.close()
    assert server.get("/healthz").text == "ok\n"


def test_a_service_managers_signal_stops_it_cleanly(server: _Server):
    other = _Server(server.folder)
    assert other.get("/healthz").status == 200
    code, errors = other.stop(signal.SIGTERM)
    assert (code, errors) == (0, "stopped\n")


def test_a_port_that_is_taken_is_said(server: _Server):
    port = server.url.rstrip("/").rsplit(":", 1)[1]
    refused = newsfold("--hub", server.folder, "serve", "--port", port, code=5)
    assert "try another --port" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_every_address_is_in_the_reference(server: _Server):
    text = (ROOT / "docs" / "reference" / "api.md").read_text("utf-8")
    with Hub.open(server.folder, environ={}) as hub:
        paths = [getattr(route, "path", "") for route in app(hub).routes]
    for path in paths:
        shown = re.sub(r":\w+}", "}", path)
        assert f"`{shown}`" in text, shown
