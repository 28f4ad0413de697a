"""WebSub: a feed names a hub, the hub is asked, calls back, and pushes."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from msgspec.structs import replace

from newsfold.hub import Hub
from newsfold.serve import app
from support.asgi import ask
from support.replay import Replay, Reply
from support.watching import NOW, Watching

SITE = "https://news.example/hub"
DAY = 86_400
LATE = "Storm is near, says the harbour"


def _feed(web, *titles):
    items = "".join(
        f"<item><title>{title}</title><link>https://quay.example/{n}</link>"
        "<pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate></item>"
        for n, title in enumerate(titles)
    )
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f'<title>The Quay</title><atom:link rel="hub" href="{web.url("/hub")}"/>'
        f'<atom:link rel="self" href="{web.url("/self.xml")}"/>{items}</channel></rss>'
    )


@pytest.fixture
def web():
    with Replay() as served:
        served.answer("/hub", Reply(status=202, validators=False))
        served.serve("/f.xml", _feed(served, "Ferry sails again"))
        yield served


@pytest.fixture
def watch(tmp_path, workers, web):
    with Watching(tmp_path, workers, site=SITE, pages="never", websub=True) as made:
        made.add(web.url("/f.xml"))
        yield made


def _server(watch):
    return app(Hub(watch.folder, watch.settings, watch.store, now=NOW))


def _asked(web):
    """The forms that the hub got, and the path below our site that it is to call."""
    forms = []
    for asked in web.log:
        if asked.path == "/hub":
            assert asked.method == "POST"
            fields = parse_qs(asked.body.decode())
            forms.append({name: value for name, (value,) in fields.items()})
    for form in forms:
        assert form["hub.callback"].startswith(f"{SITE}/websub/")
    return [(form, urlsplit(form["hub.callback"]).path[4:]) for form in forms]


def _confirm(server, path, topic, **told):
    query = {"hub.mode": "subscribe", "hub.topic": topic, "hub.challenge": "c1"} | told
    words = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
    return ask(server, f"{path}?{words}")


def _push(server, path, body, secret, **headers):
    digest = hmac.new(secret.encode(), body, "sha256").hexdigest()
    signed = {"X-Hub-Signature": f"sha256={digest}", "Content-Type": "text/xml"}
    return ask(server, path, method="POST", headers=signed | headers, parts=[body])


def test_what_a_hub_pushes_is_taken_in_by_the_next_run(watch, web):
    assert watch.take_in()["subscribed"] == 1
    ((form, path),) = _asked(web)
    assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", web.url("/self.xml"))
    server = _server(watch)
    told = _confirm(server, path, form["hub.topic"])
    assert (told.status, told.body) == (200, b"c1")
    assert told.headers["content-type"].startswith("text/plain")
    body = _feed(web, "Ferry sails again", LATE).encode()
    assert _push(server, path, body, form["hub.secret"]).status == 202
    assert watch.failures() == {}

    polls = web.count("/f.xml")
    counts = watch.take_in(after=60, force=False)
    assert (counts["pushed"], counts["new"]) == (1, 1)
    assert web.count("/f.xml") == polls
    assert watch.articles()[LATE].source == web.url("/f.xml")
    assert watch.take_in(after=120, force=False)["pushed"] == 0
    assert len(_asked(web)) == 1

    watch.take_in(after=6 * DAY)  # the lease of a week soon ends
    (_, (again, same)) = _asked(web)
    assert (same, again["hub.secret"]) == (path, form["hub.secret"])


def test_what_is_not_signed_as_agreed_is_ignored_and_listed(watch, web):
    watch.take_in()
    ((form, path),) = _asked(web)
    server = _server(watch)
    _confirm(server, path, form["hub.topic"])
    body = _feed(web, LATE).encode()
    assert _push(server, path, body, "guessed").status == 202
    assert ask(server, path, method="POST", parts=[body]).status == 202
    failures = watch.failures()
    assert set(failures) == {"bad-signature", "unsigned"}
    assert {one.subject for one in failures.values()} == {web.url("/f.xml")}
    assert watch.take_in(after=60)["pushed"] == 0
    assert LATE not in watch.articles()


def test_strangers_are_told_nothing(watch, web):
    watch.take_in()
    ((form, path),) = _asked(web)
    server = _server(watch)
    body = _feed(web, LATE).encode()
    wrong = path[:-1] + ("a" if path[-1] != "a" else "b")
    assert _push(server, wrong, body, form["hub.secret"]).status == 404
    assert _confirm(server, wrong, form["hub.topic"]).status == 404
    assert _confirm(server, path, "https://evil.example/f").status == 404
    gone = {"hub.mode": "unsubscribe"}
    assert _confirm(server, path, form["hub.topic"], **gone).status == 404
    large = [b"x" * 1_000_000] * 5
    assert ask(server, path, method="POST", parts=large).status == 413
    stated = {"Content-Length": "5000000"}
    assert ask(server, path, method="POST", headers=stated).status == 413
    packed = {"Content-Encoding": "gzip"}
    assert _push(server, path, body, form["hub.secret"], **packed).status == 415


def test_a_paused_source_gets_nothing_and_a_bad_delivery_is_a_failure(watch, web):
    watch.take_in()
    ((form, path),) = _asked(web)
    server = _server(watch)
    assert _push(server, path, b"hello", form["hub.secret"]).status == 202
    source, _ = watch.source()
    watch.store.sources.update(replace(source, state="paused"))
    body = _feed(web, LATE).encode()
    assert _push(server, path, body, form["hub.secret"]).status == 202
    counts = watch.take_in(after=60)
    assert (counts["pushed"], counts["new"]) == (1, 0)
    assert set(watch.failures()) == {"not-a-feed"}


def test_no_more_is_kept_than_a_run_can_take(watch, web):
    watch.take_in()
    ((form, path),) = _asked(web)
    server = _server(watch)
    told = [_push(server, path, b"<rss/>", form["hub.secret"]) for _ in range(51)]
    assert {one.status for one in told[:50]} == {202}
    assert told[50].status == 503


def test_a_hub_that_refuses_is_a_failure_and_redirects_are_not_followed(watch, web):
    web.redirect("/hub", "/other", status=307)
    watch.take_in()
    assert watch.failures()["http-307"].subject == web.url("/hub")
    assert web.count("/other") == 0


def test_a_denial_is_listed(watch, web):
    watch.take_in()
    ((form, path),) = _asked(web)
    how = {"hub.mode": "denied", "hub.reason": "not for you"}
    assert _confirm(_server(watch), path, form["hub.topic"], **how).status == 200
    assert watch.failures()["push-denied"].detail == "not for you"
    watch.take_in(after=DAY)
    assert len(_asked(web)) == 1


@pytest.mark.parametrize("how", [{"websub": False, "site": SITE}, {"websub": True}])
def test_it_is_off_unless_both_settings_are_made(tmp_path, workers, web, how):
    with Watching(tmp_path, workers, pages="never", **how) as watch:
        watch.add(web.url("/f.xml"))
        watch.take_in()
        assert _asked(web) == []
        assert _confirm(_server(watch), "/websub/x", "t").status == 404


@pytest.mark.parametrize("how", ["removed", "paused"])
def test_the_hub_of_a_source_that_is_watched_no_more_is_asked_to_stop(watch, web, how):
    watch.take_in()
    ((form, path),) = _asked(web)
    server = _server(watch)
    topic = form["hub.topic"]
    _confirm(server, path, topic)
    source, _ = watch.source()
    with watch.store.transaction():
        if how == "removed":
            watch.store.sources.remove(source.url, at=NOW)
        else:
            watch.store.sources.update(replace(source, state="paused"))
    assert watch.take_in(after=60)["subscribed"] == 0
    (_, (ending, same)) = _asked(web)
    assert (ending["hub.mode"], ending["hub.topic"]) == ("unsubscribe", topic)
    assert (same, "hub.secret" in ending) == (path, False)
    assert _confirm(server, path, topic).status == 404  # no: not what we want now
    watch.take_in(after=120)
    assert len(_asked(web)) == 2  # it is given an hour
    watch.take_in(after=3_700)
    assert len(_asked(web)) == 3

    over = {"hub.mode": "unsubscribe"}
    told = _confirm(server, path, topic, **over)
    assert (told.status, told.body) == (200, b"c1")
    body = _feed(web, LATE).encode()
    assert _push(server, path, body, form["hub.secret"]).status == 404
    watch.take_in(after=2 * DAY)
    assert len(_asked(web)) == 3


def test_a_hub_that_never_ends_it_is_let_be_when_the_lease_is_over(watch, web):
    watch.take_in()
    ((form, path),) = _asked(web)
    _confirm(_server(watch), path, form["hub.topic"])
    source, _ = watch.source()
    watch.store.sources.update(replace(source, state="paused"))
    watch.take_in(after=60)
    asked = len(_asked(web))
    watch.take_in(after=8 * DAY)
    assert (len(_asked(web)), watch.store.pushes.all()) == (asked, {})
    watch.store.sources.update(source)
    watch.take_in(after=8 * DAY + 60)
    again, _ = _asked(web)[-1]
    assert again["hub.mode"] == "subscribe"
    assert again["hub.secret"] != form["hub.secret"]
