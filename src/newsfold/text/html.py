"""HTML fragments as text, and what they point to.

A feed holds thousands of small fragments, so nothing here builds a tree: tags are found
by one expression, and the pieces between them are joined by what the tag means (a
paragraph's end, a line's end, a space, nothing).  Every expression is linear: a tag's
attributes are matched possessively, and of all attempts to match one at most three can
be alive at any point (outside quotes, inside double, inside single ones), since each
character takes different states to different ones, or ends the attempt.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from newsfold.model import Image, Link
from newsfold.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["images", "links", "to_line", "to_text"]

_PARAGRAPH = "\x1e"
_LINE = "\x1d"
_BREAK = "\x01"  # no white space, unlike the two above
_MOST_LINKS = 1000
_MOST_ANCHORS = 5000  # looked at
_MOST_IMAGES = 200
_LARGEST_SIDE = 100_000  # pixels

# Quotes count after `=` alone; where they stand elsewhere or do not pair, they are
# letters, and the next angle bracket ends the tag.
_PAIRED = r"""[^<>"'=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+')?+[^<>"'=]*+)*+"""
_ATTRIBUTES = rf"(?:{_PAIRED}(?=>)|[^<>]*+)"
_TAG = re.compile(rf"<(/?[a-zA-Z][a-zA-Z0-9:-]*+|[!?]){_ATTRIBUTES}>")
_CUT_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*+\Z")  # by the text's end
_OPEN_TAG = re.compile(r"<[a-zA-Z][^<>=]*+=[\"'][^<>]*+\Z")  # by another tag's start
_HIDDEN_NAMES = frozenset(
    spelling
    for name in (
        *("script", "style", "noscript", "template", "iframe", "svg", "math"),
        *("object", "select", "textarea", "title"),
    )
    for spelling in (name, name.upper(), name.capitalize())
)
_SPECIAL_NAMES = _HIDDEN_NAMES | {"!"}
_HIDDEN = re.compile(rf"<({'|'.join(sorted(_HIDDEN_NAMES))})(?=[\s/>])")
# An address that `urls.resolve` would give back as it is.
_WHOLE = re.compile(r"https?://[a-z0-9.-]+\.[a-z]{2,24}(?:[/?#][!-~]*+)?")
_FROM_ROOT = re.compile(r"/[A-Za-z0-9_](?:[!#-Z_-~]|(?<!/)\.)*+")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+\.[a-z]{2,24}(?=[/?#]|\Z)")
# As the standard library's html.unescape has it.
_REFERENCE = re.compile(r"(&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?))")
_ANCHOR = re.compile(rf"<[aA](\s{_ATTRIBUTES})>((?:[^<]++|<(?!/?[aA][\s>]))*+)")
_IMG = re.compile(rf"<[iI][mM][gG](\s{_ATTRIBUTES})>")
_VALUE = r"""\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++))"""
_HREF = re.compile(rf"\shref{_VALUE}", re.IGNORECASE)
_IMAGE_ATTRIBUTE = re.compile(
    rf"[\s\"'](src|data-src|data-lazy-src|data-original|width|height){_VALUE}",
    re.IGNORECASE,
)
_PIXELS = re.compile(r"\s*(\d{1,6})(?:\.\d*)?\s*(?:px)?\s*\Z")


class _Separators(dict[str, str]):
    """What stands in a tag's place, by its name as written (`/P`, `br`)."""

    _BLOCKS = frozenset(
        """
        address article aside blockquote body caption center dd details dialog dir div
        dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr
        html legend li main menu nav ol optgroup option p pre section summary table
        tbody tfoot thead tr ul
        """.split()  # noqa: SIM905  # a list of words reads best as words
    )
    _SPACES = frozenset({"td", "th", "img", "video", "audio", "embed", "input", "rp"})

    def __missing__(self, name: str) -> str:
        bare = name.lstrip("/").lower().rpartition(":")[2]
        if bare in self._BLOCKS:
            found = _PARAGRAPH
        elif bare == "br":
            found = _LINE
        else:
            found = " " if bare in self._SPACES else ""
        if len(self) < 1000:  # noqa: PLR2004  # room for real names, not for invented ones
            self[name] = found
        return found


class _Characters(dict[str, str]):
    """What a character reference stands for; the few hundred in use are remembered."""

    def __missing__(self, reference: str) -> str:
        found = unescape(reference)
        if len(self) < 5000:  # noqa: PLR2004  # room for those in use, not for all there are
            self[reference] = found
        return found


_SEPARATORS = _Separators()
_CHARACTERS = _Characters()


def to_text(html: str) -> str:
    """The plain text of an HTML fragment or page, paragraphs parted by a blank line.

    White space is folded, `<br>` is the end of a line (two of them, of a paragraph),
    character references are resolved, and scripts, styles and the like are left out.
    Plain text passes through with its blank lines kept only where HTML would.
    """
    text = _strip(html)
    if _LINE in text:
        text = _with_lines_marked(text)
    if _PARAGRAPH not in text:
        return _fold(text).replace(_BREAK, "\n")
    # `_fold`, without a call for each of very many
    for space in "\n\t\r\xa0":
        if space in text:
            text = text.replace(space, " ")
    paragraphs = [piece for piece in map(str.strip, text.split(_PARAGRAPH)) if piece]
    text = "\n\n".join(
        [
            " ".join(paragraph.split()) if "  " in paragraph else paragraph
            for paragraph in paragraphs
        ]
    )
    return text.replace(_BREAK, "\n")


def to_line(html: str) -> str:
    """The text of an HTML fragment in one line: for titles, names and tags."""
    if "<" in html:
        html = _strip(html).replace(_PARAGRAPH, " ").replace(_LINE, " ")
    elif "&" in html:
        html = _resolved(html)
    return _fold(html)


def links(html: str, base: str) -> tuple[Link, ...]:
    """The links of a fragment in order, each address once.

    Addresses are absolute (resolved against `base`) and http or https; references
    within the page are left out.  At most 1,000.
    """
    found: dict[str, Link] = {}
    if "<a" not in html and "<A" not in html:
        return ()
    for attributes, inner in _ANCHOR.findall(html)[:_MOST_ANCHORS]:
        if attributes.startswith(' href="'):
            value = attributes[7 : attributes.find('"', 7)]
        elif href := _HREF.search(attributes):
            value = href[1] or href[2] or href[3]
        else:
            continue
        if not value or value[0] == "#":
            continue
        url = _address(value, base)
        if url and url not in found:
            found[url] = Link(url=url, text=to_line(inner))
            if len(found) == _MOST_LINKS:
                break
    return tuple(found.values())


def images(html: str, base: str, *, most: int = _MOST_IMAGES) -> tuple[Image, ...]:
    """The images of a fragment in order, each address once, with their stated size.

    Tracking pixels (a side of one pixel or none) and inline data are left out; where
    the address is put off for a script to load, that address is taken.  At most `most`.
    """
    found: dict[str, Image] = {}
    if "<img" not in html and "<IMG" not in html and "<Img" not in html:
        return ()
    for tag in _IMG.finditer(html):
        given = {
            match[1].lower(): match[2] or match[3] or match[4] or ""
            for match in _IMAGE_ATTRIBUTE.finditer(tag[1])
        }
        width, height = given.get("width"), given.get("height")
        if width in {"0", "1"} or height in {"0", "1"}:
            continue
        for url in _sources(given, base):
            if url not in found:
                found[url] = Image(url=url, width=pixels(width), height=pixels(height))
            break
        if len(found) >= most:
            break
    return tuple(found.values())


def pixels(value: str | None) -> int:
    """A stated size (`640`, `640px`) as a number of pixels, 0 where it is none."""
    if not value:
        return 0
    match = _PIXELS.match(value)
    number = int(match[1]) if match else 0
    return number if number <= _LARGEST_SIDE else 0


def _sources(given: dict[str, str], base: str) -> Iterator[str]:
    for name in ("data-src", "data-lazy-src", "data-original", "src"):
        if (value := given.get(name)) and (url := _address(value, base)):
            yield url


def _address(value: str, base: str) -> str:
    if "&" in value:
        value = _resolved(value)
        if "&amp;" in value:
            return urls.resolve(base, value)
    if _WHOLE.fullmatch(value):
        return value
    if _FROM_ROOT.fullmatch(value) and (origin := _ORIGIN.match(base)):
        return origin[0] + value
    return urls.resolve(base, value)


def _strip(html: str) -> str:
    """Replace every tag by its separator and resolve character references."""
    if "<" in html:
        pieces = _TAG.split(html)
        names = pieces[1::2]
        if not _SPECIAL_NAMES.isdisjoint(names) and (
            "!" in names or not _hide(pieces, names)
        ):
            return _strip_special(html)
        pieces[1::2] = map(_SEPARATORS.__getitem__, names)
        text = "".join(pieces)
        if "<" in text:
            if "<!" in text:
                return _strip_special(html)
            text = _without_open(pieces)
        html = text
    return _resolved(html) if "&" in html else html


def _hide(pieces: list[str], names: list[str]) -> bool:
    """Empty what stands between the tags of hidden elements; False if one is open.

    `pieces` is what the tags' expression parts a text into, `names` every second of it.
    """
    end = -1
    for start, name in enumerate(names):
        if start > end and name in _HIDDEN_NAMES:
            try:
                end = names.index(f"/{name}", start)
            except ValueError:
                return False
            count = end - start
            pieces[2 * start + 2 : 2 * end + 1 : 2] = [""] * count
            names[start : end + 1] = [""] * (count + 1)
    return True


def _strip_special(html: str) -> str:
    """The same for what holds comments, CDATA or elements whose content is no text."""
    pieces = _TAG.split(_without_hidden(_without_comments(html)))
    pieces[1::2] = map(_SEPARATORS.__getitem__, pieces[1::2])
    text = _without_open(pieces)
    return _resolved(text) if "&" in text else text


def _without_open(pieces: list[str]) -> str:
    """Join what stands between tags, without tags that were begun and never ended."""
    whole = [_OPEN_TAG.sub("", piece) if "<" in piece else piece for piece in pieces]
    return _CUT_TAG.sub("", "".join(whole))


def _without_comments(html: str) -> str:
    """Leave out `<!-- … -->` and unwrap CDATA; an open comment ends the text."""
    html = html.replace("<![CDATA[", "").replace("]]>", "")
    pieces, position = [], 0
    while (start := html.find("<!--", position)) >= 0:
        pieces.append(html[position:start])
        end = html.find("-->", start + 2)
        if end < 0:
            return "".join(pieces)
        position = end + 3
    pieces.append(html[position:])
    return "".join(pieces)


def _without_hidden(html: str) -> str:
    """Leave out elements whose content is no text.

    Code that is never closed ends the text; of other elements that are not, only the
    tag goes.
    """
    pieces: list[str] = []
    position = 0
    unclosed: set[str] = set()
    lower = html.lower()
    if len(lower) != len(html):  # a few letters change length: keep positions aligned
        lower = html
    while (match := _HIDDEN.search(html, position)) is not None:
        pieces.append(html[position : match.start()])
        name = match[1].lower()
        end = -1 if name in unclosed else lower.find(f"</{name}", match.end())
        if end < 0:
            if name in {"script", "style"}:
                return "".join(pieces)
            unclosed.add(name)
            end = match.start()
        position = html.find(">", end) + 1
        if position == 0:
            return "".join(pieces)
    pieces.append(html[position:])
    return "".join(pieces)


def _with_lines_marked(text: str) -> str:
    """Turn line ends into marks that folding keeps; two in a row part paragraphs."""
    paragraphs = []
    for paragraph in text.split(_PARAGRAPH):
        if _LINE in paragraph:
            lines = [_fold(line) for line in paragraph.split(_LINE)]
            blocks = "\n".join(lines).split("\n\n")
            marked = [block.strip("\n").replace("\n", _BREAK) for block in blocks]
            paragraphs.extend(marked)
        else:
            paragraphs.append(paragraph)
    return _PARAGRAPH.join(paragraphs)


def _resolved(text: str) -> str:
    """Resolve character references."""
    pieces = _REFERENCE.split(text)
    pieces[1::2] = map(_CHARACTERS.__getitem__, pieces[1::2])
    return "".join(pieces)


def _fold(text: str) -> str:
    """Fold white space; the common clean text comes back without being rebuilt."""
    text = text.strip()
    if "\n" in text or "  " in text or "\t" in text or "\xa0" in text or "\r" in text:
        return " ".join(text.split())
    return text
