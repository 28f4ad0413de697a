"""One web server over one hub: the site's pages as they stand now, search, an API.

`app` makes the ASGI application.  It shows what is published and nothing else, sets no
cookie, writes nothing but what hubs push where that is wanted (`websub`), and answers
one request after the other: each takes a few milliseconds, and the database is in this
process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route

from newsfold.serve.answers import Answers
from newsfold.serve.api import Api
from newsfold.serve.pages import Pages
from newsfold.serve.websub import WebSub
from newsfold.steps.push import CALLBACK

if TYPE_CHECKING:
    from newsfold.hub import Hub

__all__ = ["app"]

_STORY = "/{year:int}/{month}/{name}.html"


def app(hub: Hub) -> Starlette:
    """The application that serves `hub`; whoever runs it closes the hub.

    The pages stand where the site's files do, so that a proxy may serve those instead.
    """
    pages, api = Pages(hub), Api(hub)
    answers = Answers(missing=pages.missing)
    routes = {
        "/": pages.front,
        "/index.html": pages.front,
        "/page/{number:int}.html": pages.front,
        "/latest.html": pages.latest,
        "/latest/{number:int}.html": pages.latest,
        "/topics/{topic}.html": pages.topic,
        "/about.html": pages.about,
        "/search": pages.search,
        _STORY: pages.story,
        "/feed.xml": pages.rss,
        "/feed.json": pages.json_feed,
        "/deals.html": pages.deals,
        "/deals/{kind}.html": pages.deals,
        "/organisations.html": pages.organisations,
        "/organisations/page-{number:int}.html": pages.organisations,
        "/organisations/{id}.html": pages.organisation,
        "/changes.html": pages.moves,
        "/changes.xml": pages.changes,
        "/watches/{secret}.xml": pages.watch,
        "/sitemap.xml": pages.sitemap,
        "/assets/{name}": pages.asset,
        "/media/{name}": pages.media,
        "/healthz": pages.health,
        "/api/v1": api.index,
        "/api/v1/stories": api.stories,
        "/api/v1/stories/{id}": api.story,
        "/api/v1/articles": api.articles,
        "/api/v1/articles/{id}": api.article,
        "/api/v1/facts": api.all_facts,
        "/api/v1/facts/{id}": api.facts,
        "/api/v1/deals": api.deals,
        "/api/v1/organisations": api.organisations,
        "/api/v1/organisations/{id}": api.organisation,
        "/api/v1/changes": api.changes,
        "/api/v1/search": api.search,
    }
    listed = [Route(path, answers.endpoint(answer)) for path, answer in routes.items()]
    if hub.settings.fetch.websub and hub.settings.site.url:
        push, path = WebSub(hub), f"/{CALLBACK}/{{token}}"
        listed += [
            Route(path, push.verify, methods=["GET"]),
            Route(path, push.deliver, methods=["POST"]),
        ]
    return Starlette(
        routes=listed,
        exception_handlers={404: answers.not_found},
    )
