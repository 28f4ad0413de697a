"""Newsfold folds the news into stories and shows where the sources disagree.

`Hub` is a whole hub in a folder.  One stage at a time, without one: `extract` a page,
`Folder` folds articles, `compare` compares their facts, `repair` mends broken text.
The records are in `newsfold.model`, the errors in `newsfold.errors`.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsfold.errors import NewsfoldError
    from newsfold.hub import Hub
    from newsfold.library import Folder, compare, extract, repair
    from newsfold.model import Article, Comparison, Dossier, Story

from newsfold.version import __version__

__all__ = [
    "Article",
    "Comparison",
    "Dossier",
    "Folder",
    "Hub",
    "NewsfoldError",
    "Story",
    "__version__",
    "compare",
    "extract",
    "repair",
]

_HOMES = {
    "Article": "model",
    "Comparison": "model",
    "Dossier": "model",
    "Folder": "library",
    "Hub": "hub",
    "NewsfoldError": "errors",
    "Story": "model",
    "compare": "library",
    "extract": "library",
    "repair": "library",
}


class _Package(ModuleType):
    """This package: public names load when they are first used.

    `extract` is both a public function and the package of stage 3.  Importing the
    latter would put it in the place of the former; here the function stays.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'newsfold' has no attribute {name!r}")
        return getattr(importlib.import_module(f"newsfold.{_HOMES[name]}"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
