"""What an element holds: a line, a text, or HTML, by the type that it states."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from newsfold.text.html import to_line

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["decoded", "html", "is_plain", "line", "text"]

_TEXT_TYPES = ("text/", "html", "message/")
_TAG_CHARACTERS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;"})


def line(element: _Element) -> str:
    """A title or name in one line, by the type that its element states."""
    if len(element):
        return to_line(_inner_html(element))
    text = element.text
    return to_line(text) if text else ""


def text(element: _Element) -> str:
    """What an address, date or name says, without white space around it."""
    return (element.text or "").strip() if not len(element) else line(element)


def html(element: _Element) -> str:
    """Content as HTML, whether it stands escaped or as elements."""
    return _inner_html(element) if len(element) else element.text or ""


def is_plain(element: _Element) -> bool:
    """Whether an Atom text construct is text rather than HTML."""
    kind = element.get("type")
    mode = element.get("mode")
    return (
        not len(element)
        and kind in {None, "text", "text/plain"}
        and mode not in {"escaped", "base64"}
    )


def decoded(element: _Element) -> str:
    """An Atom text construct or content as HTML or text, base64 undone.

    Atom 0.3 says so by `mode`; Atom 1.0 means it by a type that is neither text nor XML
    (RFC 4287, 4.1.3.3).
    """
    kind = element.get("type", "")
    binary = "/" in kind and not kind.startswith(_TEXT_TYPES) and "xml" not in kind
    if element.text and (element.get("mode") == "base64" or binary):
        try:
            return b64decode(element.text, validate=False).decode("utf-8")
        except ValueError:
            return "" if binary else element.text
    return html(element)


def _inner_html(element: _Element) -> str:
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
