"""What the full-text index sees of a text, and of a query."""

from __future__ import annotations

import re

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_QUERY = re.compile(r'"([^"]*)"|(\S+)')


def indexable(text: str) -> str:
    """CJK is written without spaces: index it character by character."""
    return _CJK.sub(r" \g<0> ", text)


def match_expression(query: str) -> str:
    """What a person typed as an FTS5 expression: words and phrases, all of them."""
    parts = []
    for phrase, word in _QUERY.findall(query):
        text = indexable(phrase or word).replace('"', " ").strip()
        if any(character.isalnum() for character in text):
            parts.append(f'"{text}"')
    return " ".join(parts)
