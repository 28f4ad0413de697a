"""publish: records and site of what changed, written whole or not at all.

A story's path is noted before its record is written, and what was written after, so
that a run killed in between writes the same file again and leaves no second one.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, cast

from newsfold.edit.desk import in_force
from newsfold.errors import RecordError
from newsfold.model import Failure
from newsfold.model.recordfile import Profile, verified
from newsfold.model.recordfile import parse as parse_record
from newsfold.publish.record import heat_band, path_of, record_of
from newsfold.publish.site import Site, SiteInfo
from newsfold.store import folder
from newsfold.store.dossiers import dossiers
from newsfold.store.seal import Seal, read_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from newsfold.model import Dossier, Story
    from newsfold.steps import Run

CONTENT, SITE = "content", "site"
_CHANGES = ("story.judged", "story.decided", "story.merged")
_LISTS = ("topics", "page")
"""Folders of the site whose pages come and go with what they list."""
_LISTED = 1_000
"""Stories on the front page, topic pages and feeds: the latest."""


def publish(run: Run) -> None:
    """Write what changed since the last time, and what has cooled down since."""
    store = run.store
    names, seq = store.log.pending("publish", _CHANGES)
    dirty = dict.fromkeys([*names, *_cooled(run)])
    if not dirty:
        return
    writer = _Writer(run, run.folder, run.settings.publish.profile)
    stories: dict[str, Story] = {}
    for name in dirty:
        story = store.stories.get(name)
        if story is None or story.id != name:
            writer.withdraw(name)
        if story is not None:
            stories[story.id] = story
    for done, dossier in enumerate(
        dossiers(store, stories.values(), in_force), start=1
    ):
        if dossier.published:
            writer.record(dossier)
        else:
            writer.withdraw(dossier.story.id)
        run.progress("records", done, len(stories))
    writer.site()
    with store.transaction():
        store.log.advance("publish", seq)


def build(
    run: Run, target: Path, *, profile: str = "", everything: bool = False
) -> None:
    """Write records and site of all stories into `target`.

    `everything`: the records of what is withheld too.
    """
    chosen = cast("Profile", profile or run.settings.publish.profile)
    writer = _Writer(run, target, chosen)
    stories = run.store.stories.all()
    for done, dossier in enumerate(dossiers(run.store, stories, in_force), start=1):
        if dossier.published or everything:
            writer.record(dossier)
        else:
            writer.withdraw(dossier.story.id)
        run.progress("records", done, len(stories))
    writer.site()


def _cooled(run: Run) -> Iterator[str]:
    """Stories whose heat has left the band that their record states."""
    for name, band in run.store.stories.warm():
        story = run.store.stories.get(name)
        for dossier in dossiers(run.store, [story] if story else [], in_force):
            if heat_band(dossier.heat, run.now) != band:
                yield name


class _Writer:
    """Writes the files of one hub, or of another folder in the same form."""

    def __init__(self, run: Run, target: Path, profile: Profile) -> None:
        self._run = run
        self._target = target
        self._profile = profile
        self._own = target == run.folder
        self._seal = _seal(run)

    def record(self, dossier: Dossier) -> None:
        """Write one story's record; RecordError where it would not read back."""
        stories = self._run.store.stories
        story = dossier.story.id
        path = path_of(dossier)
        written = stories.published(story)
        if self._own and written is None:
            with self._run.store.transaction():
                stories.save_published(story, path, "", 0)
        imported = stories.imported(story)
        try:
            record = record_of(
                dossier,
                now=self._run.now,
                seal=self._seal,
                kept=parse_record(imported) if imported else None,
            )
            data = verified(record, self._profile).encode()
        except RecordError as error:
            self._fail(story, error)
            return
        changed = folder.write(self._target / CONTENT / path, data)
        self._run.counts["records"] += changed
        if self._own:
            digest = blake2b(data, digest_size=12).hexdigest()
            with self._run.store.transaction():
                stories.save_published(story, path, digest, max(0, record.heat))

    def _fail(self, story: str, error: RecordError) -> None:
        with self._run.store.transaction():
            self._run.store.log.fail(
                Failure(
                    stage="publish",
                    subject=story,
                    reason="unsafe-record",
                    detail=str(error),
                    at=self._run.now,
                )
            )
        self._run.counts["failures"] += 1

    def withdraw(self, story: str) -> None:
        """Take a story's record and page away, where it has any."""
        stories = self._run.store.stories
        written = stories.published(story)
        if written is None:
            return
        if not self._own:
            return
        removed = folder.remove(self._target / CONTENT / written[0])
        page = written[0].removesuffix(".md") + ".html"
        folder.remove(self._target / SITE / page)
        self._run.counts["withdrawn"] += removed
        with self._run.store.transaction():
            stories.unpublish(story)

    def site(self) -> None:
        """Write what of the site differs from what stands there."""
        run, settings = self._run, self._run.settings.site
        info = SiteInfo(
            title=settings.title,
            url=settings.url,
            language=settings.language,
            description=settings.description,
            now=run.now,
        )
        latest = run.store.stories.all(limit=_LISTED)
        site = Site(info, dossiers(run.store, latest, in_force))
        root = self._target / SITE
        listed = set()
        for path, text in site.files(run.store.sources.all()):
            listed.add(root / path)
            data = text.encode("utf-8", "replace")
            run.counts["files"] += folder.write(root / path, data)
        for part in _LISTS:
            for page in (root / part).glob("*.html"):
                if page not in listed:
                    run.counts["withdrawn"] += folder.remove(page)


def _seal(run: Run) -> Callable[[dict[str, Any], str], str] | None:
    """What seals the records' private part, where the settings name a key."""
    if not run.settings.seal.key_file:
        return None
    keys = read_keys(run.folder / run.settings.seal.key_file)
    return Seal(keys[0], keys[1:]).seal
