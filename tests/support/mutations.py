"""Broken pages and feeds: mutations of sound ones, the same for the same number."""

from __future__ import annotations

import random

__all__ = ["mutated"]

_TOKENS = (
    *(b"<div", b"</div>", b"<!--", b"-->", b"<script>", b"</script", b"<svg>"),
    *(b'"', b"'", b">", b"<", b"&#xD800;", b"&#0;", b"&amp;amp;", b"\x00", b"\xff\xfe"),
    *(b"]]>", b"<![CDATA[", b"<table><tr>", b"<p " + b"a=1 " * 40, b"<a href=//[::1"),
    *(b'<script type="application/ld+json">{"@graph":[{', b'"datePublished":"9999-'),
    *(b'<meta property="og:title" content=', b"<time datetime=2026-13-45>", b"<b><i>"),
    *(b"<base href=javascript:", b"\xf0\x9f\x92", b"<template>", b"<plaintext>"),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<item>", b"</item>", b"<entry>"),
    *(
        b"<?xml version='1.1' encoding='utf-7'?>",
        b' xml:base="//["',
        b"<a:b xmlns:a=''>",
    ),
)
_MOST_WOUNDS = 12
_LARGEST = 4_000
"""Bytes that one wound moves, at most."""


def mutated(page: bytes, number: int) -> bytes:
    """`page` with a few wounds: parts lost, doubled, moved, noise, markup between."""
    chance = random.Random(number)
    body = bytearray(page)
    for _ in range(chance.randint(1, _MOST_WOUNDS)):
        at = chance.randrange(len(body) + 1)
        end = min(len(body), at + chance.randrange(_LARGEST))
        kind = chance.randrange(6)
        if kind == 0:
            del body[at:end]
        elif kind == 1:
            body[at:at] = body[at:end] * chance.randint(1, 8)
        elif kind == 2:
            body[at:end] = chance.randbytes(chance.randrange(200))
        elif kind == 3:
            body[at:at] = chance.choice(_TOKENS) * chance.choice((1, 1, 3, 400))
        elif kind == 4 and body:
            body[at % len(body)] ^= 1 << chance.randrange(8)
        else:
            part = bytes(body[at:end])
            del body[at:end]
            to = chance.randrange(len(body) + 1)
            body[to:to] = part
        if chance.random() < 0.01:
            del body[at:]
    return bytes(body)
