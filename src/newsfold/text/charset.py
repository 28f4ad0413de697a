"""Bytes as text: the charset that fits, whatever the label says.

Order: a byte order mark; UTF-8 where the bytes are valid UTF-8 (a wrong label on UTF-8
is far more common than bytes that are valid UTF-8 by chance); the label given, then the
one inside the document; a detector; windows-1252.  Labels are read as browsers do
(WHATWG Encoding): `iso-8859-1` means windows-1252, `gb2312` means gb18030.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALIASES = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "unicode": "utf-16",
    "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
    "x-user-defined": "cp1252",
    "unicode-1-1-utf-8": "utf-8",
    "utf8": "utf-8",
}
# Seven-bit charsets whose bytes are valid UTF-8 too: the label alone tells.
_SEVEN_BIT = {
    "iso-2022-jp",
    "iso-2022-kr",
    "iso2022_jp",
    "iso2022_kr",
    "hz",
    "hz-gb-2312",
}
# Python codecs that are no charset, or that no browser would honour.
_REFUSED = {
    "utf-7",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
}
_INSIDE = re.compile(
    rb"""<(?:\?xml\s[^>]{0,200}?encoding|meta\s[^>]{0,400}?charset)\s{0,9}="""
    rb"""\s{0,9}["']?\s{0,9}([A-Za-z0-9._:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes; a label inside the document stands here
_SAMPLE = 20_000  # bytes that the detector is shown
_FEWEST = 8  # bytes beyond ASCII that a detector needs to tell charsets apart
_CANDIDATES = [
    "cp1252", "cp1251", "cp1250", "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949",
    "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "iso8859_2",
]  # fmt: skip
_NUL_SHARE = 0.2  # of every other byte: 16-bit text


def decode(body: bytes, declared: str = "") -> tuple[str, str]:
    """Decode a document.

    `declared` is the label that came with it (the `charset` of its Content-Type), if
    any.  Returns the text and the charset used as Python names it, suffixed by `?`
    where it was guessed or did not fit everywhere (what did not fit is U+FFFD then).
    Never raises.
    """
    for mark, charset in _MARKS:
        if body.startswith(mark):
            text = _try(body, charset)
            if text is not None:
                return text.removeprefix("\ufeff"), charset
            body = body[len(mark) :] if charset == "utf-8" else body
            break
    labels = [codec for label in (declared, _inside(body)) if (codec := _codec(label))]
    for label in labels:
        if label in _SEVEN_BIT and (b"\x1b" in body or b"~{" in body):
            text = _try(body, label)
            if text is not None:
                return text, label
    if b"\x00" in body[:_HEAD] and (wide := _wide(body)):
        return wide
    text = _try(body, "utf-8")
    if text is not None:
        return text, "utf-8"
    for label in labels:
        if label != "utf-8" and (text := _try(body, label)) is not None:
            return text, label
    return _guess(body, labels)


def _inside(body: bytes) -> str:
    match = _INSIDE.search(body, 0, _HEAD)
    return match[1].decode("ascii") if match else ""


def _codec(label: str) -> str:
    """Python's name of a labelled charset, '' for what is none."""
    name = label.strip(" \t\r\n\"'").lower()
    if not name or not name.isascii():
        return ""
    name = _ALIASES.get(name, name)
    if name in _REFUSED:
        return ""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    if not getattr(info, "_is_text_encoding", True):  # base64, zlib: no charsets
        return ""
    return _ALIASES.get(info.name, info.name)


def _try(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeError, ValueError):
        pass  # that is the answer, but for one charset
    if charset == "cp1252":
        # Five bytes are free in windows-1252; browsers read them as C1 controls.
        text = body.decode("cp1252", errors="replace")
        return text if text.count("\ufffd") * 100 <= len(text) else None
    return None


def _wide(body: bytes) -> tuple[str, str] | None:
    """UTF-16 and UTF-32 without their mark, told by where the zero bytes stand."""
    head = body[:_HEAD]
    zeros = [head[i::4].count(0) for i in range(4)]
    quarter = max(1, len(head) // 4)
    full = [count >= quarter * (1 - _NUL_SHARE) for count in zeros]
    for shape, charset in (
        ((False, True, True, True), "utf-32-le"),
        ((True, True, True, False), "utf-32-be"),
    ):
        if tuple(full) == shape and (text := _try(body, charset)) is not None:
            return text, charset
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(even, odd) < _NUL_SHARE * quarter * 2 or min(even, odd) * 4 > max(even, odd):
        return None
    charset = "utf-16-le" if odd > even else "utf-16-be"
    text = _try(body[: len(body) // 2 * 2], charset)
    return None if text is None else (text, charset)


def _guess(body: bytes, labels: list[str]) -> tuple[str, str]:
    """Nothing fits whole: UTF-8 with a few wounds, else what a detector says."""
    text = body.decode("utf-8", errors="replace")
    wounds = text.count("\ufffd")
    sound = sum(byte >= 0xC0 for byte in body[:_SAMPLE])  # noqa: PLR2004  # lead bytes
    if wounds * 10 <= sound or (len(body) > _SAMPLE and wounds * 1000 <= len(text)):
        return text, "utf-8?"
    for label in labels:
        if label != "utf-8":
            marred = body.decode(label, errors="replace")
            if marred.count("\ufffd") * 50 <= len(marred):
                return marred, f"{label}?"
    charset = _detect(body)
    if charset:
        return body.decode(charset, errors="replace"), f"{charset}?"
    return body.decode("cp1252", errors="replace"), "cp1252?"


def _detect(body: bytes) -> str:
    """Ask the detector about the part of the bytes that is not ASCII's."""
    from charset_normalizer import from_bytes

    start = next((i for i, byte in enumerate(body) if byte > 0x7F), 0)  # noqa: PLR2004  # ASCII's last
    sample = body[max(0, start - 200) : start + _SAMPLE]
    if sum(byte > 0x7F for byte in sample) < _FEWEST:  # noqa: PLR2004  # ASCII's last
        return ""
    best = from_bytes(sample, steps=5, chunk_size=512, cp_isolation=_CANDIDATES).best()
    return "" if best is None else _codec(best.encoding)
