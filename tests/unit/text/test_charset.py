from __future__ import annotations

import pytest

from newsfold.text import charset

GREETING = "Grüße aus Köln, schöne Straße"
RUSSIAN = "Сегодня в городе открылась новая станция метро, сообщили власти."


@pytest.mark.parametrize(
    ("body", "declared", "text", "used"),
    [
        (b"", "", "", "utf-8"),
        (GREETING.encode(), "", GREETING, "utf-8"),
        (GREETING.encode(), "iso-8859-1", GREETING, "utf-8"),
        (GREETING.encode("utf-8-sig"), "", GREETING, "utf-8"),
        (GREETING.encode("latin-1"), "iso-8859-1", GREETING, "cp1252"),
        ("“€”".encode("cp1252"), "latin1", "“€”", "cp1252"),
        (RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN, "cp1251"),
        (GREETING.encode("utf-16"), "", GREETING, "utf-16"),
        (GREETING.encode("utf-16-be"), "", GREETING, "utf-16-be"),
        (GREETING.encode("utf-16-le"), "utf-8", GREETING, "utf-16-le"),
        ("新聞".encode("iso-2022-jp"), "iso-2022-jp", "新聞", "iso2022_jp"),
        ("新闻很好".encode("gbk"), "gb2312", "新闻很好", "gb18030"),
        (b"plain", "base64", "plain", "utf-8"),
        (b"plain", "no-such-thing", "plain", "utf-8"),
        (b"plain", "utf-7", "plain", "utf-8"),
    ],
)
def test_decode(body: bytes, declared: str, text: str, used: str) -> None:
    assert charset.decode(body, declared) == (text, used)


def test_the_label_inside_the_document_counts() -> None:
    xml = f'<?xml version="1.0" encoding="windows-1251"?><a>{RUSSIAN}</a>'
    assert charset.decode(xml.encode("cp1251"))[0] == xml
    page = f"<html><head><meta charset='koi8-r'></head>{RUSSIAN}"
    assert charset.decode(page.encode("koi8-r"))[0] == page


def test_guesses_say_so() -> None:
    text, used = charset.decode(RUSSIAN.encode("cp1251") * 20, "utf-8")
    assert text == RUSSIAN * 20
    assert used == "cp1251?"
    assert charset.decode(b"caf\xe9", "utf-8") == ("café", "cp1252?")


def test_one_wound_does_not_change_the_charset() -> None:
    body = (GREETING * 20).encode() + b"\xff" + GREETING.encode()
    text, used = charset.decode(body)
    assert used == "utf-8?"
    assert text.count("�") == 1


def test_any_bytes_decode() -> None:
    every = bytes(range(256)) * 50
    for declared in ("", "utf-8", "utf-16", "shift_jis", "utf-32", "hz"):
        text, _ = charset.decode(every, declared)
        assert isinstance(text, str)
