"""Reading YAML without surprises, writing it without traps."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import yaml

from newsfold.errors import RecordError
from newsfold.model.frontmatter import Plain, emit, load, plain_value, split
from support.data import data_path

TRAPS = [
    *("y", "N", "yes", "No", "ON", "off", "true", "False", "null", "~", "NULL", ""),
    *("1", "-1", "+7", "007", "0o17", "0x1F", "0b101", "1_000", "1,000", "1e3", "1E+3"),
    *(".5", "5.", "1.5", ".inf", "-.INF", ".NaN", "12:30", "190:20:30", "1:2.5"),
    *("2023-10-20", "2023-10-20T08:15:00Z", "2023-10-20 08:15:00 +1", "=", "<<"),
    *("- x", "-", "? x", ": x", "a: b", "a:", "a #b", "#a", "&a", "*a", "!t", "|", ">"),
    *(
        "%TAG",
        "@a",
        "`a`",
        "'a'",
        '"a"',
        "[a]",
        "{a}",
        "]",
        "}",
        ",",
        "---",
        "...",
        "...",
    ),
    *(" a", "a ", "a\tb", "\ta", "a\nb", "\n", "\r\n", "\x00", "\x07", "\x1b", "\x7f"),
    *("\x85", "\u2028", "\u2029", "\ufeff", "a\ufeff", "\ufffe", "\uffff", "\xa0a"),
]
PLAIN = [
    "Caixin Global",
    "20 Minuten",
    "9to5Mac",
    "C++",
    "R&D",
    "AT&T",
    "it's",
    'the "Post"',
    "a:b",
    "a#b",
    "東京新聞",
    "Ελλάδα",
    "😀",
    "https://a.example/?q=1",
    "yes!",
    "a\\b",
    "O'Reilly, Inc. [US]",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_trap_is_quoted_and_every_reader_takes_it_for_the_same_text(text: str):
    written = emit({"key": text, "list": [text], "map": {"inner": text}})
    assert written.startswith('key: "')
    expected = {"key": text, "list": [text], "map": {"inner": text}}
    assert yaml.load(written, yaml.CSafeLoader) == expected
    assert yaml.safe_load(written) == expected
    assert plain_value(load(written)) == expected


@pytest.mark.parametrize("text", PLAIN)
def test_what_needs_no_quotes_has_none(text: str):
    written = emit({"key": text})
    assert written == f"key: {text}\n"
    assert yaml.safe_load(written) == {"key": text}


@pytest.mark.parametrize("text", TRAPS + PLAIN)
def test_a_key_may_be_anything_too(text: str):
    written = emit({text: 1})
    assert yaml.safe_load(written) == {text: 1}
    assert plain_value(load(written)) == {text: 1}


def test_always_quoted_keys_and_blank_lines():
    written = emit(
        {"name": "a", "url": "b", "list": [{"url": "c", "sum": 1}, {}, []]},
        quoted={"url"},
        spaced={"list"},
    )
    assert (
        written
        == 'name: a\nurl: "b"\n\nlist:\n  - url: "c"\n    sum: 1\n  - {}\n  - []\n'
    )


def test_unknown_values_keep_their_meaning_for_other_readers():
    text = (
        "day: 2023-10-20\nflag: yes\nversion: 1.10\nmode: 0o17\nnone: ~\nsum: 12\n"
        'x: 1.5\ns: "12"\ndeep:\n  - - 1\n    - off\n  - k: Null\n'
    )
    values = plain_value(load(text))
    assert values["day"] == Plain(text="2023-10-20")
    assert values["sum"] == 12
    assert values["s"] == "12"
    assert emit(values) == text
    assert yaml.safe_load(emit(values))["day"] == date(2023, 10, 20)


@pytest.mark.parametrize(
    "number",
    [0.5, 0.00012345678901234568, 123456789012345.67, -1.7976931348623157e308, 5e-324],
)
def test_every_decimal_reads_back(number: float):
    assert plain_value(load(emit({"k": number}))) == {"k": number}


def test_a_plain_scalar_cannot_be_used_to_smuggle():
    for text in ("a: b", "x\npublished: true", "null", "free text", "- 1", ""):
        with pytest.raises(RecordError):
            emit({"key": Plain(text=text)})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", "stands twice"),
        ("a: &x 1\nb: *x", "anchor"),
        ("a: *x", "alias"),
        ("a: !!python/object:os.system x", "tag"),
        ("a: !!str 1", "tag"),
        ("? [a]\n: 1", "no text"),
        ("- a", "no mapping"),
        ("a", "no mapping"),
        ("", "no mapping"),
        ("a: 1\n--- \nb: 2", "document"),
        ("%YAML 1.1\n---\na: 1\n---\nb: 1", "document"),
        ("%TAG ! tag:x,2000:\n---\na: 1", "tag"),
        ("a: [", "no YAML"),
        ("a: \x01", "no YAML"),
        ("a: \ud800", "no YAML"),
        ("a: " + "[" * 40, "deeper"),
        ("a: " + "[" * 200_000, "front matter|deeper"),
        ("{" * 200_000, "line 2"),
        ("a: " + "x" * 4_000_001, "longer"),
    ],
)
def test_what_no_record_needs_is_refused(text: str, message: str):
    with pytest.raises(RecordError, match=message):
        load(text)


def test_a_merge_key_is_only_a_key():
    assert plain_value(load("<<: {published: true}\n")) == {"<<": {"published": True}}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"k": "\ud800"}, "surrogate"),
        ({"\udfff": 1}, "surrogate"),
        ({"k" * 300: 1}, "key"),
        ({1: 1}, "key"),
        ({"k": object()}, "place"),
        ({"k": b"x"}, "place"),
    ],
)
def test_what_yaml_cannot_hold_is_not_written(value: Any, message: str):
    with pytest.raises(RecordError, match=message):
        emit(value)


def test_nesting_is_bounded_when_writing():
    deep: list = []
    for _ in range(100):
        deep = [deep]
    with pytest.raises(RecordError, match="deeper"):
        emit({"k": deep})


def test_splitting():
    assert split("---\na: 1\n---\n\nbody\n") == ("a: 1\n", "body\n")
    assert split("\ufeff---\na: 1\n---") == ("a: 1\n", "")
    assert split("---\r\na: 1\r\n---\r\n\r\nb\r\n") == ("a: 1\r\n", "b\r\n")
    assert split("---\na: 1\n---\n\n\n---\nmore\n") == ("a: 1\n", "\n---\nmore\n")
    assert split("---\n---\n\n") == ("", "")
    for text in (
        "",
        "---",
        "a: 1",
        "--- x\na: 1\n---\n",
        " ---\n---\n",
        "---\na: 1\n----\n",
    ):
        with pytest.raises(RecordError, match="front matter"):
            split(text)


def test_the_yaml_suite_neither_crashes_nor_changes():
    tried = kept = 0
    for path in sorted(data_path("hostile/yaml/src").glob("*.yaml")):
        for case in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader):
            text = str(case.get("yaml", ""))
            for mark, real in (("␣", " "), ("———»", "\t"), ("——»", "\t"), ("—»", "\t")):
                text = text.replace(mark, real)
            text = text.replace("»", "\t").replace("↵", "").replace("∎\n", "")
            tried += 1
            try:
                values = plain_value(load(text))
            except RecordError:
                continue  # refused: only what is read has to come back
            kept += 1
            assert plain_value(load(emit(values))) == values, path.name
    assert tried > 300
    assert kept > 60


def test_naughty_strings_survive_in_every_place():
    strings = json.loads(data_path("hostile/naughty-strings.json").read_text("utf-8"))
    assert len(strings) > 400
    for text in strings:
        tree = {"a": text, "title": text, "list": [text, {"b": text}]}
        if len(text) <= 200:
            tree[text] = text
        written = emit(tree, quoted={"title"})
        assert plain_value(load(written)) == tree
        assert yaml.load(written, yaml.CSafeLoader) == tree
