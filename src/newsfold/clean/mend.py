"""Repairs to an outlet's words, each of them listed."""

from __future__ import annotations

import re
from html import unescape

from newsfold.model import Repair
from newsfold.text import html, mojibake

__all__ = ["Mender"]

# Characters that no text means: C0 but for line ends, DEL, soft hyphens, byte order
# marks, directional overrides, half surrogates, noncharacters.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\ufeff\u202d\u202e\ud800-\udfff\ufffe\uffff]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MARKUP = re.compile(
    r"</(?:p|b|i|a|em|strong|span|div|ul|li|h[1-6])>|<br\s?/?>|<(?:img|p|a|div)\s",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:\bThe post\b.{1,400}?\bappeared first on\b.{1,120}"
    r"|\[?\s?Continue reading\b.{0,160}|\[?\s?Read more\b.{0,20})$",
    re.DOTALL,
)
_TAIL_WORDS = ("appeared first on", "Continue reading", "Read more")
_CUT = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*$")
_ALL_SPACE = re.compile(r"[ \t\r\n\v\f]+")
_EDGE = " \t\r\n\v\f\xa0\u200b\u2028\u2029\u3000"
_LAYERS = 6
_AROUND = 40
"""Characters kept on either side of a repair in a long text."""


class Mender:
    """Mends the texts of one article and remembers what it changed."""

    def __init__(self) -> None:
        self.repairs: list[Repair] = []

    def note(self, field: str, kind: str, before: str, after: str) -> None:
        """List a repair, if it is one; of long texts only the part that changed."""
        if before != after:
            before, after = _changed(before, after)
            self.repairs.append(
                Repair(field=field, kind=kind, before=before, after=after)
            )

    def note_address(self, before: str, after: str) -> None:
        """List what an address lost, other than its spelling."""
        if before != after and len(after) < len(before.partition("#")[0]):
            self.note("url", "tracker", before, after)

    def line(self, field: str, text: str) -> str:
        """One line of text, mended."""
        if not text:
            return ""
        # Folded before, so that what a line break hid is seen; after, for what came.
        text = self._folded(field, self._mended(field, self._folded(field, text)))
        if field == "excerpt":
            text = self._without_tail(text)
        return text.strip(_EDGE)

    def _folded(self, field: str, text: str) -> str:
        if "\n" in text or "  " in text or "\t" in text or "\r" in text:
            folded = _ALL_SPACE.sub(" ", text)
            self.note(field, "space", text, folded)
            return folded
        return text

    def text(self, field: str, text: str) -> str:
        """Paragraphs of text, mended; their parting stays."""
        if not text:
            return ""
        text = self._mended(field, text)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text.strip(_EDGE)

    def _mended(self, field: str, text: str) -> str:
        # One repair may lay bare the next: an entity that spells mojibake.
        for _ in range(_LAYERS):
            better = self._once(field, text)
            if better == text:
                break
            text = better
        return text

    def _once(self, field: str, text: str) -> str:
        if not text.isascii():
            text = self._decoded(field, text)
        if not text.replace("\n", "").isprintable() and _CONTROL.search(text):
            cleaned = _CONTROL.sub("", _joined(text))
            self.note(field, "control-characters", text, cleaned)
            text = cleaned
        if "&" in text and _ENTITY.search(text):
            read = _ENTITY.sub(lambda match: unescape(match[0]), text)
            self.note(field, "entity", text, read)
            text = read
        if "<" in text and _MARKUP.search(text):
            plain = html.to_text(text) if field == "body" else html.to_line(text)
            self.note(field, "markup", text, plain)
            text = plain
        return text

    def _decoded(self, field: str, text: str) -> str:
        decoded, kinds = mojibake.repair(text)
        for kind in kinds:
            self.note(field, kind, text, decoded)
        return decoded

    def _without_tail(self, text: str) -> str:
        """Without what feed software adds to a summary."""
        if text.endswith("]") and (cut := _CUT.search(text)):
            text = f"{text[: cut.start()].rstrip(' .,')} …"
        if not any(words in text for words in _TAIL_WORDS):
            return text
        tail = _TAIL.search(text, max(0, len(text) - 600))
        if tail is not None and tail.start() > 0:
            shorter = text[: tail.start()]
            self.note("excerpt", "boilerplate", text, shorter)
            return shorter
        return text


def _joined(text: str) -> str:
    """Surrogate pairs joined to the characters that they stand for."""
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _changed(before: str, after: str) -> tuple[str, str]:
    if len(before) + len(after) < 16 * _AROUND:
        return before, after
    start = 0
    limit = min(len(before), len(after))
    while start < limit and before[start] == after[start]:
        start += 1
    start = max(0, start - _AROUND)
    window = 6 * _AROUND
    return before[start : start + window], after[start : start + window]
