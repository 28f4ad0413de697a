"""publish: records and pages of what changed, written whole or not at all.

A story's path is noted before its files are written; what was written, and how far the
change log has been read, only when all files stand.  So a run that is killed in between
writes the same files again, misses none and leaves no second ones.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, cast

import msgspec

from newsfold.edit.desk import in_force
from newsfold.errors import ConfigError, RecordError
from newsfold.model import Failure
from newsfold.model.recordfile import Profile, verified
from newsfold.model.recordfile import parse as parse_record
from newsfold.publish.card import page_path
from newsfold.publish.edition import FEED_ITEMS, Edition
from newsfold.publish.organisations import keys, keys_of, organisation_path, others
from newsfold.publish.record import heat_band, path_of, record_of
from newsfold.publish.rights import outward
from newsfold.publish.site import ASSETS, SiteInfo
from newsfold.publish.storyline import relatives
from newsfold.publish.summary import summary
from newsfold.steps import BATCH
from newsfold.store import folder
from newsfold.store.dossiers import changed_facts, dossiers
from newsfold.store.folder import CONTENT, MEDIA, SITE
from newsfold.store.seal import Seal, read_keys
from newsfold.text.query import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from newsfold.config import Settings
    from newsfold.model import Dossier, Heat, Instant, Story
    from newsfold.steps import Run

_CHANGES = (
    "story.judged",
    "story.decided",
    "story.merged",
    "story.related",
    "story.forgotten",
    "story.pictured",
    "story.edited",
    "story.organised",
)
_STYLE = f"assets/{ASSETS[0]}"
_THEME = "theme.css"
_LISTS = (
    *(f"{folder}/*.html" for folder in ("deals", "latest", "page", "topics")),
    "organisations/page-*.html",
)
"""Pages of the site that come and go with what they list."""
_LISTED = 1_000
"""Stories on the front page, topic pages and feeds: the latest that are let out."""


def publish(run: Run) -> None:
    """Write what changed since the last time, and what has cooled down since."""
    store = run.store
    names, seq = store.log.pending("publish", _CHANGES)
    touched, last = store.log.pending("publish", ("organisation.changed",))
    dirty = dict.fromkeys([*names, *store.stories.cooled(run.now)])
    if not dirty and not touched:
        return
    writer = _Writer(run, run.folder, run.settings.publish.profile)
    stories: dict[str, Story] = {}
    for name in dirty:
        story = store.stories.get(name)
        if story is None:
            writer.withdraw(name)
        else:
            stories[story.id] = story
    writer.write(list(stories.values()))
    writer.organisations(touched)
    writer.finish()
    with store.transaction():
        store.log.advance("publish", max(seq, last))


def build(
    run: Run, target: Path, *, profile: str = "", everything: bool = False
) -> None:
    """Write records and site of all stories into `target`.

    `everything`: the records of what is withheld too.
    """
    chosen = cast("Profile", profile or run.settings.publish.profile)
    writer = _Writer(run, target, chosen, everything=everything)
    writer.write(run.store.stories.all())
    known = (one.id for one in run.store.organisations.all())
    writer.organisations([*known, *run.store.organisations.merged()])
    writer.finish()


def site_info(settings: Settings, now: Instant) -> SiteInfo:
    """What the site says of itself."""
    return SiteInfo(
        title=settings.site.title,
        url=settings.site.url,
        language=settings.site.language,
        description=settings.site.description,
        now=now,
        pictures=settings.fetch.images != "never",
    )


def _cools(heat: Heat | None, now: Instant) -> Instant | None:
    """When heat leaves the band that a record written now states, if it ever does."""
    band = heat_band(heat, now)
    return heat.below(band) if heat and band > 0 else None


class _Note(NamedTuple):
    """What stands on disk for a story."""

    story: str
    path: str
    digest: str
    """Of the record; empty where nothing is public."""
    cools: Instant | None


class _Writer:
    """Writes the files of one hub, or of another folder in the same form."""

    def __init__(
        self, run: Run, target: Path, profile: Profile, *, everything: bool = False
    ) -> None:
        self._run = run
        self._store = run.store
        self._records, self._pages = target / CONTENT, target / SITE
        self._profile = profile
        self._everything = everything
        self._own = target.resolve() == run.folder
        self._seal = _seal(run)
        self._theme = theme(run.folder)
        self._info = site_info(run.settings, run.now)
        self._edition = Edition(self._info, ())
        self._addresses: dict[str, str] = {}
        """Where the page of each story that was looked at stands, empty for none."""
        self._notes: list[_Note] = []
        self._failures: list[Failure] = []

    def write(self, stories: Sequence[Story]) -> None:
        """Bring the summaries, records and pages of these stories up to date."""
        for batch in _batches(stories):
            known = list(dossiers(self._store, batch, in_force))
            with self._store.transaction():
                for dossier in known:
                    self._sum_up(dossier)
        # The masthead of a page needs the topics of all.
        shelf = self._store.summaries.shelf(limit=_LISTED)
        told = changed_facts(self._store, FEED_ITEMS)
        deals = self._store.ledger.deals(Query(), limit=_LISTED)
        organisations = self._store.organisations
        self._edition = Edition(
            self._info,
            (one for one, _ in shelf),
            told,
            deals,
            organisations.all(limit=_LISTED),
            organisations.known(
                (key for deal, _ in deals for key in keys(deal)), shown=True
            ),
        )
        done = 0
        for batch in _batches(stories):
            found = {d.story.id: d for d in dossiers(self._store, batch, in_force)}
            for story in batch:
                if story.id in found:
                    self._story(found[story.id])
                else:
                    self.withdraw(story.id)
            done += len(batch)
            self._run.progress("records", done, len(stories))

    def _sum_up(self, dossier: Dossier) -> None:
        """Note the story's path, which its files are written under, and what lists
        show of it.
        """
        if not dossier.path and (dossier.published or self._everything):
            path = path_of(dossier)
            self._store.stories.save_published(dossier.story.id, path, "", None)
            dossier = msgspec.structs.replace(dossier, path=path)
        self._store.summaries.save(summary(dossier))

    def _story(self, dossier: Dossier) -> None:
        story, path = dossier.story.id, path_of(dossier)
        page = page_path(path) if dossier.published else ""
        if page:
            known = self._store.summaries.known(relatives(dossier))
            named = self._store.organisations.known(keys_of(dossier), shown=True)
            self._put(page, self._edition.site.story(dossier, known, named))
            self._pictures(dossier)
        else:
            folder.remove(self._pages / page_path(path))
        self._addresses[story] = page
        digest = ""
        if dossier.published or self._everything:
            digest = self._record(dossier, path)
        else:
            self._run.counts["withdrawn"] += folder.remove(self._records / path)
        if dossier.published:
            cools = _cools(dossier.heat, self._run.now)
            self._notes.append(_Note(story, path, digest, cools))
        elif dossier.path or self._everything:
            self._notes.append(_Note(story, path, "", None))

    def _pictures(self, dossier: Dossier) -> None:
        """Put our renditions of the lead's pictures where the site's pages look."""
        for image in outward(dossier.lead.article).images:
            if image.file:
                source = self._run.folder / MEDIA / image.file
                self._run.counts["files"] += folder.copy(
                    source, self._pages / MEDIA / image.file
                )

    def _record(self, dossier: Dossier, path: str) -> str:
        """Write one story's record; returns its digest, the old one where it fails."""
        story = dossier.story.id
        imported = self._store.stories.imported(story)
        try:
            record = record_of(
                dossier,
                now=self._run.now,
                seal=self._seal,
                kept=parse_record(imported) if imported else None,
            )
            data = verified(record, self._profile).encode()
        except RecordError as error:
            failure = Failure(
                stage="publish",
                subject=story,
                reason="unsafe-record",
                detail=str(error),
                at=self._run.now,
            )
            self._failures.append(failure)
            standing = self._store.stories.published([story])
            return standing[story][1] if standing else ""
        self._run.counts["records"] += folder.write(self._records / path, data)
        return blake2b(data, digest_size=12).hexdigest()

    def withdraw(self, story: str) -> None:
        """Take a story's record and page away, where it has any."""
        self._addresses[story] = ""
        with self._store.transaction():
            self._store.summaries.drop(story)
        written = self._store.stories.published([story])
        if not written:
            return
        path, _ = written[story]
        self._run.counts["withdrawn"] += folder.remove(self._records / path)
        folder.remove(self._pages / page_path(path))
        self._notes.append(_Note(story, path, "", None))

    def organisations(self, names: Sequence[str]) -> None:
        """Bring the pages of these organisations up to date; a merged one leads on."""
        store = self._store
        heirs = store.organisations.merged()
        for name in names:
            one = store.organisations.get(name)
            cells = store.organisations.cells(one.id) if one else []
            path = organisation_path(name)
            if one is None or not cells:
                self._run.counts["withdrawn"] += folder.remove(self._pages / path)
            elif name in heirs:
                text = self._edition.site.moved(path, organisation_path(one.id))
                self._put(path, text)
            else:
                text = self._edition.site.organisation(
                    one,
                    cells,
                    stories=store.summaries.known({cell.story for cell in cells}),
                    known=store.organisations.known(others(cells), shown=True),
                )
                self._put(path, text)

    def finish(self) -> None:
        """Write what is made of many stories, then note what was written."""
        self._lead_on()
        self._lists()
        folder.settle(self._pages)
        failed = {failure.subject for failure in self._failures}
        for start in range(0, len(self._notes), BATCH):
            with self._store.transaction():
                for note in self._notes[start : start + BATCH]:
                    if self._own:
                        self._store.stories.save_published(*note)
                    if note.story not in failed:
                        self._store.log.clear("publish", note.story)
        with self._store.transaction():
            for failure in self._failures:
                self._store.log.fail(failure)
                self._run.counts["failures"] += 1

    def _lead_on(self) -> None:
        """Let the pages of stories that were merged lead to those they became."""
        merged = self._store.stories.merged()
        gone = [old for old, heir in merged.items() if heir in self._addresses]
        for old, (path, digest) in self._store.stories.published(gone).items():
            self._run.counts["withdrawn"] += folder.remove(self._records / path)
            page, target = page_path(path), self._addresses[merged[old]]
            if digest and target:
                self._put(page, self._edition.site.moved(page, target))
            else:
                folder.remove(self._pages / page)
            # That it was public once is remembered: its address may be in use.
            self._notes.append(_Note(old, path, digest, None))

    def _lists(self) -> None:
        listed = set()
        store = self._store
        for path, text in self._edition.files(
            store.summaries.tallies(), store.sources.all(), store.hosts.all()
        ):
            self._put(path, text)
            listed.add(self._pages / path)
        for part in _LISTS:
            for page in self._pages.glob(part):
                if page not in listed:
                    self._run.counts["withdrawn"] += folder.remove(page)

    def _put(self, path: str, text: str) -> None:
        if path == _STYLE:
            text += self._theme
        data = text.encode("utf-8", "replace")
        self._run.counts["files"] += folder.write(
            self._pages / path, data, lasting=False
        )


def _batches(stories: Sequence[Story]) -> Iterator[Sequence[Story]]:
    for start in range(0, len(stories), BATCH):
        yield stories[start : start + BATCH]


def _seal(run: Run) -> Callable[[dict[str, Any], str], str] | None:
    """What seals the records' private part, where the settings name a key."""
    if not run.settings.seal.key_file:
        return None
    keys = read_keys(run.folder / run.settings.seal.key_file)
    return Seal(keys[0], keys[1:]).seal


def theme(hub: Path) -> str:
    """The hub's own style, which stands after ours; empty where it has none.

    Raises ConfigError for a file that is no text.
    """
    path = hub / _THEME
    try:
        return f"\n/* {_THEME} */\n{path.read_text('utf-8')}"
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read: {error}"
        raise ConfigError(message) from error
