"""`/api/v1`: what is published, as JSON with the keys of `list --json`.

Lists answer `{"…": [...], "next": cursor or null}`; a cursor is opaque, and stays good
while stories come and go.  What is private stays so: no bodies, and of sources no
address.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec

from newsfold.errors import NotFoundError, UsageError
from newsfold.judge.compare import public
from newsfold.model import Comparison
from newsfold.publish import as_json
from newsfold.publish.rights import outward, outward_all
from newsfold.publish.summary import summary
from newsfold.serve.answers import Answer, json
from newsfold.serve.filters import asked_of, query_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from newsfold.archive import Hit
    from newsfold.hub import Hub
    from newsfold.model import Article, Dossier, Summary

_USUAL, _MOST = 40, 200
"""Items of one answer: unless asked otherwise, and at most."""
_ORDERS = ("time", "heat")


class Api:
    """What the API's addresses answer."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def index(self, _: Request) -> Answer:
        """Where to go."""
        names = (
            *("stories", "articles", "facts", "changes", "deals", "organisations"),
            "search",
        )
        return json({name: f"v1/{name}" for name in names})

    def stories(self, request: Request) -> Answer:
        """Published stories: `order=time|heat`, `topic=`, `limit=`, `cursor=`."""
        rows, after = self._shelf(request)
        now = self._hub.now
        told = [_unsourced(as_json.story(one, now)) for one in rows]
        return json({"stories": told, "next": after})

    def story(self, request: Request) -> Answer:
        """One published story with its articles and what they report."""
        dossier = self._published(str(request.path_params["id"]))
        members = [
            _unsourced(as_json.member(member))
            for member in outward_all(dossier).members
        ]
        return json(
            {
                **_unsourced(as_json.story(summary(dossier), self._hub.now)),
                "relations": [
                    msgspec.to_builtins(one)
                    for one in dossier.relations
                    if self._is_out(one.story) and self._is_out(one.other)
                ],
                "members": members,
                "comparison": public(dossier.comparison)
                if dossier.comparison
                else None,
                "novelty": [as_json.novelty(one) for one in dossier.novelty],
                "factChanges": [
                    as_json.fact_change(change) for change in dossier.fact_changes
                ],
            }
        )

    def articles(self, request: Request) -> Answer:
        """Articles of published stories, in order of arrival: `limit=`, `cursor=`."""
        below = _place(request)
        limit = _limit(request)
        hits = self._hub.arrivals(limit=limit, below=below, shown=True)
        return self._hits(hits, limit)

    def article(self, request: Request) -> Answer:
        """One article of a published story."""
        article = self._hub.article(str(request.path_params["id"]))
        name = self._hub.story_id(article.id)
        if name is None or not self._is_out(name):
            raise NotFoundError(f"there is no article {article.id}")
        edits = [as_json.edit(edit) for edit in self._hub.edits(article.id)]
        return json({**self._placed([article])[0], "edits": edits})

    def all_facts(self, request: Request) -> Answer:
        """What outlets report, story by story; takes what `stories` does."""
        rows, after = self._shelf(request)
        facts = [self._facts(one.story.id) for one in rows]
        return json({"facts": facts, "next": after})

    def facts(self, request: Request) -> Answer:
        """What the outlets of one published story report."""
        name = str(request.path_params["id"])
        return json(self._facts(self._published(name).story.id))

    def deals(self, request: Request) -> Answer:
        """Deals that published stories tell, the latest first: `kind=`, `status=`,
        `org=`, `over=` (US dollars), `since=`, `limit=`, `cursor=`.
        """
        query = query_of(asked_of(request.query_params))
        limit, skip = _limit(request), _place(request) or 0
        found = self._hub.deals(query, limit=limit + 1, skip=skip)
        after = _opaque((skip + limit, "")) if len(found) > limit else None
        told = [as_json.dealing(deal) for deal, _ in found[:limit]]
        return json({"deals": told, "next": after})

    def organisations(self, request: Request) -> Answer:
        """Organisations, the latest first: `limit=`, `cursor=`."""
        limit, skip = _limit(request), _place(request) or 0
        found = self._hub.organisations(limit=skip + limit + 1)[skip:]
        after = _opaque((skip + limit, "")) if len(found) > limit else None
        told = [as_json.organisation(one) for one in found[:limit]]
        return json({"organisations": told, "next": after})

    def organisation(self, request: Request) -> Answer:
        """One organisation, with all that published stories say of it."""
        one = self._hub.organisation(str(request.path_params["id"]))
        cells = self._hub.cells(one.id)
        if not cells:
            raise NotFoundError("nothing is published of it")
        return json(
            {**as_json.organisation(one), "cells": [as_json.cell(c) for c in cells]}
        )

    def changes(self, request: Request) -> Answer:
        """Facts that changed in published stories, the latest first: `limit=`,
        `cursor=`.
        """
        limit = _limit(request)
        told = self._hub.changed_facts(limit + 1, _place(request))
        after = _opaque((told[limit - 1][0].seq, "")) if len(told) > limit else None
        shown = [
            {"story": story.story.id, **as_json.fact_change(change)}
            for change, story in told[:limit]
        ]
        return json({"changes": shown, "next": after})

    def search(self, request: Request) -> Answer:
        """Articles of published stories that `q` asks for: `limit=`, `cursor=`."""
        query = request.query_params.get("q", "").strip()
        if not query:
            raise UsageError("say what to search for: search?q=…")
        limit = _limit(request)
        below = _place(request)
        hits = self._hub.search(query, limit=limit, below=below, shown=True)
        return self._hits(hits, limit)

    def _shelf(self, request: Request) -> tuple[list[Summary], str | None]:
        order = request.query_params.get("order", "time")
        if order not in _ORDERS:
            raise UsageError(f"order={order} is none; take {' or '.join(_ORDERS)}")
        topic = request.query_params.get("topic", "")
        limit = _limit(request)
        rows = self._hub.summaries.shelf(
            f"topic:{topic.casefold()}" if topic else "",
            order=cast("Literal['time', 'heat']", order),
            limit=limit,
            after=_cursor(request),
        )
        after = _opaque(rows[-1][1]) if len(rows) == limit else None
        return [told for told, _ in rows], after

    def _hits(self, hits: Sequence[Hit], limit: int) -> Answer:
        after = _opaque((hits[-1].place, "")) if len(hits) == limit else None
        told = self._placed([hit.article for hit in hits])
        return json({"articles": told, "next": after})

    def _placed(self, articles: Sequence[Article]) -> list[dict[str, Any]]:
        return [
            _unsourced(as_json.placed(outward(article), *place))
            for article, place in self._hub.placed(articles)
        ]

    def _facts(self, story: str) -> dict[str, Any]:
        return public(self._hub.comparison(story) or Comparison(story=story))

    def _is_out(self, story: str) -> bool:
        told = self._hub.summaries.get(story)
        return told is not None and told.published

    def _published(self, name: str) -> Dossier:
        dossier = self._hub.story(name)
        if not dossier.published:
            raise NotFoundError(f"there is no story {name}")
        return dossier


def _unsourced(shown: dict[str, Any]) -> dict[str, Any]:
    """Without the address that was polled: it may be a subscriber's own."""
    if "source" in shown:
        shown["source"] = ""
    return shown


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(_USUAL))
    if not text.isdecimal() or not 1 <= int(text) <= _MOST:
        raise UsageError(f"limit={text[:20]} is no number from 1 to {_MOST}")
    return int(text)


def _place(request: Request) -> int | None:
    cursor = _cursor(request)
    return cursor[0] if cursor else None


def _cursor(request: Request) -> tuple[int, str] | None:
    """The place behind which to go on."""
    text = request.query_params.get("cursor")
    if not text:
        return None
    try:
        return msgspec.json.decode(urlsafe_b64decode(text), type=tuple[int, str])
    except (ValueError, msgspec.DecodeError) as error:
        raise UsageError("this cursor is none of ours: start without one") from error


def _opaque(place: tuple[int, str]) -> str:
    return urlsafe_b64encode(msgspec.json.encode(place)).decode()
