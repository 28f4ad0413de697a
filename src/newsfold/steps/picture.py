"""picture: our own rendition of what published stories show.

It comes after publishing, since pictures are many and their servers want to be asked
slowly: stories are out at once, their pictures linked where the outlets keep them, and
are written again with ours.  A picture that cannot be had costs a failure, and stays a
link.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from newsfold.edit.desk import in_force
from newsfold.fetch import shown
from newsfold.fetch.picture import bytes_of, may_keep, render
from newsfold.model import Failure, Image, Request
from newsfold.publish.card import web
from newsfold.steps.publish import publish
from newsfold.store import folder
from newsfold.store.dossiers import dossiers
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsfold.fetch.picture import Rendition
    from newsfold.model import Article, Dossier, Page
    from newsfold.steps import Run

__all__ = ["picture"]

_CHANGES = ("story.judged", "story.decided")
_HOUR = 3_600
_ATTEMPTS = 3


def picture(run: Run) -> None:
    """Have the pictures of stories that were published, and publish these with them."""
    if run.settings.fetch.images == "never":
        return
    _want(run)
    wanted = {
        url: (story, tries) for url, story, tries in run.store.pictures.wanted(run.now)
    }
    if not wanted:
        return
    came = False
    for done, (url, outcome) in enumerate(_ask(run, list(wanted)), start=1):
        story, tries = wanted[url]
        came |= _save(run, url, story, tries, outcome)
        run.progress("pictures", done, len(wanted))
    if came:
        publish(run)


def _want(run: Run) -> None:
    """Ask for what stories show that changed; those long closed are left alone."""
    store = run.store
    names, seq = store.log.pending("picture", _CHANGES)
    if not names:
        return
    opened = run.now - run.settings.stories.window_hours * _HOUR
    found = filter(None, map(store.stories.get, names))
    stories = {s.id: s for s in found if s.updated >= opened}
    wants = [
        (url, dossier.story.id)
        for dossier in dossiers(store, stories.values(), in_force)
        if dossier.published
        for article in _depicted(run, dossier)
        if (url := next((i.url for i in article.images if web(i.url)), ""))
    ]
    with store.transaction():
        for url, story in wants:
            store.pictures.want(url, story)
        store.log.advance("picture", seq)


def _depicted(run: Run, dossier: Dossier) -> list[Article]:
    members = dossier.members
    if run.settings.fetch.images == "lead":
        members = members[:1]
    articles = [member.article for member in members]
    return [article for article in articles if article.rights.image == "allow"]


def _ask(run: Run, urls: list[str]) -> Iterator[tuple[str, Rendition | Failure]]:
    """Fetch and render, each as soon as it is there."""
    from newsfold.fetch.stream import stream

    plain: list[tuple[str, Failure]] = []

    def pages() -> Iterator[Page]:
        for request, page in stream(
            [Request(url=url, purpose="image") for url in urls],
            run.settings.fetch,
            version=__version__,
            route=run.route,
            hosts=run.hosts,
        ):
            if isinstance(page, Failure):
                plain.append((request.url, page))
            elif not may_keep(page):
                plain.append((request.url, _failure(request.url, "no-copies")))
            else:
                yield page

    for outcome in run.engine.map(render, pages(), cost=bytes_of):
        yield from plain
        plain.clear()
        url = outcome.item.request.url
        made = outcome.value
        if made is None:
            yield url, outcome.failure or _failure(url, "error")
        elif made.reason:
            yield url, _failure(url, made.reason, made.detail)
        else:
            yield url, made
    yield from plain


def _save(
    run: Run, url: str, story: str, tries: int, outcome: Rendition | Failure
) -> bool:
    """Keep a rendition, or the failure in its place; whether it is a rendition."""
    store = run.store
    if isinstance(outcome, Failure):
        again = outcome.stage == "fetch" and tries + 1 < _ATTEMPTS
        wait = max(_HOUR, outcome.wait)
        with store.transaction():
            store.pictures.failed(url, retry=run.now + wait if again else None)
            store.log.fail(
                msgspec.structs.replace(outcome, subject=shown(url), at=run.now)
            )
        run.counts["failures"] += 1
        return False
    name = f"{blake2b(outcome.data, digest_size=12).hexdigest()}.webp"
    folder.write(run.folder / folder.MEDIA / name, outcome.data)
    image = Image(url=url, width=outcome.width, height=outcome.height, file=name)
    with store.transaction():
        store.pictures.save(image)
        for stage in ("fetch", "picture"):
            store.log.clear(stage, shown(url))
        store.log.add("story.pictured", story, at=run.now)
    run.counts["pictures"] += 1
    return True


def _failure(url: str, reason: str, detail: str = "") -> Failure:
    return Failure(stage="picture", subject=shown(url), reason=reason, detail=detail)
