"""What lists show of stories, written anew when something changes beside a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsfold.edit.desk import in_force
from newsfold.publish.summary import summary
from newsfold.store.dossiers import dossiers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsfold.store import Store

__all__ = ["list_anew"]


def list_anew(store: Store, names: Iterable[str]) -> None:
    """Let lists show these stories, or their heirs, as they stand."""
    found = {story.id: story for name in names if (story := store.stories.get(name))}
    for dossier in dossiers(store, found.values(), in_force):
        store.summaries.save(summary(dossier))
