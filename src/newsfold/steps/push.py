"""WebSub: what hubs pushed since the last run is taken in, subscriptions are kept up.

`newsfold serve` keeps what it is sent, unread; here it goes through the engine's
workers like whatever a poll brings.  Polls go on all the same: what a hub forgets to
push comes with them.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, TypeGuard

from newsfold.fetch import shown
from newsfold.model import Failure, Page, Push, Request
from newsfold.sources import websub
from newsfold.steps.ask import fail
from newsfold.steps.entries import save_articles
from newsfold.steps.parse import Job, cost, parse
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.model import Delivery, Poll
    from newsfold.steps import Run

__all__ = ["CALLBACK", "ask_for_pushes", "take_in_pushes"]

CALLBACK = "websub"
"""Path below the site's address that hubs call, before the token."""
_SECRET_BYTES = 32


def take_in_pushes(run: Run) -> None:
    """Save the articles of what was pushed; each delivery goes when all of it is in."""
    pushes = run.store.pushes
    numbers = pushes.deliveries()
    waiting: list[Delivery] = []

    def jobs() -> Iterator[Job]:
        for number in numbers:
            delivery = pushes.delivery(number)
            if delivery is not None:
                waiting.append(delivery)
                yield Job(page=_page(delivery, run.now))

    for outcome in run.engine.map(parse, jobs(), cost=cost) if numbers else ():
        delivery = waiting.pop(0)
        parsed, failure = outcome.value, outcome.failure
        if parsed is not None and parsed.feed is None:
            failure = parsed.failures[0]
        elif parsed is not None:
            save_articles(run, delivery.source, parsed, set())
        with run.store.transaction():
            if failure is not None:
                fail(run, failure, shown(delivery.source))
            pushes.taken(delivery.number)
        run.counts["pushed"] += 1


def _page(delivery: Delivery, now: int) -> Page:
    url = delivery.source
    return Page(
        request=Request(url=url, purpose="feed", source=url),
        url=url,
        status=200,
        fetched=now,
        headers={"content-type": delivery.content_type},
        body=delivery.body,
    )


def ask_for_pushes(run: Run) -> None:
    """Ask the hubs of feeds for what is not yet granted, or soon ends, and to end what
    is not wanted any more.
    """
    site = run.settings.site.url
    if not (run.settings.fetch.websub and site):
        return
    pushes, requests = run.store.pushes, []
    feeds = {
        source.url: poll
        for source, poll in run.store.sources.all()
        if source.state == "active" and source.kind == "feed" and poll.hub
    }
    # Noted before it is asked: a hub may call back before it answers.
    for url, poll in feeds.items():
        with run.store.transaction():
            known = pushes.of(url)
            if websub.wanted(known, poll.hub, poll.topic, run.now):
                if not _goes_on(known, poll):
                    known = _new(url, poll.hub, poll.topic)
                requests.append(_ask(run, known))
    for url in sorted(pushes.all().keys() - feeds.keys()):
        with run.store.transaction():
            if (known := pushes.of(url)) is None:
                continue
            left, due = websub.ending(known, run.now)
            if left is None:
                pushes.drop(url)
            elif due:
                requests.append(_ask(run, left))
    _send(run, requests)


def _goes_on(known: Push | None, poll: Poll) -> TypeGuard[Push]:
    """Whether what a hub granted is what is wanted now."""
    return (
        known is not None
        and known.state != "ending"
        and (known.hub, known.topic) == (poll.hub, poll.topic)
    )


def _ask(run: Run, push: Push) -> Request:
    """The request that asks a subscription's hub, once it is noted."""
    site = run.settings.site.url.rstrip("/")
    push, form = websub.asked(push, f"{site}/{CALLBACK}/{push.token}", run.now)
    run.store.pushes.save(push)
    return Request(
        url=push.hub, purpose="push", source=push.source, form=tuple(form.items())
    )


def _new(source: str, hub: str, topic: str) -> Push:
    return Push(
        source=source,
        hub=hub,
        topic=topic,
        token=secrets.token_urlsafe(_SECRET_BYTES),
        secret=secrets.token_urlsafe(_SECRET_BYTES),
    )


def _send(run: Run, requests: list[Request]) -> None:
    """Post what is asked; a hub that refuses is a failure, and is asked again later."""
    if not requests:
        return
    from newsfold.fetch.stream import stream

    for request, answer in stream(
        requests,
        run.settings.fetch,
        version=__version__,
        route=run.route,
        hosts=run.hosts,
    ):
        with run.store.transaction():
            if isinstance(answer, Failure):
                fail(run, answer, shown(request.url))
            else:
                run.store.log.clear("fetch", shown(request.url))
        if dict(request.form).get("hub.mode") == "subscribe":
            run.counts["subscribed"] += not isinstance(answer, Failure)
