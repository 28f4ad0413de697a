"""Rules for an outlet's pages: learnt from what is kept, followed, checked."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from newsfold.cli import cli
from newsfold.hub import Hub
from newsfold.model import Source
from support.replay import Replay

NOW = 1_772_400_000
HOUR = 3_600
FLAGS = {
    "fetch.allow_private_networks": True,
    "fetch.host_delay": 0.0,
    "fetch.pages": "always",
    "engine.workers": 1,
}
PLACES = ("Lanthe", "Ostrey", "Marrow", "Quill", "Sedge", "Tarn", "Ulver", "Wick")
AD = "Subscribe to the letter of the harbour and read it before your neighbours do."


def _page(number: int, *, plain: bool = False) -> str:
    """An article's page; a `plain` one has its words in the outlet's own elements, with
    nothing that says what they are, and an advert like a headline above them.
    """
    place = PLACES[number % len(PLACES)]
    words = "".join(
        f"<p>The council of {place} heard on day {day} that {number + day} of its "
        f"boats have to be mended before the spring tide comes in from the north.</p>"
        for day in range(1, 6)
    )
    title = f"Boats of {place} have to be mended"
    told = f"<div class='headline-own'>{title}</div>"
    meta = ""
    if not plain:
        told = f"<h1 class='headline-own'>{title}</h1>"
        meta = (
            f"<meta property='og:title' content='{title}'>"
            f"<meta name='author' content='Ada Brook'>"
        )
    return (
        f"<html lang='en'><head>{meta}<title>Harbour News</title></head><body>"
        f"{told}<span class='writer'>Ada Brook</span>"
        f"<div class='story-words'>{words}<p class='letter'>{AD}</p></div></body>"
        "</html>"
    )


@pytest.fixture
def web():
    with Replay() as served:
        for number in range(8):
            served.serve(f"/{number}", _page(number))
        _list(served, range(8))
        yield served


def _list(web, numbers) -> None:
    items = "".join(
        f"<item><title>Harbour {number}</title><link>{web.url(f'/{number}')}</link>"
        "</item>"
        for number in numbers
    )
    web.serve(
        "/f.xml",
        f"<rss version='2.0'><channel><title>Harbour</title>{items}</channel></rss>",
    )


@pytest.fixture
def hub(tmp_path, web):
    folder = Hub.create(tmp_path / "hub")
    with _open(folder) as opened:
        opened.watch([Source(url=web.url("/f.xml"))])
        opened.run()
    return folder


def _open(folder, hours: int = 0):
    return Hub.open(folder, environ={}, flags=FLAGS, now=NOW + hours * HOUR)


def _call(hub, *words, code=0):
    given = ["--hub", str(hub), "--now", "2026-03-01T22:00:00Z", *words]
    done = CliRunner().invoke(cli, given)
    reached = getattr(done.exception, "exit_code", done.exit_code)
    assert reached == code, done.output
    return done.stdout


def test_a_rule_is_learnt_and_mends_what_its_pages_hid(hub, web):
    told = json.loads(_call(hub, "rules", "learn", "http://127.0.0.1/", "--json"))
    assert told["pages"] == 8
    fields = {name: tally["selector"] for name, tally in told["fields"].items()}
    assert fields["body"] == "div.story-words"
    assert fields["authors"] == "span.writer"
    assert [one["selector"] for one in told["drop"]] == ["p.letter"]
    saved = _call(hub, "rules", "learn", "127.0.0.1", "--save", "harbour")
    assert "written to rules/harbour.toml" in saved
    _call(hub, "rules", "learn", "127.0.0.1", "--save", "harbour", code=6)

    web.serve("/9", _page(9, plain=True))
    _list(web, [9])
    with _open(hub, 24) as opened:
        opened.run(force=True)
        (article,) = [a for a in opened.articles(bodies=True) if "/9" in a.web_url]
    assert article.authors == ("Ada Brook",)
    assert article.evidence["body"] == "page: rule"
    assert "council of Ostrey" in article.body
    assert AD not in article.body


def test_a_rule_is_checked_against_what_is_kept(hub):
    rules = hub / "rules"
    rules.mkdir()
    host = "[article]\nhosts = ['127.0.0.1']\n"
    (rules / "good.toml").write_text(f"{host}body = 'div.story-words'\n")
    (rules / "gone.toml").write_text(f"{host}title = 'h1.no-more'\n")
    (rules / "late.toml").write_text(f"{host}until = 2026-02-01\ntitle = 'h1'\n")
    (rules / "away.toml").write_text("[article]\nhosts = ['a.example']\ntitle = 'h1'\n")
    (rules / "bad.toml").write_text(f"{host}titel = 'h1'\n")
    told = json.loads(_call(hub, "rules", "check", "--json"))
    assert {one["name"]: one["state"] for one in told} == {
        "away": "untried",
        "bad": "unread",
        "gone": "misses",
        "good": "fits",
        "late": "ended",
    }
    good = next(one["fields"]["body"] for one in told if one["name"] == "good")
    assert (good["pages"], good["agrees"], good["differs"]) == (8, 8, 0)
    assert "0 of 8" in _call(hub, "rules", "check", "gone")
    _call(hub, "rules", "check", "gone", "--strict", code=8)
    _call(hub, "rules", "check", "no-such", code=4)

    findings = json.loads(_call(hub, "doctor", "--json"))
    said = {finding["what"] for finding in findings}
    assert any("did you mean 'title'" in what for what in said)
    assert "rules/late.toml held until 2026-02-01" in said
    with _open(hub, 1) as opened:
        opened.run(force=True)
        failures = {failure.subject for failure, _ in opened.failures()}
    assert failures == {"rules/bad.toml"}
    (rules / "bad.toml").unlink()
    with _open(hub, 2) as opened:
        opened.run(force=True)
        assert opened.failures() == []


def test_a_new_rule_makes_no_edit_of_the_outlet(hub, web):
    rules = hub / "rules"
    rules.mkdir()
    text = "[article]\nhosts = ['127.0.0.1']\ndrop = ['.letter']\n"
    (rules / "harbour.toml").write_text(text)
    web.serve("/0", _page(0).replace("Boats of", "The boats of"))
    with _open(hub, 30) as opened:
        report = opened.run()
        found = opened.articles(bodies=True)
        (article,) = [one for one in found if one.web_url.endswith("/0")]
        edits = opened._store.articles.edits([article.id])
    assert report.counts["looks"] > 0
    assert AD not in article.body
    assert edits == {}


def test_too_few_pages_are_no_reason_for_a_rule(hub):
    _call(hub, "rules", "learn", "quay.example", code=6)
