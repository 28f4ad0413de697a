"""OPML: the list of sources that feed readers exchange (version 2.0, and what is sold
for it).

Reading is lenient: outlines at any depth, attribute names in any case, `feed:`
addresses, folders without text.  The folders that an outline lies in and its
`category` become the source's topics; attributes of our own keep its state, kind and
rule.  What is not http(s) is kept too: it fails where
it is fetched and is listed there, instead of getting lost here.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, Literal, cast, get_args
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from newsfold.errors import InputError
from newsfold.model import Kind, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["read", "write"]

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = "https://newsfold.example/opml"
_STATE = f"{{{_NAMESPACE}}}state"
_KIND = f"{{{_NAMESPACE}}}kind"
_RULE = f"{{{_NAMESPACE}}}rule"
_State = Literal["active", "paused", "gone"]
_BARE = re.compile(rb"&(?!#|[A-Za-z][A-Za-z0-9]{1,31};)")
_NAMED = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;)([A-Za-z][A-Za-z0-9]{1,31};)")
_USER_INFO = re.compile(r"^([^/?#]*//)[^/?#]*@")
_FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?://)", re.IGNORECASE)


def read(data: bytes) -> list[Source]:
    """The sources that an OPML file lists, in order, each address once.

    Raises InputError for what is no OPML, and for what only an attack contains:
    entities of its own, and outlines nested deeper than XML parsers go (256).
    """
    root = _parse(data)
    found: dict[str, Source] = {}
    folders: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if _local(element) != "outline":
            continue
        if event == "end":
            folders.pop()
            continue
        fields = {str(name).lower(): value for name, value in element.attrib.items()}
        url = _address(fields.get("xmlurl", ""))
        title = _line(fields.get("title") or fields.get("text") or "")
        if url and url not in found:
            found[url] = Source(
                url=url,
                title="" if title == url else title,
                site=_address(fields.get("htmlurl", "")),
                kind=_kind(fields.get(_KIND, "")),
                rule=_line(fields.get(_RULE, "")),
                state=_state(fields.get(_STATE, "")),
                topics=_topics(folders, fields.get("category", "")),
            )
        # A feed is no folder, but others may lie in it all the same.
        folders.append("" if url else title)
    return list(found.values())


def write(sources: Iterable[Source], title: str) -> str:
    """An OPML 2.0 document that lists the sources; `read` gets them back.

    User names and passwords are left out of addresses.  A comma parts topics in OPML,
    so one within a topic becomes a space.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:newsfold="{_NAMESPACE}">',
        f"<head><title>{escape(_line(title))}</title></head>",
        "<body>",
    ]
    for source in sources:
        url = _USER_INFO.sub(r"\1", source.url)
        fields = {
            # What is no feed is nothing for readers that know only feeds.
            "type": "rss" if source.kind == "feed" else source.kind,
            "text": source.title or url,
            "xmlUrl": url,
            "htmlUrl": source.site,
            "category": ",".join(topic.replace(",", " ") for topic in source.topics),
            "newsfold:kind": "" if source.kind == "feed" else source.kind,
            "newsfold:rule": source.rule,
            "newsfold:state": "" if source.state == "active" else source.state,
        }
        inside = " ".join(
            f"{name}={quoteattr(_line(text))}" for name, text in fields.items() if text
        )
        lines.append(f"<outline {inside}/>")
    return "\n".join([*lines, "</body>", "</opml>", ""])


def _parse(data: bytes) -> etree._Element:
    # Zero bytes away, so that UTF-16 hides nothing.
    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        message = "this OPML file declares entities of its own, which is refused"
        raise InputError(message)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # no list of feeds is 256 levels deep
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_mended(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"this is no OPML file: {error}"
        raise InputError(message) from error
    if root is None:
        raise InputError("this is no OPML file: it is no XML")
    if _local(root) != "opml":
        message = f"this is no OPML file: it begins with <{_local(root)[:40]}>"
        raise InputError(message)
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputError("this OPML file is nested too deeply")
    return root


def _mended(data: bytes) -> bytes:
    """Bare ampersands, as in unescaped addresses, and HTML's entities made XML's."""
    return _NAMED.sub(_numeric, _BARE.sub(b"&amp;", data))


def _numeric(match: re.Match[bytes]) -> bytes:
    text = html5.get(match[1].decode("ascii"))
    if text is None:
        return b"&amp;" + match[1]
    return b"".join(b"&#%d;" % ord(character) for character in text)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _address(text: str) -> str:
    """A URL without white space; `feed://host` and `feed:https://host` made plain."""
    url = _ILLEGAL.sub("", "".join(text.split()))
    url = _FEED_SCHEME.sub("", url)
    return f"http:{url[5:]}" if url[:7].lower() == "feed://" else url


def _line(text: str) -> str:
    return " ".join(_ILLEGAL.sub("", text).split())


def _state(text: str) -> _State:
    return cast("_State", text) if text in get_args(_State) else "active"


def _kind(text: str) -> Kind:
    return cast("Kind", text) if text in get_args(Kind) else "feed"


def _topics(folders: list[str], category: str) -> tuple[str, ...]:
    """Folders from the outermost in, then categories; each once."""
    named = (_line(part).strip("/ ") for part in category.split(","))
    return tuple(dict.fromkeys(name for name in (*folders, *named) if name))
