"""Makes what a run works with, and lets go of it."""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING

from newsfold.engine.local import LocalEngine
from newsfold.errors import ConfigError
from newsfold.fetch import Politeness
from newsfold.judge import topics
from newsfold.steps import Run
from newsfold.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsfold.config import Settings
    from newsfold.judge.topics import Rules
    from newsfold.model import Instant
    from newsfold.store import Store

_TOPICS = "topics.toml"


@contextmanager
def open_run(
    store: Store,
    settings: Settings,
    folder: Path,
    *,
    now: Instant,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[Run]:
    """A run over one hub; its workers start when they are needed and are joined.

    Raises ConfigError for topic rules that cannot be read.
    """
    rules, rules_hash = _rules(folder / _TOPICS)
    engine = settings.engine
    with LocalEngine(
        workers=engine.workers,
        memory_mb=engine.memory_mb,
        item_seconds=engine.item_seconds,
    ) as workers:
        run = Run(
            store=store,
            settings=settings,
            folder=folder,
            now=now,
            rules=rules,
            rules_hash=rules_hash,
            engine=workers,
            hosts=Politeness(
                settings.fetch.host_delay, known=store.hosts.paces(), now=now
            ),
        )
        if progress is not None:
            run.progress = progress
        yield run
        keep_paces(run)


def keep_paces(run: Run) -> None:
    """Save how hosts are to be asked from now on: the next run begins with it."""
    if paces := run.hosts.changes():
        with run.store.transaction():
            run.store.hosts.save_paces(paces, now=run.now)


def _rules(path: Path) -> tuple[Rules, str]:
    """The hub's own topic rules where it has some, else the shipped ones."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return topics.shipped(), __version__
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read: {error}"
        raise ConfigError(message) from error
    return topics.load(text), blake2b(text.encode(), digest_size=8).hexdigest()
