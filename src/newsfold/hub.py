"""The façade that the command line and library users share: one hub, one folder.

```python
with Hub.open("my-hub") as hub:
    hub.add(["https://example.org/feed.xml"])
    hub.run()
    for dossier in hub.stories(limit=10):
        print(dossier.lead.article.title, dossier.outlets)
```
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import msgspec

from newsfold import config
from newsfold.errors import ConfigError, NotFoundError, UsageError
from newsfold.following import Following
from newsfold.model import Poll, Record
from newsfold.steps import decide
from newsfold.store import folder, open_store
from newsfold.store.lock import run_lock
from newsfold.text.urls import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from newsfold.config import Settings
    from newsfold.model import Decision, Instant, Kind, Source
    from newsfold.publish.site import SiteInfo
    from newsfold.steps import Run
    from newsfold.steps.bring_in import Brought
    from newsfold.steps.learn import Checked, Learnt
    from newsfold.steps.pushed import Pushed
    from newsfold.steps.refold import Refolding
    from newsfold.steps.subscribe import Subscription
    from newsfold.store import Store
    from newsfold.store.backup import Backup

__all__ = ["Hub", "Report"]

Progress: TypeAlias = Callable[[str, int, int], None] | None
"""Told what is going on, how much of it is done, and of how much."""
OPML_NAME = "sources.opml"
TOPICS_NAME = "topics.toml"
_FOLDER_MODE = 0o700
_STATES: dict[str, Any] = {"pause": "paused", "resume": "active"}


class Report(Record, frozen=True, kw_only=True):
    """What a run did.  `counts` are by word: `new`, `sighting`, `stories` …"""

    counts: dict[str, int]
    seconds: dict[str, float]
    """By step of the pipeline."""


class Hub(Following):
    """One hub.  `Hub.create` makes a folder one, `Hub.open` opens it.

    `now` is the hub's clock: the system's, unless a moment was given, which then holds
    for everything (replays, tests, the demo).
    """

    def __init__(
        self,
        where: Path,
        settings: Settings,
        store: Store,
        *,
        now: Instant | None = None,
        origins: Mapping[str, str] | None = None,
        warnings: Sequence[str] = (),
    ) -> None:
        super().__init__(store)
        self.folder = where
        self.settings = settings
        self.origins = dict(origins or {})
        """Where each setting comes from that is no default."""
        self.warnings = list(warnings)
        self._now = now

    @classmethod
    def create(cls, where: str | Path) -> Path:
        """Make the folder `where` a hub: settings, an empty source list, a database.

        Raises UsageError when it is a hub already.
        """
        path = Path(where).expanduser().resolve()
        if (path / config.FILE_NAME).exists():
            message = f"{path} is a hub already"
            raise UsageError(message)
        path.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        path.chmod(_FOLDER_MODE)
        (path / config.FILE_NAME).write_text(config.template(), "utf-8")
        with cls.open(path) as hub:
            hub._write_opml()  # noqa: SLF001  # our own
        return path

    @classmethod
    def open(
        cls,
        where: str | Path = ".",
        *,
        now: Instant | None = None,
        environ: Mapping[str, str] | None = None,
        flags: Mapping[str, Any] | None = None,
    ) -> Self:
        """Open a hub.

        Raises NotFoundError where there is none, ConfigError for bad settings,
        StorageError when its database cannot be used.
        """
        path = config.find(where)
        environ = os.environ if environ is None else environ
        settings, origins, warnings = config.load(path, environ, flags)
        store = open_store(settings.store.url, path)
        return cls(path, settings, store, now=now, origins=origins, warnings=warnings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    @property
    def site_info(self) -> SiteInfo:
        """What the site says of itself at this moment."""
        from newsfold.steps.publish import site_info

        return site_info(self.settings, self.now)

    @property
    def theme(self) -> str:
        """The hub's own style, which stands after the site's; mostly empty."""
        from newsfold.steps.publish import theme

        return theme(self.folder)

    @property
    def now(self) -> Instant:
        """The moment that this hub takes for the present."""
        return int(time.time()) if self._now is None else self._now

    # ── what is watched ──────────────────────────────────────────────────────────

    def add(
        self, urls: Iterable[str], *, kind: Kind | None = None, rule: str = ""
    ) -> list[Subscription]:
        """Subscribe to sources, or to the best feed or sitemap of a page.

        `kind`: what they are; None: what their content says.  `rule`: by which they
        are read, `rules/NAME.toml`.  Raises NetworkError when an address cannot be
        reached, InputError when there is no source at it, ConfigError for a bad rule.
        """
        from newsfold.steps.subscribe import subscribe

        with self._run() as run:
            try:
                return [subscribe(run, url, kind=kind, rule=rule) for url in urls]
            finally:
                self._write_opml()

    def watch(self, sources: Iterable[Source]) -> int:
        """Subscribe to feeds whose addresses are known; returns how many are new."""
        with self._store.transaction():
            added = [self._store.sources.add(one, at=self.now) for one in sources]
        self._write_opml()
        return sum(added)

    def import_files(
        self, paths: Iterable[Path], *, as_is: bool = False, progress: Progress = None
    ) -> list[Brought]:
        """Bring in source lists (OPML), records and articles (JSON Lines).

        With `as_is` nothing is repaired.  Stories are folded, judged and published by
        the next `run`.  Raises InputError for a file that is none of these.
        """
        from newsfold.steps.bring_in import bring_in

        with run_lock(self.folder), self._run(progress=progress) as run:
            try:
                return [bring_in(run, path, as_is=as_is) for path in paths]
            finally:
                self._write_opml()

    def sources(self) -> list[tuple[Source, Poll]]:
        """What is watched, with what the last polls taught us."""
        return self._store.sources.all()

    def source(self, url: str) -> Source | None:
        """The source at an address; None where none is watched there (any more)."""
        known = self._store.sources.get(url)
        return known[0] if known else None

    def change_source(self, url: str, action: str) -> None:
        """`pause`, `resume` or `remove` a source.  Raises NotFoundError."""
        with self._store.transaction():
            known = self._store.sources.get(url) or self._source_shown(url)
            if known is None:
                all_ = (shown(source.url) for source, _ in self.sources())
                raise NotFoundError.of("source", "sources", url, all_)
            if action == "remove":
                self._store.sources.remove(known[0].url, at=self.now)
            else:
                source = msgspec.structs.replace(known[0], state=_STATES[action])
                poll = Poll() if action == "resume" else None
                self._store.sources.update(source, poll)
                self._store.log.add(f"source.{source.state}", source.url, at=self.now)
        self._write_opml()

    def _source_shown(self, url: str) -> tuple[Source, Poll] | None:
        """The source whose address, without its user name and password, is `url`."""
        found = (pair for pair in self.sources() if shown(pair[0].url) == url)
        return next(found, None)

    @property
    def pushed(self) -> Pushed:
        """What hubs call at the server's address (WebSub)."""
        from newsfold.steps.pushed import Pushed

        return Pushed(self._store, self.now)

    def opml(self) -> str:
        """The sources as OPML."""
        from newsfold.sources import opml

        sources = [source for source, _ in self.sources()]
        return opml.write(sources, self.settings.site.title)

    def _write_opml(self) -> None:
        folder.write(self.folder / OPML_NAME, self.opml().encode())

    # ── running ──────────────────────────────────────────────────────────────────

    def run(
        self,
        *,
        force: bool = False,
        start: str = "",
        route: Callable[[str], str] | None = None,
        progress: Progress = None,
    ) -> Report:
        """Fetch what is due and take it through all stages; `start` begins at a stage.

        `force` asks every source, due or not; validators are sent all the same.
        Raises LockedError while another run holds the hub.
        """
        from newsfold import pipeline

        with run_lock(self.folder), self._run(progress=progress) as run:
            folder.sweep(self.folder)
            run.force, run.route = force, route
            try:
                seconds = pipeline.run(run, start=start)
            finally:
                self._write_opml()
        return Report(counts=dict(run.counts), seconds=seconds)

    def build(
        self,
        *,
        out: Path | None = None,
        profile: str = "",
        everything: bool = False,
        progress: Progress = None,
    ) -> Report:
        """Write records, site and feeds of all stories anew, into `out` or the hub.

        `everything` also writes what is withheld, with `published: false`.
        """
        from newsfold.steps.publish import build

        began = time.perf_counter()
        with run_lock(self.folder), self._run(progress=progress) as run:
            build(run, out or self.folder, profile=profile, everything=everything)
            self._write_watches(out or self.folder)
        seconds = {"publish": time.perf_counter() - began}
        return Report(counts=dict(run.counts), seconds=seconds)

    def refold(self, *, dry_run: bool = False, progress: Progress = None) -> Refolding:
        """Fold all stories anew, closed ones too; with `dry_run` only say what would
        change.  Raises LockedError while a run holds the hub.
        """
        from newsfold.steps.refold import refold

        with run_lock(self.folder), self._run(progress=progress) as run:
            return refold(run, dry_run=dry_run)

    def learn_rule(self, host: str) -> Learnt:
        """The rule for a host's articles that its kept pages speak for.

        Raises InputError where too few are kept, or they have nothing in common.
        """
        from newsfold.steps.learn import learn

        with self._run() as run:
            return learn(run, host)

    def check_rules(self, names: Sequence[str] = ()) -> list[Checked]:
        """How the rules for articles, or some, do on the pages that are kept.

        Raises NotFoundError for a name that none has.
        """
        from newsfold.steps.learn import check

        with self._run() as run:
            return check(run, names)

    def backup(self, target: Path, *, keep: int = 0) -> Backup:
        """Copy the hub into a new folder below `target`; see `newsfold.store.backup`.

        A run may go on meanwhile.
        """
        from newsfold.store.backup import backup

        return backup(
            self._store,
            self.folder,
            target,
            database=self.settings.store.url.removeprefix("sqlite:///"),
            now=self.now,
            keep=keep,
        )

    def forget(self, names: Sequence[str], *, progress: Progress = None) -> list[str]:
        """Remove articles, by id or address, and all traces of them, for good.

        Returns the ids of those that were still there.  Raises NotFoundError, with
        nothing done, for what is not known; StorageError while another process keeps
        the database from being written anew.
        """
        from newsfold import pipeline
        from newsfold.steps.forget import forget

        with run_lock(self.folder), self._run(progress=progress) as run:
            forgotten = forget(run, names)
            pipeline.settle(run)
            self._store.forgotten.scrub()
        return forgotten

    def _run(self, *, progress: Progress = None) -> AbstractContextManager[Run]:
        """What a run works with; its workers are joined when it ends."""
        from newsfold.steps.context import open_run

        return open_run(
            self._store, self.settings, self.folder, now=self.now, progress=progress
        )

    # ── deciding ─────────────────────────────────────────────────────────────────

    def decide(self, story: str, kind: str, reason: str) -> Decision:
        """Decide as a person: a story is `usable`, `withheld` or `cancelled`.

        It holds through reruns.  Lists and `serve` follow at once, files with the next
        `run` or `build`.  Raises UsageError for another kind.
        """
        return decide.publication(self._store, story, kind, reason, at=self.now)

    # The next four return the id of the story that stands now.  Like `decide` they
    # hold through reruns; `newsfold.steps.decide` says what each does and raises.

    def merge(self, story: str, other: str, reason: str = "") -> str:
        """Let a story take in another, whose id redirects from then on."""
        return decide.merge(self._store, story, other, reason, at=self.now)

    def split(self, story: str, articles: Sequence[str], reason: str = "") -> str:
        """Make articles of a story, with their copies, one of their own."""
        return decide.split(self._store, story, articles, reason, at=self.now)

    def pin(self, story: str, article: str, reason: str = "") -> str:
        """Put an article into a story for good."""
        return decide.pin(self._store, story, article, reason, at=self.now)

    def lead(self, story: str, article: str, reason: str = "") -> str:
        """Let an article lead its story."""
        return decide.choose_lead(self._store, story, article, reason, at=self.now)

    def unseal(self, secured: str, original_url: str) -> dict[str, Any]:
        """The private part of a record, opened with the hub's key.

        Raises ConfigError without a key, InputError for what it does not open.
        """
        from newsfold.store.seal import Seal, read_keys

        if not self.settings.seal.key_file:
            message = "no key is set: name its file as seal.key_file in newsfold.toml"
            raise ConfigError(message)
        keys = read_keys(self.folder / self.settings.seal.key_file)
        return Seal(keys[0], keys[1:]).open(secured, original_url)
