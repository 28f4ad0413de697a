"""Pages and APIs as sources: from `add` to articles, by rules of the hub's folder."""

from __future__ import annotations

import json

import pytest

from newsfold.errors import ConfigError, InputError
from newsfold.model import Poll, Source
from newsfold.text import dates
from support.watching import article_page

HOUR = 3_600
API = '[api]\nitems = "items[]"\nurl = "href"\ntitle = "head"\ndate = "at"\n'


def _front(*pairs: tuple[str, str]) -> str:
    links = "".join(f"<li><a href='{path}'>{title}</a>" for path, title in pairs)
    return f"<html><title>The Quay</title><a href='/'>Home</a><ul>{links}</ul>"


def _rule(watch, name, text):
    (watch.folder / "rules").mkdir(exist_ok=True)
    (watch.folder / "rules" / f"{name}.toml").write_text(text)


FERRY = ("/ferry-sails-again", "Ferry sails again today")
PIER = ("/pier-is-closed-now", "Pier is closed for the winter")


def test_the_links_of_a_page_are_followed_once(watch, web):
    url = web.serve("/", _front(FERRY))
    for path, title in (FERRY, PIER):
        web.serve(path, article_page(title))
    added = watch.add(url, kind="page")
    assert (added.kind, added.title) == ("page", "The Quay")
    assert watch.take_in()["new"] == 1
    article = watch.articles()["Ferry sails again today"]
    assert (article.source, article.web_url) == (url, web.url("/ferry-sails-again"))
    assert article.provider.name == "The Quay"
    web.serve("/", _front(PIER, FERRY))
    assert watch.take_in(after=HOUR)["new"] == 1
    assert web.count("/ferry-sails-again") == 1
    assert watch.take_in(after=2 * HOUR)["unchanged"] == 1
    assert web.count("/", 304) == 1


def test_robots_txt_holds_for_a_page_that_is_a_source(watch, web):
    url = web.serve("/front", _front(FERRY))
    watch.add(url, kind="page")
    web.serve("/robots.txt", "User-agent: *\nDisallow: /front")
    watch.take_in()
    assert watch.source()[1].reason == "robots"


def test_a_page_that_loses_its_links_fails(watch, web):
    url = web.serve("/", _front(FERRY))
    watch.add(url, kind="page")
    web.serve("/", "<html><a href='/'>We have moved</a>")
    watch.take_in()
    assert watch.source()[1].reason == "no-links"
    assert watch.failures()["no-links"].subject == url


def test_a_page_without_links_is_none(watch, web):
    url = web.serve("/", "<html><a href='/'>Home</a>")
    with pytest.raises(InputError, match=r"of 1 links none .* say by a rule"):
        watch.add(url, kind="page")


def test_a_rule_that_changes_is_followed_at_once(watch, web):
    url = web.serve("/", _front(("/a", "Ferry"), ("/b", "Pier")))
    for path in ("/a", "/b"):
        web.serve(path, article_page(f"What is told at {path}"))
    _rule(watch, "quay", '[page]\nlinks = "/a"\n')
    assert watch.add(url, rule="quay").kind == "page"
    assert watch.take_in()["new"] == 1
    assert watch.take_in(after=HOUR)["unchanged"] == 1
    _rule(watch, "quay", '[page]\nwithin = "ul"\n')
    assert watch.take_in(after=2 * HOUR)["new"] == 1
    source, poll = watch.source()
    assert (source.kind, source.rule, poll.reason) == ("page", "quay", "")


def test_a_rule_that_cannot_be_read_stops_its_source_alone(watch, web):
    url = web.serve("/", _front(FERRY))
    web.serve(FERRY[0], article_page(FERRY[1]))
    other = web.serve("/other", _front(FERRY))
    _rule(watch, "quay", '[page]\nlinks = "/*-again"\n')
    watch.add(url, rule="quay")
    watch.add(other, kind="page")
    _rule(watch, "quay", '[page]\nlnks = "/*"\n')
    asked = web.count("/")
    assert watch.take_in()["new"] == 1
    assert web.count("/") == asked
    failure = watch.failures()["bad-rule"]
    assert (failure.subject, "page.lnks" in failure.detail) == (url, True)
    _rule(watch, "quay", '[page]\nlinks = "/*-again"\n')
    watch.take_in(after=HOUR)
    assert watch.failures() == {}


@pytest.mark.parametrize(
    ("name", "how", "said"),
    [
        ("none", {}, "there is no rule"),
        ("../x", {}, "no name of a rule"),
        ("api", {"kind": "page"}, "is a rule for api, not for page"),
        ("", {"kind": "api"}, "an API needs a rule"),
    ],
)
def test_a_rule_that_does_not_fit_is_told_before_anything_is_asked(
    watch, web, name, how, said
):
    _rule(watch, "api", API)
    with pytest.raises(ConfigError, match=said):
        watch.add(web.url("/"), rule=name, **how)
    assert web.log == []


def _answer(*names: str, **more: str) -> str:
    items = [
        {"href": f"/{name}", "head": f"What is told at {name}", "at": 1_772_352_000}
        for name in names
    ]
    return json.dumps({"items": items, **more})


def test_the_items_of_an_api_are_completed_from_their_pages(watch, web):
    _rule(watch, "items", API)
    web.serve("/v1.json", _answer("a"))
    web.serve("/a", article_page("Another headline", date=""))
    added = watch.add(web.url("/v1.json"), rule="items")
    assert (added.kind, added.title) == ("api", "127.0.0.1")
    counts = watch.take_in()
    assert (counts["new"], counts["completed"]) == (1, 1)
    article = watch.articles()["What is told at a"]
    assert dates.iso(article.published) == "2026-03-01T08:00:00Z"
    assert "harbour master" in article.body


def test_further_pages_are_asked_only_while_all_is_new(watch, web):
    more = 'next = "next"\npages = 3\n'
    _rule(watch, "items", API + more)
    for number, names in enumerate(("ab", "cd", "ef", "gh"), start=1):
        told = _answer(*names, next=web.url(f"/v{number + 1}.json"))
        web.serve(f"/v{number}.json", told)
    watch.add(web.url("/v1.json"), rule="items")
    assert watch.take_in()["new"] == 6
    assert web.count("/v4.json") == 0
    web.serve("/v1.json", _answer("x", "a", next=web.url("/v2.json")))
    assert watch.take_in(after=HOUR)["new"] == 1
    assert web.count("/v2.json") == 1


def test_an_answer_that_the_rule_does_not_fit_is_a_failure(watch, web):
    _rule(watch, "items", API)
    web.serve("/v1.json", '{"entries": []}')
    with pytest.raises(InputError, match=r"api\.items: 'items' is not .* 'entries'"):
        watch.add(web.url("/v1.json"), rule="items")
    watch.store.sources.add(
        Source(url=web.url("/v1.json"), kind="api", rule="items"), at=0
    )
    watch.store.sources.update(watch.source()[0], Poll())
    watch.take_in()
    assert "api.items" in watch.failures()["bad-rule"].detail
