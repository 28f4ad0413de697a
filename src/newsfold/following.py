"""What an analyst follows: organisations and standing searches, of one hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.archive import Archive
from newsfold.store import folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from newsfold.model import Cell, Instant, Organisation, Watch
    from newsfold.publish.site import SiteInfo
    from newsfold.publish.watching import Seen

__all__ = ["Following"]


class Following(Archive):
    """A part of `newsfold.hub.Hub`."""

    folder: Path

    @property
    def now(self) -> Instant:
        """The moment that this hub takes for the present."""
        raise NotImplementedError

    @property
    def site_info(self) -> SiteInfo:
        """What the site says of itself at this moment."""
        raise NotImplementedError

    # ── organisations ────────────────────────────────────────────────────────────

    def organisations(self, *, limit: int | None = None) -> list[Organisation]:
        """Organisations of which published stories say something, the latest first."""
        return self._store.organisations.all(limit=limit)

    def organisation(self, name: str) -> Organisation:
        """One organisation by its id, or by an id that was merged into it."""
        from newsfold.steps.organise import found

        return found(self._store, name)

    def cells(self, organisation: str) -> list[Cell]:
        """What published stories say of an organisation, the latest first."""
        return self._store.organisations.cells(organisation)

    def called(self, keys: Iterable[str]) -> dict[str, str]:
        """Ids of the organisations that have these keys (`newsfold.text.names`), and
        of which published stories say something.
        """
        return self._store.organisations.known(keys, shown=True)

    # The next three return the id of the organisation that is meant from now on.  They
    # hold through reruns; `newsfold.steps.organise` says what each does and raises.

    def merge_organisations(self, one: str, other: str, reason: str = "") -> str:
        """Let an organisation take in another, whose id redirects."""
        from newsfold.steps.organise import merge

        return merge(self._store, one, other, reason, at=self.now)

    def rename_organisation(self, name: str, new: str, reason: str = "") -> str:
        """Call an organisation by a name of your own."""
        from newsfold.steps.organise import rename

        return rename(self._store, name, new, reason, at=self.now)

    def split_organisation(self, name: str, alias: str, reason: str = "") -> str:
        """Make one of an organisation's names one of its own."""
        from newsfold.steps.organise import part

        return part(self._store, name, alias, reason, at=self.now)

    # ── watches ──────────────────────────────────────────────────────────────────

    def watches(self) -> list[Watch]:
        """What people watch for, the watch added last first."""
        return self._store.watches.all()

    def find_watch(self, name: str) -> Watch:
        """One watch by its id, or by the secret that its feed is named after."""
        from newsfold.steps.watch import found

        return found(self._store, name)

    def seen(self, watch: str, *, limit: int | None = None) -> list[Seen]:
        """What met a watch, the latest first."""
        from newsfold.steps.watch import seen

        return seen(self._store, self._store.watches.hits(watch, limit=limit))

    def take_new(self, watch: str) -> list[Seen]:
        """What met a watch and was not taken so before, the latest first."""
        from newsfold.steps.watch import take_new

        return take_new(self._store, watch)

    def add_watch(self, query: str, *, published: bool = False) -> tuple[Watch, int]:
        """Watch from the next run on; the stories that are like that now are counted.

        `published`: its feed stands in the site, too.  Raises UsageError.
        """
        from newsfold.steps.watch import add

        return add(self._store, query, published=published, at=self.now)

    def remove_watch(self, name: str) -> Watch:
        """Watch no longer; the feed goes, too.  Raises NotFoundError."""
        from newsfold.steps.watch import remove

        gone = remove(self._store, name)
        self._write_watches(self.folder)
        return gone

    def _write_watches(self, where: Path) -> None:
        """Bring the feeds that stand in the site of a folder up to date."""
        from newsfold.steps.watch import write_feeds

        write_feeds(self._store, where / folder.SITE, self.site_info)
