"""YAML front matter, read without surprises and written without traps.

Reading keeps scalars as they stand, with whether they were plain or quoted: what they
mean is decided by whoever knows the key.  So no YAML 1.1 reader's habit (`no` is false,
`12:30` is 750, a date is an object) can change a value.  Aliases, tags, repeated keys,
several documents and deep nesting are refused, for no record needs them.

Writing quotes a string whenever any YAML 1.1 or 1.2 reader could take it for something
else.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from newsfold.errors import RecordError
from newsfold.model.base import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["Plain", "Scalar", "emit", "load", "plain_value", "split"]

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 16
MAX_KEY = 200
"""Longer keys are no keys; libyaml itself stops at 1024."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)

_BEYOND_ASCII = (
    "\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
)
_UNPRINTABLE = re.compile(f"[^ -~{_BEYOND_ASCII}]")
_ESCAPED = re.compile(f"[^ !#-\\[\\]-~{_BEYOND_ASCII}]")
"""The same, and what double quotes need escaped."""
_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\0": "\\0",
    "\a": "\\a",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
    "\x1b": "\\e",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
}
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`~=<")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_NUMBERLIKE = re.compile(
    r"[-+.]?[0-9._,][0-9a-fA-FxXoObBtTzZ_:,.+\- ]*|[-+]?\.(?:inf|nan)", re.IGNORECASE
)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_FLOAT = re.compile(r"-?[0-9]{1,17}\.[0-9]{1,21}(?:e[-+][0-9]{1,3})?")
_KEYWORDS: dict[str, bool | None] = {
    "": None,
    "null": None,
    "true": True,
    "false": False,
}


class Scalar(NamedTuple):
    """A scalar as it stands in the file."""

    text: str
    plain: bool
    line: int


class Plain(Record, frozen=True, kw_only=True):
    """A plain scalar of a key that we do not know and that YAML readers type each in
    their own way (a date, `yes`, `0o17`, `1.10`): kept exactly as it stands.
    """

    text: str


def split(text: str) -> tuple[str, str]:
    """Part a file into front matter and body.

    The empty line after the closing `---` belongs to neither.  Raises RecordError
    where the fences are missing.
    """
    text = text.removeprefix("\ufeff")
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end() + 1) if opening else None
    if opening is None or closing is None:
        raise RecordError("no front matter: it stands between two lines '---'")
    body = text[closing.end() + 1 :]
    for empty in ("\n", "\r\n"):
        if body.startswith(empty):
            return text[opening.end() + 1 : closing.start()], body[len(empty) :]
    return text[opening.end() + 1 : closing.start()], body


def load(text: str) -> dict[str, Any]:
    """Read front matter into a tree of dicts, lists and `Scalar`s.

    Raises RecordError for anything that is no plain tree with unique keys.
    """
    if len(text) > MAX_CHARACTERS:
        raise RecordError(f"front matter is longer than {MAX_CHARACTERS} characters")
    try:
        root = _build(text)
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        raise RecordError(f"front matter is no YAML: {_reason(error)}") from error
    if not isinstance(root, dict):
        raise RecordError("front matter is no mapping of keys to values")
    return root


def _build(text: str) -> Any:
    """Build the tree from the parser's events: no recursion, no resolver."""
    root: Any = None
    stack: list[tuple[dict[str, Any] | list[Any], list[str]]] = []
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        where = event.start_mark.line + 2 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise RecordError(f"line {where}: an alias; write the value out")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1 or event.tags:
                raise RecordError(f"line {where}: a second document or a tag directive")
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            value, _ = stack.pop()
            if not stack:
                root = value
            continue
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            continue
        if event.anchor or event.tag:
            raise RecordError(f"line {where}: an anchor or a tag; records have neither")
        value = _node(event, where)
        if stack:
            _place(stack[-1], value, where)
        elif isinstance(value, Scalar):
            root = value
        if not isinstance(value, Scalar):
            if len(stack) >= MAX_DEPTH:
                raise RecordError(f"line {where}: nested deeper than {MAX_DEPTH}")
            stack.append((value, []))
    return root


def _node(event: Any, where: int) -> Any:
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, bool(event.implicit[0]), where)
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _place(
    top: tuple[dict[str, Any] | list[Any], list[str]], value: Any, where: int
) -> None:
    container, pending = top
    if isinstance(container, list):
        container.append(value)
    elif pending:
        container[pending.pop()] = value
    elif not isinstance(value, Scalar):
        raise RecordError(f"line {where}: a key that is no text")
    elif value.text in container:
        raise RecordError(f"line {where}: key {value.text[:40]!r} stands twice")
    else:
        pending.append(value.text)


def _reason(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None)
    return f"{problem or 'unreadable'}" + (f" in line {mark.line + 2}" if mark else "")


def plain_value(node: Any) -> Any:
    """The value of a node under a key that we do not know.

    Text, whole numbers, decimals, true, false and null become Python's; a plain scalar
    that YAML readers disagree on becomes `Plain`.
    """
    if isinstance(node, dict):
        return {key: plain_value(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain_value(value) for value in node]
    text, plain, _ = node
    if not plain:
        return text
    if text in _KEYWORDS:
        return _KEYWORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and _decimal(float(text)) == text:
        return float(text)
    return Plain(text=text) if _is_typed(text) else text


def emit(
    tree: dict[str, Any],
    *,
    quoted: Collection[str] = (),
    spaced: Collection[str] = (),
) -> str:
    """Write a tree as block YAML.

    `quoted`: keys whose strings always stand in double quotes.  `spaced`: top-level
    keys with a blank line before them.  Raises RecordError for what YAML cannot hold.
    """
    lines: list[str] = []
    for key, value in tree.items():
        if key in spaced:
            lines.append("")
        lines.extend(_entry(key, value, "", quoted))
    return "\n".join(lines) + "\n" if lines else ""


def _entry(key: str, value: Any, pad: str, quoted: Collection[str]) -> Iterator[str]:
    head = pad + _key(key)
    if isinstance(value, dict | list) and value:
        yield head + ":"
        yield from _children(value, pad + "  ", quoted)
    else:
        yield f"{head}: {_scalar(value, always=key in quoted)}"


def _children(value: Any, pad: str, quoted: Collection[str]) -> Iterator[str]:
    if len(pad) > 2 * MAX_DEPTH:
        raise RecordError(f"nested deeper than {MAX_DEPTH}")
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _entry(key, item, pad, quoted)
        return
    for item in value:
        if isinstance(item, dict | list) and item:
            lines = list(_children(item, pad + "  ", quoted))
            yield f"{pad}- {lines[0][len(pad) + 2 :]}"
            yield from lines[1:]
        else:
            yield f"{pad}- {_scalar(item, always=False)}"


def _key(key: str) -> str:
    if not isinstance(key, str) or len(key) > MAX_KEY:
        raise RecordError(f"a key longer than {MAX_KEY} characters, or no text")
    return key if _is_safe(key) and ":" not in key and "#" not in key else _quote(key)


def _scalar(value: Any, *, always: bool) -> str:
    if isinstance(value, str):
        return _quote(value) if always or not _is_safe(value) else value
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Plain):
        if _is_typed(value.text) and value.text not in _KEYWORDS:
            return value.text
        raise RecordError(f"{value.text[:40]!r} is no scalar of its own kind")
    if isinstance(value, float):
        return _decimal(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    raise RecordError(f"a {type(value).__name__} has no place in a record")


def _decimal(value: float) -> str:
    """The shortest decimal that is this float, in the form that every reader takes
    for one: YAML 1.1 wants a point before an exponent.
    """
    if not math.isfinite(value):
        raise RecordError(f"{value} is no number that a record can hold")
    text = repr(value)
    return text if "." in text else text.replace("e", ".0e")


def _is_safe(text: str) -> bool:
    """Whether every YAML reader takes the plain `text` for this very string."""
    return not (
        not text
        or text[0] in _INDICATORS
        or text != text.strip()
        or text[-1] == ":"
        or ": " in text
        or " #" in text
        or text.startswith("...")
        or text.lower() in _WORDS
        or _UNPRINTABLE.search(text)
        or _NUMBERLIKE.fullmatch(text)
    )


def _is_typed(text: str) -> bool:
    """Whether some YAML reader takes the plain `text` for no string."""
    return (
        text.lower() in _WORDS
        or text in {"~", "=", "<<"}
        or (
            _NUMBERLIKE.fullmatch(text) is not None
            and text == text.strip()
            and ": " not in text
            and not text.startswith((",", "..."))
            and text[-1] != ":"
        )
    )


def _quote(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _ESCAPES:
        return _ESCAPES[character]
    if "\ud800" <= character <= "\udfff":
        raise RecordError("half a surrogate pair: YAML has no way to write it")
    return f"\\u{ord(character):04x}"
