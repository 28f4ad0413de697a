"""What a hub's owner should know about its state, and the command that mends it.

Every check stands for itself: what cannot be opened is a finding, and what needs it is
then left out.
"""

from __future__ import annotations

import os
import shutil
import stat
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from newsfold import config
from newsfold.config import Settings
from newsfold.errors import ConfigError, SchemaError, StorageError
from newsfold.extract.rules import ArticleRule
from newsfold.judge import topics
from newsfold.model import Record, Topic
from newsfold.publish.health import diagnose
from newsfold.steps.rules import FOLDER as RULES
from newsfold.steps.rules import article_rules, rule_of
from newsfold.store import open_store
from newsfold.store.folder import CONTENT, SITE, stale
from newsfold.store.lock import holder
from newsfold.store.seal import read_keys
from newsfold.text.dates import iso
from newsfold.text.urls import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from newsfold.model import Instant, Poll, Source
    from newsfold.store import Store

__all__ = ["Finding", "examine"]

_TOPICS = "topics.toml"
_HOUR, _DAY = 3_600, 86_400
_STALE_DAYS = 2
"""After so many days without a poll the hub does not run."""
_WELL = frozenset({"ok", "new", "paused"})
"""Sources that need no word of their own."""
_NOTABLE = frozenset({"moved", "overflow", "quiet", "resting"})
"""What may be well all the same."""
_TIGHT, _LOW = 100_000_000, 1_000_000_000
"""Free bytes on disk: with the first a run may fail, the second is worth knowing."""
_LATEST = 1_000
"""Stories whose topics and records are looked at: the latest."""


class Finding(Record, frozen=True, kw_only=True):
    """One thing that was looked at."""

    state: Literal["good", "note", "bad"]
    what: str
    mend: str = ""
    """The command or the setting that puts it right; empty where nothing is wrong."""


class _Hub(NamedTuple):
    """What a check of an open hub looks at."""

    folder: Path
    settings: Settings
    store: Store
    now: Instant


def examine(folder: Path, environ: Mapping[str, str], now: Instant) -> list[Finding]:
    """Look at folder, settings, database, sources, records and what has failed."""
    settings, found = _settings(folder, environ)
    found += [*_folder(folder), *_disk(folder), *_run(folder)]
    found += [*_key(folder, settings), *_own_topics(folder)]
    store = _open(folder, settings, found)
    if store is not None:
        try:
            hub = _Hub(folder, settings, store, now)
            trouble = store.check()
            if trouble:
                mend = "restore newsfold.db from a backup"
                found.append(_bad(f"the database is damaged: {trouble}", mend))
            else:
                count = store.articles.count()
                found.append(_good(f"the database is whole; articles: {count:,}"))
                for look in _LOOKS:
                    found += look(hub)
        finally:
            store.close()
    return found


def _good(what: str) -> Finding:
    return Finding(state="good", what=what)


def _note(what: str, mend: str) -> Finding:
    return Finding(state="note", what=what, mend=mend)


def _bad(what: str, mend: str) -> Finding:
    return Finding(state="bad", what=what, mend=mend)


# ── what needs no database ───────────────────────────────────────────────────────────


def _settings(
    folder: Path, environ: Mapping[str, str]
) -> tuple[Settings, list[Finding]]:
    """The settings, or the defaults where they cannot be read."""
    try:
        settings, _, warnings = config.load(folder, environ)
    except ConfigError as error:
        mend = f"edit {folder / config.FILE_NAME} or the variable"
        return Settings(), [_bad(str(error), mend)]
    found = [
        _note(warning, f"unset {warning.split(' ', 1)[0]}, or correct its name")
        for warning in warnings
    ]
    if not settings.site.url:
        what = "site.url is not set: links in the feeds are relative, and there is no"
        mend = f"set url under [site] in {folder / config.FILE_NAME}"
        found.append(_note(f"{what} sitemap", mend))
        if settings.fetch.websub:
            what = "fetch.websub is set, but site.url is not: hubs cannot call back"
            found.append(_bad(what, mend))
    return settings, found or [_good("the settings are in order")]


def _folder(folder: Path) -> Iterator[Finding]:
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        what = f"{folder} can be read by others (mode {mode:03o})"
        yield _bad(what, f"chmod 700 {folder}")
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield _bad(f"{folder} cannot be written by you", f"chmod 700 {folder}")
    else:
        yield _good("the folder is yours alone")
    left = sum(1 for part in (CONTENT, SITE) for _ in stale(folder / part))
    if left:
        what = f"unfinished files that a stopped run left: {left}"
        yield _note(what, "newsfold run --once")


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    what = f"{free / 1e9:.1f} GB are free on the disk"
    if free < _LOW:
        mend = f"make room on the disk of {folder}"
        yield (_bad if free < _TIGHT else _note)(f"only {what}", mend)
    else:
        yield _good(what)


def _run(folder: Path) -> Iterator[Finding]:
    """The kernel drops the lock with its process: a dead one holds nothing."""
    if process := holder(folder):
        what = f"process {process} is at work on this hub"
        yield _note(what, f"wait until it ends, or stop it: kill {process}")


def _key(folder: Path, settings: Settings) -> Iterator[Finding]:
    name = settings.seal.key_file
    if not name:
        what = "no key is set: records carry nothing private"
        mend = "newsfold seal keygen FILE, then set key_file under [seal]"
        yield _note(what, mend)
        return
    path = folder / name
    try:
        read_keys(path)
    except ConfigError as error:
        mend = "restore it from a backup, or clear key_file under [seal]"
        if not path.exists():
            mend = f"restore it from a backup, or: newsfold seal keygen {path}"
        elif path.stat().st_mode & 0o077:
            mend = f"chmod 600 {path}"
        yield _bad(str(error), mend)
    else:
        yield _good("the key is there, and yours alone")


def _own_topics(folder: Path) -> Iterator[Finding]:
    path = folder / _TOPICS
    if not path.exists():
        return
    try:
        topics.load(path.read_text("utf-8"))
    except (ConfigError, OSError, UnicodeDecodeError) as error:
        yield _bad(f"{path}: {error}", f"edit {path}")


def _open(folder: Path, settings: Settings, found: list[Finding]) -> Store | None:
    """The database, where it can be opened; to look at it makes none."""
    url = settings.store.url
    if not (folder / url.removeprefix("sqlite:///")).exists():
        mend = "restore it from a backup; the next run begins with an empty one"
        found.append(_bad(f"the database {url} is not there", mend))
        return None
    try:
        return open_store(url, folder)
    except StorageError as error:
        newer = isinstance(error, SchemaError)
        mend = "pip install --upgrade newsfold" if newer else "do so"
        found.append(_bad(str(error), f"{mend}, or restore {url} from a backup"))
        return None


# ── what the database says ───────────────────────────────────────────────────────────


def _clock(hub: _Hub) -> Iterator[Finding]:
    polls = [poll.last for _, poll in hub.store.sources.all()]
    latest = max(polls, default=0)
    if latest > hub.now + _HOUR:
        what = f"the last run was at {iso(latest)}, and now is {iso(hub.now)}"
        yield _bad(f"the clock is wrong: {what}", "timedatectl status")


def _sources(hub: _Hub) -> Iterator[Finding]:
    watched = hub.store.sources.all()
    if not watched:
        yield _note("nothing is watched yet", "newsfold add URL")
        return
    troubles = [
        finding
        for source, poll in watched
        for finding in _source(hub.folder, source, poll)
    ]
    yield from troubles
    if not troubles:
        yield _good(f"no source is in trouble, of {len(watched)} that are watched")
    active = [poll for source, poll in watched if source.state == "active"]
    unasked = sum(1 for poll in active if not poll.last)
    if unasked:
        yield _note(f"sources that were never asked: {unasked}", "newsfold run --once")
    latest = max((poll.last for poll in active), default=0)
    if latest and hub.now - latest > _STALE_DAYS * _DAY:
        days = (hub.now - latest) // _DAY
        what = f"no source was asked for {days} days, since {iso(latest)}"
        yield _bad(what, "newsfold run")


def _rules(hub: _Hub) -> Iterator[Finding]:
    """Rules for articles' pages that cannot be read, or that hold no more."""
    used = {source.rule for source, _ in hub.store.sources.all()}
    rules = article_rules(hub.folder, used=used)
    for why in rules.unread.values():
        yield _bad(why, f"edit {hub.folder / RULES}")
    for name, read in rules.read.items():
        rule = read.rule
        if isinstance(rule, ArticleRule) and not rule.holds(hub.now):
            what = f"{RULES}/{name}.toml held until {rule.until}"
            yield _note(what, f"newsfold rules check {name}, then set a later day")


def _source(folder: Path, source: Source, poll: Poll) -> Iterator[Finding]:
    url = shown(source.url)
    try:
        rule_of(folder, source)
    except ConfigError as error:
        if source.state == "active":
            yield _bad(f"{url} cannot be asked: {error}", f"edit {folder / RULES}")
            return
    health = diagnose(source, poll)
    if health.kind in _WELL:
        return
    since = f", since {iso(health.since)}" if health.since else ""
    times = f", {poll.failures} times" if poll.failures > 1 else ""
    found = _note if health.kind in _NOTABLE else _bad
    yield found(f"{url} ({health.kind}): {health.why}{times}{since}", health.mend)


def _pushes(hub: _Hub) -> Iterator[Finding]:
    """Hubs that were asked to push, and whether they called back."""
    if not hub.settings.fetch.websub:
        return
    pushes = hub.store.pushes.all().values()
    active = sum(push.state == "active" and push.until > hub.now for push in pushes)
    what = f"feeds whose hubs push what is new: {active} of {len(pushes)} that have one"
    silent = [push for push in pushes if push.attempts > 1 and push.state == "asked"]
    if silent:
        mend = f"see that newsfold serve answers at {hub.settings.site.url}"
        yield _note(f"{what}; hubs did not call back: {len(silent)}", mend)
    elif pushes:
        yield _good(what)


def _failures(hub: _Hub) -> Iterator[Finding]:
    failures = len(hub.store.log.failures())
    if failures:
        yield _note(f"items that failed: {failures}", "newsfold list failures")


def _topics(hub: _Hub) -> Iterator[Finding]:
    stories = hub.store.stories.all(limit=_LATEST)
    judged = hub.store.stories.judgements([story.id for story in stories])
    values = [kinds["topics"].value for kinds in judged.values() if "topics" in kinds]
    if values and not any(
        msgspec.convert(value, tuple[Topic, ...]) for value in values
    ):
        rules = hub.folder / _TOPICS
        what = f"none of the latest {len(values)} stories has a topic"
        yield _note(what, f"write rules in {rules}, then newsfold run --once")


def _records(hub: _Hub) -> Iterator[Finding]:
    """Whether the records on disk are those that were written."""
    missing, edited, whole = 0, 0, 0
    latest = [story.id for story in hub.store.stories.all(limit=_LATEST)]
    for path, digest in hub.store.stories.published(latest).values():
        if not digest:
            continue
        try:
            data = (hub.folder / CONTENT / path).read_bytes()
        except OSError:
            missing += 1
            continue
        same = blake2b(data, digest_size=len(digest) // 2).hexdigest() == digest
        whole, edited = whole + same, edited + (not same)
    if missing:
        yield _bad(f"records that content/ lacks: {missing}", "newsfold build")
    if edited:
        what = f"records in content/ that other hands changed: {edited}"
        yield _note(what, "copy what you want to keep, then newsfold build")
    if whole and not missing and not edited:
        yield _good(f"the latest {whole} records stand as they were written")


_LOOKS = (_clock, _sources, _rules, _pushes, _failures, _topics, _records)
"""What is asked of the database, in the order of the answers."""
