"""Text that was decoded with the wrong charset on its way: found and mended.

`â€”` becomes `—` again.  The work is ftfy's (Speer, 2019), which decides by how
improbable the sequence is; here it only sees text that holds UTF-8 read as another
charset, and only those of its fixes are on that mend an encoding: curled quotes, full
width letters, ligatures and line ends are the author's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

__all__ = ["repair"]

_LIMIT = 20_000
"""Characters that ftfy is given at once: its time grows faster than the text."""


def _read_as(charset: str) -> str:
    """Pattern of UTF-8 sequences of two to four bytes that were read as `charset`."""

    def chars(first: int, last: int) -> str:
        found: set[str] = set()
        for byte in range(first, last + 1):
            text = bytes([byte]).decode(charset, "ignore")
            found.update((text, chr(byte)) if charset == "cp1252" else (text,))
        return "[" + re.escape("".join(sorted(found))) + "]"

    follow = chars(0x80, 0xBF)
    return (
        f"{chars(0xC2, 0xDF)}{follow}|{chars(0xE0, 0xEF)}{follow}{{2}}"
        f"|{chars(0xF0, 0xF4)}{follow}{{3}}"
    )


_CHARSETS = ("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "mac-roman", "cp437")
_HALF_QUOTE = re.compile("â€(?![^\\x00-\\x7f])")
"""A closing quotation mark whose last byte is no cp1252 character, dropped."""
_SUSPECT = re.compile("|".join(map(_read_as, _CHARSETS)) + "|[\x80-\x9f]|â€|\ufffd")


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Mend `text`.  Gives it back with the kinds of repair, at most `mojibake`.

    Text that needs nothing comes back as the identical object, fast.  Idempotent.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text, ()
    mended = "".join(map(_mend, _pieces(text)))
    if mended == text:
        return text, ()
    return mended, ("mojibake",)


def _pieces(text: str) -> list[str]:
    if len(text) <= _LIMIT:
        return text.splitlines(keepends=True) if "\n" in text else [text]
    return [
        line[start : start + _LIMIT]
        for line in text.splitlines(keepends=True)
        for start in range(0, len(line), _LIMIT)
    ]


def _mend(line: str) -> str:
    if line.isascii() or not _SUSPECT.search(line):
        return line
    from ftfy import fix_text_segment

    if "â€œ" in line:
        line = _HALF_QUOTE.sub("â€\x9d", line)
    for _ in range(3):
        mended = fix_text_segment(line, _config())
        if mended == line:
            break
        line = mended
    return line


@lru_cache(maxsize=1)
def _config() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_encoding=True,
        restore_byte_a0=True,
        replace_lossy_sequences=True,
        decode_inconsistent_utf8=True,
        fix_c1_controls=True,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
