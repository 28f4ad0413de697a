"""The article's text out of a page's tree."""

from __future__ import annotations

import re

__all__ = ["extract_body"]

_LINES = re.compile(r"\n+")


def extract_body(html: str, url: str) -> str:
    """Paragraphs of the article, parted by a blank line; empty where there is none."""
    from trafilatura import extract

    text = extract(html, url=url, include_comments=False, fast=False)
    return _LINES.sub("\n\n", text.strip()) if text else ""
