"""Ill-formed XML, mended as text before it is parsed again.

What is mended: undeclared and declared entities (HTML's by name; a document type's own
only where their value is plain), bare ampersands, control characters and references to
them, the document type itself, junk after the root's end.  CDATA sections keep their
ampersands.  One pass over the text each; nothing here can grow it much.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

__all__ = ["mend"]

_CONTROLS = re.compile(  # one at a time: a `+` would make the search thrice as slow
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:(#(?:\d{1,8}|[xX][0-9a-fA-F]{1,7}));|(\w{1,40});)?"
)
_ENTITY = re.compile(
    r"""<!ENTITY\s+([\w.-]{1,40})\s+(?:"([^"&<%]{0,200})"|'([^'&<%]{0,200})')\s*>"""
)
_END = re.compile(r"</(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_OPEN, _CLOSE = "<![CDATA[", "]]>"


def mend(text: str) -> str:
    """Make a text that is meant to be XML as well-formed as can be without a parser."""
    if _CONTROLS.search(text):
        text = _CONTROLS.sub("", text)
    text, entities = _without_doctype(text)
    end = _last_end(text)
    if end and _ENTRY.search(text, end) is None:
        text = text[:end]
    if "&" not in text:
        return text
    pieces: list[str] = []
    position = 0
    while (start := text.find(_OPEN, position)) >= 0:
        pieces.append(_references(text[position:start], entities))
        end = text.find(_CLOSE, start)
        position = len(text) if end < 0 else end + len(_CLOSE)
        pieces.append(text[start:position])
    pieces.append(_references(text[position:], entities))
    return "".join(pieces)


def _references(text: str, entities: dict[str, str]) -> str:
    def replace(match: re.Match[str]) -> str:
        number, name = match.groups()
        if number:
            # HTML's rules: 128 to 159 mean windows-1252, 0 and surrogates nothing.
            return _CONTROLS.sub("", unescape(match[0])).translate(_MARKUP)
        if name is None:
            return "&amp;"
        value = entities.get(name) or html5.get(f"{name};")
        return (match[0] if value is None else value).translate(_MARKUP)

    return _REFERENCE.sub(replace, text) if "&" in text else text


def _without_doctype(text: str) -> tuple[str, dict[str, str]]:
    """Cut the document type out, and read the plain entities that it declares."""
    start = text.find("<!DOCTYPE")
    if start < 0 or (
        (found := _END.search(text)) is not None and found.start() < start
    ):
        return text, {}
    bracket, end = text.find("[", start), text.find(">", start)
    if 0 <= bracket < end:
        closing = text.find("]", bracket)
        end = text.find(">", closing) if closing >= 0 else -1
    if end < 0:
        return text, {}
    declared = text[start:end]
    entities = {
        match[1]: match[2] or match[3] or "" for match in _ENTITY.finditer(declared)
    }
    return text[:start] + text[end + 1 :], entities


def _last_end(text: str) -> int:
    """Where the root's end tag ends; 0 where there is none."""
    end = 0
    for match in _END.finditer(text):
        end = match.end()
    return end
