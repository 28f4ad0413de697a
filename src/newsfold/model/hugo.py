"""The hugo profile of record files: the same record under names that Hugo leaves alone.

- `published`, a date to Hugo, becomes `draft`, its inverse;
- `type`, which picks Hugo's template, becomes `recordType`;
- `publishedDateTime` becomes `date`, by which Hugo sorts;
- `images` becomes a list of addresses, as Hugo's own templates want it; the sizes
  stand under `imageDetails`;
- a key that we do not know, of a name that Hugo reserves, gets the prefix `x_`.

Nothing is lost: `restore` undoes `rename`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newsfold.model.frontmatter import Scalar

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["recognises", "rename", "restore"]

_NAMES = {
    "publishedDateTime": "date",
    "type": "recordType",
    "published": "draft",
    "images": "imageDetails",
}
_NATIVES = {theirs: ours for ours, theirs in _NAMES.items()}
_PREFIX = "x_"
_RESERVED = re.compile(
    "aliases|build|cascade|date|description|draft|expirydate|headless|images"
    "|iscjklanguage|keywords|lastmod|layout|linktitle|locale|markup|menus?|modified"
    "|outputs|params|path|permalinkable|pubdate|publishdate|published|resources"
    "|sitemap|sites|slug|summary|title|translationkey|type|unpublishdate|url|weight"
    "|_build|_target|imagedetails|recordtype",
    re.IGNORECASE,
)
"""What Hugo takes for its own, in any case, and our own names there."""


def recognises(tree: dict[str, Any]) -> bool:
    """Whether front matter is of this profile and not of the native one."""
    return "draft" in tree and "recordType" in tree and "published" not in tree


def rename(tree: dict[str, Any], *, known: Container[str]) -> dict[str, Any]:
    """The tree to be written, from that of the native profile with `known` keys."""
    renamed: dict[str, Any] = {}
    for name, value in tree.items():
        if name not in known:
            renamed[_PREFIX + name if _is_reserved(name) else name] = value
        elif name == "published":
            renamed["draft"] = not value
        else:
            if name == "images":
                renamed["images"] = [image["url"] for image in value]
            renamed[_NAMES.get(name, name)] = value
    return renamed


def restore(tree: dict[str, Any]) -> dict[str, Any]:
    """The native tree, from one that was read."""
    native: dict[str, Any] = {}
    for name, node in tree.items():
        rest = name.removeprefix(_PREFIX)
        if name == "draft" and isinstance(node, Scalar):
            inverse = {"true": "false", "false": "true"}.get(node.text, node.text)
            native["published"] = node._replace(text=inverse)
        elif name in _NATIVES:
            native[_NATIVES[name]] = node
        elif name == "images" and "imageDetails" in tree:
            continue
        elif rest != name and _is_reserved(rest):
            native[rest] = node
        else:
            native[name] = node
    return native


def _is_reserved(name: str) -> bool:
    return bool(_RESERVED.fullmatch(name)) or name.startswith(_PREFIX)
