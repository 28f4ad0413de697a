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


_CHARSETS = ("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "mac-roman", "cp437")


def _chars(charset: str, first: int, last: int) -> str:
    """The characters that the bytes from `first` to `last` were read as."""
    found = set()
    for byte in range(first, last + 1):
        found.add(bytes([byte]).decode(charset, "ignore"))
        if charset == "cp1252":  # bytes without a character stay what they are
            found.add(chr(byte))
    return re.escape("".join(sorted(found)))


def _sequences(charset: str) -> str:
    """Pattern of UTF-8 sequences of two to four bytes that were read as `charset`."""
    follow = f"[{_chars(charset, 0x80, 0xBF)}]"
    return (
        f"[{_chars(charset, 0xC2, 0xDF)}]{follow}"
        f"|[{_chars(charset, 0xE0, 0xEF)}]{follow}{{2}}"
        f"|[{_chars(charset, 0xF0, 0xF4)}]{follow}{{3}}"
    )


_SUSPECT = re.compile(
    "|".join(map(_sequences, _CHARSETS)) + "|[\x80-\x9f]|â€|[\xc2-\xf4]\ufffd"
)
# No sequence without two characters beyond ASCII in a row.
_PAIR = re.compile(r"[\x80-\uffff](?:[\x80-\uffff]|(?<=[\x80-\x9f]))")
# The same as two character classes: most sound text is told by this alone.
_HINT = re.compile(
    f"[{''.join(_chars(charset, 0xC2, 0xF4) for charset in _CHARSETS)}]"
    f"[{''.join(_chars(charset, 0x80, 0xBF) for charset in _CHARSETS)}\ufffd]"
    "|[\x80-\x9f]|â€"
)
_HALF_QUOTE = re.compile("â€(?![^\\x00-\\x7f])")
"""A closing quotation mark whose last byte is no cp1252 character, dropped."""


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Mend `text`.  Gives it back with the kinds of repair, at most `mojibake`.

    Text that needs nothing comes back as the identical object, fast.  Idempotent.

        >>> repair("The bank â€” the cafÃ©, rather")
        ('The bank — the café, rather', ('mojibake',))
        >>> repair("The bank — the café, rather")
        ('The bank — the café, rather', ())
    """
    if text.isascii() or not _PAIR.search(text):
        return text, ()
    if not _HINT.search(text) or not _SUSPECT.search(text):
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
