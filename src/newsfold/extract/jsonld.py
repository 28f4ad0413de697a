"""Schema.org data in JSON-LD: what the outlet tells search engines of the article.

Graphs, arrays, references by `@id` and JSON that is not quite JSON are read.
"""

from __future__ import annotations

import json
import re
from collections import deque
from html import unescape
from typing import TYPE_CHECKING, Any

from newsfold.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsfold.extract.evidence import Evidence

__all__ = ["read"]

ORIGIN = "json-ld"

_ARTICLE = frozenset(
    """
    newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle article
    backgroundnewsarticle reviewnewsarticle askpublicnewsarticle liveblogposting
    blogposting satiricalarticle advertisercontentarticle report techarticle
    scholarlyarticle socialmediaposting discussionforumposting medicalscholarlyarticle
    criticreview review recipe howto
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_PAGE = frozenset(
    ["webpage", "itempage", "videoobject", "creativework", "event", "mediaobject"]
)
_MOST_NODES = 4000
_DEEPEST = 24
_MOST_NAMES = 40

_WRAPPER = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)\s*", re.DOTALL
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_PAIR = re.compile(
    r'"(headline|datePublished|dateModified|articleBody|description|articleSection)"'
    r'\s*:\s*"((?:[^"\\]|\\.)*+)"'
)

Node = dict[str, Any]


def read(scripts: Iterable[str], url: str, evidence: Evidence) -> None:
    """Offer what the JSON-LD `scripts` of the page at `url` say of its article."""
    nodes: list[tuple[int, Node]] = []
    for script in scripts:
        for value in _parse(script):
            nodes.extend(_nodes(value, _MOST_NODES - len(nodes)))
    by_id = {
        str(node["@id"]): node
        for _, node in reversed(nodes)
        if len(node) > 1 and "@id" in node
    }
    article = _choose(nodes, url)
    if article is not None:
        _offer_article(article, by_id, evidence)
    _offer_site(nodes, by_id, evidence)


def _parse(script: str) -> Iterator[Any]:
    """The JSON values of a script; of what cannot be mended, its plain pairs."""
    text = _WRAPPER.sub("", script).strip().rstrip(";")
    for attempt in (text, _mended(text)):
        try:
            yield json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue  # mended, or else pair by pair, below
        return
    found = list(_several(text))
    if found:
        yield from found
        return
    pairs = {name: _unescaped(value) for name, value in reversed(_PAIR.findall(text))}
    if pairs:
        yield {"@type": "NewsArticle", **pairs}


def _mended(text: str) -> str:
    """Undo what outlets do to JSON: escaped markup, trailing commas, wrappers' ends."""
    if "&quot;" in text:
        text = unescape(text)
    text = text.removesuffix("-->").removesuffix("//]]>").removesuffix("]]>").strip()
    return _TRAILING_COMMA.sub("", text)


def _several(text: str) -> Iterator[Any]:
    """Values written one after the other, up to the first that is broken."""
    decoder = json.JSONDecoder(strict=False)
    position = 0
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        yield value
        while position < len(text) and text[position] in " \t\r\n,;":
            position += 1


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _nodes(value: Any, room: int) -> list[tuple[int, Node]]:
    """Every object in `value` with its depth, the outer ones first."""
    found: list[tuple[int, Node]] = []
    queue: deque[tuple[int, Any]] = deque([(0, value)])
    while queue and len(found) < room:
        depth, item = queue.popleft()
        if isinstance(item, dict):
            found.append((depth, item))
            inner = 0 if "@graph" in item else 1
            if depth < _DEEPEST:
                queue.extend(
                    (depth + inner, child)
                    for child in item.values()
                    if isinstance(child, dict | list)
                )
        elif isinstance(item, list) and depth < _DEEPEST:
            queue.extend(
                (depth + (0 if depth == 0 else 1), child)
                for child in item[:_MOST_NODES]
            )
    return found


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [
        str(kind).rpartition("/")[2].rpartition(":")[2].lower()
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if kind
    ]


def _choose(nodes: list[tuple[int, Node]], url: str) -> Node | None:
    """The node that is the page's article: by its type, its depth, its address."""
    wanted = canonical(url)
    best: Node | None = None
    best_rank: tuple[int, ...] = ()
    for depth, node in nodes:
        kinds = _types(node)
        kind = (
            2
            if not _ARTICLE.isdisjoint(kinds)
            else 1
            if not _PAGE.isdisjoint(kinds)
            else 0
        )
        if not kind or not (
            _text(node.get("headline"))
            or _text(node.get("name"))
            or "datePublished" in node
        ):
            continue
        mine = int(bool(wanted) and wanted in _addresses(node))
        rank = (
            kind,
            mine if kind > 1 else 0,
            -min(depth, 3),
            int("datePublished" in node),
            int("headline" in node),
        )
        if best is None or rank > best_rank:
            best, best_rank = node, rank
    return best


def _addresses(node: Node) -> set[str]:
    found = set()
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value:
            found.add(canonical(value.partition("#")[0]))
    return found


def _offer_article(node: Node, by_id: dict[str, Node], evidence: Evidence) -> None:
    def say(field: str, value: str) -> None:
        evidence.offer(field, value, ORIGIN)

    kinds = _types(node)
    say("title", _text(node.get("headline")) or _text(node.get("name")))
    say("alternative-title", _text(node.get("alternativeHeadline")))
    say("excerpt", _text(node.get("description")))
    for key in ("datePublished", "dateCreated", "uploadDate"):
        say("published" if key != "dateCreated" else "created", _text(node.get(key)))
    say("modified", _text(node.get("dateModified")))
    say("language", _text(node.get("inLanguage")))
    say("body", _text(node.get("articleBody")) or _text(node.get("reviewBody")))
    for name, kind in _names(node.get("author") or node.get("creator"), by_id):
        say("author-organisation" if kind == "organisation" else "author", name)
    for section in _texts(node.get("articleSection")):
        say("section", section)
    for keyword in _texts(node.get("keywords")):
        say("keywords", keyword)
    for key in ("about", "mentions"):
        for name, _ in _names(node.get(key), by_id):
            say(key, name)
    for image in _images(node, by_id):
        evidence.offer("image", image, ORIGIN)
    for name, _ in _names(node.get("publisher"), by_id):
        say("publisher", name)
    free = node.get("isAccessibleForFree")
    if str(free).lower() in {"false", "0", "no"}:
        say("paywall", "yes")
    if "liveblogposting" in kinds:
        say("type", "live")
    elif "opinionnewsarticle" in kinds:
        say("type", "opinion")
    for address in _addresses(node):
        say("address", address)


def _offer_site(
    nodes: list[tuple[int, Node]], by_id: dict[str, Node], evidence: Evidence
) -> None:
    del by_id
    for depth, node in nodes:
        kinds = _types(node)
        if "website" in kinds:
            evidence.offer("site", _text(node.get("name")), ORIGIN)
        elif depth <= 1 and (
            "newsmediaorganization" in kinds or "organization" in kinds
        ):
            evidence.offer("organisation", _text(node.get("name")), ORIGIN)


def _text(value: Any) -> str:
    """A plain string in a value that may be a list or a language-tagged object."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or ""
        else:
            break
    return (
        value
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else ""
    )


def _texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [text for item in items[:_MOST_NAMES] if (text := _text(item))]


def _names(value: Any, by_id: dict[str, Node]) -> list[tuple[str, str]]:
    """Names of persons, organisations and things, and which of these they are."""
    found: list[tuple[str, str]] = []
    items = value if isinstance(value, list) else [value]
    for item in items[:_MOST_NAMES]:
        if isinstance(item, list):
            item = item[0] if item else None  # noqa: PLW2901 - a list around one value
        if isinstance(item, dict):
            whole = item
            if not item.get("name") and "@id" in item:
                whole = by_id.get(str(item["@id"]), item)
            kinds = _types(whole)
            kind = (
                "person"
                if "person" in kinds
                else "organisation"
                if any("organi" in k or k == "corporation" for k in kinds)
                else ""
            )
            found.extend((name, kind) for name in _texts(whole.get("name")))
        elif isinstance(item, str):
            known = by_id.get(item)
            found.append((_text(known.get("name")) if known else item, ""))
    return [(name, kind) for name, kind in found if name]


def _images(node: Node, by_id: dict[str, Node]) -> Iterator[str]:
    """Addresses of the node's pictures, each as `url width height`."""
    value = node.get("image") or node.get("thumbnailUrl")
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            known = by_id.get(item)
            if known is None:
                yield item
                continue
            item = known  # noqa: PLW2901 - the node that the reference means
        if isinstance(item, dict):
            whole = by_id.get(str(item.get("@id")), item) if "url" not in item else item
            url = _text(whole.get("url")) or _text(whole.get("contentUrl"))
            if url:
                yield f"{url} {_text(whole.get('width'))} {_text(whole.get('height'))}"
