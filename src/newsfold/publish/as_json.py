"""Records as public JSON: the keys of `--json`, the filters and the API.

Times are `YYYY-MM-DDTHH:MM:SSZ` or null; keys are camelCase and always there.  The
addresses of sources come without user name and password.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newsfold.publish.edits import told_of
from newsfold.publish.health import diagnose
from newsfold.publish.record import band_of
from newsfold.text import urls
from newsfold.text.dates import iso

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.model import (
        Article,
        Cell,
        Change,
        Dealing,
        Edit,
        Failure,
        HostRights,
        Instant,
        Member,
        Novelty,
        Organisation,
        Poll,
        Provider,
        Rights,
        Source,
        Summary,
    )


def time(instant: Instant | None) -> str | None:
    """A moment as it is shown; None stays None."""
    return None if instant is None else iso(instant)


def provider(outlet: Provider) -> dict[str, Any]:
    """An outlet: name, domain and kind, an owner where it is known."""
    shown: dict[str, Any] = {
        "name": outlet.name,
        "domain": outlet.domain,
        "kind": outlet.kind,
    }
    if outlet.owner:
        shown["owner"] = outlet.owner
    return shown


def article(one: Article) -> dict[str, Any]:
    """An article without its body."""
    return {
        "id": one.id,
        "title": one.title,
        "excerpt": one.excerpt,
        "publishedDateTime": time(one.published),
        "originalUrl": one.original_url,
        "webUrl": one.web_url,
        "category": one.category,
        "type": one.type,
        "language": one.language,
        "provider": _written_by(one),
        "topics": list(one.tags),
        "images": _images(one),
        "source": urls.shown(one.source),
        "revision": one.revision,
        "seenDateTime": time(one.seen),
        "marks": list(one.marks),
        "rights": rights(one.rights),
    }


def _written_by(one: Article) -> dict[str, Any]:
    shown = provider(one.provider)
    shown["authors"] = [{"name": name} for name in one.authors]
    return shown


def _images(one: Article) -> list[dict[str, Any]]:
    return [
        {
            "url": image.url,
            "width": image.width,
            "height": image.height,
            "isCached": image.is_cached,
        }
        for image in one.images
    ]


def rights(one: Rights) -> dict[str, Any]:
    """What may be done with an article, use by use, and why."""
    return {
        "fetch": one.fetch,
        "analyse": one.analyse,
        "model": one.model,
        "republish": one.republish,
        "image": one.image,
        "snippet": one.snippet if one.snippet >= 0 else None,
        "why": one.why,
    }


def placed(one: Article, story: str | None, copy_of: str | None) -> dict[str, Any]:
    """An article with the story that it stands in, and what it is a copy of."""
    return {**article(one), "story": story, "copyOf": copy_of}


def extracted(one: Article, name: str) -> dict[str, Any]:
    """An article as the `extract` filter answers it."""
    return {
        "id": name,
        "title": one.title,
        "excerpt": one.excerpt,
        "publishedDateTime": time(one.published),
        "originalUrl": one.original_url,
        "webUrl": one.web_url,
        "type": one.type,
        "language": one.language,
        "provider": {
            "name": one.provider.name,
            "domain": one.provider.domain,
            "authors": [{"name": author} for author in one.authors],
            "images": list(one.provider.images),
        },
        "topics": list(one.tags),
        "images": [
            {"url": image.url, "width": image.width, "height": image.height}
            for image in one.images
        ],
        "links": [{"url": link.url, "text": link.text} for link in one.links],
        "body": one.body,
    }


def member(one: Member) -> dict[str, Any]:
    """An article as part of a story."""
    return {
        **article(one.article),
        "quality": one.quality.value,
        "copyOf": one.copy.of if one.copy else None,
        "origin": msgspec.to_builtins(one.origin) if one.origin else None,
        "edits": [edit(each) for each in one.edits],
    }


def edit(one: Edit) -> dict[str, Any]:
    """What an outlet changed after publication, and how it told of it: the texts
    themselves stay private.
    """
    before, after = one.before, one.after
    told, notice = told_of(one)
    return {
        "revision": after.number,
        "dateTime": time(after.fetched),
        "changed": [
            name
            for name in ("title", "excerpt", "body")
            if getattr(before, name) != getattr(after, name)
        ],
        "titles": [before.title, after.title],
        "told": told or "unknown",
        "notice": notice,
    }


def novelty(one: Novelty) -> dict[str, Any]:
    """What an article adds to its story: the words of its new claims, its new names."""
    return {
        "article": one.article,
        "claims": list(one.claims),
        "names": list(one.names),
    }


def fact_change(change: Change) -> dict[str, Any]:
    """A line `fact.changed` of the change log: what is told otherwise, and by whom."""
    told = change.detail
    return {
        "dateTime": time(change.at),
        "what": told["what"],
        "from": told["before"],
        "to": told["after"],
        "article": told["article"],
        "provider": told["outlet"],
        "quote": told["quote"],
        "revised": told["revised"],
    }


def dealing(one: Dealing) -> dict[str, Any]:
    """A deal as a story's articles tell it together; `usd` at that day's rate."""
    return {
        "story": one.story,
        "dateTime": time(one.at),
        "kind": one.kind,
        "status": one.status,
        "target": one.target or None,
        "buyerOrInvestors": list(one.parties),
        "amounts": [msgspec.to_builtins(sum_) for sum_ in one.sums],
        "usd": one.usd,
        "sharePercent": one.share_percent,
        "people": one.people,
        "verdict": one.verdict,
        "parties": one.agreed,
        "outlets": one.outlets,
        "article": one.article,
        "provider": one.outlet,
        "quote": one.quote,
    }


def organisation(one: Organisation) -> dict[str, Any]:
    """An organisation, without what is said of it."""
    return {
        "id": one.id,
        "name": one.name,
        "aliases": list(one.aliases),
        "domain": one.domain or None,
        "domainEvidence": one.evidence or None,
        "deals": one.deals,
        "seenDateTime": time(one.seen),
        "latestDateTime": time(one.latest or None),
    }


def cell(one: Cell) -> dict[str, Any]:
    """What one article says of an organisation, with its words."""
    return {
        "asOfDateTime": time(one.at),
        "role": one.role,
        "what": one.what,
        "value": one.value,
        "unit": one.unit or None,
        "qualifier": one.qualifier,
        "kind": one.kind or None,
        "status": one.status or None,
        "others": list(one.others),
        "name": one.name,
        "quote": one.quote,
        "provider": one.outlet,
        "story": one.story,
        "article": one.article,
        "webUrl": one.url,
    }


def story(told: Summary, now: Instant) -> dict[str, Any]:
    """A story: its lead's fields as in a record, and what the hub makes of it."""
    lead = told.lead
    heat = -1 if told.heat is None else told.heat.value(now)
    return {
        "id": told.story.id,
        "category": lead.category,
        "title": lead.title,
        "excerpt": lead.excerpt,
        "publishedDateTime": time(lead.published),
        "originalUrl": lead.original_url,
        "webUrl": lead.web_url,
        "type": lead.type,
        "quality": told.quality,
        "heat": heat,
        "heatBand": band_of(heat),
        "published": told.published,
        "provider": _written_by(lead),
        "topics": list(told.topics),
        "images": _images(lead),
        "language": lead.language,
        "lead": lead.id,
        "articles": list(told.story.articles),
        "outlets": list(told.outlets),
        "independentOrigins": told.independent,
        "verdict": told.verdict,
        "parties": told.parties,
        "openedDateTime": time(told.story.opened),
        "updatedDateTime": time(told.story.updated),
        "path": told.path,
    }


def source(watched: Source, poll: Poll) -> dict[str, Any]:
    """A source with what its last poll taught us, and how it fares."""
    health = diagnose(watched, poll)
    return {
        "url": urls.shown(watched.url),
        "title": watched.title,
        "site": urls.shown(watched.site),
        "kind": watched.kind,
        "rule": watched.rule,
        "state": watched.state,
        "topics": list(watched.topics),
        "addedDateTime": time(watched.added or None),
        "polledDateTime": time(poll.last or None),
        "dueDateTime": time(poll.due or None),
        "status": poll.status,
        "failures": poll.failures,
        "reason": poll.reason,
        "newsDateTime": time(poll.news or None),
        "health": {
            "kind": health.kind,
            "why": health.why,
            "sinceDateTime": time(health.since or None),
            "mend": health.mend,
        },
    }


def source_rights(watched: Source, hosts: Iterable[HostRights]) -> dict[str, Any]:
    """What the hosts of a source's outlet say in `/.well-known/tdmrep.json`."""
    domain = urls.registrable(watched.site or watched.url)
    said = [host for host in hosts if urls.registrable(host.host) == domain]
    return {
        "tdmReserved": any(kept for host in said for _, kept, _ in host.rules)
        if said
        else None,
        "tdmPolicy": next(
            (policy for host in said for _, kept, policy in host.rules if kept), ""
        ),
    }


def failure(one: Failure, times: int) -> dict[str, Any]:
    """A failure, and how often it happened."""
    return {
        "stage": one.stage,
        "subject": urls.shown(one.subject),
        "reason": one.reason,
        "detail": one.detail,
        "dateTime": time(one.at),
        "times": times,
    }
