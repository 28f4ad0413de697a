"""Starter packs: lists of well-known feeds on one subject, shipped as OPML.

`newsfold init --pack NAME` watches all feeds of a pack.  A pack is the file
`NAME.opml` beside this module.  Its addresses are checked by form, not asked: which of
them answers, the first run tells.
"""

from __future__ import annotations

import difflib
from importlib import resources
from typing import TYPE_CHECKING

from newsfold.errors import UsageError

if TYPE_CHECKING:
    from newsfold.model import Source

__all__ = ["names", "pack"]

_SUFFIX = ".opml"


def names() -> list[str]:
    """The packs that there are, by alphabet."""
    files = (file.name for file in resources.files(__name__).iterdir())
    return sorted(
        name.removesuffix(_SUFFIX) for name in files if name.endswith(_SUFFIX)
    )


def pack(name: str) -> list[Source]:
    """The feeds of a pack.  Raises UsageError, naming the nearest, for no pack."""
    from newsfold.sources import opml

    known = names()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ";"
        message = f"there is no pack {name!r}{hint} 'newsfold init --list-packs'"
        raise UsageError(f"{message} shows all")
    return opml.read(resources.files(__name__).joinpath(name + _SUFFIX).read_bytes())
