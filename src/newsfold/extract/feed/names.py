"""Names of a feed's elements, whatever namespace address or prefix it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Names"]

# Namespace addresses without scheme and trailing slash → prefix; "" is the core.
_PREFIXES = {
    "": "",
    "www.w3.org/2005/atom": "",
    "purl.org/atom/ns#": "",
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "backend.userland.com/rss091": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "cyber.law.harvard.edu/rss": "",
    "cyber.law.harvard.edu/rss/rss.html": "",
    "www.rssboard.org/rss-specification": "",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "purl.org/rss/modules/syndication": "sy",
    "search.yahoo.com/mrss": "media",
    "search.yahoo.com/mrss/1.1": "media",
    "video.search.yahoo.com/mrss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "www.w3.org/1999/xhtml": "xhtml",
}
_KNOWN = frozenset(_PREFIXES.values())


class Names(dict[str, str]):
    """lxml's tag → `prefix:name` in lower case (`dc:creator`, `title`).

    Elements of unknown namespaces are `?`; a root of an unknown namespace makes that
    namespace the core's (feeds invent addresses for RSS itself).
    """

    def __init__(self, root: _Element) -> None:
        space = root.tag.rpartition("}")[0][1:]
        prefix = _PREFIXES.get(_bare(space))
        self._core = space if prefix is None else ""

    def __missing__(self, tag: str) -> str:
        space, _, local = tag.rpartition("}")
        if space:
            space = space[1:]
            prefix = "" if space == self._core else _PREFIXES.get(_bare(space))
        else:
            # A prefix without its namespace survives the parser's recovery as written.
            written, _, local = local.rpartition(":")
            prefix = written.lower() if written.lower() in _KNOWN else None
            if written in {"atom", "rss"}:
                prefix = ""
        local = local.lower()
        name = "?" if prefix is None else f"{prefix}:{local}" if prefix else local
        self[tag] = name
        return name


def _bare(space: str) -> str:
    return space.strip().lower().partition("://")[2].rstrip("/") if space else ""
