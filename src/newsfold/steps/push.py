"""WebSub: what hubs pushed since the last run is taken in, subscriptions are kept up.

`newsfold serve` keeps what it is sent, unread; here it goes through the engine's
workers like whatever a poll brings.  Polls go on all the same: what a hub forgets to
push comes with them.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from newsfold.fetch import shown
from newsfold.model import Failure, Page, Push, Request
from newsfold.sources import websub
from newsfold.steps.ask import fail
from newsfold.steps.entries import save_articles
from newsfold.steps.parse import Job, cost, parse
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.model import Delivery
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
    """Ask the hubs of feeds for what is not yet granted, or soon ends."""
    site = run.settings.site.url
    if not (run.settings.fetch.websub and site):
        return
    asked: dict[str, Request] = {}
    for source, poll in run.store.sources.all():
        if source.state != "active" or source.kind != "feed" or not poll.hub:
            continue
        # Noted before it is asked: a hub may call back before it answers.
        with run.store.transaction():
            known = run.store.pushes.all().get(source.url)
            if not websub.wanted(known, poll.hub, poll.topic, run.now):
                continue
            if known is None or (known.hub, known.topic) != (poll.hub, poll.topic):
                known = _new(source.url, poll.hub, poll.topic)
            callback = f"{site.rstrip('/')}/{CALLBACK}/{known.token}"
            known, form = websub.asked(known, callback, run.now)
            run.store.pushes.save(known)
        asked[source.url] = Request(
            url=poll.hub, purpose="push", source=source.url, form=tuple(form.items())
        )
    _send(run, list(asked.values()))


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
        run.counts["subscribed"] += not isinstance(answer, Failure)
