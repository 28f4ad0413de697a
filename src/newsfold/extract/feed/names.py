"""Names of a feed's elements, whatever namespace address or prefix it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Names", "inner_html"]

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
_TAG_CHARACTERS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;"})


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


def inner_html(element: _Element) -> str:
    """An element's content as HTML, for markup that stands unescaped in a feed.

    Where the element calls it XHTML, text is text; elsewhere it may hold escaped
    markup beside the unescaped, and stays as it is.  Namespaces are dropped, and of
    attributes only what text, links and images need is kept.  Iterative: depth costs
    nothing.
    """
    from lxml.etree import iterwalk

    pieces: list[str] = []
    table = _TAG_CHARACTERS if "xhtml" in element.get("type", "") else {}
    for event, node in iterwalk(element, events=("start", "end")):
        tag = node.tag
        if not isinstance(tag, str):  # an entity that nobody declared
            if event == "end":
                pieces.append(node.text or "")
                pieces.append((node.tail or "").translate(table))
            continue
        if node is element:
            if event == "start":
                pieces.append((node.text or "").translate(table))
            continue
        local = tag.rpartition("}")[2].rpartition(":")[2]
        if event == "start":
            attributes = "".join(
                f' {name}="{value.translate(_QUOTED)}"'
                for name, value in node.items()
                if name in {"href", "src", "data-src", "width", "height"}
            )
            pieces.append(f"<{local}{attributes}>")
            pieces.append((node.text or "").translate(table))
        else:
            if local not in {"br", "img", "hr"}:
                pieces.append(f"</{local}>")
            pieces.append((node.tail or "").translate(table))
    return "".join(pieces)
